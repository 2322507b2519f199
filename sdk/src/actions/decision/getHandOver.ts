import { type Address, zeroAddress } from 'viem'
import { handOverBoardAbi } from '../../abis/handOverBoard.ts'
import { voiceBoardAbi } from '../../abis/voiceBoard.ts'
import { addresses } from '../../addresses/deployed.ts'
import { ledgerOf, voiceBoardOf } from '../internal/boards.ts'
import { type ReadClient, timestampOf } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { reachRequired } from '../internal/rules.ts'
import { reachableVoice } from '../internal/voices.ts'

export type GetHandOverParameters = { venture: Address; handOverBoard?: Address }

/** A published hand-over. Nothing of it ever changes. */
export type HandOverInfo = {
  /** Who governs from then on. */
  governor: Address
  /** Seconds since 1970. */
  dueAt: bigint
  isDue: boolean
  /** It is due before, too, once so many show their voice; 0: not before. */
  affiliates: number
  /** How many accounts have to show their voice in any case. */
  accounts: number
  /** How much voice they have to show together: a fifth of all there is. */
  voice: bigint
  /** Voice that is within reach now, of all who opted in. */
  reachable: bigint
}

/** `undefined` where there is none, or it was made. */
export type GetHandOverReturnType = HandOverInfo | undefined

/**
 * Returns when, and under which conditions, a venture goes over to those who contribute.
 *
 * @example
 * const handOver = await getHandOver(client, { venture })
 * if (handOver?.isDue) await takeOverAndWait(client, { venture, accounts })
 * @throws {ContractMissingError} no venture at the address
 */
export async function getHandOver(
  client: ReadClient,
  { venture, handOverBoard = addresses.handOverBoard }: GetHandOverParameters,
): Promise<GetHandOverReturnType> {
  const terms = await read(client, { abi: handOverBoardAbi, address: handOverBoard, functionName: 'handOverOf', args: [venture] })
  if (terms.target === zeroAddress) return undefined
  const ledger = await ledgerOf(client, venture)
  const voiceBoard = await voiceBoardOf(client, ledger)
  const [all, reachable, now] = await Promise.all([
    read(client, { abi: voiceBoardAbi, address: voiceBoard, functionName: 'totalVoice', args: [venture] }),
    reachableVoice(client, ledger),
    timestampOf(client),
  ])
  const { target, affiliates, accounts } = terms
  const dueAt = BigInt(terms.dueAt)
  return {
    governor: target,
    dueAt,
    isDue: now >= dueAt,
    affiliates,
    accounts,
    voice: reachRequired(all),
    reachable,
  }
}
