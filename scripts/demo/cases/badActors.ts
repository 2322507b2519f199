import { type Address, encodeFunctionData, keccak256, parseEventLogs, stringToBytes } from 'viem'
import { contributionLedgerAbi, ventureAbi } from '@open-value/sdk/abis'
import {
  type Batch,
  type DecisionAction,
  getBatch,
  getPendingChanges,
  objectToBatchAndWait,
  prepareAcceptAttested,
  prepareAcceptSilent,
  prepareAnnounceEquation,
  prepareAnnounceWeight,
  prepareApplyToken,
  prepareApplyWeight,
  prepareDistribute,
  prepareObjectToBatchFor,
  proposeBatchAndWait,
  publishAttestationAndWait,
  relaySignedAndWait,
  sendAndWait,
  signAttestation,
  signObjection,
  toAttestation,
} from '@open-value/sdk'
import { fund, moveOn, now } from '../../internal/chain.ts'
import { deployMock } from '../../internal/contracts.ts'
import { type GovernedVenture, decide, deployGovernedVenture, proposeToGroup, showVoice, takeOver } from '../governed.ts'
import { lossOf, refused, stakesOf } from '../harm.ts'
import { type Person, addressOf, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type DeployedVenture, NOTICE, type Stage, contribute, mint, sell, waitForWindow } from '../stage.ts'
import { badPledgers } from './badPledgers.ts'
import { wrongedNewcomer } from './wrongedNewcomer.ts'

type Row = CaseReport<'badActors'>[number]
/** What somebody tries, who notices, and what stops it; the chain throws where it goes through. */
type Attempt = Omit<Row, 'costToOthers'> & { of: readonly Person[]; play: () => Promise<void> }

const DAY = 86_400n
const FOUNDING = 0
const HOUR = 1
const HOURS = 1_00n
/** Hours they have put in; illustrative. */
const TEAM = { founder: 100n, 'old hand': 80n, designer: 60n, engineer: 60n, technician: 40n, maker: 40n } as const
const MEMBERS = Object.keys(TEAM) as (keyof typeof TEAM)[]
const EARLIER_SALE = 3_800_000000n
const SPAM = 12

/**
 * Case 6: a bad actor in each role, and what it cost the others. Each really tries; whoever notices really does, and the
 * chain really refuses. The costs are what everybody else has and could be paid, before and after.
 */
export async function badActors(
  stage: Stage,
): Promise<{ badActors: Row[]; wrongedNewcomer: CaseReport<'wrongedNewcomer'>; venture: DeployedVenture }> {
  const { workshop, hostile } = await openWorkshop(stage)
  const measure = await startMeasuring(stage, workshop)
  const founder = await measure(founderMultipliesHimself(stage, workshop))
  const equation = await measure(everythingToMe(stage, workshop))
  const attestors = await measure(twoAttestorsMint(stage, workshop))
  const spam = await measure(spamInTheHolidays(stage, workshop))
  const steward = await measure(stolenStewardKey(stage, workshop))
  const token = await measure(hostileToken(stage, workshop, hostile))
  const newcomer = await wrongedNewcomer(stage, workshop)
  const { shop, unpayable } = await badPledgers(stage)
  return {
    badActors: [attestors, founder, equation, spam, shop, unpayable, token, steward],
    wrongedNewcomer: newcomer,
    venture: workshop,
  }
}

/** Plays one after the other, and compares what everybody else has before and after each. */
async function startMeasuring(stage: Stage, workshop: GovernedVenture): Promise<(attempt: Attempt) => Promise<Row>> {
  const standing = () => stakesOf(stage, workshop, MEMBERS.map(addressOf))
  let before = await standing()
  return async ({ of, play, ...told }) => {
    await play()
    const after = await standing()
    const ofOthers = (stakes: readonly bigint[]) => stakes.filter((_, i) => !of.some((name) => name === MEMBERS[i]))
    const costToOthers = String(lossOf(ofOthers(before), ofOthers(after)))
    before = after
    return { ...told, costToOthers }
  }
}

/** A venture whose hand-over was published at its birth, with a payout token that was good when it was listed. */
async function openWorkshop(stage: Stage): Promise<{ workshop: GovernedVenture; hostile: Address }> {
  const hostile = await deployMock(stage.client, person('founder'), 'OddTokens.sol/BalanceToken')
  const workshop = await deployGovernedVenture(stage, {
    name: 'Workshop',
    pools: [{ type: 'equity' }],
    kinds: [
      { name: 'Founding hour', unit: 'h', decimals: 2, pool: 1, rate: 1n },
      { name: 'Hour', unit: 'h', decimals: 2, pool: 1, rate: 1n },
    ],
    equation: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }],
    contributorsFloorBps: 7_000,
    attestationsRequired: 2,
    steward: 'technician',
    tokens: [hostile],
  })
  await fund(stage.client, (['old hand', 'newcomer', 'stranger', 'thief'] as const).map(addressOf))
  const work = MEMBERS.map((by) => ({ by, kind: by === 'founder' ? FOUNDING : HOUR, quantity: TEAM[by] * HOURS }))
  await contribute(stage, workshop, work, ['steward', 'second steward'])
  await sell(stage, workshop, EARLIER_SALE)
  return { workshop, hostile }
}

/** While he still governs alone; the group takes over before the notice is over, and what was pending is void. */
function founderMultipliesHimself(stage: Stage, workshop: GovernedVenture): Attempt {
  const { client, contracts } = stage
  const weight = { ...contracts, venture: workshop.venture, kind: FOUNDING, weight: 10 }
  return {
    of: ['founder'],
    role: 'founder, governing alone',
    attempt: 'multiplies the weight of his own hours by 10',
    noticedBy: 'engineer, who reads what is announced',
    stoppedBy: 'the hand-over published at the birth: five show their voice, what was pending is void',
    async play() {
      await sendAndWait(client, prepareAnnounceWeight(weight), { account: person('founder') })
      const { changes } = await getPendingChanges(client, { ...contracts, venture: workshop.venture })
      if (changes.length !== 1) throw new Error('Nobody could see what the founder announced.')
      const five = MEMBERS.filter((name) => name !== 'founder')
      for (const name of five) await showVoice(stage, workshop, name, [HOUR])
      await takeOver(stage, workshop, five)
      await moveOn(client, BigInt(NOTICE))
      await refused(stage, 'ChangeNotPending', prepareApplyWeight(weight))
      await showVoice(stage, workshop, 'founder', [FOUNDING])
    },
  }
}

/** Put to the vote, as it changes what all have agreed on. The floor would have refused it after the vote, too. */
function everythingToMe(stage: Stage, workshop: GovernedVenture): Attempt {
  const change = { lines: [], remainder: addressOf('maker') }
  return {
    of: ['maker'],
    role: 'affiliate',
    attempt: 'proposes the equation "100% to me"',
    noticedBy: 'designer, who reads it in words',
    stoppedBy: "a vote of the group; a unanimous one would still meet the contributors' floor",
    async play() {
      const decision = await proposeToGroup(stage, workshop, 'maker', [{ type: 'announceEquation', ...change }], 'A better deal')
      if (decision.track === 'lazy') throw new Error('An equation passed by silence.')
      if (!decision.words.join().includes(`the remainder to ${addressOf('maker')}`)) throw new Error('Nobody could read it.')
      const votes = {
        maker: 'for',
        designer: 'against',
        engineer: 'against',
        'old hand': 'against',
        technician: 'against',
      } as const
      expectState(await decide(stage, workshop, decision, votes, 'It is what we all made'), 'rejected')
      await refused(stage, 'GovernorUnexpectedProposalState', decision.execution)
      const unanimous = prepareAnnounceEquation({ ...stage.contracts, venture: workshop.venture, ...change })
      await refused(stage, 'EquationFloorMissed', unanimous, workshop.governor)
    },
  }
}

/** A steward and an affiliate attest a batch for a wallet of theirs. */
function twoAttestorsMint(stage: Stage, workshop: GovernedVenture): Attempt {
  const { client, contracts } = stage
  return {
    of: ['maker'],
    role: 'two attestors, one of them a steward',
    attempt: 'attest 1,000,000 hours that nobody worked',
    noticedBy: 'engineer, who reads what waits',
    stoppedBy: 'growth above the limit waits the window; her objection; the group rejects it and recalls the steward',
    async play() {
      const batch = await logWork(stage, workshop, 'stranger', 1_000_000n * HOURS)
      const accept = await attestedBy(stage, workshop, batch, ['second steward', 'maker'])
      await refused(stage, 'InstantGrowthExceeded', accept)
      const { ledger } = workshop
      const { header } = batch
      const objection = { ...contracts, ledger, header, reason: because('Nobody worked a million hours here'), kinds: [HOUR] }
      await objectToBatchAndWait(client, objection, { account: person('engineer') })
      await waitForWindow(stage, workshop, batch.batch)
      await refused(stage, 'BatchHasObjections', accept)

      const actions = [rejection(batch), { type: 'removeSteward', account: addressOf('second steward') }] as const
      const decision = await proposeToGroup(stage, workshop, 'engineer', actions, 'A million hours')
      const votes = { maker: 'against', engineer: 'for', designer: 'for', 'old hand': 'for', founder: 'for' } as const
      expectState(await decide(stage, workshop, decision, votes, 'Nobody worked them'), 'ready')
      await sendAndWait(client, decision.execution, { account: person('passer-by') })
      await refused(stage, 'AttestorUnqualified', accept)
    },
  }
}

/** Everybody is away; one who looks at her phone signs, without gas, and lazy consensus clears up. */
function spamInTheHolidays(stage: Stage, workshop: GovernedVenture): Attempt {
  const { client, contracts } = stage
  return {
    of: [],
    role: 'outsider',
    attempt: `logs ${SPAM} batches in the holidays, for silence to accept`,
    noticedBy: 'old hand, on her phone and without gas',
    stoppedBy: 'objections she signs and a passer-by sends; then a lazy decision rejects them all',
    async play() {
      const { ledger } = workshop
      const batches = []
      for (let i = 0; i < SPAM; i++) batches.push(await logWork(stage, workshop, 'stranger', 10n * HOURS, BigInt(i)))
      const account = person('old hand')
      const calls = []
      for (const { batch, header } of batches) {
        const objection = { ledger, subject: batch, reason: because('We have never seen them') }
        const signed = await signObjection(client, objection, { account })
        calls.push(prepareObjectToBatchFor({ ...contracts, ...signed, header, kinds: [HOUR] }))
      }
      const { results } = await relaySignedAndWait(client, { ...contracts, calls }, { account: person('passer-by') })
      if (results.some(({ status }) => status !== 'done')) throw new Error('An objection did not go through.')

      const decision = await proposeToGroup(stage, workshop, 'old hand', batches.map(rejection), 'Spam of the holidays')
      if (decision.track !== 'lazy') throw new Error('It takes a vote to reject a batch.')
      for (const { batch } of batches) await waitForWindow(stage, workshop, batch)
      for (const { header, entries } of batches) {
        await refused(stage, 'GrowthObjectionsOpen', prepareAcceptSilent({ ...contracts, ledger, header, entries }))
      }
      expectState(await decide(stage, workshop, decision, {}, ''), 'ready')
      await sendAndWait(client, decision.execution, { account: person('passer-by') })
    },
  }
}

/** One key attests, and can't do more. */
function stolenStewardKey(stage: Stage, workshop: GovernedVenture): Attempt {
  const { client, contracts } = stage
  return {
    of: [],
    role: 'thief of a steward key',
    attempt: 'attests 300 hours of his own with it',
    noticedBy: 'steward, who sees what he never signed',
    stoppedBy: 'one attestation is not enough; silence accepts no such growth; the group recalls the key',
    async play() {
      const { ledger } = workshop
      const batch = await logWork(stage, workshop, 'thief', 300n * HOURS)
      const accept = await attestedBy(stage, workshop, batch, ['steward'])
      await publishAttestation(stage, workshop, batch, 'steward')
      await refused(stage, 'AttestationsMissing', accept)
      const { header, entries } = batch
      await waitForWindow(stage, workshop, batch.batch)
      await refused(stage, 'SilentGrowthExceeded', prepareAcceptSilent({ ...contracts, ledger, header, entries }))

      const actions = [{ type: 'removeSteward', account: addressOf('steward') }, rejection(batch)] as const
      const decision = await proposeToGroup(stage, workshop, 'technician', actions, 'His key is stolen, he says himself')
      const votes = { technician: 'for', designer: 'for', engineer: 'for', 'old hand': 'for' } as const
      expectState(await decide(stage, workshop, decision, votes, 'He told us'), 'ready')
      await sendAndWait(client, decision.execution, { account: person('passer-by') })
      const args = [addressOf('steward')] as const
      if (await client.readContract({ address: ledger, abi: contributionLedgerAbi, functionName: 'isSteward', args }))
        throw new Error('The stolen key is still a steward.')
      await refused(stage, 'AttestorUnqualified', accept)
    },
  }
}

/** Whoever asks it for a balance fails. The group mutes it. */
function hostileToken(stage: Stage, workshop: GovernedVenture, token: Address): Attempt {
  const { client, contracts } = stage
  return {
    of: [],
    role: 'issuer of a payout token',
    attempt: 'lets it fail whoever asks for a balance',
    noticedBy: 'passer-by, whose transaction names the token that was skipped',
    stoppedBy: 'books of its own: sales and claims in others go on; the group mutes it',
    async play() {
      const issuer = person('stranger')
      await mint({ ...stage, token }, workshop.venture, 1_000_000000n)
      const data = encodeFunctionData({ abi: ANSWER, args: [BOMB] })
      await sendAndWait(client, { to: token, data, value: 0n }, { account: issuer })
      const { logs } = await sendAndWait(client, prepareDistribute({ venture: workshop.venture, token }), {
        account: person('passer-by'),
      })
      const [skipped] = parseEventLogs({ abi: ventureAbi, eventName: 'TokenSkipped', logs })
      if (skipped?.args.token !== token) throw new Error('Nobody could see that the token does not answer.')
      const muted = { ...contracts, venture: workshop.venture, token, muted: true }
      const mute = { type: 'announceToken', token, muted: true } as const
      const decision = await proposeToGroup(stage, workshop, 'designer', [mute], 'Mute what does not answer')
      const votes = { designer: 'for', engineer: 'for', 'old hand': 'for', founder: 'for' } as const
      expectState(await decide(stage, workshop, decision, votes, 'It answers no more'), 'ready')
      await sendAndWait(client, decision.execution, { account: person('passer-by') })
      await moveOn(client, BigInt(NOTICE))
      await sendAndWait(client, prepareApplyToken(muted), { account: person('passer-by') })
    },
  }
}

/** Somebody logs hours of their own. */
export async function logWork(
  { client, contracts }: Stage,
  { ledger }: DeployedVenture,
  who: Person,
  quantity: bigint,
  nonce = 0n,
): Promise<Batch> {
  const contributions = [{ affiliate: addressOf(who), kind: HOUR, quantity, day: Number((await now(client)) / DAY) }]
  const { batch, receipt } = await proposeBatchAndWait(client, { ledger, contributions, nonce }, { account: person(who) })
  return getBatch(client, { ...contracts, ledger, batch, fromBlock: receipt.blockNumber })
}

/** Acceptance of a batch that these have signed for. */
export async function attestedBy(
  { client, contracts }: Stage,
  { ledger }: DeployedVenture,
  { batch, header, entries, entriesHash }: Batch,
  people: readonly Person[],
) {
  const signed = await Promise.all(
    people.map((name) => signAttestation(client, { ledger, batch, entriesHash }, { account: person(name) })),
  )
  const kindsOf = (name: Person | undefined) => (MEMBERS.some((member) => member === name) ? [HOUR] : [])
  const attestations = signed.map((attestation, i) => toAttestation(attestation, kindsOf(people[i])))
  return prepareAcceptAttested({ ...contracts, ledger, header, entries, attestations })
}

/** What anybody reads of a batch then. */
async function publishAttestation(
  { client, contracts }: Stage,
  { ledger }: DeployedVenture,
  { batch, entriesHash }: Batch,
  who: Person,
) {
  const account = person(who)
  const signed = await signAttestation(client, { ledger, batch, entriesHash }, { account })
  const { receipt } = await publishAttestationAndWait(client, { ...contracts, ...signed }, { account: person('thief') })
  const { attestors } = await getBatch(client, { ...contracts, ledger, batch, fromBlock: receipt.blockNumber - 1n })
  if (!attestors.some((attestor) => attestor.account === account.address))
    throw new Error(`Nobody sees what the ${who} attested.`)
}

/** Nothing of a batch is accepted. */
const rejection = ({ header, entries }: Batch): DecisionAction => ({ type: 'resolveBatch', header, entries, decision: 'reject' })

/** A sentence with its hash. */
export function because(text: string) {
  return { uri: text, hash: keccak256(stringToBytes(text)) }
}

function expectState(actual: string, expected: string): void {
  if (actual !== expected) throw new Error(`The decision is ${actual}, and ${expected} was expected.`)
}

const BOMB = 5
const ANSWER = [
  {
    type: 'function',
    name: 'setAnswer',
    stateMutability: 'nonpayable',
    inputs: [{ name: 'answer', type: 'uint8' }],
    outputs: [],
  },
] as const
