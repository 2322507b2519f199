import { expect } from 'chai'
import { decide, FILAMENT, PROJECT } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { type MachineWorld, PAYBACK, type Use, useMachine } from '../../utils/machineWorld.ts'
import { bytes32, Change, coder, DAY, DESIGN, EQUITY, ETH } from '../../utils/world.ts'

/** The kind that the venture opens for the work of machines, counted in money. */
const MACHINE_HOURS = 4

describe('a project that uses a machine', () => {
  let second: string
  let use: Use
  const w = useMachine(async (world) => {
    const { accounts, board, V } = world
    const token = await world.hh.deployContract('TestToken', ['Second', 'SEC', 6])
    second = await token.getAddress()
    await world.change(Change.Token, coder.encode(['address', 'bool'], [second, false]))
    await board.connect(accounts.founder).openKind(V, {
      name: bytes32('Machine hours'),
      unit: bytes32('USD'),
      decimals: 2,
      pool: EQUITY,
      rate: 40n,
      voice: 0,
    })
    use = await logged(world)
    await contribute(world, use)
  })

  /** Ten hours at 8.00 for a project, half a kilogram and an hour of the technician: these and the fee are paid now. */
  async function logged(world: MachineWorld) {
    const { steward, steward2, stranger } = world.accounts
    const what = {
      scenario: PROJECT,
      durationMinutes: 600,
      materials: [{ material: FILAMENT, quantity: 500 }],
      technician: steward2.address,
      technicianMinutes: 60,
    }
    await world.depositFor(stranger, 10_000, steward)
    return world.loggedIn(world.logAndPay(what, 5250, { funding: 1 }))
  }
  /** What the price left goes to the venture's ledger as machine hours, and as many are somebody's design. */
  async function contribute(world: MachineWorld, { invoice, id }: Use) {
    const batch = await world.batch([
      { to: world.M, kind: MACHINE_HOURS, quantity: invoice.inKind },
      { to: world.accounts.bob.address, kind: DESIGN, quantity: invoice.inKind },
    ])
    batch.proposal.evidenceHash = batch.header.evidenceHash = id
    await world.ledger.connect(world.accounts.alice).propose(batch.proposal)
    await world.time.increase(8 * DAY)
    await world.accept(batch)
  }
  const claimForMachine = (token: string) => w.venture.connect(w.accounts.stranger).claim(w.M, [token], [MACHINE_HOURS], 0)

  it('pays material, technician and maintenance now, and nothing for the hours', async () => {
    expect([use.invoice.inKind, use.invoice.net, use.total]).to.deep.equal([4250n, 0n, 5250n])
    expect([await w.due(w.accounts.fee), await w.due(w.accounts.steward2), await w.machine.maintenanceOf(w.T)]).to.deep.equal([
      1250n,
      2500n,
      1500n,
    ])
    expect((await w.machine.debtPool(PAYBACK)).repaid).to.equal(0n)
  })
  it('makes the machine an affiliate with points of its own', async () => {
    expect(await w.venture.unitsOf(w.M, MACHINE_HOURS)).to.equal(4250n)
    expect(await w.lens.pointsOf(w.V, w.M, [MACHINE_HOURS])).to.equal(
      await w.lens.pointsOf(w.V, w.accounts.bob.address, [DESIGN]),
    )
  })
  it('shares its sales with the machine, whose own split shares them on', async () => {
    await w.sale(200_001)
    const share = (await w.venture.previewClaim(w.M, [w.T], [MACHINE_HOURS]))[0] as bigint
    expect(share).to.equal(95_000n)
    const maintenance = await w.machine.maintenanceOf(w.T)
    await claimForMachine(w.T)
    await expect(w.machine.sync(w.T)).to.emit(w.machine, 'Distributed').withArgs(w.T, 95_000, [9500, 19_000, 66_500, 0])
    expect((await w.machine.maintenanceOf(w.T)) - maintenance).to.equal(9500n)
    await w.claim(w.accounts.carol)
    expect(await w.held(w.accounts.carol)).to.equal(66_500n / 4n)
  })
  it('pays the machine back by sales alone, and then its second equation shares them', async () => {
    await w.sale(200_000_000)
    await claimForMachine(w.T)
    await w.machine.sync(w.T)
    expect(await w.machine.isReleased()).to.equal(true)
    await w.sale(200_000)
    await claimForMachine(w.T)
    await expect(w.machine.sync(w.T)).to.emit(w.machine, 'Distributed').withArgs(w.T, 95_000, [31_350, 63_650, 0, 0])
  })
  it('may pay in a token that the co-owners list only later', async () => {
    await (w.token.attach(second) as typeof w.token).mint(w.V, 1001)
    await claimForMachine(second)
    expect(await w.held(w.M, second)).to.equal(475n)
    await refuses(w.machine.sync(second), 'TokenNotListed', [second])
    expect(await w.due(w.accounts.fund, second)).to.equal(0n)
    await w.pass(w.of, w.accounts.steward3, decide.token(second))
    await expect(w.machine.sync(second)).to.emit(w.machine, 'Distributed').withArgs(second, 475, [47, 95, 0, 333])
    await w.claim(w.accounts.fund, [second])
    expect(await w.held(w.accounts.fund, second)).to.equal(428n)
  })
  it('may pay in ETH', async () => {
    await w.accounts.customer.sendTransaction({ to: w.V, value: 1001 })
    await claimForMachine(ETH)
    expect(await w.held(w.M, ETH)).to.equal(475n)
    await w.enact(decide.token(ETH))
    await w.machine.sync(ETH)
    expect(await w.machine.maintenanceOf(ETH)).to.equal(47n)
  })
  it('is a use that is paid: it can no longer be contested or paid again', async () => {
    await refuses(w.contest(use), 'UseStatusWrong', [use.id, 3, 1])
    await refuses(w.payUse(use, 1), 'UseStatusWrong', [use.id, 3, 1])
  })
})
