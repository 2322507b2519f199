import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { EquationLine } from '../types.ts'

export type ApplyEquationParameters = {
  venture: Address
  /** In their order. */
  lines: readonly EquationLine[]
  /** Who takes what the lines leave. */
  remainder: Address
  noticeBoard?: Address
}

export type ApplyEquationReturnType = Happened<typeof noticeBoardAbi, 'ChangeApplied'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareApplyEquation(parameters: ApplyEquationParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateApplyEquation(client: WriteClient, parameters: ApplyEquationParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeApplyEquation(
  client: WriteClient,
  parameters: ApplyEquationParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareApplyEquation(parameters), options)
}

/**
 * Puts into effect what was announced: the next version of the equation. Anyone, once its notice is over.
 *
 * @example
 * await applyEquationAndWait(client, { venture, lines, remainder })
 * @throws {ChangeNotPendingError}
 * @throws {ChangeTooEarlyError}
 * @throws {ChangeDiffersError}
 */
export async function applyEquationAndWait(
  client: WriteClient,
  parameters: ApplyEquationParameters,
  options: SendOptions = {},
): Promise<ApplyEquationReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareApplyEquation(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeApplied')
}

function callOf({ venture, lines, remainder, noticeBoard = addresses.noticeBoard }: ApplyEquationParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'applyChange',
    args: [venture, changeNumber('equation'), encodeChange({ change: 'equation', lines, remainder })],
  })
}
