import { expect } from 'chai'
import { ethers } from 'ethers'
import { decide, FILAMENT, Funding, GOAL, inEth } from '../../utils/campaignWorld.ts'
import { refuses, revertData } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { type MachineWorld, PAYBACK, serve, useMachine } from '../../utils/machineWorld.ts'
import { ETH, ZERO } from '../../utils/world.ts'

/** What is left until everything is paid back, in payback. */
const open = async ({ machine }: Pick<MachineWorld, 'machine'>) => {
  const { end, repaid } = await machine.debtPool(PAYBACK)
  return end - repaid
}
/** Lists a second token and returns its address. */
const listSecond = async (w: MachineWorld, muted = false) => {
  const second = await w.hh.deployContract('TestToken', ['Second', 'SEC', 6])
  const address = await second.getAddress()
  await w.enact(decide.token(address, muted))
  return address
}

describe('SharedEquipment.deposit', () => {
  const w = useMachine()
  leaf('when the account is zero or the machine', 'it reverts with DepositAccountInvalid', async () => {
    for (const account of [ZERO, w.M]) {
      await refuses(w.machine.deposit(account, 1), 'DepositAccountInvalid', [account])
    }
  })
  leaf('when ETH comes along with a token', 'it reverts with PaymentValueMismatch', () =>
    refuses(w.machine.deposit(w.accounts.alice.address, 5, { value: 5 }), 'PaymentValueMismatch', [5, 0]),
  )
  leaf('when nothing is put by', 'it reverts with PaymentEmpty', () =>
    refuses(w.depositFor(w.accounts.alice, 0), 'PaymentEmpty', [w.T]),
  )
  leaf('when it is for somebody else', "it is that account's and emits Deposited", async () => {
    const { alice, stranger } = w.accounts
    await w.depositFor(alice, 300)
    await expect(w.depositFor(alice, 200)).to.emit(w.machine, 'Deposited').withArgs(alice.address, stranger.address, 200, 500)
    expect([await w.machine.depositOf(alice.address), await w.machine.depositOf(stranger.address)]).to.deep.equal([500n, 0n])
  })
  leaf('when it is put by', 'it is no revenue and nobody else has a part in it', async () => {
    await w.depositFor(w.accounts.stranger, 1000)
    expect([await w.accounted(), await w.machine.sync.staticCall(w.T)]).to.deep.equal([1000n, 0n])
    expect([await w.due(w.accounts.alice), await w.due(w.accounts.fund), await w.due(w.accounts.stranger)]).to.deep.equal([
      0n,
      0n,
      0n,
    ])
  })
  leaf('given the books are nearly full', 'it reverts with BooksFull', async () => {
    await w.earn(2n ** 128n - 10n)
    await refuses(w.depositFor(w.accounts.stranger, 10), 'BooksFull', [w.T, 2n ** 128n - 10n, 10])
    await w.depositFor(w.accounts.stranger, 9)
    expect(await w.accounted()).to.equal(2n ** 128n - 1n)
  })
})

describe('SharedEquipment.deposit in ETH', () => {
  const w = useMachine(undefined, inEth)
  it('takes the value that is put by, and that only', async () => {
    const { stranger, alice } = w.accounts
    await refuses(w.machine.deposit(alice.address, 5, { value: 4 }), 'PaymentValueMismatch', [4, 5])
    await refuses(w.machine.deposit(alice.address, 0), 'PaymentEmpty', [ETH])
    expect(await w.machine.connect(stranger).deposit.staticCall(alice.address, 5, { value: 5 })).to.equal(5n)
    await w.depositFor(alice, 5)
    expect([await w.machine.depositOf(alice.address), await w.accounted(), await w.held(w.M)]).to.deep.equal([5n, 5n, 5n])
  })
})

describe('SharedEquipment.withdrawDeposit', () => {
  const w = useMachine(async (world) => {
    await world.depositFor(world.accounts.stranger, 1000)
  })
  const withdraw = (recipient: string, amount: number) =>
    w.machine.connect(w.accounts.stranger).withdrawDeposit(recipient, amount)
  leaf('when the recipient is zero or the machine', 'it reverts with DepositAccountInvalid', async () => {
    for (const recipient of [ZERO, w.M]) await refuses(withdraw(recipient, 1), 'DepositAccountInvalid', [recipient])
  })
  leaf('when it is more than was put by', 'it reverts with DepositInsufficient', async () => {
    const { stranger, alice } = w.accounts
    await refuses(withdraw(stranger.address, 1001), 'DepositInsufficient', [stranger.address, 1000, 1001])
    await refuses(w.machine.connect(alice).withdrawDeposit(alice.address, 1), 'DepositInsufficient', [alice.address, 0, 1])
  })
  leaf('when it is there', 'it pays the recipient and emits DepositWithdrawn', async () => {
    const { stranger, dave } = w.accounts
    await expect(withdraw(dave.address, 400))
      .to.emit(w.machine, 'DepositWithdrawn')
      .withArgs(stranger.address, dave.address, 400, 600)
    expect([await w.held(dave), await w.machine.depositOf(stranger.address), await w.accounted()]).to.deep.equal([
      400n,
      600n,
      600n,
    ])
    expect(await w.machine.sync.staticCall(w.T)).to.equal(0n)
  })
})

describe('SharedEquipment.receive', () => {
  const w = useMachine()
  leaf('given it is a machine', 'ETH is revenue once it is listed', async () => {
    await w.send(1000, ETH)
    await refuses(w.machine.sync(ETH), 'TokenNotListed', [ETH])
    await w.enact(decide.token(ETH))
    await expect(w.machine.sync(ETH)).to.emit(w.machine, 'Distributed').withArgs(ETH, 1000, [100, 200, 0, 700])
  })
  leaf('given it is the implementation', 'it reverts with CloneOnly', async () => {
    const to = await w.machineCode.getAddress()
    await refuses(w.accounts.stranger.sendTransaction({ to, value: 1 }), 'CloneOnly', [])
  })
})

describe('SharedEquipment.pay', () => {
  const w = useMachine()
  leaf('given it is the implementation', 'it reverts with CloneOnly', () =>
    refuses(w.machineCode.pay(ETH, 1, ethers.ZeroHash, { value: 1 }), 'CloneOnly', []),
  )
  leaf('when the value is another', 'it reverts with PaymentValueMismatch', async () => {
    await refuses(w.machine.pay(ETH, 2, ethers.ZeroHash, { value: 1 }), 'PaymentValueMismatch', [1, 2])
    await refuses(w.machine.pay(w.T, 2, ethers.ZeroHash, { value: 1 }), 'PaymentValueMismatch', [1, 2])
  })
  leaf('when nothing is paid', 'it reverts with PaymentEmpty', () =>
    refuses(w.machine.pay(w.T, 0, ethers.ZeroHash), 'PaymentEmpty', [w.T]),
  )
  leaf('when the reference is that of a use', 'it is net revenue all the same and the use stays unpaid', async () => {
    const { stranger } = w.accounts
    const { id, total } = await w.log()
    await w.endow(stranger, total)
    await expect(w.machine.connect(stranger).pay(w.T, total, id))
      .to.emit(w.machine, 'Paid')
      .withArgs(stranger.address, w.T, total, id)
    await expect(w.machine.sync(w.T)).to.emit(w.machine, 'Distributed').withArgs(w.T, 1350, [135, 270, 945, 0])
    expect((await w.machine.useState(id)).paid).to.equal(0n)
  })
})

describe('SharedEquipment.sync', () => {
  const w = useMachine()
  leaf('given the token is not listed', 'it reverts with TokenNotListed', () =>
    refuses(w.machine.sync(w.accounts.dave.address), 'TokenNotListed', [w.accounts.dave.address]),
  )
  leaf('when it has too little gas for balanceOf', 'it reverts with TokenGasTooLow', async () => {
    await w.send(1000)
    await refuses(w.machine.sync(w.T, { gasLimit: 220_000 }), 'TokenGasTooLow')
  })
  leaf('when nothing arrived', 'it changes nothing', () => expect(w.machine.sync(w.T)).not.to.emit(w.machine, 'Distributed'))
  leaf('given a plain transfer', 'it is net revenue, to the unit', async () => {
    await w.send(1009)
    await expect(w.machine.sync(w.T)).to.emit(w.machine, 'Distributed').withArgs(w.T, 1009, [100, 201, 706, 2])
    expect([await w.machine.maintenanceOf(w.T), await w.due(w.accounts.fund), await open(w)]).to.deep.equal([
      100n,
      203n,
      1_200_000n - 706n,
    ])
  })
  leaf('given another token that is listed', 'payback takes nothing and infrastructure gets that share', async () => {
    const second = await listSecond(w)
    await w.send(1000, second)
    await expect(w.machine.sync(second)).to.emit(w.machine, 'Distributed').withArgs(second, 1000, [100, 200, 0, 700])
    expect([await w.due(w.accounts.fund, second), await w.due(w.accounts.alice, second), await open(w)]).to.deep.equal([
      900n,
      0n,
      1_200_000n,
    ])
  })
  leaf(
    'when it settles the payback',
    'it splits to the unit, emits ReleasedToPool, and the second equation follows',
    async () => {
      await w.earn(1_714_280)
      expect([await open(w), await w.machine.isReleased()]).to.deep.equal([4n, false])
      await w.send(1000)
      await expect(w.machine.sync(w.T))
        .to.emit(w.machine, 'Distributed')
        .withArgs(w.T, 1000, [100, 200, 4, 696])
        .and.to.emit(w.machine, 'ReleasedToPool')
        .withArgs(1_200_000)
      const [version, lines, remainder] = await w.lens.equation(w.M)
      expect([version, lines.map(({ account, pool, shareBps }) => [account, pool, shareBps]), remainder]).to.deep.equal([
        2n,
        [
          [w.M, 0n, 3300n],
          [w.accounts.fund.address, 0n, 6700n],
          [ZERO, 1n, 0n],
        ],
        w.accounts.fund.address,
      ])
      await w.send(1009)
      await expect(w.machine.sync(w.T)).to.emit(w.machine, 'Distributed').withArgs(w.T, 1009, [332, 676, 0, 1])
    },
  )
  leaf('when it settles the payback to the unit', 'it is released at once', async () => {
    await expect(w.release()).to.emit(w.machine, 'ReleasedToPool')
    expect(await open(w)).to.equal(0n)
  })
  leaf(
    'when it settles the payback',
    'other tokens are shared by the first equation before, muted ones by the second after',
    async () => {
      const [second, muted] = [await listSecond(w), await listSecond(w, true)]
      for (const token of [second, muted]) await w.send(1000, token)
      const sent = w.release()
      await expect(sent).to.emit(w.machine, 'Distributed').withArgs(second, 1000, [100, 200, 0, 700])
      expect(await w.due(w.accounts.fund, muted)).to.equal(670n)
      for (const token of [second, muted]) await w.earn(token === second ? 1000 : 0, token)
      expect([await w.due(w.accounts.fund, second), await w.due(w.accounts.fund, muted)]).to.deep.equal([900n + 670n, 670n])
      expect(await w.machine.maintenanceOf(muted)).to.equal(330n)
    },
  )
  leaf('given the books are full', 'it takes what fits and the rest comes in as claims leave', async () => {
    await w.earn(2n ** 128n + 5n)
    expect([await w.accounted(), await w.machine.sync.staticCall(w.T)]).to.deep.equal([2n ** 128n - 1n, 0n])
    await w.claim(w.accounts.alice)
    expect(await w.held(w.accounts.alice)).to.equal(300_000n)
    expect(await w.machine.sync.staticCall(w.T)).to.equal(6n)
    const { id } = await w.loggedIn(w.logAndPay({}, 1350))
    expect((await w.machine.useState(id)).paid).to.equal(1350n)
  })
})

describe('SharedEquipment.claim', () => {
  const w = useMachine()
  leaf('when the account is the machine', 'it reverts with ClaimRecipientInvalid', async () => {
    await w.earn(1000)
    await refuses(w.claim(w.M), 'ClaimRecipientInvalid', [w.M])
    expect(await w.machine.maintenanceOf(w.T)).to.equal(100n)
  })
  leaf('when a token is not listed', 'it reverts with TokenNotListed', () =>
    refuses(w.claim(w.accounts.alice, [ETH]), 'TokenNotListed', [ETH]),
  )
  leaf('when nothing is owed', 'it pays nothing', async () => {
    await w.earn(1000)
    await expect(w.claim(w.accounts.founder)).not.to.emit(w.machine, 'Claimed')
  })
  leaf('when a co-owner is owed payback', 'it pays its part, whoever calls, and emits Claimed', async () => {
    const { alice } = w.accounts
    await w.send(1000)
    expect(await w.due(alice)).to.equal(175n)
    await expect(w.claim(alice)).to.emit(w.machine, 'Claimed').withArgs(alice.address, w.T, alice.address, 175, 0, 0)
    expect([await w.held(alice), await w.due(alice)]).to.deep.equal([175n, 0n])
    expect([...(await w.machine.coOwnerOf(alice.address))]).to.deep.equal([GOAL / 4n, 175n, false, false])
  })
  leaf('when a co-owner claims often or once', 'it is the same', async () => {
    const { alice, bob, dave, customer } = w.accounts
    for (const amount of [1, 2, 3, 5, 7, 11, 13, 999, 1001]) {
      await w.earn(amount)
      await w.claim(alice)
      await w.claim(dave)
    }
    await w.claim(bob)
    await w.claim(customer)
    expect(await w.held(alice)).to.equal(await w.held(bob))
    // A quarter and a fifth of what reached the payback.
    const { repaid } = await w.machine.debtPool(PAYBACK)
    expect([await w.held(alice), await w.held(dave)]).to.deep.equal([repaid / 4n, repaid / 5n])
  })
  leaf('when the same token stands twice', 'it pays once', async () => {
    await w.earn(1000)
    await w.claim(w.accounts.alice, [w.T, w.T])
    expect(await w.held(w.accounts.alice)).to.equal(175n)
  })
  leaf('when suppliers, technicians and the network are owed', 'it pays them', async () => {
    const { fee, steward2, fund } = w.accounts
    const materials = [{ material: 0, quantity: 200 }]
    await w.payAll(await w.log({ durationMinutes: 120, materials, technician: steward2.address, technicianMinutes: 30 }))
    for (const [account, amount] of [
      [fee, 500n],
      [steward2, 1250n],
      [fund, 130n],
    ] as const) {
      await w.claim(account)
      expect(await w.held(account)).to.equal(amount)
    }
    expect(await w.accounted()).to.equal(2700n - 500n - 1250n - 130n)
  })
  leaf('given the machine is released', 'co-owners have what was due and no claim to what comes', async () => {
    const { alice, bob } = w.accounts
    await w.earn(1000)
    await w.claim(alice)
    await w.release()
    await w.earn(1_000_000)
    await w.claim(alice)
    await w.claim(bob)
    expect([await w.held(alice), await w.held(bob)]).to.deep.equal([300_000n, 300_000n])
    await expect(w.claim(alice)).not.to.emit(w.machine, 'Claimed')
    expect([...(await w.machine.coOwnerOf(alice.address))]).to.deep.equal([GOAL / 4n, 300_000n, true, false])
  })
  leaf('given the machine is released', 'the first claim of each co-owner emits CoOwnerSettled, once', async () => {
    const { alice, bob } = w.accounts
    await w.earn(1000)
    await expect(w.claim(alice)).not.to.emit(w.machine, 'CoOwnerSettled')
    await w.release()
    for (const account of [alice, bob]) {
      await expect(w.claim(account)).to.emit(w.machine, 'CoOwnerSettled').withArgs(account.address, 300_000)
      await expect(w.claim(account)).not.to.emit(w.machine, 'CoOwnerSettled')
    }
    await expect(w.claim(w.accounts.fund)).not.to.emit(w.machine, 'CoOwnerSettled')
  })
  leaf('given a payee', 'it pays the payee', async () => {
    const { alice, founder } = w.accounts
    await w.machine.connect(alice).setPayee(alice.address, founder.address)
    await w.earn(1000)
    await expect(w.claim(alice)).to.emit(w.machine, 'Claimed').withArgs(alice.address, w.T, founder.address, 175, 0, 0)
    expect([await w.held(founder), await w.held(alice)]).to.deep.equal([175n, 0n])
  })
  leaf('given co-owners were paid back all but rounding', 'the last claim emits PaybackRested and nothing is stuck', async () => {
    const { alice, bob, carol, dave, fund } = w.accounts
    const of = await w.open(({ terms }) => Object.assign(terms, { goal: 7n, minPledge: 1n, maxPledge: 7n }))
    const pledges = [
      [alice, 3n],
      [bob, 3n],
      [carol, 1n],
    ] as const
    const m = await serve(w, of, { pledges })
    expect((await m.machine.debtPool(PAYBACK)).end).to.equal(8n)
    await m.release()
    expect(await m.machine.isReleased()).to.equal(true)
    const before = await m.due(fund)
    await expect(m.claim(alice)).not.to.emit(m.machine, 'PaybackRested')
    await m.claim(carol)
    await m.claim(alice)
    await expect(m.claim(bob)).to.emit(m.machine, 'PaybackRested').withArgs(fund.address, 1)
    expect([await m.held(alice), await m.held(bob), await m.held(carol)]).to.deep.equal([3n, 3n, 1n])
    expect(await m.due(fund)).to.equal(before + 1n)
    await m.claim(fund)
    const maintenance = await m.machine.maintenanceOf(w.T)
    if (maintenance !== 0n) await m.enact(decide.spending(w.T, dave, maintenance), fund)
    expect([await m.accounted(), await m.held(m.M)]).to.deep.equal([0n, 0n])
  })
  leaf('given rounding left nothing', 'the last claim emits no PaybackRested', async () => {
    const { alice, bob, carol, dave, customer } = w.accounts
    await w.release()
    for (const account of [alice, bob, carol, dave, customer]) {
      await expect(w.claim(account)).not.to.emit(w.machine, 'PaybackRested')
    }
  })
  leaf('given a part of a pledge rounds to nothing', 'its co-owner is counted all the same', async () => {
    const { alice, bob } = w.accounts
    const of = await w.open(({ terms }) => Object.assign(terms, { goal: 1000n, minPledge: 1n, maxPledge: 999n }))
    const pledges = [
      [alice, 999n],
      [bob, 1n],
    ] as const
    // 10 were spent and 12 are paid back: bob's part of it is 0.012.
    const m = await serve(w, of, { pledges, spent: 10n })
    await m.release()
    await m.claim(alice)
    const sent = m.claim(bob)
    await expect(sent).to.emit(m.machine, 'PaybackRested').withArgs(w.accounts.fund.address, 1)
    await expect(sent).not.to.emit(m.machine, 'Claimed')
  })
})

describe('SharedEquipment.claim for somebody without a wallet', () => {
  const somebody = ethers.getAddress(ethers.dataSlice(ethers.id('somebody without a wallet'), 12))
  let m: Awaited<ReturnType<typeof serve>>
  const w = useMachine(async (world) => {
    const { alice, bob, carol, founder } = world.accounts
    const of = await world.open((config) => void (config.name = 'Second printer'))
    await world.pledge(of, somebody, GOAL / 4n, { payer: founder, refundTo: founder, placeholder: true })
    const pledges = [alice, bob, carol].map((account) => [account, GOAL / 4n] as const)
    m = await serve(world, of, { pledges })
    await m.earn(1000)
  })
  it('waits, while what it is owed grows and nobody else waits for it', async () => {
    expect(await m.due(somebody)).to.equal(175n)
    await refuses(m.claim(somebody), 'CoOwnerWithoutWallet', [somebody])
    await m.claim(w.accounts.alice)
    await m.earn(1000)
    expect(await m.due(somebody)).to.equal(350n)
  })
  it('pays the account the co-owners moved it to', async () => {
    await m.enact(decide.move(somebody, w.accounts.dave))
    await m.claim(somebody)
    expect([await m.held(somebody), await m.held(w.accounts.dave)]).to.deep.equal([0n, 175n])
    await m.release()
    await m.claim(somebody)
    expect(await m.held(w.accounts.dave)).to.equal(300_000n)
  })
  it('holds nobody up who earns here, whatever a stranger pledged in their name', async () => {
    await m.enact(decide.material(FILAMENT, 'Filament', 'kg', { supplier: somebody, price: 300n, decimals: 0 }))
    await m.payAll(await m.log(m.job(300, { materials: [{ material: FILAMENT, quantity: 1 }] })))
    expect(await m.due(somebody)).to.equal(475n)
    await m.claim(somebody)
    expect([await m.held(somebody), await m.due(somebody)]).to.deep.equal([300n, 175n])
    await refuses(m.claim(somebody), 'CoOwnerWithoutWallet', [somebody])
  })
  it('pays where the account itself wants it once it acts', async () => {
    await m.machine.connect(await w.as(somebody)).setPayee(somebody, somebody)
    await m.claim(somebody)
    expect(await m.held(somebody)).to.equal(175n)
  })
  it('pays the account itself where it acted in the campaign before', async () => {
    const campaign = m.of.campaign.connect(await w.as(somebody))
    await w.time.increase(1)
    await refuses(m.claim(somebody), 'CoOwnerWithoutWallet', [somebody])
    await campaign.setRefundTo(somebody)
    await m.claim(somebody)
    expect(await m.held(somebody)).to.equal(175n)
  })
})

describe('SharedEquipment.claimTo', () => {
  const w = useMachine(async (world) => void (await world.earn(1000)))
  const claimTo = (recipient: string, by = w.accounts.alice) =>
    w.machine.connect(by).claimTo(w.accounts.alice.address, recipient, [w.T], [], 0)
  leaf('when the recipient is zero or the machine', 'it reverts with ClaimRecipientInvalid', async () => {
    for (const recipient of [ZERO, w.M]) await refuses(claimTo(recipient), 'ClaimRecipientInvalid', [recipient])
  })
  leaf('when the caller is somebody else', 'it reverts with ClaimHolderOnly', async () => {
    const { alice, bob, steward } = w.accounts
    const campaign = await w.as(w.C)
    for (const by of [bob, steward, campaign]) {
      await refuses(claimTo(by.address, by), 'ClaimHolderOnly', [by.address, alice.address])
    }
  })
  leaf('when the recipient is another', 'it pays what the account is owed to it', async () => {
    const { founder, alice, bob } = w.accounts
    await claimTo(founder.address)
    expect([await w.held(founder), await w.due(alice), await w.due(bob)]).to.deep.equal([175n, 0n, 175n])
  })
})

describe('SharedEquipment.setPayee', () => {
  const w = useMachine()
  leaf('when the payee is the machine', 'it reverts with ClaimRecipientInvalid', () =>
    refuses(w.machine.connect(w.accounts.alice).setPayee(w.accounts.alice.address, w.M), 'ClaimRecipientInvalid', [w.M]),
  )
  leaf('when the caller is somebody else', 'it reverts with ClaimHolderOnly', async () => {
    const { alice, bob } = w.accounts
    const call = w.machine.connect(bob).setPayee(alice.address, bob.address)
    await refuses(call, 'ClaimHolderOnly', [bob.address, alice.address])
  })
  leaf('when it is somebody else, and then nobody', 'it emits PayeeSet and it is the account again', async () => {
    const { alice, founder } = w.accounts
    const machine = w.machine.connect(alice)
    await expect(machine.setPayee(alice.address, founder.address))
      .to.emit(w.machine, 'PayeeSet')
      .withArgs(alice.address, ZERO, founder.address)
    expect(await w.machine.payeeOf(alice.address)).to.equal(founder.address)
    await machine.setPayee(alice.address, ZERO)
    expect(await w.machine.payeeOf(alice.address)).to.equal(alice.address)
  })
})

describe('SharedEquipment.previewClaim', () => {
  const w = useMachine()
  leaf('when a token is not listed', 'it is zero', async () => {
    await w.send(1000, ETH)
    expect(await w.due(w.accounts.fund, ETH)).to.equal(0n)
  })
  leaf('given revenue that just arrived', 'it is what a claim would pay', async () => {
    const { alice, fund } = w.accounts
    await w.send(1009)
    const previews = [await w.due(alice), await w.due(fund)]
    await w.claim(alice)
    await w.claim(fund)
    expect([await w.held(alice), await w.held(fund)]).to.deep.equal(previews)
  })
  leaf('given revenue that settles the payback', 'it counts what is open and no more', async () => {
    await w.send(3_000_000)
    expect([await w.due(w.accounts.alice), await w.due(w.accounts.fund)]).to.deep.equal([300_000n, 1_500_000n])
  })
  leaf('given a deposit', "it is none of the account's revenue", async () => {
    await w.depositFor(w.accounts.alice, 1000)
    expect(await w.due(w.accounts.alice)).to.equal(0n)
  })
  leaf('when the account is the machine', 'it is the maintenance money', async () => {
    await w.send(1000)
    expect(await w.due(w.M)).to.equal(100n)
  })
})

describe('SharedEquipment.previewDistribution', () => {
  const w = useMachine()
  leaf('given it is not released', 'it says what each line would take, the remainder last', async () => {
    expect(await w.machine.previewDistribution(w.T, 1009)).to.deep.equal([100n, 201n, 706n, 2n])
    expect(await w.machine.previewDistribution(w.T, 2_000_000)).to.deep.equal([200_000n, 400_000n, 1_200_000n, 200_000n])
  })
  leaf('given it is released', 'there are maintenance and infrastructure, and no payback', async () => {
    await w.release()
    expect(await w.machine.previewDistribution(w.T, 12_000)).to.deep.equal([3960n, 8040n, 0n, 0n])
  })
})

describe('the implementation behind the machines', () => {
  const w = useMachine()
  it('takes no money by any door', async () => {
    const machine = w.machineCode.connect(w.accounts.stranger)
    const use = await w.log()
    const to = await machine.getAddress()
    for (const call of [
      () => machine.deposit(w.accounts.alice.address, 5, { value: 5 }),
      () => machine.payUse(use.invoice, Funding.Wallet, 5, { value: 5 }),
      () => machine.logAndPay(w.input(), Funding.Wallet, 5, { value: 5 }),
      () => machine.pay(ETH, 5, ethers.ZeroHash, { value: 5 }),
      () => w.accounts.stranger.sendTransaction({ to, value: 5 }),
    ]) {
      await revertData(call())
    }
    expect(await w.held(to, ETH)).to.equal(0n)
  })
})
