import { expect } from 'chai'
import { ethers } from 'ethers'
import { proposalTypes } from '../../../sdk/src/batch/typedData.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import {
  type Batch,
  CASH,
  Change,
  coder,
  DESIGN,
  hashEntries,
  packAll,
  Status,
  useWorld,
  type World,
  ZERO,
} from '../../utils/world.ts'

const units = async (w: World, account: { address: string }) => Number(await w.venture.unitsOf(account.address, DESIGN))

/** The ledger as a board calls it. */
const from = async (w: World, board: { getAddress(): Promise<string> }) => w.ledger.connect(await w.as(await board.getAddress()))

const lastActs = (w: World, ...accounts: { address: string }[]) =>
  Promise.all(accounts.map(async ({ address }) => (await w.ledger.roleOf(address)).lastAct))

const now = async (w: World) => BigInt(await w.time.latest())

/** Two entries, and a board that may accept them. */
const pending = async (w: World) => {
  const batch = await w.propose([
    { to: w.accounts.alice.address, quantity: 100 },
    { to: w.accounts.bob.address, quantity: 200 },
  ])
  return { batch, growth: await from(w, w.growth) }
}

/** A large batch that was accepted: 300 of Design. */
const acceptedLarge = async (w: World): Promise<Batch> => {
  const batch = await w.proposeLarge([{ kind: DESIGN, quantity: 300 }])
  await (await from(w, w.growth)).take(batch.header, batch.entries, 0, 1, [])
  return batch
}

const recordOf = async (w: World, id: string) => {
  const [added] = await w.venture.queryFilter(w.venture.filters.TotalAdded(id, DESIGN))
  return added ? [...added.args.record] : [300n]
}

describe('ContributionLedger.review', () => {
  const w = useWorld()
  leaf('when the caller is not the review board', 'it reverts with BoardOnly', async () => {
    const { id } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    const { status, deadline, resolveBy, size, left, openObjections, objectionsEver, amended, partly, some, large } =
      await w.ledger.batchState(id)
    const state = { status, deadline, resolveBy, size, left, openObjections, objectionsEver, amended, partly, some, large }
    await refuses(w.ledger.connect(w.accounts.founder).review(id, state, 0, id), 'BoardOnly', [
      w.accounts.founder.address,
      await w.review.getAddress(),
    ])
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
  leaf('when the caller is not the review board', 'it reverts with BoardOnly', async () =>
    refuses(w.ledger.connect(w.accounts.founder).correctUnits(w.accounts.alice.address, DESIGN, 1), 'BoardOnly', [
      w.accounts.founder.address,
      await w.review.getAddress(),
    ]),
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
  leaf('when the caller is not the review board', 'it reverts with BoardOnly', async () =>
    refuses(w.ledger.connect(w.accounts.founder).correctDebt(2, w.accounts.alice.address, 0), 'BoardOnly', [
      w.accounts.founder.address,
      await w.review.getAddress(),
    ]),
  )
  leaf('when the caller is the review board', 'it re-assigns the entry', async () => {
    const call = w.ledger.connect(await w.as(await w.review.getAddress())).correctDebt(2, w.accounts.alice.address, 0)
    await expect(call).to.emit(w.venture, 'DebtReassigned').withArgs(2, w.accounts.alice.address, 0, 100, 0)
  })
})

describe('ContributionLedger.useSigned', () => {
  const w = useWorld()
  /** What a board of later days may have its users sign. */
  const types = {
    Greeting: [
      { name: 'signer', type: 'address' },
      { name: 'nonce', type: 'uint256' },
      { name: 'deadline', type: 'uint256' },
    ],
  }
  const greeting = async (change: { actNonce?: bigint; deadline?: bigint } = {}) => {
    const act = await w.signAct(w.accounts.alice, types, {}, change)
    return { act, structHash: ethers.TypedDataEncoder.hashStruct('Greeting', types, act) }
  }
  leaf('when the caller is no board', 'it reverts with BoardOnly', async () => {
    const { act, structHash } = await greeting()
    await refuses(w.ledger.connect(w.accounts.alice).useSigned(act, structHash), 'BoardOnly', [w.accounts.alice.address, ZERO])
  })
  leaf('when the signature has expired', 'it reverts with SignatureExpired', async () => {
    const { act, structHash } = await greeting({ deadline: 1n })
    await refuses((await from(w, w.accountBoard)).useSigned(act, structHash), 'SignatureExpired', [undefined, 1])
  })
  leaf('when somebody else signed', 'it reverts with SignatureInvalid', async () => {
    const { act, structHash } = await greeting()
    const call = (await from(w, w.accountBoard)).useSigned({ ...act, signer: w.accounts.bob.address }, structHash)
    await refuses(call, 'SignatureInvalid', [w.accounts.bob.address])
  })
  leaf('given the nonce was used or cancelled', 'it reverts with NonceUsed', async () => {
    const used = await greeting()
    await (await from(w, w.accountBoard)).useSigned(used.act, used.structHash)
    // By another board: the nonces are the ledger's.
    await refuses((await from(w, w.large)).useSigned(used.act, used.structHash), 'NonceUsed', [
      w.accounts.alice.address,
      used.act.nonce,
    ])
    const cancelled = await greeting()
    await w.ledger.connect(w.accounts.alice).cancelNonce(cancelled.act.nonce)
    await refuses((await from(w, w.accountBoard)).useSigned(cancelled.act, cancelled.structHash), 'NonceUsed')
  })
  leaf('when a board passes on what was signed', 'it uses the nonce up and notes that the signer is there', async () => {
    const { act, structHash } = await greeting({ actNonce: 2n ** 200n })
    await (await from(w, w.accountBoard)).useSigned(act, structHash)
    expect(await w.ledger.isNonceUsed(w.accounts.alice.address, 2n ** 200n)).to.equal(true)
    expect(await lastActs(w, w.accounts.alice)).to.deep.equal([await now(w)])
  })
  leaf('given a proposal was signed with the same nonce', 'it reverts with NonceUsed', async () => {
    const batch = await w.batch([{ to: w.accounts.alice.address, quantity: 1 }])
    await w.ledger.proposeFor(
      batch.proposal,
      await w.signed(w.accounts.alice, proposalTypes, 'proposer', w.proposalMessage(batch)),
    )
    const { act, structHash } = await greeting({ actNonce: batch.proposal.nonce })
    await refuses((await from(w, w.accountBoard)).useSigned(act, structHash), 'NonceUsed')
  })
})

describe('ContributionLedger.recordAct', () => {
  const w = useWorld()
  leaf('when the caller is no board', 'it reverts with BoardOnly', async () => {
    const call = w.ledger.connect(w.accounts.founder).recordAct(w.accounts.alice.address)
    await refuses(call, 'BoardOnly', [w.accounts.founder.address, ZERO])
  })
  leaf('when a board says so', 'it notes that the account is there', async () => {
    await (await from(w, w.review)).recordAct(w.accounts.alice.address)
    expect(await lastActs(w, w.accounts.alice, w.accounts.bob)).to.deep.equal([await now(w), 0n])
  })
})

describe('ContributionLedger.enter', () => {
  const w = useWorld()
  const batch = ethers.id('batch')
  const enter = async (proposer = w.accounts.alice) => (await from(w, w.large)).enter(batch, proposer.address, 250)
  leaf('when the caller is not the board of large batches', 'it reverts with BoardOnly', async () => {
    const call = (await from(w, w.review)).enter(batch, w.accounts.alice.address, 1)
    await refuses(call, 'BoardOnly', [await w.review.getAddress(), await w.large.getAddress()])
  })
  leaf('given the proposer is barred', 'it reverts with AccountBarred', async () => {
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [w.accounts.alice.address, true]))
    await refuses(enter(), 'AccountBarred', [w.accounts.alice.address])
  })
  leaf('given the same batch was entered', 'it reverts with BatchExists', async () => {
    await enter()
    await refuses(enter(w.accounts.bob), 'BatchExists', [batch, Status.Pending])
  })
  leaf('when it is new', 'it is pending, large, and nothing else is told', async () => {
    await enter()
    const { status, deadline, size, left, large, partly, amended } = await w.ledger.batchState(batch)
    expect([status, size, left, large, partly, amended]).to.deep.equal([Status.Pending, 250n, 250n, true, false, false])
    expect(deadline).to.equal((await now(w)) + (await w.ledger.parameters()).objectionWindow)
    expect(await lastActs(w, w.accounts.alice)).to.deep.equal([await now(w)])
  })
})

describe('ContributionLedger.take', () => {
  const w = useWorld()
  leaf('when the caller is no board', 'it reverts with BoardOnly', async () => {
    const { batch } = await pending(w)
    const call = w.ledger.connect(w.accounts.steward).take(batch.header, batch.entries, 0, 2, [])
    await refuses(call, 'BoardOnly', [w.accounts.steward.address, ZERO])
  })
  leaf('given the batch is not pending', 'it reverts with BatchStatusWrong', async () => {
    const { batch, growth } = await pending(w)
    await growth.take(batch.header, batch.entries, 0, 2, [])
    await refuses(growth.take(batch.header, batch.entries, 0, 2, []), 'BatchStatusWrong', [
      batch.id,
      Status.Accepted,
      Status.Pending,
    ])
  })
  leaf('when the entries are not those in force', 'it reverts with BatchEntriesWrong', async () => {
    const { batch, growth } = await pending(w)
    const entries = w.amend(batch, [1, 1])
    await refuses(growth.take(batch.header, entries, 0, 2, []), 'BatchEntriesWrong', [
      hashEntries(entries),
      batch.header.entriesHash,
    ])
  })
  leaf('given an objection stands', 'it reverts with BatchHasObjections', async () => {
    const { batch, growth } = await pending(w)
    await w.object(batch, w.accounts.steward)
    await refuses(growth.take(batch.header, batch.entries, 0, 2, []), 'BatchHasObjections', [batch.id, 1])
  })
  leaf('when a board has found nothing against it', 'it takes the range and notes that the attestors are there', async () => {
    const { alice, bob, steward, steward2 } = w.accounts
    const { batch, growth } = await pending(w)
    await growth.take(batch.header, batch.entries, 0, 1, [steward.address, steward2.address])
    const [first] = batch.entries as [bigint]
    const taken = first >> 96n === BigInt(alice.address) ? [100, 0] : [0, 200]
    expect([await units(w, alice), await units(w, bob)]).to.deep.equal(taken)
    expect(await lastActs(w, steward, steward2)).to.deep.equal([await now(w), await now(w)])
  })
})

describe('ContributionLedger.activate', () => {
  const w = useWorld()
  const leaves = () => packAll([{ to: w.accounts.alice.address, quantity: 100 }])
  leaf('when the caller is not the board of large batches', 'it reverts with BoardOnly', async () => {
    const { id } = await acceptedLarge(w)
    const call = (await from(w, w.review)).activate(id, await recordOf(w, id), leaves())
    await refuses(call, 'BoardOnly', [await w.review.getAddress(), await w.large.getAddress()])
  })
  leaf('given the batch is not accepted', 'it reverts with RecordWrong', async () => {
    const { id } = await w.proposeLarge([{ kind: DESIGN, quantity: 300 }])
    const call = (await from(w, w.large)).activate(id, await recordOf(w, id), leaves())
    await refuses(call, 'RecordWrong', [id, DESIGN])
  })
  leaf('given it is accepted', 'the venture gives them their units', async () => {
    const { id } = await acceptedLarge(w)
    await expect((await from(w, w.large)).activate(id, await recordOf(w, id), leaves()))
      .to.emit(w.venture, 'UnitsActivated')
      .withArgs(id, leaves())
    expect([await units(w, w.accounts.alice), (await w.venture.activatedOf(id, DESIGN)).units]).to.deep.equal([100, 100n])
  })
})

describe('ContributionLedger.closeRest', () => {
  const w = useWorld()
  leaf('when the caller is not the board of large batches', 'it reverts with BoardOnly', async () => {
    const { id } = await acceptedLarge(w)
    const call = (await from(w, w.accountBoard)).closeRest(id, DESIGN, await recordOf(w, id))
    await refuses(call, 'BoardOnly', [await w.accountBoard.getAddress(), await w.large.getAddress()])
  })
  leaf('given the batch is not accepted', 'it reverts with RecordWrong', async () => {
    const { id } = await w.proposeLarge([{ kind: DESIGN, quantity: 300 }])
    await refuses((await from(w, w.large)).closeRest(id, DESIGN, await recordOf(w, id)), 'RecordWrong', [id, DESIGN])
  })
  leaf('given it is accepted', 'the venture takes the rest out', async () => {
    const { id } = await acceptedLarge(w)
    await expect((await from(w, w.large)).closeRest(id, DESIGN, await recordOf(w, id)))
      .to.emit(w.venture, 'RestClosed')
      .withArgs(id, DESIGN, 300)
    expect((await w.venture.equityPool(1)).points).to.equal(0n)
  })
})

describe('ContributionLedger.awaitAct', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.alice.address, quantity: 100 })
  })
  const awaitAct = async (account: { address: string }) => (await from(w, w.accountBoard)).awaitAct(account.address)
  leaf('when the caller is not the account board', 'it reverts with BoardOnly', async () => {
    const call = (await from(w, w.review)).awaitAct(w.accounts.alice.address)
    await refuses(call, 'BoardOnly', [await w.review.getAddress(), await w.accountBoard.getAddress()])
  })
  leaf('given the account claimed in the venture', 'it says when, and the next claim shows there', async () => {
    const { alice } = w.accounts
    await w.venture.connect(alice).claim(alice.address, [w.T], [DESIGN], 0)
    const claimed = await now(w)
    expect(await (await from(w, w.accountBoard)).awaitAct.staticCall(alice.address)).to.equal(claimed)
    await awaitAct(alice)
    expect(await lastActs(w, alice)).to.deep.equal([0n])
    expect((await w.venture.holderOf(alice.address)).lastAct).to.equal(1n)
    await w.venture.connect(alice).claim(alice.address, [w.T], [DESIGN], 0)
    expect((await w.venture.holderOf(alice.address)).lastAct).to.equal(await now(w))
  })
  leaf('given it did something here since', 'it says that, and writes the next thing it does', async () => {
    const { alice } = w.accounts
    await w.venture.connect(alice).claim(alice.address, [w.T], [DESIGN], 0)
    await w.ledger.connect(alice).cancelNonce(1)
    expect(await (await from(w, w.accountBoard)).awaitAct.staticCall(alice.address)).to.equal(await now(w))
    await awaitAct(alice)
    expect(await lastActs(w, alice)).to.deep.equal([1n])
    await w.ledger.connect(alice).cancelNonce(2)
    expect(await lastActs(w, alice)).to.deep.equal([await now(w)])
  })
  leaf('given it never did anything', 'it stays so', async () => {
    await awaitAct(w.accounts.alice)
    expect(await lastActs(w, w.accounts.alice)).to.deep.equal([0n])
    expect((await w.venture.holderOf(w.accounts.alice.address)).lastAct).to.equal(0n)
  })
})

describe('ContributionLedger.move', () => {
  const w = useWorld()
  const somebody = (i: number) => ({ address: ethers.getAddress(ethers.dataSlice(ethers.id(`somebody ${i}`), 12)) })
  const roles = async (...accounts: { address: string }[]) =>
    Promise.all(
      accounts.map(async ({ address }) => {
        const { steward, barred, depth } = await w.ledger.roleOf(address)
        return [steward, barred, depth]
      }),
    )
  leaf('when the caller is not the account board', 'it reverts with BoardOnly', async () => {
    const { alice, dave, founder } = w.accounts
    const call = w.ledger.connect(founder).move(alice.address, dave.address)
    await refuses(call, 'BoardOnly', [founder.address, await w.accountBoard.getAddress()])
  })
  leaf('given it moved before', 'it reverts with VoiceMoved', async () => {
    const { alice, bob, dave } = w.accounts
    await w.move(alice, dave)
    await refuses(w.move(alice, bob), 'VoiceMoved', [alice.address, dave.address])
  })
  leaf('given the new account moved before', 'it reverts with MoveEndMoved', async () => {
    const { alice, bob, dave } = w.accounts
    await w.move(alice, dave)
    await refuses(w.move(bob, alice), 'MoveEndMoved', [bob.address, alice.address])
  })
  leaf('given 8 moves lie behind it', 'it reverts with MovesTooMany', async () => {
    for (let i = 0; i < 8; i++) await w.move(somebody(i), somebody(i + 1))
    expect(await roles(somebody(8))).to.deep.equal([[false, false, 8n]])
    await refuses(w.move(somebody(8), somebody(9)), 'MovesTooMany', [9, 8])
    expect(await w.venture.payeeOf(somebody(0).address)).to.equal(somebody(8).address)
  })
  leaf('given others moved to the new account before', 'it counts the longest way', async () => {
    for (let i = 0; i < 3; i++) await w.move(somebody(i), somebody(i + 1))
    await w.move(somebody(9), somebody(3))
    await w.move(somebody(10), somebody(11))
    await w.move(somebody(11), somebody(3))
    expect(await roles(somebody(3), somebody(9), somebody(11))).to.deep.equal([
      [false, false, 3n],
      [false, false, 0n],
      [false, false, 1n],
    ])
  })
  leaf('when an account without a role moves', 'the other gets none', async () => {
    const { alice, dave } = w.accounts
    await expect(w.move(alice, dave)).to.emit(w.venture, 'Moved').withArgs(alice.address, dave.address)
    expect(await roles(alice, dave)).to.deep.equal([
      [false, false, 0n],
      [false, false, 1n],
    ])
  })
  leaf('when a steward moves', 'the other is the steward and it is none any more', async () => {
    const { steward, dave } = w.accounts
    await expect(w.move(steward, dave))
      .to.emit(w.ledger, 'StewardSet')
      .withArgs(steward.address, false, 0)
      .and.to.emit(w.ledger, 'StewardSet')
      .withArgs(dave.address, true, 1)
    expect(await roles(steward, dave)).to.deep.equal([
      [false, false, 0n],
      [true, false, 1n],
    ])
  })
  leaf('when a barred account moves', 'both are barred', async () => {
    const { alice, dave } = w.accounts
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [alice.address, true]))
    await expect(w.move(alice, dave)).to.emit(w.ledger, 'BarSet').withArgs(dave.address, true)
    expect(await roles(alice, dave)).to.deep.equal([
      [false, true, 0n],
      [false, true, 1n],
    ])
  })
  leaf('when a steward or a barred account is moved to', 'it stays what it is', async () => {
    const { alice, bob, dave, steward } = w.accounts
    await w.change(Change.Bar, coder.encode(['address', 'bool'], [dave.address, true]))
    await w.move(alice, dave)
    await w.move(bob, steward)
    expect(await roles(alice, dave, bob, steward)).to.deep.equal([
      [false, false, 0n],
      [false, true, 1n],
      [false, false, 0n],
      [true, false, 1n],
    ])
  })
})

describe('ContributionLedger.attestationRule', () => {
  const w = useWorld()
  leaf('it is what the parameters ask, and whether the batch is large', async () => {
    const { id } = await w.propose([{ to: w.accounts.alice.address, quantity: 1 }])
    expect(await w.ledger.attestationRule(id)).to.deep.equal([1n, false])
    const large = await w.proposeLarge([{ kind: DESIGN, quantity: 1 }])
    expect(await w.ledger.attestationRule(large.id)).to.deep.equal([1n, true])
  })
})

describe('ContributionLedger.roleOf', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.steward.address, quantity: 100 })
  })
  leaf('when an account does anything here', 'it tells when', async () => {
    const { steward } = w.accounts
    const ledger = w.ledger.connect(steward)
    let batch: Batch
    const acts: Record<string, () => Promise<unknown>> = {
      openTask: () => ledger.openTask(ethers.id('task'), DESIGN, 1, ''),
      closeTask: () => ledger.closeTask(ethers.id('task')),
      propose: async () => (batch = await w.propose([{ to: steward.address, quantity: 1 }], steward)),
      withdraw: () => ledger.withdraw(batch.header),
      proposeFor: async () => {
        const signed = await w.batch([{ to: steward.address, quantity: 1 }], { proposer: steward.address })
        return w.ledger.proposeFor(signed.proposal, await w.signProposal(steward, signed))
      },
      cancelNonce: () => ledger.cancelNonce(2n ** 100n),
      reduceOwnUnits: () => ledger.reduceOwnUnits(steward.address, DESIGN, 1),
      resign: () => ledger.resign(),
    }
    for (const [name, act] of Object.entries(acts)) {
      await w.time.increase(60)
      // Only the first act since a proposal to move the account is written.
      await (await from(w, w.accountBoard)).awaitAct(steward.address)
      await act()
      expect(await lastActs(w, steward, w.accounts.stranger), name).to.deep.equal([await now(w), 0n])
    }
  })
})
