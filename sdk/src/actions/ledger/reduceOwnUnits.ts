import type { Address, Hash } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { type OfSender, type PreparedTransaction, type SendOptions, type WriteClient, ofSender } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ReduceOwnUnitsParameters = {
  ledger: Address
  /** Whose units; its holder alone can send it. */
  account: Address
  kind: number
  /** Smallest units of the kind. */
  quantity: bigint
}

export type ReduceOwnUnitsAndWaitParameters = OfSender<ReduceOwnUnitsParameters>

export type ReduceOwnUnitsReturnType = Happened<typeof ventureAbi, 'UnitsRemoved'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareReduceOwnUnits(parameters: ReduceOwnUnitsParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export async function simulateReduceOwnUnits(
  client: WriteClient,
  parameters: ReduceOwnUnitsAndWaitParameters,
  options: SendOptions = {},
) {
  return simulate(client, callOf(ofSender(client, parameters, options)), options)
}

/** Sends it, and does not wait. */
export async function writeReduceOwnUnits(
  client: WriteClient,
  parameters: ReduceOwnUnitsAndWaitParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareReduceOwnUnits(ofSender(client, parameters, options)), options)
}

/**
 * Gives up units of the sender, or of an account it is after its moves. What they have earned stays owed.
 *
 * @example
 * await reduceOwnUnitsAndWait(client, { ledger, kind: 0, quantity: 250n })
 * @throws {HolderOnlyError} units of somebody else
 * @throws {UnitsInsufficientError}
 * @throws {KindUnknownError}
 */
export async function reduceOwnUnitsAndWait(
  client: WriteClient,
  parameters: ReduceOwnUnitsAndWaitParameters,
  options: SendOptions = {},
): Promise<ReduceOwnUnitsReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareReduceOwnUnits(ofSender(client, parameters, options)), options)
  return happened(receipt, ventureAbi, 'UnitsRemoved')
}

function callOf({ ledger, account, kind, quantity }: ReduceOwnUnitsParameters) {
  return contractCall({
    abi: contributionLedgerAbi,
    address: ledger,
    functionName: 'reduceOwnUnits',
    args: [account, kind, quantity],
  })
}
