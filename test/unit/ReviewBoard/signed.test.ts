import type { HardhatEthersSigner } from '@nomicfoundation/hardhat-ethers/types'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { objectionTypes } from '../../../sdk/src/batch/typedData.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { type Batch, Change, coder, DAY, DESIGN, hashEntries, Status, useWorld, type World } from '../../utils/world.ts'

const REASON = ethers.id('reason')
const URI = 'ipfs://reason'

type Signed = {
  /** Whose points count, where it isn't the signer. */
  account?: { address: string }
  signer?: HardhatEthersSigner
  kinds?: number[]
  amended?: bigint[]
  deadline?: bigint
  actNonce?: bigint
}

const signObjection = (w: World, subject: string, { account, signer = w.accounts.alice, amended, ...rest }: Signed) =>
  w.signAct(
    signer,
    objectionTypes,
    {
      subject,
      account: (account ?? signer).address,
      reason: REASON,
      reasonURI: URI,
      amendment: amended ? hashEntries(amended) : ethers.ZeroHash,
    },
    rest,
  )

/** Alice has what an objector needs, dave nothing; carol has a tenth of it. */
const people = async (w: World) => {
  const { alice, bob, carol } = w.accounts
  await w.give({ to: alice.address, quantity: 25 }, { to: bob.address, quantity: 25 }, { to: carol.address, quantity: 1 })
}
const barring = (account: { address: string }) => coder.encode(['address', 'bool'], [account.address, true])
const now = async (w: World) => BigInt(await w.time.latest())

describe('ReviewBoard.objectFor', () => {
  const w = useWorld(people)
  const proposed = () => w.propose([{ to: w.accounts.bob.address, quantity: 100 }], w.accounts.bob)
  type Act = Awaited<ReturnType<typeof signObjection>>
  const submit = (batch: Batch, act: Act, { account, kinds = [DESIGN], amended = [] }: Signed = {}, uri = URI) =>
    w.review
      .connect(w.accounts.stranger)
      .objectFor(
        w.L,
        batch.header,
        account?.address ?? act.signer,
        kinds,
        REASON,
        uri,
        amended.length === 0 ? [] : batch.entries,
        amended,
        act,
      )
  const object = async (batch: Batch, signed: Signed = {}) => submit(batch, await signObjection(w, batch.id, signed), signed)

  leaf('given the batch is not pending', 'it reverts with BatchNotPending', async () => {
    const batch = await proposed()
    await w.ledger.connect(w.accounts.bob).withdraw(batch.header)
    await refuses(object(batch), 'BatchNotPending', [batch.id, Status.Withdrawn])
  })
  leaf('given the window has ended', 'it reverts with ObjectionTooLate', async () => {
    const batch = await proposed()
    await w.time.increase(3 * DAY)
    await refuses(object(batch), 'ObjectionTooLate')
  })
  leaf('when the signature has expired', 'it reverts with SignatureExpired', async () => {
    await refuses(object(await proposed(), { deadline: 1n }), 'SignatureExpired', [undefined, 1])
  })
  leaf('when somebody else signed', 'it reverts with SignatureInvalid', async () => {
    const batch = await proposed()
    const act = await signObjection(w, batch.id, { signer: w.accounts.bob })
    await refuses(submit(batch, { ...act, signer: w.accounts.alice.address }), 'SignatureInvalid', [w.accounts.alice.address])
  })
  leaf('when another batch, reason, text or amendment was signed', 'it reverts with SignatureInvalid', async () => {
    const batch = await proposed()
    const other = await proposed()
    await refuses(submit(batch, await signObjection(w, other.id, {})), 'SignatureInvalid')
    await refuses(submit(batch, await signObjection(w, batch.id, {}), {}, 'ipfs://another'), 'SignatureInvalid')
    const amended = w.amend(batch, [50])
    await refuses(submit(batch, await signObjection(w, batch.id, {}), { amended }), 'SignatureInvalid')
    await refuses(submit(batch, await signObjection(w, batch.id, { amended })), 'SignatureInvalid')
  })
  leaf('given the nonce was used', 'it reverts with NonceUsed', async () => {
    const { alice } = w.accounts
    await object(await proposed(), { actNonce: 10n ** 6n })
    await refuses(object(await proposed(), { actNonce: 10n ** 6n }), 'NonceUsed', [alice.address, 10n ** 6n])
    await w.ledger.connect(alice).cancelNonce(7n * 10n ** 6n)
    await refuses(object(await proposed(), { actNonce: 7n * 10n ** 6n }), 'NonceUsed')
  })
  leaf('given the signer objected before', 'it reverts with ObjectionExists', async () => {
    const batch = await proposed()
    await object(batch)
    await refuses(object(batch), 'ObjectionExists', [batch.id, w.accounts.alice.address])
    await refuses(w.object(batch, w.accounts.alice, [], [], [DESIGN]), 'ObjectionExists')
  })
  leaf('when the signer has too few points', 'it reverts with ObjectorUnqualified', async () => {
    const { carol, dave } = w.accounts
    await refuses(object(await proposed(), { signer: carol }), 'ObjectorUnqualified', [carol.address, 40, 100])
    await refuses(object(await proposed(), { signer: dave }), 'ObjectorUnqualified', [dave.address, 0, 100])
  })
  leaf('when it counts points of another account', 'it reverts with ObjectorMoved', async () => {
    const { bob, dave } = w.accounts
    await refuses(object(await proposed(), { signer: dave, account: bob }), 'ObjectorMoved', [bob.address, bob.address])
  })
  leaf('when the signer is barred', 'it reverts with AccountBarred', async () => {
    await w.change(Change.Bar, barring(w.accounts.alice))
    await refuses(object(await proposed()), 'AccountBarred', [w.accounts.alice.address])
  })
  leaf('when the signer may object', 'it stops the batch in the name of the signer, whoever sends it', async () => {
    const { alice, stranger } = w.accounts
    const batch = await proposed()
    await expect(object(batch))
      .to.emit(w.review, 'BatchObjected')
      .withArgs(w.L, batch.id, alice.address, REASON, URI, ethers.ZeroHash, [], 1, (await w.time.latest()) + 7 * DAY + 1)
    expect((await w.ledger.batchState(batch.id)).openObjections).to.equal(1n)
    const acts = [alice, stranger].map(async ({ address }) => (await w.ledger.roleOf(address)).lastAct)
    expect(await Promise.all(acts)).to.deep.equal([await now(w), 0n])
  })
  leaf('when the signer is a steward', 'it needs no points', async () => {
    const batch = await proposed()
    await object(batch, { signer: w.accounts.steward, kinds: [] })
    expect((await w.review.objectionOf(w.L, batch.id, w.accounts.steward.address)).status).to.equal(1n)
  })
  leaf('when it comes with an amendment', 'the amendment can be put in force', async () => {
    const { alice, bob } = w.accounts
    const batch = await proposed()
    const amended = w.amend(batch, [50])
    await object(batch, { amended })
    await w.review.connect(bob).acceptAmendment(w.L, batch.header, batch.entries, amended, alice.address, [])
    expect(await w.ledger.amendmentOf(batch.id)).to.equal(hashEntries(amended))
  })
  leaf('given an account moved to the signer', 'its points count, once, and those of the old key no more', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    const batch = await proposed()
    await refuses(object(batch), 'ObjectorMoved', [alice.address, dave.address])
    await refuses(w.object(batch, alice, [], [], [DESIGN]), 'ObjectorMoved', [alice.address, dave.address])
    await object(batch, { signer: dave, account: alice })
    await refuses(object(batch, { signer: dave, account: alice }), 'ObjectionExists', [batch.id, dave.address])
  })
})

describe('ReviewBoard.objectToCorrectionFor', () => {
  let batch: Batch
  const w = useWorld(async (world) => {
    await people(world)
    batch = await world.propose([{ to: world.accounts.bob.address, quantity: 100 }], world.accounts.bob)
    await world.accept(batch)
  })
  const proposed = async () => {
    const { bob, carol } = w.accounts
    const correction = w.correction(batch, [{ to: bob.address, quantity: 40 }], { proposer: carol.address })
    await w.review.connect(carol).proposeCorrection(correction, 'ipfs://reason')
    return correction
  }
  type Correction = ReturnType<World['correction']>
  type Act = Awaited<ReturnType<typeof signObjection>>
  const submit = (correction: Correction, act: Act, { account, kinds = [DESIGN] }: Signed = {}) =>
    w.review
      .connect(w.accounts.stranger)
      .objectToCorrectionFor(correction, account?.address ?? act.signer, kinds, REASON, URI, act)
  const object = async (correction: Correction, signed: Signed = {}) =>
    submit(correction, await signObjection(w, await w.review.correctionId(correction), signed), signed)

  leaf('given it is not pending', 'it reverts with CorrectionNotPending', async () => {
    const correction = await proposed()
    await w.review.connect(w.accounts.carol).withdrawCorrection(correction)
    await refuses(object(correction), 'CorrectionNotPending', [undefined, 3])
  })
  leaf('given the window has ended', 'it reverts with ObjectionTooLate', async () => {
    const correction = await proposed()
    await w.time.increase(3 * DAY)
    await refuses(object(correction), 'ObjectionTooLate')
  })
  leaf('when the signature has expired', 'it reverts with SignatureExpired', async () => {
    await refuses(object(await proposed(), { deadline: 1n }), 'SignatureExpired')
  })
  leaf('when somebody else or for something else signed', 'it reverts with SignatureInvalid', async () => {
    const { alice, bob } = w.accounts
    const correction = await proposed()
    const id = await w.review.correctionId(correction)
    const act = await signObjection(w, id, { signer: bob })
    await refuses(submit(correction, { ...act, signer: alice.address }), 'SignatureInvalid', [alice.address])
    await refuses(submit(correction, await signObjection(w, batch.id, {})), 'SignatureInvalid')
    await refuses(submit(correction, await signObjection(w, id, { amended: batch.entries })), 'SignatureInvalid')
  })
  leaf('given the nonce was used', 'it reverts with NonceUsed', async () => {
    const correction = await proposed()
    const act = await signObjection(w, await w.review.correctionId(correction), {})
    await submit(correction, act)
    await refuses(submit(correction, act), 'NonceUsed', [w.accounts.alice.address, act.nonce])
  })
  leaf('given the signer objected before', 'it reverts with ObjectionExists', async () => {
    const correction = await proposed()
    await object(correction)
    await refuses(object(correction), 'ObjectionExists')
  })
  leaf('when the signer has too few points', 'it reverts with ObjectorUnqualified', async () => {
    const { carol } = w.accounts
    await refuses(object(await proposed(), { signer: carol }), 'ObjectorUnqualified', [carol.address, 40, 100])
  })
  leaf('when it counts points of another account', 'it reverts with ObjectorMoved', async () => {
    const { bob, dave } = w.accounts
    await refuses(object(await proposed(), { signer: dave, account: bob }), 'ObjectorMoved', [bob.address, bob.address])
  })
  leaf('when the signer may object', 'it counts the objection in the name of the signer, whoever sends it', async () => {
    const { alice } = w.accounts
    const correction = await proposed()
    const id = await w.review.correctionId(correction)
    await expect(object(correction)).to.emit(w.review, 'CorrectionObjected').withArgs(w.L, id, alice.address, REASON, URI, 1)
    expect((await w.review.correctionState(id)).openObjections).to.equal(1n)
    expect((await w.ledger.roleOf(alice.address)).lastAct).to.equal(await now(w))
  })
  leaf('given an account moved to the signer', 'its points count', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    const correction = await proposed()
    await refuses(object(correction), 'ObjectorMoved', [alice.address, dave.address])
    await object(correction, { signer: dave, account: alice })
    expect((await w.review.correctionState(await w.review.correctionId(correction))).openObjections).to.equal(1n)
  })
})

describe('ReviewBoard.checkObjector', () => {
  const w = useWorld(people)
  const check = (objector: { address: string }, account = objector, kinds = [DESIGN]) =>
    w.review.checkObjector(w.L, objector.address, account.address, kinds)
  leaf('when the account is not the objector by now', 'it reverts with ObjectorMoved', async () => {
    const { alice, bob, dave } = w.accounts
    await refuses(check(dave, bob), 'ObjectorMoved', [bob.address, bob.address])
    await w.move(alice, dave)
    await refuses(check(alice), 'ObjectorMoved', [alice.address, dave.address])
  })
  leaf('when the objector has too few points', 'it reverts with ObjectorUnqualified', () =>
    refuses(check(w.accounts.carol), 'ObjectorUnqualified', [w.accounts.carol.address, 40, 100]),
  )
  leaf('when the objector is barred', 'it reverts with AccountBarred', async () => {
    await w.change(Change.Bar, barring(w.accounts.alice))
    await refuses(check(w.accounts.alice), 'AccountBarred', [w.accounts.alice.address])
  })
  leaf('when kinds stand twice', 'it reverts with StandingKindsNotAscending', () =>
    refuses(check(w.accounts.carol, w.accounts.carol, [DESIGN, DESIGN, DESIGN]), 'StandingKindsNotAscending', [1, DESIGN]),
  )
  leaf('when it has enough, or is a steward', 'it passes', async () => {
    await check(w.accounts.alice)
    await check(w.accounts.steward, w.accounts.steward, [])
    await w.move(w.accounts.alice, w.accounts.dave)
    await check(w.accounts.dave, w.accounts.alice)
  })
})
