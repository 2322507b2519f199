import { type Account, type Address, type Chain, type Client, type Hex, type Transport, hexToBigInt } from 'viem'
import { type Account as ParsedAccount, parseAccount } from 'viem/accounts'
import { getBlock, getChainId } from 'viem/actions'
import { AccountMissingError } from '../../errors/client.ts'

/** Any viem client. */
export type ReadClient = Client<Transport, Chain | undefined>
/** A viem client whose account sends and signs; or any, where the account is passed. */
export type WriteClient = Client<Transport, Chain | undefined, Account | undefined>

/** A call before anybody sends it: for a wallet, a Safe, a multicall or a bundle (ERC-4337). */
export type PreparedTransaction = { to: Address; data: Hex; value: bigint }

/** Who sends, and limits of the transaction; all may be left to the client. */
export type SendOptions = {
  /** Default: the account of the client. */
  account?: Account | Address
  gas?: bigint
  maxFeePerGas?: bigint
  maxPriorityFeePerGas?: bigint
}

/** @throws {AccountMissingError} */
export function accountOf(client: WriteClient, options: SendOptions = {}): ParsedAccount {
  const account = options.account ?? client.account
  if (!account) throw new AccountMissingError()
  return parseAccount(account)
}

/** Parameters about an account, mostly that of who sends. */
export type OfSender<parameters extends { account: Address }> = Omit<parameters, 'account'> & {
  /** Default: who sends. */
  account?: Address
}

/** @throws {AccountMissingError} no account was named, and none sends */
export function ofSender<parameters extends { account?: Address }>(
  client: WriteClient,
  parameters: parameters,
  options: SendOptions = {},
): parameters & { account: Address } {
  return { ...parameters, account: parameters.account ?? accountOf(client, options).address }
}

export async function chainIdOf(client: ReadClient): Promise<number> {
  return client.chain?.id ?? getChainId(client)
}

/** Time of the latest block, seconds since 1970. */
export async function timestampOf(client: ReadClient): Promise<bigint> {
  const { timestamp } = await getBlock(client, { blockTag: 'latest' })
  return timestamp
}

/** How long a signature is good for where nothing else is asked: 30 days. */
const SIGNATURE_SECONDS = 30n * 86_400n

export async function signatureDeadline(client: ReadClient): Promise<bigint> {
  return (await timestampOf(client)) + SIGNATURE_SECONDS
}

/** Random, so that it is unique without asking the chain. */
export function randomNonce(): bigint {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return hexToBigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
