import type { Address, Hash } from 'viem'
import { noticeBoardAbi } from '../../abis/noticeBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { changeNumber, encodeChange } from '../internal/changes.ts'
import type { PreparedTransaction, SendOptions, WriteClient } from '../internal/client.ts'
import { type Happened, contractCall, happened, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { EquationLine } from '../types.ts'

export type AnnounceEquationParameters = {
  venture: Address
  /** In their order. */
  lines: readonly EquationLine[]
  /** Who takes what the lines leave. */
  remainder: Address
  noticeBoard?: Address
}

export type AnnounceEquationReturnType = Happened<typeof noticeBoardAbi, 'ChangeAnnounced'>

/** The call, for a wallet, a Safe, a multicall or a bundle. */
export function prepareAnnounceEquation(parameters: AnnounceEquationParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through; sends nothing. */
export function simulateAnnounceEquation(client: WriteClient, parameters: AnnounceEquationParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeAnnounceEquation(
  client: WriteClient,
  parameters: AnnounceEquationParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareAnnounceEquation(parameters), options)
}

/**
 * Announces the next version of the equation. The governor; anyone can apply it after its notice.
 *
 * @example
 * const { readyAt } = await announceEquationAndWait(client, { venture, lines, remainder })
 * @throws {GovernorOnlyError}
 * @throws {EquationFloorMissedError}
 * @throws {EquationDebtLeftOutError}
 * @throws {EquationDebtShareLoweredError}
 */
export async function announceEquationAndWait(
  client: WriteClient,
  parameters: AnnounceEquationParameters,
  options: SendOptions = {},
): Promise<AnnounceEquationReturnType> {
  const receipt = await sendPreparedAndWait(client, prepareAnnounceEquation(parameters), options)
  return happened(receipt, noticeBoardAbi, 'ChangeAnnounced')
}

function callOf({ venture, lines, remainder, noticeBoard = addresses.noticeBoard }: AnnounceEquationParameters) {
  return contractCall({
    abi: noticeBoardAbi,
    address: noticeBoard,
    functionName: 'announceChange',
    args: [venture, changeNumber('equation'), encodeChange({ change: 'equation', lines, remainder })],
  })
}
