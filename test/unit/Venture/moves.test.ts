import { expect } from 'chai'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { DESIGN, useWorld, ZERO } from '../../utils/world.ts'

describe('Venture.setSuccessor', () => {
  const w = useWorld()
  const succeed = async (from: { address: string }, to: { address: string }) =>
    w.venture.connect(await w.as(w.L)).setSuccessor(from.address, to.address)
  leaf('when the caller is not the ledger', 'it reverts with LedgerOnly', async () => {
    const { alice, dave, founder } = w.accounts
    await refuses(w.venture.setSuccessor(alice.address, dave.address), 'LedgerOnly', [founder.address, w.L])
    const board = w.venture.connect(await w.as(await w.accountBoard.getAddress()))
    await refuses(board.setSuccessor(alice.address, dave.address), 'LedgerOnly')
  })
  leaf('when both are the same', 'it reverts with MoveEndMoved', () =>
    refuses(succeed(w.accounts.alice, w.accounts.alice), 'MoveEndMoved', [w.accounts.alice.address, w.accounts.alice.address]),
  )
  leaf('given one of them moved before', 'it reverts with MoveEndMoved', async () => {
    const { alice, bob, dave } = w.accounts
    await succeed(alice, dave)
    await refuses(succeed(alice, bob), 'MoveEndMoved', [alice.address, bob.address])
    await refuses(succeed(bob, alice), 'MoveEndMoved', [bob.address, alice.address])
    await refuses(succeed(dave, alice), 'MoveEndMoved', [dave.address, alice.address])
  })
  leaf('given a payee', 'the other goes on, without it', async () => {
    const { alice, dave, stranger } = w.accounts
    await w.venture.connect(alice).setPayee(alice.address, stranger.address)
    await expect(succeed(alice, dave)).to.emit(w.venture, 'Moved').withArgs(alice.address, dave.address)
    expect(await w.venture.payeeOf(alice.address)).to.equal(dave.address)
  })
  leaf('given a payee of the other', 'it is paid for both', async () => {
    const { alice, dave, stranger } = w.accounts
    await w.venture.connect(dave).setPayee(dave.address, stranger.address)
    await succeed(alice, dave)
    expect(await w.venture.payeeOf(alice.address)).to.equal(stranger.address)
  })
  leaf('when an account moves', 'units and what they earned stay where they are', async () => {
    const { alice, dave } = w.accounts
    await w.give({ to: alice.address, quantity: 100 })
    await w.sale(1000)
    await succeed(alice, dave)
    const held = [alice, dave].map(({ address }) => w.venture.unitsOf(address, DESIGN))
    expect(await Promise.all(held)).to.deep.equal([100n, 0n])
    expect([await w.owed(alice), await w.owed(dave)]).to.deep.equal([949n, 0n])
  })
})

describe('Venture.awaitAct', () => {
  const w = useWorld()
  const awaitAct = async (account: { address: string }) => w.venture.connect(await w.as(w.L)).awaitAct(account.address)
  const lastAct = async (account: { address: string }) => (await w.venture.holderOf(account.address)).lastAct
  leaf('when the caller is not the ledger', 'it reverts with LedgerOnly', () =>
    refuses(w.venture.awaitAct(w.accounts.alice.address), 'LedgerOnly', [w.accounts.founder.address, w.L]),
  )
  leaf('given the account never did anything', 'it stays so', async () => {
    await awaitAct(w.accounts.alice)
    expect(await lastAct(w.accounts.alice)).to.equal(0n)
  })
  leaf('given it did something', 'the next thing it does shows, and its payee stays', async () => {
    const { alice, dave } = w.accounts
    await w.venture.connect(alice).setPayee(alice.address, dave.address)
    await awaitAct(alice)
    expect([await lastAct(alice), await w.venture.payeeOf(alice.address)]).to.deep.equal([1n, dave.address])
    await w.venture.connect(alice).claim(alice.address, [w.T], [], 0)
    expect(await lastAct(alice)).to.equal(BigInt(await w.time.latest()))
  })
})

describe('Venture.holderOf', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 })
  })
  const holderOf = async (account: { address: string }) => [...(await w.venture.holderOf(account.address))]
  const claim = (by = w.accounts.alice) => w.venture.connect(by).claim(w.accounts.alice.address, [w.T], [DESIGN], 0)
  const now = async () => BigInt(await w.time.latest())
  leaf('given it did nothing', 'it is the account itself', async () => {
    expect(await holderOf(w.accounts.alice)).to.deep.equal([w.accounts.alice.address, 0n])
  })
  leaf('when somebody else claims for it', 'it has done nothing', async () => {
    await w.sale(1000)
    await claim(w.accounts.stranger)
    expect(await holderOf(w.accounts.alice)).to.deep.equal([w.accounts.alice.address, 0n])
  })
  leaf('when it claims', 'it tells when, the first time', async () => {
    await claim()
    const first = await now()
    await w.time.increase(60)
    await claim()
    expect(await holderOf(w.accounts.alice)).to.deep.equal([w.accounts.alice.address, first])
  })
  leaf('when it names a payee or a recipient', 'it tells when, each time', async () => {
    const { alice, dave } = w.accounts
    const venture = w.venture.connect(alice)
    for (const act of [
      () => venture.setPayee(alice.address, dave.address),
      () => venture.claimTo(alice.address, dave.address, [w.T], [DESIGN], 0),
      () => venture.setPayee(alice.address, ZERO),
    ]) {
      await w.time.increase(60)
      await act()
      expect(await holderOf(alice)).to.deep.equal([alice.address, await now()])
    }
  })
  leaf('given it moved', 'it is the account at the end of its moves, and what that one did', async () => {
    const { alice, bob, dave } = w.accounts
    await claim()
    await w.move(alice, bob)
    await w.move(bob, dave)
    expect(await holderOf(alice)).to.deep.equal([dave.address, 0n])
    await claim(alice)
    await claim(bob)
    expect(await holderOf(alice)).to.deep.equal([dave.address, 0n])
    await claim(dave)
    const at = await now()
    for (const account of [alice, bob, dave]) expect(await holderOf(account)).to.deep.equal([dave.address, at])
  })
})
