import { expect } from 'chai'
import { type Hash, pad, zeroHash } from 'viem'
import { type CoOwnerDecision, ETH, invoiceId, invoiceTotal } from '@open-value/sdk'
import { auditMachine, describeDifference } from '@open-value/sdk/model'
import * as machineActions from '../../../sdk/src/actions/machine/index.ts'
import {
  AGREEMENT,
  COMMERCIAL,
  CO_OWNER,
  GOAL,
  INVOICE,
  PROJECT,
  type Raised,
  afford,
  boughtMachine,
  decide,
  machineConfig,
  openCampaign,
  pledge,
  purchase,
  raisedIn,
} from './equipment.ts'
import { DAY, DESIGN, type Person, type World, createWorld, neverRan, reference, rejection } from './world.ts'

const HOURS = 60

let world: World

before(async () => {
  world = await createWorld()
})

const nameOf = async (promise: Promise<unknown>) => (await rejection(promise)).name

/** Two hours of somebody at the commercial price: 2,400 and 300 for maintenance. */
const twoHours = (machine: Raised['machine'], { address }: Person) => {
  return { machine, user: address, scenario: COMMERCIAL, durationMinutes: 2 * HOURS }
}

describe('Machine actions', () => {
  it('getMachine, getRateCard, getMachineEvents: what a machine is', async () => {
    const { ana, firm, network, reader, steward, steward2, stranger, token } = world
    const { campaign, machine } = await boughtMachine(world)
    const told = await reader.getMachine({ machine })
    const { terms, scenarios, materials } = machineConfig(world)
    expect(told).to.deep.include({
      machine,
      campaign,
      name: 'Printer',
      uri: 'ipfs://printer',
      token,
      goal: GOAL,
      network: network.address,
      custodian: firm.address,
      stewards: [steward.address, steward2.address],
      terms,
      payback: { spent: GOAL, cap: 480_000n, repaid: 0n, left: 480_000n },
      maintenance: [{ token, amount: 0n, isMuted: false }],
      isReleased: false,
      decider: campaign,
    })
    const card = {
      scenarios: ['Commercial', 'Project', 'Co-owner'].map((name, id) => ({ id, name, ...scenarios[id] })),
      materials: [{ id: 0, name: 'Filament', unit: 'kg', ...materials[0] }],
    }
    expect(told).to.deep.include(card)
    expect(await reader.getRateCard({ machine })).to.deep.include(card)

    const [scenario] = scenarios
    if (!scenario) throw new Error('the usual machine has one')
    const decisions: CoOwnerDecision[] = [
      { type: 'scenario', id: 0, name: 'Trade', scenario: { ...scenario, pricePerHour: 1_500n } },
      { type: 'scenario', id: 3, name: 'School', scenario: { ...scenario, pricePerHour: 0n } },
      { type: 'material', id: 1, name: 'Resin', unit: 'l', material: { supplier: ana.address, price: 9_000n, decimals: 2 } },
      { type: 'steward', account: steward2.address, appointed: false },
      { type: 'steward', account: stranger.address, appointed: true },
      { type: 'custodian', account: ana.address },
      { type: 'token', token: ETH, muted: false },
    ]
    for (const decision of decisions) await decide(world, campaign, steward, decision)
    const changed = await reader.getMachine({ machine })
    expect(changed.scenarios.map(({ id, name, pricePerHour }) => [id, name, pricePerHour])).to.deep.equal([
      [0, 'Trade', 1_500n],
      [1, 'Project', 800n],
      [2, 'Co-owner', 600n],
      [3, 'School', 0n],
    ])
    expect(changed.materials.map(({ id, name, unit }) => [id, name, unit])).to.deep.equal([
      [0, 'Filament', 'kg'],
      [1, 'Resin', 'l'],
    ])
    expect(changed.stewards).to.deep.equal([steward.address, stranger.address])
    expect(changed).to.deep.include({ custodian: ana.address })
    expect(changed.maintenance.map(({ token: listed }) => listed)).to.deep.equal([token, ETH])

    const { events } = await reader.getMachineEvents({ machine })
    expect(events[0]).to.deep.include({ source: 'campaignFactory', eventName: 'CampaignDeployed' })
    const enacted = events.filter(({ eventName }) => eventName === 'DecisionEnacted')
    expect(enacted.map(({ source }) => source)).to.deep.equal(decisions.map(() => 'machine'))
    expect(events.filter(({ eventName }) => eventName === 'Purchased')).to.have.length(1)
    expect(await nameOf(reader.getMachine({ machine: network.address }))).to.equal('ContractMissingError')
  })

  it('quoteUse, logUse, payUse, getUses: an invoice, paid in parts, by anyone', async () => {
    const { customer, reader, steward, stranger, token } = world
    const { machine } = await boughtMachine(world)
    const use = {
      ...twoHours(machine, customer),
      materials: [{ material: 0, quantity: 400n }],
      technician: steward.address,
      technicianMinutes: 15,
      evidence: reference('ipfs://photo'),
    }
    const quoted = await reader.quoteUse(use)
    expect(quoted.total).to.equal(2_700n)
    const logged = await customer.logUseAndWait(use)
    expect(logged).to.deep.include({ user: customer.address, logger: customer.address, total: 2_700n })
    expect(logged.invoice.costs.map(({ amount }) => amount)).to.deep.equal([1_000n, 625n, 300n])
    expect(logged.invoice.net).to.equal(775n)
    expect(invoiceId(logged.invoice)).to.equal(logged.id)
    expect(invoiceTotal(logged.invoice)).to.equal(2_700n)
    expect(await nameOf(stranger.logUseAndWait(use))).to.equal('UseLoggerInvalidError')
    expect(await nameOf(customer.logUseAndWait({ ...use, scenario: 9 }))).to.equal('UseScenarioUnknownError')
    expect(await nameOf(customer.logUseAndWait({ ...use, materials: [{ material: 9, quantity: 1n }] }))).to.equal(
      'UseMaterialUnknownError',
    )
    expect(await nameOf(customer.logUseAndWait({ ...use, durationMinutes: 0 }))).to.equal('UseMinutesOutOfBoundsError')
    expect(await nameOf(customer.logUseAndWait({ ...use, technician: stranger.address }))).to.equal('UseTechnicianUnknownError')
    expect(await nameOf(stranger.quoteUse({ ...use, user: stranger.address, scenario: CO_OWNER }))).to.equal(
      'UseByCoOwnersOnlyError',
    )

    const { id } = logged
    expect(await nameOf(stranger.payUseAndWait({ machine, token, id: zeroHash }))).to.equal('UseUnknownError')
    await afford(world, token, stranger, 2_700n, machine)
    const part = await stranger.payUseAndWait({ machine, token, id, amount: 1_000n })
    expect(part).to.deep.include({ id, payer: stranger.address, funding: 0, amount: 1_000n, paid: 1_000n })
    const over = { machine, token, invoice: logged.invoice, amount: 1_701n }
    expect(await nameOf(stranger.payUseAndWait(over))).to.equal('UsePaymentOutOfBoundsError')
    await stranger.simulatePayUse({ ...over, amount: 1_700n })
    await stranger.writePayUse({ ...over, amount: 700n })

    const { uses, asOf } = await reader.getUses({ machine })
    expect(uses).to.have.length(1)
    const loggedAt = BigInt(logged.invoice.loggedAt)
    expect(uses[0]).to.deep.equal({
      id,
      number: 1n,
      user: customer.address,
      logger: customer.address,
      technician: steward.address,
      scenario: COMMERCIAL,
      durationMinutes: 120,
      technicianMinutes: 15,
      isJob: false,
      materials: [{ material: 0, quantity: 400n }],
      evidence: reference('ipfs://photo'),
      invoice: logged.invoice,
      total: 2_700n,
      paid: 1_700n,
      left: 1_000n,
      status: 'logged',
      loggedAt,
      contestableUntil: loggedAt + BigInt(7 * DAY),
      dueAt: loggedAt + BigInt(30 * DAY),
      isOverdue: false,
      contest: undefined,
      settlement: undefined,
      transactionHash: logged.receipt.transactionHash,
    })
    expect(asOf.timestamp >= loggedAt).to.equal(true)
    await world.time.increase(30 * DAY)
    await stranger.distributeAndWait({ venture: machine, token })
    expect((await reader.getUses({ machine })).uses[0]?.isOverdue).to.equal(true)
    await stranger.payUseAndWait({ machine, token, id })
    expect(await nameOf(stranger.payUseAndWait({ machine, token, id, amount: 1n }))).to.equal('UseStatusWrongError')
    const paid = await reader.getUses({ machine, user: customer.address })
    expect(paid.uses[0]).to.deep.include({ status: 'paid', paid: 2_700n, left: 0n, isOverdue: false })
    expect((await reader.getUses({ machine, user: stranger.address })).uses).to.deep.equal([])
  })

  it('logAndPayUse, deposit, withdrawDeposit: at once, from a wallet or from money put by', async () => {
    const { customer, reader, steward, stranger, token } = world
    const { machine } = await boughtMachine(world)
    const use = { ...twoHours(machine, stranger), token }
    expect(await nameOf(stranger.logAndPayUseAndWait(use))).to.equal('ERC20InsufficientAllowanceError')
    await afford(world, token, stranger, 10_000n, machine)
    expect(await nameOf(stranger.logAndPayUseAndWait({ ...use, limit: 2_699n }))).to.equal('UseAboveLimitError')
    await stranger.simulateLogAndPayUse({ ...use, limit: 2_700n })
    await stranger.writeLogAndPayUse({ ...use, limit: 2_700n })
    expect(await stranger.logAndPayUseAndWait(use)).to.deep.include({ total: 2_700n })

    await afford(world, token, customer, 3_000n, machine)
    const put = await customer.depositAndWait({ machine, token, account: stranger.address, amount: 3_000n })
    expect(put).to.deep.include({ account: stranger.address, payer: customer.address, amount: 3_000n, held: 3_000n })
    expect(await nameOf(customer.depositAndWait({ machine, token, account: machine, amount: 1n }))).to.equal(
      'DepositAccountInvalidError',
    )
    await stranger.logAndPayUseAndWait({ ...use, funding: 'deposit' })
    expect(await nameOf(stranger.logAndPayUseAndWait({ ...use, funding: 'deposit' }))).to.equal('DepositInsufficientError')
    const taken = await stranger.withdrawDepositAndWait({ machine, recipient: stranger.address, amount: 100n })
    expect(taken).to.deep.include({ account: stranger.address, recipient: stranger.address, held: 200n })

    // A job at an agreed price, without a fee per hour, logged by a steward.
    const job = { ...twoHours(machine, customer), agreedPrice: 5_000n }
    expect(await nameOf(customer.logUseAndWait(job))).to.equal('UseJobInvalidError')
    expect(await steward.logUseAndWait(job)).to.deep.include({ total: 5_000n })
    const { uses } = await reader.getUses({ machine })
    expect(uses.map(({ isJob, status }) => [isJob, status])).to.deep.equal([
      [true, 'logged'],
      [false, 'paid'],
      [false, 'paid'],
      [false, 'paid'],
    ])
  })

  it('logAndPayUse, payUse, deposit in ETH: what a limit leaves becomes a deposit', async () => {
    const { ana, ben, customer, reader, stranger } = world
    const { campaign, machine } = await boughtMachine(world, { token: ETH })
    const use = { ...twoHours(machine, stranger), token: ETH }
    await stranger.logAndPayUseAndWait(use)
    await stranger.logAndPayUseAndWait({ ...use, limit: 3_000n })
    const { held } = await stranger.depositAndWait({ machine, token: ETH, account: stranger.address, amount: 50n })
    expect(held).to.equal(350n)
    const { id } = await customer.logUseAndWait(twoHours(machine, customer))
    await customer.payUseAndWait({ machine, token: ETH, id })
    await stranger.withdrawDepositAndWait({ machine, recipient: stranger.address, amount: 350n })
    // Three times 2,400: 70% of it for four with 25%.
    const { paid } = await stranger.claimPaybackAndWait({ machine, account: ana.address })
    expect(paid).to.deep.equal([{ token: ETH, amount: 1_260n, recipient: ana.address }])
    await customer.payAndWait({ venture: machine, token: ETH, amount: 1_000n })
    expect(await reader.getPayback({ machine, account: ben.address })).to.deep.equal({
      pledged: GOAL / 4n,
      cap: 120_000n,
      paid: 0n,
      owed: 1_435n,
      isPlaceholder: false,
    })
    expect((await reader.getCampaign({ campaign })).state).to.equal('released')
  })

  it('contestUse, settleUse: a wrong log is not paid', async () => {
    const { cleo, customer, network, reader, steward, steward2, stranger, token } = world
    const { machine } = await boughtMachine(world)
    const { id, invoice } = await steward.logUseAndWait(twoHours(machine, customer))
    const why = reference('ipfs://one-hour-only')
    expect(await nameOf(network.contestUseAndWait({ machine, id }))).to.equal('UseContestInvalidError')
    await customer.simulateContestUse({ machine, invoice })
    const contested = await customer.contestUseAndWait({ machine, id, reference: why })
    expect(contested).to.deep.include({ id, account: customer.address, reasonURI: why.uri, reasonHash: why.hash })
    expect(await nameOf(stranger.payUseAndWait({ machine, token, id, amount: 1n }))).to.equal('UseStatusWrongError')
    expect((await reader.getUses({ machine })).uses[0]).to.deep.include({
      status: 'contested',
      contest: { account: customer.address, reference: why },
      isOverdue: false,
    })

    expect(await nameOf(steward.settleUseAndWait({ machine, id, stands: true }))).to.equal('UseSettlerInvalidError')
    await steward2.simulateSettleUse({ machine, invoice, stands: true })
    const settled = await steward2.settleUseAndWait({ machine, id, stands: true, reference: why })
    expect(settled).to.deep.include({ id, steward: steward2.address, stands: true })
    expect((await reader.getUses({ machine })).uses[0]).to.deep.include({
      status: 'logged',
      settlement: { steward: steward2.address, stands: true, reference: why },
    })
    expect(await nameOf(cleo.contestUseAndWait({ machine, id }))).to.equal('UseContestInvalidError')

    const wrong = await steward.logUseAndWait(twoHours(machine, customer))
    await cleo.writeContestUse({ machine, invoice: wrong.invoice })
    await steward2.writeSettleUse({ machine, invoice: wrong.invoice, stands: false })
    const use = (await reader.getUses({ machine })).uses.find((one) => one.id === wrong.id)
    expect(use).to.deep.include({ status: 'void', paid: 0n, left: 0n, isOverdue: false })
    expect(use?.settlement).to.deep.include({ stands: false })
    expect(await nameOf(steward2.settleUseAndWait({ machine, id: wrong.id, stands: true }))).to.equal('UseStatusWrongError')

    const late = await steward.logUseAndWait(twoHours(machine, customer))
    await world.time.increase(7 * DAY)
    expect(await nameOf(customer.contestUseAndWait({ machine, id: late.id }))).to.equal('UseContestTooLateError')
  })

  it('claimPayback, getPayback: co-owners are paid back, placeholders once they have a wallet', async () => {
    const { ana, ben, cleo, customer, firm, network, reader, stranger, token } = world
    const raised = await openCampaign(world)
    const { campaign, machine } = raised
    const account = '0x0000000000000000000000000000000000000042'
    for (const person of [ana, ben, cleo]) await pledge(world, raised, person, GOAL / 4n)
    await afford(world, token, firm, GOAL / 4n, campaign)
    const gift = { campaign, account, token, amount: GOAL / 4n, agreementHash: AGREEMENT, refundTo: firm.address } as const
    await firm.pledgeForAndWait({ ...gift, isPlaceholder: true })
    await decide(world, campaign, firm, purchase(world))

    await customer.payAndWait({ venture: machine, token, amount: 14_000n })
    expect(await reader.getPayback({ machine, account: ana.address })).to.deep.include({ paid: 0n, owed: 2_450n })
    const { paid } = await stranger.claimPaybackAndWait({ machine, account: ana.address })
    expect(paid).to.deep.equal([{ token, amount: 2_450n, recipient: ana.address }])
    await stranger.simulateClaimPayback({ machine, account: ben.address, tokens: [token] })
    await stranger.writeClaimPayback({ machine, account: ben.address, tokens: [token] })
    expect(await reader.getPayback({ machine, account: ben.address })).to.deep.include({ paid: 2_450n, owed: 0n })
    expect(await reader.getPayback({ machine, account })).to.deep.include({ owed: 2_450n, isPlaceholder: true })
    expect(await nameOf(stranger.claimPaybackAndWait({ machine, account }))).to.equal('CoOwnerWithoutWalletError')
    expect((await stranger.claimPaybackAndWait({ machine, account: stranger.address })).paid).to.deep.equal([])

    await decide(world, campaign, firm, { type: 'move', from: account, to: customer.address })
    const moved = await stranger.claimPaybackAndWait({ machine, account })
    expect(moved.paid).to.deep.equal([{ token, amount: 2_450n, recipient: customer.address }])
    const infrastructure = await stranger.claimPaybackAndWait({ machine, account: network.address })
    expect(infrastructure.paid[0]?.amount).to.equal(2_800n)
    const { payback, maintenance } = await reader.getMachine({ machine })
    expect(payback).to.deep.equal({ spent: GOAL, cap: 480_000n, repaid: 9_800n, left: 470_200n })
    expect(maintenance[0]?.amount).to.equal(1_400n)
  })

  it('enactDecision: the network decides once everyone is paid back', async () => {
    const { ana, customer, firm, network, reader, stranger, token } = world
    const { campaign, machine } = await boughtMachine(world)
    const decision: CoOwnerDecision = {
      type: 'spending',
      token,
      recipient: firm.address,
      amount: 1_000n,
      invoiceHash: INVOICE,
    }
    expect(await nameOf(network.enactDecisionAndWait({ machine, decision }))).to.equal('MachineDecidedByError')
    const { id, readyAt } = await firm.proposeActionAndWait({ campaign, decision: { type: 'custodian', account: ana.address } })
    await customer.payAndWait({ venture: machine, token, amount: 1_000_000n })
    await stranger.distributeAndWait({ venture: machine, token })
    const told = await reader.getMachine({ machine })
    expect(told).to.deep.include({ isReleased: true, decider: network.address })
    expect(told.payback).to.deep.equal({ spent: GOAL, cap: 480_000n, repaid: 480_000n, left: 0n })
    await customer.payAndWait({ venture: machine, token, amount: 1_000n })
    expect(await reader.getPayback({ machine, account: ana.address })).to.deep.include({ cap: 120_000n, owed: 120_000n })

    const before = await world.balanceOf(firm.address)
    const enacted = await network.enactDecisionAndWait({ machine, decision })
    expect(enacted.action).to.equal(6)
    expect((await world.balanceOf(firm.address)) - before).to.equal(1_000n)
    const tooMuch = { ...decision, amount: 10n ** 9n }
    expect(await nameOf(network.enactDecisionAndWait({ machine, decision: tooMuch }))).to.equal('MaintenanceInsufficientError')
    await world.time.increaseTo(readyAt)
    expect(await nameOf(stranger.executeProposalAndWait({ campaign, id }))).to.equal('ActionClosedError')
    expect((await reader.getProposals({ campaign })).proposals[0]?.state).to.equal('lapsed')
  })

  it('contributeMachineHours: a project owes for the price what it earns later', async () => {
    const { customer, founder, reader, steward, token } = world
    const { machine } = await boughtMachine(world)
    const { venture, ledger } = await founder.deployVentureAndWait({ config: world.config({ name: 'Project' }) })
    await afford(world, token, customer, 10_000n, machine)
    // Ten hours at 800, of which 2,000 are paid for material: three quarters are contributed.
    const use = { ...twoHours(machine, customer), token, scenario: PROJECT, durationMinutes: 10 * HOURS }
    const materials = [{ material: 0, quantity: 800n }]
    const { id, invoice, total } = await customer.logAndPayUseAndWait({ ...use, materials })
    expect([total, invoice.inKind]).to.deep.equal([3_500n, 6_000n])
    const { batch } = await customer.contributeMachineHoursAndWait({ machine, id, venture, kind: DESIGN })
    const told = await reader.getBatch({ ledger, batch })
    const day = Math.floor(invoice.loggedAt / DAY)
    expect(told.contributions).to.deep.equal([{ affiliate: machine, kind: DESIGN, quantity: 750n, day }])
    expect(told.evidence).to.deep.equal({ uri: `eip155:31337:${machine}/uses/1`, hash: id })
    const again = { machine, id, ledger, kind: DESIGN }
    expect(await nameOf(customer.contributeMachineHoursAndWait(again))).to.equal('BatchExistsError')
    await steward.acceptBatchAndWait({ ledger, batch })

    // Its share of revenue flows through its own split: 70% of 9,199, one unit stays with the venture, for four with 25%.
    await customer.payAndWait({ venture, token, amount: 10_000n })
    await customer.claimAndWait({ venture, account: machine })
    expect((await reader.getPayback({ machine, account: customer.address })).owed).to.equal(1_609n)

    const paidUse = await customer.logUseAndWait(twoHours(machine, customer))
    const inFull = { ...again, id: paidUse.id }
    expect(await nameOf(customer.contributeMachineHoursAndWait(inFull))).to.equal('UseNotInKindError')
    expect(await nameOf(customer.contributeMachineHoursAndWait({ ...again, id: pad('0x01') as Hash }))).to.equal(
      'UseUnknownError',
    )
    expect(await nameOf(customer.contributeMachineHoursAndWait({ ...again, kind: 2 }))).to.equal('KindNotInHoursError')
    const other = await customer.prepareContributeMachineHours({ ...again, kind: 2, quantity: 6_000n })
    expect(other.to).to.equal(ledger)
  })
})

describe('auditMachine', () => {
  it('finds every machine above, and its campaign, as recomputing gives it, to the unit', async () => {
    const { reader, stranger } = world
    const all = raisedIn(world)
    expect(all.length).to.be.above(6)
    for (const { campaign, machine } of all) {
      const audit = await reader.auditMachine({ machine, accounts: [stranger.address] })
      expect(audit.differences.map(describeDifference)).to.deep.equal([])
      expect(audit.accounts).to.include(stranger.address)
      expect(audit.figureCount).to.be.above(60)
      expect((await reader.auditCampaign({ campaign })).differences.map(describeDifference)).to.deep.equal([])
    }
  })

  it('tells what is not', async () => {
    const { ana, reader, token } = world
    const { campaign, machine } = await boughtMachine(world)
    const { events } = await reader.getMachineEvents({ machine })
    const { scenarios, materials } = machineConfig(world)
    const chain = {
      machine,
      campaign,
      custodian: ana.address,
      tokens: [{ token, accounted: 1n, maintenance: 2n, balance: 100n }],
      payback: { end: 3n, repaid: 4n },
      scenarios: scenarios.slice(1),
      materials,
      uses: [{ status: 'paid' }],
      accounts: [{ account: ana.address, deposit: 5n, claimable: [{ token, amount: 17n }] }],
    } as const
    const { differences, figureCount } = auditMachine(events, chain)
    expect(figureCount).to.equal(12)
    expect(differences.map(({ figure }) => figure)).to.deep.equal([
      'state.custodian',
      'state.accounted',
      'state.maintenance',
      'state.end',
      'state.repaid',
      'state.scenario',
      'state.scenario',
      'state.scenario',
      'state.use',
      'state.deposit',
    ])
  })
})

describe('Every action of machines', () => {
  it('ran in a test above, in all its forms', () => {
    expect(neverRan(machineActions)).to.deep.equal([])
  })
})
