import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'

export type ApplyStewardParameters = {
  venture: Address
  account: Address
  steward: boolean
  /** End of the term, seconds since 1970. Default: without end. */
  until?: bigint
  noticeBoard?: Address
}

export type ApplyStewardReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplySteward(parameters: ApplyStewardParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplySteward(client: WriteClient, parameters: ApplyStewardParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplySteward(
  client: WriteClient,
  parameters: ApplyStewardParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplySteward(parameters), options)
}

/**
 * Puts into effect what was announced: the appointment of a steward, or a removal. Anyone, once its notice is over.
 *
 * @example
 * await applyStewardAndWait(client, { venture, account, steward: true })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyStewardAndWait(
  client: WriteClient,
  parameters: ApplyStewardParameters,
  options: SendOptions = {},
): Promise<ApplyStewardReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplySteward(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, account, steward, until, noticeBoard = addresses.noticeBoard }: ApplyStewardParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('steward'), encodeChange({ change: 'steward', account, steward, until })],
  })
}
