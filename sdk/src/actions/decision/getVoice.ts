import { type Address, zeroAddress } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { voiceBoardAbi } from '../../abis/voiceBoard.ts'
import { ventureOf, voiceBoardOf } from '../internal/boards.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { reachableVoice } from '../internal/voices.ts'

export type GetVoiceParameters = { ledger: Address; account: Address }

/** Voice in one kind. */
export type CountedVoice = {
  kind: number
  /** As `updateVoice` counted it last. */
  counted: bigint
  /** What it would count now. */
  earned: bigint
}

export type GetVoiceReturnType = {
  /** Own voice that was counted; one who moved has none. */
  units: bigint
  /** Who casts it; `undefined` while it is out of reach. */
  delegatee: Address | undefined
  /** All voice the account can cast now: its own, and what others delegated to it. */
  votes: bigint
  /** Of the account's own units, in kinds that carry voice. */
  counted: CountedVoice[]
  /** From then on anyone may take it out of reach, seconds since 1970; `undefined` while it is. */
  lapsesAt: bigint | undefined
  /** All voice that can be cast in the ledger: what shares are shares of. */
  reachable: bigint
}

/**
 * Returns what voice an account has, who casts it, and until when.
 *
 * @example
 * const { votes, reachable } = await getVoice(client, { ledger, account })
 * @throws {ContractMissingError} no ledger at the address
 */
export async function getVoice(client: ReadClient, { ledger, account }: GetVoiceParameters): Promise<GetVoiceReturnType> {
  const [voiceBoard, venture] = await Promise.all([voiceBoardOf(client, ledger), ventureOf(client, ledger)])
  const board = { abi: voiceBoardAbi, address: voiceBoard } as const
  const [voice, lapsesAt, votes, reachable, counted] = await Promise.all([
    read(client, { ...board, functionName: 'voiceOf', args: [ledger, account] }),
    read(client, { ...board, functionName: 'lapsesAt', args: [ledger, account] }),
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'getVotes', args: [account] }),
    reachableVoice(client, ledger),
    countedVoice(client, { ledger, account, voiceBoard, venture }),
  ])
  const delegatee = voice.delegatee === zeroAddress ? undefined : voice.delegatee
  return { units: voice.units, delegatee, votes, counted, lapsesAt: delegatee && lapsesAt, reachable }
}

type Counting = { ledger: Address; account: Address; voiceBoard: Address; venture: Address }

async function countedVoice(client: ReadClient, { ledger, account, voiceBoard, venture }: Counting): Promise<CountedVoice[]> {
  const contract = { abi: ventureAbi, address: venture } as const
  const count = Number(await read(client, { ...contract, functionName: 'kindCount' }))
  const kinds = await Promise.all(
    Array.from({ length: count }, async (_, kind) => {
      const { voice } = await read(client, { ...contract, functionName: 'kindOf', args: [kind] })
      if (voice === 0) return []
      const [counted, units] = await Promise.all([
        read(client, { abi: voiceBoardAbi, address: voiceBoard, functionName: 'countedOf', args: [ledger, account, kind] }),
        read(client, { ...contract, functionName: 'unitsOf', args: [account, kind] }),
      ])
      return [{ kind, counted, earned: units * BigInt(voice) }]
    }),
  )
  return kinds.flat()
}
