import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import {
  type Batch,
  CASH,
  Change,
  coder,
  DAY,
  Decision,
  DESIGN,
  EQUITY,
  hashEntries,
  MILES,
  packAll,
  REVIEW,
  Status,
  useWorld,
  type World,
} from '../../utils/world.ts'

const bar = (w: World, account: { address: string }) =>
  w.change(Change.Bar, coder.encode(['address', 'bool'], [account.address, true]))

const take = (w: World, { header, entries }: Batch, first: number, end: number) =>
  w.ledger.connect(w.accounts.steward).acceptAttested(header, entries, first, end, w.by(w.accounts.steward))

const silent = (w: World, { header, entries, size }: Batch, kinds: number[] = [], first = 0, end = size) =>
  w.ledger.connect(w.accounts.stranger).acceptSilent(header, entries, first, end, kinds)

const pass = async (w: World, batch: Batch) => w.time.increaseTo(await w.windowEnd(batch))

const units = async (w: World, account: { address: string }, kind = DESIGN) =>
  Number(await w.venture.unitsOf(account.address, kind))

describe('ContributionLedger.publishAttestation', () => {
  const w = useWorld()
  leaf('given the batch was never proposed', 'it reverts with BatchStatusWrong', async () => {
    const { id, header } = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.steward, id, header.entriesHash)
    await refuses(w.ledger.publishAttestation(id, header.entriesHash, { ...by, signer: by.attestor }), 'BatchStatusWrong')
  })
  leaf('when the signature has expired', 'it reverts with SignatureExpired', async () => {
    const { id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.steward, id, header.entriesHash, 1n)
    await refuses(w.ledger.publishAttestation(id, header.entriesHash, { ...by, signer: by.attestor }), 'SignatureExpired')
  })
  leaf('when somebody else signed', 'it reverts with SignatureInvalid', async () => {
    const { id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.bob, id, header.entriesHash)
    const claimed = { ...by, signer: w.accounts.steward.address }
    await refuses(w.ledger.publishAttestation(id, header.entriesHash, claimed), 'SignatureInvalid')
  })
  leaf('when the attestor signed', 'it emits AttestationPublished', async () => {
    const { id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.steward, id, header.entriesHash)
    await expect(w.ledger.publishAttestation(id, header.entriesHash, { ...by, signer: by.attestor }))
      .to.emit(w.ledger, 'AttestationPublished')
      .withArgs(id, by.attestor, header.entriesHash, by.deadline, by.signature)
  })
})

describe('ContributionLedger.acceptAttested', () => {
  const w = useWorld()
  const oneForAlice = () => w.propose([{ to: w.accounts.alice.address, quantity: 100 }])
  const oneEach = () =>
    w.propose([
      { to: w.accounts.alice.address, quantity: 100 },
      { to: w.accounts.bob.address, quantity: 200 },
      { to: w.accounts.carol.address, kind: CASH, quantity: 300 },
      { to: w.accounts.dave.address, kind: MILES, quantity: 400 },
    ])
  leaf('given the batch is not pending', 'it reverts with BatchStatusWrong', async () => {
    const batch = await w.batch([{ to: w.accounts.alice.address, quantity: 100 }])
    await refuses(w.accept(batch), 'BatchStatusWrong', [batch.id, Status.None, Status.Pending])
  })
  leaf('given the batch was accepted', 'it reverts with BatchStatusWrong', async () => {
    const batch = await oneForAlice()
    await w.accept(batch)
    await refuses(w.accept(batch), 'BatchStatusWrong', [batch.id, Status.Accepted, Status.Pending])
  })
  leaf('given an objection stands', 'it reverts with BatchHasObjections', async () => {
    const batch = await oneForAlice()
    await w.object(batch, w.accounts.steward2)
    await refuses(w.accept(batch), 'BatchHasObjections', [batch.id, 1])
  })
  leaf('when the entries are not those in force', 'it reverts with BatchEntriesWrong', async () => {
    const batch = await oneForAlice()
    const entries = w.amend(batch, [99])
    await refuses(w.accept({ ...batch, entries }), 'BatchEntriesWrong', [hashEntries(entries), batch.header.entriesHash])
  })
  leaf('when the range is empty or too long', 'it reverts with BatchRangeInvalid', async () => {
    const batch = await oneEach()
    await refuses(take(w, batch, 1, 1), 'BatchRangeInvalid', [1, 1, 4])
    await refuses(take(w, batch, 0, 5), 'BatchRangeInvalid', [0, 5, 4])
  })
  leaf('given a part of the range was taken', 'it reverts with BatchRangeTaken', async () => {
    const batch = await oneEach()
    await take(w, batch, 0, 1)
    await refuses(take(w, batch, 0, 2), 'BatchRangeTaken', [batch.id, 0, 2])
    await refuses(take(w, batch, 0, 4), 'BatchRangeTaken', [batch.id, 0, 4])
  })
  leaf('when attestors are not ascending', 'it reverts with AttestorsNotAscending', async () => {
    const { header, entries } = await oneForAlice()
    const both = w.by(w.accounts.steward, w.accounts.steward2).reverse()
    await refuses(w.ledger.connect(w.accounts.steward).acceptAttested(header, entries, 0, 1, both), 'AttestorsNotAscending', [1])
    const twice = w.by(w.accounts.steward, w.accounts.steward)
    await refuses(w.ledger.connect(w.accounts.steward).acceptAttested(header, entries, 0, 1, twice), 'AttestorsNotAscending', [1])
  })
  leaf('when an attestor has too few points', 'it reverts with AttestorUnqualified', async () => {
    const { header, entries } = await oneForAlice()
    const call = w.ledger.connect(w.accounts.bob).acceptAttested(header, entries, 0, 1, w.by(w.accounts.bob))
    await refuses(call, 'AttestorUnqualified', [w.accounts.bob.address, 0, 1000])
  })
  leaf('when an attestor is barred', 'it reverts with AccountBarred', async () => {
    await bar(w, w.accounts.steward)
    const batch = await oneForAlice()
    await refuses(w.accept(batch), 'AccountBarred', [w.accounts.steward.address])
  })
  leaf('when an attestor neither signed nor sends nor proposed', 'it reverts with SignatureInvalid', async () => {
    const { header, entries } = await oneForAlice()
    const by = w.by(w.accounts.steward).map((attestation) => ({ ...attestation, deadline: 10n ** 12n }))
    await refuses(w.ledger.connect(w.accounts.stranger).acceptAttested(header, entries, 0, 1, by), 'SignatureInvalid')
  })
  leaf('when too few others attest', 'it reverts with AttestationsMissing', async () => {
    const batch = await oneForAlice()
    const call = w.ledger.connect(w.accounts.steward).acceptAttested(batch.header, batch.entries, 0, 1, [])
    await refuses(call, 'AttestationsMissing', [0, 0, 1])
  })
  leaf('when the only steward is the affiliate of the entry', 'it reverts with AttestationsMissing', async () => {
    const batch = await w.propose([{ to: w.accounts.steward.address, quantity: 100 }])
    await refuses(w.accept(batch), 'AttestationsMissing', [0, 0, 1])
  })
  leaf('when no steward is among the others', 'it reverts with AttestationStewardMissing', async () => {
    await w.give({ to: w.accounts.bob.address, quantity: 25 })
    const { header, entries } = await oneForAlice()
    const by = w.by(w.accounts.bob).map((attestation) => ({ ...attestation, kinds: [DESIGN] }))
    await refuses(w.ledger.connect(w.accounts.bob).acceptAttested(header, entries, 0, 1, by), 'AttestationStewardMissing', [0])
  })
  leaf('when the proposer is a steward', 'it counts the proposer without a signature', async () => {
    const { header, entries } = await w.propose([{ to: w.accounts.alice.address, quantity: 100 }], w.accounts.steward)
    await w.ledger.connect(w.accounts.stranger).acceptAttested(header, entries, 0, 1, w.by(w.accounts.steward))
    expect(await units(w, w.accounts.alice)).to.equal(100)
  })
  leaf('when a steward signed', 'it accepts whoever sends it', async () => {
    const { header, entries, id } = await oneForAlice()
    const by = [await w.signAttestation(w.accounts.steward, id, header.entriesHash)]
    await w.ledger.connect(w.accounts.stranger).acceptAttested(header, entries, 0, 1, by)
    expect(await units(w, w.accounts.alice)).to.equal(100)
  })
  leaf('before the deadline', 'when a debt is in the range', 'it reverts with DebtWaitsForWindow', async () => {
    const batch = await oneEach()
    await refuses(w.accept(batch), 'DebtWaitsForWindow', [2])
  })
  leaf('before the deadline', 'when points pass instantGrowth', 'it reverts with InstantGrowthExceeded', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 2501 }])
    await refuses(w.accept(batch), 'InstantGrowthExceeded', [EQUITY, 100_040, 100_000, await w.windowEnd(batch)])
  })
  leaf('before the deadline', 'given growth of this window was used', 'it reverts with InstantGrowthExceeded', async () => {
    await w.accept(await w.propose([{ to: w.accounts.alice.address, quantity: 2500 }]))
    await refuses(w.accept(await oneForAlice()), 'InstantGrowthExceeded', [EQUITY, 4000, 0])
  })
  leaf('before the deadline', 'given the next window of growth runs', 'it has room again', async () => {
    await w.accept(await w.propose([{ to: w.accounts.alice.address, quantity: 2500 }]))
    await w.time.increase(3 * DAY)
    await w.accept(await oneForAlice())
    expect(await units(w, w.accounts.alice)).to.equal(2600)
  })
  leaf('before the deadline', 'when only equity within instantGrowth is in the range', 'it accepts the range', async () => {
    const batch = await oneEach()
    await take(w, batch, 0, 2)
    expect([await units(w, w.accounts.alice), await units(w, w.accounts.bob)]).to.deep.equal([100, 200])
    expect(await w.ledger.takenOf(batch.id)).to.equal(3n)
    expect((await w.ledger.batchState(batch.id)).left).to.equal(2n)
  })
  leaf('from the deadline on', 'when points pass instantGrowth', 'it accepts them', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 2501 }])
    await pass(w, batch)
    await w.accept(batch)
    expect(await units(w, w.accounts.alice)).to.equal(2501)
  })
  leaf(
    'from the deadline on',
    'when debts of one pool are split by the range',
    'it reverts with BatchRangeSplitsDebt',
    async () => {
      const batch = await oneEach()
      await pass(w, batch)
      await refuses(take(w, batch, 0, 3), 'BatchRangeSplitsDebt', [2, 3])
    },
  )
  leaf('from the deadline on', 'when all debts of a pool are in the range', 'it enters them as one acceptance', async () => {
    const batch = await oneEach()
    await pass(w, batch)
    await take(w, batch, 2, 4)
    const pool = await w.venture.debtPool(2)
    expect([pool.acceptances, pool.end]).to.deep.equal([1n, 364n])
    expect((await w.lens.debtAcceptance(w.V, 2, 0)).money).to.equal(304n)
  })
  leaf('when the last range is taken', 'it marks the batch as accepted and emits BatchAccepted', async () => {
    const batch = await oneEach()
    await pass(w, batch)
    await take(w, batch, 1, 4)
    await expect(take(w, batch, 0, 1))
      .to.emit(w.ledger, 'BatchAccepted')
      .withArgs(batch.id, 0, 1, 1, 0)
    expect((await w.ledger.batchState(batch.id)).status).to.equal(Status.Accepted)
    expect(await w.ledger.takenOf(batch.id)).to.equal(15n)
  })
  leaf('given an amendment struck an entry', 'it takes the others and rejects that one', async () => {
    const batch = await w.propose([
      { to: w.accounts.alice.address, quantity: 100 },
      { to: w.accounts.bob.address, quantity: 200 },
    ])
    const amended = w.amend(
      batch,
      batch.entries.map((entry) => (entry >> 96n === BigInt(w.accounts.alice.address) ? 0 : 200)),
    )
    await w.object(batch, w.accounts.steward2, batch.entries, amended)
    const consent = await w.signConsent(w.accounts.alice, batch.id, hashEntries(amended))
    await w.review.acceptAmendment(w.L, batch.header, batch.entries, amended, w.accounts.steward2.address, [consent])
    await w.accept({ ...batch, entries: amended })
    expect([await units(w, w.accounts.alice), await units(w, w.accounts.bob)]).to.deep.equal([0, 200])
  })
  leaf('given the kind was closed meanwhile', 'it reverts with KindIsClosed', async () => {
    const batch = await oneForAlice()
    await w.board.connect(w.accounts.founder).closeKind(w.V, DESIGN, REVIEW)
    await refuses(w.accept(batch), 'KindIsClosed', [DESIGN])
  })
})

describe('ContributionLedger.acceptSilent', () => {
  // Points of 2,500 x 40 = 100,000: a window takes 40,000, a quarter of it is 10,000.
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.carol.address, quantity: 2500 })
  })
  const ripe = async (quantities: (number | { kind: number; quantity: number })[], proposer = w.accounts.alice) => {
    const people = [w.accounts.alice, w.accounts.bob, w.accounts.dave].map(({ address }) => address)
    people.sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
    const batch = await w.propose(
      quantities.map((q, i) => ({ to: people[i] as string, ...(typeof q === 'number' ? { quantity: q } : q) })),
      proposer,
    )
    await pass(w, batch)
    return batch
  }
  leaf('given the batch is not pending', 'it reverts with BatchStatusWrong', async () => {
    const batch = await ripe([10])
    await silent(w, batch)
    await refuses(silent(w, batch), 'BatchStatusWrong')
  })
  leaf('given an objection stands', 'it reverts with BatchHasObjections', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 10 }])
    await w.object(batch, w.accounts.steward2)
    await pass(w, batch)
    await refuses(silent(w, batch), 'BatchHasObjections')
  })
  leaf('given the window is open', 'it reverts with WindowOpen', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 10 }])
    await refuses(silent(w, batch), 'WindowOpen', [undefined, await w.windowEnd(batch)])
  })
  leaf('given the proposer was barred', 'it reverts with AccountBarred', async () => {
    const batch = await ripe([10])
    await bar(w, w.accounts.alice)
    await refuses(silent(w, batch), 'AccountBarred', [w.accounts.alice.address])
  })
  leaf('when the entries are not those in force', 'it reverts with BatchEntriesWrong', async () => {
    const batch = await ripe([10])
    await refuses(silent(w, { ...batch, entries: w.amend(batch, [9]) }), 'BatchEntriesWrong')
  })
  leaf('when the range is invalid', 'it reverts with BatchRangeInvalid', async () => {
    await refuses(silent(w, await ripe([10]), [], 0, 2), 'BatchRangeInvalid', [0, 2, 1])
  })
  leaf('when a debt is in the range', 'it reverts with SilenceNeedsEquity', async () => {
    await refuses(silent(w, await ripe([10, { kind: CASH, quantity: 1 }])), 'SilenceNeedsEquity', [1, CASH])
  })
  leaf('given the pool has no points', 'it reverts with SilentGrowthExceeded', async () => {
    await w.ledger.connect(w.accounts.carol).reduceOwnUnits(DESIGN, 2500)
    await refuses(silent(w, await ripe([1])), 'SilentGrowthExceeded', [EQUITY, 0, 40, 0])
  })
  leaf('when a first entry takes the whole', 'it accepts it', async () => {
    await silent(w, await ripe([1000]))
    expect((await w.ledger.growthOf(EQUITY, true)).growth.used).to.equal(40_000n)
  })
  leaf('when a first entry takes more than the whole', 'it reverts with SilentGrowthExceeded', async () => {
    const { nextWindowAt } = await w.ledger.growthOf(EQUITY, true)
    await refuses(silent(w, await ripe([1001])), 'SilentGrowthExceeded', [
      EQUITY,
      0,
      40_040,
      40_000,
      nextWindowAt + BigInt(3 * DAY),
    ])
  })
  leaf('when a later entry stays within a quarter', 'it accepts it', async () => {
    await silent(w, await ripe([100, 150]))
    expect((await w.ledger.growthOf(EQUITY, true)).growth.used).to.equal(10_000n)
  })
  leaf('when a later entry passes the quarter', 'it reverts with SilentGrowthExceeded', async () => {
    await refuses(silent(w, await ripe([100, 151])), 'SilentGrowthExceeded', [EQUITY, 1, 6040, 6000])
  })
  leaf('when somebody else proposes', 'given one affiliate used a quarter', 'it has a quarter of its own', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 1 }, { to: w.accounts.bob.address, quantity: 1 })
    const first = await w.propose([{ to: w.accounts.dave.address, quantity: 250 }], w.accounts.alice)
    const second = await w.propose([{ to: w.accounts.dave.address, quantity: 200 }], w.accounts.bob)
    const third = await w.propose([{ to: w.accounts.dave.address, quantity: 50 }], w.accounts.bob)
    await pass(w, third)
    await silent(w, first, [DESIGN])
    await silent(w, second, [DESIGN])
    await silent(w, third, [DESIGN])
    expect(await units(w, w.accounts.dave)).to.equal(500)
  })
  leaf('when non-affiliates propose', 'given they used their quarter', 'it reverts with SilentGrowthExceeded', async () => {
    const first = await w.propose([{ to: w.accounts.dave.address, quantity: 250 }], w.accounts.alice)
    const second = await w.propose([{ to: w.accounts.dave.address, quantity: 1 }], w.accounts.alice)
    await pass(w, second)
    await silent(w, first)
    await refuses(silent(w, second), 'SilentGrowthExceeded', [EQUITY, 0, 40, 0])
  })
  leaf('given the next window runs', 'it has room again', async () => {
    await silent(w, await ripe([1000]))
    await silent(w, await ripe([1000]))
    expect((await w.ledger.growthOf(EQUITY, true)).growth.used).to.equal(40_000n)
  })
  leaf(
    'given the next window runs',
    'when an earlier entry was counted among non-affiliates',
    'it counts as its own, and nothing of an earlier window does',
    async () => {
      await w.give({ to: w.accounts.alice.address, quantity: 1 })
      await silent(w, await ripe([250]), [DESIGN])
      const first = await w.propose([{ to: w.accounts.dave.address, quantity: 1 }], w.accounts.alice)
      const second = await w.propose([{ to: w.accounts.dave.address, quantity: 249 }], w.accounts.alice)
      const third = await w.propose([{ to: w.accounts.dave.address, quantity: 1 }], w.accounts.alice)
      await pass(w, third)
      await silent(w, first, [])
      await silent(w, second, [DESIGN])
      await refuses(silent(w, third, [DESIGN]), 'SilentGrowthExceeded')
      expect((await w.ledger.growthOf(EQUITY, true)).growth.used).to.equal(10_000n)
    },
  )
  leaf('when all is within the limits', 'it takes the range and emits BatchAccepted', async () => {
    const batch = await ripe([10, 20])
    await expect(silent(w, batch, [], 0, 1))
      .to.emit(w.ledger, 'BatchAccepted')
      .withArgs(batch.id, 0, 1, 1, 1)
    await refuses(silent(w, batch, [], 0, 1), 'BatchRangeTaken')
  })
})

describe('ContributionLedger.acceptResolved', () => {
  const w = useWorld()
  const resolved = async (decision: number = Decision.All, allowed = 0n) => {
    const batch = await w.propose([
      { to: w.accounts.alice.address, quantity: 100 },
      { to: w.accounts.bob.address, quantity: 200 },
    ])
    await w.object(batch, w.accounts.steward)
    await w.review
      .connect(w.accounts.founder)
      .resolve(w.L, batch.header, batch.entries, decision, allowed, ethers.ZeroAddress, [])
    return batch
  }
  const accept = ({ header, entries, size }: Batch, end = size) => w.ledger.acceptResolved(header, entries, 0, end)
  leaf('given the batch is not resolved', 'it reverts with BatchStatusWrong', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 100 }])
    await refuses(accept(batch), 'BatchStatusWrong', [batch.id, Status.Pending, Status.Resolved])
  })
  leaf('given the batch was rejected', 'it reverts with BatchStatusWrong', async () => {
    await refuses(accept(await resolved(Decision.Reject)), 'BatchStatusWrong', [undefined, Status.Rejected, Status.Resolved])
  })
  leaf('when the entries are not those in force', 'it reverts with BatchEntriesWrong', async () => {
    const batch = await resolved()
    await refuses(accept({ ...batch, entries: w.amend(batch, [1, 1]) }), 'BatchEntriesWrong')
  })
  leaf('when the range is invalid', 'it reverts with BatchRangeInvalid', async () => {
    await refuses(accept(await resolved(), 3), 'BatchRangeInvalid')
  })
  leaf('given all was allowed', 'it takes all', async () => {
    await accept(await resolved())
    expect([await units(w, w.accounts.alice), await units(w, w.accounts.bob)]).to.deep.equal([100, 200])
  })
  leaf('given some was allowed', 'it takes those and rejects the others', async () => {
    const batch = await resolved(Decision.Some, 1n)
    expect(await w.ledger.allowedOf(batch.id)).to.equal(1n)
    await expect(accept(batch)).to.emit(w.ledger, 'BatchAccepted').withArgs(batch.id, 0, 2, 1, 0)
    const [first] = batch.entries as [bigint]
    const taken = await Promise.all([units(w, w.accounts.alice), units(w, w.accounts.bob)])
    expect(taken.reduce((a, b) => a + b)).to.equal(Number(first & (2n ** 88n - 1n)))
  })
})

describe('ContributionLedger.checkAttestors', () => {
  const w = useWorld()
  leaf('when proposer and sender attest', 'it asks them for no signature and tells stewards apart', async () => {
    await w.give({ to: w.accounts.bob.address, quantity: 25 })
    const list = w
      .by(w.accounts.steward, w.accounts.bob)
      .map((attestation) => ({ ...attestation, kinds: attestation.attestor === w.accounts.bob.address ? [DESIGN] : [] }))
    const [attestors, stewards] = await w.ledger.checkAttestors(
      ethers.ZeroHash,
      ethers.ZeroHash,
      w.accounts.bob.address,
      w.accounts.steward.address,
      list,
    )
    expect(attestors).to.deep.equal(list.map(({ attestor }) => attestor))
    expect(stewards).to.equal(1n << BigInt(attestors.indexOf(w.accounts.steward.address)))
  })
  leaf('when kinds of an attestor stand twice', 'it reverts with KindsNotAscending', async () => {
    const list = w.by(w.accounts.bob).map((attestation) => ({ ...attestation, kinds: [DESIGN, DESIGN] }))
    const call = w.ledger.checkAttestors(ethers.ZeroHash, ethers.ZeroHash, w.accounts.bob.address, w.accounts.bob.address, list)
    await refuses(call, 'KindsNotAscending', [1, DESIGN])
  })
})

describe('ContributionLedger.missingPoints', () => {
  const w = useWorld()
  leaf('given the account is barred', 'it reverts with AccountBarred', async () => {
    await bar(w, w.accounts.alice)
    await refuses(w.ledger.missingPoints(w.accounts.alice.address, [], 1), 'AccountBarred')
  })
  leaf('given the account is a steward', 'it is zero', async () => {
    expect(await w.ledger.missingPoints(w.accounts.steward.address, [], 10n ** 18n)).to.equal(0n)
  })
  leaf('given the account holds points', 'it is what the named kinds lack', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 2 }, { to: w.accounts.alice.address, kind: REVIEW, quantity: 1 })
    const missing = (kinds: number[]) => w.ledger.missingPoints(w.accounts.alice.address, kinds, 150)
    expect([await missing([]), await missing([DESIGN]), await missing([DESIGN, REVIEW])]).to.deep.equal([150n, 70n, 10n])
  })
})

describe('ContributionLedger.reduceOwnUnits', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 }, { to: world.accounts.bob.address, quantity: 100 })
  })
  leaf('when the caller has fewer units', 'it reverts with UnitsInsufficient', () =>
    refuses(w.ledger.connect(w.accounts.alice).reduceOwnUnits(DESIGN, 101), 'UnitsInsufficient', [
      w.accounts.alice.address,
      DESIGN,
      100,
      101,
    ]),
  )
  leaf('when the caller has them', 'it keeps what they earned and gives up the rest', async () => {
    await w.sale(1000)
    const before = await w.owed(w.accounts.alice)
    await w.token.mint(w.V, 1000)
    await expect(w.ledger.connect(w.accounts.alice).reduceOwnUnits(DESIGN, 100))
      .to.emit(w.venture, 'UnitsRemoved')
      .withArgs(w.accounts.alice.address, DESIGN, 100, 0)
    const after = await w.owed(w.accounts.alice)
    expect(after > before, 'a sale before counts').to.equal(true)
    await w.sale(1000)
    expect(await w.owed(w.accounts.alice)).to.equal(after)
  })
})

describe('ContributionLedger.resign', () => {
  const w = useWorld()
  leaf('when the caller is no steward', 'it reverts with StewardOnly', () =>
    refuses(w.ledger.connect(w.accounts.alice).resign(), 'StewardOnly'),
  )
  leaf('when the caller is a steward', 'it ends the role at once', async () => {
    await expect(w.ledger.connect(w.accounts.steward).resign())
      .to.emit(w.ledger, 'StewardSet')
      .withArgs(w.accounts.steward.address, false)
    expect(await w.ledger.isSteward(w.accounts.steward.address)).to.equal(false)
  })
})

describe('ContributionLedger.initialize', () => {
  const w = useWorld()
  leaf('given it is initialized', 'it reverts with LedgerInitialized', () =>
    refuses(w.ledger.initialize(w.V, w.config().parameters, []), 'LedgerInitialized', [w.V]),
  )
  leaf('given it is the implementation', 'it reverts with LedgerInitialized', () =>
    refuses(w.ledgerCode.initialize(w.V, w.config().parameters, []), 'LedgerInitialized'),
  )
})

describe('ContributionLedger.review', () => {
  const w = useWorld()
  leaf('when the caller is not the review board', 'it reverts with ReviewBoardOnly', async () => {
    const { id } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const { status, deadline, resolveBy, size, left, openObjections, objectionsEver, amended, partly, some } =
      await w.ledger.batchState(id)
    const state = { status, deadline, resolveBy, size, left, openObjections, objectionsEver, amended, partly, some }
    await refuses(w.ledger.connect(w.accounts.founder).review(id, state, 0, id), 'ReviewBoardOnly')
  })
  leaf('when the caller is the review board', 'it stores the amendment in force', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 2 }])
    const amended = packAll([{ to: w.accounts.alice.address, quantity: 1 }])
    await w.object(batch, w.accounts.steward, batch.entries, amended)
    await w.review
      .connect(w.accounts.alice)
      .acceptAmendment(w.L, batch.header, batch.entries, amended, w.accounts.steward.address, [])
    expect(await w.ledger.amendmentOf(batch.id)).to.equal(hashEntries(amended))
  })
})

describe('ContributionLedger.correctUnits', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 })
  })
  leaf('when the caller is not the review board', 'it reverts with ReviewBoardOnly', () =>
    refuses(w.ledger.connect(w.accounts.founder).correctUnits(w.accounts.alice.address, DESIGN, 1), 'ReviewBoardOnly'),
  )
  leaf('when fewer units are left', 'it takes those', async () => {
    await w.ledger.connect(await w.as(await w.review.getAddress())).correctUnits(w.accounts.alice.address, DESIGN, 101)
    expect(await units(w, w.accounts.alice)).to.equal(0)
  })
  leaf('when no units are left', 'it does nothing', async () => {
    await w.ledger.connect(await w.as(await w.review.getAddress())).correctUnits(w.accounts.bob.address, DESIGN, 1)
    expect(await units(w, w.accounts.alice)).to.equal(100)
  })
})

describe('ContributionLedger.correctDebt', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, kind: CASH, quantity: 100 })
  })
  leaf('when the caller is not the review board', 'it reverts with ReviewBoardOnly', () =>
    refuses(w.ledger.connect(w.accounts.founder).correctDebt(2, w.accounts.alice.address, 0), 'ReviewBoardOnly'),
  )
  leaf('when the caller is the review board', 'it re-assigns the entry', async () => {
    const call = w.ledger.connect(await w.as(await w.review.getAddress())).correctDebt(2, w.accounts.alice.address, 0)
    await expect(call).to.emit(w.venture, 'DebtReassigned').withArgs(2, w.accounts.alice.address, 0, 100, 0)
  })
})

describe('ContributionLedger.enact', () => {
  const w = useWorld()
  const board = async () => w.ledger.connect(await w.as(await w.board.getAddress()))
  leaf('when the caller is not the notice board', 'it reverts with NoticeBoardOnly', () =>
    refuses(w.ledger.connect(w.accounts.founder).enact(w.V, Change.Steward, '0x'), 'NoticeBoardOnly'),
  )
  leaf('when another venture decided', 'it reverts with VentureForeign', async () =>
    refuses((await board()).enact(w.T, Change.Steward, '0x'), 'VentureForeign', [w.T, w.V]),
  )
  leaf('when the change is not about a ledger', 'it reverts with ChangeNotHere', async () => {
    const data = coder.encode(['address', 'bool'], [w.V, true])
    await refuses((await board()).enact(w.V, Change.Pool, data), 'ChangeNotHere', [Change.Pool])
  })
  leaf('when a steward is appointed', 'it emits StewardSet', async () => {
    const data = coder.encode(['address', 'bool'], [w.accounts.alice.address, true])
    await expect((await board()).enact(w.V, Change.Steward, data)).to.emit(w.ledger, 'StewardSet')
    expect(await w.ledger.isSteward(w.accounts.alice.address)).to.equal(true)
  })
  leaf('when an account is barred', 'it emits BarSet and keeps what it earned', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 100 })
    await w.sale(1000)
    const data = coder.encode(['address', 'bool'], [w.accounts.alice.address, true])
    await expect((await board()).enact(w.V, Change.Bar, data)).to.emit(w.ledger, 'BarSet')
    expect(await w.ledger.isBarred(w.accounts.alice.address)).to.equal(true)
    await w.venture.claim(w.accounts.alice.address, [w.T], [DESIGN], 0)
    // 95% of the sale, rounded down once.
    expect(await w.token.balanceOf(w.accounts.alice.address)).to.equal(949n)
  })
})
