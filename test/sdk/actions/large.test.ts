import { expect } from 'chai'
import { type Address, type Hash, type Hex, getAddress, keccak256, numberToHex, zeroHash } from 'viem'
import {
  type Entry,
  type LargeContent,
  type LargeHeader,
  type LargeTree,
  type ProvenLeaf,
  buildLargeTree,
  checkLargeData,
  hashLargeLeaves,
  largeBatchHeader,
  largeBatchId,
  largeHeader,
  largeProof,
  packEntry,
  packTotals,
  textSource,
  toLargeProposal,
  unpackEntry,
} from '@open-value/sdk/batch'
import * as largeActions from '../../../sdk/src/actions/large/index.ts'
import { someData } from '../batch/large/fixtures.ts'
import { CASH, DAY, DESIGN, REVIEW, type World, createWorld, neverRan, reference, rejection } from './world.ts'

const URI = 'https://example.org/work.large.csv'

let world: World
let venture: Address
let ledger: Address

before(async () => {
  world = await createWorld()
})

let count = 0

beforeEach(async () => {
  count++
  ;({ venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config({ name: `Large ${count}` }) }))
})

const nameOf = async (promise: Promise<unknown>) => (await rejection(promise)).name

const affiliateOf = (i: number): Address => getAddress(numberToHex(0x1000n + BigInt(i), { size: 20 }))

/** Design and review hours of many, a hundredth hour more each. */
const manyEntries = (size: number): Entry[] =>
  Array.from({ length: size }, (_, i) => ({
    affiliate: affiliateOf(i),
    kind: i % 3 === 0 ? REVIEW : DESIGN,
    quantity: BigInt(100 + i),
  }))

type Built = { entries: Entry[]; tree: LargeTree; content: LargeContent; text: string }

function build(entries: Entry[]): Built {
  const { text, content } = someData(entries)
  return { entries, tree: buildLargeTree(hashLargeLeaves(entries)), content, text }
}

const leaf = ({ entries, tree }: Built, index: number): ProvenLeaf => ({
  index,
  ...(entries[index] as Entry),
  proof: largeProof(tree, index),
})
const allLeaves = (built: Built) => built.entries.map((_, index) => leaf(built, index))

/** Proposed by ana, and attested by two stewards. */
async function accepted(built: Built, content = built.content): Promise<{ batch: Hash; header: LargeHeader }> {
  const { batch } = await world.ana.proposeLargeBatchAndWait({ ledger, venture, content, dataURI: URI })
  await attest(batch)
  const { header } = await world.reader.getLargeBatch({ ledger, batch })
  return { batch, header }
}

async function attest(batch: Hash) {
  const attestations = [await world.steward2.signAttestation({ ledger, batch })]
  return world.steward.acceptBatchAndWait({ ledger, batch, attestations })
}

const unitsOf = async (account: Address) => {
  const holdings = await world.reader.getHoldings({ venture, account })
  return holdings.map(({ kind, units }) => [kind, units])
}

describe('Large batch actions', () => {
  it('proposeLargeBatch, getLargeBatch, getLargeBatches: what it commits to, readable', async () => {
    const { ana, reader, stranger } = world
    const built = build(manyEntries(10))
    const { content } = built
    const task = keccak256('0x01')
    const parameters = { ledger, venture, content, dataURI: URI, task }
    const proposed = await ana.proposeLargeBatchAndWait(parameters)
    const { batch } = proposed
    const found = await reader.getLargeBatch({ ledger, batch })
    const totals = packTotals(venture, content.totals)
    expect(found).to.deep.include({
      batch,
      ledger,
      task,
      content,
      dataURI: URI,
      status: 'pending',
      deadline: proposed.deadline,
      entries: totals,
      activated: 0,
      activatedLeaves: [],
      rests: [],
      closingReadyAt: undefined,
      header: largeHeader(toLargeProposal(parameters), ana.address),
      batchHeader: largeBatchHeader(found.header),
    })
    expect(largeBatchId(found.header)).to.equal(batch)
    expect(found.waitsFor[0]).to.equal('It waits for 2 more attestations by others, all of them by stewards.')
    // The file behind the URI is what the batch says.
    const report = await checkLargeData(textSource(built.text), found.content)
    expect(report.tree.nodes).to.deep.equal(built.tree.nodes)

    expect(await nameOf(ana.proposeLargeBatchAndWait(parameters))).to.equal('BatchExistsError')
    const ordinary = await ana.proposeBatchAndWait({ ledger, contributions: [{ ...manyEntries(1)[0]!, day: 20_000 }] })
    expect(await nameOf(reader.getLargeBatch({ ledger, batch: ordinary.batch }))).to.equal('BatchNotLargeError')
    expect(await nameOf(reader.getLargeBatch({ ledger, batch: zeroHash }))).to.equal('BatchUnknownError')
    const { batches } = await reader.getLargeBatches({ ledger })
    expect(batches.map(({ batch: id }) => id)).to.deep.equal([batch])
    await ana.withdrawBatchAndWait({ ledger, header: found.batchHeader })
    expect((await reader.getLargeBatches({ ledger })).batches).to.deep.equal([])
    const { batches: all } = await reader.getLargeBatches({ ledger, closed: true })
    expect(all.map(({ batch: id, status }) => [id, status])).to.deep.equal([[batch, 'withdrawn']])
    expect((await reader.getLargeBatches({ ledger: await emptyLedger(), closed: true })).batches).to.deep.equal([])
    expect(await nameOf(stranger.withdrawBatchAndWait({ ledger, header: found.batchHeader }))).to.equal('BatchStatusWrongError')
  })

  it('proposeLargeBatch refuses what no ledger takes, before it is sent', async () => {
    const { ana } = world
    const { content } = build(manyEntries(4))
    const refused = async (change: Partial<LargeContent>) =>
      nameOf(ana.proposeLargeBatchAndWait({ ledger, venture, content: { ...content, ...change }, dataURI: URI }))
    const total = (kind: number, quantity = 1n) => ({ kind, quantity })
    expect(await refused({ root: zeroHash })).to.equal('LargeRootZeroError')
    expect(await refused({ leaves: 0 })).to.equal('LargeLeavesOutOfBoundsError')
    expect(await refused({ leaves: 2 ** 32 + 1 })).to.equal('LargeLeavesOutOfBoundsError')
    expect(await refused({ dataHash: zeroHash })).to.equal('LargeDataHashZeroError')
    expect(await refused({ totals: [] })).to.equal('LargeTotalsOutOfBoundsError')
    expect(await refused({ totals: [total(DESIGN, 0n)] })).to.equal('LargeTotalZeroError')
    expect(await refused({ totals: [total(REVIEW), total(DESIGN)] })).to.equal('LargeTotalsNotAscendingError')
    expect(await refused({ totals: [total(DESIGN), total(DESIGN)] })).to.equal('LargeTotalsNotAscendingError')
    expect(await refused({ totals: [total(DESIGN, 2n ** 88n)] })).to.equal('PackEntryError')
    // Only a chain tells.
    expect(await refused({ totals: [total(CASH)] })).to.equal('LargeKindOfDebtError')
    expect(await refused({ totals: [total(9)] })).to.equal('KindUnknownError')
    await world.founder.closeKindAndWait({ venture, kind: REVIEW })
    expect(await refused({ totals: [total(REVIEW)] })).to.equal('LargeKindClosedError')

    const proposal = toLargeProposal({ venture: ana.address, content, dataURI: URI })
    expect(await nameOf(ana.proposeLargeBatchAndWait({ ledger, proposal }))).to.equal('LargeTotalNotVentureError')
    const totals = [packEntry({ ...total(DESIGN), affiliate: venture }), packEntry({ ...total(REVIEW), affiliate: ana.address })]
    expect(await nameOf(ana.proposeLargeBatchAndWait({ ledger, proposal: { ...proposal, totals } }))).to.equal(
      'LargeTotalNotVentureError',
    )
  })

  it('signLargeProposal, proposeLargeBatchFor: without gas', async () => {
    const { ana, reader, stranger } = world
    const { content } = build(manyEntries(4))
    await world.setBalance(ana.address, 0n)
    const signed = await ana.signLargeProposal({ ledger, venture, content, dataURI: URI })
    const otherNonce = { ...signed, proposal: { ...signed.proposal, nonce: 3n } }
    expect(await nameOf(stranger.proposeLargeBatchForAndWait(otherNonce))).to.equal('LargeNonceDiffersError')
    const otherURI = { ...signed, proposal: { ...signed.proposal, dataURI: 'https://example.org/other' } }
    expect(await nameOf(stranger.proposeLargeBatchForAndWait(otherURI))).to.equal('SignatureInvalidError')
    const { batch, proposer } = await stranger.proposeLargeBatchForAndWait(signed)
    expect(proposer).to.equal(ana.address)
    expect((await reader.getLargeBatch({ ledger, batch })).header.proposer).to.equal(ana.address)
    expect(await nameOf(stranger.proposeLargeBatchForAndWait(signed))).to.equal('NonceUsedError')
    const used = { ledger, proposal: signed.proposal }
    expect(await nameOf(ana.signLargeProposal(used))).to.equal('NonceUsedError')
    const late = await ana.signLargeProposal({ ledger, venture, content, dataURI: URI, deadline: 1n })
    expect(await nameOf(stranger.proposeLargeBatchForAndWait(late))).to.equal('SignatureExpiredError')
    await world.setBalance(ana.address, 10n ** 20n)
  })

  it('is accepted by stewards, objected to, amended and resolved as any other', async () => {
    const { ana, founder, steward, stranger, reader } = world
    const built = build(manyEntries(6))
    const { content } = built
    const { batch } = await ana.proposeLargeBatchAndWait({ ledger, venture, content, dataURI: URI })
    expect(await nameOf(steward.acceptBatchAndWait({ ledger, batch }))).to.equal('BatchWaitsError')
    const { batchHeader: header, entries } = await reader.getLargeBatch({ ledger, batch })
    // Design hours are lowered, review hours struck.
    const amendedEntries = entries.map((entry, i) => packEntry({ ...unpackEntry(entry), quantity: i === 0 ? 7n : 0n }))
    const reason = reference('ipfs://not-what-the-file-says')
    const signed = await steward.signObjection({ ledger, subject: batch, reason, amendedEntries })
    await stranger.objectToBatchForAndWait({ ...signed, header, entries })
    await founder.resolveBatchAndWait({ ledger, header, entries, decision: 'amendment', objector: steward.address })
    await stranger.acceptBatchAndWait({ ledger, batch })
    const found = await reader.getLargeBatch({ ledger, batch })
    expect([found.status, found.isAmended]).to.deep.equal(['accepted', true])
    expect(found.rests).to.deep.equal([{ kind: DESIGN, quantity: 7n }])
    const struck = { ledger, header: found.header, leaves: [leaf(built, 0)] }
    expect(await rejection(stranger.activateLeavesAndWait(struck))).to.include({ name: 'RecordWrongError', kind: BigInt(REVIEW) })
  })

  it('activateLeaves: sorted, in several transactions, and whoever was first is left out', async () => {
    const { customer, reader, stranger, token } = world
    const built = build(manyEntries(23))
    const { batch, header } = await accepted(built)
    await customer.payAndWait({ venture, token, amount: 1_000_000n })
    const first = await stranger.activateLeavesAndWait({ ledger, header, leaves: [leaf(built, 4)] })
    expect(first).to.deep.include({ batch, activated: [{ index: 4, ...built.entries[4] }], skipped: [], cuts: [], count: 1 })
    expect(await unitsOf(affiliateOf(4))).to.deep.equal([[DESIGN, 104n]])

    const leaves = allLeaves(built).reverse()
    const again = await rejection(stranger.activateLeavesAndWait({ ledger, header, leaves }))
    expect(again).to.include({ name: 'LeafActivatedError', index: 4n })
    const plan = await reader.prepareActivateLeaves({ ledger, header, leaves, leavesEach: 10, skipActivated: true })
    expect(plan.transactions.map(({ leaves: own }) => [own[0]?.kind, own.length])).to.deep.equal([
      [DESIGN, 10],
      [DESIGN, 4],
      [REVIEW, 8],
    ])
    const rest = await stranger.activateLeavesAndWait({ ledger, header, leaves, leavesEach: 10, skipActivated: true })
    expect(rest).to.deep.include({ skipped: [4], cuts: [], count: 23 })
    expect(rest.receipts).to.have.length(3)
    const expected = built.entries.map((entry, index) => ({ index, ...entry })).filter(({ index }) => index !== 4)
    expect(rest.activated).to.have.deep.members(expected)
    const all = await stranger.activateLeavesAndWait({ ledger, header, leaves, skipActivated: true })
    expect(all).to.deep.include({ activated: [], count: 23, receipts: [] })
    for (const { affiliate, kind, quantity } of built.entries) expect(await unitsOf(affiliate)).to.deep.equal([[kind, quantity]])
    const found = await reader.getLargeBatch({ ledger, batch })
    expect(found.activatedLeaves).to.deep.equal(built.entries.map((_, index) => index))
    expect([found.activated, found.rests]).to.deep.equal([23, []])
    expect((await reader.getLargeBatches({ ledger })).batches).to.deep.equal([])

    // The sale came before anybody was activated: they have their share all the same.
    const points = (entry: Entry) => entry.quantity * (entry.kind === DESIGN ? 40n : 60n)
    const total = built.entries.reduce((sum, entry) => sum + points(entry), 0n)
    const share = (920_000n * points(built.entries[7] as Entry)) / total
    expect((await reader.getClaim({ venture, account: affiliateOf(7) })).claimable).to.deep.equal([{ token, amount: share }])
  })

  it('activateLeaves refuses what is no leaf of the batch, before it is sent', async () => {
    const { ana, stranger } = world
    const built = build(manyEntries(9))
    const other = build(manyEntries(12))
    const { content } = built
    const { batch } = await ana.proposeLargeBatchAndWait({ ledger, venture, content, dataURI: URI })
    const { header } = await world.reader.getLargeBatch({ ledger, batch })
    const good = leaf(built, 3)
    const refused = (...leaves: ProvenLeaf[]) => nameOf(stranger.activateLeavesAndWait({ ledger, header, leaves }))
    expect(await refused(good), 'it is pending').to.equal('BatchStatusWrongError')
    await attest(batch)
    expect(await refused(leaf(other, 3)), 'of another batch').to.equal('LeafProofWrongError')
    expect(await refused({ ...good, quantity: good.quantity + 1n })).to.equal('LeafProofWrongError')
    expect(await refused({ ...good, affiliate: ana.address })).to.equal('LeafProofWrongError')
    expect(await refused({ ...good, proof: [] })).to.equal('LeafProofWrongError')
    expect(await refused({ ...good, proof: Array<Hex>(5).fill(zeroHash) })).to.equal('LeafProofTooLongError')
    expect(await refused({ ...good, index: 9 })).to.equal('LeafIndexTooHighError')
    expect(await refused({ ...good, index: -1 })).to.equal('LargeIndexError')
    expect(await refused({ ...good, index: 2.5 })).to.equal('LargeIndexError')
    expect(await refused({ ...good, affiliate: venture })).to.equal('LeafAffiliateInvalidError')
    expect(await refused(good, good)).to.equal('LeafTwiceError')
    for (const leavesEach of [0, 201, 2.5, Infinity]) {
      const error = await rejection(stranger.activateLeavesAndWait({ ledger, header, leaves: [good], leavesEach }))
      expect(error.name).to.equal('ParameterOutOfBoundsError')
    }
    // All were refused before anything was sent.
    expect((await stranger.activateLeavesAndWait({ ledger, header, leaves: [good] })).count).to.equal(1)
  })

  it('activateLeaves: of a total that is too small, the first get theirs', async () => {
    const { stranger } = world
    const built = build(manyEntries(8))
    const totals = [
      { kind: DESIGN, quantity: 250n },
      { kind: REVIEW, quantity: 100n },
    ]
    const { batch, header } = await accepted(built, { ...built.content, totals })
    const design = allLeaves(built).filter(({ kind }) => kind === DESIGN)
    const error = await rejection(stranger.activateLeavesAndWait({ ledger, header, leaves: design }))
    const asked = design.reduce((sum, { quantity }) => sum + quantity, 0n)
    expect(error).to.deep.include({ name: 'LeavesAboveRestError', batch, kind: DESIGN, left: 250n, asked })
    const [first, second, third] = design as [ProvenLeaf, ProvenLeaf, ProvenLeaf]
    const cuts = [{ index: third.index, affiliate: third.affiliate, kind: DESIGN, quantity: 47n, asked: third.quantity }]
    const leaves = [third, first, second]
    const plan = await world.reader.prepareActivateLeaves({ ledger, header, leaves, cut: true })
    expect(plan.cuts).to.deep.equal(cuts)
    const result = await stranger.activateLeavesAndWait({ ledger, header, leaves, cut: true })
    expect(result.cuts).to.deep.equal(cuts)
    expect(await unitsOf(third.affiliate)).to.deep.equal([[DESIGN, 47n]])
  })

  it('announceClosing, cancelClosing, closeRest: where leaves are missing', async () => {
    const { founder, stranger, reader } = world
    const built = build(manyEntries(6))
    // It says two leaves more than there are, and has too large a total.
    const content = {
      ...built.content,
      leaves: 8,
      totals: [
        { kind: DESIGN, quantity: 1_000n },
        { kind: REVIEW, quantity: 500n },
      ],
    }
    const pending = await world.ana.proposeLargeBatchAndWait({ ledger, venture, content, dataURI: URI })
    const { header } = await reader.getLargeBatch({ ledger, batch: pending.batch })
    const reason = reference('ipfs://six-leaves')
    expect(await nameOf(founder.announceClosingAndWait({ ledger, header, reason }))).to.equal('ClosingTooSoonError')
    await attest(pending.batch)
    await stranger.activateLeavesAndWait({ ledger, header, leaves: allLeaves(built) })
    const { records } = await reader.getLargeBatch({ ledger, batch: pending.batch })
    expect(records.map(({ kind }) => kind)).to.deep.equal([DESIGN, REVIEW])
    const closing = { ledger, header, records: records.toReversed() }
    expect(await rejection(stranger.closeRestAndWait(closing))).to.include({ name: 'LeavesNotAllActivatedError', activated: 6n })

    expect(await nameOf(stranger.announceClosingAndWait({ ledger, header, reason }))).to.equal('ClosingGovernorOnlyError')
    const { readyAt } = await founder.announceClosingAndWait({ ledger, header, reason })
    expect((await reader.getLargeBatch({ ledger, batch: pending.batch })).closingReadyAt).to.equal(readyAt)
    expect(await nameOf(stranger.cancelClosingAndWait({ ledger, header }))).to.equal('ClosingGovernorOnlyError')
    await founder.cancelClosingAndWait({ ledger, header })
    expect((await reader.getLargeBatch({ ledger, batch: pending.batch })).closingReadyAt).to.equal(undefined)
    await founder.announceClosingAndWait({ ledger, header })
    expect(await nameOf(stranger.closeRestAndWait(closing))).to.equal('ClosingTooEarlyError')
    await world.time.increase(30 * DAY)
    const { rests } = await reader.getLargeBatch({ ledger, batch: pending.batch })
    const sums = [DESIGN, REVIEW].map((kind) =>
      built.entries.filter((entry) => entry.kind === kind).reduce((sum, { quantity }) => sum + quantity, 0n),
    )
    const left = [1_000n - (sums[0] ?? 0n), 500n - (sums[1] ?? 0n)]
    expect(rests).to.deep.equal([
      { kind: DESIGN, quantity: left[0] },
      { kind: REVIEW, quantity: left[1] },
    ])
    const { closed } = await stranger.closeRestAndWait(closing)
    expect(closed).to.deep.equal([
      { kind: DESIGN, units: left[0] },
      { kind: REVIEW, units: left[1] },
    ])
    expect((await stranger.closeRestAndWait(closing)).closed).to.deep.equal([])
    expect((await reader.getLargeBatch({ ledger, batch: pending.batch })).rests).to.deep.equal([])
  })

  it('headers and ids are those of the contract', async () => {
    const { ana } = world
    const { content } = build(manyEntries(3))
    const proposal = toLargeProposal({ venture, content, dataURI: URI, nonce: 2n ** 255n + 9n })
    const id = await ana.simulateProposeLargeBatch({ ledger, proposal })
    expect(largeBatchId(largeHeader(proposal, ana.address))).to.equal(id)
  })

  it('ran, all of them, in all their forms', () => {
    expect(neverRan(largeActions)).to.deep.equal([])
  })
})

async function emptyLedger(): Promise<Address> {
  return (await world.founder.deployVentureAndWait({ config: world.config({ name: `Empty ${count++}` }) })).ledger
}
