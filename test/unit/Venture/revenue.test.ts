import { expect } from 'chai'
import { ethers } from 'ethers'
import { callsOf } from '../../utils/calls.ts'
import { refuses, revertData } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { CASH, DAY, DEBT, DESIGN, EQUITY, ETH, LATER, REVIEW, useWorld, type World, ZERO } from '../../utils/world.ts'

const Odd = {
  None: 0,
  NoReturnValue: 1,
  ReturnsFalse: 2,
  TransferReverts: 3,
  TakesAFee: 4,
  TakesAll: 5,
  BalanceReverts: 6,
  BalanceShort: 7,
  BalanceBurnsGas: 8,
}

/** An estimate would be content with a call back that fails for want of gas. */
const PLENTY = { gasLimit: 3_000_000 }
/** What the ledger alone may do. */
const LEDGER_ONLY = ['activate', 'addUnits', 'awaitAct', 'closeRest', 'reassignDebt', 'removeUnits', 'setSuccessor']

let odd: ethers.Contract
let O: string
const listOdd = async (w: World) => {
  odd = await w.mock('OddToken')
  O = await odd.getAddress()
  const board = w.venture.connect(await w.as(await w.board.getAddress()))
  await board.enact(w.V, 5, ethers.AbiCoder.defaultAbiCoder().encode(['address', 'bool'], [O, false]))
}
const be = async (oddity: number) => ((await odd.getFunction('be')(oddity)) as ethers.TransactionResponse).wait()
const mint = async (to: string, amount: number) =>
  ((await odd.getFunction('mint')(to, amount)) as ethers.TransactionResponse).wait()
const balance = async (of: string) => (await odd.getFunction('balanceOf')(of)) as bigint
const give = (w: World) => w.give({ to: w.accounts.alice.address, quantity: 100 }, { to: w.accounts.bob.address, quantity: 300 })

describe('Venture.receive', () => {
  const w = useWorld()
  leaf('given it is a clone', 'it takes ETH as revenue', async () => {
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
    expect(await w.venture.sync.staticCall(ETH)).to.equal(1000n)
  })
  leaf('given it is the implementation', 'it reverts with CloneOnly', async () =>
    refuses(w.accounts.customer.sendTransaction({ to: await w.ventureCode.getAddress(), value: 1 }), 'CloneOnly'),
  )
})

describe('Venture.pay', () => {
  const w = useWorld(listOdd)
  const pay = (token: string, amount: number, value = 0) =>
    w.venture.connect(w.accounts.customer).pay(token, amount, ethers.id('invoice'), { value })
  const approve = async (amount: number) => {
    await mint(w.accounts.customer.address, amount)
    await (
      (await (odd.connect(w.accounts.customer) as ethers.Contract).getFunction('approve')(
        w.V,
        amount,
      )) as ethers.TransactionResponse
    ).wait()
  }
  leaf('given it is the implementation', 'it reverts with CloneOnly', () =>
    refuses(w.ventureCode.pay(ETH, 1, ethers.ZeroHash, { value: 1 }), 'CloneOnly'),
  )
  leaf('when ETH is paid with another value', 'it reverts with PaymentValueMismatch', () =>
    refuses(pay(ETH, 2, 1), 'PaymentValueMismatch', [1, 2]),
  )
  leaf('when a token is paid with ETH along', 'it reverts with PaymentValueMismatch', () =>
    refuses(pay(w.T, 2, 1), 'PaymentValueMismatch', [1, 2]),
  )
  leaf('when nothing is paid', 'it reverts with PaymentEmpty', () => refuses(pay(ETH, 0), 'PaymentEmpty', [ETH]))
  leaf('when the token keeps everything', 'it reverts with PaymentEmpty', async () => {
    await approve(100)
    await be(Odd.TakesAll)
    await refuses(pay(O, 100), 'PaymentEmpty', [O])
  })
  leaf('when the token returns false', 'it reverts with SafeERC20FailedOperation', async () => {
    await approve(100)
    await be(Odd.ReturnsFalse)
    await refuses(pay(O, 100), 'SafeERC20FailedOperation', [O])
  })
  leaf('when the token has no code', 'it reverts with SafeERC20FailedOperation', () =>
    refuses(pay(w.accounts.dave.address, 100), 'SafeERC20FailedOperation'),
  )
  leaf('when the token takes a fee', 'it emits Paid with what arrived', async () => {
    await approve(100)
    await be(Odd.TakesAFee)
    await expect(pay(O, 100)).to.emit(w.venture, 'Paid').withArgs(w.accounts.customer.address, O, 99, ethers.id('invoice'))
  })
  leaf('when the token returns nothing', 'it emits Paid', async () => {
    await approve(100)
    await be(Odd.NoReturnValue)
    await expect(pay(O, 100)).to.emit(w.venture, 'Paid')
  })
  leaf('when ETH is paid', 'it emits Paid and the amount is revenue', async () => {
    await expect(pay(ETH, 5, 5))
      .to.emit(w.venture, 'Paid')
      .withArgs(w.accounts.customer.address, ETH, 5, ethers.id('invoice'))
    expect(await w.venture.sync.staticCall(ETH)).to.equal(5n)
  })
})

describe('Venture.sync', () => {
  const w = useWorld(listOdd)
  leaf('given the token is not listed', 'it reverts with TokenNotListed', () =>
    refuses(w.venture.sync(w.accounts.dave.address), 'TokenNotListed', [w.accounts.dave.address]),
  )
  leaf('when it has too little gas for balanceOf', 'it reverts with TokenGasTooLow', async () => {
    await w.token.mint(w.V, 1000)
    await refuses(w.venture.sync(w.T, { gasLimit: 220_000 }), 'TokenGasTooLow')
  })
  for (const name of ['BalanceReverts', 'BalanceShort', 'BalanceBurnsGas'] as const) {
    it(`skips a token whose balance cannot be read: ${name}`, async () => {
      await mint(w.V, 1000)
      await be(Odd[name])
      await expect(w.venture.sync(O, { gasLimit: 2_000_000 }))
        .to.emit(w.venture, 'TokenSkipped')
        .withArgs(O)
    })
  }
  leaf('when the balance cannot be read', 'it emits TokenSkipped and distributes nothing', async () => {
    await mint(w.V, 1000)
    await be(Odd.BalanceReverts)
    await expect(w.venture.sync(O)).to.emit(w.venture, 'TokenSkipped').withArgs(O)
    await be(Odd.None)
    expect(await w.venture.sync.staticCall(O)).to.equal(1000n)
  })
  leaf('when nothing arrived', 'it changes nothing', async () => {
    await expect(w.venture.sync(w.T)).not.to.emit(w.venture, 'Distributed')
  })
  leaf('when the balance is below the books', 'it is no new revenue', async () => {
    await give(w)
    await w.sale(1000)
    const { accounted } = await w.venture.tokenBook(w.T)
    const customer = w.token.connect(await w.as(w.V))
    await customer.transfer(w.accounts.stranger.address, 500)
    expect(await w.venture.sync.staticCall(w.T)).to.equal(0n)
    expect((await w.venture.tokenBook(w.T)).accounted).to.equal(accounted)
  })
  leaf('given points', 'it distributes by the equation and emits Distributed', async () => {
    await give(w)
    await w.token.mint(w.V, 1001)
    await expect(w.venture.sync(w.T)).to.emit(w.venture, 'Distributed').withArgs(w.T, 1001, [50, 0, 951, 0])
    expect(await w.owed(w.accounts.fee, [])).to.equal(50n)
    expect((await w.venture.tokenBook(w.T)).accounted).to.equal(1001n)
  })
  leaf('given no points', 'it parks what reaches the equity pool', async () => {
    await w.token.mint(w.V, 1000)
    await expect(w.venture.sync(w.T)).to.emit(w.venture, 'Parked').withArgs(EQUITY, w.T, 950, 950)
    await w.sale(1000)
    expect(await w.lens.parkedOf(w.V, EQUITY, w.T)).to.equal(1900n)
  })
  leaf('given points after revenue was parked', 'it releases it to the points of this moment', async () => {
    await w.sale(1000)
    await give(w)
    await expect(w.venture.sync(w.T)).to.emit(w.venture, 'ParkedReleased').withArgs(EQUITY, w.T, 950)
    expect(await w.owed(w.accounts.alice)).to.equal(237n)
    expect(await w.owed(w.accounts.bob)).to.equal(712n)
  })
  leaf('given open debts', 'it pays them up to the cap and lets the rest flow on', async () => {
    await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
    await give(w)
    await w.token.mint(w.V, 1000)
    await expect(w.venture.sync(w.T)).to.emit(w.venture, 'Distributed').withArgs(w.T, 1000, [50, 120, 830, 0])
    expect(await w.owed(w.accounts.carol)).to.equal(120n)
  })
  leaf('given a debt of the venture itself', 'it emits Recovered and the money goes to the last pool line', async () => {
    await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
    await give(w)
    await w.venture.connect(await w.as(w.L)).reassignDebt(DEBT, w.accounts.carol.address, 0)
    await w.token.mint(w.V, 1000)
    await expect(w.venture.sync(w.T)).to.emit(w.venture, 'Recovered').withArgs(w.T, 120)
    expect((await w.owed(w.accounts.alice)) + (await w.owed(w.accounts.bob))).to.equal(949n)
  })
  leaf('given a debt of the venture itself', 'it recovers nothing while another token is distributed', async () => {
    // One more than a distribution settles: the last entry still has something coming, in the token of its pool.
    const creditors = Array.from({ length: 17 }, (_, i) => ethers.dataSlice(ethers.id(`creditor ${i}`), 12))
    for (const to of creditors) await w.give({ to, kind: CASH, quantity: 100 })
    await give(w)
    const ledger = w.venture.connect(await w.as(w.L))
    for (const creditor of creditors) await ledger.reassignDebt(DEBT, creditor, 0)
    await w.sale(10_000)
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
    await expect(w.venture.sync(ETH)).not.to.emit(w.venture, 'Recovered')
    await w.token.mint(w.V, 1000)
    await expect(w.venture.sync(w.T)).to.emit(w.venture, 'Recovered').withArgs(w.T, 120)
  })
  leaf('given the books are full', 'it takes what fits and the rest comes in as claims leave', async () => {
    await give(w)
    await w.token.mint(w.V, 2n ** 128n + 5n)
    await w.venture.sync(w.T)
    expect((await w.venture.tokenBook(w.T)).accounted).to.equal(2n ** 128n - 1n)
    expect(await w.venture.sync.staticCall(w.T)).to.equal(0n)
    await w.venture.claim(w.accounts.bob.address, [w.T], [DESIGN], 0)
    expect(await w.venture.sync.staticCall(w.T)).to.equal(6n)
  })
})

describe('Venture.claim', () => {
  const w = useWorld(async (world) => {
    await listOdd(world)
    await give(world)
  })
  const claim = (account = w.accounts.alice, tokens = [w.T], kinds = [DESIGN, REVIEW], entries = 10) =>
    w.venture.connect(w.accounts.stranger).claim(account.address, tokens, kinds, entries)
  leaf('when the account is the venture', 'it reverts with ClaimRecipientInvalid', () =>
    refuses(w.venture.claim(w.V, [w.T], [], 0), 'ClaimRecipientInvalid', [w.V]),
  )
  leaf('when a token is not listed', 'it reverts with TokenNotListed', () =>
    refuses(claim(w.accounts.alice, [w.V]), 'TokenNotListed', [w.V]),
  )
  leaf('when kinds are not ascending', 'it reverts with KindsNotAscending', () =>
    refuses(claim(w.accounts.alice, [w.T], [REVIEW, DESIGN]), 'KindsNotAscending', [1, DESIGN]),
  )
  leaf('when a kind does not exist', 'it reverts with KindUnknown', () =>
    refuses(claim(w.accounts.alice, [w.T], [9]), 'KindUnknown', [9, 4]),
  )
  leaf('when nothing is owed', 'it pays nothing', async () => {
    await expect(claim()).not.to.emit(w.venture, 'Claimed')
  })
  leaf('when something is owed', 'it pays the account, whoever calls, and emits Claimed', async () => {
    await w.token.mint(w.V, 1000)
    await expect(claim())
      .to.emit(w.venture, 'Claimed')
      .withArgs(w.accounts.alice.address, w.T, w.accounts.alice.address, 237, 3, 10)
    expect(await w.token.balanceOf(w.accounts.alice.address)).to.equal(237n)
    expect(await w.owed(w.accounts.alice)).to.equal(0n)
  })
  leaf('when the same token stands twice', 'it pays once', async () => {
    await w.sale(1000)
    await claim(w.accounts.alice, [w.T, w.T])
    expect(await w.token.balanceOf(w.accounts.alice.address)).to.equal(237n)
  })
  leaf('when a kind is left out', 'it is left for later', async () => {
    await w.give({ to: w.accounts.alice.address, kind: REVIEW, quantity: 100 })
    await w.sale(1000)
    const both = await w.owed(w.accounts.alice)
    await claim(w.accounts.alice, [w.T], [REVIEW])
    const first = await w.token.balanceOf(w.accounts.alice.address)
    await claim()
    expect(first > 0n && first < both).to.equal(true)
    expect(await w.token.balanceOf(w.accounts.alice.address)).to.equal(both)
  })
  leaf('given a payee', 'it pays the payee', async () => {
    await w.venture.connect(w.accounts.alice).setPayee(w.accounts.alice.address, w.accounts.dave.address)
    await w.sale(1000)
    await claim()
    expect(await w.token.balanceOf(w.accounts.dave.address)).to.equal(237n)
  })
  leaf('given the account moved', 'it pays the one it is now, or whom that one named', async () => {
    const { alice, carol, dave, stranger } = w.accounts
    await w.venture.connect(alice).setPayee(alice.address, stranger.address)
    await w.move(alice, carol)
    await w.move(carol, dave)
    await w.token.mint(w.V, 1000)
    await expect(claim()).to.emit(w.venture, 'Claimed').withArgs(alice.address, w.T, dave.address, 237, 3, 10)
    await w.venture.connect(dave).setPayee(dave.address, stranger.address)
    await w.sale(1000)
    await claim()
    const held = [alice, carol, dave, stranger].map(({ address }) => w.token.balanceOf(address))
    expect(await Promise.all(held)).to.deep.equal([0n, 0n, 237n, 237n])
  })
  leaf('when debt entries are limited', 'it walks so many and the rest is left for later', async () => {
    await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
    await w.give({ to: w.accounts.carol.address, kind: CASH, quantity: 100 })
    await w.sale(10_000)
    await claim(w.accounts.carol, [w.T], [], 1)
    expect(await w.token.balanceOf(w.accounts.carol.address)).to.equal(120n)
    await claim(w.accounts.carol, [w.T], [], 1)
    expect(await w.token.balanceOf(w.accounts.carol.address)).to.equal(240n)
    expect((await w.lens.debtQueue(w.V, DEBT, w.accounts.carol.address)).cursor).to.equal(2n)
  })
  leaf('when entries were settled by payments that rounded to nothing', 'it leaves them behind', async () => {
    const board = w.board.connect(w.accounts.founder)
    await board.openPool(w.V, { poolType: 2, token: w.T, capBps: 1, openingPeriod: 0 })
    await board.openKind(w.V, { name: ethers.id('dust'), unit: ethers.id('x'), decimals: 0, pool: 3, rate: 1, voice: 0 })
    await w.give({ to: w.accounts.dave.address, kind: 4, quantity: 1 })
    await w.give({ to: w.accounts.dave.address, kind: 4, quantity: 2 })
    await expect(claim(w.accounts.dave)).to.emit(w.venture, 'Claimed')
    expect((await w.lens.debtQueue(w.V, 3, w.accounts.dave.address)).cursor).to.equal(2n)
    expect(await w.token.balanceOf(w.accounts.dave.address)).to.equal(0n)
  })
  leaf('when a token refuses', 'it reverts as a whole', async () => {
    await w.sale(1000)
    await mint(w.V, 1000)
    await be(Odd.ReturnsFalse)
    await refuses(claim(w.accounts.alice, [w.T, O]), 'SafeERC20FailedOperation', [O])
    expect(await w.owed(w.accounts.alice)).to.equal(237n)
  })
  leaf('when a token returns nothing', 'it pays', async () => {
    await mint(w.V, 1000)
    await be(Odd.NoReturnValue)
    await claim(w.accounts.alice, [O])
    expect(await balance(w.accounts.alice.address)).to.equal(237n)
  })
  leaf('when ETH is owed to a contract', 'it passes all gas', async () => {
    const wallet = await w.mock('Wallet')
    await w.give({ to: await wallet.getAddress(), quantity: 400 })
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
    await w.venture.claim(await wallet.getAddress(), [ETH], [DESIGN], 0)
    expect(await w.hh.provider.getBalance(await wallet.getAddress())).to.equal(474n)
  })
  leaf('when the account refuses ETH', 'it reverts with ClaimEthRefused', async () => {
    const wallet = await w.mock('Wallet')
    await wallet.getFunction('refuseEth')(true)
    await w.give({ to: await wallet.getAddress(), quantity: 400 })
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
    await refuses(w.venture.claim(await wallet.getAddress(), [ETH], [DESIGN], 0), 'ClaimEthRefused', [
      await wallet.getAddress(),
      474,
    ])
  })
  leaf('when the recipient calls back', 'every door that moves money or units is locked', async () => {
    const wallet = await w.mock('Wallet')
    const address = await wallet.getAddress()
    await w.give({ to: address, quantity: 400 })
    /** Doors that others alone pass; and who is paid may say where it is paid from now on. */
    const unlocked: Record<string, string> = { setPayee: 'goes through' }
    for (const name of LEDGER_ONLY) unlocked[name] = 'LedgerOnly'
    const act = { signer: address, nonce: 1, deadline: LATER, signature: '0x' }
    const toOthers = {
      'ledger.reduceOwnUnits': [w.L, w.ledger.interface.encodeFunctionData('reduceOwnUnits', [address, DESIGN, 1])],
      'accountBoard.claimTo': [
        await w.accountBoard.getAddress(),
        w.accountBoard.interface.encodeFunctionData('claimTo', [w.L, address, address, [ETH], [DESIGN], 0, act]),
      ],
    } as const
    const calls = [
      ...callsOf(w.venture, address).map(({ name, data }) => [name, w.V, data] as const),
      ...Object.entries(toOthers).map(([name, [target, data]]) => [name, target, data] as const),
    ]
    const start = await w.helpers.takeSnapshot()
    for (const [name, target, data] of calls) {
      await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
      await wallet.getFunction('callBack')(target, data)
      await w.venture.claim(address, [ETH], [DESIGN], 0, PLENTY)
      const result = (await wallet.getFunction('callbackResult')()) as string
      const outcome = (await wallet.getFunction('callbackOk')()) ? 'goes through' : w.venture.interface.parseError(result)?.name
      expect(outcome, name).to.equal(unlocked[name] ?? 'ReentrancyGuardReentrantCall')
      expect(await w.hh.provider.getBalance(address), name).to.equal(474n)
      await start.restore()
    }
  })
  leaf('when a call back reads a preview', 'it is right in the middle of the claim', async () => {
    const wallet = await w.mock('Wallet')
    const address = await wallet.getAddress()
    await w.give({ to: address, quantity: 400 })
    await wallet.getFunction('callBack')(
      w.V,
      w.venture.interface.encodeFunctionData('previewClaim', [w.accounts.bob.address, [ETH], [DESIGN]]),
    )
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1000 })
    const before = await w.owed(w.accounts.bob, [DESIGN], ETH)
    await w.venture.claim(address, [ETH], [DESIGN], 0)
    const [seen] = w.venture.interface.decodeFunctionResult('previewClaim', await wallet.getFunction('callbackResult')())
    expect(seen[0]).to.equal(before)
  })
  leaf('when a token calls back before it moves', 'a preview is right and sync is locked', async () => {
    await mint(w.V, 1000)
    await w.venture.sync(O)
    const before = await w.owed(w.accounts.bob, [DESIGN], O)
    const preview = w.venture.interface.encodeFunctionData('previewClaim', [w.accounts.bob.address, [O], [DESIGN]])
    await (await odd.getFunction('callBack')(w.V, preview)).wait()
    await w.venture.claim(w.accounts.alice.address, [O], [DESIGN], 0, PLENTY)
    const [seen] = w.venture.interface.decodeFunctionResult('previewClaim', await odd.getFunction('callbackResult')())
    expect(seen[0]).to.equal(before)
    await mint(w.V, 1000)
    await (await odd.getFunction('callBack')(w.V, w.venture.interface.encodeFunctionData('sync', [O]))).wait()
    await w.venture.claim(w.accounts.alice.address, [O], [DESIGN], 0, PLENTY)
    expect(await odd.getFunction('callbackOk')()).to.equal(false)
  })
})

describe('Venture.claimTo', () => {
  const w = useWorld(give)
  const claimTo = (recipient: string, by = w.accounts.alice, account = w.accounts.alice) =>
    w.venture.connect(by).claimTo(account.address, recipient, [w.T], [DESIGN], 0)
  leaf('when the recipient is the zero address or the venture', 'it reverts with ClaimRecipientInvalid', async () => {
    await refuses(claimTo(ZERO), 'ClaimRecipientInvalid', [ZERO])
    await refuses(claimTo(w.V), 'ClaimRecipientInvalid', [w.V])
  })
  leaf('when the caller is somebody else', 'it reverts with ClaimHolderOnly', async () => {
    const { alice, bob, founder, steward } = w.accounts
    for (const by of [bob, founder, steward]) {
      await refuses(claimTo(by.address, by), 'ClaimHolderOnly', [by.address, alice.address])
    }
  })
  leaf('when the recipient is another', 'it pays what the account is owed to it', async () => {
    await w.sale(1000)
    await claimTo(w.accounts.dave.address)
    expect(await w.token.balanceOf(w.accounts.dave.address)).to.equal(237n)
    expect(await w.owed(w.accounts.alice)).to.equal(0n)
    expect(await w.owed(w.accounts.bob)).to.equal(712n)
  })
  leaf('when the account board calls', 'it pays as if the holder had called', async () => {
    await w.sale(1000)
    await claimTo(w.accounts.dave.address, await w.as(await w.accountBoard.getAddress()))
    expect(await w.token.balanceOf(w.accounts.dave.address)).to.equal(237n)
    expect((await w.venture.holderOf(w.accounts.alice.address)).lastAct).to.equal(BigInt(await w.time.latest()))
  })
  leaf('given the account moved', 'when the old account calls', 'it reverts with ClaimHolderOnly', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    await refuses(claimTo(alice.address), 'ClaimHolderOnly', [alice.address, dave.address])
  })
  leaf('given the account moved', 'when the one it is now calls', 'it pays what the old account is owed', async () => {
    const { alice, dave, stranger } = w.accounts
    await w.move(alice, dave)
    await w.sale(1000)
    await claimTo(stranger.address, dave)
    expect([await w.token.balanceOf(stranger.address), await w.owed(alice)]).to.deep.equal([237n, 0n])
  })
})

describe('Venture.setPayee', () => {
  const w = useWorld()
  const setPayee = (payee: string, by = w.accounts.alice, account = w.accounts.alice) =>
    w.venture.connect(by).setPayee(account.address, payee)
  leaf('when the payee is the venture', 'it reverts with ClaimRecipientInvalid', () =>
    refuses(setPayee(w.V), 'ClaimRecipientInvalid', [w.V]),
  )
  leaf('when the caller is somebody else', 'it reverts with ClaimHolderOnly', async () => {
    const { alice, bob, founder, steward } = w.accounts
    for (const by of [bob, founder, steward]) {
      await refuses(setPayee(by.address, by), 'ClaimHolderOnly', [by.address, alice.address])
    }
  })
  leaf('when it is somebody else', 'it pays there from now on and emits PayeeSet', async () => {
    const { alice, dave } = w.accounts
    await expect(setPayee(dave.address)).to.emit(w.venture, 'PayeeSet').withArgs(alice.address, ZERO, dave.address)
    expect(await w.venture.payeeOf(alice.address)).to.equal(dave.address)
  })
  leaf('when it is the zero address', 'it pays the account again', async () => {
    await setPayee(w.accounts.dave.address)
    await setPayee(ZERO)
    expect(await w.venture.payeeOf(w.accounts.alice.address)).to.equal(w.accounts.alice.address)
  })
  leaf('when the account board calls', 'it does as if the holder had called', async () => {
    const { alice, dave } = w.accounts
    await setPayee(dave.address, await w.as(await w.accountBoard.getAddress()))
    expect(await w.venture.payeeOf(alice.address)).to.equal(dave.address)
  })
  leaf('given the account moved', 'when the old account calls', 'it reverts with ClaimHolderOnly', async () => {
    const { alice, dave } = w.accounts
    await w.move(alice, dave)
    await refuses(setPayee(alice.address), 'ClaimHolderOnly', [alice.address, dave.address])
  })
  leaf('given the account moved', 'when the one it is now calls', 'it names the payee of both', async () => {
    const { alice, dave, stranger } = w.accounts
    await w.move(alice, dave)
    const call = setPayee(stranger.address, dave)
    await expect(call).to.emit(w.venture, 'PayeeSet').withArgs(dave.address, ZERO, stranger.address)
    const payees = [alice, dave].map(({ address }) => w.venture.payeeOf(address))
    expect(await Promise.all(payees)).to.deep.equal([stranger.address, stranger.address])
  })
})

describe('Venture.previewDistribution', () => {
  const w = useWorld(give)
  leaf('it says what each line would take, the remainder last', async () => {
    expect(await w.venture.previewDistribution(w.T, 1001)).to.deep.equal([50n, 0n, 951n, 0n])
  })
  leaf('when the amount passes 2^128 - 1', 'it is cut there', async () => {
    const parts = await w.venture.previewDistribution(w.T, 2n ** 256n - 1n)
    expect(parts.reduce((a: bigint, b: bigint) => a + b)).to.equal(2n ** 128n - 1n)
  })
})

describe('Venture.previewClaim', () => {
  const w = useWorld(give)
  leaf('when kinds are not ascending', 'it reverts with KindsNotAscending', () =>
    refuses(w.owed(w.accounts.alice, [REVIEW, DESIGN]), 'KindsNotAscending'),
  )
  leaf('when a token is not listed', 'it is zero', async () => {
    expect(await w.owed(w.accounts.alice, [DESIGN], w.V)).to.equal(0n)
  })
  leaf('given revenue that just arrived', 'it counts it', async () => {
    await w.token.mint(w.V, 1000)
    expect(await w.owed(w.accounts.alice)).to.equal(237n)
    expect(await w.owed(w.accounts.fee, [])).to.equal(50n)
  })
  leaf('given parked revenue that opens', 'it counts it', async () => {
    const parked = await w.deploy(
      w.config((config) => (config.pools[0]!.openingPeriod = DAY)),
      ethers.id('second'),
    )
    const as = await w.as(parked.L)
    await parked.venture.connect(as).addUnits(ethers.ZeroHash, [(BigInt(w.accounts.alice.address) << 96n) | 100n])
    await w.token.mint(parked.V, 1000)
    await parked.venture.sync(w.T)
    const owed = async () => (await parked.venture.previewClaim(w.accounts.alice.address, [w.T], [DESIGN]))[0]
    expect(await owed()).to.equal(0n)
    await w.time.increase(DAY)
    expect(await owed()).to.equal(949n)
    await parked.venture.claim(w.accounts.alice.address, [w.T], [DESIGN], 0)
    expect(await w.token.balanceOf(w.accounts.alice.address)).to.equal(949n)
  })
})

describe('Venture.addUnits', () => {
  const w = useWorld()
  leaf('when the caller is not the ledger', 'it reverts with LedgerOnly', () =>
    refuses(w.venture.addUnits(ethers.ZeroHash, []), 'LedgerOnly', [w.accounts.founder.address, w.L]),
  )
  leaf('when a kind does not exist', 'it reverts with KindUnknown', () =>
    refuses(w.give({ to: w.accounts.alice.address, kind: 9, quantity: 1 }), 'KindUnknown'),
  )
  leaf('when units of a kind pass 2^96 - 1', 'it reverts with KindUnitsTooMany', async () => {
    const slot = ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(['uint256', 'uint256'], [DESIGN, 9]))
    const word = BigInt(await w.hh.provider.getStorage(w.V, slot))
    // units stand at bit 64: pool, decimals, three flags, voice.
    await w.helpers.setStorageAt(w.V, slot, ethers.toBeHex(word | ((2n ** 96n - 1n) << 64n), 32))
    expect((await w.venture.kindOf(DESIGN)).units).to.equal(2n ** 96n - 1n)
    await refuses(w.give({ to: w.accounts.alice.address, quantity: 1 }), 'KindUnitsTooMany', [DESIGN, 2n ** 96n, 2n ** 96n - 1n])
  })
  leaf('when points of a pool pass 2^112 - 1', 'it reverts with PoolPointsTooMany', async () => {
    const heavy = { name: ethers.id('heavy'), unit: ethers.id('h'), decimals: 0, pool: EQUITY, rate: 2n ** 32n - 1n, voice: 0 }
    await w.board.connect(w.accounts.founder).openKind(w.V, heavy)
    await w.give({ to: w.accounts.alice.address, kind: 4, quantity: 2n ** 80n })
    await refuses(w.give({ to: w.accounts.alice.address, kind: 4, quantity: 2n ** 80n }), 'PoolPointsTooMany', [
      EQUITY,
      undefined,
      2n ** 112n - 1n,
    ])
  })
  leaf('when money of a debt is out of bounds', 'it reverts with DebtMoneyOutOfBounds', () =>
    refuses(w.give({ to: w.accounts.alice.address, kind: 3, quantity: 1 }), 'DebtMoneyOutOfBounds', [
      DEBT,
      w.accounts.alice.address,
      0,
    ]),
  )
  leaf('when the debt line passes 2^128 - 1', 'it reverts with DebtLineTooLong', async () => {
    const slot = ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(['uint256', 'uint256'], [DEBT, 3]))
    await w.helpers.setStorageAt(w.V, ethers.toBeHex(BigInt(slot) + 1n, 32), ethers.toBeHex(2n ** 128n - 10n, 32))
    expect((await w.venture.debtPool(DEBT)).end).to.equal(2n ** 128n - 10n)
    await refuses(w.give({ to: w.accounts.alice.address, kind: CASH, quantity: 100 }), 'DebtLineTooLong', [
      DEBT,
      2n ** 128n + 110n,
    ])
  })
  leaf('given revenue that just arrived', 'it is shared by the points before', async () => {
    await give(w)
    await w.token.mint(w.V, 1000)
    await w.give({ to: w.accounts.dave.address, quantity: 1000 })
    expect(await w.owed(w.accounts.dave)).to.equal(0n)
    expect(await w.owed(w.accounts.bob)).to.equal(712n)
  })
  leaf('when the points of a pool rise from zero', 'it emits PoolOpens', async () => {
    await expect(give(w)).to.emit(w.venture, 'PoolOpens')
    expect((await w.venture.equityPool(EQUITY)).firstPointsAt).to.equal(BigInt(await w.time.latest()))
  })
  leaf('when one account has two debt kinds of a pool', 'they are one entry', async () => {
    await w.give(
      { to: w.accounts.carol.address, kind: CASH, quantity: 100 },
      { to: w.accounts.carol.address, kind: 3, quantity: 1000 },
    )
    expect((await w.lens.debtQueue(w.V, DEBT, w.accounts.carol.address)).count).to.equal(1n)
    expect((await w.lens.debtEntry(w.V, DEBT, w.accounts.carol.address, 0)).money).to.equal(110n)
  })
})

describe('Venture.removeUnits', () => {
  const w = useWorld(give)
  leaf('when the caller is not the ledger', 'it reverts with LedgerOnly', () =>
    refuses(w.venture.removeUnits(w.accounts.alice.address, DESIGN, 1), 'LedgerOnly'),
  )
  leaf('when the account has fewer', 'it reverts with UnitsInsufficient', async () =>
    refuses(w.venture.connect(await w.as(w.L)).removeUnits(w.accounts.alice.address, DESIGN, 101), 'UnitsInsufficient', [
      w.accounts.alice.address,
      DESIGN,
      100,
      101,
    ]),
  )
  leaf('given all points of a pool leave', 'the next points open it again', async () => {
    const ledger = w.venture.connect(await w.as(w.L))
    await ledger.removeUnits(w.accounts.alice.address, DESIGN, 100)
    await ledger.removeUnits(w.accounts.bob.address, DESIGN, 300)
    const { firstPointsAt } = await w.venture.equityPool(EQUITY)
    await expect(give(w)).to.emit(w.venture, 'PoolOpens')
    expect((await w.venture.equityPool(EQUITY)).firstPointsAt).to.equal(firstPointsAt)
  })
})

describe('Venture.reassignDebt', () => {
  const w = useWorld(async (world) => {
    await world.give({ to: world.accounts.carol.address, kind: CASH, quantity: 1000 })
  })
  const reassign = async (account: string, index = 0) => w.venture.connect(await w.as(w.L)).reassignDebt(DEBT, account, index)
  leaf('when the caller is not the ledger', 'it reverts with LedgerOnly', () =>
    refuses(w.venture.reassignDebt(DEBT, w.accounts.carol.address, 0), 'LedgerOnly'),
  )
  leaf('when there is no such entry', 'it reverts with DebtEntryUnknown', () =>
    refuses(reassign(w.accounts.dave.address), 'DebtEntryUnknown'),
  )
  leaf("when the entry is the venture's", 'it reverts with DebtEntryUnknown', async () => {
    await reassign(w.accounts.carol.address)
    await refuses(reassign(w.V), 'DebtEntryUnknown', [DEBT, w.V, 0])
  })
  leaf('given a part was repaid', 'the account keeps it as a credit', async () => {
    await w.sale(1000)
    const accrued = await w.owed(w.accounts.carol)
    await expect(reassign(w.accounts.carol.address))
      .to.emit(w.venture, 'DebtReassigned')
      .withArgs(DEBT, w.accounts.carol.address, 0, 1000, accrued)
    expect((await w.lens.accountBook(w.V, w.accounts.carol.address, w.T)).credit).to.equal(accrued)
    await w.sale(1000)
    expect(await w.owed(w.accounts.carol)).to.equal(accrued)
  })
})

describe('Venture.enact', () => {
  const w = useWorld()
  const board = async () => w.venture.connect(await w.as(await w.board.getAddress()))
  leaf('when the caller is not the notice board', 'it reverts with NoticeBoardOnly', () =>
    refuses(w.venture.enact(w.V, 0, '0x'), 'NoticeBoardOnly'),
  )
  leaf('when another venture decided', 'it reverts with VentureForeign', async () =>
    refuses((await board()).enact(w.T, 0, '0x'), 'VentureForeign', [w.T, w.V]),
  )
  leaf('when the change is about the ledger', 'it reverts with ChangeNotHere', async () =>
    refuses((await board()).enact(w.V, 8, '0x'), 'ChangeNotHere', [8]),
  )
})

describe('Venture views', () => {
  const w = useWorld(give)
  it('tell the equation, tokens, pools, kinds, ledger and rules', async () => {
    const { equation, remainder } = w.config()
    expect(await w.venture.equationCode()).to.equal(await w.board.encodeEquation(equation, remainder))
    expect([await w.venture.equationVersion(), await w.venture.ledger()]).to.deep.equal([1n, w.L])
    expect((await w.venture.tokens()).slice(0, 2)).to.deep.equal([w.T, ETH])
    expect([await w.venture.poolCount(), await w.venture.kindCount()]).to.deep.equal([2n, 4n])
    await refuses(w.venture.kindOf(4), 'KindUnknown', [4, 4])
    expect([await w.venture.noticeBoard(), await w.venture.noticePeriod(), await w.venture.noticeEpoch()]).to.deep.equal([
      await w.board.getAddress(),
      BigInt(7 * DAY),
      1n,
    ])
    expect(await w.venture.extsload([ethers.ZeroHash])).to.deep.equal([await w.hh.provider.getStorage(w.V, 0)])
  })
  it('asks nobody for more than a typed error', async () => {
    expect(await revertData(w.venture.kindOf(200))).to.match(/^0x[0-9a-f]{8}/)
  })
})
