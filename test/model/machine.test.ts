import { expect } from 'chai'
import {
  BooksFullError,
  ClaimBalanceTooLowError,
  ClaimEthRefusedError,
  ClaimRecipientInvalidError,
  CoOwnerWithoutWalletError,
  DepositAccountInvalidError,
  DepositInsufficientError,
  ETH,
  MachineAccountInvalidError,
  MachineActionUnknownError,
  MachineDecidedByError,
  MachineDecimalsTooManyError,
  machineModel,
  MachinePlaceInvalidError,
  MaintenanceInsufficientError,
  MAX_ACCOUNTED,
  ModelError,
  PaymentEmptyError,
  TokenNotListedError,
  TokensTooManyError,
  TokenTwiceError,
  UseAboveLimitError,
  UseAmountTooLargeError,
  UseByCoOwnersOnlyError,
  UseContestInvalidError,
  UseContestTooLateError,
  UseJobInvalidError,
  UseLoggerInvalidError,
  UseMaterialUnknownError,
  UseMinutesOutOfBoundsError,
  UsePaymentOutOfBoundsError,
  UseQuantityZeroError,
  UseScenarioUnknownError,
  UseSettlerInvalidError,
  UseStatusWrongError,
  UseTechnicianUnknownError,
} from '../../sdk/src/model/index.ts'
import printer from '../vectors/printer.json' with { type: 'json' }
import { isJustBelow } from './exact.ts'
import { fraction } from './fraction.ts'
import { randomFrom, seedOfRun } from './random.ts'

type Machine = machineModel.MachineModel
type Case = { id: string; in: number[]; tolerance?: number; perOwner: Record<string, number>; excess: number; released?: boolean }

const [USD, EUR] = ['usd', 'eur']
const DAY = 86_400n
/** Places in the rate card. */
const [COMMERCIAL, PROJECT, CO_OWNER, FREE] = [0, 1, 2, 3]
const FILAMENT = 0
const ALL_PAYBACK = { maintenanceBps: 0, infrastructureBps: 0, paybackBps: 10_000, maintenanceAfterBps: 3300 }

describe('model: machine', () => {
  describe('golden numbers of the printer', () => {
    for (const { id, in: amounts, tolerance = 0, perOwner, excess, released } of printer.payback as readonly Case[]) {
      it(`${id}: ${amounts.join(' + ')} of payback`, () => {
        const model = printerOf(ALL_PAYBACK)
        for (const amount of amounts) job(model, BigInt(amount))
        printer.pledges.forEach((pledged, i) => {
          const due = machineModel.owedTo(model, `owner${i}`)
          const expected = BigInt(perOwner[pledged] ?? -1)
          expect(due <= expected && due >= expected - BigInt(tolerance), `${pledged}: ${due}`).to.equal(true)
        })
        expect(machineModel.owedTo(model, 'network')).to.equal(BigInt(excess))
        if (released !== undefined) expect(machineModel.isReleased(model)).to.equal(released)
        expect(machineModel.paybackPool(model).repaid).to.equal(BigInt(amounts.reduce((sum, n) => sum + n, 0) - excess))
        claimAll(model)
        expectEmpty(model)
      })
    }

    it('P7: a job of 200.00 with material and technician', () => {
      const model = printerOf()
      const before = owedToAll(model)
      printerJob(model)
      expect(changesOf(model, before)).to.deep.equal(valuesOf(printer.uses[0]?.expect ?? {}))
    })

    it('P8: eight hours at a price of nothing', () => {
      const model = printerOf()
      const before = owedToAll(model)
      const { use } = machineModel.logAndPay(model, 'user', { user: 'user', scenario: FREE, durationMinutes: 480 }, 1200n)
      expect(use.total).to.equal(1200n)
      expect(changesOf(model, before)).to.include(valuesOf(printer.uses[1]?.expect ?? {}))
    })

    it('57 jobs, the one that crosses the cap, and the one after it', () => {
      const model = printerOf()
      for (let i = 0; i < 57; i++) printerJob(model)
      expect(machineModel.paybackPool(model).repaid).to.equal(478_800n)
      const lines = [58, 59].map(() => {
        const before = owedToAll(model)
        printerJob(model)
        const { maintenance, infrastructure, payback } = changesOf(model, before)
        return [payback, maintenance, infrastructure]
      })
      expect(lines).to.deep.equal([
        [1200n, 1200n, 9600n],
        [0n, 3960n, 8040n],
      ])
    })

    it('a cost of 7 with pledges of 3, 3 and 1: class cap 8, and nothing is stuck', () => {
      const model = machine({ pledges: [3n, 3n, 1n], terms: ALL_PAYBACK })
      const use = job(model, 10n)
      expect(machineModel.paybackPool(model).end).to.equal(8n)
      expect(use.status).to.equal('paid')
      expect(['owner0', 'owner1', 'owner2'].map((owner) => machineModel.owedTo(model, owner))).to.deep.equal([3n, 3n, 1n])
      expect(machineModel.owedTo(model, 'network')).to.equal(2n)
      expect(machineModel.claim(model, 'owner0', [USD])).to.not.have.property('rested')
      machineModel.claim(model, 'owner2', [USD])
      machineModel.claim(model, 'owner2', [USD])
      expect(machineModel.claim(model, 'owner1', [USD]).rested).to.equal(1n)
      expect(machineModel.claim(model, 'network', [USD]).amounts).to.deep.equal([3n])
      expectEmpty(model)
    })
  })

  describe('invoice', () => {
    const use = (change: Partial<machineModel.UseInput> = {}, logger = 'user') =>
      machineModel.drawUp(machine(), logger, { user: 'user', scenario: COMMERCIAL, durationMinutes: 90, ...change })

    it('has material, technician, fee and net, each rounded down', () => {
      const { costs, net, inKind } = use({
        materials: [{ material: FILAMENT, quantity: 333n }],
        technician: 'steward',
        technicianMinutes: 7,
        durationMinutes: 91,
      })
      // 0.333 kg at 25.00, 7 minutes at 25.00/h, 91 minutes at 1.50/h; 18.20 of price.
      expect(costs).to.deep.equal([
        { account: 'shop', amount: 832n },
        { account: 'steward', amount: 291n },
        { account: 'machine', amount: 227n },
      ])
      expect([net, inKind]).to.deep.equal([1820n - 832n - 291n, 0n])
    })

    it('is never below material and technician', () => {
      const { costs, net } = use({ materials: [{ material: FILAMENT, quantity: 5000n }] })
      expect([costs[0]?.amount, costs[1]?.amount, net]).to.deep.equal([12_500n, 225n, 0n])
    })

    it('leaves out lines of nothing, materials apart', () => {
      const materials = [{ material: FILAMENT, quantity: 1n }]
      const model = machine()
      model.materials[FILAMENT] = { supplier: 'shop', price: 9n, decimals: 1 }
      const { costs } = machineModel.drawUp(model, 'user', { user: 'user', scenario: FREE, durationMinutes: 1, materials })
      expect(costs).to.deep.equal([
        { account: 'shop', amount: 0n },
        { account: 'machine', amount: 2n },
      ])
    })

    it('contributes the net in kind where the scenario says so', () => {
      const { net, inKind, costs } = use({ scenario: PROJECT })
      expect([net, inKind, costs.length]).to.deep.equal([0n, 1200n, 1])
    })

    it('has an agreed price without a fee for a job', () => {
      const { costs, net } = use({ isJob: true, agreedPrice: 777n }, 'steward')
      expect([costs, net]).to.deep.equal([[], 777n])
    })

    it('refuses what can not be right, and nothing changes', () => {
      const material = (id: number, quantity: bigint) => [{ material: id, quantity }]
      const technician = { technician: 'steward', technicianMinutes: 10 }
      refuses(() => use({}, 'stranger'), UseLoggerInvalidError)
      refuses(() => use({ user: '' }, 'steward'), UseLoggerInvalidError)
      refuses(() => use({ agreedPrice: 1n }), UseJobInvalidError)
      refuses(() => use({ isJob: true }), UseJobInvalidError)
      refuses(() => use({ isJob: true, user: 'steward' }, 'steward'), UseJobInvalidError)
      refuses(() => use({ durationMinutes: 0 }), UseMinutesOutOfBoundsError)
      refuses(() => use({ durationMinutes: 10_081 }), UseMinutesOutOfBoundsError)
      refuses(() => use({ ...technician, technicianMinutes: 0 }), UseMinutesOutOfBoundsError)
      refuses(() => use({ ...technician, technicianMinutes: 10_081 }), UseMinutesOutOfBoundsError)
      refuses(() => use({ technicianMinutes: 1 }), UseMinutesOutOfBoundsError)
      refuses(() => use({ ...technician, technician: 'user' }), UseTechnicianUnknownError)
      refuses(() => use({ scenario: 4 }), UseScenarioUnknownError)
      refuses(() => use({ scenario: CO_OWNER }), UseByCoOwnersOnlyError)
      refuses(() => use({ materials: material(FILAMENT, 0n) }), UseQuantityZeroError)
      refuses(() => use({ materials: material(1, 1n) }), UseMaterialUnknownError)
      refuses(() => use({ materials: material(FILAMENT, 2n ** 87n) }), UseAmountTooLargeError)
      refuses(() => use({ isJob: true, agreedPrice: 2n ** 88n }, 'steward'), UseAmountTooLargeError)
      expect(use({ user: 'owner0', scenario: CO_OWNER }, 'owner0').net).to.equal(900n)
    })
  })

  describe('payments', () => {
    const input = {
      user: 'user',
      scenario: COMMERCIAL,
      durationMinutes: 600,
      materials: [{ material: FILAMENT, quantity: 100n }],
      technician: 'steward',
      technicianMinutes: 30,
    }

    it('a thousand parts give what one payment gives', () => {
      const [once, inParts] = [machine(), machine()]
      machineModel.logAndPay(once, 'user', input, 100_000n)
      const { total } = machineModel.log(inParts, 'user', input)
      for (let i = 0n; i < 1000n; i++) machineModel.pay(inParts, 'user', 1n, (total * (i + 1n)) / 1000n - (total * i) / 1000n)
      expect(owedToAll(inParts)).to.deep.equal(owedToAll(once))
      expect(machineModel.paybackPool(inParts).repaid).to.equal(machineModel.paybackPool(once).repaid)
      expect(inParts.uses[0]?.status).to.equal('paid')
    })

    it(`random parts, across the release too, give what one payment gives (seed ${seedOfRun()})`, () => {
      const random = randomFrom(seedOfRun())
      for (let round = 0; round < 50; round++) {
        const terms = { maintenanceBps: 1111, infrastructureBps: 2222, paybackBps: 6667, maintenanceAfterBps: 3333 }
        const pledges = [1n + random.big(50n), 1n + random.big(50n), 1n + random.big(900n)]
        const [once, inParts] = [machine({ pledges, terms }), machine({ pledges, terms })]
        for (let use = 1n; use <= 3n; use++) {
          const price = 1n + random.big(1500n)
          job(once, price)
          machineModel.log(inParts, 'steward', jobOf(price))
          for (let left = price; left > 0n;) {
            const part = 1n + random.big(left)
            machineModel.pay(inParts, 'user', use, part)
            left -= part
          }
          expect(owedToAll(inParts)).to.deep.equal(owedToAll(once))
          expect(machineModel.isReleased(inParts)).to.equal(machineModel.isReleased(once))
        }
        expectExactPayback(inParts, pledges)
        claimAll(inParts)
        expectEmpty(inParts)
      }
    })

    it('fill material, technician, fee and net in this order', () => {
      const model = machine()
      const { total } = machineModel.log(model, 'user', input)
      const filled = () => ['shop', 'steward', 'machine'].map((account) => creditOf(model, account))
      expect(total).to.equal(12_000n + 1500n)
      machineModel.pay(model, 'user', 1n, 200n)
      expect(filled()).to.deep.equal([200n, 0n, 0n])
      machineModel.pay(model, 'anyone', 1n, 1400n)
      expect(filled()).to.deep.equal([250n, 1250n, 100n])
      machineModel.pay(model, 'anyone', 1n, 1410n)
      expect(filled()).to.deep.equal([250n, 1250n, 1501n])
      expect([machineModel.paybackPool(model).repaid, machineModel.owedTo(model, 'network')]).to.deep.equal([7n, 2n])
    })

    it('of an invoice begun before the release are shared as its first was', () => {
      const model = machine({ pledges: [100n] })
      machineModel.log(model, 'steward', jobOf(1000n))
      machineModel.pay(model, 'user', 1n, 100n)
      job(model, 1000n)
      expect(machineModel.isReleased(model)).to.equal(true)
      machineModel.pay(model, 'user', 1n, 900n)
      // 10% of both, though 33% is in force by then.
      expect(machineModel.maintenanceOf(model)).to.equal(200n)
      expect(machineModel.owedTo(model, 'network')).to.equal(2000n - 200n - 120n)
    })

    it('reach everybody with every part, after the release too', () => {
      const model = machine({ pledges: [100n] })
      job(model, 1000n)
      const before = owedToAll(model)
      machineModel.log(model, 'steward', jobOf(12_000n))
      machineModel.pay(model, 'user', 2n, 11_999n)
      expect(changesOf(model, before)).to.include({ maintenance: 3959n, infrastructure: 8039n })
      machineModel.pay(model, 'user', 2n, 1n)
      expect(changesOf(model, before)).to.include({ maintenance: 3960n, infrastructure: 8040n, payback: 0n })
    })

    it('share what came in before by itself first', () => {
      const model = machine({ pledges: [100n] })
      machineModel.log(model, 'steward', jobOf(1000n))
      machineModel.receive(model, USD, 200n)
      const { before, after } = machineModel.pay(model, 'user', 1n, 1000n)
      expect([before.released, after.released]).to.deep.equal([120n, undefined])
      expect(model.uses[0]?.version).to.equal(2)
      expect(machineModel.maintenanceOf(model)).to.equal(20n + 330n)
    })

    it('come from a deposit', () => {
      const model = machine()
      machineModel.deposit(model, 'user', 500n)
      machineModel.log(model, 'steward', jobOf(800n))
      machineModel.pay(model, 'user', 1n, 300n, { funding: 'deposit' })
      expect(machineModel.depositOf(model, 'user')).to.equal(200n)
      refuses(() => machineModel.pay(model, 'user', 1n, 201n, { funding: 'deposit' }), DepositInsufficientError)
      refuses(() => machineModel.withdrawDeposit(model, 'user', 'user', 201n), DepositInsufficientError)
      machineModel.withdrawDeposit(model, 'user', 'friend', 200n)
      expect([model.balances.get(USD), model.books.get(USD)?.accounted]).to.deep.equal([300n, 300n])
    })

    it('in ETH put by what the invoice leaves of the limit', () => {
      const model = machine({ token: ETH })
      machineModel.receive(model, ETH, 5n)
      const { deposited, before } = machineModel.logAndPay(model, 'steward', jobOf(800n), 1000n)
      expect([deposited, machineModel.depositOf(model, 'steward')]).to.deep.equal([200n, 200n])
      expect(before.syncs.map(({ amount }) => amount)).to.deep.equal([5n])
      expect([model.balances.get(ETH), model.books.get(ETH)?.accounted]).to.deep.equal([1005n, 1005n])
      machineModel.logAndPay(model, 'steward', jobOf(0n), 10n)
      expect([model.uses[1]?.status, machineModel.depositOf(model, 'steward')]).to.deep.equal(['paid', 210n])
    })

    it('count what arrives, where the token takes a fee', () => {
      const model = machine()
      machineModel.log(model, 'steward', jobOf(800n))
      machineModel.pay(model, 'user', 1n, 800n, { received: 790n })
      expect([model.uses[0]?.paid, model.uses[0]?.status]).to.deep.equal([790n, 'logged'])
      machineModel.pay(model, 'user', 1n, 10n, { received: 30n })
      expect([model.uses[0]?.paid, machineModel.unaccountedOf(model, USD)]).to.deep.equal([800n, 20n])
    })

    it('are refused before anything changes', () => {
      const model = machine()
      machineModel.log(model, 'steward', jobOf(800n))
      machineModel.receive(model, USD, 7n)
      const before = machineModel.clone(model)
      refuses(() => machineModel.pay(model, 'user', 2n, 1n), UseStatusWrongError)
      refuses(() => machineModel.pay(model, 'user', 1n, 0n), UsePaymentOutOfBoundsError)
      refuses(() => machineModel.pay(model, 'user', 1n, 801n), UsePaymentOutOfBoundsError)
      refuses(() => machineModel.pay(model, 'user', 1n, 1n, { received: 0n }), PaymentEmptyError)
      refuses(() => machineModel.pay(model, 'user', 1n, 1n, { funding: 'deposit' }), DepositInsufficientError)
      refuses(() => machineModel.logAndPay(model, 'steward', jobOf(800n), 799n), UseAboveLimitError)
      refuses(() => machineModel.deposit(model, 'machine', 1n), DepositAccountInvalidError)
      refuses(() => machineModel.deposit(model, 'user', 0n), PaymentEmptyError)
      refuses(() => machineModel.deposit(model, 'user', MAX_ACCOUNTED + 1n), BooksFullError)
      refuses(() => machineModel.withdrawDeposit(model, 'user', '', 0n), DepositAccountInvalidError)
      expect(model).to.deep.equal(before)
      machineModel.setReadable(model, USD, false)
      refuses(() => machineModel.pay(model, 'user', 1n, 1n), PaymentEmptyError)
    })
  })

  describe('contests', () => {
    it('hold a use back until a steward without a part in it has settled it', () => {
      const model = machine()
      const technician = { technician: 'steward', technicianMinutes: 60 }
      machineModel.log(model, 'steward2', { ...jobOf(9000n), ...technician })
      machineModel.pay(model, 'user', 1n, 4001n)
      refuses(() => machineModel.contest(model, 'stranger', 1n), UseContestInvalidError)
      machineModel.contest(model, 'owner0', 1n)
      refuses(() => machineModel.pay(model, 'user', 1n, 1n), UseStatusWrongError)
      refuses(() => machineModel.contest(model, 'user', 1n), UseStatusWrongError)
      for (const account of ['steward', 'steward2', 'user', 'owner0', 'holder']) {
        refuses(() => machineModel.settle(model, account, 1n, true), UseSettlerInvalidError)
      }
      machineModel.settle(model, 'steward3', 1n, false)
      expect(model.uses[0]?.status).to.equal('void')
      // 1,501 of net were paid: 10%, 20% and 70% rounded down leave one, which waits no longer.
      expect([machineModel.maintenanceOf(model), machineModel.paybackPool(model).repaid]).to.deep.equal([150n, 1050n])
      expect(machineModel.owedTo(model, 'network')).to.equal(301n)
      expect(heldBackOf(model)).to.equal(0n)
    })

    it('are heard once, until the window is over', () => {
      const model = machine()
      machineModel.log(model, 'user', { user: 'user', scenario: COMMERCIAL, durationMinutes: 60 })
      machineModel.setClock(model, 7n * DAY - 1n)
      machineModel.contest(model, 'holder', 1n)
      machineModel.settle(model, 'steward', 1n, true)
      expect(model.uses[0]?.status).to.equal('logged')
      refuses(() => machineModel.contest(model, 'user', 1n), UseContestInvalidError)
    })

    it('come too late when the window is over', () => {
      const model = machine()
      machineModel.log(model, 'user', { user: 'user', scenario: FREE, durationMinutes: 60 })
      machineModel.setClock(model, 7n * DAY)
      refuses(() => machineModel.contest(model, 'user', 1n), UseContestTooLateError)
    })

    it('of an unpaid use leave nothing to share', () => {
      const model = machine()
      const contesters = ['user', 'steward', 'holder', 'owner0']
      contesters.forEach((account, i) => {
        machineModel.log(model, 'user', { user: 'user', scenario: COMMERCIAL, durationMinutes: 60 })
        machineModel.contest(model, account, BigInt(i + 1))
        machineModel.settle(model, account === 'steward' ? 'steward2' : 'steward', BigInt(i + 1), false)
      })
      expect(model.uses.map(({ status }) => status)).to.deep.equal(contesters.map(() => 'void'))
      expect(model.credits.size).to.equal(0)
    })
  })

  describe('plain receipts and other tokens', () => {
    it('are shared by the first equation, and by the second after the release', () => {
      const model = machine({ pledges: [1000n] })
      const shared = (amount: bigint) => {
        const before = owedToAll(model)
        machineModel.receive(model, USD, amount)
        machineModel.sync(model, USD)
        const { maintenance, infrastructure, payback } = changesOf(model, before)
        return [maintenance, infrastructure, payback]
      }
      expect(shared(1009n)).to.deep.equal([100n, 203n, 706n])
      expect(shared(1000n)).to.deep.equal([100n, 406n, 494n])
      expect(machineModel.isReleased(model)).to.equal(true)
      expect(shared(1000n)).to.deep.equal([330n, 670n, 0n])
    })

    it('give the payback nothing in another token, and infrastructure its share', () => {
      const model = machine()
      list(model, EUR)
      machineModel.receive(model, EUR, 1000n)
      machineModel.sync(model, EUR)
      expect(['machine', 'network', 'owner0'].map((account) => creditOf(model, account, EUR))).to.deep.equal([100n, 900n, 0n])
      expect(machineModel.previewClaim(model, 'owner0', EUR)).to.equal(0n)
    })

    it('are shared by the first equation where another token settles the payback; muted ones wait', () => {
      const model = machine({ pledges: [1000n] })
      list(model, EUR)
      list(model, 'muted', true)
      machineModel.receive(model, EUR, 1000n)
      machineModel.receive(model, 'muted', 1000n)
      machineModel.log(model, 'steward', jobOf(2000n))
      const { after } = machineModel.pay(model, 'user', 1n, 2000n)
      expect([after.released, after.syncs.map(({ token, amount }) => `${amount} ${token}`)]).to.deep.equal([1200n, ['1000 eur']])
      machineModel.sync(model, 'muted')
      expect([EUR, 'muted'].map((token) => machineModel.maintenanceOf(model, token))).to.deep.equal([100n, 330n])
    })

    it('refuse a token that is not listed, and skip one that can not be read', () => {
      const model = machine()
      refuses(() => machineModel.sync(model, EUR), TokenNotListedError)
      machineModel.receive(model, USD, 10n)
      machineModel.setReadable(model, USD, false)
      expect(machineModel.sync(model, USD).syncs[0]?.isSkipped).to.equal(true)
    })
  })

  describe('claims', () => {
    it('pay what previews say, payee or recipient', () => {
      const model = machine()
      machineModel.receive(model, USD, 10_000n)
      const preview = machineModel.previewClaim(model, 'owner0')
      machineModel.setPayee(model, 'owner0', 'safe')
      expect(machineModel.claim(model, 'owner0', [USD])).to.include({ recipient: 'safe' })
      expect(machineModel.coOwnerOf(model, 'owner0').paid).to.equal(preview)
      machineModel.receive(model, USD, 10_000n)
      const expected = machineModel.previewClaim(model, 'owner0')
      expect(machineModel.claim(model, 'owner0', [USD], 'other')).to.deep.include({ recipient: 'other', amounts: [expected] })
      machineModel.setPayee(model, 'owner0')
      expect(machineModel.payeeOf(model, 'owner0')).to.equal('owner0')
    })

    it('of a placeholder wait until it has a wallet', () => {
      const model = machine({ placeholder: 'owner1' })
      machineModel.receive(model, USD, 10_000n)
      refuses(() => machineModel.claim(model, 'owner1', [USD]), CoOwnerWithoutWalletError)
      expect(machineModel.unaccountedOf(model, USD)).to.equal(10_000n)
      machineModel.deposit(model, 'owner1', 5n)
      machineModel.enact(model, 'campaign', { type: 'move', from: 'owner1', to: 'wallet' })
      expect(machineModel.claim(model, 'owner1', [USD]).recipient).to.equal('wallet')
      expect([machineModel.depositOf(model, 'owner1'), machineModel.depositOf(model, 'wallet')]).to.deep.equal([0n, 5n])
    })

    it('are all or nothing', () => {
      const model = machine()
      machineModel.receive(model, USD, 10_000n)
      model.refusing.add('owner0')
      const before = machineModel.clone(model)
      const { pledges } = model
      refuses(() => machineModel.claim(model, 'owner0', [USD]), ClaimEthRefusedError)
      expect(model).to.deep.equal(before)
      expect(model.pledges).to.equal(pledges)
      refuses(() => machineModel.claim(model, 'owner0', [USD, EUR], 'safe'), TokenNotListedError)
      refuses(() => machineModel.claim(model, 'machine', [USD]), ClaimRecipientInvalidError)
      refuses(() => machineModel.claim(model, 'owner0', [USD], 'machine'), ClaimRecipientInvalidError)
      refuses(() => machineModel.setPayee(model, 'owner0', 'machine'), ClaimRecipientInvalidError)
      machineModel.sync(model, USD)
      machineModel.setBalance(model, USD, 1n)
      const shrunk = machineModel.clone(model)
      refuses(() => machineModel.claim(model, 'owner0', [USD], 'safe'), ClaimBalanceTooLowError)
      expect(model).to.deep.equal(shrunk)
    })
  })

  describe('decisions', () => {
    const decide = (model: Machine, decision: Parameters<typeof machineModel.enact>[2], caller = 'campaign') =>
      machineModel.enact(model, caller, decision)

    it("are the campaign's until the release, then the governor's; moves for ever the campaign's", () => {
      const model = machine({ pledges: [100n] })
      const custodian = { type: 'custodian', account: 'someone' } as const
      const move = { type: 'move', from: 'owner0', to: 'b' } as const
      refuses(() => decide(model, custodian, 'governor'), MachineDecidedByError)
      decide(model, custodian)
      expect(model.custodian).to.equal('someone')
      job(model, 1000n)
      model.governor = 'governor'
      refuses(() => decide(model, custodian), MachineDecidedByError)
      decide(model, { type: 'custodian', account: 'other' }, 'governor')
      refuses(() => decide(model, move, 'governor'), MachineDecidedByError)
      decide(model, move)
      expect([model.custodian, machineModel.payeeOf(model, 'owner0')]).to.deep.equal(['other', 'b'])
    })

    it('change stewards and the rate card', () => {
      const model = machine()
      const scenario = { pricePerHour: 5n, maintenancePerHour: 6n, technicianPerHour: 7n }
      decide(model, { type: 'steward', account: 'new', appointed: true })
      decide(model, { type: 'steward', account: 'steward', appointed: false })
      decide(model, { type: 'scenario', id: 4n, scenario })
      decide(model, { type: 'material', id: 1, material: { supplier: 'mill', price: 8n, decimals: 2n } })
      expect([...model.stewards]).to.deep.equal(['steward2', 'steward3', 'new'])
      expect(model.scenarios[4]).to.deep.equal({ ...scenario, coOwnersOnly: false, inKind: false })
      expect(model.materials[1]).to.deep.equal({ supplier: 'mill', price: 8n, decimals: 2 })
    })

    it('spend maintenance money', () => {
      const model = machine()
      job(model, 1000n)
      decide(model, { type: 'spending', token: USD, recipient: 'repair', amount: 60n })
      expect([machineModel.maintenanceOf(model), model.balances.get(USD), model.books.get(USD)?.accounted]).to.deep.equal([
        40n,
        940n,
        940n,
      ])
      model.refusing.add('repair')
      refuses(() => decide(model, { type: 'spending', token: USD, recipient: 'repair', amount: 40n }), ClaimEthRefusedError)
      expect(machineModel.maintenanceOf(model)).to.equal(40n)
    })

    it('list and mute tokens, after sharing what has arrived', () => {
      const model = machine()
      list(model, EUR)
      machineModel.receive(model, EUR, 100n)
      const { flows } = decide(model, { type: 'token', token: EUR, muted: true })
      expect(flows.map(({ syncs }) => syncs[0]?.amount)).to.deep.equal([0n, 100n])
      expect(model.books.get(EUR)?.muted).to.equal(true)
      for (let i = 0; i < 7; i++) list(model, `token${i}`)
      refuses(() => list(model, 'one more'), TokensTooManyError)
      for (let i = 7; i < 14; i++) list(model, `token${i}`, true)
      refuses(() => list(model, 'one more', true), TokensTooManyError)
      expect(model.books.size).to.equal(16)
    })

    it('refuse what makes no sense', () => {
      const model = machine()
      const before = machineModel.clone(model)
      const scenario = { pricePerHour: 5n, maintenancePerHour: 6n, technicianPerHour: 7n }
      const material = { supplier: 'mill', price: 8n, decimals: 19 }
      refuses(() => decide(model, { type: 'purchase', supplier: 'shop', amount: 1n }), MachineActionUnknownError)
      refuses(() => decide(model, { type: 'custodian', account: '' }), MachineAccountInvalidError)
      refuses(() => decide(model, { type: 'steward', account: 'machine', appointed: true }), MachineAccountInvalidError)
      refuses(() => decide(model, { type: 'scenario', id: 5, scenario }), MachinePlaceInvalidError)
      refuses(() => decide(model, { type: 'material', id: 1, material }), MachineDecimalsTooManyError)
      refuses(() => decide(model, { type: 'material', id: 2, material }), MachinePlaceInvalidError)
      refuses(() => decide(model, { type: 'token', token: USD, muted: true }), TokenTwiceError)
      refuses(() => decide(model, { type: 'move', from: 'a', to: 'machine' }), MachineAccountInvalidError)
      refuses(() => decide(model, { type: 'move', from: '', to: 'a' }), MachineAccountInvalidError)
      refuses(() => decide(model, { type: 'move', from: 'no co-owner', to: 'a' }), MachineAccountInvalidError)
      for (const amount of [0n, 1n]) {
        const spending = { type: 'spending', token: USD, recipient: 'repair', amount } as const
        refuses(() => decide(model, spending), MaintenanceInsufficientError)
      }
      expect(model).to.deep.equal(before)
    })
  })
})

function machine({
  pledges = [50_000n, 30_000n, 20_000n],
  terms = { maintenanceBps: 1000, infrastructureBps: 2000, paybackBps: 7000, maintenanceAfterBps: 3300 },
  token = USD,
  placeholder = '',
} = {}): Machine {
  const goal = pledges.reduce((sum, pledged) => sum + pledged, 0n)
  const rates = { maintenancePerHour: 150n, technicianPerHour: 2500n }
  return machineModel.create({
    token,
    network: 'network',
    custodian: 'holder',
    goal,
    spent: goal,
    capBps: BigInt(printer.capBps),
    pledges: new Map(pledges.map((pledged, i) => [`owner${i}`, { pledged, isPlaceholder: `owner${i}` === placeholder }])),
    terms: { ...terms, contestWindow: 7n * DAY },
    stewards: ['steward', 'steward2', 'steward3'],
    scenarios: [
      { ...rates, pricePerHour: 1200n },
      { ...rates, pricePerHour: 800n, inKind: true },
      { ...rates, pricePerHour: 600n, coOwnersOnly: true },
      { ...rates, pricePerHour: 0n },
    ],
    materials: [{ supplier: 'shop', price: 2500n, decimals: 3 }],
  })
}

function printerOf(terms?: typeof ALL_PAYBACK): Machine {
  return machine({ pledges: printer.pledges.map(BigInt), ...(terms && { terms }) })
}

function jobOf(agreedPrice: bigint): machineModel.UseInput {
  return { user: 'user', scenario: COMMERCIAL, durationMinutes: 60, isJob: true, agreedPrice }
}

/** A job at this price, paid at once. */
function job(model: Machine, agreedPrice: bigint): machineModel.Use {
  return machineModel.logAndPay(model, 'steward', jobOf(agreedPrice), agreedPrice).use
}

/** 200.00 with 30.00 of material and 50.00 for the technician. */
function printerJob(model: Machine): void {
  const use = printer.uses[0]
  const input = {
    ...jobOf(BigInt(use?.price ?? 0)),
    materials: [{ material: FILAMENT, quantity: 1200n }],
    technician: 'steward2',
    technicianMinutes: 120,
  }
  machineModel.logAndPay(model, 'steward', input, BigInt(use?.price ?? 0))
}

function list(model: Machine, token: string, muted = false): void {
  machineModel.enact(model, 'campaign', { type: 'token', token, muted })
}

/** What the machine's token brought to everyone so far, by what it is for. */
function owedToAll(model: Machine) {
  return {
    material: creditOf(model, 'shop'),
    technician: creditOf(model, 'steward2') + creditOf(model, 'steward'),
    maintenance: creditOf(model, 'machine'),
    infrastructure: creditOf(model, 'network'),
    payback: machineModel.paybackPool(model).repaid,
  }
}

function changesOf(model: Machine, before: ReturnType<typeof owedToAll>): Record<string, bigint> {
  const now = owedToAll(model)
  return Object.fromEntries(Object.entries(now).map(([name, sum]) => [name, sum - before[name as keyof typeof now]]))
}

function valuesOf(figures: object): Record<string, bigint> {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, BigInt(value)]))
}

function creditOf(model: Machine, account: string, token = model.token): bigint {
  return model.credits.get(token)?.get(account) ?? 0n
}

function claimAll(model: Machine): void {
  for (const account of [...model.pledges.keys(), 'shop', 'steward', 'steward2', 'network']) {
    machineModel.claim(model, account, [model.token])
  }
  machineModel.claim(model, 'network', [model.token])
}

/** Nothing is left but what isn't paid back yet, below one unit for each co-owner, and maintenance money. */
function expectEmpty(model: Machine): void {
  const left = (model.books.get(model.token)?.accounted ?? 0n) - machineModel.maintenanceOf(model)
  if (machineModel.isReleased(model)) expect(left).to.equal(0n)
  else expect(left < BigInt(model.pledges.size), `${left} are left`).to.equal(true)
  expect(model.balances.get(model.token)).to.equal(model.books.get(model.token)?.accounted)
}

/** Accounted for, but owed to nobody, what rounding holds back of the payback apart. */
function heldBackOf(model: Machine): bigint {
  const credits = [...(model.credits.get(model.token)?.values() ?? [])].reduce((sum, amount) => sum + amount, 0n)
  return (model.books.get(model.token)?.accounted ?? 0n) - credits - machineModel.paybackPool(model).repaid
}

/** Each co-owner has what exact fractions say, less than a unit below. */
function expectExactPayback(model: Machine, pledges: readonly bigint[]): void {
  const { repaid } = machineModel.paybackPool(model)
  pledges.forEach((pledged, i) => {
    const exact = fraction(pledged * repaid, model.goal)
    expect(isJustBelow(machineModel.paybackOf(model, `owner${i}`), exact, fraction(1n))).to.equal(true)
  })
}

function refuses(action: () => unknown, error: new (...args: never[]) => ModelError): void {
  expect(action).to.throw(error)
}
