import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { type Batch, Change, coder, Decision, DESIGN, Status, useWorld, type World } from '../../utils/world.ts'

const units = async (w: World, account: { address: string }) => Number(await w.venture.unitsOf(account.address, DESIGN))

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

describe('ContributionLedger.reduceOwnUnits', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 }, { to: world.accounts.bob.address, quantity: 100 })
  })
  const reduce = (quantity: number, by = w.accounts.alice, account = w.accounts.alice) =>
    w.ledger.connect(by).reduceOwnUnits(account.address, DESIGN, quantity)
  leaf('when the caller is somebody else', 'it reverts with HolderOnly', async () => {
    const { alice, bob, founder, steward } = w.accounts
    for (const by of [bob, founder, steward]) await refuses(reduce(1, by), 'HolderOnly', [by.address, alice.address])
  })
  leaf('when the account has fewer units', 'it reverts with UnitsInsufficient', () =>
    refuses(reduce(101), 'UnitsInsufficient', [w.accounts.alice.address, DESIGN, 100, 101]),
  )
  leaf('given the account moved', 'when the old account calls', 'it reverts with HolderOnly', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    await refuses(reduce(1), 'HolderOnly', [alice.address, dave.address])
  })
  leaf('given the account moved', 'when the one it is now calls', 'it gives up what stayed there', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    await reduce(40, dave)
    expect([await units(w, alice), await units(w, dave)]).to.deep.equal([60, 0])
    await refuses(reduce(1, dave, dave), 'UnitsInsufficient', [dave.address, DESIGN, 0, 1])
  })
  leaf('when the account has them', 'it keeps what they earned and gives up the rest', async () => {
    await w.sale(1000)
    const before = await w.owed(w.accounts.alice)
    await w.token.mint(w.V, 1000)
    await expect(reduce(100)).to.emit(w.venture, 'UnitsRemoved').withArgs(w.accounts.alice.address, DESIGN, 100, 0)
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
      .withArgs(w.accounts.steward.address, false, 0)
    expect(await w.ledger.isSteward(w.accounts.steward.address)).to.equal(false)
  })
})

/** The venture that an implementation claims to have. */
const LOCKED = ethers.getAddress('0x000000000000000000000000000000000000dEaD')

describe('ContributionLedger.initialize', () => {
  const w = useWorld()
  leaf('given it is initialized', 'it reverts with LedgerInitialized', () =>
    refuses(w.ledger.initialize(w.V, w.config().parameters, [], 1), 'LedgerInitialized', [w.V]),
  )
  leaf('given it is the implementation', 'it reverts with LedgerInitialized', () =>
    refuses(w.ledgerCode.initialize(w.V, w.config().parameters, [], 1), 'LedgerInitialized', [LOCKED]),
  )
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
  leaf('when a steward is appointed', 'given the account moved', 'it is the one it is now', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    const data = coder.encode(['address', 'bool'], [alice.address, true])
    await expect((await board()).enact(w.V, Change.Steward, data))
      .to.emit(w.ledger, 'StewardSet')
      .withArgs(dave.address, true, 1)
    expect([await w.ledger.isSteward(alice.address), await w.ledger.isSteward(dave.address)]).to.deep.equal([false, true])
  })
  leaf('when an account is barred', 'given it moved', 'it bars the one it is now, too', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    for (const barred of [true, false]) {
      const call = (await board()).enact(w.V, Change.Bar, coder.encode(['address', 'bool'], [alice.address, barred]))
      await expect(call)
        .to.emit(w.ledger, 'BarSet')
        .withArgs(alice.address, barred)
        .and.to.emit(w.ledger, 'BarSet')
        .withArgs(dave.address, barred)
      expect([await w.ledger.isBarred(alice.address), await w.ledger.isBarred(dave.address)]).to.deep.equal([barred, barred])
    }
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
