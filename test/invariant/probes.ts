import { keccak256 } from 'ethers'
import {
  attestedByNobody,
  attestedThoughSeen,
  decidedAgain,
  decidedByOthers,
  foreignLedger,
  forged,
  movedThoughObjected,
  movedThoughSeen,
  movedTooEarly,
  movedUndecided,
  movedWithoutConsent,
  oldKey,
  proposedWithoutConsent,
  signedByOthers,
  submittedAgain,
} from './accountProbes.ts'
import { hex, type Transaction } from './chain.ts'
import {
  closedEarly,
  closingByOthers,
  fewStewards,
  forgedLeaf,
  leafAgain,
  othersThanStewards,
  raisedRecord,
  totalsAsEntries,
} from './largeProbes.ts'
import type { Random } from './random.ts'
import { attestations, signProposal, ZERO_HASH } from './signing.ts'
import { anyOf } from './step.ts'
import { nonceSlot } from './words.ts'
import { CUSTOMER, type Ghost, hashEntries, HOLDERS, STRANGER, type VentureGhost, type World } from './world.ts'

type Fail = (id: string, problem: string | undefined | false) => void
/** A call that must be refused. */
export type Probe = { what: string; tx: Transaction }
export type Prober = (world: World, random: Random, venture: VentureGhost) => Probe | undefined

/** Whatever must be refused, tried without a trace; each refusal has to be one of our typed errors. */
export async function probe(world: World, random: Random, fail: Fail, isWanted: (id: string) => boolean): Promise<void> {
  const venture = world.venture(random.below(world.ventures.length))
  for (const [id, probers] of Object.entries(PROBERS)) {
    if (!isWanted(id) && !isWanted('X3')) continue
    const tried = random.pick(probers)(world, random, venture)
    if (!tried) continue
    const outcome = await world.chain.dry(tried.tx)
    if (outcome.ok) fail(id, `${tried.what} was not refused`)
    else fail('X3', !world.chain.errors.has(outcome.selector) && `${tried.what} was refused with ${world.chain.nameOf(outcome)}`)
  }
  if (isWanted('L5')) fail('L5', await compareNonces(world, random, venture))
}

/** Nonces of somebody that were used or cancelled, all of them and no others. */
async function compareNonces(world: World, random: Random, venture: VentureGhost): Promise<string | undefined> {
  const last = anyOf({ random }, venture.usedNonces)
  if (!last) return undefined
  const bucket = last.nonce >> 8n
  let expected = 0n
  for (const { signer, nonce } of venture.usedNonces) {
    if (signer === last.signer && nonce >> 8n === bucket) expected |= 1n << (nonce & 255n)
  }
  const slot = `0x${hex(nonceSlot(world.account(last.signer), bucket))}`
  const word = BigInt((await world.chain.ask('eth_getStorageAt', venture.ledger, slot, 'latest')) as string)
  return word === expected ? undefined : `nonces of ${last.signer}: ${hex(word)} on chain, ${hex(expected)} were used`
}

/** Entries that were taken, once more, by each way in. */
const takenAgain: Prober = (world, random, venture) => {
  const taken = ({ taken }: Ghost) => taken !== 0n
  const recent = venture.batches.filter(taken).slice(-20)
  const partly = recent.filter(({ status }) => status === 'Pending' || status === 'Resolved')
  const batch = anyOf({ random }, partly.length !== 0 ? partly : recent)
  if (!batch) return
  const first = [...Array(batch.entries.length).keys()].find((i) => (batch.taken >> BigInt(i)) & 1n) ?? 0
  const way = batch.status === 'Resolved' ? 'acceptResolved' : random.once(2) ? 'acceptAttested' : 'acceptSilent'
  return {
    what: `taking entry ${first} of batch ${batch.id} again`,
    tx: accepting(world, venture, batch, way, first, first + 1),
  }
}

const silenceTooEarly: Prober = (world, random, venture) => {
  const early = venture.batches.filter(
    ({ status, openObjections, deadline }) => status === 'Pending' && openObjections === 0 && world.chain.now < deadline,
  )
  const batch = anyOf({ random }, early.slice(-20))
  if (!batch) return
  const what = `silence at ${world.chain.now}, before ${batch.deadline},`
  return { what, tx: accepting(world, venture, batch, 'acceptSilent', 0, 1) }
}

const passingOverAnObjection: Prober = (world, random, venture) => {
  const stopped = venture.batches.filter(({ status, openObjections }) => status === 'Pending' && openObjections !== 0)
  const batch = anyOf({ random }, stopped.slice(-20))
  if (!batch) return
  const way = world.chain.now >= batch.deadline && random.once(2) ? 'acceptSilent' : 'acceptAttested'
  const first = [...Array(batch.entries.length).keys()].find((i) => ((batch.taken >> BigInt(i)) & 1n) === 0n) ?? 0
  return {
    what: `${way} of a batch with ${batch.openObjections} objections`,
    tx: accepting(world, venture, batch, way, first, first + 1),
  }
}

/** Other quantities than those that were signed. */
const raisedQuantities: Prober = (world, random, venture) => {
  const open = venture.batches.filter(
    ({ status, openObjections, partly }) => status === 'Pending' && openObjections === 0 && !partly,
  )
  const batch = anyOf({ random }, open.slice(-20))
  if (!batch) return
  const raised = { ...batch, entries: batch.entries.map((entry) => entry + 1n) }
  return { what: 'a batch with raised quantities', tx: accepting(world, venture, raised, 'acceptAttested', 0, 1) }
}

const nonceOnceMore: Prober = (world, random, venture) => {
  const used = anyOf({ random }, venture.usedNonces.slice(-20))
  const entry = venture.batches.find(({ entries }) => entries.length === 1)?.entries[0]
  if (!used || entry === undefined) return
  const entries = [((entry >> 88n) << 88n) | 77n]
  const content = {
    entriesHash: hashEntries(entries),
    detailsHash: keccak256('0x00004e20'),
    evidenceHash: keccak256(
      `0x${random
        .big(2n ** 64n)
        .toString(16)
        .padStart(16, '0')}`,
    ),
    evidenceURI: '',
    nonce: used.nonce,
  }
  const signed = signProposal(world, venture, used.signer, content)
  const proposal = [entries, '0x00004e20', content.evidenceHash, '', ZERO_HASH, used.nonce]
  const data = world.abi.ledger.encodeFunctionData('proposeFor', [proposal, signed])
  return { what: `nonce ${used.nonce} once more`, tx: { from: world.account(CUSTOMER), to: venture.ledger, data } }
}

/** What has ended does not go on. */
const goingOn: Prober = (world, random, venture) => {
  const ended = venture.batches.filter(({ status, partly }) => status !== 'Pending' && !partly)
  const batch = anyOf({ random }, ended.slice(-20))
  if (!batch) return
  const data = world.abi.ledger.encodeFunctionData('withdraw', [batch.header])
  return {
    what: `withdrawing a batch that is ${batch.status}`,
    tx: { from: world.account(batch.proposer), to: venture.ledger, data },
  }
}

/** Plain mistakes. */
const plainMistakes: Prober = (world, random, venture) => {
  const n = random.pick(HOLDERS)
  const from = world.account(n)
  const held = venture.model.kinds[0]?.holdings.get(from) ?? 0n
  const { ledger, venture: money } = world.abi
  const mistakes: Probe[] = [
    {
      what: 'giving up more than one has',
      tx: { from, to: venture.ledger, data: ledger.encodeFunctionData('reduceOwnUnits', [from, 0, held + 1n]) },
    },
    {
      what: 'an unknown kind',
      tx: { from, to: venture.ledger, data: ledger.encodeFunctionData('reduceOwnUnits', [from, 250, 1n]) },
    },
    { what: 'an unknown token', tx: { from, to: venture.address, data: money.encodeFunctionData('sync', [from]) } },
    {
      what: 'kinds out of order',
      tx: { from, to: venture.address, data: money.encodeFunctionData('claim', [from, [world.tokens[0]], [1, 0], 1]) },
    },
    {
      what: 'kinds twice',
      tx: { from, to: venture.address, data: money.encodeFunctionData('claim', [from, [world.tokens[0]], [1, 1], 1]) },
    },
    {
      what: 'ETH that is not there',
      tx: { from, to: venture.address, data: money.encodeFunctionData('pay', [world.tokens[4], 5n, ZERO_HASH]), value: 4n },
    },
  ]
  return anyOf({ random }, mistakes)
}

const PROBERS: Record<string, readonly [Prober, ...Prober[]]> = {
  L1: [takenAgain, leafAgain, totalsAsEntries],
  L2: [silenceTooEarly],
  L3: [passingOverAnObjection],
  L4: [raisedQuantities, forgedLeaf, raisedRecord],
  L5: [nonceOnceMore, submittedAgain, forged],
  L6: [fewStewards, othersThanStewards],
  M4: [goingOn, decidedAgain],
  B2: [closedEarly, closingByOthers],
  H1: [
    movedTooEarly,
    movedThoughSeen,
    movedThoughObjected,
    movedUndecided,
    attestedThoughSeen,
    attestedByNobody,
    decidedByOthers,
    movedWithoutConsent,
    proposedWithoutConsent,
  ],
  X2: [oldKey, signedByOthers, foreignLedger],
  X3: [plainMistakes],
}

type Way = 'acceptAttested' | 'acceptSilent' | 'acceptResolved'

export function accepting(world: World, venture: VentureGhost, batch: Ghost, way: Way, first: number, end: number): Transaction {
  const { abi, review, growth } = world
  const stewards = venture.stewards.map((steward) => world.numberOf(steward))
  const sender = stewards[0] ?? 0
  const from = world.account(sender)
  const common = [batch.header, batch.entries, first, end]
  if (way === 'acceptResolved') return { from, to: venture.ledger, data: abi.ledger.encodeFunctionData(way, common) }
  if (way === 'acceptSilent') {
    const kinds = venture.model.kinds.map(({ id }) => id)
    return { from, to: growth, data: abi.growth.encodeFunctionData(way, [venture.ledger, ...common, kinds]) }
  }
  const signed = attestations(world, venture, batch.id, hashEntries(batch.entries), stewards, [sender, batch.proposer])
  return { from, to: review, data: abi.review.encodeFunctionData(way, [venture.ledger, ...common, signed]) }
}

/** What a venture was born as, and that neither it nor the code behind it can be born again. */
export async function checkBirth(world: World, fail: Fail): Promise<void> {
  const { chain, abi } = world
  const stranger = world.account(STRANGER)
  const refused = async (id: string, what: string, tx: Transaction) => {
    const outcome = await chain.dry(tx)
    if (outcome.ok) fail(id, `${what} was not refused`)
    else fail('X3', !chain.errors.has(outcome.selector) && `${what} was refused with ${chain.nameOf(outcome)}`)
  }
  for (const venture of world.ventures) {
    const { address, ledger, config, salt } = venture
    const parameters = config.parameters as Record<string, unknown>
    const initLedger = abi.ledger.encodeFunctionData('initialize', [address, parameters, [stranger], 1n])
    // Asked by somebody else: an address must not depend on who asks.
    const prediction = await chain.dry({
      from: stranger,
      to: world.factory,
      data: abi.factory.encodeFunctionData('predict', [world.governor, config, salt]),
    })
    const predicted = prediction.ok ? prediction.data.toLowerCase() : ''
    fail(
      'F1',
      !(predicted.includes(address.slice(2)) && predicted.includes(ledger.slice(2))) &&
        `${address} is not at the address predicted`,
    )
    await refused('F2', 'initializing a ledger again', { from: stranger, to: ledger, data: initLedger })
    await refused('F2', 'beginning again', {
      from: stranger,
      to: world.board,
      data: abi.board.encodeFunctionData('begin', [address, stranger, 200_000, config.pools, config.kinds, false]),
    })

    const [actual] = await chain.call(ledger, abi.ledger, 'parameters')
    for (const [name, value] of Object.entries(parameters)) {
      fail('F3', BigInt(actual[name]) !== BigInt(value as bigint) && `${name} is ${actual[name]}, configured ${value}`)
    }
    const [birth] = await chain.call(world.ventureLens, abi.ventureLens, 'birth', [address])
    fail('F3', Number(birth.contributorsFloorBps) !== config.contributorsFloorBps && `the floor is ${birth.contributorsFloorBps}`)
    fail('F3', birth.ledger.toLowerCase() !== ledger && `the ledger is ${birth.ledger}`)
    const [governor] = await chain.call(address, abi.venture, 'governor')
    fail('F3', governor.toLowerCase() !== config.governor && `the governor is ${governor}`)
    for (const steward of config.stewards as string[]) {
      // The role goes on to where a steward moves.
      const [is] = await chain.call(ledger, abi.ledger, 'isSteward', [venture.holderOf(steward)])
      fail('F3', !is && `${steward} is no steward`)
    }
  }
  const { ventureCode, ledgerCode } = world
  await refused('F4', 'ETH to the implementation', { from: stranger, to: ventureCode, value: 1n })
  const pay = abi.venture.encodeFunctionData('pay', [world.tokens[4], 1n, ZERO_HASH])
  await refused('F4', 'paying the implementation', { from: stranger, to: ventureCode, data: pay, value: 1n })
  const begin = abi.board.encodeFunctionData('begin', [ventureCode, stranger, 200_000, [], [], false])
  await refused('F4', 'beginning with the implementation', { from: stranger, to: world.board, data: begin })
  const parameters = world.venture(0).config.parameters
  const initLedger = abi.ledger.encodeFunctionData('initialize', [stranger, parameters, [stranger], 1n])
  await refused('F4', 'initializing the ledger implementation', { from: stranger, to: ledgerCode, data: initLedger })
  const slots = Array.from({ length: 19 }, (_, i) => `0x${i.toString(16).padStart(64, '0')}`)
  const [words] = await chain.call(ventureCode, abi.venture, 'extsload', [slots])
  // Its version alone, 1, so that it can't begin.
  const isEmpty = [...words].every((word: string, slot) => BigInt(word) === (slot === 0 ? 1n << 160n : 0n))
  fail('F4', !isEmpty && 'the implementation has state')
}
