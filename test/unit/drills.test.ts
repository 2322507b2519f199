import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../utils/errors.ts'
import { type GovernedWorld, RULES, Support, useGovernedWorld } from '../utils/governance.ts'
import { MoveStatus, NO_ACT } from '../utils/moves.ts'
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
  ETH,
  PoolType,
  type ProposedBatch,
  REVIEW,
  Status,
  ZERO,
} from '../utils/world.ts'

const HOUR = 3_600
/** How many calls of each function are tried in each phase. */
const TRIES = 5

/** A repeatable choice. */
const chooser = (seed: number) => {
  let state = seed
  return <T>(from: readonly T[]) => {
    state = (state * 48_271) % 2_147_483_647
    return from[state % from.length] as T
  }
}

/** What would only weaken the thief. */
const AGAINST_ITSELF = ['resign', 'withdraw', 'withdrawCorrection', 'withdrawObjection', 'reduceOwnUnits']

/** What a thief has to work with, besides the key. */
type Loot = { thief: HardhatEthersSigner; puppet: HardhatEthersSigner; batches: ProposedBatch[]; victims: string[] }

/** How the thief would go on as somebody else. */
const moveOf = (w: GovernedWorld, puppet: HardhatEthersSigner, from: string) => ({
  ledger: w.L,
  from,
  to: puppet.address,
  proposer: puppet.address,
  reasonHash: ethers.ZeroHash,
  nonce: 0n,
})

/**
 * Tries every function of every contract that changes anything, with arguments that fit together: batches, corrections and moves
 * that are there, attestations of the key, changes for the thief's good. Returns the names of those that went through.
 */
async function tryEverything(w: GovernedWorld, { thief, puppet, batches, victims }: Loot, seed: number): Promise<Set<string>> {
  const choose = chooser(seed)
  const now = await w.time.latest()
  const ours = [thief.address, puppet.address]
  const parameters = (await w.ledger.parameters()) as unknown as ethers.Result
  const changed = (change: object) => ({ ...parameters.toObject(), ...change })
  const encodedEquation = await w.board.encodeEquation(
    [
      { account: puppet.address, pool: 0, basis: 0, shareBps: 2_000 },
      { account: ZERO, pool: DEBT, basis: 1, shareBps: 5_000 },
      { account: ZERO, pool: EQUITY, basis: 1, shareBps: 10_000 },
    ],
    puppet.address,
  )
  const named = (account: string, value: unknown) => coder.encode(['address', 'uint40'], [account, value])
  const contents: [number, string][] = [
    [Change.Equation, encodedEquation],
    [Change.Weight, coder.encode(['uint8', 'uint32'], [DESIGN, 1])],
    [Change.Weight, coder.encode(['uint8', 'uint32'], [REVIEW, 60_000])],
    [Change.Token, coder.encode(['address', 'bool'], [w.T, true])],
    [Change.Governor, coder.encode(['address'], [puppet.address])],
    [Change.NoticePeriod, coder.encode(['uint32'], [2 * DAY])],
    [Change.Steward, named(puppet.address, 1)],
    [Change.Bar, named(victims[0] as string, 1)],
    [
      Change.Parameters,
      coder.encode(
        [w.board.interface.getFunction('checkParameters').inputs[0] as ethers.ParamType],
        [changed({ objectionWindow: 2 * DAY, instantGrowthBps: 5_000, silentGrowthBps: 5_000, attestorMinPoints: 1n })],
      ),
    ],
  ]
  const reasonHash = ethers.ZeroHash
  const went = new Set<string>()
  const contracts = {
    Venture: w.venture,
    ContributionLedger: w.ledger,
    NoticeBoard: w.board,
    ReviewBoard: w.review,
    GrowthBoard: w.growth,
    AccountBoard: w.accountBoard,
    LargeBatches: w.large,
    VoiceBoard: w.voices,
    HandOverBoard: w.handOvers,
    LazyConsensusGovernor: w.governor,
    DecisionBoard: w.decisions,
  }

  const argumentsOf = (inputs: readonly ethers.ParamType[], by: string) => {
    const batch = choose(batches)
    const [change, data] = choose(contents)
    const victim = choose(victims)
    const value = ({ name, type, arrayChildren, components }: ethers.ParamType): unknown => {
      const has = (...names: string[]) => names.every((wanted) => components?.some((component) => component.name === wanted))
      if (name === 'attestations') return choose([[], w.by(thief)])
      if (name === 'amendedEntries') return choose([[], batch.entries])
      if (name === 'entries' && type === 'uint256[]') return batch.entries
      if (name === 'kinds' && type === 'uint8[]') return choose([[], [DESIGN], [DESIGN, REVIEW]])
      if (name === 'stewards' || name === 'consents') return []
      if (arrayChildren) return choose([[], [value(arrayChildren)]])
      if (has('entriesHash', 'detailsHash')) return batch.header
      if (has('workDays', 'evidenceURI')) return batch.proposal
      if (has('capBps', 'poolType')) {
        return {
          poolType: choose([PoolType.Equity, PoolType.Debt]),
          token: choose([ZERO, w.T, ETH]),
          capBps: choose([0, 20_000]),
          openingPeriod: 0,
        }
      }
      if (has('rate', 'voice')) {
        return {
          name: bytes32('Loot'),
          unit: choose([bytes32('h'), bytes32('USD')]),
          decimals: 2,
          pool: choose([EQUITY, DEBT, 3]),
          rate: choose([1n, 40n, 4_000_000n]),
          voice: choose([0, 1, 60_000]),
        }
      }
      if (has('attestationsRequired'))
        return choose([
          changed({ silentGrowthBps: 0 }),
          changed({ attestationsRequired: 2 }),
          changed({ instantGrowthBps: 5_000 }),
        ])
      if (has('debts', 'batch')) {
        const entries = [(BigInt(victim) << 96n) | BigInt(1_000)]
        return { ledger: w.L, batch: choose(batches).id, entries, debts: [], reasonHash, proposer: by, nonce: choose([0n, 1n]) }
      }
      if (has('from', 'to', 'proposer'))
        return { ledger: w.L, from: victim, to: puppet.address, proposer: puppet.address, reasonHash, nonce: 0n }
      if (has('lazyWindow')) return { ...RULES.network, lazyWindow: 2 * DAY }
      if (has('signer', 'signature')) return { signer: choose([victim, by]), nonce: 0n, deadline: now + DAY, signature: '0x' }
      if (components) return Object.fromEntries(components.map((component) => [component.name, value(component)]))
      if (name === 'venture') return w.V
      if (name === 'ledger') return w.L
      if (name === 'change') return change
      if (name === 'data' || name === 'content') return data
      if (name === 'first') return 0n
      if (name === 'end') return BigInt(batch.size)
      if (name === 'decision') return choose(Object.values(Decision))
      if (name === 'batch' || name === 'id') return type === 'bytes32' ? batch.id : 1n
      if (type === 'address') return choose([...ours, ...ours, victim, w.V, w.T, ZERO])
      if (type === 'bool') return choose([true, false])
      if (type === 'string') return ''
      if (type === 'bytes') return choose(['0x', data])
      if (type === 'bytes32') return reasonHash
      if (name === 'subject') return BigInt(choose([...victims, ...ours]))
      if (type === 'uint8') return choose([0, 1, 2, 3])
      if (type === 'uint32' || type === 'uint40') return choose([1, 3 * DAY, 8 * DAY, now + 300 * DAY])
      return choose([0n, 1n, 1_000n])
    }
    return inputs.map(value)
  }

  for (const [contract, at] of Object.entries(contracts)) {
    const { target, interface: abi } = at as unknown as { target: string; interface: ethers.Interface }
    for (const fragment of abi.fragments) {
      if (fragment.type !== 'function' || (fragment as ethers.FunctionFragment).constant) continue
      const { name, inputs } = fragment as ethers.FunctionFragment
      if (AGAINST_ITSELF.includes(name)) continue
      for (let i = 0; i < TRIES; i++) {
        const by = choose([thief, thief, puppet])
        const call = { to: target, data: abi.encodeFunctionData(name, argumentsOf(inputs, by.address)) }
        const passes = await w.hh.provider.call({ ...call, from: by.address }).then(
          () => true,
          () => false,
        )
        if (!passes) continue
        await by.sendTransaction({ ...call, gasLimit: 10_000_000 })
        went.add(`${contract}.${name}`)
      }
    }
  }
  return went
}

/** What everybody has: paid out, or to be claimed. */
const wealthOf = async (w: GovernedWorld, account: string) =>
  (await w.token.balanceOf(account)) + ((await w.venture.previewClaim(account, [w.T], [DESIGN, REVIEW]))[0] as bigint)

type Facts = Awaited<ReturnType<typeof factsOf>>
/** All that nobody should be able to change before a window is over. */
async function factsOf(w: GovernedWorld, victims: readonly string[]) {
  const kindFacts = async (kind: number) => {
    const { pool, decimals, voice, rate, isDebt, reweighed } = await w.venture.kindOf(kind)
    return [pool, decimals, voice, rate, isDebt, reweighed]
  }
  const fixed = {
    equation: await w.venture.equationCode(),
    tokens: Array.from(await w.venture.tokens()),
    muted: (await w.venture.tokenBook(w.T)).muted,
    governor: await w.venture.governor(),
    kinds: await Promise.all([0, 1, 2, 3].map(kindFacts)),
    debts: (await w.venture.debtPool(DEBT)).end,
    rules: Array.from((await w.governor.rules()) as unknown as unknown[]),
    holders: await Promise.all(victims.map(async (victim) => (await w.venture.holderOf(victim))[0])),
    barred: await Promise.all(victims.map((victim) => w.ledger.isBarred(victim))),
    representatives: await Promise.all(victims.map((victim) => w.ledger.delegates(victim))),
  }
  return {
    fixed,
    wealth: await Promise.all(victims.map((victim) => wealthOf(w, victim))),
    units: await Promise.all(victims.map((victim) => w.venture.unitsOf(victim, DESIGN))),
    points: (await w.venture.equityPool(EQUITY)).points,
    notice: await w.venture.noticePeriod(),
    parameters: ((await w.ledger.parameters()) as unknown as ethers.Result).toObject() as Record<string, bigint>,
    stewards: await stewardsOf(w),
  }
}
const stewardsOf = async (w: GovernedWorld, ...others: HardhatEthersSigner[]) => {
  const { founder, steward, steward2, steward3, stranger, customer } = w.accounts
  const all = [founder, steward, steward2, steward3, stranger, customer, ...others]
  const roles = await Promise.all(all.map(({ address }) => w.ledger.isSteward(address)))
  return all.filter((_, i) => roles[i]).map(({ address }) => address)
}

function nobodyLost(before: Facts, after: Facts, when: string) {
  for (const [i, wealth] of after.wealth.entries())
    expect(wealth >= (before.wealth[i] as bigint), `${when}: money of ${i}`).to.equal(true)
  for (const [i, units] of after.units.entries())
    expect(units >= (before.units[i] as bigint), `${when}: units of ${i}`).to.equal(true)
}
/** Nobody lost, nothing is looser, and no more points came in than may at once. */
async function unharmed(w: GovernedWorld, before: Facts, victims: readonly string[], when: string) {
  const after = await factsOf(w, victims)
  expect(after.fixed, when).to.deep.equal(before.fixed)
  nobodyLost(before, after, when)
  const { limit } = (await w.growth.growthOf(w.L, EQUITY, false))[0]
  expect(after.points - before.points <= limit, `${when}: points`).to.equal(true)
  expect(after.notice >= before.notice, `${when}: notice`).to.equal(true)
  for (const steward of after.stewards) expect(before.stewards, `${when}: stewards`).to.include(steward)
  for (const name of ['attestationsRequired', 'attestorMinPoints', 'objectionWindow']) {
    expect((after.parameters[name] as bigint) >= (before.parameters[name] as bigint), `${when}: ${name}`).to.equal(true)
  }
  for (const name of ['instantGrowthBps', 'instantGrowthPoints', 'silentGrowthBps', 'silentGrowthPoints', 'objectorMinPoints']) {
    expect((after.parameters[name] as bigint) <= (before.parameters[name] as bigint), `${when}: ${name}`).to.equal(true)
  }
  return after
}

/** Batches in all states, debts, money to be claimed; and what the thief wants accepted. */
async function begin(w: GovernedWorld, thief: HardhatEthersSigner): Promise<Loot> {
  const { alice, bob, carol, dave, stranger: puppet, steward2 } = w.accounts
  await w.give({ to: bob.address, kind: CASH, quantity: 50_000 }, { to: puppet.address, quantity: 100 })
  const hours = (to: string, quantity: number) => [{ to, quantity }]
  const pending = await w.propose(hours(bob.address, 200))
  const objected = await w.propose(hours(carol.address, 300))
  await w.object(objected, steward2)
  const accepted = await w.propose(hours(dave.address, 100))
  await w.acceptRange(accepted, 0, 1, { sender: steward2, attestations: w.by(steward2) })
  const wanted = [
    hours(puppet.address, 500),
    hours(puppet.address, 1_000_000),
    hours(thief.address, 500),
    [{ to: puppet.address, kind: REVIEW, quantity: 700 }],
    [{ to: puppet.address, kind: CASH, quantity: 1_000_000 }],
  ]
  const batches = [pending, objected, accepted]
  for (const items of wanted) batches.push(await w.batch(items, { proposer: puppet.address }))
  await w.sale(1_000_000n)
  // A placeholder, who never did anything here.
  const placeholder = ethers.getAddress(ethers.dataSlice(ethers.id('placeholder'), 12))
  await w.give({ to: placeholder, quantity: 300 })
  await w.sale(500_000n)
  return { thief, puppet, batches, victims: [alice.address, bob.address, carol.address, dave.address, placeholder] }
}

/** Three rounds within two days, a day before the shortest window is over. */
async function rampage(w: GovernedWorld, loot: Loot, seed: number) {
  const before = await factsOf(w, loot.victims)
  const start = await w.time.latest()
  const went = new Set<string>()
  for (const [round, hours] of [0, 24, 48].entries()) {
    await w.time.increaseTo(start + hours * HOUR + 60)
    for (const name of await tryEverything(w, loot, seed + round)) went.add(name)
    await unharmed(w, before, loot.victims, `after ${hours} hours`)
  }
  expect(await w.time.latest()).to.be.lessThan(start + 3 * DAY)
  return { before, went }
}

/** Members object to what the thief wants accepted, and to who it would like to be. */
const objectToAll = async (w: GovernedWorld, { batches, puppet, victims }: Loot) => {
  for (const victim of victims) {
    const move = moveOf(w, puppet, victim)
    const { status, openObjections } = await w.accountBoard.moveState(await w.accountBoard.moveId(move))
    if (status !== MoveStatus.Proposed && status !== MoveStatus.Waiting) continue
    expect(openObjections).to.be.lessThan(2n)
    await w.accountBoard.connect(w.accounts.alice).objectToMove(move, [DESIGN], ethers.ZeroHash, '')
  }
  for (const batch of batches.filter(({ header }) => header.proposer === puppet.address)) {
    const { status, openObjections } = await w.ledger.batchState(batch.id)
    if (status !== Status.Pending || openObjections !== 0n) continue
    await w.object(batch, w.accounts.alice, [], [], [DESIGN])
  }
}

describe('T72: a stolen steward key', () => {
  const w = useGovernedWorld()

  it('gives its thief instant growth and nothing else in two days, and is recalled', async () => {
    const thief = w.accounts.steward
    const loot = await begin(w, thief)
    const { puppet, batches, victims } = loot
    const [small, large] = batches.slice(3) as [ProposedBatch, ProposedBatch]
    for (const { proposal } of [small, large]) await w.ledger.connect(puppet).propose(proposal)
    const move = moveOf(w, puppet, victims.at(-1) as string)
    await w.accountBoard.connect(puppet).proposeMove(move, '', NO_ACT)
    await w.accountBoard.connect(thief).attestMove(move, w.by(thief))
    await w.acceptRange(small, 0, 1, { sender: thief, attestations: w.by(thief) })
    await refuses(w.acceptRange(large, 0, 1, { sender: thief, attestations: w.by(thief) }), 'InstantGrowthExceeded')

    const { before, went } = await rampage(w, loot, 11)
    for (const name of ['ContributionLedger.openTask', 'ContributionLedger.propose', 'Venture.claim'])
      expect([...went]).to.include(name)
    expect([...went].filter((name) => name.startsWith('NoticeBoard'))).to.deep.equal([])
    const deciding = [...went].filter((name) => name.startsWith('LazyConsensusGovernor.') && !name.includes('.on'))
    expect(deciding.filter((name) => name !== 'LazyConsensusGovernor.propose')).to.deep.equal([])

    await objectToAll(w, loot)
    await w.decide(w.removeSteward(thief))
    expect(await w.ledger.isSteward(thief.address)).to.equal(false)
    await refuses(w.ledger.connect(thief).openTask(ethers.id('task'), DESIGN, 1n, ''), 'StewardOnly', [thief.address])
    const batch = await w.propose([{ to: w.accounts.bob.address, quantity: 1 }])
    const attested = w.acceptRange(batch, 0, 1, { sender: thief, attestations: w.by(thief) })
    await refuses(attested, 'AttestorUnqualified', [thief.address])
    await tryEverything(w, loot, 14)
    const after = await factsOf(w, loot.victims)
    expect(after.fixed).to.deep.equal(before.fixed)
    nobodyLost(before, after, 'in the end')
  })
})

describe('T72: a stolen founder key, before the hand-over', () => {
  const w = useGovernedWorld({
    terms: { period: 60 * DAY, affiliates: 5, accounts: 5 },
    configure: (config) => config.stewards.push(config.founder),
  })

  it('changes nothing anybody has in two days, and the group takes over and elects stewards', async () => {
    const thief = w.accounts.founder
    const loot = await begin(w, thief)
    const { before, went } = await rampage(w, loot, 5)
    for (const name of ['NoticeBoard.announceChange', 'NoticeBoard.openKind', 'NoticeBoard.openPool', 'NoticeBoard.closeKind']) {
      expect([...went]).to.include(name)
    }
    for (const name of ['NoticeBoard.applyChange', 'NoticeBoard.handOver', 'NoticeBoard.begin', 'HandOverBoard.publish']) {
      expect([...went]).not.to.include(name)
    }
    await refuses(
      w.board
        .connect(thief)
        .openKind(w.V, { name: bytes32('x'), unit: bytes32('h'), decimals: 2, pool: EQUITY, rate: 1n, voice: 60_000 }),
      'KindVoiceTooHigh',
    )

    await w.board.connect(thief).lengthenNotice(w.V, 180 * DAY)
    const others = (await stewardsOf(w)).filter((steward) => steward !== thief.address)
    for (const steward of others) await w.board.connect(thief).removeSteward(w.V, steward)

    const accounts = w.members
      .slice(0, 5)
      .map(({ address }) => address)
      .sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    await w.handOvers.connect(w.accounts.alice).takeOver(w.V, accounts)
    expect(await w.venture.governor()).to.equal(w.G)
    await refuses(w.board.connect(thief).lengthenNotice(w.V, 100 * DAY), 'GovernorOnly', [thief.address, w.G])
    await objectToAll(w, loot)

    const proposal = await w.proposeActions(w.removeSteward(thief))
    await w.vote(proposal, Support.For, ...w.members)
    await w.wait(proposal)
    await w.execute(proposal)
    expect(await w.ledger.isSteward(thief.address)).to.equal(false)
    expect(await w.venture.noticePeriod()).to.be.at.most(30 * DAY)
    const until = (await w.time.latest()) + 300 * DAY
    const appointment = coder.encode(['address', 'uint40'], [w.accounts.bob.address, until])
    await w.decide(w.call(w.board, 'announceChange', w.V, Change.Steward, appointment))
    await w.time.increase(30 * DAY)
    await w.board.applyChange(w.V, Change.Steward, appointment)
    expect(await stewardsOf(w, w.accounts.bob)).to.include(w.accounts.bob.address)

    await w.time.increase(180 * DAY)
    const last = await tryEverything(w, loot, 8)
    expect([...last].filter((name) => name.startsWith('NoticeBoard'))).to.deep.equal([])
    const after = await factsOf(w, loot.victims)
    expect(after.fixed).to.deep.equal({ ...before.fixed, governor: w.G })
    nobodyLost(before, after, 'in the end')
  })
})
