import { ZeroAddress } from 'ethers'
import { artifactOf } from '../artifacts.ts'
import { type Chain, coder, type Transaction } from '../chain.ts'
import type { Random } from '../random.ts'
import { DAY } from '../world.ts'
import { Ghost, type Rules } from './ghost.ts'

export { DAY }
export const HOUR = 3600n
/** People by their number in the chain's accounts: the founder governs at first, members work, homes are where they move to. */
export const FOUNDER = 0
export const MEMBERS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
export const HOMES = [13, 14, 15, 16, 17] as const
export const OTHER_FOUNDER = 18
export const STRANGER = 19
export const NOTICE = 2n * DAY
export const MAX_KINDS = 16
/** When the venture goes over to its group. */
export const TERMS = { period: 60n * DAY, affiliates: 5, accounts: 3 } as const
export const ZERO = ZeroAddress

const text = (value: string) => `0x${Buffer.from(value).toString('hex').padEnd(64, '0')}`
/** Rate, voice. The first two are told in one unit. */
export const KINDS = [
  ['Design', 'h', 4000n, 1n],
  ['Build', 'h', 5000n, 2n],
  ['Care', 'day', 300n, 0n],
] as const

const RULE_FIELDS =
  'uint32 lazyWindow, uint16 stopBps, uint8 stopHeads, uint32 consensusWindow, uint16 quorumBps, uint8 quorumHeads, uint32 delay, uint16 stepBps, uint32 stewardTerm, uint8 termsInRow, uint8 openLazy, uint8 openPerProposer, uint64 headVoice, uint64 proposerVoice'
export const RULES_TYPE = `tuple(${RULE_FIELDS})`
export const RULE_NAMES = [...RULE_FIELDS.matchAll(/ (\w+)(?:,|$)/g)].map(([, name]) => name as keyof Rules)
/** What no rule may pass, said once more. */
export const BOUNDS: Record<Exclude<keyof Rules, 'openPerProposer' | 'proposerVoice'>, readonly [min: bigint, max: bigint]> = {
  lazyWindow: [2n * DAY, 180n * DAY],
  stopBps: [1n, 1000n],
  stopHeads: [1n, 10n],
  consensusWindow: [2n * DAY, 180n * DAY],
  quorumBps: [2000n, 10_000n],
  quorumHeads: [0n, 16n],
  delay: [0n, 30n * DAY],
  stepBps: [0n, 2500n],
  stewardTerm: [30n * DAY, 1096n * DAY],
  termsInRow: [0n, 255n],
  openLazy: [1n, 24n],
  headVoice: [1n, 2n ** 64n - 1n],
}

export function randomRules(random: Random): Rules {
  const openLazy = BigInt(2 + random.below(7))
  const headVoice = BigInt(1 + random.below(2000))
  return {
    lazyWindow: (2n + random.big(4n)) * DAY,
    stopBps: random.once(2) ? 1000n : BigInt(1 + random.below(1000)),
    stopHeads: BigInt(1 + random.below(3)),
    consensusWindow: (2n + random.big(6n)) * DAY,
    quorumBps: BigInt(2000 + random.below(2500)),
    quorumHeads: BigInt(random.below(3)),
    delay: random.once(3) ? 0n : (1n + random.big(2n)) * DAY,
    stepBps: BigInt(random.below(2501)),
    stewardTerm: random.once(4) ? 0n : (30n + random.big(300n)) * DAY,
    termsInRow: BigInt(random.below(3)),
    openLazy,
    openPerProposer: 1n + random.big(openLazy),
    headVoice,
    proposerVoice: 1n + random.big(headVoice),
  }
}

/** Whether rules are within all bounds. */
export function areWithin(rules: Rules): boolean {
  const { openLazy, openPerProposer, headVoice, proposerVoice } = rules
  return (
    Object.entries(BOUNDS).every(([name, [min, max]]) => {
      const value = rules[name as keyof Rules]
      return (name === 'stewardTerm' && value === 0n) || (value >= min && value <= max)
    }) &&
    openPerProposer >= 1n &&
    openPerProposer <= openLazy &&
    proposerVoice >= 1n &&
    proposerVoice <= headVoice
  )
}

/** The same rules, one of them out of its bounds. */
export function outOfBounds(random: Random, rules: Rules): Rules {
  const bad: Partial<Rules>[] = [
    { lazyWindow: 2n * DAY - 1n },
    { stopBps: random.once(2) ? 0n : 1001n },
    { stopHeads: random.once(2) ? 0n : 11n },
    { consensusWindow: 2n * DAY - 1n },
    { quorumBps: 1999n },
    { quorumHeads: 17n },
    { delay: 30n * DAY + 1n },
    { stepBps: 2501n },
    { stewardTerm: 30n * DAY - 1n },
    { openLazy: 25n },
    { openPerProposer: rules.openLazy + 1n },
    { proposerVoice: rules.headVoice + 1n },
    { proposerVoice: 0n },
  ]
  return { ...rules, ...bad[random.below(bad.length)] }
}

/** One venture that goes over from its founder to its contributors, and what it decides from then on. */
export class GovernanceWorld {
  readonly abi = {
    venture: artifactOf('Venture').abi,
    ledger: artifactOf('ContributionLedger').abi,
    board: artifactOf('NoticeBoard').abi,
    decisions: artifactOf('DecisionBoard').abi,
    handOvers: artifactOf('HandOverBoard').abi,
    governor: artifactOf('LazyConsensusGovernor').abi,
    voices: artifactOf('VoiceBoard').abi,
    factory: artifactOf('VentureFactory').abi,
    token: artifactOf('TestToken').abi,
    lens: artifactOf('StateLens').abi,
  }
  decisions = ''
  handOvers = ''
  voices = ''
  board = ''
  accounts = ''
  factory = ''
  lens = ''
  token = ''
  venture = ''
  ledger = ''
  governor = ''
  ghost!: Ghost
  private nonce = 0

  private constructor(readonly chain: Chain) {}

  account(n: number): string {
    return this.chain.accounts[n] as string
  }
  /** Everybody who may have a voice or a role. */
  get people(): string[] {
    return [...MEMBERS, ...HOMES].map((n) => this.account(n))
  }
  next(): number {
    return this.nonce++
  }
  /** A call of one of the contracts. */
  tx(from: string, name: Target, method: string, args: readonly unknown[], at?: bigint): Transaction {
    return { from, to: this[name], data: this.abi[name].encodeFunctionData(method, args), ...(at !== undefined && { at }) }
  }

  static async create(chain: Chain, random: Random): Promise<GovernanceWorld> {
    const world = new GovernanceWorld(chain)
    world.decisions = await chain.deploy('DecisionBoard')
    world.handOvers = await chain.deploy('HandOverBoard')
    const governorCode = await chain.deploy('LazyConsensusGovernor', [world.decisions])
    world.voices = await chain.deploy('VoiceBoard')
    world.board = await chain.deploy('NoticeBoard', [world.decisions, world.handOvers])
    world.accounts = await chain.deploy('AccountBoard')
    const others = [await chain.deploy('ReviewBoard', [governorCode]), await chain.deploy('GrowthBoard')]
    const boards = [world.board, ...others, world.accounts, await chain.deploy('LargeBatches'), world.voices]
    const ventureCode = await chain.deploy('Venture', [world.board, world.accounts])
    const ledgerCode = await chain.deploy('ContributionLedger', boards)
    world.factory = await chain.deploy('VentureFactory', [ventureCode, ledgerCode, governorCode, world.board, world.handOvers])
    world.lens = await chain.deploy('StateLens')
    world.token = await chain.deploy('TestToken', ['Six', 'Six', 6])

    const rules = randomRules(random)
    const config = configOf(world)
    const args = [
      config,
      rules,
      TERMS,
      `0x${random
        .big(2n ** 200n)
        .toString(16)
        .padStart(64, '0')}`,
    ]
    const [venture, ledger, governor] = await chain.call(world.factory, world.abi.factory, 'predictWithGovernor', [
      world.account(FOUNDER),
      ...args,
    ])
    world.venture = String(venture).toLowerCase()
    world.ledger = String(ledger).toLowerCase()
    world.governor = String(governor).toLowerCase()
    await world.must(world.tx(world.account(FOUNDER), 'factory', 'deployWithGovernor', args))
    const until = rules.stewardTerm === 0n ? 1n : chain.now + TERMS.period + rules.stewardTerm
    world.ghost = new Ghost(world.people, KINDS, rules, chain.now, world.account(FOUNDER), {
      stewards: [1, 2].map((n) => world.account(n)),
      until,
    })
    // In the place of accepted batches, of moves that were made, and of decisions.
    for (const contract of [world.ledger, world.accounts, world.governor]) {
      await chain.ask('hardhat_impersonateAccount', contract)
      await chain.ask('hardhat_setBalance', contract, `0x${(10n ** 24n).toString(16)}`)
    }
    await world.must(world.tx(world.account(FOUNDER), 'token', 'mint', [world.governor, 10n ** 12n]))
    return world
  }

  private async must(tx: Transaction): Promise<void> {
    const outcome = await this.chain.send(tx)
    if (!outcome.ok) throw new Error(`the world could not be made: ${this.chain.nameOf(outcome)}`)
  }
}
export type Target = 'venture' | 'ledger' | 'board' | 'decisions' | 'handOvers' | 'governor' | 'voices' | 'factory' | 'token'

function configOf(world: GovernanceWorld) {
  const [founder, one, two] = [FOUNDER, 1, 2].map((n) => world.account(n))
  return {
    name: 'Group',
    uri: '',
    network: ZERO,
    founder,
    governor: founder,
    stewards: [one, two],
    contributorsFloorBps: 5000,
    noticePeriod: NOTICE,
    parameters: {
      attestationsRequired: 1,
      attestorMinPoints: 1,
      objectorMinPoints: 1,
      objectionWindow: 2n * DAY,
      resolutionDeadline: 2n * DAY,
      instantGrowthBps: 5000,
      instantGrowthPoints: 10n ** 18n,
      silentGrowthBps: 5000,
      silentGrowthPoints: 10n ** 18n,
    },
    tokens: [world.token],
    pools: [{ poolType: 1, token: ZERO, capBps: 0, openingPeriod: 0 }],
    kinds: KINDS.map(([name, unit, rate, voice]) => ({
      name: text(name),
      unit: text(unit),
      decimals: 0,
      pool: 1,
      rate,
      voice,
    })),
    equation: [
      { account: world.account(STRANGER), pool: 0, basis: 0, shareBps: 500 },
      { account: ZERO, pool: 1, basis: 1, shareBps: 10_000 },
    ],
    remainder: world.account(FOUNDER),
  }
}

/** The same work at another weight. */
export const kindConfig = (unit: string, rate: bigint, voice: bigint) => [text('Next'), text(unit), 0, 1, rate, voice] as const
export const encodeRules = (rules: Rules) => coder.encode([RULES_TYPE], [rules])
