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
  hashEntries,
  MILES,
  Status,
  useWorld,
  type World,
  ZERO,
} from '../../utils/world.ts'

const openBatch = (w: World) =>
  w.propose([
    { to: w.accounts.alice.address, quantity: 100 },
    { to: w.accounts.bob.address, quantity: 200 },
  ])

/** Half of the first entry. */
const lowered = (w: World, batch: Batch) =>
  w.amend(batch, [50, Number(batch.entries[1] ?? 0n) && (batch.entries[1] as bigint) & 0xffffn])

const accountOf = (w: World, entry: bigint) => {
  const { alice, bob } = w.accounts
  return entry >> 96n === BigInt(alice.address) ? alice : bob
}

const resolve = (
  w: World,
  batch: Batch,
  {
    by = w.accounts.founder,
    decision = Decision.All as number,
    allowed = 0n,
    objector = ZERO as string,
    stewards = [] as object[],
  } = {},
) => w.review.connect(by).resolve(w.L, batch.header, batch.entries, decision, allowed, objector, stewards as never)

describe('ReviewBoard.object', () => {
  const w = useWorld()
  leaf('given the batch is not pending', 'it reverts with BatchNotPending', async () => {
    const batch = await openBatch(w)
    await w.accept(batch)
    await refuses(w.object(batch, w.accounts.steward), 'BatchNotPending', [batch.id, Status.Accepted])
  })
  leaf('given the window has ended', 'it reverts with ObjectionTooLate', async () => {
    const batch = await openBatch(w)
    await w.time.increaseTo(await w.windowEnd(batch))
    await refuses(w.object(batch, w.accounts.steward), 'ObjectionTooLate')
  })
  leaf('given the caller objected before', 'it reverts with ObjectionExists', async () => {
    const batch = await openBatch(w)
    await w.object(batch, w.accounts.steward)
    await refuses(w.object(batch, w.accounts.steward), 'ObjectionExists', [batch.id, w.accounts.steward.address])
    await w.review.connect(w.accounts.steward).withdrawObjection(w.L, batch.header)
    await refuses(w.object(batch, w.accounts.steward), 'ObjectionExists')
  })
  leaf('when the caller has too few points', 'it reverts with ObjectorUnqualified', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 100 }, { to: w.accounts.carol.address, quantity: 2 })
    const batch = await openBatch(w)
    await refuses(w.object(batch, w.accounts.carol, [], [], [DESIGN]), 'ObjectorUnqualified', [w.accounts.carol.address, 80, 100])
  })
  leaf('given a tenth of all points is less than asked', 'it asks for the tenth', async () => {
    await w.give({ to: w.accounts.dave.address, quantity: 15 }, { to: w.accounts.carol.address, quantity: 2 })
    const batch = await openBatch(w)
    await w.object(batch, w.accounts.carol, [], [], [DESIGN])
    expect((await w.ledger.batchState(batch.id)).openObjections).to.equal(1n)
  })
  leaf('given nobody has points', 'it asks for one point', async () => {
    const batch = await openBatch(w)
    await refuses(w.object(batch, w.accounts.carol), 'ObjectorUnqualified', [w.accounts.carol.address, 0, 1])
  })
  leaf('when the caller is barred', 'it reverts with AccountBarred', async () => {
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.steward.address, true]))
    await refuses(w.object(await openBatch(w), w.accounts.steward), 'AccountBarred')
  })
  leaf('given the caller moved', 'it reverts with ObjectorMoved', async () => {
    const { steward, dave } = w.accounts
    await w.move(steward, dave)
    const batch = await openBatch(w)
    await refuses(w.object(batch, steward), 'ObjectorMoved', [steward.address, dave.address])
    await w.object(batch, dave)
  })
  leaf('when the entries to amend are not in force', 'it reverts with ReviewEntriesWrong', async () => {
    const batch = await openBatch(w)
    const other = lowered(w, batch)
    await refuses(w.object(batch, w.accounts.steward, other, other), 'ReviewEntriesWrong', [
      hashEntries(other),
      batch.header.entriesHash,
    ])
  })
  leaf('when the amendment has another size', 'it reverts with AmendmentSizeWrong', async () => {
    const batch = await openBatch(w)
    await refuses(w.object(batch, w.accounts.steward, batch.entries, batch.entries.slice(1)), 'AmendmentSizeWrong', [1, 2])
  })
  leaf('when the amendment raises a quantity', 'it reverts with AmendmentRaises', async () => {
    const batch = await openBatch(w)
    await refuses(w.object(batch, w.accounts.steward, batch.entries, w.amend(batch, [1000, 50])), 'AmendmentRaises', [0])
  })
  leaf('when the amendment names another affiliate or kind', 'it reverts with AmendmentRaises', async () => {
    const batch = await openBatch(w)
    const other = batch.entries.map((entry) => entry - (1n << 96n))
    await refuses(w.object(batch, w.accounts.steward, batch.entries, other), 'AmendmentRaises', [0])
  })
  leaf('when the amendment changes nothing', 'it reverts with AmendmentUnchanged', async () => {
    const batch = await openBatch(w)
    await refuses(w.object(batch, w.accounts.steward, batch.entries, batch.entries), 'AmendmentUnchanged')
  })
  leaf('given a part was taken', 'when it comes with an amendment', 'it reverts with AmendmentTooLate', async () => {
    const batch = await openBatch(w)
    await w.acceptRange(batch, 0, 1)
    const call = w.object(batch, w.accounts.steward2, batch.entries, lowered(w, batch))
    await refuses(call, 'AmendmentTooLate', [batch.id])
  })
  leaf('when the caller may object', 'it stops the batch, starts the time for stewards and emits BatchObjected', async () => {
    const batch = await openBatch(w)
    await expect(w.object(batch, w.accounts.steward)).to.emit(w.review, 'BatchObjected')
    const now = await w.time.latest()
    const state = await w.ledger.batchState(batch.id)
    expect([state.openObjections, state.objectionsEver, state.resolveBy]).to.deep.equal([1n, 1n, BigInt(now + 7 * DAY)])
    expect((await w.review.objectionOf(w.L, batch.id, w.accounts.steward.address)).status).to.equal(1n)
  })
  leaf('given one objection stands', 'it leaves the time for stewards as it is', async () => {
    const batch = await openBatch(w)
    await w.object(batch, w.accounts.steward)
    const { resolveBy } = await w.ledger.batchState(batch.id)
    await w.object(batch, w.accounts.steward2)
    const state = await w.ledger.batchState(batch.id)
    expect([state.openObjections, state.resolveBy]).to.deep.equal([2n, resolveBy])
  })
})

describe('ReviewBoard.withdrawObjection', () => {
  const w = useWorld()
  const withdraw = (batch: Batch, by = w.accounts.steward) => w.review.connect(by).withdrawObjection(w.L, batch.header)
  leaf('given the batch is not pending', 'it reverts with BatchNotPending', async () => {
    await refuses(withdraw(await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])), 'BatchNotPending')
  })
  leaf('given the caller has no standing objection', 'it reverts with ObjectionMissing', async () => {
    const batch = await openBatch(w)
    await refuses(withdraw(batch), 'ObjectionMissing', [batch.id, w.accounts.steward.address])
    await w.object(batch, w.accounts.steward)
    await withdraw(batch)
    await refuses(withdraw(batch), 'ObjectionMissing')
  })
  leaf('given it was the last one', 'when less than 48 hours are left', 'it gives others 48 hours to object', async () => {
    const batch = await openBatch(w)
    await w.object(batch, w.accounts.steward)
    await w.time.increase(2 * DAY)
    await withdraw(batch)
    expect(await w.windowEnd(batch)).to.equal((await w.time.latest()) + 2 * DAY)
    await w.object(batch, w.accounts.steward2)
  })
  leaf('given it was the last one', 'when 48 hours are left', 'it leaves the deadline', async () => {
    const batch = await openBatch(w)
    const end = await w.windowEnd(batch)
    await w.object(batch, w.accounts.steward)
    await withdraw(batch)
    expect(await w.windowEnd(batch)).to.equal(end)
  })
  leaf('given others stand', 'the batch still waits', async () => {
    const batch = await openBatch(w)
    await w.object(batch, w.accounts.steward)
    await w.object(batch, w.accounts.steward2)
    await expect(withdraw(batch)).to.emit(w.review, 'ObjectionWithdrawn')
    await refuses(w.accept(batch), 'BatchHasObjections', [batch.id, 1])
  })
})

describe('ReviewBoard.acceptAmendment', () => {
  const w = useWorld()
  const amended = async (quantities?: (batch: Batch) => bigint[]) => {
    const batch = await openBatch(w)
    const entries = quantities ? quantities(batch) : lowered(w, batch)
    await w.object(batch, w.accounts.steward, batch.entries, entries)
    return { batch, entries, affected: accountOf(w, entries[0] as bigint) }
  }
  const put = (batch: Batch, entries: bigint[], consents: object[] = [], by = w.accounts.stranger) =>
    w.review.connect(by).acceptAmendment(w.L, batch.header, batch.entries, entries, w.accounts.steward.address, consents as never)
  leaf('given the batch is not pending', 'it reverts with BatchNotPending', async () => {
    const { batch, entries } = await amended()
    await resolve(w, batch)
    await refuses(put(batch, entries), 'BatchNotPending')
  })
  leaf('when the entries are not those in force', 'it reverts with ReviewEntriesWrong', async () => {
    const { batch, entries } = await amended()
    await refuses(put({ ...batch, entries }, entries), 'ReviewEntriesWrong')
  })
  leaf('when the objector proposed another amendment', 'it reverts with AmendmentMissing', async () => {
    const { batch, affected } = await amended()
    await refuses(put(batch, w.amend(batch, [49, 100]), [], affected), 'AmendmentMissing', [batch.id, w.accounts.steward.address])
  })
  leaf('when an affected affiliate did not agree', 'it reverts with AmendmentConsentMissing', async () => {
    const { batch, entries, affected } = await amended()
    await refuses(put(batch, entries), 'AmendmentConsentMissing', [affected.address])
  })
  leaf('when a consent has expired', 'it reverts with ReviewSignatureExpired', async () => {
    const { batch, entries, affected } = await amended()
    const consent = await w.signConsent(affected, batch.id, hashEntries(entries), 1n)
    await refuses(put(batch, entries, [consent]), 'ReviewSignatureExpired')
  })
  leaf('when somebody else signed a consent', 'it reverts with ReviewSignatureInvalid', async () => {
    const { batch, entries, affected } = await amended()
    const consent = await w.signConsent(w.accounts.carol, batch.id, hashEntries(entries))
    await refuses(put(batch, entries, [{ ...consent, signer: affected.address }]), 'ReviewSignatureInvalid', [affected.address])
  })
  leaf('given the objection was withdrawn', 'it reverts with ObjectionMissing', async () => {
    const { batch, entries, affected } = await amended()
    await w.review.connect(w.accounts.steward).withdrawObjection(w.L, batch.header)
    await refuses(put(batch, entries, [], affected), 'ObjectionMissing')
  })
  leaf('when the affected affiliate sends it', 'it puts the amendment in force and settles the objection', async () => {
    const { batch, entries, affected } = await amended()
    await expect(put(batch, entries, [], affected)).to.emit(w.review, 'BatchAmended')
    expect(await w.ledger.amendmentOf(batch.id)).to.equal(hashEntries(entries))
    const state = await w.ledger.batchState(batch.id)
    expect([state.amended, state.openObjections]).to.deep.equal([true, 0n])
    await refuses(w.accept(batch), 'BatchEntriesWrong')
    await w.accept({ ...batch, entries })
  })
  leaf('when all affected affiliates signed', 'it puts the amendment in force whoever sends it', async () => {
    const { batch, entries } = await amended((b) => w.amend(b, [1, 1]))
    const consents = await Promise.all(
      [w.accounts.alice, w.accounts.bob].map((who) => w.signConsent(who, batch.id, hashEntries(entries))),
    )
    await put(batch, entries, consents)
    expect(await w.ledger.amendmentOf(batch.id)).to.equal(hashEntries(entries))
  })
  leaf(
    'given an affected affiliate moved',
    'when the old account agrees',
    'it reverts with AmendmentConsentMissing',
    async () => {
      const { batch, entries, affected } = await amended()
      await w.move(affected, w.accounts.dave)
      const consent = await w.signConsent(affected, batch.id, hashEntries(entries))
      await refuses(put(batch, entries, [consent]), 'AmendmentConsentMissing', [w.accounts.dave.address])
      await refuses(put(batch, entries, [], affected), 'AmendmentConsentMissing', [w.accounts.dave.address])
    },
  )
  leaf('given an affected affiliate moved', 'when the one it is now agrees', 'it puts the amendment in force', async () => {
    const { batch, entries, affected } = await amended()
    await w.move(affected, w.accounts.dave)
    await put(batch, entries, [await w.signConsent(w.accounts.dave, batch.id, hashEntries(entries))])
    expect(await w.ledger.amendmentOf(batch.id)).to.equal(hashEntries(entries))
    expect((await w.ledger.roleOf(w.accounts.dave.address)).lastAct).to.equal(BigInt(await w.time.latest()))
  })
  leaf('given an amended debt is worth nothing', 'accepting it reverts with DebtMoneyOutOfBounds', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, kind: MILES, quantity: 100 }])
    const entries = w.amend(batch, [99])
    await w.object(batch, w.accounts.steward, batch.entries, entries)
    await put(batch, entries, [], w.accounts.alice)
    await w.time.increase(4 * DAY)
    await refuses(w.accept({ ...batch, entries }), 'DebtMoneyOutOfBounds', [2, w.accounts.alice.address, 0])
  })
})

describe('ReviewBoard.resolve', () => {
  const w = useWorld()
  const objected = async () => {
    const batch = await openBatch(w)
    await w.object(batch, w.accounts.steward, batch.entries, lowered(w, batch))
    return batch
  }
  const two = () => [w.accounts.steward2, w.accounts.steward3]
  const signed = async (batch: Batch, options: Parameters<World['signResolution']>[2] = {}) => ({
    by: w.accounts.stranger,
    stewards: await w.signResolution(batch, two(), options),
  })
  leaf('given the batch is not pending', 'it reverts with BatchNotPending', async () => {
    const batch = await objected()
    await resolve(w, batch)
    await refuses(resolve(w, batch), 'BatchNotPending', [batch.id, Status.Resolved])
  })
  leaf('when the entries are not those in force', 'it reverts with ReviewEntriesWrong', async () => {
    const batch = await objected()
    await refuses(resolve(w, { ...batch, entries: lowered(w, batch) }), 'ReviewEntriesWrong')
  })
  leaf('when some are accepted', 'given an empty or too long bitmap', 'it reverts with ResolutionBitmapInvalid', async () => {
    const batch = await objected()
    await refuses(resolve(w, batch, { decision: Decision.Some }), 'ResolutionBitmapInvalid', [0, 2])
    await refuses(resolve(w, batch, { decision: Decision.Some, allowed: 4n }), 'ResolutionBitmapInvalid', [4, 2])
  })
  leaf('when not some are accepted', 'given a bitmap', 'it reverts with ResolutionBitmapInvalid', async () => {
    const batch = await objected()
    await refuses(resolve(w, batch, { allowed: 1n }), 'ResolutionBitmapInvalid', [1, 2])
  })
  leaf('when an amendment is decided', 'given its objection was withdrawn', 'it reverts with AmendmentMissing', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 100 }])
    await w.object(batch, w.accounts.steward, batch.entries, w.amend(batch, [50]))
    await w.object(batch, w.accounts.steward2)
    await w.review.connect(w.accounts.steward).withdrawObjection(w.L, batch.header)
    const call = resolve(w, batch, { decision: Decision.Amendment, objector: w.accounts.steward.address })
    await refuses(call, 'AmendmentMissing', [batch.id, w.accounts.steward.address])
  })
  leaf('when an amendment is decided', 'given the objector proposed none', 'it reverts with AmendmentMissing', async () => {
    const batch = await objected()
    const call = resolve(w, batch, { decision: Decision.Amendment, objector: w.accounts.bob.address })
    await refuses(call, 'AmendmentMissing', [batch.id, w.accounts.bob.address])
  })
  leaf('when an amendment is decided', 'given a part was taken', 'it reverts with AmendmentTooLate', async () => {
    const batch = await openBatch(w)
    await w.acceptRange(batch, 0, 1)
    await w.object(batch, w.accounts.steward2)
    const call = resolve(w, batch, { decision: Decision.Amendment, objector: w.accounts.steward2.address })
    await refuses(call, 'AmendmentTooLate')
  })
  leaf('when an amendment is decided', 'it puts it in force', async () => {
    const batch = await objected()
    await resolve(w, batch, { decision: Decision.Amendment, objector: w.accounts.steward.address })
    const entries = lowered(w, batch)
    await w.ledger.acceptResolved(batch.header, entries, 0, 2)
    expect(await w.venture.unitsOf(accountOf(w, entries[0] as bigint).address, DESIGN)).to.equal(50n)
  })
  leaf('without signatures', 'when the caller is not the governor', 'it reverts with GovernorOnly', async () => {
    const batch = await objected()
    await refuses(resolve(w, batch, { by: w.accounts.steward }), 'GovernorOnly', [
      w.accounts.steward.address,
      w.accounts.founder.address,
    ])
  })
  leaf('without signatures', 'given no objection and an open window', 'it reverts with BatchNotResolvable', async () => {
    const batch = await openBatch(w)
    await refuses(resolve(w, batch), 'BatchNotResolvable', [batch.id])
  })
  leaf('without signatures', 'given no objection and the window has ended', 'the governor decides', async () => {
    const batch = await openBatch(w)
    await w.time.increaseTo(await w.windowEnd(batch))
    await resolve(w, batch)
    expect((await w.ledger.batchState(batch.id)).status).to.equal(Status.Resolved)
  })
  leaf('without signatures', 'given the governor proposed it', 'it reverts with ResolutionConflict', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }], w.accounts.founder)
    await w.object(batch, w.accounts.steward)
    await refuses(resolve(w, batch), 'ResolutionConflict', [w.accounts.founder.address])
  })
  leaf('without signatures', 'given an entry of the governor', 'it reverts with ResolutionConflict', async () => {
    const batch = await w.propose([{ to: w.accounts.founder.address, quantity: 1 }])
    await w.object(batch, w.accounts.steward)
    await refuses(resolve(w, batch), 'ResolutionConflict', [w.accounts.founder.address])
  })
  leaf('without signatures', 'given the proposer is the governor by now', 'it reverts with ResolutionConflict', async () => {
    const { alice, bob, founder } = w.accounts
    const batch = await w.propose([{ to: alice.address, quantity: 1 }], bob)
    await w.object(batch, w.accounts.steward)
    await w.move(bob, founder)
    await refuses(resolve(w, batch), 'ResolutionConflict', [founder.address])
  })
  leaf('without signatures', 'given an affiliate is the governor by now', 'it reverts with ResolutionConflict', async () => {
    const batch = await objected()
    await w.move(w.accounts.bob, w.accounts.founder)
    await refuses(resolve(w, batch), 'ResolutionConflict', [w.accounts.founder.address])
  })
  leaf('without signatures', 'when the governor rejects', 'nothing of it can be accepted', async () => {
    const batch = await objected()
    await expect(resolve(w, batch, { decision: Decision.Reject })).to.emit(w.review, 'BatchResolved')
    await refuses(w.accept(batch), 'BatchStatusWrong', [batch.id, Status.Rejected, Status.Pending])
  })
  leaf('with signatures', 'given no objection stands', 'it reverts with BatchNotResolvable', async () => {
    const batch = await openBatch(w)
    await refuses(resolve(w, batch, await signed(batch, { objections: 0n })), 'BatchNotResolvable')
  })
  leaf('with signatures', 'given the time for stewards is over', 'it reverts with ResolutionTooLate', async () => {
    const batch = await objected()
    const { resolveBy } = await w.ledger.batchState(batch.id)
    await w.time.increaseTo(resolveBy)
    await refuses(resolve(w, batch, await signed(batch)), 'ResolutionTooLate', [undefined, resolveBy])
  })
  leaf('with signatures', 'when stewards are not ascending', 'it reverts with ResolutionNotAscending', async () => {
    const batch = await objected()
    const { stewards } = await signed(batch)
    await refuses(resolve(w, batch, { stewards: stewards.reverse() }), 'ResolutionNotAscending', [1])
    await refuses(resolve(w, batch, { stewards: [stewards[0] as object, stewards[0] as object] }), 'ResolutionNotAscending', [1])
  })
  leaf('with signatures', 'when one is no steward or barred', 'it reverts with ResolutionStewardOnly', async () => {
    const batch = await objected()
    const stewards = await w.signResolution(batch, [w.accounts.alice])
    await refuses(resolve(w, batch, { stewards }), 'ResolutionStewardOnly', [w.accounts.alice.address])
    const board = w.ledger.connect(await w.as(await w.board.getAddress()))
    await board.enact(w.V, Change.Bar, coder.encode(['address', 'bool'], [w.accounts.steward2.address, true]))
    await refuses(resolve(w, batch, await signed(batch)), 'ResolutionStewardOnly', [w.accounts.steward2.address])
  })
  leaf('with signatures', 'when one objected', 'it reverts with ResolutionConflict', async () => {
    const batch = await objected()
    const stewards = await w.signResolution(batch, [w.accounts.steward, w.accounts.steward2])
    await refuses(resolve(w, batch, { stewards }), 'ResolutionConflict', [w.accounts.steward.address])
  })
  leaf('with signatures', 'when one has expired', 'it reverts with ReviewSignatureExpired', async () => {
    const batch = await objected()
    await refuses(resolve(w, batch, await signed(batch, { deadline: 1n })), 'ReviewSignatureExpired')
  })
  leaf('with signatures', 'given they are older than the last objection', 'it reverts with ReviewSignatureInvalid', async () => {
    const batch = await objected()
    const old = await w.signResolution(batch, [w.accounts.steward2, w.accounts.steward3])
    await w.give({ to: w.accounts.carol.address, quantity: 100 })
    await w.object(batch, w.accounts.carol, [], [], [DESIGN])
    await refuses(resolve(w, batch, { stewards: old }), 'ReviewSignatureInvalid')
  })
  leaf('with signatures', 'when they are too few', 'it reverts with ResolutionStewardsMissing', async () => {
    const batch = await objected()
    const stewards = await w.signResolution(batch, [w.accounts.steward2])
    await refuses(resolve(w, batch, { stewards }), 'ResolutionStewardsMissing', [0, 1, 2])
  })
  leaf('with signatures', 'when one counts for an own entry', 'it reverts with ResolutionStewardsMissing', async () => {
    const batch = await w.propose([{ to: w.accounts.steward2.address, quantity: 1 }])
    await w.object(batch, w.accounts.steward)
    await refuses(resolve(w, batch, await signed(batch)), 'ResolutionStewardsMissing', [0, 1, 2])
  })
  leaf(
    'with signatures',
    'when one is the affiliate of an entry by now',
    'it reverts with ResolutionStewardsMissing',
    async () => {
      const batch = await objected()
      await w.move(accountOf(w, batch.entries[1] as bigint), w.accounts.steward2)
      await refuses(resolve(w, batch, await signed(batch)), 'ResolutionStewardsMissing', [1, 1, 2])
    },
  )
  leaf('with signatures', 'when the own entry is not among those accepted', 'it resolves', async () => {
    const batch = await w.propose([
      { to: w.accounts.steward2.address, quantity: 1 },
      { to: w.accounts.alice.address, quantity: 1 },
    ])
    await w.object(batch, w.accounts.steward)
    const allowed = batch.entries[0]! >> 96n === BigInt(w.accounts.alice.address) ? 1n : 2n
    await resolve(w, batch, { ...(await signed(batch, { decision: Decision.Some, allowed })), decision: Decision.Some, allowed })
    expect(await w.ledger.allowedOf(batch.id)).to.equal(allowed)
  })
  leaf('with signatures', 'when they reject', 'an own entry does not count against them', async () => {
    const batch = await w.propose([{ to: w.accounts.steward2.address, quantity: 1 }])
    await w.object(batch, w.accounts.steward)
    await resolve(w, batch, { ...(await signed(batch, { decision: Decision.Reject })), decision: Decision.Reject })
    expect((await w.ledger.batchState(batch.id)).status).to.equal(Status.Rejected)
  })
  leaf('with signatures', 'when enough stewards signed', 'it resolves whoever sends it', async () => {
    const batch = await objected()
    await resolve(w, batch, await signed(batch))
    await w.ledger.acceptResolved(batch.header, batch.entries, 0, 2)
    expect((await w.ledger.batchState(batch.id)).status).to.equal(Status.Accepted)
  })
  leaf('with signatures', 'when they decide an amendment', 'they sign the hash of the amended entries', async () => {
    const batch = await objected()
    const entries = hashEntries(lowered(w, batch))
    const options = { decision: Decision.Amendment, objector: w.accounts.steward.address }
    await refuses(
      resolve(w, batch, { ...(await signed(batch, { decision: Decision.Amendment })), ...options }),
      'ReviewSignatureInvalid',
    )
    await resolve(w, batch, { ...(await signed(batch, { decision: Decision.Amendment, entries })), ...options })
    expect(await w.ledger.amendmentOf(batch.id)).to.equal(entries)
  })
  leaf('when resolved before the deadline', 'given a debt', 'accepting it reverts with DebtWaitsForWindow', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, kind: CASH, quantity: 1 }])
    await w.object(batch, w.accounts.steward)
    await resolve(w, batch)
    await refuses(w.ledger.acceptResolved(batch.header, batch.entries, 0, 1), 'DebtWaitsForWindow')
    await w.time.increase(3 * DAY)
    await w.ledger.acceptResolved(batch.header, batch.entries, 0, 1)
  })
})

describe('ReviewBoard.reply', () => {
  const w = useWorld()
  leaf('it emits Replied in the name of the caller', async () => {
    await expect(w.review.connect(w.accounts.alice).reply(w.L, ethers.id('reply'), 'ipfs://reply'))
      .to.emit(w.review, 'Replied')
      .withArgs(w.L, w.accounts.alice.address, ethers.id('reply'), 'ipfs://reply')
  })
})
