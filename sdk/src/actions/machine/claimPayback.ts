import type { Address, Hash, TransactionReceipt } from 'viem'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type PaidOut, paidOutIn } from '../internal/claims.ts'
import { read } from '../internal/read.ts'
import { contractCall, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ClaimPaybackParameters = {
  machine: Address
  /** Who is paid; anyone may send the transaction. */
  account: Address
  tokens: readonly Address[]
}

/** Tokens left out are found: all that pay something. */
export type ClaimPaybackAndWaitParameters = Omit<ClaimPaybackParameters, 'tokens'> & { tokens?: readonly Address[] }

export type ClaimPaybackReturnType = {
  /** Per token that paid something. */
  paid: PaidOut[]
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareClaimPayback(parameters: ClaimPaybackParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateClaimPayback(client: WriteClient, parameters: ClaimPaybackParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeClaimPayback(
  client: WriteClient,
  parameters: ClaimPaybackParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareClaimPayback(parameters), options)
}

/**
 * Pays an account what a machine owes it: its part of the payback, and what it earned as supplier, technician or network. To the
 * account, or the payee it named.
 *
 * @example
 * const { paid } = await claimPaybackAndWait(client, { machine, account })
 * @throws {CoOwnerWithoutWalletError} a placeholder: the co-owners move it to a wallet first
 * @throws {TokenNotListedError}
 * @throws {ClaimEthRefusedError} the account takes no ETH
 */
export async function claimPaybackAndWait(
  client: WriteClient,
  parameters: ClaimPaybackAndWaitParameters,
  options: SendOptions = {},
): Promise<ClaimPaybackReturnType> {
  const { machine, account } = parameters
  const tokens = parameters.tokens ?? (await tokensOwed(client, parameters))
  const receipt = await sendPreparedAndWait(client, prepareClaimPayback({ machine, account, tokens }), options)
  return { paid: paidOutIn(receipt, machine, account), receipt }
}

function callOf({ machine, account, tokens }: ClaimPaybackParameters) {
  return contractCall({ abi: sharedEquipmentAbi, address: machine, functionName: 'claim', args: [account, tokens, [], 0n] })
}

async function tokensOwed(client: WriteClient, { machine, account }: ClaimPaybackAndWaitParameters): Promise<Address[]> {
  const contract = { abi: sharedEquipmentAbi, address: machine } as const
  const tokens = await read(client, { ...contract, functionName: 'tokens' })
  const amounts = await read(client, { ...contract, functionName: 'previewClaim', args: [account, tokens, []] })
  return tokens.filter((_, i) => amounts[i] !== 0n)
}
