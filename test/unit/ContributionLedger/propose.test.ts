import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { CASH, Change, coder, DESIGN, MILES, pack, REVIEW, Status, useWorld, ZERO } from '../../utils/world.ts'

describe('ContributionLedger.openTask', () => {
  const w = useWorld()
  leaf('when the caller is no steward', 'it reverts with StewardOnly', () =>
    refuses(w.ledger.connect(w.accounts.alice).openTask(ethers.id('task'), DESIGN, 5, 'ipfs://task'), 'StewardOnly', [
      w.accounts.alice.address,
    ]),
  )
  leaf('when the caller is a steward', 'it emits TaskOpened', async () => {
    await expect(w.ledger.connect(w.accounts.steward).openTask(ethers.id('task'), DESIGN, 5, 'ipfs://task'))
      .to.emit(w.ledger, 'TaskOpened')
      .withArgs(ethers.id('task'), DESIGN, 5, 'ipfs://task')
  })
})

describe('ContributionLedger.closeTask', () => {
  const w = useWorld()
  leaf('when the caller is no steward', 'it reverts with StewardOnly', () =>
    refuses(w.ledger.connect(w.accounts.alice).closeTask(ethers.id('task')), 'StewardOnly'),
  )
  leaf('when the caller is a steward', 'it emits TaskClosed', async () => {
    await expect(w.ledger.connect(w.accounts.steward).closeTask(ethers.id('task')))
      .to.emit(w.ledger, 'TaskClosed')
      .withArgs(ethers.id('task'))
  })
})

describe('ContributionLedger.checkEntries', () => {
  const w = useWorld()
  const check = (entries: bigint[]) => w.ledger.checkEntries(entries)
  const one = (kind: number, quantity: bigint, to = '0x0000000000000000000000000000000000000001') => pack({ to, kind, quantity })

  leaf('when there is no entry', 'it reverts with BatchEmpty', () => refuses(check([]), 'BatchEmpty'))
  leaf('when there are 251 entries', 'it reverts with BatchTooLarge', () =>
    refuses(
      check(Array.from({ length: 251 }, (_, i) => one(DESIGN, 1n, ethers.toBeHex(i + 1, 20)))),
      'BatchTooLarge',
      [251, 250],
    ),
  )
  leaf('when there are 250 entries', 'it passes', () =>
    check(Array.from({ length: 250 }, (_, i) => one(DESIGN, 1n, ethers.toBeHex(i + 1, 20)))),
  )
  leaf('when two entries stand in the wrong order', 'it reverts with BatchNotSorted', async () => {
    await refuses(check([one(DESIGN, 1n, ethers.toBeHex(2, 20)), one(DESIGN, 1n)]), 'BatchNotSorted', [1])
    await refuses(check([one(REVIEW, 1n), one(DESIGN, 1n)]), 'BatchNotSorted', [1])
  })
  leaf('when a pair of kind and address stands twice', 'it reverts with BatchNotSorted', () =>
    refuses(check([one(DESIGN, 1n), one(DESIGN, 2n)]), 'BatchNotSorted', [1]),
  )
  leaf('when a quantity is zero', 'it reverts with EntryQuantityZero', () =>
    refuses(check([one(DESIGN, 0n)]), 'EntryQuantityZero', [0]),
  )
  leaf('when the affiliate is the zero address', 'it reverts with EntryAffiliateInvalid', () =>
    refuses(check([one(DESIGN, 1n, ZERO)]), 'EntryAffiliateInvalid', [0, ZERO]),
  )
  leaf('when the affiliate is the venture', 'it reverts with EntryAffiliateInvalid', () =>
    refuses(check([one(DESIGN, 1n, w.V)]), 'EntryAffiliateInvalid', [0, w.V]),
  )
  leaf('when the kind does not exist', 'it reverts with KindUnknown', () => refuses(check([one(9, 1n)]), 'KindUnknown', [9, 4]))
  leaf('given the kind is closed', 'it reverts with EntryKindClosed', async () => {
    await w.board.connect(w.accounts.founder).closeKind(w.V, DESIGN, REVIEW)
    await refuses(check([one(DESIGN, 1n)]), 'EntryKindClosed', [0, DESIGN])
  })
  leaf('when a debt is worth less than one unit', 'it reverts with EntryMoneyOutOfBounds', () =>
    refuses(check([one(MILES, 99n)]), 'EntryMoneyOutOfBounds', [0, 0, 1, 2n ** 95n]),
  )
  leaf('given a price at which a debt is too large', 'it reverts with EntryMoneyOutOfBounds', async () => {
    const config = { name: ethers.id('gold'), unit: ethers.id('kg'), decimals: 0, pool: 2, rate: 2n ** 95n, voice: 0 }
    await w.board.connect(w.accounts.founder).openKind(w.V, config)
    await check([one(4, 1n)])
    await refuses(check([one(4, 2n)]), 'EntryMoneyOutOfBounds', [0, 2n ** 96n, 1, 2n ** 95n])
  })
})

describe('ContributionLedger.propose', () => {
  const w = useWorld()
  leaf('given the proposer is barred', 'it reverts with AccountBarred', async () => {
    const { alice } = w.accounts
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [alice.address, true]))
    await refuses(w.propose([{ to: alice.address, quantity: 1 }]), 'AccountBarred', [alice.address])
  })
  leaf('when an entry is invalid', 'it reverts with what checkEntries says', () => refuses(w.propose([]), 'BatchEmpty'))
  leaf('when the days of work are not 4 bytes per entry', 'it reverts with BatchWorkDaysMismatch', async () => {
    const { proposal } = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    await refuses(w.ledger.propose({ ...proposal, workDays: '0x000000' }), 'BatchWorkDaysMismatch', [3, 4])
  })
  leaf('given the same batch was proposed', 'it reverts with BatchExists', async () => {
    const { proposal, id } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    await refuses(w.ledger.connect(w.accounts.alice).propose(proposal), 'BatchExists', [id, Status.Pending])
  })
  leaf('given the same batch was withdrawn', 'it reverts with BatchExists', async () => {
    const { proposal, id, header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    await w.ledger.connect(w.accounts.alice).withdraw(header)
    await refuses(w.ledger.connect(w.accounts.alice).propose(proposal), 'BatchExists', [id, Status.Withdrawn])
  })
  leaf('when the batch is valid', 'it stores its state in one slot', async () => {
    const batch = await w.propose([
      { to: w.accounts.alice.address, quantity: 1 },
      { to: w.accounts.bob.address, kind: CASH, quantity: 7 },
    ])
    const state = await w.ledger.batchState(batch.id)
    const now = await w.time.latest()
    expect([state.status, state.deadline, state.size, state.left, state.openObjections, state.resolveBy]).to.deep.equal([
      Status.Pending,
      BigInt(now + 3 * 86_400),
      2n,
      2n,
      0n,
      0n,
    ])
  })
  leaf('when the batch is valid', 'it emits BatchProposed with all that accepting takes', async () => {
    const { proposal, id } = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    const call = w.ledger.connect(w.accounts.alice).propose(proposal)
    await expect(call)
      .to.emit(w.ledger, 'BatchProposed')
      .withArgs(
        id,
        w.accounts.alice.address,
        proposal.task,
        proposal.nonce,
        (deadline: bigint) => deadline > 0n,
        proposal.entries,
        proposal.workDays,
        proposal.evidenceHash,
        proposal.evidenceURI,
      )
  })
  leaf('when the same entries come from somebody else', 'it is another batch', async () => {
    const { proposal, id } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    expect(await w.ledger.connect(w.accounts.bob).propose.staticCall(proposal)).not.to.equal(id)
  })
})

describe('ContributionLedger.proposeFor', () => {
  const w = useWorld()
  const signedBatch = async () => {
    const batch = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    return { ...batch, by: await w.signProposal(w.accounts.alice, batch) }
  }
  leaf('given the proposer is barred', 'it reverts with AccountBarred', async () => {
    const { proposal, by } = await signedBatch()
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.alice.address, true]))
    await refuses(w.ledger.proposeFor(proposal, by), 'AccountBarred', [w.accounts.alice.address])
  })
  leaf('when the signature has expired', 'it reverts with SignatureExpired', async () => {
    const batch = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    await refuses(w.ledger.proposeFor(batch.proposal, await w.signProposal(w.accounts.alice, batch, 1n)), 'SignatureExpired', [
      undefined,
      1,
    ])
  })
  leaf('when somebody else signed', 'it reverts with SignatureInvalid', async () => {
    const batch = await signedBatch()
    const by = { ...batch.by, signature: (await w.signProposal(w.accounts.bob, batch)).signature }
    await refuses(w.ledger.proposeFor(batch.proposal, by), 'SignatureInvalid', [w.accounts.alice.address])
  })
  leaf('given the nonce was used', 'it reverts with NonceUsed', async () => {
    const { proposal, by } = await signedBatch()
    await w.ledger.proposeFor(proposal, by)
    await refuses(w.ledger.proposeFor(proposal, by), 'NonceUsed', [w.accounts.alice.address, proposal.nonce])
  })
  leaf('given the nonce was cancelled', 'it reverts with NonceUsed', async () => {
    const { proposal, by } = await signedBatch()
    await w.ledger.connect(w.accounts.alice).cancelNonce(proposal.nonce)
    await refuses(w.ledger.proposeFor(proposal, by), 'NonceUsed')
  })
  leaf('when the proposer signed', 'it proposes in the name of the proposer', async () => {
    const { proposal, by, id } = await signedBatch()
    await expect(w.ledger.connect(w.accounts.stranger).proposeFor(proposal, by))
      .to.emit(w.ledger, 'BatchProposed')
      .withArgs(id, w.accounts.alice.address, ...Array(7).fill(() => true))
    expect(await w.ledger.isNonceUsed(w.accounts.alice.address, proposal.nonce)).to.equal(true)
    expect(await w.ledger.isNonceUsed(w.accounts.bob.address, proposal.nonce)).to.equal(false)
  })
})

describe('ContributionLedger.cancelNonce', () => {
  const w = useWorld()
  leaf('given the nonce was used or cancelled', 'it reverts with NonceUsed', async () => {
    await w.ledger.connect(w.accounts.alice).cancelNonce(300)
    await refuses(w.ledger.connect(w.accounts.alice).cancelNonce(300), 'NonceUsed', [w.accounts.alice.address, 300])
  })
  leaf('given the nonce is free', 'it marks the nonce of the caller alone and emits NonceCancelled', async () => {
    const { alice, bob } = w.accounts
    await expect(w.ledger.connect(alice).cancelNonce(300)).to.emit(w.ledger, 'NonceCancelled').withArgs(alice.address, 300)
    expect(await w.ledger.isNonceUsed(alice.address, 300)).to.equal(true)
    expect(await w.ledger.isNonceUsed(alice.address, 301)).to.equal(false)
    expect(await w.ledger.isNonceUsed(bob.address, 300)).to.equal(false)
  })
})

describe('ContributionLedger.withdraw', () => {
  const w = useWorld()
  leaf('given the batch is not pending', 'it reverts with BatchStatusWrong', async () => {
    const { header, id } = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    await refuses(w.ledger.connect(w.accounts.alice).withdraw(header), 'BatchStatusWrong', [id, Status.None, Status.Pending])
  })
  leaf('when the caller is not its proposer', 'it reverts with ProposerOnly', async () => {
    const { header } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    await refuses(w.ledger.connect(w.accounts.bob).withdraw(header), 'ProposerOnly', [
      w.accounts.bob.address,
      w.accounts.alice.address,
    ])
  })
  leaf('given a part of it was accepted', 'it reverts with BatchRangeTaken', async () => {
    const { alice, bob } = w.accounts
    const batch = await w.propose([
      { to: alice.address, quantity: 1 },
      { to: bob.address, quantity: 1 },
    ])
    await w.acceptRange(batch, 0, 1)
    await refuses(w.ledger.connect(alice).withdraw(batch.header), 'BatchRangeTaken')
  })
  leaf('given it is pending', 'it withdraws it and emits BatchWithdrawn', async () => {
    const batch = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    await expect(w.ledger.connect(w.accounts.alice).withdraw(batch.header)).to.emit(w.ledger, 'BatchWithdrawn').withArgs(batch.id)
    await refuses(w.accept(batch), 'BatchStatusWrong', [batch.id, Status.Withdrawn, Status.Pending])
  })
})
