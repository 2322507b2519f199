import { expect } from 'chai'
import { ethers } from 'ethers'
import { callsOf } from '../../utils/calls.ts'
import { Action as CoOwnerAction } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { type Action, type GovernedWorld, RULES, type Rules, Support, useGovernedWorld } from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import {
  bytes32,
  CASH,
  Change,
  coder,
  DAY,
  DEBT,
  Decision,
  DESIGN,
  EQUITY,
  MILES,
  PoolType,
  REVIEW,
  ZERO,
} from '../../utils/world.ts'

const HOURS = { name: bytes32('Legal'), unit: bytes32('h'), decimals: 2, pool: EQUITY, rate: 60n, voice: 1 }
const DOLLARS = { name: bytes32('Loan'), unit: bytes32('USD'), decimals: 2, pool: DEBT, rate: 100n, voice: 0 }
const NEXT_DESIGN = { name: bytes32('Design 2'), unit: bytes32('h'), decimals: 2, pool: EQUITY, rate: 40n, voice: 1 }
const STEP_PERIOD = 90 * DAY
const TERM_LEAD = 90 * DAY

type Kind = typeof HOURS
type Outcome = 'lazy' | 'consensus'

const trackOf = async (
  w: GovernedWorld,
  { target, value, data }: Action,
  { rules = RULES.circle as Rules, since = 0 } = {},
): Promise<Outcome> => {
  const now = since || (await w.time.latest())
  return (await w.decisions.isActionLazy(w.L, w.G, rules, now, target, value, data)) ? 'lazy' : 'consensus'
}
const openKind = (w: GovernedWorld, kind: Partial<Kind>) => w.call(w.board, 'openKind', w.V, { ...HOURS, ...kind })
const openSuccessor = (w: GovernedWorld, of: number, kind: Partial<Kind>) =>
  w.call(w.board, 'openSuccessor', w.V, of, { ...NEXT_DESIGN, ...kind })
const announce = (w: GovernedWorld, change: number, types: string[], values: unknown[]) =>
  w.call(w.board, 'announceChange', w.V, change, coder.encode(types, values))
const appoint = (w: GovernedWorld, account: string, until: number | bigint) =>
  announce(w, Change.Steward, ['address', 'uint40'], [account, until])
const spend = (w: GovernedWorld, action: number): Action => ({
  target: w.T,
  value: 0n,
  data: new ethers.Interface(['function enact(uint8,bytes)']).encodeFunctionData('enact', [action, '0x']),
})
const header = (proposer: string) => ({
  entriesHash: ethers.ZeroHash,
  detailsHash: ethers.ZeroHash,
  evidenceHash: ethers.ZeroHash,
  proposer,
  nonce: 0n,
})
const largeHeader = {
  totalsHash: ethers.ZeroHash,
  root: ethers.ZeroHash,
  leaves: 1,
  dataHash: ethers.ZeroHash,
  proposer: ZERO,
  nonce: 0,
}
const correction = (ledger: string) => ({
  ledger,
  batch: ethers.ZeroHash,
  entries: [],
  debts: [],
  reasonHash: ethers.ZeroHash,
  proposer: ZERO,
  nonce: 0,
})
const move = (ledger: string) => ({ ledger, from: ZERO, to: ZERO, proposer: ZERO, reasonHash: ethers.ZeroHash, nonce: 0 })

/** Every action there is, by the function it calls: what it is about in the venture named, and the track it takes. */
const actionsOf = async (w: GovernedWorld, V = w.V, L = w.L): Promise<Record<string, [Outcome, Action][]>> => {
  const parameters = (await w.ledger.parameters()) as unknown as ethers.Result
  const tighter = (change: object) => ({ ...parameters.toObject(), ...change })
  const change = (kind: number) => w.call(w.board, 'announceChange', V, kind, '0x')
  const until = (await w.time.latest()) + 300 * DAY
  const steward = coder.encode(['address', 'uint40'], [w.accounts.bob.address, until])
  const resolve = (decision: number) =>
    w.call(w.review, 'resolve', L, header(w.accounts.alice.address), [], decision, 0n, ZERO, [])
  return {
    'NoticeBoard.openPool': [
      ['lazy', w.call(w.board, 'openPool', V, { poolType: PoolType.Equity, token: ZERO, capBps: 0, openingPeriod: 0 })],
      ['lazy', w.call(w.board, 'openPool', V, { poolType: PoolType.Debt, token: w.T, capBps: 15_000, openingPeriod: 0 })],
    ],
    'NoticeBoard.openKind': [
      ['lazy', w.call(w.board, 'openKind', V, HOURS)],
      ['consensus', w.call(w.board, 'openKind', V, { ...HOURS, rate: 61n })],
    ],
    'NoticeBoard.openSuccessor': [
      ['lazy', w.call(w.board, 'openSuccessor', V, DESIGN, NEXT_DESIGN)],
      ['consensus', w.call(w.board, 'openSuccessor', V, DESIGN, { ...NEXT_DESIGN, rate: 49n })],
    ],
    'NoticeBoard.closeKind': [['consensus', w.call(w.board, 'closeKind', V, DESIGN, REVIEW)]],
    'NoticeBoard.lengthenNotice': [['lazy', w.call(w.board, 'lengthenNotice', V, 8 * DAY)]],
    'NoticeBoard.removeSteward': [['consensus', w.call(w.board, 'removeSteward', V, w.accounts.steward.address)]],
    'NoticeBoard.tightenParameters': [
      ['lazy', w.call(w.board, 'tightenParameters', V, tighter({ objectionWindow: 4 * DAY }))],
      ['consensus', w.call(w.board, 'tightenParameters', V, tighter({ objectionWindow: 4 * DAY, attestationsRequired: 2 }))],
      ['consensus', w.call(w.board, 'tightenParameters', V, tighter({ silentGrowthBps: 0 }))],
      ['consensus', w.call(w.board, 'tightenParameters', V, tighter({ objectorMinPoints: 1n }))],
    ],
    'NoticeBoard.announceChange': [
      ...Object.values(Change)
        .filter((kind) => kind !== Change.Steward)
        .map((kind): [Outcome, Action] => ['consensus', change(kind)]),
      ['consensus', w.call(w.board, 'announceChange', V, Change.Steward, steward)],
    ],
    'NoticeBoard.cancelChange': [['consensus', w.call(w.board, 'cancelChange', V, Change.Equation, 0)]],
    'ContributionLedger.openTask': [['lazy', w.call(w.ledger, 'openTask', ethers.id('task'), DESIGN, 100n, 'ipfs://task')]],
    'ContributionLedger.closeTask': [['lazy', w.call(w.ledger, 'closeTask', ethers.id('task'))]],
    'ReviewBoard.resolve': Object.values(Decision).map((decision) => ['lazy', resolve(decision)]),
    'ReviewBoard.applyCorrection': [['consensus', w.call(w.review, 'applyCorrection', correction(L), [])]],
    'AccountBoard.decideMove': [
      ['consensus', w.call(w.accountBoard, 'decideMove', move(L), true)],
      ['consensus', w.call(w.accountBoard, 'decideMove', move(L), false)],
    ],
    'LargeBatches.announceClosing': [['consensus', w.call(w.large, 'announceClosing', L, largeHeader, ethers.ZeroHash, '')]],
    'LargeBatches.cancelClosing': [['consensus', w.call(w.large, 'cancelClosing', L, largeHeader)]],
    'LazyConsensusGovernor.setRules': [['consensus', w.call(w.governor, 'setRules', RULES.network)]],
    'TestToken.transfer': [['lazy', w.call(w.token, 'transfer', w.accounts.bob.address, 5n)]],
    'SharedEquipment.enact': Object.values(CoOwnerAction).map((action) => [
      action === CoOwnerAction.Spending ? 'lazy' : 'consensus',
      spend(w, action),
    ]),
  }
}

describe('tracks', () => {
  const w = useGovernedWorld({ members: 3 })

  describe('DecisionBoard.isActionLazy', () => {
    leaf('when it is in the table', 'it takes its track', async () => {
      for (const [name, actions] of Object.entries(await actionsOf(w))) {
        for (const [i, [track, action]] of actions.entries()) {
          expect(await trackOf(w, action), `${name}, ${i}`).to.equal(track)
        }
      }
      expect(await trackOf(w, { target: w.accounts.bob.address, value: 1n, data: '0x' }), 'ETH').to.equal('lazy')
    })
    leaf('when any other function of any contract is called', 'it reverts with ActionUnknown', async () => {
      const known = new Set(Object.keys(await actionsOf(w)))
      const contracts = {
        NoticeBoard: w.board,
        ContributionLedger: w.ledger,
        ReviewBoard: w.review,
        AccountBoard: w.accountBoard,
        LargeBatches: w.large,
        LazyConsensusGovernor: w.governor,
        Venture: w.venture,
        VoiceBoard: w.voices,
        GrowthBoard: w.growth,
        HandOverBoard: w.handOvers,
        VentureFactory: w.factory,
        DecisionBoard: w.decisions,
        TestToken: w.token,
      }
      let refused = 0
      for (const [contract, at] of Object.entries(contracts)) {
        for (const { name, data } of callsOf(at, w.V)) {
          if (known.has(`${contract}.${name}`)) continue
          const target = String(at.target)
          await refuses(trackOf(w, { target, value: 0n, data }), 'ActionUnknown', [0, target, data.slice(0, 10)])
          refused++
        }
      }
      expect(refused).to.be.greaterThan(70)
    })
    leaf('when a call is none', 'it reverts with ActionUnknown', async () => {
      const board = String(w.board.target)
      const transfer = w.call(w.token, 'transfer', w.accounts.bob.address, 5n)
      for (const [target, data] of [
        [board, '0x'],
        [board, '0x123456'],
        [board, w.lengthenNotice().data.slice(0, 70)],
        [String(w.large.target), w.call(w.large, 'cancelClosing', w.L, largeHeader).data.slice(0, 40)],
        [w.accounts.bob.address, transfer.data],
        [w.T, `${transfer.data}00`],
        [w.T, transfer.data.slice(0, -2)],
        [w.accounts.bob.address, '0x'],
      ] as const) {
        await refuses(trackOf(w, { target, value: 0n, data }), 'ActionUnknown', [0, target])
      }
    })
    leaf('when value goes along with a call', 'it reverts with ActionValue', () =>
      refuses(trackOf(w, { ...w.lengthenNotice(), value: 1n }), 'ActionValue', [0, 1]),
    )
    leaf('when it is about another venture', 'it reverts with ActionVentureForeign', async () => {
      const other = await w.deploy(w.config(), ethers.id('other'))
      let refused = 0
      for (const [name, actions] of Object.entries(await actionsOf(w, other.V, other.L))) {
        const isNotice = name.startsWith('NoticeBoard')
        if (!isNotice && !/^(ReviewBoard|AccountBoard|LargeBatches)/.test(name)) continue
        const [subject, expected] = isNotice ? [other.V, w.V] : [other.L, w.L]
        for (const [, action] of actions) await refuses(trackOf(w, action), 'ActionVentureForeign', [0, subject, expected])
        refused++
      }
      expect(refused).to.equal(14)
      const onItsLedger = w.call(other.ledger, 'closeTask', ethers.ZeroHash)
      await refuses(trackOf(w, onItsLedger), 'ActionUnknown', [0, other.L])
    })

    leaf(
      'given a kind of its unit',
      'when a kind is opened',
      'it is lazy up to the highest weight and voice per whole unit',
      async () => {
        const cases: [Partial<Kind>, Outcome][] = [
          [{ rate: 1n, voice: 0 }, 'lazy'],
          [{ rate: 60n, voice: 1 }, 'lazy'],
          [{ rate: 61n }, 'consensus'],
          [{ voice: 2 }, 'consensus'],
          [{ decimals: 0, rate: 6_000n, voice: 100 }, 'lazy'],
          [{ decimals: 0, rate: 6_001n, voice: 100 }, 'consensus'],
          [{ decimals: 0, rate: 6_000n, voice: 101 }, 'consensus'],
          [{ decimals: 3, rate: 6n, voice: 0 }, 'lazy'],
          [{ decimals: 3, rate: 7n, voice: 0 }, 'consensus'],
          [{ decimals: 3, rate: 6n, voice: 1 }, 'consensus'],
          [{ decimals: 18, rate: 1n, voice: 0 }, 'consensus'],
          [{ decimals: 255, rate: 1n, voice: 0 }, 'consensus'],
          [{ unit: bytes32('kg') }, 'consensus'],
          [{ unit: bytes32('USD') }, 'consensus'],
        ]
        for (const [kind, track] of cases)
          expect(await trackOf(w, openKind(w, kind)), JSON.stringify(kind, String)).to.equal(track)
        await w.board.connect(await w.as(w.G)).openKind(w.V, { ...HOURS, rate: 10n, voice: 5 })
        expect(await trackOf(w, openKind(w, { rate: 60n, voice: 5 })), 'weight of one, voice of the other').to.equal('lazy')
      },
    )
    leaf(
      'given a kind of its unit',
      'when a kind is opened that gives more voice per point than one of its pool',
      'it needs consensus',
      async () => {
        await w.board
          .connect(await w.as(w.G))
          .openPool(w.V, { poolType: PoolType.Equity, token: ZERO, capBps: 0, openingPeriod: 0 })
        const pool = Number(await w.venture.poolCount())
        const cases: [Partial<Kind>, Outcome][] = [
          [{ rate: 40n, voice: 1 }, 'lazy'],
          [{ rate: 39n, voice: 1 }, 'consensus'],
          [{ rate: 39n, voice: 0 }, 'lazy'],
          [{ pool, rate: 60n, voice: 1 }, 'consensus'],
          [{ pool, rate: 60n, voice: 0 }, 'lazy'],
        ]
        for (const [kind, track] of cases)
          expect(await trackOf(w, openKind(w, kind)), JSON.stringify(kind, String)).to.equal(track)
      },
    )
    leaf(
      'given a kind of debt of its unit',
      'when a kind of the same pool is opened',
      'it is lazy up to the highest price',
      async () => {
        const cases: [Partial<Kind>, Outcome][] = [
          [{}, 'lazy'],
          [{ decimals: 0 }, 'lazy'],
          [{ rate: 101n }, 'consensus'],
          [{ unit: bytes32('mi'), rate: 2n }, 'consensus'],
          [{ unit: bytes32('h'), rate: 1n }, 'consensus'],
        ]
        for (const [kind, track] of cases) {
          expect(await trackOf(w, openKind(w, { ...DOLLARS, ...kind })), JSON.stringify(kind, String)).to.equal(track)
        }
        await w.board
          .connect(await w.as(w.G))
          .openPool(w.V, { poolType: PoolType.Debt, token: w.T, capBps: 20_000, openingPeriod: 0 })
        expect(await trackOf(w, openKind(w, { ...DOLLARS, pool: 3 })), 'another pool').to.equal('consensus')
      },
    )

    leaf(
      'given a kind',
      'when it gets a successor',
      'unit, pool, decimals and voice stay, and the weight within the step',
      async () => {
        const cases: [Partial<Kind>, Outcome][] = [
          [{}, 'lazy'],
          [{ rate: 48n }, 'lazy'],
          [{ rate: 49n }, 'consensus'],
          [{ rate: 32n }, 'lazy'],
          [{ rate: 31n }, 'consensus'],
          [{ unit: bytes32('d') }, 'consensus'],
          [{ pool: DEBT, voice: 0 }, 'consensus'],
          [{ decimals: 3 }, 'consensus'],
          [{ voice: 0 }, 'consensus'],
          [{ voice: 2 }, 'consensus'],
        ]
        for (const [kind, track] of cases) {
          expect(await trackOf(w, openSuccessor(w, DESIGN, kind)), JSON.stringify(kind, String)).to.equal(track)
        }
        expect(await trackOf(w, openSuccessor(w, DESIGN, { rate: 44n }), { rules: RULES.network })).to.equal('lazy')
        expect(await trackOf(w, openSuccessor(w, DESIGN, { rate: 45n }), { rules: RULES.network })).to.equal('consensus')
        const miles = { name: bytes32('Miles 2'), unit: bytes32('mi'), decimals: 2, pool: DEBT, voice: 0 }
        expect(await trackOf(w, openSuccessor(w, MILES, { ...miles, rate: 1n })), 'debt').to.equal('lazy')
        expect(await trackOf(w, openSuccessor(w, CASH, { ...DOLLARS, rate: 121n })), 'debt').to.equal('consensus')
      },
    )
    leaf(
      'given a line of successors',
      'when another one is proposed',
      'it is held to all weights of the last 90 days',
      async () => {
        const governor = await w.as(w.G)
        /** Weights of the line, and until when each was in force. */
        const line = [{ rate: 40, until: Infinity }]
        let kind = DESIGN
        let random = 7
        const next = (below: number) => (random = (random * 48_271) % 2_147_483_647) % below
        for (let step = 0; step < 14; step++) {
          const now = await w.time.latest()
          const rates = line.filter(({ until }) => until + STEP_PERIOD > now).map(({ rate }) => rate)
          const [low, high] = [Math.ceil(Math.max(...rates) * 0.8), Math.floor(Math.min(...rates) * 1.2)]
          for (const [rate, isWithin] of [
            [low - 1, false],
            [low, low <= high],
            [high, low <= high],
            [high + 1, false],
          ] as const) {
            const track = await trackOf(w, openSuccessor(w, kind, { rate: BigInt(rate) }))
            expect(track, `step ${step}: ${rate} after ${rates.join(', ')}`).to.equal(isWithin ? 'lazy' : 'consensus')
          }
          const rate = 20 + next(60)
          await w.board.connect(governor).openSuccessor(w.V, kind, { ...NEXT_DESIGN, rate: BigInt(rate) })
          ;(line.at(-1) as { until: number }).until = await w.time.latest()
          line.push({ rate, until: Infinity })
          kind = Number(await w.venture.kindCount()) - 1
          await w.time.increase((1 + next(60)) * DAY)
        }
      },
    )

    leaf('given stewards serve for a term', 'when one is appointed', 'it has an end, not too far off', async () => {
      const since = await w.time.latest()
      const latest = since + 365 * DAY + TERM_LEAD
      const { address } = w.accounts.bob
      await w.time.increase(10 * DAY)
      expect(await trackOf(w, appoint(w, address, latest), { since }), 'counted from its proposal').to.equal('consensus')
      await refuses(trackOf(w, appoint(w, address, latest + 1), { since }), 'StewardTermTooLong', [latest + 1, latest])
      await refuses(trackOf(w, appoint(w, address, 1), { since }), 'StewardTermMissing', [address])
      expect(await trackOf(w, appoint(w, address, 0), { since }), 'removed').to.equal('consensus')
      for (const until of [1, latest + 1]) {
        expect(await trackOf(w, appoint(w, address, until), { since, rules: RULES.crew }), 'without terms').to.equal('consensus')
      }
    })
    leaf('given stewards serve twice in a row', 'when one is appointed again', 'it takes a break of 90 days', async () => {
      const governor = await w.as(w.G)
      const { address } = w.accounts.bob
      const term = async () => {
        const until = (await w.time.latest()) + 100 * DAY
        const data = coder.encode(['address', 'uint40'], [address, until])
        await w.board.connect(governor).announceChange(w.V, Change.Steward, data)
        await w.time.increase(7 * DAY)
        await w.board.applyChange(w.V, Change.Steward, data)
        return until
      }
      await term()
      const again = async (since: number) => trackOf(w, appoint(w, address, since + 1), { since, rules: RULES.network })
      expect(await again(await w.time.latest())).to.equal('consensus')
      const until = await term()
      await refuses(again(await w.time.latest()), 'StewardTermsSpent', [address, 2, 2])
      await refuses(again(until + TERM_LEAD - 1), 'StewardTermsSpent', [address, 2, 2])
      expect(await again(until + TERM_LEAD)).to.equal('consensus')
    })

    leaf('given a batch', 'when it is resolved', 'it is lazy until its resolution deadline', async () => {
      const batch = await w.propose([{ to: w.accounts.bob.address, quantity: 100 }])
      const { accounts } = w
      const resolve = w.call(w.review, 'resolve', w.L, batch.header, batch.entries, Decision.All, 0n, ZERO, [])
      expect(await trackOf(w, resolve, { since: (await w.time.latest()) + 1_000 * DAY }), 'never objected to').to.equal('lazy')
      await w.object(batch, accounts.steward)
      const { resolveBy } = await w.ledger.batchState(batch.id)
      expect(resolveBy).to.equal((await w.time.latest()) + 7 * DAY)
      expect(await trackOf(w, resolve, { since: Number(resolveBy) - 1 })).to.equal('lazy')
      for (const since of [resolveBy, resolveBy + 1n]) {
        expect(await trackOf(w, resolve, { since: Number(since) }), 'late').to.equal('consensus')
      }
    })
  })

  describe('DecisionBoard.isLazy', () => {
    const isLazy = async (...actions: Action[]) => {
      const [targets, values, calldatas] = w.contentOf(actions, '')
      const board = w.decisions.connect(await w.as(w.G))
      return board.isLazy(w.L, RULES.circle, await w.time.latest(), targets, values, calldatas)
    }
    leaf('when one of its actions needs consensus', 'all of them do', async () => {
      expect(await isLazy(w.lengthenNotice(), w.openPool())).to.equal(true)
      for (const actions of [
        [w.removeSteward(), w.openPool()],
        [w.openPool(), w.removeSteward()],
      ]) {
        expect(await isLazy(...actions)).to.equal(false)
      }
    })
    leaf('when one of its actions is unknown', 'it names its place', async () => {
      const unknown = w.call(w.venture, 'sync', w.T)
      const call = isLazy(w.removeSteward(), unknown)
      await refuses(call, 'ActionUnknown', [1, w.V, unknown.data.slice(0, 10)])
    })
    leaf('when the lists are empty or uneven', 'it reverts with ActionsUneven', async () => {
      await refuses(isLazy(), 'ActionsUneven', [0, 0, 0])
      const call = w.decisions.isLazy(w.L, RULES.circle, 0, [w.V], [0n, 0n], ['0x'])
      await refuses(call, 'ActionsUneven', [1, 2, 1])
    })
    leaf('when another account asks', 'the rules of a governor are not its own', async () => {
      const { target, value, data } = w.call(w.governor, 'setRules', RULES.circle)
      const call = w.decisions.connect(w.accounts.stranger).isLazy(w.L, RULES.circle, 0, [target], [value], [data])
      await refuses(call, 'ActionUnknown', [0, w.G, data.slice(0, 10)])
    })
  })

  describe('DecisionBoard.recordKind', () => {
    leaf('when anybody records a kind', 'it is not the one of a notice board', async () => {
      const before = await w.decisions.kindBirthOf(w.V, DESIGN)
      await w.decisions.connect(w.accounts.stranger).recordKind(w.V, DESIGN, bytes32('kg'), 7)
      expect(await w.decisions.kindBirthOf(w.V, DESIGN)).to.deep.equal(before)
    })
    leaf('when a notice board opens kinds', 'unit, moment and predecessor are remembered', async () => {
      const tag = (unit: string) => ethers.dataSlice(ethers.keccak256(bytes32(unit)), 0, 8)
      const birthOf = async (kind: number) => Array.from((await w.decisions.kindBirthOf(w.V, kind)) as unknown as unknown[])
      const [, bornAt] = await birthOf(DESIGN)
      for (const [kind, unit] of ['h', 'h', 'USD', 'mi'].entries()) {
        expect(await birthOf(kind)).to.deep.equal([tag(unit), bornAt, 0n])
      }
      await w.board.connect(await w.as(w.G)).openSuccessor(w.V, REVIEW, { ...NEXT_DESIGN, rate: 60n })
      expect(await birthOf(4)).to.deep.equal([tag('h'), BigInt(await w.time.latest()), BigInt(REVIEW + 1)])
    })
    leaf('given a venture deployed without a governor of its own', 'new kinds of units not known need consensus', async () => {
      const other = await w.deploy(w.config(), ethers.id('plain'))
      expect((await w.decisions.kindBirthOf(other.V, DESIGN)).bornAt).to.equal(0n)
      const call = w.call(w.board, 'openKind', other.V, HOURS)
      const lazy = () => w.decisions.isActionLazy(other.L, w.G, RULES.circle, 0, call.target, 0n, call.data)
      expect(await lazy()).to.equal(false)
      await w.board.connect(w.accounts.founder).openKind(other.V, HOURS)
      expect(await lazy()).to.equal(true)
    })
  })

  describe('T62: many small steps', () => {
    const weight = (rate: bigint, of = DESIGN) => openSuccessor(w, of, { rate })
    const isConsensus = async (action: Action | Action[]) =>
      (await w.governor.motionOf((await w.proposeActions(action)).id)).isConsensus

    it('are one large step within 90 days, and need consensus', async () => {
      await w.decide(weight(48n))
      expect(await isConsensus(weight(57n, 4)), 'another 20%').to.equal(true)
      expect(await isConsensus(weight(49n, 4)), 'one more').to.equal(true)
      expect(await isConsensus(weight(40n, 4)), 'back').to.equal(false)
      const over = Number((await w.decisions.kindBirthOf(w.V, 4)).bornAt) + STEP_PERIOD
      await w.time.increaseTo(over - 1)
      expect(await trackOf(w, weight(57n, 4)), 'in the last second of 90 days').to.equal('consensus')
      await w.time.increaseTo(over)
      expect(await trackOf(w, weight(57n, 4)), '90 days later').to.equal('lazy')
      expect(await isConsensus(weight(57n, 4))).to.equal(false)
      expect(await isConsensus(openKind(w, { rate: 61n })), 'by a new kind').to.equal(true)
    })
    it('in one proposal are no way around', async () => {
      expect(await isConsensus(weight(48n))).to.equal(false)
      await refuses(isConsensus([weight(48n), weight(57n, 4)]), 'KindUnknown', [4, 4])
      expect(await isConsensus([weight(48n), weight(48n)]), 'which would fail: it closes a kind twice').to.equal(false)
    })
    it('are checked again when they are executed', async () => {
      await w.time.increase(STEP_PERIOD)
      const first = await w.proposeActions(weight(48n))
      const kind = await w.proposeActions(openKind(w, { rate: 60n }))
      await w.wait(kind)
      const governor = await w.as(w.G)
      for (const [of, to] of [
        [DESIGN, 30],
        [REVIEW, 50],
      ] as const) {
        const data = coder.encode(['uint8', 'uint32'], [of, to])
        await w.board.connect(governor).announceChange(w.V, Change.Weight, data)
        await w.time.increase(7 * DAY)
        await w.board.applyChange(w.V, Change.Weight, data)
      }
      for (const proposal of [first, kind]) await refuses(w.execute(proposal), 'DecisionNeedsConsensus', [proposal.id])
    })
  })

  describe('T60, G2: rules that change during a motion', () => {
    it('leave it as it is, in all that counts', async () => {
      const [alice, bob] = w.members
      await w.giveVoice(w.accounts.steward2, 500n)
      const lazy = await w.proposeActions(openSuccessor(w, DESIGN, { rate: 48n }))
      const consensus = await w.proposeActions(w.removeSteward())
      const facts = async (id: bigint) => [
        await w.governor.motionOf(id),
        await w.governor.proposalSnapshot(id),
        await w.governor.proposalDeadline(id),
        await w.governor.proposalReadyAt(id),
      ]
      const before = [await facts(lazy.id), await facts(consensus.id)]
      const others: Rules = {
        lazyWindow: 3 * DAY,
        stopBps: 1,
        stopHeads: 1,
        consensusWindow: 3 * DAY,
        quorumBps: 10_000,
        quorumHeads: 16,
        delay: 30 * DAY,
        stepBps: 0,
        stewardTerm: 30 * DAY,
        termsInRow: 1,
        openLazy: 1,
        openPerProposer: 1,
        headVoice: 1n,
        proposerVoice: 1n,
      }
      await w.governor.connect(await w.as(w.G)).setRules(others)
      await w.giveVoice(w.accounts.dave, 1_000_000n)
      expect([await facts(lazy.id), await facts(consensus.id)]).to.deep.equal(before)
      await w.vote(lazy, Support.Against, w.accounts.steward2)
      for (const voter of [alice, bob]) await w.vote(consensus, Support.For, voter as never)
      await w.wait(consensus)
      for (const proposal of [lazy, consensus]) await w.execute(proposal)
      expect((await w.venture.kindOf(4)).rate).to.equal(48n)
      expect(await w.ledger.isSteward(w.accounts.steward.address)).to.equal(false)
      const next = await w.governor.motionOf((await w.proposeActions(w.lengthenNotice())).id)
      expect([next.stopHeads, next.delay, next.quorumBps]).to.deep.equal([1n, BigInt(30 * DAY), 10_000n])
    })
  })
})
