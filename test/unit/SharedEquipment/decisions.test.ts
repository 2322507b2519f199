import { expect } from 'chai'
import { Action, COMMERCIAL, decide, FILAMENT, inEth } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { FREE, type Machine, type MachineWorld, serve, useMachine } from '../../utils/machineWorld.ts'
import { ETH, ZERO } from '../../utils/world.ts'

/** One of each, all of which make sense for the usual machine once it has maintenance money. */
const decisions = ({ T, accounts }: MachineWorld) => [
  decide.custodian(accounts.dave),
  decide.steward(accounts.dave),
  decide.scenario(COMMERCIAL, 'Free', FREE),
  decide.material(FILAMENT, 'Resin', 'l', { supplier: accounts.dave.address, price: 9n, decimals: 2 }),
  decide.spending(T, accounts.dave, 1n),
  decide.token(ETH),
]

describe('SharedEquipment.enact', () => {
  const w = useMachine(async (world) => void (await world.earn(1000)))
  const move = () => decide.move(w.accounts.alice, w.accounts.dave)

  leaf('given it is not released, when the caller is not the campaign', 'it reverts with MachineDecidedBy', async () => {
    const { steward, steward3, fund, alice } = w.accounts
    for (const decision of [...decisions(w), move()]) {
      for (const by of [steward, steward3, fund, alice]) {
        await refuses(w.enact(decision, by), 'MachineDecidedBy', [by.address, w.C])
      }
    }
  })
  leaf('given it is released, when the campaign decides anything but a move', 'it reverts with MachineDecidedBy', async () => {
    await w.release()
    for (const decision of decisions(w)) {
      await refuses(w.enact(decision), 'MachineDecidedBy', [w.C, w.accounts.fund.address])
    }
  })
  leaf('given it is released, when the network decides a move', 'it reverts with MachineDecidedBy', async () => {
    await w.release()
    await refuses(w.enact(move(), w.accounts.fund), 'MachineDecidedBy', [w.accounts.fund.address, w.C])
  })
  leaf('given it is released', 'the network decides all else, and the campaign moves', async () => {
    await w.release()
    for (const decision of decisions(w)) {
      await expect(w.enact(decision, w.accounts.fund))
        .to.emit(w.machine, 'DecisionEnacted')
        .withArgs(decision.action, decision.data)
    }
    await expect(w.enact(move())).to.emit(w.machine, 'PayeeSet')
  })
  leaf('when the rules refuse it', 'it reverts with their error', async () => {
    const long = { action: Action.Custodian, data: `0x${'00'.repeat(33)}` }
    await refuses(w.enact(long), 'ActionDataInvalid', [33, 32])
    await refuses(w.enact(decide.purchase(w.accounts.stranger, 1n)), 'MachineActionUnknown', [Action.Purchase])
    await refuses(w.enact(decide.custodian(ZERO)), 'MachineAccountInvalid', [ZERO])
    await refuses(w.enact(decide.scenario(9, 'Nine', FREE)), 'MachinePlaceInvalid', [9, 4, 32])
    await refuses(w.enact(decide.token(w.T, true)), 'TokenTwice', [w.T])
    await refuses(w.enact(decide.spending(w.T, w.accounts.dave, 101n)), 'MaintenanceInsufficient', [w.T, 100, 101])
  })
  leaf('when co-owners let a proposal pass', 'the campaign carries it out', async () => {
    const { steward3, dave } = w.accounts
    await w.pass(w.of, steward3, decide.custodian(dave))
    expect(await w.machine.custodian()).to.equal(dave.address)
    const id = await w.proposeAs(w.of, dave, decide.custodian(steward3))
    expect(id).to.equal(3n)
  })
  leaf('when it is another custodian', 'it is that and emits DecisionEnacted', async () => {
    const decision = decide.custodian(w.accounts.dave)
    await expect(w.enact(decision)).to.emit(w.machine, 'DecisionEnacted').withArgs(Action.Custodian, decision.data)
    expect(await w.machine.custodian()).to.equal(w.accounts.dave.address)
  })
  leaf('when a steward is appointed or dismissed', 'it is one, or none', async () => {
    for (const appointed of [true, false]) {
      await w.enact(decide.steward(w.accounts.dave, appointed))
      expect(await w.machine.isSteward(w.accounts.dave.address)).to.equal(appointed)
    }
  })
  leaf('when a scenario is replaced or added', 'the rate card has it', async () => {
    const scenario = { ...FREE, pricePerHour: 700n, coOwnersOnly: true }
    for (const id of [COMMERCIAL, 4]) {
      await w.enact(decide.scenario(id, 'Neighbours', scenario))
      expect([...(await w.rules.scenarioOf(w.M, id))]).to.deep.equal(Object.values(scenario))
    }
    expect(await w.machine.rateCardSize()).to.deep.equal([5n, 1n])
  })
  leaf('when a material is replaced or added', 'the rate card has it', async () => {
    for (const id of [FILAMENT, 1]) {
      await w.enact(decide.material(id, 'Resin', 'l', { supplier: w.accounts.dave.address, price: 9n, decimals: 2 }))
      expect([...(await w.rules.materialOf(w.M, id))]).to.deep.equal([w.accounts.dave.address, 9n, 2n])
    }
    expect(await w.machine.rateCardSize()).to.deep.equal([4n, 2n])
  })
  leaf('when maintenance money is spent', 'the recipient has it and nobody else less', async () => {
    const { dave, alice, fund } = w.accounts
    await w.enact(decide.spending(w.T, dave, 60n))
    expect([await w.held(dave), await w.machine.maintenanceOf(w.T), await w.accounted()]).to.deep.equal([60n, 40n, 940n])
    await w.enact(decide.spending(w.T, dave, 40n))
    expect([await w.due(alice), await w.due(fund), await w.machine.sync.staticCall(w.T)]).to.deep.equal([175n, 200n, 0n])
  })
  leaf('when a token is listed, muted and heard again', 'its book says so and its money is kept', async () => {
    await w.enact(decide.token(ETH))
    await w.earn(1000, ETH)
    await w.send(1000, ETH)
    await w.enact(decide.token(ETH, true))
    const book = async () => {
      const { listed, muted, accounted } = await w.machine.tokenBook(ETH)
      return [listed, muted, accounted]
    }
    expect([await w.machine.tokens(), await book()]).to.deep.equal([
      [w.T, ETH],
      [true, true, 2000n],
    ])
    await w.enact(decide.token(ETH, false))
    expect([await w.machine.tokens(), await book()]).to.deep.equal([
      [w.T, ETH],
      [true, false, 2000n],
    ])
  })
  leaf('when an account is moved', "what it earned and put by is the other's, who alone can take it", async () => {
    const { alice, dave, stranger } = w.accounts
    await w.depositFor(alice, 500)
    await w.depositFor(dave, 70)
    await expect(w.enact(move())).to.emit(w.machine, 'PayeeSet').withArgs(alice.address, ZERO, dave.address)
    expect([await w.machine.depositOf(alice.address), await w.machine.depositOf(dave.address)]).to.deep.equal([0n, 570n])
    await w.claim(alice)
    await w.machine.connect(dave).withdrawDeposit(dave.address, 570)
    expect([await w.held(alice), await w.held(dave)]).to.deep.equal([0n, 175n + 570n])
    await refuses(w.machine.connect(alice).withdrawDeposit(alice.address, 1), 'DepositInsufficient', [alice.address, 0, 1])
    expect(await w.machine.payeeOf(alice.address)).to.equal(dave.address)
    await w.machine.connect(alice).setPayee(alice.address, stranger.address)
    expect(await w.machine.payeeOf(alice.address)).to.equal(stranger.address)
  })
  leaf('when an account is moved to itself', 'it keeps what it has', async () => {
    const { alice } = w.accounts
    await w.depositFor(alice, 500)
    await w.enact(decide.move(alice, alice))
    expect(await w.machine.depositOf(alice.address)).to.equal(500n)
    await w.claim(alice)
    expect(await w.held(alice)).to.equal(175n)
  })
})

describe('SharedEquipment.enact in ETH', () => {
  const w = useMachine(async (world) => void (await world.earn(1000)), inEth)
  it('spends maintenance money on who takes it', async () => {
    const wallet = await w.mock('Wallet')
    const address = await wallet.getAddress()
    await w.enact(decide.spending(ETH, address, 60n))
    expect([await w.held(address), await w.machine.maintenanceOf(ETH)]).to.deep.equal([60n, 40n])
    await wallet.getFunction('refuseEth')(true)
    await refuses(w.enact(decide.spending(ETH, address, 40n)), 'ClaimEthRefused', [address, 40])
    expect(await w.machine.maintenanceOf(ETH)).to.equal(40n)
  })
})

describe('SharedEquipment.decider', () => {
  const w = useMachine()
  let count = 0
  /** A machine of a network, released. */
  const released = async (network: string): Promise<Machine> => {
    const of = await w.open((config) => {
      config.name = `Printer ${++count}`
      config.terms.venture = network
    })
    const m = await serve(w, of)
    expect(await m.machine.decider()).to.equal(of.C)
    await m.release()
    return m
  }
  const decides = async (m: Machine, account: string) => {
    expect(await m.machine.decider()).to.equal(account)
    await refuses(m.enact(decide.custodian(w.accounts.dave)), 'MachineDecidedBy', [m.of.C, account])
    await m.enact(decide.custodian(w.accounts.dave), await w.as(account))
    expect(await m.machine.custodian()).to.equal(w.accounts.dave.address)
  }
  leaf('given the network is a wallet', 'it is the wallet', async () =>
    decides(await released(w.accounts.fund.address), w.accounts.fund.address),
  )
  leaf('given the network is a venture', 'it is the governor of the time', async () => {
    const m = await released(w.V)
    const { founder, fund } = w.accounts
    expect(await w.venture.governor()).to.equal(founder.address)
    await decides(m, founder.address)
    await refuses(m.enact(decide.custodian(fund), await w.as(w.V)), 'MachineDecidedBy', [w.V, founder.address])
    const infrastructure = await m.due(w.V)
    await m.claim(w.V)
    expect(await w.venture.sync.staticCall(w.T)).to.equal(infrastructure)
  })
  leaf('given the network is a contract without a governor', 'it is the contract', async () => {
    const wallet = await w.mock('Wallet')
    await decides(await released(await wallet.getAddress()), await wallet.getAddress())
  })
  leaf('given the network answers with nothing, too little, too much or zero', 'it is the contract', async () => {
    const network = w.accounts.fund.address
    const m = await released(network)
    // STOP; 31 bytes; 32 bytes of ones; 32 bytes of zero; a revert with 32 bytes that look like an account.
    for (const code of ['0x00', '0x6001600052601f6000f3', '0x5f1960005260206000f3', '0x60206000f3', '0x600160005260206000fd']) {
      await w.helpers.setCode(network, code)
      expect(await m.machine.decider(), code).to.equal(network)
    }
  })
})
