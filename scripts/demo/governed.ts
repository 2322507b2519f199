import { type Address, parseEventLogs, zeroHash } from 'viem'
import { ventureFactoryAbi } from '@open-value/sdk/abis'
import {
  type DecisionAction,
  type DecisionState,
  type PreparedTransaction,
  type VoteSupport,
  delegateVoiceAndWait,
  getDecision,
  prepareExecuteDecision,
  proposeDecisionAndWait,
  takeOverAndWait,
  updateVoiceAndWait,
  voteOnDecisionAndWait,
} from '@open-value/sdk'
import { resolveConfig } from '@open-value/sdk/config'
import { mined, moveTo } from '../internal/chain.ts'
import { type Person, addressOf, person } from './people.ts'
import { type DemoVenture, type DeployedVenture, type Stage, configOf } from './stage.ts'

/** A venture that goes over from its founder to those who contribute. */
export type GovernedVenture = DeployedVenture & { governor: Address }

/** Deploys a venture of the founder with a published hand-over, by the rules of `--size circle`. */
export async function deployGovernedVenture(stage: Stage, demo: DemoVenture): Promise<GovernedVenture> {
  const { client, contracts } = stage
  const circle = {
    preset: 'equalRate',
    size: 'circle',
    name: demo.name,
    founder: addressOf('founder'),
    lazyConsensus: {},
  } as const
  const { lazyConsensus } = resolveConfig(circle)
  if (!lazyConsensus) throw new Error('A circle has no rules.')
  const { logs } = await mined(
    client,
    client.writeContract({
      account: person('founder'),
      address: contracts.factory,
      abi: ventureFactoryAbi,
      functionName: 'deployWithGovernor',
      args: [configOf(stage, demo), lazyConsensus.rules, lazyConsensus.handOver, zeroHash],
    }),
  )
  const [deployed] = parseEventLogs({ abi: ventureFactoryAbi, eventName: 'VentureDeployed', logs })
  const [made] = parseEventLogs({ abi: ventureFactoryAbi, eventName: 'GovernorDeployed', logs })
  if (!deployed || !made) throw new Error(`${demo.name} was not deployed.`)
  return { name: demo.name, venture: deployed.args.venture, ledger: deployed.args.ledger, governor: made.args.governor }
}

/** Somebody opts in, and what they have contributed is counted. */
export async function showVoice(
  { client, contracts }: Stage,
  { ledger }: GovernedVenture,
  who: Person,
  kinds: readonly number[],
): Promise<void> {
  const account = person(who)
  await delegateVoiceAndWait(client, { ledger, delegatee: account.address }, { account })
  await updateVoiceAndWait(client, { ...contracts, ledger, account: account.address, kinds }, { account })
}

/** The published hand-over, by whoever calls it; those who show their voice make it due. */
export async function takeOver({ client, contracts }: Stage, { venture }: GovernedVenture, people: readonly Person[]) {
  await takeOverAndWait(client, { ...contracts, venture, accounts: people.map(addressOf) }, { account: person('passer-by') })
}

/** What was proposed, as anybody reads it. */
export type DemoDecision = {
  id: bigint
  track: 'consensus' | 'lazy'
  words: string[]
  /** Carrying it out: the chain refuses before its time, and where the group said no. */
  execution: PreparedTransaction
}

/** Somebody proposes what the group is to do. */
export async function proposeToGroup(
  { client, contracts }: Stage,
  { governor }: GovernedVenture,
  who: Person,
  actions: readonly DecisionAction[],
  title: string,
): Promise<DemoDecision> {
  const proposed = await proposeDecisionAndWait(client, { governor, actions, title }, { account: person(who) })
  const { decision, receipt } = proposed
  const { words, track } = await getDecision(client, { ...contracts, governor, id: decision })
  const execution = await prepareExecuteDecision(client, { governor, decision, fromBlock: receipt.blockNumber })
  return { id: decision, track, words, execution }
}

/** People say yes or no, with a reason; then the clock moves to where it could be carried out. What became of it. */
export async function decide(
  { client, contracts }: Stage,
  { governor }: GovernedVenture,
  { id }: DemoDecision,
  votes: Partial<Record<Person, VoteSupport>>,
  reason: string,
): Promise<DecisionState> {
  for (const [who, support] of Object.entries(votes) as [Person, VoteSupport][])
    await voteOnDecisionAndWait(client, { governor, decision: id, support, reason }, { account: person(who) })
  const { readyAt } = await getDecision(client, { ...contracts, governor, id })
  await moveTo(client, readyAt)
  return (await getDecision(client, { ...contracts, governor, id })).state
}
