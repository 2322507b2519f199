import { expect } from 'chai'
import type { Address } from 'viem'
import {
  type DecisionAction,
  type GovernorRules,
  type HandOverTerms,
  formatDuration,
  prepareDelegateVoiceFor,
  prepareVoteOnDecisionFor,
} from '@open-value/sdk'
import * as decisionActions from '../../../sdk/src/actions/decision/index.ts'
import {
  DAY,
  DESIGN,
  type Person,
  REVIEW,
  type World,
  ZERO,
  createWorld,
  neverRan,
  reference,
  rejection,
} from '../actions/world.ts'

const RULES: GovernorRules = {
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
  openLazy: 4,
  openPerProposer: 3,
  headVoice: 800n,
  proposerVoice: 100n,
}
const AT_DEPLOYMENT: HandOverTerms = { period: 0, affiliates: 0, accounts: 0 }
const HOURS_40 = 4_000n
const design = { name: 'Design hour', unit: 'h', decimals: 2, pool: 1, voice: 1 }

let world: World
let venture: Address
let ledger: Address
let governor: Address
let group: Person[]

/** Hours of everybody, accepted. */
async function earn(people: readonly Person[], quantity = HOURS_40): Promise<void> {
  const contributions = people.map(({ address: affiliate }) => ({ affiliate, kind: DESIGN, quantity, day: 20_000 }))
  const { batch } = await world.stranger.proposeBatchAndWait({ ledger, contributions })
  await world.steward.acceptBatchAndWait({ ledger, batch })
}

async function propose(person: Person, title: string, ...actions: DecisionAction[]) {
  return person.proposeDecisionAndWait({ governor, title, actions, ...reference(`ipfs://${title}`) })
}

const read = async (id: bigint) => world.reader.getDecision({ governor, id })
/** To the first second after a window, and after its delay. */
async function pass(id: bigint, until: 'deadline' | 'readyAt'): Promise<void> {
  const { deadline, readyAt } = await read(id)
  await world.time.increaseTo(until === 'deadline' ? deadline + 1n : readyAt)
}

async function deploy(name: string, rules: GovernorRules, handOver: HandOverTerms, founder = ZERO) {
  const config = { ...world.config({ name, governor: founder }), lazyConsensus: { rules, handOver } }
  const deployed = await world.founder.deployVentureAndWait({ config })
  ;({ venture, ledger } = deployed)
  governor = deployed.governor ?? ZERO
  return { config, ...deployed }
}

before(async () => {
  world = await createWorld()
  const { ana, ben, cleo, customer, firm } = world
  group = [ana, ben, cleo, customer, firm]
})

describe('a group that decides', () => {
  before(async () => {
    const { config, isNew } = await deploy('Group', RULES, AT_DEPLOYMENT)
    const again = await world.founder.deployVentureAndWait({ config })
    expect([isNew, again.isNew, again.governor]).to.deep.equal([true, false, governor])
    const foretold = await world.reader.predictVenture({ sender: world.founder.address, config })
    expect(foretold).to.deep.equal({ venture, ledger, governor, isDeployed: true })
    expect((await world.reader.getVenture({ venture })).governor).to.equal(governor)
    expect(await world.reader.getRules({ governor })).to.deep.equal(RULES)
    expect(await world.reader.getHandOver({ venture })).to.equal(undefined)
    await earn(group)
  })

  it('opts in by transaction and by signature, and has its voice counted by anybody', async () => {
    const { ana, ben, cleo, stranger, reader } = world
    const none = await rejection(reader.getDecisionTrack({ governor, actions: [{ type: 'openPool', pool: { type: 'equity' } }] }))
    expect(none.name).to.equal('VoiceUnreachableError')
    for (const person of group.filter((one) => one !== ben)) {
      await person.delegateVoiceAndWait({ ledger, delegatee: person.address })
    }
    const signed = await ben.signDelegation({ ledger })
    await stranger.relaySignedAndWait({ calls: [prepareDelegateVoiceFor(signed)] })
    expect((await rejection(stranger.delegateVoiceForAndWait(signed))).name).to.equal('InvalidAccountNonceError')
    const toCleo = await ben.signDelegation({ ledger, delegatee: cleo.address })
    expect((await stranger.delegateVoiceForAndWait(toCleo)).toDelegate).to.equal(cleo.address)
    const late = await ben.signDelegation({ ledger, expiry: 1n })
    expect((await rejection(stranger.delegateVoiceForAndWait(late))).name).to.equal('VotesExpiredSignatureError')

    const before = await reader.getVoice({ ledger, account: ana.address })
    expect(before).to.deep.include({ units: 0n, delegatee: ana.address, votes: 0n })
    expect(before.counted[0]).to.deep.equal({ kind: DESIGN, counted: 0n, earned: HOURS_40 })
    // Nothing is within reach of what was earned: until then nothing passes in silence.
    const low = (await reader.getPowers({ venture })).powers.find(({ power }) => power === 'open a pool')
    expect(low).to.deep.include({ track: 'consensus', wait: 30 * DAY + RULES.delay })
    expect(low?.stop).to.contain('less than 50% of voice taking part')
    for (const { address: account } of group) {
      const { votes } = await stranger.updateVoiceAndWait({ ledger, account, kinds: [DESIGN, REVIEW] })
      expect(votes?.newVotes, account).to.equal(account === cleo.address ? 2n * HOURS_40 : HOURS_40)
    }
    expect((await stranger.updateVoiceAndWait({ ledger, account: ana.address, kinds: [DESIGN] })).votes).to.equal(undefined)
    await ben.delegateVoiceAndWait({ ledger, delegatee: ben.address })
    await world.time.increase(1)
    const voice = await reader.getVoice({ ledger, account: ben.address })
    expect(voice).to.deep.include({ units: HOURS_40, delegatee: ben.address, votes: HOURS_40, reachable: 5n * HOURS_40 })
    expect(voice.counted.map(({ counted }) => counted)).to.deep.equal([HOURS_40, 0n])
    const early = await rejection(stranger.lapseVoiceAndWait({ ledger, account: ben.address }))
    expect(early).to.deep.include({ name: 'VoiceNotLapsedError', lapsesAt: voice.lapsesAt })
  })

  it('lets a step of a weight pass in silence', async () => {
    const { ana, stranger, reader } = world
    const actions: DecisionAction[] = [{ type: 'openSuccessor', kind: DESIGN, successor: { ...design, weight: 48n } }]
    const track = await reader.getDecisionTrack({ governor, actions })
    expect(track).to.deep.include({ track: 'lazy', tracks: ['lazy'], isLowReach: false, window: 5 * DAY, stopHeads: 2 })
    // A head is never more than a tenth of what is reachable; nor does a voter count more.
    expect(track).to.deep.include({ reachable: 20_000n, stopVoice: 2_000n, maxVoice: 2_000n, headVoice: 800n })
    const above = [{ ...actions[0], successor: { ...design, weight: 49n } } as DecisionAction]
    expect((await reader.getDecisionTrack({ governor, actions: above })).track).to.equal('consensus')
    const mixed = await reader.getDecisionTrack({ governor, actions: [...actions, { type: 'closeKind', kind: REVIEW }] })
    expect([mixed.track, ...mixed.tracks]).to.deep.equal(['consensus', 'lazy', 'consensus'])

    const proposed = await propose(ana, 'Design counts more', ...actions)
    expect(proposed.track).to.equal('lazy')
    const { decision } = proposed
    const twice = await rejection(propose(ana, 'Design counts more', ...actions))
    expect(twice.name).to.equal('GovernorUnexpectedProposalStateError')
    const open = await read(decision)
    expect(open).to.deep.include({ state: 'open', track: 'lazy', title: 'Design counts more', proposer: ana.address, actions })
    expect(open).to.deep.include({ ...reference('ipfs://Design counts more'), escalableUntil: undefined, ballots: [] })
    expect(open.words).to.deep.equal(['new weight for Design hour from now on: 48 instead of 40'])
    expect(open.waitsFor).to.match(/^It passes after .* unless enough object\.$/)
    await world.ben.voteOnDecisionAndWait({ governor, decision, support: 'for', reason: 'Long due.' })

    await pass(decision, 'deadline')
    expect((await read(decision)).state).to.equal('waiting')
    const waits = await rejection(stranger.executeDecisionAndWait({ governor, decision }))
    expect(waits).to.deep.include({ name: 'DecisionWaitsError', readyAt: open.readyAt })
    await pass(decision, 'readyAt')
    expect((await read(decision)).state).to.equal('ready')
    expect((await stranger.executeDecisionAndWait({ governor, decision })).proposalId).to.equal(decision)
    const done = await read(decision)
    expect([done.state, done.waitsFor, done.votes.headsFor]).to.deep.equal(['executed', undefined, 1])
    const kinds = await reader.getKinds({ venture })
    expect([kinds[DESIGN]?.isClosed, kinds.at(-1)?.rate]).to.deep.equal([true, 48n])
  })

  it('stops it by two heads with reasons, and puts it to the vote', async () => {
    const { ana, ben, cleo, customer, firm, stranger, reader } = world
    const { decision } = await propose(ana, 'Another pool', { type: 'openPool', pool: { type: 'equity' } })
    const reason = { ...reference('ipfs://no'), text: 'One is enough.' }
    const { weight } = await ben.objectToDecisionAndWait({ governor, decision, reason })
    expect(weight).to.equal(2_000n)
    const signed = await cleo.signBallot({ governor, decision, support: 'against', reason })
    await stranger.relaySignedAndWait({ calls: [prepareVoteOnDecisionFor(signed)] })
    expect((await rejection(stranger.voteOnDecisionForAndWait(signed))).name).to.equal('GovernorInvalidSignatureError')
    const again = await rejection(ben.objectToDecisionAndWait({ governor, decision, reason }))
    expect(again.name).to.equal('GovernorAlreadyCastVoteError')
    const voiceless = await rejection(stranger.objectToDecisionAndWait({ governor, decision, reason }))
    expect(voiceless).to.deep.include({ name: 'VoiceMissingError', account: stranger.address, proposalId: decision })
    const early = await rejection(stranger.escalateDecisionAndWait({ governor, decision }))
    expect(early.name).to.equal('EscalationNotPossibleError')

    await pass(decision, 'deadline')
    const stopped = await read(decision)
    expect(stopped).to.deep.include({ state: 'stopped', escalableUntil: stopped.deadline + 7n * 86_400n })
    expect(stopped.waitsFor).to.match(/^Anyone can put it to the vote until /)
    expect(stopped.ballots).to.deep.equal([
      { voter: ben.address, support: 'against', voice: 2_000n, isHead: true, reason },
      { voter: cleo.address, support: 'against', voice: 2_000n, isHead: true, reason },
    ])
    await stranger.escalateDecisionAndWait({ governor, decision })
    expect(await read(decision)).to.deep.include({ state: 'open', track: 'consensus', wasEscalated: true })
    for (const person of [ana, customer]) await person.voteOnDecisionAndWait({ governor, decision, support: 'for' })
    const ballot = await firm.signBallot({ governor, decision, support: 'abstain', reason: 'No idea.' })
    await stranger.voteOnDecisionForAndWait(ballot)
    await pass(decision, 'deadline')
    const rejected = await read(decision)
    expect(rejected).to.deep.include({ state: 'rejected', waitsFor: undefined, escalableUntil: undefined })
    expect(rejected.votes).to.deep.equal({
      forVoice: 4_000n,
      againstVoice: 4_000n,
      castVoice: 20_000n,
      headsFor: 2,
      headsAgainst: 2,
      headsAbstaining: 1,
    })
    expect(await reader.getPools({ venture })).to.have.length(2)
  })

  it('decides by consensus who is a steward, for a term, and by which rules', async () => {
    const { ana, ben, cleo, customer, stranger, reader } = world
    const now = BigInt(await world.time.latest())
    const until = now + BigInt(RULES.stewardTerm)
    const rules = { ...RULES, lazyWindow: 6 * DAY }
    const { decision, track } = await propose(
      ana,
      'Ana stewards',
      { type: 'appointSteward', account: ana.address, until },
      { type: 'setRules', rules },
    )
    expect(track).to.equal('consensus')
    for (const person of [ana, ben, cleo, customer]) await person.voteOnDecisionAndWait({ governor, decision, support: 'for' })
    await pass(decision, 'readyAt')
    await stranger.executeDecisionAndWait({ governor, decision })
    expect(await reader.getRules({ governor })).to.deep.equal(rules)
    expect((await read(decision)).words[1]).to.equal('decisions are made by other rules: nothing becomes different')
    const [pending] = (await reader.getPendingChanges({ venture })).changes
    expect(pending?.decoded).to.deep.equal({ change: 'steward', account: ana.address, steward: true, until })
    await world.time.increaseTo(pending!.readyAt)
    await stranger.applyStewardAndWait({ venture, account: ana.address, steward: true, until })
    expect(await reader.getStewards({ ledger })).to.include(ana.address)

    const none = await rejection(propose(ben, 'For ever', { type: 'appointSteward', account: ben.address }))
    expect(none.name).to.equal('StewardTermMissingError')
    const long = { type: 'appointSteward', account: ben.address, until: until + BigInt(2 * RULES.stewardTerm) } as const
    expect((await rejection(propose(ben, 'For long', long))).name).to.equal('StewardTermTooLongError')
  })

  it('refuses to propose nothing, what nobody knows, what is out of bounds, and for whom has no voice', async () => {
    const { ana, stranger, reader } = world
    const pool: DecisionAction = { type: 'openPool', pool: { type: 'equity' } }
    expect((await rejection(propose(ana, 'Nothing'))).name).to.equal('DecisionEmptyError')
    expect((await rejection(propose(ana, 'What', { type: 'mint' } as never))).name).to.equal('DecisionActionUnknownError')
    expect((await rejection(propose(ana, '', pool))).name).to.equal('DecisionTitleInvalidError')
    const bounds: [Partial<GovernorRules>, string][] = [
      [{ lazyWindow: 2 * DAY - 1 }, 'lazyWindow'],
      [{ stopBps: 1_001 }, 'stopBps'],
    ]
    for (const [change, rule] of bounds) {
      const error = await rejection(propose(ana, 'Bounds', { type: 'setRules', rules: { ...RULES, ...change } }))
      expect([error.name, error.message.startsWith(rule)]).to.deep.equal(['RuleOutOfBoundsError', true])
      const deployed = rejection(world.founder.deployGovernorAndWait({ venture, rules: { ...RULES, ...change } }))
      expect((await deployed).name).to.equal('RuleOutOfBoundsError')
    }
    expect((await rejection(propose(stranger, 'Mine', pool))).name).to.equal('GovernorInsufficientProposerVotesError')
    const token = { type: 'payToken', token: stranger.address, to: ana.address, amount: 1n } as const
    expect((await rejection(reader.getDecisionTrack({ governor, actions: [token] }))).name).to.equal('ActionUnknownError')
    expect((await rejection(read(5n))).name).to.equal('GovernorNonexistentProposalError')
    const unknown = await rejection(ana.executeDecisionAndWait({ governor, decision: 5n }))
    expect(unknown.name).to.equal('GovernorNonexistentProposalError')
  })

  it('has a proposer withdraw a decision, and lists all of them, the latest first', async () => {
    const { ana, ben, reader } = world
    const { decision } = await propose(ben, 'Longer notice', { type: 'lengthenNotice', period: 14 * DAY })
    const foreign = await rejection(ana.withdrawDecisionAndWait({ governor, decision }))
    expect(foreign.name).to.equal('GovernorUnableToCancelError')
    await ben.withdrawDecisionAndWait({ governor, decision })
    const { decisions } = await reader.getDecisions({ governor })
    expect(decisions.map(({ title, state }) => [title, state])).to.deep.equal([
      ['Longer notice', 'withdrawn'],
      ['Ana stewards', 'executed'],
      ['Another pool', 'rejected'],
      ['Design counts more', 'executed'],
    ])
  })

  it('bars somebody after a hearing, who then proposes nothing, and objects all the same', async () => {
    const { ana, ben, cleo, customer, firm, stranger } = world
    const { decision } = await propose(ana, 'Ben is barred', { type: 'announceBar', account: ben.address, barred: true })
    for (const person of [ana, cleo, customer, firm]) await person.voteOnDecisionAndWait({ governor, decision, support: 'for' })
    await pass(decision, 'readyAt')
    await stranger.executeDecisionAndWait({ governor, decision })
    await world.time.increase(7 * DAY)
    await stranger.applyBarAndWait({ venture, account: ben.address, barred: true })
    const barred = await rejection(propose(ben, 'I am back', { type: 'lengthenNotice', period: 20 * DAY }))
    expect(barred).to.deep.include({ name: 'ProposerBarredError', proposer: ben.address })
    const next = await propose(ana, 'Longer notice', { type: 'lengthenNotice', period: 20 * DAY })
    await ben.objectToDecisionAndWait({ governor, decision: next.decision, reason: reference('ipfs://wrong') })
  })
})

describe('getPowers', () => {
  it('tells who can change what, how soon and who can stop it, as the chain has it', async () => {
    const { reader } = world
    const { powers, isGroup, rules } = await reader.getPowers({ venture })
    expect([isGroup, rules?.lazyWindow]).to.deep.equal([true, 6 * DAY])
    const of = (text: string) => powers.find(({ power }) => power.startsWith(text))
    const lazy = 6 * DAY + RULES.delay
    const consensus = RULES.consensusWindow + RULES.delay
    const expected: [string, 'consensus' | 'lazy' | undefined, number][] = [
      ['open a pool', 'lazy', lazy],
      ['open a kind within', 'lazy', lazy],
      ['open a kind above', 'consensus', consensus],
      ['give new contributions another weight, within', 'lazy', lazy],
      ['give new contributions any other', 'consensus', consensus],
      ['lengthen the time to object', 'lazy', lazy],
      ['make acceptance stricter', 'consensus', consensus],
      ['remove a steward', 'consensus', consensus],
      ['appoint a steward', 'consensus', consensus + 7 * DAY],
      ['change who gets how much', 'consensus', consensus + 7 * DAY],
      ['bar an account', 'consensus', consensus + 7 * DAY],
      ['move an account that can not', 'consensus', consensus + 30 * DAY],
      ['open and close tasks', 'lazy', lazy],
      ['pay out what', 'lazy', lazy],
      ['accept contributions nobody objects to', undefined, 3 * DAY],
      ['take what somebody has accrued', undefined, 0],
    ]
    for (const [text, track, wait] of expected) {
      expect([of(text)?.track, formatDuration(of(text)?.wait ?? -1)], text).to.deep.equal([track, formatDuration(wait)])
    }
    expect(of('open a pool')?.stop).to.equal('objections of 10% of voice, or of 2 heads')
    expect(of('open a pool')?.heldBy).to.deep.equal(['NoticeBoard.openPool'])
    expect(of('take what')?.who).to.equal('nobody')
    expect(new Set(powers.map(({ power, who }) => `${who}: ${power}`))).to.have.length(powers.length)
    for (const { power, stop } of powers) expect(stop, power).not.to.match(/undefined|NaN/)
  })
})

describe('a hand-over', () => {
  const terms: HandOverTerms = { period: 60 * DAY, affiliates: 5, accounts: 4 }

  it('is told of, and made once enough show their voice; nobody else has to agree', async () => {
    const { founder, stranger, reader } = world
    await deploy('Handed over', RULES, terms, founder.address)
    const deployedAt = BigInt(await world.time.latest())
    await earn(group)
    const told = await reader.getHandOver({ venture })
    expect(told).to.deep.include({ governor, isDue: false, affiliates: 5, accounts: 4, voice: 4_000n, reachable: 0n })
    expect(told?.dueAt).to.equal(deployedAt + BigInt(terms.period))
    const powers = await reader.getPowers({ venture })
    expect([powers.isGroup, powers.governor, powers.handOver?.governor]).to.deep.equal([false, founder.address, governor])
    const notice = powers.powers.find(({ power }) => power === 'name another governor')
    expect(notice).to.deep.include({ who: 'the governor', track: undefined, wait: 7 * DAY })
    expect(notice?.stop).to.equal('the governor, who takes it back, or the hand-over')
    const rowOf = (name: string) => powers.powers.find(({ heldBy }) => heldBy.includes(name))
    expect([rowOf('LazyConsensusGovernor.propose'), rowOf('HandOverBoard.takeOver')?.wait]).to.deep.equal([
      undefined,
      Number(told!.dueAt - BigInt(await world.time.latest())),
    ])
    const steward = { venture, account: stranger.address, steward: true }
    const past = await rejection(founder.announceStewardAndWait({ ...steward, until: deployedAt }))
    expect(past).to.deep.include({ name: 'StewardTermPastError', until: deployedAt })
    const until = deployedAt + BigInt(30 * DAY)
    await founder.announceStewardAndWait({ ...steward, until })
    expect((await reader.getPendingChanges({ venture })).changes[0]?.decoded).to.deep.include({ steward: true, until })
    expect(await reader.getStewards({ ledger })).to.have.length(3)

    const accounts = group.map(({ address }) => address).reverse()
    const early = await rejection(stranger.takeOverAndWait({ venture, accounts: accounts.slice(1) }))
    expect(early).to.deep.include({ name: 'HandOverTooEarlyError', affiliates: 5n })
    expect((await rejection(stranger.takeOverAndWait({ venture, accounts }))).name).to.equal('HandOverWithoutVoiceError')
    for (const person of group) {
      await person.delegateVoiceAndWait({ ledger, delegatee: person.address })
      await person.updateVoiceAndWait({ ledger, account: person.address, kinds: [DESIGN] })
    }
    const rule: DecisionAction = { type: 'lengthenNotice', period: 14 * DAY }
    expect((await rejection(propose(world.ana, 'Too early', rule))).name).to.equal('GovernorNotInChargeError')
    expect((await stranger.takeOverAndWait({ venture, accounts })).governor).to.equal(governor)
    expect(await reader.getHandOver({ venture })).to.equal(undefined)
    expect((await rejection(stranger.takeOverAndWait({ venture, accounts }))).name).to.equal('HandOverNoneError')
    expect((await propose(world.ana, 'Now we decide', rule)).track).to.equal('lazy')
  })

  it('can be replaced by a governor that is announced; what was open then is void', async () => {
    const { ana, ben, cleo, customer, firm, founder, reader, stranger } = world
    const next = await founder.deployGovernorAndWait({ venture, rules: { ...RULES, lazyWindow: 10 * DAY } })
    expect(next.isNew).to.equal(true)
    const again = await founder.deployGovernorAndWait({ venture, rules: { ...RULES, lazyWindow: 10 * DAY } })
    expect([again.governor, again.isNew]).to.deep.equal([next.governor, false])
    const { decision } = await propose(ana, 'New rules', { type: 'announceGovernor', governor: next.governor })
    for (const person of [ana, ben, cleo, customer, firm]) {
      await person.voteOnDecisionAndWait({ governor, decision, support: 'for' })
    }
    await pass(decision, 'readyAt')
    await stranger.executeDecisionAndWait({ governor, decision })
    const late = await propose(ben, 'Meanwhile', { type: 'openPool', pool: { type: 'equity' } })
    await world.time.increase(14 * DAY)
    await stranger.applyGovernorAndWait({ venture, governor: next.governor })
    expect((await read(late.decision)).state).to.equal('void')
    const { powers, isGroup } = await reader.getPowers({ venture })
    expect([isGroup, powers.some(({ heldBy }) => heldBy.includes('HandOverBoard.takeOver'))]).to.deep.equal([true, false])
    // Who was a steward at birth is one for a term after the hand-over is due, and then no more.
    await world.time.increase(terms.period + RULES.stewardTerm)
    expect(await reader.getStewards({ ledger })).to.deep.equal([])
  })

  it('needs a voice that has not lapsed', async () => {
    const { ana, stranger, reader } = world
    await world.time.increase(732 * DAY)
    expect((await stranger.lapseVoiceAndWait({ ledger, account: ana.address })).toDelegate).to.equal(ZERO)
    const lapsed = await reader.getVoice({ ledger, account: ana.address })
    expect(lapsed).to.deep.include({ units: HOURS_40, delegatee: undefined, votes: 0n, lapsesAt: undefined })
    expect((await rejection(stranger.lapseVoiceAndWait({ ledger, account: ana.address }))).name).to.equal('VoiceOutOfReachError')
  })
})

describe('Every action of a decision', () => {
  it('ran in a test above, in all its forms', () => {
    expect(neverRan(decisionActions)).to.deep.equal([])
  })
})
