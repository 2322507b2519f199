import { expect } from 'chai'
import { ethers } from 'ethers'
import { campaignAbi } from '../../sdk/src/abis/campaign.ts'
import { campaignFactoryAbi } from '../../sdk/src/abis/campaignFactory.ts'
import { sharedEquipmentAbi } from '../../sdk/src/abis/sharedEquipment.ts'
import { decodeLog } from '../../sdk/src/actions/internal/events.ts'
import {
  CampaignDeploymentMissingError,
  type DecodedEvent,
  describeDifference,
  machineModel,
  MachinePurchaseMissingError,
  ModelError,
  ProposalUnknownError,
  replayCampaign,
  replayMachine,
  UseUnknownError,
} from '../../sdk/src/model/index.ts'
import {
  type CampaignWorld,
  createCampaignWorld,
  decide,
  FILAMENT,
  forVenture,
  Funding,
  GOAL,
  inEth,
  type Opened,
} from '../utils/campaignWorld.ts'
import { type Machine, PAYBACK, serve } from '../utils/machineWorld.ts'
import { DAY, ETH } from '../utils/world.ts'

const NOBODY_YET = ethers.getAddress(`0x${'77'.repeat(20)}`)
const SPENT = 900_001n

describe('model: replay of campaigns and machines', function () {
  this.timeout(300_000)

  for (const [name, changes] of [
    ['a token', []],
    ['ETH', [inEth]],
  ] as const) {
    describe(`in ${name}`, () => {
      let w: CampaignWorld
      let m: Machine
      let events: DecodedEvent[]

      before(async () => {
        w = await createCampaignWorld(...changes)
        await raise(w, w.usual)
        m = await serve(w, w.usual, { pledges: [], spent: SPENT })
        await payEverybodyBack(w, w.usual)
        await run(w, m)
        events = await eventsOf(w, w.usual)
      })

      it('rebuilds the books of the campaign', async () => {
        const { campaign, C } = w.usual
        const { model, differences, eventCount } = replayCampaign([...events].reverse(), { campaign: C })
        expect(differences.map(describeDifference)).to.deep.equal([])
        const told = events.filter(({ address, eventName }) => address !== m.M && eventName !== 'RefundFailed')
        expect(eventCount).to.equal(told.length)
        const { raised, paidBack, unpaid, spent, isReleased } = await campaign.totals()
        expect([model.raised, model.paidBack, model.unpaid, model.spent, model.isReleased]).to.deep.equal([
          raised,
          paidBack,
          unpaid,
          spent,
          isReleased,
        ])
        expect(model.positions.size).to.equal(6)
        for (const [account, position] of model.positions) {
          const { refundTo, pledged, flags } = await campaign.positionOf(account)
          const computed = Number(position.isPaidBack) + 2 * Number(position.isPlaceholder) + 4 * Number(position.hasChosen)
          expect([position.refundTo, position.pledged, computed]).to.deep.equal([refundTo.toLowerCase(), pledged, Number(flags)])
        }
        for (const { id, readyAt, objections, status } of model.proposals) {
          const stands = await campaign.proposalOf(id)
          expect([readyAt, objections]).to.deep.equal([stands.readyAt, stands.objections])
          expect(['none', 'live', 'stopped', 'withdrawn', 'executed'].indexOf(status)).to.equal(Number(stands.status))
        }
        expect(model.proposals.map(({ status }) => status)).to.include.members(['stopped', 'withdrawn', 'executed', 'live'])
      })

      it('rebuilds the books of the machine', async () => {
        const { model, differences } = replayMachine([...events].reverse(), { machine: m.M, campaign: w.usual.C })
        expect(differences.map(describeDifference)).to.deep.equal([])
        const { machine } = m
        expect([...model.books.keys()]).to.deep.equal((await machine.tokens()).map((token: string) => token.toLowerCase()))
        for (const { token, accounted } of model.books.values()) {
          expect(accounted).to.equal((await machine.tokenBook(token)).accounted)
          expect(machineModel.maintenanceOf(model, token)).to.equal(await machine.maintenanceOf(token))
          for (const account of peopleOf(w)) {
            expect(machineModel.owedTo(model, account, token)).to.equal(await m.due(account, token))
          }
        }
        for (const account of peopleOf(w)) {
          expect(machineModel.depositOf(model, account)).to.equal(await machine.depositOf(account))
          expect(machineModel.payeeOf(model, account)).to.equal((await machine.payeeOf(account)).toLowerCase())
        }
        for (const [account, { paid, isSettled, isPlaceholder }] of model.owners) {
          const owner = await machine.coOwnerOf(account)
          expect([paid, isSettled, isPlaceholder]).to.deep.equal([owner.paid, owner.isSettled, owner.isPlaceholder])
        }
        const { repaid, end } = await machine.debtPool(PAYBACK)
        expect(machineModel.paybackPool(model)).to.include({ repaid, end })
        expect([model.settled, model.coOwners, machineModel.isReleased(model)]).to.deep.equal([6n, 6n, true])
        expect([model.scenarios.length, model.materials.length, model.custodian]).to.deep.equal([
          5,
          2,
          w.accounts.dave.address.toLowerCase(),
        ])
        const statuses = model.uses.map(({ status }) => status)
        expect(statuses).to.include.members(['paid', 'void', 'logged'])
      })

      it('needs no timestamps', () => {
        const without = events.map(({ blockTimestamp, ...event }) => event)
        const { differences } = replayMachine(without, { machine: m.M, campaign: w.usual.C })
        expect(differences.map(describeDifference)).to.deep.equal([])
      })

      it('finds every figure that is changed', () => {
        const unseen: string[] = []
        for (const [i, event] of events.entries()) {
          for (const [name, value] of Object.entries(event.args as object)) {
            if (!isFigure(event.eventName, name)) continue
            const args = { ...(event.args as object), [name]: changed(value) }
            const forged = events.with(i, { ...event, args })
            if (!isFound(forged, m.M, w.usual.C)) unseen.push(`${event.eventName}.${name} (${i})`)
          }
        }
        expect(unseen).to.deep.equal([])
      })

      it('finds an event that is left out', () => {
        const places = { machine: m.M, campaign: w.usual.C }
        const without = (name: string) => events.filter(({ eventName }) => eventName !== name)
        for (const name of ['Unpledged', 'ReleasedToPool', 'PaybackRested', 'CoOwnerSettled', 'Deposited', 'Distributed']) {
          expect(isFound(without(name), m.M, w.usual.C), name).to.equal(true)
        }
        expect(() => replayMachine(without('CampaignDeployed'), places)).to.throw(CampaignDeploymentMissingError)
        expect(() => replayMachine(without('Purchased'), places)).to.throw(MachinePurchaseMissingError)
        expect(() => replayMachine(without('UseLogged'), places)).to.throw(UseUnknownError)
        expect(() => replayCampaign(without('ProposalMade'), places)).to.throw(ProposalUnknownError)
      })
    })
  }

  it('rebuilds work in a venture, released in part, and a campaign that failed', async () => {
    const w = await createCampaignWorld()
    const { accounts } = w
    const work = await w.open(forVenture)
    await w.fund(work)
    await w.pass(work, accounts.steward, decide.delivery(400_003n))
    const failed = await w.open((config) => void (config.name = 'Another'))
    await w.pledge(failed, accounts.alice, 5000n)
    await w.pledge(failed, accounts.bob, 7000n)
    await failed.campaign.connect(accounts.founder).cancel()
    await w.time.increase(120 * DAY)
    for (const of of [work, failed]) {
      for (const account of [accounts.alice, accounts.bob]) await of.campaign.refund(account)
      const events = await eventsOf(w, of)
      const { model, differences } = replayCampaign(events, { campaign: of.C })
      expect(differences.map(describeDifference)).to.deep.equal([])
      const { raised, paidBack, unpaid, spent } = await of.campaign.totals()
      expect([model.raised, model.paidBack, model.unpaid, model.spent]).to.deep.equal([raised, paidBack, unpaid, spent])
    }
  })
})

/** Pledges of all sorts, one of them for somebody without a wallet; the last is taken in part. */
async function raise(w: CampaignWorld, of: Opened): Promise<void> {
  const { alice, bob, carol, dave, customer, stranger } = w.accounts
  const { campaign } = of
  await w.pledge(of, alice, 250_000n)
  await w.pledge(of, NOBODY_YET, 50_000n, { payer: stranger, refundTo: stranger, placeholder: true })
  await w.pledge(of, bob, 6000n, { payer: stranger, refundTo: stranger })
  await w.pledge(of, bob, 244_000n)
  await campaign.connect(bob).unpledge(50_000n)
  await campaign.connect(bob).setRefundTo(dave)
  await w.pledge(of, carol, 9000n)
  await campaign.connect(carol).unpledge(9000n)
  await w.pledge(of, carol, 249_999n)
  await w.pledge(of, dave, 200_000n)
  await w.pledge(of, customer, 80_000n)
  expect((await campaign.totals()).raised).to.equal(GOAL)

  const dear = decide.purchase(stranger, GOAL)
  const first = await w.proposeAs(of, w.accounts.steward3, dear)
  await w.objectTo(of, first, dave)
  await campaign.connect(alice).withdrawProposal(await w.proposeAs(of, alice, dear))
  const carols = await w.proposeAs(of, carol, dear)
  await w.objectTo(of, carols, customer)
  await campaign.connect(carol).withdrawProposal(carols)
}

async function payEverybodyBack(w: CampaignWorld, of: Opened): Promise<void> {
  const { alice, bob, carol, dave, customer } = w.accounts
  const everybody = [alice.address, NOBODY_YET, bob.address, carol.address, dave.address, customer.address]
  await of.campaign.refund(everybody[0] as string)
  await of.campaign.refundBatch(everybody, 200_000)
  expect(await w.balanceOf(of, of.C)).to.equal(0n)
}

/** Uses, payments, deposits, contests, decisions, other tokens, claims, until everybody is paid back and beyond. */
async function run(w: CampaignWorld, m: Machine): Promise<void> {
  const { machine, own, of } = m
  const { alice, bob, carol, dave, customer, stranger, steward, steward2, fund, fee } = w.accounts
  const other = own === ETH ? w.T : ETH
  const technician = { technician: steward2.address, technicianMinutes: 47 }
  const materials = [{ material: FILAMENT, quantity: 333n }]
  const pass = (decision: ReturnType<typeof decide.token>, by = dave) => w.pass(of, by, decision)

  const use = await m.log({ durationMinutes: 601, materials, ...technician })
  await m.payUse(use, 700n)
  await m.depositFor(stranger, 5001n)
  await m.payUse(use, 5000n, { funding: Funding.Deposit })
  await machine.connect(stranger).withdrawDeposit(alice, 1n)
  await m.payUse(use, use.total - 5700n, { by: customer })
  await m.logAndPay({ durationMinutes: 90 }, own === ETH ? 3000n : 2025n)
  await m.logAndPay({ scenario: 1, durationMinutes: 90 }, 225n)
  await m.loggedIn(m.machine.connect(alice).log(m.input({ user: alice.address, scenario: 3 })))
  const wrong = await m.log(m.job(3333n))
  await m.payUse(wrong, 1111n)
  await m.contest(wrong)
  await m.settle(wrong, false)
  const right = await m.log(m.job(1111n))
  await m.contest(right, alice)
  await m.settle(right, true)
  await m.earn(100_003n)

  await m.send(1009n, other)
  await pass(decide.token(other))
  await m.earn(2001n, other)
  await m.send(1001n)
  await pass(decide.token(other, true))
  await pass(decide.steward(carol))
  await pass(decide.custodian(dave))
  const scenario = { pricePerHour: 777n, maintenancePerHour: 11n, technicianPerHour: 13n, coOwnersOnly: false, inKind: false }
  await pass(decide.scenario(4, 'Night', scenario))
  await pass(decide.material(1, 'Resin', 'l', { supplier: fee.address, price: 9999n, decimals: 3 }))
  await pass(decide.spending(own, stranger, 100n))
  const [bit, night] = [
    { material: 1, quantity: 77n },
    { scenario: 4, durationMinutes: 77 },
  ]
  await m.logAndPay({ ...night, materials: [...materials, bit], ...technician }, 100_000n, { by: stranger })

  await m.claim(alice)
  await m.claim(steward2)
  await machine.connect(bob).setPayee(bob, customer)
  await m.claim(bob, [own, other])
  await m.depositFor(NOBODY_YET, 12n)
  await pass(decide.move(NOBODY_YET, customer))
  await m.claim(NOBODY_YET)
  await machine.connect(carol).claimTo(carol, dave, [own], [], 0)
  await w.proposeAs(of, dave, decide.steward(stranger))

  // Part of this one is paid before the release and the rest after it; the other token has something new by then.
  const across = await m.log(m.job(2_000_000n))
  await m.payUse(across, 3n)
  const unpaid = await m.log(m.job(9000n))
  await pass(decide.token(other, false), alice)
  await m.send(555n, other)
  await m.claim(dave)
  const { end, repaid } = await machine.debtPool(PAYBACK)
  await m.payUse(across, ((end - repaid) * 10_000n) / 7000n)
  await m.send(17n)
  await m.payUse(across, 1000n)
  expect(await machine.isReleased()).to.equal(true)
  await m.payUse(unpaid, 4001n)
  for (const account of [alice.address, NOBODY_YET, bob.address, carol.address, dave.address, customer.address]) {
    await m.claim(account)
    await m.claim(account)
  }
  await m.claim(fund, [own, other])
  await m.enact(decide.spending(other, stranger, 1n), fund)
  await m.earn(1000n)
}

function peopleOf({ accounts }: CampaignWorld): string[] {
  const { alice, bob, carol, dave, customer, stranger, steward, steward2, steward3, fund, fee } = accounts
  const signers = [alice, bob, carol, dave, customer, stranger, steward, steward2, steward3, fund, fee]
  return [NOBODY_YET, ...signers.map(({ address }) => address)]
}

/** Everything that factory, campaign and machine have told, decoded as the SDK does. */
async function eventsOf(w: CampaignWorld, { C, M }: Opened): Promise<DecodedEvent[]> {
  const factory = await w.campaigns.getAddress()
  const abis = new Map<string, Parameters<typeof decodeLog>[0]>([
    [factory, campaignFactoryAbi],
    [C, campaignAbi],
    [M, sharedEquipmentAbi],
  ])
  const logs = await w.hh.provider.getLogs({
    address: [...abis.keys()].filter((address) => address !== ethers.ZeroAddress),
    fromBlock: 0,
  })
  const times = new Map<number, bigint>()
  for (const { blockNumber } of logs) {
    if (times.has(blockNumber)) continue
    times.set(blockNumber, BigInt((await w.hh.provider.getBlock(blockNumber))?.timestamp ?? 0))
  }
  return logs.flatMap(({ address, topics, data, blockNumber, index, transactionHash }) => {
    const decoded = decodeLog(abis.get(address) ?? [], { topics, data } as Parameters<typeof decodeLog>[1])
    if (!decoded) return []
    const { eventName, args } = decoded as { eventName: string; args: { campaign?: string } }
    // The factory has made others too.
    if (address === factory && args.campaign !== C) return []
    const place = { address, blockNumber: BigInt(blockNumber), logIndex: index, transactionHash }
    return [{ ...place, blockTimestamp: times.get(blockNumber) as bigint, eventName, args }]
  })
}

/** What recomputing can tell: sums, and where money went that nobody could choose. */
function isFigure(eventName: string, name: string): boolean {
  // A donation can't be told from what events say, and whoever pledges names the first recipient.
  if (eventName === 'PassedOn' && name === 'amount') return false
  // The id of a use is a hash; it matters where something is done about the use.
  if (eventName === 'UseLogged' && name === 'id') return false
  const sums = [
    'amount',
    'pledged',
    'raised',
    'total',
    'paid',
    'held',
    'parts',
    'paidBack',
    'weight',
    'objections',
    'stops',
    'readyAt',
  ]
  const places = ['id', 'spent', 'previousRefundTo', 'machine', 'supplier', 'network', 'previousPayee']
  if ([...sums, ...places].includes(name)) return true
  return name === 'recipient' && ['Unpledged', 'Refunded', 'PassedOn'].includes(eventName)
}

function changed(value: unknown): unknown {
  if (Array.isArray(value)) return value.with(0, (value[0] as bigint) + 1n)
  if (typeof value === 'bigint') return value + 1n
  const text = value as string
  return text.slice(0, -1) + (text.endsWith('1') ? '2' : '1')
}

function isFound(events: readonly DecodedEvent[], machine: string, campaign: string): boolean {
  try {
    return replayMachine(events, { machine, campaign }).differences.length !== 0
  } catch (error) {
    if (error instanceof ModelError) return true
    throw error
  }
}
