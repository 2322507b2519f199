import type { Provider, Signer, TransactionResponse } from 'ethers'
import type { PreparedTransaction, WriteClient } from '../actions/internal/client.ts'
import { simulatePrepared } from '../actions/internal/write.ts'
import type { ContractAddresses } from '../addresses/index.ts'
import { type OpenValueActions, type OpenValueReadActions, openValueActions } from '../client/openValueActions.ts'
import { AccountMissingError } from '../errors/client.ts'
import { toOpenValueError } from '../errors/decode.ts'
import { ethersClient } from './client.ts'

/** All actions over ethers, with `send` as ethers gives it. */
export type EthersActions = Omit<OpenValueActions, 'send'> & {
  /**
   * Sends what any `prepare...` made, after asking the chain whether it would go through.
   *
   * @throws the class of whatever error a contract raised
   */
  send(prepared: PreparedTransaction): Promise<TransactionResponse>
}

/**
 * All actions over an ethers v6 signer or provider: the same calls, the same errors. A provider only reads.
 *
 * @param addresses where the shared contracts stand, if not where they usually do
 * @example
 * const openValue = await connectEthers(signer)
 * const { paid } = await openValue.claimAndWait({ venture, account })
 * const response = await openValue.send(openValue.prepareSetPayee({ venture, account, payee }))
 * @throws {ProviderUnsupportedError} a provider that can't pass requests on
 */
export async function connectEthers(signer: Signer, addresses?: Partial<ContractAddresses>): Promise<EthersActions>
export async function connectEthers(provider: Provider, addresses?: Partial<ContractAddresses>): Promise<OpenValueReadActions>
export async function connectEthers(
  signerOrProvider: Signer | Provider,
  addresses: Partial<ContractAddresses> = {},
): Promise<EthersActions | OpenValueReadActions> {
  const client = await ethersClient(signerOrProvider)
  const actions = openValueActions(addresses)(client as WriteClient)
  return {
    ...actions,
    async send(prepared: PreparedTransaction): Promise<TransactionResponse> {
      if (!('sendTransaction' in signerOrProvider)) throw new AccountMissingError()
      await simulatePrepared(client as WriteClient, prepared)
      const { to, data, value } = prepared
      return (signerOrProvider as Signer).sendTransaction({ to, data, value }).catch((error: unknown) => {
        throw toOpenValueError(error)
      })
    },
  }
}
