import { type Address, isAddressEqual, keccak256, toHex, zeroAddress } from 'viem'
import { contributionLedgerAbi } from '../../abis/contributionLedger.ts'
import { lazyConsensusGovernorAbi } from '../../abis/lazyConsensusGovernor.ts'
import { ventureAbi } from '../../abis/venture.ts'
import { GovernorNonexistentProposalError } from '../../errors/decision.ts'
import type { PreparedTransaction, ReadClient } from './client.ts'
import { type DecisionPlaces, placesOf } from './decisionAddresses.ts'
import { eventsOf, selectorOf } from './events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from './logs.ts'
import { read } from './read.ts'
import { type EventArgs, contractCall, prepare } from './write.ts'

const EVENTS = ['ProposalCreated', 'VoteCast', 'VoteCastWithParams', 'ProposalEscalated', 'ProposalExecuted'] as const

export type Proposed = EventArgs<typeof lazyConsensusGovernorAbi, 'ProposalCreated'> & { blockNumber: bigint }
export type Cast = { proposalId: bigint; voter: Address; support: number; weight: bigint; reason: string }

export type GovernorHistory = { proposed: Proposed[]; casts: Cast[]; asOf: AsOf }

/** All that was proposed, and how it was voted on, in this order. */
export async function readGovernor(
  client: ReadClient,
  { governor, fromBlock: from }: Pick<BlockRange, 'fromBlock'> & { governor: Address },
): Promise<GovernorHistory> {
  const { fromBlock, asOf } = await resolveRange(client, { fromBlock: from })
  const topics = [EVENTS.map((name) => selectorOf(lazyConsensusGovernorAbi, name))]
  const logs = await readLogs(client, [{ address: governor, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const proposed: Proposed[] = []
  const casts: Cast[] = []
  for (const { eventName, args, blockNumber } of eventsOf(lazyConsensusGovernorAbi, EVENTS, logs)) {
    if (eventName === 'ProposalCreated') proposed.push({ ...args, blockNumber })
    else if (eventName === 'VoteCast' || eventName === 'VoteCastWithParams') casts.push(args)
  }
  return { proposed, casts, asOf }
}

/**
 * What was proposed under an id.
 *
 * @throws {GovernorNonexistentProposalError}
 */
export function proposedIn({ proposed }: GovernorHistory, decision: bigint): Proposed {
  const found = proposed.find(({ proposalId }) => proposalId === decision)
  if (!found) throw new GovernorNonexistentProposalError(decision)
  return found
}

/** What a decision is about, and what stands now there. */
export type DecisionSurroundings = {
  places: Required<DecisionPlaces>
  isInCharge: boolean
  noticeEpoch: number
  debtPools: number[]
}

export async function readSurroundings(client: ReadClient, governor: Address): Promise<DecisionSurroundings> {
  const places = await placesOf(client, governor)
  const contract = { abi: ventureAbi, address: places.venture } as const
  const [inCharge, epoch, pools] = await Promise.all([
    read(client, { ...contract, functionName: 'governor' }),
    read(client, { ...contract, functionName: 'noticeEpoch' }),
    read(client, { ...contract, functionName: 'poolCount' }),
  ])
  const ids = Array.from({ length: Number(pools) }, (_, i) => i + 1)
  const tokens = await Promise.all(
    ids.map(async (pool) => (await read(client, { ...contract, functionName: 'debtPool', args: [pool] })).token),
  )
  return {
    places,
    isInCharge: isAddressEqual(inCharge, governor),
    noticeEpoch: Number(epoch),
    debtPools: ids.filter((_, i) => tokens[i] !== zeroAddress),
  }
}

/** Rules of acceptance in force, and of decisions. */
export function readRules(client: ReadClient, { ledger, governor }: Pick<DecisionPlaces, 'governor' | 'ledger'>) {
  return Promise.all([
    read(client, { abi: contributionLedgerAbi, address: ledger, functionName: 'parameters' }),
    read(client, { abi: lazyConsensusGovernorAbi, address: governor, functionName: 'rules' }),
  ])
}

export type DecisionReference = Pick<BlockRange, 'fromBlock'> & {
  governor: Address
  decision: bigint
}

/**
 * A call that takes what was proposed once more; it is read from the chain.
 *
 * @throws {GovernorNonexistentProposalError}
 */
export async function prepareOnProposed(
  client: ReadClient,
  functionName: 'execute' | 'cancel',
  { governor, decision, fromBlock }: DecisionReference,
): Promise<PreparedTransaction> {
  const proposed = proposedIn(await readGovernor(client, { governor, fromBlock }), decision)
  const { targets, values, calldatas, description } = proposed
  const args = [targets, values, calldatas, keccak256(toHex(description))] as const
  return prepare(contractCall({ abi: lazyConsensusGovernorAbi, address: governor, functionName, args }))
}
