import type { Address } from 'viem'
import { decisionBoardAbi } from '../../abis/decisionBoard.ts'
import { voiceBoardAbi } from '../../abis/voiceBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { voiceBoardOf } from '../internal/boards.ts'
import { type ReadClient, timestampOf } from '../internal/client.ts'
import { type DecisionTrack, type Motion, readMotion, trackOf } from '../internal/decisions.ts'
import { placesOf } from '../internal/decisionAddresses.ts'
import { read } from '../internal/read.ts'
import { reachRequired } from '../internal/rules.ts'
import { type DecisionAction, encodeDecisionActions } from './decisionAction.ts'
import { getRules } from './getRules.ts'

export type GetDecisionTrackParameters = {
  governor: Address
  actions: readonly DecisionAction[]
  decisionBoard?: Address
}

export type GetDecisionTrackReturnType = Motion & {
  track: DecisionTrack
  /** Of each action by itself; one on the consensus track takes all others along. */
  tracks: DecisionTrack[]
  /** Less than a fifth of all voice is within reach: everything takes the consensus track. */
  isLowReach: boolean
  /** First second it could be executed, were it proposed now; seconds since 1970. */
  readyAt: bigint
}

/**
 * Returns how a decision would be made if it were proposed now: its track, its window, and what stops or passes it.
 *
 * @example
 * const { track, window } = await getDecisionTrack(client, { governor, actions: [{ type: 'lengthenNotice', period: 1_209_600 }] })
 * @throws {DecisionEmptyError}
 * @throws {ActionVentureForeignError} about another ledger
 * @throws {ActionUnknownError} a token or machine without code, for example
 * @throws {StewardTermMissingError} or another error of terms
 * @throws {VoiceUnreachableError} nobody has opted in
 * @throws {GovernorNotInChargeError} before a hand-over
 */
export async function getDecisionTrack(
  client: ReadClient,
  { governor, actions, decisionBoard = addresses.decisionBoard }: GetDecisionTrackParameters,
): Promise<GetDecisionTrackReturnType> {
  const [places, rules, now] = await Promise.all([
    placesOf(client, governor),
    getRules(client, { governor }),
    timestampOf(client),
  ])
  const { targets, values, calldatas } = encodeDecisionActions({ ...places, actions })
  const board = { abi: decisionBoardAbi, address: decisionBoard } as const
  const { ledger } = places
  const answer = await read(client, {
    ...board,
    functionName: 'openMotion',
    args: [ledger, rules, targets, values, calldatas],
    account: governor,
  })
  const voiceBoard = await voiceBoardOf(client, ledger)
  const all = await read(client, { abi: voiceBoardAbi, address: voiceBoard, functionName: 'totalVoice', args: [places.venture] })
  const lazy = await Promise.all(
    targets.map((target, i) =>
      read(client, {
        ...board,
        functionName: 'isActionLazy',
        args: [ledger, governor, rules, now, target, values[i] ?? 0n, calldatas[i] ?? '0x'],
      }),
    ),
  )
  const motion = readMotion(answer)
  return {
    ...motion,
    track: trackOf(answer),
    tracks: lazy.map((isLazy) => (isLazy ? 'lazy' : 'consensus')),
    isLowReach: motion.reachable < reachRequired(all),
    readyAt: motion.deadline + BigInt(motion.delay) + 1n,
  }
}
