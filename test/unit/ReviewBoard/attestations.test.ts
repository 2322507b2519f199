import { expect } from 'chai'
import { ethers } from 'ethers'
import { attestationTypes } from '../../../sdk/src/batch/typedData.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import {
  type Attestation,
  CASH,
  Change,
  coder,
  DAY,
  DESIGN,
  EQUITY,
  hashEntries,
  LATER,
  MILES,
  REVIEW,
  Status,
  useWorld,
  type World,
  ZERO,
} from '../../utils/world.ts'

const bar = (w: World, account: { address: string }) =>
  w.change(Change.Bar, coder.encode(['address', 'bool'], [account.address, true]))

const pass = async (w: World, batch: Parameters<World['windowEnd']>[0]) => w.time.increaseTo(await w.windowEnd(batch))

const units = async (w: World, account: { address: string }) => Number(await w.venture.unitsOf(account.address, DESIGN))

describe('ReviewBoard.publishAttestation', () => {
  const w = useWorld()
  leaf('given the batch was never proposed', 'it reverts with BatchNotPending', async () => {
    const { id, header } = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.steward, id, header.entriesHash)
    await refuses(w.review.publishAttestation(w.L, id, header.entriesHash, { ...by, signer: by.attestor }), 'BatchNotPending', [
      id,
      Status.None,
    ])
  })
  leaf('when the signature has expired', 'it reverts with ReviewSignatureExpired', async () => {
    const { id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.steward, id, header.entriesHash, 1n)
    await refuses(
      w.review.publishAttestation(w.L, id, header.entriesHash, { ...by, signer: by.attestor }),
      'ReviewSignatureExpired',
    )
  })
  leaf('when somebody else signed', 'it reverts with ReviewSignatureInvalid', async () => {
    const { id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.bob, id, header.entriesHash)
    const claimed = { ...by, signer: w.accounts.steward.address }
    await refuses(w.review.publishAttestation(w.L, id, header.entriesHash, claimed), 'ReviewSignatureInvalid')
  })
  leaf('when the attestor signed', 'it emits AttestationPublished', async () => {
    const { id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const by = await w.signAttestation(w.accounts.steward, id, header.entriesHash)
    await expect(w.review.publishAttestation(w.L, id, header.entriesHash, { ...by, signer: by.attestor }))
      .to.emit(w.review, 'AttestationPublished')
      .withArgs(w.L, id, by.attestor, header.entriesHash, by.deadline, by.signature)
  })
  leaf(
    'given the attestor moved',
    'when the one it is now signed',
    'it emits AttestationPublished of the old account',
    async () => {
      const { bob, dave } = w.accounts
      const { id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
      await w.move(bob, dave)
      const message = { batch: id, entries: header.entriesHash, attestor: bob.address, deadline: LATER }
      const publish = async (signer: typeof bob) => {
        const signature = await w.sign(signer, attestationTypes, message)
        return w.review.publishAttestation(w.L, id, header.entriesHash, { signer: bob.address, deadline: LATER, signature })
      }
      await refuses(publish(bob), 'ReviewSignatureInvalid', [dave.address])
      await expect(publish(dave)).to.emit(w.review, 'AttestationPublished')
      expect((await w.ledger.roleOf(dave.address)).lastAct).to.equal(BigInt(await w.time.latest()))
    },
  )
})

describe('ReviewBoard.acceptAttested', () => {
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
    await refuses(w.acceptRange(batch, 1, 1), 'BatchRangeInvalid', [1, 1, 4])
    await refuses(w.acceptRange(batch, 0, 5), 'BatchRangeInvalid', [0, 5, 4])
  })
  leaf('given a part of the range was taken', 'it reverts with BatchRangeTaken', async () => {
    const batch = await oneEach()
    await w.acceptRange(batch, 0, 1)
    await refuses(w.acceptRange(batch, 0, 2), 'BatchRangeTaken', [batch.id, 0, 2])
    await refuses(w.acceptRange(batch, 0, 4), 'BatchRangeTaken', [batch.id, 0, 4])
  })
  leaf('when attestors are not ascending', 'it reverts with AttestorsNotAscending', async () => {
    const batch = await oneForAlice()
    const both = w.by(w.accounts.steward, w.accounts.steward2).reverse()
    await refuses(w.acceptRange(batch, 0, 1, { attestations: both }), 'AttestorsNotAscending', [1])
    const twice = w.by(w.accounts.steward, w.accounts.steward)
    await refuses(w.acceptRange(batch, 0, 1, { attestations: twice }), 'AttestorsNotAscending', [1, w.accounts.steward.address])
  })
  leaf('when an attestor has too few points', 'it reverts with AttestorUnqualified', async () => {
    const { bob } = w.accounts
    const call = w.acceptRange(await oneForAlice(), 0, 1, { sender: bob, attestations: w.by(bob) })
    await refuses(call, 'AttestorUnqualified', [bob.address, 0, 1000])
  })
  leaf('when an attestor is barred', 'it reverts with AccountBarred', async () => {
    await bar(w, w.accounts.steward)
    const batch = await oneForAlice()
    await refuses(w.accept(batch), 'AccountBarred', [w.accounts.steward.address])
  })
  leaf('when an attestor neither signed nor sends nor proposed', 'it reverts with ReviewSignatureInvalid', async () => {
    const attestations = w.by(w.accounts.steward).map((attestation) => ({ ...attestation, deadline: LATER }))
    const call = w.acceptRange(await oneForAlice(), 0, 1, { sender: w.accounts.stranger, attestations })
    await refuses(call, 'ReviewSignatureInvalid', [w.accounts.steward.address])
  })
  leaf('when too few others attest', 'it reverts with AttestationsMissing', async () => {
    const call = w.acceptRange(await oneForAlice(), 0, 1, { attestations: [] })
    await refuses(call, 'AttestationsMissing', [0, 0, 1])
  })
  leaf('when the only steward is the affiliate of the entry', 'it reverts with AttestationsMissing', async () => {
    const batch = await w.propose([{ to: w.accounts.steward.address, quantity: 100 }])
    await refuses(w.accept(batch), 'AttestationsMissing', [0, 0, 1])
  })
  leaf('when no steward is among the others', 'it reverts with AttestationStewardMissing', async () => {
    const { bob } = w.accounts
    await w.give({ to: bob.address, quantity: 25 })
    const attestations = w.by(bob).map((attestation) => ({ ...attestation, kinds: [DESIGN] }))
    const call = w.acceptRange(await oneForAlice(), 0, 1, { sender: bob, attestations })
    await refuses(call, 'AttestationStewardMissing', [0])
  })
  leaf('when the proposer is a steward', 'it counts the proposer without a signature', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 100 }], w.accounts.steward)
    await w.acceptRange(batch, 0, 1, { sender: w.accounts.stranger })
    expect(await units(w, w.accounts.alice)).to.equal(100)
  })
  leaf('when a steward signed', 'it accepts whoever sends it, and notes that the steward is there', async () => {
    const { steward, stranger, alice } = w.accounts
    const batch = await oneForAlice()
    const attestations = [await w.signAttestation(steward, batch.id, batch.header.entriesHash)]
    await w.acceptRange(batch, 0, 1, { sender: stranger, attestations })
    expect(await units(w, alice)).to.equal(100)
    const acts = [steward, stranger].map(async ({ address }) => (await w.ledger.roleOf(address)).lastAct)
    expect(await Promise.all(acts)).to.deep.equal([BigInt(await w.time.latest()), 0n])
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
    await w.acceptRange(batch, 0, 2)
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
      await refuses(w.acceptRange(batch, 0, 3), 'BatchRangeSplitsDebt', [2, 3])
    },
  )
  leaf('from the deadline on', 'when all debts of a pool are in the range', 'it enters them as one acceptance', async () => {
    const batch = await oneEach()
    await pass(w, batch)
    await w.acceptRange(batch, 2, 4)
    const pool = await w.venture.debtPool(2)
    expect([pool.acceptances, pool.end]).to.deep.equal([1n, 364n])
    expect((await w.lens.debtAcceptance(w.V, 2, 0)).money).to.equal(304n)
  })
  leaf('when the last range is taken', 'it marks the batch as accepted and emits BatchAccepted', async () => {
    const batch = await oneEach()
    await pass(w, batch)
    await w.acceptRange(batch, 1, 4)
    await expect(w.acceptRange(batch, 0, 1))
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
  leaf('given an attestor moved', 'when the one it is now signed', 'it counts with the points that stayed', async () => {
    const { bob, dave, steward } = w.accounts
    await w.give({ to: bob.address, quantity: 25 })
    await w.move(bob, dave)
    const batch = await oneForAlice()
    const message = { batch: batch.id, entries: batch.header.entriesHash, attestor: bob.address, deadline: LATER }
    const moved = { attestor: bob.address, kinds: [DESIGN], deadline: LATER }
    const own = w.by(steward)
    const both = async (signer: typeof bob) => {
      const attestation = { ...moved, signature: await w.sign(signer, attestationTypes, message) }
      // Ascending by who they are now: dave in bob's place.
      return BigInt(dave.address) < BigInt(steward.address) ? [attestation, ...own] : [...own, attestation]
    }
    await refuses(w.acceptRange(batch, 0, 1, { attestations: await both(bob) }), 'ReviewSignatureInvalid', [dave.address])
    await w.acceptRange(batch, 0, 1, { attestations: await both(dave) })
    expect((await w.ledger.roleOf(dave.address)).lastAct).to.equal(BigInt(await w.time.latest()))
  })
  leaf('given an attestor moved', 'when another is the same account now', 'it reverts with AttestorsNotAscending', async () => {
    const { bob, dave } = w.accounts
    await w.give({ to: bob.address, quantity: 25 }, { to: dave.address, quantity: 25 })
    await w.move(bob, dave)
    const attestations = [bob, dave].map(({ address }) => ({ attestor: address, kinds: [DESIGN], deadline: 0n, signature: '0x' }))
    const call = w.acceptRange(await oneForAlice(), 0, 1, { sender: dave, attestations })
    await refuses(call, 'AttestorsNotAscending', [1, dave.address])
  })
  leaf('given an attestor moved', 'given the old account was barred', 'it reverts with AccountBarred', async () => {
    const { bob, dave } = w.accounts
    await w.give({ to: bob.address, quantity: 25 })
    await w.move(bob, dave)
    await bar(w, bob)
    const attestations = [{ attestor: bob.address, kinds: [DESIGN], deadline: 0n, signature: '0x' }]
    await refuses(w.acceptRange(await oneForAlice(), 0, 1, { sender: dave, attestations }), 'AccountBarred')
    await refuses(w.acceptRange(await oneForAlice(), 0, 1, { sender: dave, attestations: w.by(dave) }), 'AccountBarred')
  })
  leaf(
    'given a steward moved',
    'when the one it is now sends it',
    'it counts as a steward and the old account does not',
    async () => {
      const { steward, dave, alice } = w.accounts
      await w.move(steward, dave)
      const batch = await oneForAlice()
      const old = [await w.signAttestation(steward, batch.id, batch.header.entriesHash)]
      await refuses(w.acceptRange(batch, 0, 1, { attestations: old }), 'ReviewSignatureInvalid', [dave.address])
      await w.acceptRange(batch, 0, 1, { sender: dave, attestations: w.by(dave) })
      expect(await units(w, alice)).to.equal(100)
    },
  )
  leaf('given the affiliate of an entry is the attestor by now', 'it reverts with AttestationsMissing', async () => {
    await w.move(w.accounts.alice, w.accounts.steward)
    await refuses(w.accept(await oneForAlice()), 'AttestationsMissing', [0, 0, 1])
  })
  leaf('given the batch is large', 'when an attestor is no steward', 'it reverts with LargeAttestorsNotStewards', async () => {
    const { bob, steward, steward2 } = w.accounts
    await w.give({ to: bob.address, quantity: 25 })
    const batch = await w.proposeLarge([{ kind: DESIGN, quantity: 100 }])
    const signers = await Promise.all([bob, steward2].map((who) => w.signAttestation(who, batch.id, batch.header.entriesHash)))
    const attestations = [
      ...w.by(steward),
      ...signers.map((each) => ({ ...each, kinds: each.attestor === bob.address ? [DESIGN] : [] })),
    ]
    attestations.sort((a, b) => (BigInt(a.attestor) < BigInt(b.attestor) ? -1 : 1))
    const stewards = attestations.reduce((bits, { attestor }, i) => (attestor === bob.address ? bits : bits | (1 << i)), 0)
    await refuses(w.acceptRange(batch, 0, 1, { attestations }), 'LargeAttestorsNotStewards', [stewards, 3])
  })
  leaf('given the batch is large', 'when only as many as usual attest', 'it reverts with AttestationsMissing', async () => {
    const batch = await w.proposeLarge([{ kind: DESIGN, quantity: 100 }])
    await refuses(w.accept(batch), 'AttestationsMissing', [0, 1, 2])
  })
  leaf('given the batch is large', 'when one steward more attests', 'it takes its totals', async () => {
    const { steward, steward2 } = w.accounts
    const batch = await w.proposeLarge([
      { kind: DESIGN, quantity: 100 },
      { kind: REVIEW, quantity: 10 },
    ])
    const attestations = [...w.by(steward), await w.signAttestation(steward2, batch.id, batch.header.entriesHash)]
    attestations.sort((a, b) => (BigInt(a.attestor) < BigInt(b.attestor) ? -1 : 1))
    await w.acceptRange(batch, 0, 2, { attestations })
    const totals = await w.venture.queryFilter(w.venture.filters.TotalAdded(batch.id))
    expect(totals.map(({ args }) => args.record.at(-1))).to.deep.equal([100n, 10n])
    expect((await w.ledger.batchState(batch.id)).status).to.equal(Status.Accepted)
  })
})

describe('ReviewBoard.attestorsOf', () => {
  const w = useWorld()
  leaf('when proposer and sender attest', 'it asks them for no signature and tells stewards apart', async () => {
    await w.give({ to: w.accounts.bob.address, quantity: 25 })
    const list = w
      .by(w.accounts.steward, w.accounts.bob)
      .map((attestation) => ({ ...attestation, kinds: attestation.attestor === w.accounts.bob.address ? [DESIGN] : [] }))
    const [attestors, stewards, anyMoved] = await w.review.attestorsOf(
      w.L,
      ethers.ZeroHash,
      ethers.ZeroHash,
      w.accounts.bob.address,
      w.accounts.steward.address,
      list,
    )
    expect(attestors).to.deep.equal(list.map(({ attestor }) => attestor))
    expect(stewards).to.equal(1n << BigInt(attestors.indexOf(w.accounts.steward.address)))
    expect(anyMoved).to.equal(false)
  })
  leaf('given somebody moved to one of them', 'it says so, and names who they are now', async () => {
    const { bob, steward } = w.accounts
    await w.move(bob, steward)
    const attestorsOf = (attestations: Attestation[]) =>
      w.review.attestorsOf(w.L, ethers.ZeroHash, ethers.ZeroHash, ZERO, steward.address, attestations)
    for (const attestor of [bob, steward]) {
      expect(await attestorsOf(w.by(attestor))).to.deep.equal([[steward.address], 1n, true])
    }
    expect((await attestorsOf(w.by(steward)))[2]).to.equal(true)
  })
  leaf('when kinds of an attestor stand twice', 'it reverts with StandingKindsNotAscending', async () => {
    const list = w.by(w.accounts.bob).map((attestation) => ({ ...attestation, kinds: [DESIGN, DESIGN] }))
    const call = w.review.attestorsOf(w.L, ethers.ZeroHash, ethers.ZeroHash, w.accounts.bob.address, w.accounts.bob.address, list)
    await refuses(call, 'StandingKindsNotAscending', [1, DESIGN])
  })
})

describe('ReviewBoard.missingPoints', () => {
  const w = useWorld()
  leaf('given the account is barred', 'it reverts with AccountBarred', async () => {
    await bar(w, w.accounts.alice)
    await refuses(w.review.missingPoints(w.L, w.accounts.alice.address, [], 1), 'AccountBarred')
  })
  leaf('given the account is a steward', 'it is zero', async () => {
    expect(await w.review.missingPoints(w.L, w.accounts.steward.address, [], 10n ** 18n)).to.equal(0n)
  })
  leaf('given the account moved to a steward', 'it is zero', async () => {
    await w.move(w.accounts.alice, w.accounts.steward)
    expect(await w.review.missingPoints(w.L, w.accounts.alice.address, [], 1)).to.equal(0n)
  })
  leaf('when kinds stand twice', 'it reverts with StandingKindsNotAscending', async () => {
    const call = w.review.missingPoints(w.L, w.accounts.alice.address, [REVIEW, REVIEW], 1)
    await refuses(call, 'StandingKindsNotAscending', [1, REVIEW])
  })
  leaf('given the account holds points', 'it is what the named kinds lack', async () => {
    await w.give({ to: w.accounts.alice.address, quantity: 2 }, { to: w.accounts.alice.address, kind: REVIEW, quantity: 1 })
    const missing = (kinds: number[]) => w.review.missingPoints(w.L, w.accounts.alice.address, kinds, 150)
    expect([await missing([]), await missing([DESIGN]), await missing([DESIGN, REVIEW])]).to.deep.equal([150n, 70n, 10n])
  })
})
