import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { ethers } from 'ethers'
import { type Config, createWorld, DAY, DESIGN, PoolType, type World, ZERO } from './world.ts'

export const Support = { Against: 0, For: 1, Abstain: 2 } as const
/** Of OpenZeppelin's Governor. */
export const ProposalState = {
  Pending: 0n,
  Active: 1n,
  Canceled: 2n,
  Defeated: 3n,
  Succeeded: 4n,
  Queued: 5n,
  Expired: 6n,
  Executed: 7n,
} as const
export const ESCALATION_PERIOD = 7 * DAY
export const EXECUTION_PERIOD = 60 * DAY

export type Rules = typeof circle
export type HandOverTerms = { period: number; affiliates: number; accounts: number }
/** One thing to be done, as a proposal holds it. */
export type Action = { target: string; value: bigint; data: string }
/** What it takes to execute or withdraw a proposal. */
export type Content = [targets: string[], values: bigint[], calldatas: string[], descriptionHash: string]
export type Proposal = { id: bigint; content: Content; text: string; proposedAt: number }
export type GovernedWorld = World & Awaited<ReturnType<typeof govern>>
type Options = {
  rules?: Rules
  /** Members with a voice of their own; each has `voice` in design hours. */
  members?: number
  voice?: bigint
  /** Given: the founder governs until this hand-over. */
  terms?: HandOverTerms
  configure?: (config: Config) => void
}

/** How groups of three sizes decide. Voice counts hundredths of an hour: a head has worked for eight hours. */
const circle = {
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
  headVoice: 800n,
  proposerVoice: 100n,
}
export const RULES = {
  crew: {
    ...circle,
    lazyWindow: 3 * DAY,
    stopHeads: 1,
    consensusWindow: 3 * DAY,
    quorumBps: 2_000,
    quorumHeads: 2,
    delay: 0,
    stepBps: 2_500,
    stewardTerm: 0,
    openLazy: 8,
  },
  circle,
  network: {
    ...circle,
    lazyWindow: 7 * DAY,
    stopBps: 500,
    stopHeads: 5,
    quorumBps: 2_000,
    stepBps: 1_000,
    termsInRow: 2,
    openLazy: 24,
  },
} satisfies Record<string, Rules>

/** A venture with the governor of its group, which has no voice yet. */
export async function createGovernedWorld(options: Options = {}) {
  const { rules = RULES.circle, members = 11, terms, configure = () => undefined } = options
  const governorOf = { address: ZERO }
  const world = await createWorld(
    (config) => {
      if (!terms) config.governor = ZERO
      configure(config)
    },
    async ({ factory, accounts, deployedAt }, config) => {
      const birth = [config, rules, terms ?? { period: 0, affiliates: 0, accounts: 0 }, ethers.ZeroHash] as const
      await factory.connect(accounts.founder).deployWithGovernor(...birth)
      const [venture, ledger, governor] = await factory.predictWithGovernor(accounts.founder.address, ...birth)
      governorOf.address = governor
      return deployedAt(venture, ledger)
    },
  )
  return Object.assign(world, await govern(world, governorOf.address, members))
}

/** Members, and all it takes to decide. */
async function govern(world: World, G: string, count: number) {
  const { hh, accounts, board, voices, ledger, time, V, L } = world
  const governor = await hh.getContractAt('LazyConsensusGovernor', G)
  const others = (await hh.getSigners()).slice(Object.keys(accounts).length)
  const people = [accounts.alice, accounts.bob, accounts.carol, accounts.dave, ...others]
  const members = people.slice(0, count)
  let texts = 0

  /** Gives units, opts in and counts them. */
  const giveVoice = async (account: HardhatEthersSigner, voice: bigint | number, kind = DESIGN, delegatee = account) => {
    await world.give({ to: account.address, quantity: voice, kind })
    await ledger.connect(account).delegate(delegatee.address)
    await voices.updateVoice(L, account.address, [kind])
  }

  /** A call, as an action of a proposal. */
  const call = (contract: { target: unknown; interface: unknown }, name: string, ...args: unknown[]): Action => ({
    target: String(contract.target),
    value: 0n,
    data: (contract.interface as ethers.Interface).encodeFunctionData(name, args),
  })
  /** One of the lazy track, and one of the consensus track. */
  const lengthenNotice = (days = 8) => call(board, 'lengthenNotice', V, days * DAY)
  const removeSteward = (account: { address: string } = accounts.steward) => call(board, 'removeSteward', V, account.address)
  const openPool = () => call(board, 'openPool', V, { poolType: PoolType.Equity, token: ZERO, capBps: 0, openingPeriod: 0 })

  const contentOf = (actions: readonly Action[], text: string): Content => [
    actions.map(({ target }) => target),
    actions.map(({ value }) => value),
    actions.map(({ data }) => data),
    ethers.id(text),
  ]
  /** Proposes, with a text of its own where none is given. */
  const proposeActions = async (
    actions: Action | readonly Action[],
    { by = accounts.alice, text = `Proposal ${texts++}` } = {},
  ): Promise<Proposal> => {
    const content = contentOf('target' in actions ? [actions] : actions, text)
    const [targets, values, calldatas] = content
    await governor.connect(by).propose(targets, values, calldatas, text)
    return { id: await governor.hashProposal(...content), content, text, proposedAt: await time.latest() }
  }
  const vote = async ({ id }: Proposal, support: number, ...voters: HardhatEthersSigner[]) => {
    for (const voter of voters) await governor.connect(voter).castVote(id, support)
  }
  const deadlineOf = async ({ id }: Proposal) => Number(await governor.proposalDeadline(id))
  const readyAt = async ({ id }: Proposal) => Number(await governor.proposalReadyAt(id))
  const stateOf = ({ id }: Proposal) => governor.state(id)

  const execute = ({ content }: Proposal) => governor.connect(accounts.stranger).execute(...content)
  /** Lets the window and the delay pass. */
  const wait = async (proposal: Proposal) => {
    const at = await readyAt(proposal)
    if ((await time.latest()) < at) await time.increaseTo(at)
  }
  /** Proposes, lets all members vote for it, waits and executes. */
  const decide = async (actions: Action | readonly Action[], voters = members) => {
    const proposal = await proposeActions(actions)
    await vote(proposal, Support.For, ...voters)
    await wait(proposal)
    await execute(proposal)
    return proposal
  }

  return {
    governor,
    G,
    people,
    members,
    giveVoice,
    call,
    lengthenNotice,
    removeSteward,
    openPool,
    contentOf,
    proposeActions,
    vote,
    deadlineOf,
    readyAt,
    stateOf,
    execute,
    wait,
    decide,
  }
}

/** One governed venture for a describe block, as it was at the beginning of each test. `prepare` adds what all its tests need. */
export function useGovernedWorld(
  options: Options = {},
  prepare: (world: GovernedWorld) => Promise<unknown> = async () => undefined,
) {
  const world = {} as GovernedWorld
  let snapshot: { restore(): Promise<void> }
  before(async () => {
    Object.assign(world, await createGovernedWorld(options))
    for (const member of world.members) await world.giveVoice(member, options.voice ?? 4_000n)
    await prepare(world)
    snapshot = await world.helpers.takeSnapshot()
  })
  afterEach(() => snapshot.restore())
  return world
}
