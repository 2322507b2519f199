import { type Address, encodeFunctionData, keccak256, parseEventLogs, stringToBytes, zeroHash } from 'viem'
import {
  contributionLedgerAbi,
  handOverBoardAbi,
  lazyConsensusGovernorAbi,
  ventureFactoryAbi,
  voiceBoardAbi,
} from '@open-value/sdk/abis'
import type { PreparedTransaction } from '@open-value/sdk'
import { mined, moveTo } from '../internal/chain.ts'
import { type Person, addressOf, person } from './people.ts'
import { type DemoVenture, type DeployedVenture, type Stage, configOf } from './stage.ts'

/** A venture that goes over from its founder to those who contribute. */
export type GovernedVenture = DeployedVenture & { governor: Address }

const DAY = 86_400
/** Those of `--size circle`, with voice in hundredths of an hour. */
const RULES = {
  lazyWindow: 5 * DAY,
  stopBps: 1_000,
  stopHeads: 2,
  consensusWindow: 7 * DAY,
  quorumBps: 5_000,
  quorumHeads: 0,
  delay: 2 * DAY,
  stepBps: 2_000,
  stewardTerm: 365 * DAY,
  termsInRow: 0,
  openLazy: 16,
  openPerProposer: 3,
  headVoice: 8_00n,
  proposerVoice: 1_00n,
}
const HAND_OVER = { period: 60 * DAY, affiliates: 5, accounts: 5 }

const SUPPORT = { against: 0, for: 1 } as const
const STATES = ['pending', 'active', 'canceled', 'defeated', 'succeeded', 'queued', 'expired', 'executed'] as const

/** Deploys a venture of the founder with a published hand-over: due when the fifth affiliate shows their voice. */
export async function deployGovernedVenture(stage: Stage, demo: DemoVenture): Promise<GovernedVenture> {
  const { client, contracts } = stage
  const { logs } = await mined(
    client,
    client.writeContract({
      account: person('founder'),
      address: contracts.factory,
      abi: ventureFactoryAbi,
      functionName: 'deployWithGovernor',
      args: [configOf(stage, demo), RULES, HAND_OVER, zeroHash],
    }),
  )
  const [deployed] = parseEventLogs({ abi: ventureFactoryAbi, eventName: 'VentureDeployed', logs })
  const [made] = parseEventLogs({ abi: ventureFactoryAbi, eventName: 'GovernorDeployed', logs })
  if (!deployed || !made) throw new Error(`${demo.name} was not deployed.`)
  return { name: demo.name, venture: deployed.args.venture, ledger: deployed.args.ledger, governor: made.args.governor }
}

/** Somebody opts in: they cast the voice of what they have contributed. */
export async function showVoice(
  { client, contracts }: Stage,
  { ledger }: GovernedVenture,
  who: Person,
  kinds: readonly number[],
) {
  const account = person(who)
  const args = [account.address] as const
  await mined(
    client,
    client.writeContract({ account, address: ledger, abi: contributionLedgerAbi, functionName: 'delegate', args }),
  )
  await mined(
    client,
    client.writeContract({
      account,
      address: contracts.voiceBoard,
      abi: voiceBoardAbi,
      functionName: 'updateVoice',
      args: [ledger, account.address, kinds],
    }),
  )
}

/** The published hand-over, by whoever calls it; those who show their voice make it due. */
export async function takeOver({ client, contracts }: Stage, { venture }: GovernedVenture, people: readonly Person[]) {
  const accounts = people.map(addressOf).sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
  const account = person('passer-by')
  const call = { account, address: contracts.handOverBoard, abi: handOverBoardAbi } as const
  await mined(client, client.writeContract({ ...call, functionName: 'takeOver', args: [venture, accounts] }))
}

export type DemoDecision = {
  id: bigint
  isConsensus: boolean
  /** Carrying it out: the chain refuses before its time, and where the group said no. */
  execution: PreparedTransaction
}

/** Somebody proposes what the group is to do. */
export async function proposeToGroup(
  { client }: Stage,
  { governor }: GovernedVenture,
  who: Person,
  calls: readonly PreparedTransaction[],
  text: string,
): Promise<DemoDecision> {
  const [targets, values, datas] = [calls.map(({ to }) => to), calls.map(({ value }) => value), calls.map(({ data }) => data)]
  const { logs } = await mined(
    client,
    client.writeContract({
      ...asGovernor(governor),
      account: person(who),
      functionName: 'propose',
      args: [targets, values, datas, text],
    }),
  )
  const [opened] = parseEventLogs({ abi: lazyConsensusGovernorAbi, eventName: 'MotionOpened', logs })
  if (!opened) throw new Error(`"${text}" was not proposed.`)
  const { proposalId: id, isConsensus } = opened.args
  const args = [targets, values, datas, keccak256(stringToBytes(text))] as const
  const data = encodeFunctionData({ abi: lazyConsensusGovernorAbi, functionName: 'execute', args })
  return { id, isConsensus, execution: { to: governor, data, value: 0n } }
}

/** People say yes or no, with a reason; then the clock moves to where it could be carried out. What became of it. */
export async function decide(
  { client }: Stage,
  { governor }: GovernedVenture,
  { id }: DemoDecision,
  votes: Partial<Record<Person, keyof typeof SUPPORT>>,
  reason: string,
): Promise<(typeof STATES)[number]> {
  for (const [who, vote] of Object.entries(votes) as [Person, keyof typeof SUPPORT][]) {
    const args = [id, SUPPORT[vote], reason] as const
    await mined(
      client,
      client.writeContract({ ...asGovernor(governor), account: person(who), functionName: 'castVoteWithReason', args }),
    )
  }
  const readyAt = await client.readContract({ ...asGovernor(governor), functionName: 'proposalReadyAt', args: [id] })
  await moveTo(client, readyAt)
  const state = await client.readContract({ ...asGovernor(governor), functionName: 'state', args: [id] })
  return STATES[state] ?? 'pending'
}

/** What every call of a governor needs. */
export function asGovernor(address: Address) {
  return { address, abi: lazyConsensusGovernorAbi } as const
}
