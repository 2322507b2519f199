import type { Provider, Signer, TransactionRequest, TypedDataField } from 'ethers'
import { type EIP1193RequestFn, type Hex, createClient, custom } from 'viem'
import { AccountMissingError, ProviderUnsupportedError } from '../errors/client.ts'

/** What an ethers provider of a node or wallet can do. */
type Sender = { send(method: string, parameters: unknown[]): Promise<unknown> }

/**
 * A viem client that asks an ethers provider and sends and signs through an ethers signer.
 *
 * @throws {ProviderUnsupportedError} a provider that can't pass requests on
 */
export async function ethersClient(signerOrProvider: Signer | Provider) {
  const signer = isSigner(signerOrProvider) ? signerOrProvider : undefined
  const provider = signer ? signer.provider : (signerOrProvider as Provider)
  if (!canSend(provider)) throw new ProviderUnsupportedError()
  const address = signer && ((await signer.getAddress()) as Hex)

  const request = async ({ method, params = [] }: { method: string; params?: readonly unknown[] }) => {
    if (method === 'eth_sendTransaction') return sendTransaction(signer, params)
    if (method === 'eth_signTypedData_v4') return signTypedData(signer, params)
    return provider.send(method, [...params])
  }
  return createClient({
    ...(address ? { account: address } : {}),
    // A refusal is an answer; asking again is the provider's affair.
    transport: custom({ request: request as EIP1193RequestFn }, { retryCount: 0 }),
    pollingInterval: 1_000,
  })
}

async function sendTransaction(signer: Signer | undefined, [transaction]: readonly unknown[]): Promise<string> {
  if (!signer) throw new AccountMissingError()
  const { gas, from, to, data, value, maxFeePerGas, maxPriorityFeePerGas } = transaction as Record<string, string>
  const request: TransactionRequest = { from, to, data, value, gasLimit: gas, maxFeePerGas, maxPriorityFeePerGas }
  const { hash } = await signer.sendTransaction(request)
  return hash
}

type TypedData = { domain: object; types: Record<string, TypedDataField[]>; message: Record<string, unknown> }

async function signTypedData(signer: Signer | undefined, [, text]: readonly unknown[]): Promise<string> {
  if (!signer) throw new AccountMissingError()
  const { domain, types, message } = JSON.parse(String(text)) as TypedData
  // ethers derives the type of the domain by itself.
  const { EIP712Domain: _domain, ...own } = types
  return signer.signTypedData(domain, own, message)
}

function isSigner(value: Signer | Provider): value is Signer {
  return 'signTypedData' in value
}

function canSend(provider: unknown): provider is Sender {
  return typeof provider === 'object' && provider !== null && typeof (provider as Sender).send === 'function'
}
