import type { Address } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { type CampaignState, campaignStateNames } from '../../abis/enums.ts'
import { sharedEquipmentAbi } from '../../abis/sharedEquipment.ts'
import type { ReadClient } from '../internal/client.ts'
import { eventsOf, selectorOf } from '../internal/events.ts'
import { type AsOf, type BlockRange, readLogs, resolveRange } from '../internal/logs.ts'
import { read } from '../internal/read.ts'
import type { Reference } from '../types.ts'
import { type CoOwnerDecision, decodeDecision } from './decision.ts'
import { type DecisionNames, describeDecision } from './describeDecision.ts'

export type GetProposalsParameters = Pick<BlockRange, 'fromBlock'> & {
  campaign: Address
  /** How accounts, tokens and amounts are shown in words. */
  names?: DecisionNames
}

/**
 * Open: objections are possible. Ready: nobody stopped it, anyone can execute it. Lapsed: it can't be carried out any more, too
 * late, or decided otherwise.
 */
export type ProposalState = 'open' | 'ready' | 'stopped' | 'withdrawn' | 'executed' | 'lapsed'

/** Times are seconds since 1970, weights smallest units of the campaign's token. */
export type CoOwnerProposal = {
  id: bigint
  proposer: Address
  decision: CoOwnerDecision
  /** The same in one sentence. */
  words: string
  state: ProposalState
  /** A quote, a delivery note, a reason. */
  reference: Reference
  /** End of the window: objections before, execution from then on. */
  readyAt: bigint
  /** From then on it can't be executed. */
  lapsesAt: bigint
  objections: { objector: Address; weight: bigint; reference: Reference }[]
  /** Of all who have objected. */
  objectionWeight: bigint
  /** At this weight it is stopped. */
  stopWeight: bigint
  proposedAtBlock: bigint
}

export type GetProposalsReturnType = {
  /** The latest first. */
  proposals: CoOwnerProposal[]
  asOf: AsOf
}

/** How long a decision about the machine can be carried out. */
const EXECUTION_PERIOD = 30n * 86_400n
const BPS = 10_000n

const EVENTS = ['ProposalMade', 'ProposalObjected', 'ProposalStopped', 'ProposalWithdrawn', 'ProposalExecuted'] as const

/**
 * Returns what was proposed, in words, who objects with which weight, and until when.
 *
 * @example
 * const { proposals } = await getProposals(client, { campaign })
 * for (const { id, state, words } of proposals) console.log(id, state, words)
 * @throws {ContractMissingError} no campaign at the address
 * @throws {LogsUnavailableError} the node gives no events
 */
export async function getProposals(
  client: ReadClient,
  { campaign, names, fromBlock: from }: GetProposalsParameters,
): Promise<GetProposalsReturnType> {
  const contract = { abi: campaignAbi, address: campaign } as const
  const [terms, totals, state, machine, { fromBlock, asOf }] = await Promise.all([
    read(client, { ...contract, functionName: 'terms' }),
    read(client, { ...contract, functionName: 'totals' }),
    read(client, { ...contract, functionName: 'state' }),
    read(client, { ...contract, functionName: 'machine' }),
    resolveRange(client, { fromBlock: from }),
  ])
  const topics = [EVENTS.map((name) => selectorOf(campaignAbi, name))]
  const logs = await readLogs(client, [{ address: campaign, topics }], { fromBlock, toBlock: asOf.blockNumber })
  const now: Now = {
    timestamp: asOf.timestamp,
    campaign: campaignStateNames[state] ?? 'open',
    isEveryones: await isEveryones(client, machine, state),
  }
  const stopWeight = (totals.raised * BigInt(terms.objectionBps) + BPS - 1n) / BPS

  const proposals = new Map<bigint, CoOwnerProposal>()
  for (const { eventName, args, blockNumber } of eventsOf(campaignAbi, EVENTS, logs)) {
    const known = proposals.get(args.id)
    if (eventName === 'ProposalMade') {
      const decision = decodeDecision(args.action, args.data)
      const lapsesAt = isRelease(decision) ? BigInt(terms.releaseDeadline) : args.readyAt + EXECUTION_PERIOD
      proposals.set(args.id, {
        id: args.id,
        proposer: args.proposer,
        decision,
        words: describeDecision(decision, names),
        state: stateOf(decision, { readyAt: args.readyAt, lapsesAt }, now),
        reference: { uri: args.uri, hash: args.textHash },
        readyAt: args.readyAt,
        lapsesAt,
        objections: [],
        objectionWeight: 0n,
        stopWeight,
        proposedAtBlock: blockNumber,
      })
    } else if (!known) continue
    else if (eventName === 'ProposalObjected') {
      const { objector, weight, reasonURI, reasonHash } = args
      known.objections.push({ objector, weight, reference: { uri: reasonURI, hash: reasonHash } })
      known.objectionWeight = args.objections
      // One that is withdrawn after an objection counts as a stop, too.
    } else if (known.state !== 'withdrawn') known.state = ENDED[eventName]
  }
  return { proposals: [...proposals.values()].reverse(), asOf }
}

const ENDED = { ProposalStopped: 'stopped', ProposalWithdrawn: 'withdrawn', ProposalExecuted: 'executed' } as const

type Now = { timestamp: bigint; campaign: CampaignState; isEveryones: boolean }

/** Of one that nobody ended. */
function stateOf(
  decision: CoOwnerDecision,
  { readyAt, lapsesAt }: Pick<CoOwnerProposal, 'readyAt' | 'lapsesAt'>,
  { timestamp, campaign, isEveryones }: Now,
): ProposalState {
  const isOpen = isRelease(decision)
    ? campaign === 'funded'
    : campaign === 'released' && (decision.type === 'move' || !isEveryones)
  if (!isOpen || timestamp >= lapsesAt) return 'lapsed'
  return timestamp < readyAt ? 'open' : 'ready'
}

/** Of money that was raised; all else is about a machine in service. */
function isRelease({ type }: CoOwnerDecision): boolean {
  return type === 'purchase' || type === 'delivery'
}

/** Whether there is a machine that belongs to everyone, so that its co-owners decide about moves alone. */
async function isEveryones(client: ReadClient, machine: Address, state: number): Promise<boolean> {
  if (campaignStateNames[state] !== 'released' || BigInt(machine) === 0n) return false
  return read(client, { abi: sharedEquipmentAbi, address: machine, functionName: 'isReleased' })
}
