import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { RULES } from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import { deployVoice, useVoice } from '../../utils/voice.ts'
import { type Batch, CASH, Change, coder, DAY, DEBT, DESIGN, EQUITY, REVIEW, useWorld, type World } from '../../utils/world.ts'

type Correction = ReturnType<World['correction']>

/** A batch that was accepted: 100 of Design and a debt of 500 for alice. */
let batch: Batch
const accepted = async (w: World) => {
  const { alice, bob } = w.accounts
  batch = await w.propose([
    { to: alice.address, quantity: 100 },
    { to: alice.address, kind: CASH, quantity: 500 },
    { to: bob.address, quantity: 100 },
  ])
  await w.time.increaseTo(await w.windowEnd(batch))
  await w.accept(batch)
}
const some = (w: World, change: Partial<Correction> = {}) => ({
  ...w.correction(batch, [{ to: w.accounts.alice.address, quantity: 40 }], { proposer: w.accounts.carol.address }),
  ...change,
})
const propose = async (w: World, correction: Correction, by = w.accounts.carol) => {
  await w.review.connect(by).proposeCorrection(correction, 'ipfs://reason')
  return correction
}
const ripe = async (w: World, change: Partial<Correction> = {}) => {
  const correction = await propose(w, some(w, change))
  await w.time.increase(3 * DAY)
  return correction
}
const attested = async (w: World, correction: Correction, ...stewards: World['accounts']['steward'][]) => {
  const id = await w.review.correctionId(correction)
  const list = await Promise.all(stewards.map((steward) => w.signAttestation(steward, id, ethers.ZeroHash)))
  return list.sort((a, b) => (BigInt(a.attestor) < BigInt(b.attestor) ? -1 : 1))
}
const apply = async (w: World, correction: Correction, stewards = [w.accounts.steward], by = w.accounts.founder) =>
  w.review.connect(by).applyCorrection(correction, await attested(w, correction, ...stewards))

describe('ReviewBoard.proposeCorrection', () => {
  const w = useWorld(accepted)
  leaf('when the caller is not the proposer named', 'it reverts with CorrectionProposerInvalid', () =>
    refuses(propose(w, some(w), w.accounts.bob), 'CorrectionProposerInvalid', [w.accounts.bob.address, w.accounts.carol.address]),
  )
  leaf('when the caller is barred', 'it reverts with CorrectionProposerInvalid', async () => {
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.carol.address, true]))
    await refuses(propose(w, some(w)), 'CorrectionProposerInvalid')
  })
  leaf('when nothing is to be corrected', 'it reverts with CorrectionEmpty', () =>
    refuses(propose(w, some(w, { entries: [] })), 'CorrectionEmpty'),
  )
  leaf('when an entry is invalid', 'it reverts with what checkEntries says', () =>
    refuses(
      propose(w, { ...w.correction(batch, [{ to: w.accounts.alice.address, quantity: 0 }]), proposer: w.accounts.carol.address }),
      'EntryQuantityZero',
    ),
  )
  leaf('given nothing of the batch was accepted', 'it reverts with CorrectionBatchUnknown', async () => {
    await refuses(propose(w, some(w, { batch: ethers.id('none') })), 'CorrectionBatchUnknown', [ethers.id('none')])
    const open = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    await refuses(propose(w, some(w, { batch: open.id })), 'CorrectionBatchUnknown')
  })
  leaf('given the same was proposed', 'it reverts with CorrectionExists', async () => {
    const correction = await propose(w, some(w))
    await refuses(propose(w, correction), 'CorrectionExists')
  })
  leaf('given the kind was closed', 'it is possible all the same', async () => {
    await w.board.connect(w.accounts.founder).closeKind(w.V, DESIGN, REVIEW)
    const correction = await ripe(w)
    await apply(w, correction)
    expect(await w.venture.unitsOf(w.accounts.alice.address, DESIGN)).to.equal(60n)
  })
  leaf('when it is valid', 'it opens the window and emits CorrectionProposed', async () => {
    const correction = some(w)
    await expect(w.review.connect(w.accounts.carol).proposeCorrection(correction, 'ipfs://reason')).to.emit(
      w.review,
      'CorrectionProposed',
    )
    const state = await w.review.correctionState(await w.review.correctionId(correction))
    expect([state.status, state.deadline, state.openObjections]).to.deep.equal([
      1n,
      BigInt((await w.time.latest()) + 3 * DAY),
      0n,
    ])
  })
})

describe('ReviewBoard.objectToCorrection', () => {
  const w = useWorld(accepted)
  const object = (correction: Correction, by = w.accounts.steward, kinds: number[] = []) =>
    w.review.connect(by).objectToCorrection(correction, kinds, ethers.id('reason'), 'ipfs://reason')
  leaf('given it is not pending', 'it reverts with CorrectionNotPending', () => refuses(object(some(w)), 'CorrectionNotPending'))
  leaf('given the window has ended', 'it reverts with ObjectionTooLate', async () => {
    await refuses(object(await ripe(w)), 'ObjectionTooLate')
  })
  leaf('given the caller objected before', 'it reverts with ObjectionExists', async () => {
    const correction = await propose(w, some(w))
    await object(correction)
    await refuses(object(correction), 'ObjectionExists')
  })
  leaf('when the caller has too few points', 'it reverts with ObjectorUnqualified', async () => {
    await refuses(object(await propose(w, some(w)), w.accounts.dave), 'ObjectorUnqualified')
  })
  leaf('when the caller may object', 'it counts the objection and emits CorrectionObjected', async () => {
    const correction = await propose(w, some(w))
    await expect(object(correction, w.accounts.alice, [DESIGN])).to.emit(w.review, 'CorrectionObjected')
    expect((await w.review.correctionState(await w.review.correctionId(correction))).openObjections).to.equal(1n)
  })
})

describe('ReviewBoard.withdrawCorrection', () => {
  const w = useWorld(accepted)
  leaf('given it is not pending', 'it reverts with CorrectionNotPending', () =>
    refuses(w.review.connect(w.accounts.carol).withdrawCorrection(some(w)), 'CorrectionNotPending'),
  )
  leaf('when the caller is not its proposer', 'it reverts with CorrectionProposerInvalid', async () => {
    const correction = await propose(w, some(w))
    await refuses(w.review.connect(w.accounts.alice).withdrawCorrection(correction), 'CorrectionProposerInvalid')
  })
  leaf('when its proposer calls', 'it withdraws it and emits CorrectionWithdrawn', async () => {
    const correction = await ripe(w)
    await expect(w.review.connect(w.accounts.carol).withdrawCorrection(correction)).to.emit(w.review, 'CorrectionWithdrawn')
    await refuses(apply(w, correction), 'CorrectionNotPending', [undefined, 3])
  })
})

describe('ReviewBoard.applyCorrection', () => {
  const w = useWorld(accepted)
  leaf('given it is not pending', 'it reverts with CorrectionNotPending', async () => {
    const correction = await ripe(w)
    await apply(w, correction)
    await refuses(apply(w, correction), 'CorrectionNotPending', [undefined, 2])
  })
  leaf('when the caller is not the governor', 'it reverts with GovernorOnly', async () => {
    const correction = await ripe(w)
    await refuses(apply(w, correction, [w.accounts.steward], w.accounts.steward), 'GovernorOnly')
  })
  leaf('given the window is open', 'it reverts with CorrectionTooEarly', async () => {
    const correction = await propose(w, some(w))
    await refuses(apply(w, correction), 'CorrectionTooEarly')
  })
  leaf('when the governor attests', 'it reverts with ResolutionConflict', async () => {
    const { founder, steward } = w.accounts
    const appointed = coder.encode(['address', 'bool'], [founder.address, true])
    await w.change(Change.Steward, appointed)
    await refuses(apply(w, await ripe(w), [founder]), 'ResolutionConflict', [founder.address])
    await refuses(apply(w, await ripe(w), [founder, steward]), 'ResolutionConflict', [founder.address])
  })
  leaf('when an account that is the governor by now attests', 'it reverts with ResolutionConflict', async () => {
    const { founder, steward } = w.accounts
    await w.move(steward, founder)
    await refuses(apply(w, await ripe(w), [founder]), 'ResolutionConflict', [founder.address])
  })
  leaf('given the account of an entry is the attestor by now', 'it reverts with AttestationsMissing', async () => {
    const { alice, steward } = w.accounts
    await w.move(alice, steward)
    await refuses(apply(w, await ripe(w)), 'AttestationsMissing', [0, 0, 1])
    const debts = [{ pool: DEBT, account: alice.address, index: 0 }]
    await refuses(apply(w, await ripe(w, { entries: [], debts })), 'AttestationsMissing', [0, 0, 1])
  })
  leaf('when too few others attest', 'it reverts with AttestationsMissing', async () => {
    await refuses(apply(w, await ripe(w), []), 'AttestationsMissing', [0, 0, 1])
  })
  leaf('when too few others attest a debt', 'it reverts with AttestationsMissing', async () => {
    const debts = [{ pool: DEBT, account: w.accounts.alice.address, index: 0 }]
    await refuses(apply(w, await ripe(w, { entries: [], debts }), []), 'AttestationsMissing', [0, 0, 1])
  })
  leaf('given an objection stands', 'it takes one attestation more', async () => {
    const correction = await propose(w, some(w))
    await w.review.connect(w.accounts.steward3).objectToCorrection(correction, [], ethers.id('reason'), '')
    await w.time.increase(3 * DAY)
    await refuses(apply(w, correction), 'AttestationsMissing', [0, 1, 2])
    await apply(w, correction, [w.accounts.steward, w.accounts.steward2])
  })
  leaf('when units are corrected', 'it takes them out and what has accrued stays', async () => {
    await w.sale(1000)
    const before = await w.owed(w.accounts.alice)
    const correction = await ripe(w)
    await expect(apply(w, correction)).to.emit(w.review, 'CorrectionApplied')
    expect(await w.venture.unitsOf(w.accounts.alice.address, DESIGN)).to.equal(60n)
    expect(await w.owed(w.accounts.alice)).to.equal(before)
    expect((await w.venture.equityPool(EQUITY)).points).to.equal(6400n)
  })
  leaf('when fewer units are left', 'it takes those and goes on', async () => {
    await w.ledger.connect(w.accounts.alice).reduceOwnUnits(w.accounts.alice.address, DESIGN, 80)
    await apply(w, await ripe(w))
    expect(await w.venture.unitsOf(w.accounts.alice.address, DESIGN)).to.equal(0n)
  })
  leaf('when a debt is corrected', 'it re-assigns it to the venture', async () => {
    const debts = [{ pool: DEBT, account: w.accounts.alice.address, index: 0 }]
    const correction = await ripe(w, { entries: [], debts })
    await expect(apply(w, correction)).to.emit(w.venture, 'DebtReassigned').withArgs(DEBT, w.accounts.alice.address, 0, 500, 0)
    await w.sale(1000)
    expect(await w.owed(w.accounts.alice, [])).to.equal(0n)
  })
  leaf('when a debt does not exist', 'it reverts with DebtEntryUnknown', async () => {
    const debts = [{ pool: DEBT, account: w.accounts.alice.address, index: 7 }]
    await refuses(apply(w, await ripe(w, { entries: [], debts })), 'DebtEntryUnknown', [DEBT, w.accounts.alice.address, 7])
  })
  leaf('given the group governs', 'it takes no attestations', async () => {
    const { alice } = w.accounts
    const governor = await useVoice(w).appointGroup()
    const correction = await propose(w, some(w))
    await w.review.connect(w.accounts.steward3).objectToCorrection(correction, [], ethers.id('reason'), '')
    const review = w.review.connect(await w.as(String(governor.target)))
    await refuses(review.applyCorrection(correction, []), 'CorrectionTooEarly')
    await w.time.increase(3 * DAY)
    await refuses(apply(w, correction, [], alice), 'GovernorOnly', [alice.address, governor.target])
    await expect(review.applyCorrection(correction, [])).to.emit(w.review, 'CorrectionApplied')
    expect(await w.venture.unitsOf(alice.address, DESIGN)).to.equal(60n)
  })
  leaf('given a governor of another ledger, or one that only looks alike', 'it takes attestations (T73)', async () => {
    const other = await w.deploy(w.config(), ethers.id('other'))
    const factory = w.factory.connect(w.accounts.founder)
    const ofOther = await factory.deployGovernor.staticCall(other.V, RULES.crew, ethers.ZeroHash)
    await factory.deployGovernor(other.V, RULES.crew, ethers.ZeroHash)
    const forged = await deployVoice(w, 'ForgedGovernor', [w.L])
    // A clone by the book, of something else.
    const clone = ethers.concat([
      '0x3d602d80600a3d3981f3363d3d373d3d3d363d73',
      String(forged.target),
      '0x5af43d82803e903d91602b57fd5bf3',
    ])
    const { contractAddress } = (await (await w.accounts.stranger.sendTransaction({ data: clone })).wait()) as {
      contractAddress: string
    }
    const venture = w.venture.connect(await w.as(await w.board.getAddress()))
    for (const address of [ofOther, String(forged.target), contractAddress]) {
      expect(await (await w.hh.getContractAt('LazyConsensusGovernor', address)).ledger()).to.equal(
        address === ofOther ? other.L : w.L,
      )
      await venture.enact(w.V, Change.Governor, coder.encode(['address'], [address]))
      const correction = await ripe(w)
      const by = await w.as(address)
      await refuses(apply(w, correction, [], by), 'AttestationsMissing', [0, 0, 1])
      await apply(w, correction, [w.accounts.steward], by)
    }
  })
})
