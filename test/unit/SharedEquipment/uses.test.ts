import { expect } from 'chai'
import { ethers } from 'ethers'
import { CO_OWNER, COMMUNITY, decide, FILAMENT, Funding, GOAL, inEth, PROJECT } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { FREE, type Invoice, PAYBACK, type Use, type UseInput, useMachine, UseStatus } from '../../utils/machineWorld.ts'
import { DAY, ETH, ZERO } from '../../utils/world.ts'

const WEEK = 7 * DAY

describe('SharedEquipment.initialize', () => {
  const w = useMachine()
  const begin = { custodian: ZERO, spent: 1n, coOwners: 1n, capBps: 10_000n }
  const initialize = (machine: typeof w.machine) =>
    machine.initialize(begin.custodian, begin.spent, begin.coOwners, begin.capBps, [], [], [])
  leaf('given it is in service', 'it reverts with MachineBegun', () => refuses(initialize(w.machine), 'MachineBegun', []))
  leaf('given it is the implementation', 'it reverts with MachineBegun', () =>
    refuses(initialize(w.machineCode), 'MachineBegun', []),
  )
  leaf('when the campaign bought it', 'it begins as the config says', async () => {
    const { machine, terms, config, accounts } = w
    const birth = await machine.birth()
    expect([birth.campaign, birth.token, birth.network, birth.goal]).to.deep.equal([w.C, w.T, accounts.fund.address, GOAL])
    expect([...birth.terms]).to.deep.equal(Object.values(config.machine.terms).map(BigInt))
    expect([await machine.custodian(), await machine.rules(), await machine.decider()]).to.deep.equal([
      accounts.steward3.address,
      await w.rules.getAddress(),
      w.C,
    ])
    for (const steward of config.machine.stewards) expect(await machine.isSteward(steward)).to.equal(true)
    expect(await machine.isSteward(accounts.steward3.address)).to.equal(false)
    expect(await machine.rateCardSize()).to.deep.equal([4n, 1n])
    const { token, capBps, acceptances, end, repaid } = await machine.debtPool(PAYBACK)
    expect([token, capBps, acceptances, end, repaid]).to.deep.equal([w.T, BigInt(terms.capBps), 1n, 1_200_000n, 0n])
    expect([await machine.poolCount(), await machine.isReleased(), await machine.tokens()]).to.deep.equal([1n, false, [w.T]])
    const [version, lines, remainder] = await w.lens.equation(w.M)
    expect([version, await machine.equationVersion(), remainder]).to.deep.equal([1n, 1n, accounts.fund.address])
    expect(lines.map(({ account, pool, basis, shareBps }) => [account, pool, basis, shareBps])).to.deep.equal([
      [w.M, 0n, 0n, 1000n],
      [accounts.fund.address, 0n, 0n, 2000n],
      [ZERO, 1n, 0n, 7000n],
    ])
    expect([...(await machine.coOwnerOf(accounts.alice.address))]).to.deep.equal([GOAL / 4n, 0n, false, false])
    expect(await machine.extsload([ethers.ZeroHash])).to.deep.equal([await w.hh.provider.getStorage(w.M, 0)])
  })
})

describe('SharedEquipment.log', () => {
  const w = useMachine()
  leaf('when the rules refuse it', 'it reverts with their error', async () => {
    const { alice, steward, stranger } = w.accounts
    const log = (what: Partial<UseInput>, by = steward) => w.machine.connect(by).log(w.input(what))
    await refuses(log({}, alice), 'UseLoggerInvalid', [alice.address, stranger.address])
    await refuses(log({ scenario: 4 }), 'UseScenarioUnknown', [4, 4])
    await refuses(log({ materials: [{ material: 1, quantity: 1 }] }), 'UseMaterialUnknown', [1, 1])
    await refuses(log({ materials: [{ material: FILAMENT, quantity: 0 }] }), 'UseQuantityZero', [0])
    await refuses(log({ durationMinutes: 10_081 }), 'UseMinutesOutOfBounds', [10_081, 1, 10_080])
    await refuses(log({ technician: alice.address, technicianMinutes: 1 }), 'UseTechnicianUnknown', [alice.address])
    await refuses(log(w.job(1), stranger), 'UseJobInvalid', [stranger.address, stranger.address])
    await refuses(log({ scenario: CO_OWNER }), 'UseByCoOwnersOnly', [stranger.address])
    await refuses(log({ materials: [{ material: FILAMENT, quantity: 2n ** 88n - 1n }] }), 'UseAmountTooLarge')
  })
  leaf('when the user logs', 'it emits UseLogged with the invoice and what it comes to', async () => {
    const { stranger, steward, fee } = w.accounts
    const what = w.input({
      durationMinutes: 120,
      materials: [{ material: FILAMENT, quantity: 200 }],
      technician: steward.address,
      technicianMinutes: 30,
    })
    const sent = w.machine.connect(stranger).log(what)
    const { id, invoice, total } = await w.loggedIn(sent)
    const costs = [
      { account: fee.address, amount: 500n },
      { account: steward.address, amount: 1250n },
      { account: w.M, amount: 300n },
    ]
    const expected = {
      number: 1n,
      loggedAt: BigInt(await w.time.latest()),
      user: stranger.address,
      logger: stranger.address,
      technician: steward.address,
      costs,
      net: 650n,
      inKind: 0n,
    }
    expect(invoice).to.deep.equal(expected)
    expect(total).to.equal(2700n)
    const fragment = w.machine.interface.getFunction('payUse').inputs[0]
    expect(id).to.equal(ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode([fragment as ethers.ParamType], [invoice])))
    await expect(sent)
      .to.emit(w.machine, 'UseLogged')
      .withArgs(
        id,
        stranger.address,
        stranger.address,
        (logged: ethers.Result) => logged[9] === what.evidenceURI && logged[8] === what.evidenceHash,
        () => true,
        2700,
      )
    expect([...(await w.machine.useState(id))]).to.deep.equal([UseStatus.Logged, 0n, 0n])
  })
  leaf('when a steward logs for somebody', 'it is the next number and another id', async () => {
    const [first, second] = [await w.log(), await w.log()]
    expect([first.invoice.number, second.invoice.number]).to.deep.equal([1n, 2n])
    expect(second.invoice.logger).to.equal(w.accounts.steward.address)
    expect(first.id).to.not.equal(second.id)
  })
  leaf('when nothing is to be paid', 'it is paid at once', async () => {
    await w.enact(decide.scenario(4, 'Free', FREE))
    const { id, total } = await w.log({ scenario: 4 })
    expect([total, (await w.machine.useState(id)).status]).to.deep.equal([0n, UseStatus.Paid])
  })
  leaf('given a steward was dismissed', 'it can log for itself only', async () => {
    const { steward, stranger } = w.accounts
    await w.enact(decide.steward(steward, false))
    await refuses(w.log(), 'UseLoggerInvalid', [steward.address, stranger.address])
    expect((await w.log({ user: steward.address })).total).to.equal(1350n)
  })
  leaf('given the rate card changed', 'what was logged before keeps its price', async () => {
    const use = await w.log()
    await w.enact(decide.scenario(0, 'Dear', { ...FREE, pricePerHour: 9000n }))
    await w.payUse(use, 1350)
    expect((await w.machine.useState(use.id)).status).to.equal(UseStatus.Paid)
    expect((await w.log()).total).to.equal(9000n)
  })
})

describe('SharedEquipment.logAndPay', () => {
  const w = useMachine()
  leaf('when it comes to more than the limit', 'it reverts with UseAboveLimit', () =>
    refuses(w.logAndPay({}, 1349), 'UseAboveLimit', [1350, 1349]),
  )
  leaf('when it is paid from a wallet', 'it takes what the invoice comes to and no more', async () => {
    const { stranger, fund } = w.accounts
    const before = await w.held(stranger)
    const { id } = await w.loggedIn(w.logAndPay({}, 5000))
    expect([...(await w.machine.useState(id))]).to.deep.equal([UseStatus.Paid, 1n, 1350n])
    expect((await w.held(stranger)) - before).to.equal(5000n - 1350n)
    expect([await w.machine.maintenanceOf(w.T), await w.due(fund), await w.due(w.accounts.alice)]).to.deep.equal([
      270n,
      240n,
      210n,
    ])
  })
  leaf('when it is paid from a deposit', 'it emits UsePaid and the deposit falls', async () => {
    const { stranger } = w.accounts
    await w.depositFor(stranger, 2000)
    const sent = w.logAndPay({}, 1350, { funding: Funding.Deposit })
    const { id } = await w.loggedIn(sent)
    await expect(sent).to.emit(w.machine, 'UsePaid').withArgs(id, stranger.address, Funding.Deposit, 1350, 1350)
    expect(await w.machine.depositOf(stranger.address)).to.equal(650n)
  })
  leaf('when the deposit is too small', 'it reverts with DepositInsufficient', async () => {
    const { stranger } = w.accounts
    await w.depositFor(stranger, 1349)
    await refuses(w.logAndPay({}, 1350, { funding: Funding.Deposit }), 'DepositInsufficient', [stranger.address, 1349, 1350])
  })
  leaf('when a steward logs for somebody', 'the steward pays', async () => {
    const { steward } = w.accounts
    await w.logAndPay({}, 1350, { by: steward })
    expect(await w.held(steward)).to.equal(0n)
  })
  leaf('when nothing is to be paid', 'it is logged and nothing moves', async () => {
    await w.enact(decide.scenario(4, 'Free', FREE))
    for (const funding of [Funding.Wallet, Funding.Deposit]) {
      const sent = w.logAndPay({ scenario: 4 }, 100, { funding })
      expect((await w.loggedIn(sent)).total).to.equal(0n)
      await expect(sent).not.to.emit(w.machine, 'UsePaid')
    }
    expect(await w.accounted()).to.equal(0n)
  })
  leaf('when ETH comes along with a token', 'it reverts with PaymentValueMismatch', () =>
    refuses(
      w.machine.connect(w.accounts.stranger).logAndPay(w.input(), Funding.Wallet, 1350, { value: 1 }),
      'PaymentValueMismatch',
      [1, 0],
    ),
  )
})

describe('SharedEquipment.logAndPay in ETH', () => {
  const w = useMachine(undefined, inEth)
  it('makes what is left of the value a deposit of the caller', async () => {
    const { stranger } = w.accounts
    const sent = w.logAndPay({}, 5000)
    await expect(sent).to.emit(w.machine, 'Deposited').withArgs(stranger.address, stranger.address, 3650, 3650)
    expect((await w.machine.useState((await w.loggedIn(sent)).id)).status).to.equal(UseStatus.Paid)
    expect([await w.machine.depositOf(stranger.address), await w.accounted()]).to.deep.equal([3650n, 5000n])
    await w.logAndPay({}, 1350)
    expect(await w.machine.depositOf(stranger.address)).to.equal(3650n)
  })
  it('needs the limit as its value, and none with a deposit', async () => {
    const machine = w.machine.connect(w.accounts.stranger)
    await refuses(machine.logAndPay(w.input(), Funding.Wallet, 5000, { value: 4999 }), 'PaymentValueMismatch', [4999, 5000])
    await w.depositFor(w.accounts.stranger, 5000)
    await refuses(machine.logAndPay(w.input(), Funding.Deposit, 5000, { value: 5000 }), 'PaymentValueMismatch', [5000, 0])
    await machine.logAndPay(w.input(), Funding.Deposit, 5000)
    expect(await w.machine.depositOf(w.accounts.stranger.address)).to.equal(3650n)
  })
  it('keeps what comes with a use that costs nothing as a deposit', async () => {
    await w.enact(decide.scenario(4, 'Free', FREE))
    await w.logAndPay({ scenario: 4 }, 700)
    expect(await w.machine.depositOf(w.accounts.stranger.address)).to.equal(700n)
  })
  it('shares what came in before by itself', async () => {
    await w.send(1000)
    await expect(w.logAndPay({}, 1350)).to.emit(w.machine, 'Distributed').withArgs(ETH, 1000, [100, 200, 700, 0])
    expect(await w.machine.maintenanceOf(ETH)).to.equal(100n + 270n)
  })
})

describe('SharedEquipment.payUse', () => {
  const w = useMachine()
  /** Material 5.00, technician 12.50, fee 3.00, net 6.50. */
  const rich = () => ({
    durationMinutes: 120,
    materials: [{ material: FILAMENT, quantity: 200 }],
    technician: w.accounts.steward2.address,
    technicianMinutes: 30,
  })
  const credits = async () => [
    await w.due(w.accounts.fee),
    await w.due(w.accounts.steward2),
    await w.machine.maintenanceOf(w.T),
    await w.due(w.accounts.fund),
    (await w.machine.debtPool(PAYBACK)).repaid,
  ]

  leaf('when the invoice was never logged', 'it reverts with UseStatusWrong', async () => {
    const { invoice } = await w.log()
    const forged: Invoice = { ...invoice, net: 1n }
    await refuses(w.payUse({ id: '', invoice: forged, total: 1n }, 1), 'UseStatusWrong', [
      undefined,
      UseStatus.None,
      UseStatus.Logged,
    ])
  })
  leaf('when nothing or more than is left would be paid', 'it reverts with UsePaymentOutOfBounds', async () => {
    const use = await w.log()
    await refuses(w.payUse(use, 0), 'UsePaymentOutOfBounds', [0, 1350])
    await refuses(w.payUse(use, 1351), 'UsePaymentOutOfBounds', [1351, 1350])
    await w.payUse(use, 1000)
    await refuses(w.payUse(use, 351), 'UsePaymentOutOfBounds', [351, 350])
    await w.depositFor(w.accounts.stranger, 1000)
    await refuses(w.payUse(use, 351, { funding: Funding.Deposit }), 'UsePaymentOutOfBounds', [351, 350])
  })
  leaf('given it is paid', 'it reverts with UseStatusWrong', async () => {
    const use = await w.log()
    await w.payAll(use)
    await refuses(w.payUse(use, 1), 'UseStatusWrong', [use.id, UseStatus.Paid, UseStatus.Logged])
  })
  leaf('when ETH comes along with a token or a deposit', 'it reverts with PaymentValueMismatch', async () => {
    const { invoice } = await w.log()
    for (const funding of [Funding.Wallet, Funding.Deposit]) {
      await refuses(w.machine.payUse(invoice, funding, 5, { value: 5 }), 'PaymentValueMismatch', [5, 0])
    }
  })
  leaf('when the deposit is too small', 'it reverts with DepositInsufficient', async () => {
    const { stranger, alice } = w.accounts
    const use = await w.log()
    await w.depositFor(alice, 5000)
    await refuses(w.payUse(use, 1, { funding: Funding.Deposit }), 'DepositInsufficient', [stranger.address, 0, 1])
  })
  leaf('given the books are nearly full', 'it reverts with BooksFull and goes through once somebody has claimed', async () => {
    const use = await w.log()
    await w.earn(2n ** 128n - 1350n)
    await refuses(w.payAll(use), 'BooksFull', [w.T, 2n ** 128n - 1350n, 1350])
    await w.claim(w.accounts.alice)
    await w.payAll(use)
    expect((await w.machine.useState(use.id)).status).to.equal(UseStatus.Paid)
  })
  leaf('when it is paid at once', 'each line gets its amount and the equation shares the net', async () => {
    const use = await w.log(rich())
    await expect(w.payAll(use))
      .to.emit(w.machine, 'UsePaid')
      .withArgs(use.id, w.accounts.stranger.address, Funding.Wallet, 2700, 2700)
    expect(await credits()).to.deep.equal([500n, 1250n, 300n + 65n, 130n, 455n])
    expect([...(await w.machine.useState(use.id))]).to.deep.equal([UseStatus.Paid, 1n, 2700n])
  })
  leaf('when it is paid in parts', 'they fill material, technician, fee and net in this order', async () => {
    const use = await w.log(rich())
    const steps: [number, bigint[]][] = [
      [400, [400n, 0n, 0n, 0n, 0n]],
      [200, [500n, 100n, 0n, 0n, 0n]],
      [1150, [500n, 1250n, 0n, 0n, 0n]],
      [301, [500n, 1250n, 300n, 0n, 0n]],
      [648, [500n, 1250n, 364n, 129n, 454n]],
      [1, [500n, 1250n, 365n, 130n, 455n]],
    ]
    for (const [amount, expected] of steps) {
      await w.payUse(use, amount)
      expect(await credits()).to.deep.equal(expected)
    }
    expect((await w.machine.useState(use.id)).status).to.equal(UseStatus.Paid)
  })
  leaf('when several pay, from wallets and deposits', 'it is the same in any order', async () => {
    const { alice, bob, carol, dave } = w.accounts
    const payers = [alice, bob, carol, dave]
    const amounts = [333, 777, 1111, 479]
    const expected = [500n, 1250n, 365n, 130n, 455n]
    const snapshot = await w.helpers.takeSnapshot()
    for (const order of [
      [0, 1, 2, 3],
      [3, 2, 1, 0],
      [2, 0, 3, 1],
    ]) {
      const use = await w.log(rich())
      for (const i of order) {
        const [by, amount] = [payers[i] as typeof alice, amounts[i] as number]
        const funding = i % 2 ? Funding.Deposit : Funding.Wallet
        if (funding === Funding.Deposit) await w.depositFor(by, amount, by)
        await w.payUse(use, amount, { by, funding })
      }
      const paidBack = await Promise.all(payers.map((payer) => w.due(payer)))
      expect([await credits(), paidBack]).to.deep.equal([expected, [113n, 113n, 113n, 91n]])
      await snapshot.restore()
    }
  })
  leaf('when a thousand parts are paid', 'every credit equals that of one payment, to the unit', async () => {
    const what = { ...rich(), durationMinutes: 1373, materials: [{ material: FILAMENT, quantity: 333 }], technicianMinutes: 47 }
    const snapshot = await w.helpers.takeSnapshot()
    const one = await w.log(what)
    await w.payAll(one)
    const expected = await credits()
    await snapshot.restore()

    const { stranger } = w.accounts
    const { invoice, total, id } = await w.log(what)
    await w.endow(stranger, total)
    const machine = w.machine.connect(stranger)
    const gasLimit = 1_000_000
    let paid = 0n
    for (let i = 0n; i < 1000n; i++) {
      const reached = ((i + 1n) * total) / 1000n
      const part = i === 999n ? total - paid : reached - paid - (i % 3n)
      await machine.payUse(invoice, Funding.Wallet, part, { gasLimit })
      paid += part
    }
    expect((await w.machine.useState(id)).status).to.equal(UseStatus.Paid)
    expect(await credits()).to.deep.equal(expected)
    expect(expected.reduce((a, b) => a + b)).to.equal(total)
  })
  leaf('given revenue came in by a plain transfer', 'it is shared before', async () => {
    const use = await w.log()
    await w.send(1000)
    await expect(w.payAll(use)).to.emit(w.machine, 'Distributed').withArgs(w.T, 1000, [100, 200, 700, 0])
    expect((await w.machine.debtPool(PAYBACK)).repaid).to.equal(700n + 840n)
  })
  leaf('given its net had begun under the first equation', 'later parts are shared by it after the release too', async () => {
    const use = await w.log(w.job(1000))
    await w.payUse(use, 500)
    await w.release()
    const [fund, maintenance] = [await w.due(w.accounts.fund), await w.machine.maintenanceOf(w.T)]
    await w.payUse(use, 500)
    expect((await w.machine.useState(use.id)).version).to.equal(1n)
    expect(await w.machine.maintenanceOf(w.T)).to.equal(maintenance + 50n)
    expect(await w.due(w.accounts.fund)).to.equal(fund + 450n)
  })
  leaf('given its first part is paid after the release', 'its net is shared by the second equation', async () => {
    const use = await w.log(w.job(1000))
    await w.release()
    const [fund, maintenance] = [await w.due(w.accounts.fund), await w.machine.maintenanceOf(w.T)]
    await w.payAll(use)
    expect((await w.machine.useState(use.id)).version).to.equal(2n)
    expect(await w.machine.maintenanceOf(w.T)).to.equal(maintenance + 330n)
    expect(await w.due(w.accounts.fund)).to.equal(fund + 670n)
  })
  leaf('when it settles the payback', 'it splits to the unit and emits ReleasedToPool', async () => {
    await w.earn(1_700_000)
    const use = await w.log(w.job(20_000))
    await expect(w.payAll(use)).to.emit(w.machine, 'ReleasedToPool').withArgs(1_200_000)
    expect([await w.machine.isReleased(), await w.machine.equationVersion()]).to.deep.equal([true, 2n])
    expect(await w.machine.maintenanceOf(w.T)).to.equal(172_000n)
    expect(await w.due(w.accounts.fund)).to.equal(1_720_000n - 172_000n - 1_200_000n)
  })
  leaf('when it is in kind', 'material, technician and fee are to be paid now', async () => {
    const use = await w.log({ ...rich(), scenario: PROJECT, technicianMinutes: 12 })
    expect([use.total, use.invoice.net, use.invoice.inKind]).to.deep.equal([1300n, 0n, 600n])
    await w.payAll(use)
    expect(await credits()).to.deep.equal([500n, 500n, 300n, 0n, 0n])
  })
  leaf('when there is a fee only', 'all of it is for maintenance', async () => {
    const use = await w.log({ scenario: COMMUNITY, durationMinutes: 480 })
    await w.payUse(use, 700)
    await w.payUse(use, 500)
    expect(await credits()).to.deep.equal([0n, 0n, 1200n, 0n, 0n])
    expect((await w.machine.useState(use.id)).status).to.equal(UseStatus.Paid)
  })
})

describe('SharedEquipment.payUse in ETH', () => {
  const w = useMachine(undefined, inEth)
  it('takes the value that is paid, and that only', async () => {
    const use = await w.log()
    const machine = w.machine.connect(w.accounts.stranger)
    await refuses(machine.payUse(use.invoice, Funding.Wallet, 5, { value: 4 }), 'PaymentValueMismatch', [4, 5])
    await refuses(machine.payUse(use.invoice, Funding.Wallet, 5, { value: 6 }), 'PaymentValueMismatch', [6, 5])
    await refuses(machine.payUse(use.invoice, Funding.Deposit, 5, { value: 5 }), 'PaymentValueMismatch', [5, 0])
    await w.payUse(use, 350)
    await w.depositFor(w.accounts.stranger, 1000)
    await w.payUse(use, 1000, { funding: Funding.Deposit })
    expect([...(await w.machine.useState(use.id))]).to.deep.equal([UseStatus.Paid, 1n, 1350n])
    expect([await w.accounted(), await w.held(w.M)]).to.deep.equal([1350n, 1350n])
  })
})

describe('SharedEquipment.contest', () => {
  const w = useMachine()
  let use: Use
  const logged = async () => w.log({ technician: w.accounts.steward2.address, technicianMinutes: 30, durationMinutes: 120 })

  leaf('when the use was never logged', 'it reverts with UseStatusWrong', async () => {
    use = await logged()
    const forged: Use = { ...use, invoice: { ...use.invoice, number: 7n } }
    await refuses(w.contest(forged), 'UseStatusWrong', [undefined, UseStatus.None, UseStatus.Logged])
  })
  leaf('given it is paid', 'it reverts with UseStatusWrong', async () => {
    use = await logged()
    await w.payAll(use)
    await refuses(w.contest(use), 'UseStatusWrong', [use.id, UseStatus.Paid, UseStatus.Logged])
  })
  leaf('given it is contested', 'it reverts with UseStatusWrong', async () => {
    use = await logged()
    await w.contest(use)
    await refuses(w.contest(use), 'UseStatusWrong', [use.id, UseStatus.Contested, UseStatus.Logged])
  })
  leaf('given the window is over', 'it reverts with UseContestTooLate at its end and after it', async () => {
    use = await logged()
    const until = Number(use.invoice.loggedAt) + WEEK
    for (const at of [until, until + 1]) {
      await w.time.setNextBlockTimestamp(at)
      await refuses(w.contest(use), 'UseContestTooLate', [at, until])
    }
  })
  leaf('given the last second of the window', 'it is contested', async () => {
    use = await logged()
    await w.time.setNextBlockTimestamp(Number(use.invoice.loggedAt) + WEEK - 1)
    await w.contest(use)
    expect((await w.machine.useState(use.id)).status).to.equal(UseStatus.Contested)
  })
  leaf('when the caller has nothing to do with it', 'it reverts with UseContestInvalid', async () => {
    use = await logged()
    for (const by of [w.accounts.founder, w.accounts.fund, w.accounts.fee]) {
      await refuses(w.contest(use, by), 'UseContestInvalid', [by.address])
    }
  })
  leaf('when its user, its technician, a steward, the custodian or a co-owner does', 'it emits UseContested', async () => {
    const { stranger, steward2, steward, steward3, customer } = w.accounts
    for (const by of [stranger, steward2, steward, steward3, customer]) {
      use = await logged()
      await expect(w.contest(use, by))
        .to.emit(w.machine, 'UseContested')
        .withArgs(use.id, by.address, ethers.id('reason'), 'ipfs://reason')
    }
  })
  leaf('when the technician is a steward no more', 'it may contest what names it all the same', async () => {
    use = await logged()
    await w.enact(decide.steward(w.accounts.steward2, false))
    await w.contest(use, w.accounts.steward2)
    expect((await w.machine.useState(use.id)).status).to.equal(UseStatus.Contested)
  })
  leaf('given it was contested and stands', 'it reverts with UseContestInvalid', async () => {
    use = await logged()
    await w.enact(decide.steward(w.accounts.steward3))
    await w.contest(use)
    await w.settle(use, true, w.accounts.steward3)
    await refuses(w.contest(use, w.accounts.alice), 'UseContestInvalid', [w.accounts.alice.address])
  })
  leaf('given a part is paid', 'the rest waits and what was paid stays', async () => {
    use = await logged()
    await w.payUse(use, 1000)
    await w.contest(use)
    expect([...(await w.machine.useState(use.id))]).to.deep.equal([UseStatus.Contested, 1n, 1000n])
    await refuses(w.payUse(use, 1), 'UseStatusWrong', [use.id, UseStatus.Contested, UseStatus.Logged])
    expect(await w.due(w.accounts.steward2)).to.equal(1000n)
  })
})

describe('SharedEquipment.settle', () => {
  const w = useMachine()
  let use: Use
  /** Logged by the first steward, contested by its user unless somebody else is named. */
  const contested = async (what: Partial<UseInput> = {}, { paid = 0, by = w.accounts.stranger } = {}) => {
    use = await w.log(what)
    if (paid !== 0) await w.payUse(use, paid)
    await w.contest(use, by)
  }

  leaf('given it is not contested', 'it reverts with UseStatusWrong', async () => {
    use = await w.log()
    await refuses(w.settle(use, true), 'UseStatusWrong', [use.id, UseStatus.Logged, UseStatus.Contested])
    await w.payAll(use)
    await refuses(w.settle(use, false), 'UseStatusWrong', [use.id, UseStatus.Paid, UseStatus.Contested])
  })
  leaf('when the caller is no steward', 'it reverts with UseSettlerInvalid', async () => {
    await contested()
    for (const by of [w.accounts.steward3, w.accounts.alice, w.accounts.founder]) {
      await refuses(w.settle(use, false, by), 'UseSettlerInvalid', [by.address])
    }
  })
  leaf('when the steward logged it', 'it reverts with UseSettlerInvalid', async () => {
    await contested()
    await refuses(w.settle(use, true, w.accounts.steward), 'UseSettlerInvalid', [w.accounts.steward.address])
  })
  leaf('when the steward is its user', 'it reverts with UseSettlerInvalid', async () => {
    const { steward2, alice } = w.accounts
    await contested({ user: steward2.address }, { by: alice })
    await refuses(w.settle(use, false), 'UseSettlerInvalid', [steward2.address])
  })
  leaf('when the steward is its technician', 'it reverts with UseSettlerInvalid', async () => {
    const { steward2 } = w.accounts
    await contested({ technician: steward2.address, technicianMinutes: 60 })
    await refuses(w.settle(use, true), 'UseSettlerInvalid', [steward2.address])
  })
  leaf('when the steward contested it', 'it reverts with UseSettlerInvalid', async () => {
    const { steward2 } = w.accounts
    await contested({}, { by: steward2 })
    await refuses(w.settle(use, false), 'UseSettlerInvalid', [steward2.address])
  })
  leaf('when it stands', 'it emits UseSettled and is to be paid', async () => {
    await contested({}, { paid: 500 })
    await expect(w.settle(use, true))
      .to.emit(w.machine, 'UseSettled')
      .withArgs(use.id, w.accounts.steward2.address, true, ethers.id('reason'), 'ipfs://reason')
    await w.payUse(use, 850)
    expect([...(await w.machine.useState(use.id))]).to.deep.equal([UseStatus.Paid, 1n, 1350n])
  })
  leaf('when it does not stand', 'nothing more is to be paid, or contested, or settled', async () => {
    await contested()
    await w.settle(use, false)
    expect([...(await w.machine.useState(use.id))]).to.deep.equal([UseStatus.Void, 0n, 0n])
    await refuses(w.payUse(use, 1), 'UseStatusWrong', [use.id, UseStatus.Void, UseStatus.Logged])
    await refuses(w.contest(use), 'UseStatusWrong', [use.id, UseStatus.Void, UseStatus.Logged])
    await refuses(w.settle(use, true), 'UseStatusWrong', [use.id, UseStatus.Void, UseStatus.Contested])
  })
  leaf('given a part is paid that reached the net', 'what rounding kept of it goes to infrastructure', async () => {
    // Of 7 units maintenance has 0, infrastructure 1 and payback 4.
    await contested(w.job(1000), { paid: 7 })
    expect([await w.due(w.accounts.fund), await w.accounted()]).to.deep.equal([1n, 7n])
    await w.settle(use, false)
    expect(await w.due(w.accounts.fund)).to.equal(3n)
    expect((await w.machine.debtPool(PAYBACK)).repaid).to.equal(4n)
    expect([...(await w.machine.useState(use.id))]).to.deep.equal([UseStatus.Void, 1n, 7n])
  })
  leaf('given a part is paid that did not reach the net', 'what was paid stays', async () => {
    await contested({}, { paid: 100 })
    await w.settle(use, false)
    expect([await w.machine.maintenanceOf(w.T), await w.due(w.accounts.fund)]).to.deep.equal([100n, 0n])
  })
  leaf('given the release came between', 'the rest is that of the equation it began with', async () => {
    await contested(w.job(1000), { paid: 7 })
    await w.release()
    const fund = await w.due(w.accounts.fund)
    await w.settle(use, false)
    expect(await w.due(w.accounts.fund)).to.equal(fund + 2n)
  })
})
