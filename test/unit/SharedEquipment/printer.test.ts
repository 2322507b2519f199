import { expect } from 'chai'
import { ethers } from 'ethers'
import { type CampaignWorld, COMMUNITY, createCampaignWorld, decide, FILAMENT } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { type Machine, PAYBACK, serve, useMachine } from '../../utils/machineWorld.ts'
import vectors from '../../vectors/printer.json' with { type: 'json' }

/** Co-owners of the printer, in the order of its pledges; nobody's keys. */
const owners = vectors.pledges.map((pledge, i) => ({
  address: ethers.getAddress(ethers.dataSlice(ethers.id(`co-owner ${i}`), 12)),
  pledge,
}))
type Split = { maintenance: number; infrastructure: number; payback: number }
/** All of the net is payback, so that what comes in is what the cases count. */
const PAYBACK_ONLY: Split = { maintenance: 0, infrastructure: 0, payback: 10_000 }
let printers = 0

/** The 4,000.00 printer of eleven co-owners in service. */
async function printer(w: CampaignWorld, split: Split): Promise<Machine> {
  const of = await w.open(({ terms, machine }) => {
    Object.assign(terms, { goal: BigInt(vectors.goal), minPledge: 2000n, maxPledge: 100_000n, capBps: vectors.capBps })
    Object.assign(machine.terms, {
      maintenanceBps: split.maintenance,
      infrastructureBps: split.infrastructure,
      paybackBps: split.payback,
      contestWindow: machine.terms.contestWindow + printers++,
    })
  })
  for (const { address, pledge } of owners) await w.pledge(of, address, BigInt(pledge), { payer: w.accounts.founder })
  return serve(w, of, { pledges: [] })
}

describe('the printer gives the golden numbers', () => {
  let w: CampaignWorld
  before(async () => {
    w = await createCampaignWorld()
  })

  for (const { id, in: amounts, perOwner, excess, ...rest } of vectors.payback) {
    const tolerance = BigInt('tolerance' in rest ? (rest.tolerance as number) : 0)
    const ways = {
      'plain transfers': (m: Machine, amount: number) => m.earn(amount),
      'paid invoices': async (m: Machine, amount: number) => m.payAll(await m.log(m.job(amount))),
      'claims after each payment': async (m: Machine, amount: number) => {
        await m.earn(amount)
        for (const { address } of owners) await m.claim(address)
      },
    }
    for (const [way, receive] of Object.entries(ways)) {
      it(`${id} by ${way}`, async () => {
        const m = await printer(w, PAYBACK_ONLY)
        const before = new Map(await Promise.all(owners.map(async ({ address }) => [address, await m.held(address)] as const)))
        for (const amount of amounts) await receive(m, amount)
        for (const { address, pledge } of owners) {
          const expected = BigInt(perOwner[`${pledge}` as keyof typeof perOwner])
          const actual = (await m.held(address)) - (before.get(address) ?? 0n) + (await m.due(address))
          expect(actual <= expected && actual >= expected - tolerance, `${pledge}: ${actual}, not ${expected}`).to.equal(true)
        }
        expect(await m.due(w.accounts.fund)).to.equal(BigInt(excess))
        if ('released' in rest) expect(await m.machine.isReleased()).to.equal(rest.released)
      })
    }
  }

  const [job, maintained] = vectors.uses
  it('P7: a job splits into material, technician and net', async () => {
    const { price = 0, material = 0, splitBpsOfNet, expect: expected } = job as (typeof vectors.uses)[0]
    const m = await printer(w, splitBpsOfNet as Split)
    const use = await m.log(work(w, m, price, material))
    expect(use.total).to.equal(BigInt(price))
    const technician = await m.due(w.accounts.steward2)
    await m.payAll(use)
    expect({
      material: Number(await m.due(w.accounts.fee)),
      technician: Number((await m.due(w.accounts.steward2)) - technician),
      maintenance: Number(await m.machine.maintenanceOf(w.T)),
      infrastructure: Number(await m.due(w.accounts.fund)),
      payback: Number((await m.machine.debtPool(PAYBACK)).repaid),
    }).to.deep.equal(expected)
  })
  it('P8: maintenance per hour is on top, in every scenario, for owners too', async () => {
    const { hours = 0, maintenancePerHour, expect: expected } = maintained as (typeof vectors.uses)[1]
    const m = await printer(w, PAYBACK_ONLY)
    expect(Number((await w.rules.scenarioOf(m.M, COMMUNITY)).maintenancePerHour)).to.equal(maintenancePerHour)
    const steward = w.accounts.steward
    for (const user of [w.accounts.stranger.address, owners[0]?.address ?? '']) {
      for (const scenario of w.config.machine.scenarios.keys()) {
        if (scenario === 3 && user === w.accounts.stranger.address) continue
        const { costs } = await w.rules.invoice(m.M, m.input({ user, scenario, durationMinutes: hours * 60 }), steward.address)
        expect(costs.map(({ account, amount }) => [account, Number(amount)])).to.deep.equal([[m.M, expected.maintenance]])
      }
    }
  })
  it('59 jobs: 4,788.00 are paid back after 57, the 58th settles it, the 59th is shared by the second equation', async () => {
    const m = await printer(w, { maintenance: 1000, infrastructure: 2000, payback: 7000 })
    const books = async () => ({
      maintenance: await m.machine.maintenanceOf(w.T),
      infrastructure: await m.due(w.accounts.fund),
      payback: (await m.machine.debtPool(PAYBACK)).repaid,
    })
    const nextJob = async () => {
      const before = await books()
      await m.payAll(await m.log(work(w, m, 20_000, 3000)))
      const after = await books()
      const gained = (key: keyof typeof before) => after[key] - before[key]
      return [gained('maintenance'), gained('infrastructure'), gained('payback')]
    }
    for (let i = 0; i < 57; i++) expect(await nextJob()).to.deep.equal([1200n, 2400n, 8400n])
    expect([(await books()).payback, await m.machine.isReleased()]).to.deep.equal([478_800n, false])
    expect(await nextJob()).to.deep.equal([1200n, 9600n, 1200n])
    expect(await m.machine.isReleased()).to.equal(true)
    expect(await nextJob()).to.deep.equal([3960n, 8040n, 0n])
    for (const { address, pledge } of owners) {
      const before = await m.held(address)
      await m.claim(address)
      expect((await m.held(address)) - before).to.equal((BigInt(pledge) * 12n) / 10n)
    }
    for (const account of [w.accounts.fee, w.accounts.steward2, w.accounts.fund]) await m.claim(account)
    await m.enact(decide.spending(w.T, w.accounts.dave, await m.machine.maintenanceOf(w.T)), w.accounts.fund)
    expect([await m.accounted(), await m.held(m.M)]).to.deep.equal([0n, 0n])
  })
})

/** A job with material of the first supplier and two hours of the second steward. */
const work = (w: CampaignWorld, m: Machine, price: number, material: number) =>
  m.job(price, {
    materials: [{ material: FILAMENT, quantity: (material * 1000) / 2500 }],
    technician: w.accounts.steward2.address,
    technicianMinutes: 120,
  })

describe('what a machine takes in', () => {
  const w = useMachine()
  /** All that anybody is owed, maintenance money included. */
  const owedInAll = async (m: Machine) => {
    const { alice, bob, carol, dave, customer, fund, fee, steward2 } = w.accounts
    const accounts = [alice, bob, carol, dave, customer, fund, fee, steward2].map(({ address }) => address)
    const parts = await Promise.all([...new Set(accounts), m.M].map((account) => m.due(account)))
    return parts.reduce((a, b) => a + b)
  }

  it('is shared to the unit, whatever the amount and however it comes (E5)', async () => {
    let total = 0n
    const amounts = [...Array.from({ length: 30 }, (_, i) => BigInt(i + 1)), 997n, 99_991n, 2n ** 61n - 1n, 2n ** 88n - 1n]
    for (const amount of amounts) {
      await w.earn(amount)
      await w.payAll(await w.log(w.job(amount)))
      total += 2n * amount
      const { repaid } = await w.machine.debtPool(PAYBACK)
      const others = (await w.machine.maintenanceOf(w.T)) + (await w.due(w.accounts.fund))
      expect(others + repaid, `after ${amount}`).to.equal(total)
      expect(await w.accounted()).to.equal(total)
      const rounding = total - (await owedInAll(w))
      expect(rounding >= 0n && rounding < 5n, 'rounding of the payback is below the number of co-owners').to.equal(true)
    }
  })

  for (const spent of [1n, 7n, 101n, 1009n]) {
    it(`pays nobody more than the cap and stops to the unit where ${spent} was spent (C1, C2, C3, E6)`, async () => {
      const { alice, bob, carol } = w.accounts
      const of = await w.open(({ terms }) => Object.assign(terms, { goal: 2000n, minPledge: 1n, maxPledge: 1999n }))
      const pledges = [
        [alice, 997n],
        [bob, 1000n],
        [carol, 3n],
      ] as const
      const m = await serve(w, of, { pledges, spent })
      const end = (spent * 12_000n) / 10_000n
      expect((await m.machine.debtPool(PAYBACK)).end).to.equal(end)
      let payback = 0n
      for (let amount = 1n; !(await m.machine.isReleased()); amount = amount + 1n + amount / 2n) {
        const infrastructure = await m.due(w.accounts.fund)
        await m.payAll(await m.log(m.job(amount)))
        const { repaid } = await m.machine.debtPool(PAYBACK)
        const [share, maintenance] = [(amount * 7000n) / 10_000n, (amount * 1000n) / 10_000n]
        const taken = repaid - payback
        expect(taken).to.equal(share < end - payback ? share : end - payback)
        expect((await m.due(w.accounts.fund)) - infrastructure).to.equal(amount - maintenance - taken)
        payback = repaid
        for (const [account, pledge] of pledges) {
          expect((await m.due(account)) * 2000n * 10_000n <= pledge * spent * 12_000n, 'the own cap').to.equal(true)
        }
      }
      expect(payback).to.equal(end)
    })
  }
})

describe('logging for oneself (T81)', () => {
  const w = useMachine()
  it('pays nobody for work on the own use out of what is left for the others', async () => {
    const { alice, steward2 } = w.accounts
    await w.enact(decide.steward(alice))
    const own = { user: alice.address, technicianMinutes: 600 }
    const alone = w.logAndPay({ ...own, technician: alice.address }, 200_000, { by: alice })
    await refuses(alone, 'UseTechnicianUnknown', [alice.address])
    const { total, invoice } = await w.loggedIn(
      w.logAndPay({ ...own, durationMinutes: 6000, technician: steward2.address }, 200_000, { by: alice }),
    )
    expect([total, invoice.net]).to.deep.equal([135_000n, 95_000n])
    // A co-owner has a quarter of the payback of the own use back.
    expect(await w.due(alice)).to.equal((invoice.net * 7n) / 40n)
  })
  it('does not let a steward set the own price, or settle the own use', async () => {
    const { steward, steward2, alice } = w.accounts
    await refuses(w.log(w.job(1, { user: steward.address })), 'UseJobInvalid', [steward.address, steward.address])
    const cheap = await w.log({ user: steward.address, scenario: COMMUNITY, durationMinutes: 6000 })
    await w.contest(cheap, alice)
    await refuses(w.settle(cheap, true, steward), 'UseSettlerInvalid', [steward.address])
    await w.settle(cheap, false, steward2)
    const right = await w.log({ user: steward.address, durationMinutes: 6000 }, steward2)
    expect(right.total).to.equal(135_000n)
  })
  it('does not pay a technician against the word of the user', async () => {
    const { steward, steward2, stranger } = w.accounts
    const inflated = await w.log({ technician: steward.address, technicianMinutes: 10_000 })
    await w.contest(inflated, stranger)
    await refuses(w.payAll(inflated), 'UseStatusWrong')
    await w.settle(inflated, false, steward2)
    expect(await w.due(steward)).to.equal(0n)
  })
})
