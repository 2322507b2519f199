import { expect } from 'chai'
import { ethers } from 'ethers'
import { Action, CO_OWNER, COMMUNITY, decide, type Decided, FILAMENT, type Material, PROJECT } from '../../utils/campaignWorld.ts'
import { refuses } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { FREE, serve, type UseInput, useMachine } from '../../utils/machineWorld.ts'
import { bytes32, ETH, ZERO } from '../../utils/world.ts'

const WEEK = 10_080
const MAX = 2n ** 88n - 1n
const RATE = 2n ** 80n - 1n

describe('MachineRules.invoice', () => {
  const w = useMachine()
  const invoice = (change: Partial<UseInput> = {}, logger: { address: string } = w.accounts.steward) =>
    w.rules.invoice(w.M, w.input(change), logger.address)
  /** What is on it: lines of cost, net, in kind. */
  const sums = async (change: Partial<UseInput>) => {
    const { costs, net, inKind } = await invoice(change)
    return [costs.map(({ account, amount }) => [account, amount]), net, inKind]
  }
  const filament = (quantity: number) => [{ material: FILAMENT, quantity }]
  const technical = (technicianMinutes: number) => ({ technician: w.accounts.steward2.address, technicianMinutes })

  leaf('when the user is the zero address', 'it reverts with UseLoggerInvalid', () =>
    refuses(invoice({ user: ZERO }), 'UseLoggerInvalid', [w.accounts.steward.address, ZERO]),
  )
  leaf('when somebody logs for another and is no steward', 'it reverts with UseLoggerInvalid', async () => {
    const { alice, steward3, stranger } = w.accounts
    await refuses(invoice({}, alice), 'UseLoggerInvalid', [alice.address, stranger.address])
    await refuses(invoice({}, steward3), 'UseLoggerInvalid', [steward3.address, stranger.address])
  })
  leaf('when the user or a steward logs', 'it says who and when', async () => {
    const { steward, steward2, stranger } = w.accounts
    for (const by of [stranger, steward]) {
      const { number, loggedAt, user, logger, technician } = await invoice(technical(1), by)
      const now = BigInt((await w.hh.provider.getBlock('latest'))?.timestamp ?? 0)
      expect(loggedAt - now <= 1n).to.equal(true)
      expect([number, user, logger, technician]).to.deep.equal([0n, stranger.address, by.address, steward2.address])
    }
  })
  leaf('when it is a job and its logger is no steward', 'it reverts with UseJobInvalid', () =>
    refuses(invoice(w.job(100), w.accounts.stranger), 'UseJobInvalid', [
      w.accounts.stranger.address,
      w.accounts.stranger.address,
    ]),
  )
  leaf('when it is a job of the steward who logs it', 'it reverts with UseJobInvalid', () =>
    refuses(invoice(w.job(100, { user: w.accounts.steward.address })), 'UseJobInvalid', [
      w.accounts.steward.address,
      w.accounts.steward.address,
    ]),
  )
  leaf('when it is no job and there is an agreed price', 'it reverts with UseJobInvalid', () =>
    refuses(invoice({ agreedPrice: 1n }), 'UseJobInvalid', [w.accounts.steward.address, w.accounts.stranger.address]),
  )
  leaf('when it took no minute or more than a week', 'it reverts with UseMinutesOutOfBounds', async () => {
    for (const durationMinutes of [0, WEEK + 1]) {
      await refuses(invoice({ durationMinutes }), 'UseMinutesOutOfBounds', [durationMinutes, 1, WEEK])
    }
  })
  leaf('when it took one minute or a week', 'it is what these cost', async () => {
    expect((await invoice({ durationMinutes: 1 })).net).to.equal(20n)
    expect((await invoice({ durationMinutes: WEEK })).net).to.equal(201_600n)
  })
  leaf('when the technician is no steward', 'it reverts with UseTechnicianUnknown', () =>
    refuses(invoice({ technician: w.accounts.alice.address, technicianMinutes: 5 }), 'UseTechnicianUnknown', [
      w.accounts.alice.address,
    ]),
  )
  leaf('when the technician is the user', 'it reverts with UseTechnicianUnknown', async () => {
    const { steward, steward2 } = w.accounts
    const own = { user: steward2.address, ...technical(5) }
    for (const by of [steward, steward2]) await refuses(invoice(own, by), 'UseTechnicianUnknown', [steward2.address])
  })
  leaf('when there are minutes of no technician', 'it reverts with UseMinutesOutOfBounds', () =>
    refuses(invoice({ technicianMinutes: 5 }), 'UseMinutesOutOfBounds', [5, 0, 0]),
  )
  leaf('when the technician took no minute or more than a week', 'it reverts with UseMinutesOutOfBounds', async () => {
    for (const minutes of [0, WEEK + 1]) {
      await refuses(invoice(technical(minutes)), 'UseMinutesOutOfBounds', [minutes, 1, WEEK])
    }
  })
  leaf('when there is no such scenario', 'it reverts with UseScenarioUnknown', () =>
    refuses(invoice({ scenario: 4 }), 'UseScenarioUnknown', [4, 4]),
  )
  leaf('when there is no such material', 'it reverts with UseMaterialUnknown', () =>
    refuses(invoice({ materials: [{ material: 1, quantity: 1 }] }), 'UseMaterialUnknown', [1, 1]),
  )
  leaf('when there is nothing of a material', 'it reverts with UseQuantityZero', () =>
    refuses(invoice({ materials: [...filament(5), ...filament(0)] }), 'UseQuantityZero', [1]),
  )
  leaf('when only co-owners use it at this rate', 'it reverts for others with UseByCoOwnersOnly', async () => {
    const { alice, stranger } = w.accounts
    await refuses(invoice({ scenario: CO_OWNER }), 'UseByCoOwnersOnly', [stranger.address])
    expect((await invoice({ scenario: CO_OWNER, user: alice.address })).net).to.equal(600n)
  })
  leaf('when a material comes to more than 2^88 - 1', 'it reverts with UseAmountTooLarge', () =>
    refuses(invoice({ materials: [{ material: FILAMENT, quantity: MAX }] }), 'UseAmountTooLarge', [(MAX * 2500n) / 1000n, MAX]),
  )
  leaf('when all of it comes to more than 2^88 - 1', 'it reverts with UseAmountTooLarge', async () => {
    const materials = [0, 1, 2].map(() => ({ material: FILAMENT, quantity: 2n ** 86n }))
    await refuses(invoice({ materials }), 'UseAmountTooLarge', [((2n ** 86n * 25n) / 10n) * 3n + 150n, MAX])
    await refuses(invoice({ ...w.job(MAX), materials }), 'UseAmountTooLarge', [undefined, MAX])
  })
  leaf('when it is a job at 2^88 - 1', 'it is all net', async () => {
    expect(await sums(w.job(MAX))).to.deep.equal([[], MAX, 0n])
  })
  leaf('given the highest rates there can be', 'a week of machine and technician fits', async () => {
    await w.enact(decide.scenario(4, 'Highest', { ...FREE, pricePerHour: RATE, technicianPerHour: RATE }))
    const { costs, net } = await invoice({ scenario: 4, durationMinutes: WEEK, ...technical(WEEK) })
    expect([costs[0]?.amount, net]).to.deep.equal([RATE * 168n, 0n])
  })
  leaf('when the price covers material and technician', 'the net is what is left and the fee comes on top', async () => {
    const { fee, steward2 } = w.accounts
    expect(await sums({ durationMinutes: 240, materials: filament(400), ...technical(60) })).to.deep.equal([
      [
        [fee.address, 1000n],
        [steward2.address, 2500n],
        [w.M, 600n],
      ],
      1300n,
      0n,
    ])
  })
  leaf('when the price does not cover them', 'they are to be paid all the same and there is no net', async () => {
    const { fee, steward2 } = w.accounts
    expect(await sums({ materials: filament(400), ...technical(60) })).to.deep.equal([
      [
        [fee.address, 1000n],
        [steward2.address, 2500n],
        [w.M, 150n],
      ],
      0n,
      0n,
    ])
  })
  leaf('when it is a job', 'there is no fee', async () => {
    const { fee, steward2 } = w.accounts
    expect(await sums(w.job(20_000, { materials: filament(1200), ...technical(120) }))).to.deep.equal([
      [
        [fee.address, 3000n],
        [steward2.address, 5000n],
      ],
      12_000n,
      0n,
    ])
  })
  leaf('when everyone pays maintenance', 'so do those who pay no price, and co-owners', async () => {
    expect(await sums({ scenario: COMMUNITY })).to.deep.equal([[[w.M, 150n]], 0n, 0n])
    const user = w.accounts.alice.address
    expect(await sums({ scenario: CO_OWNER, user, durationMinutes: 480 })).to.deep.equal([[[w.M, 1200n]], 4800n, 0n])
  })
  leaf('when the price is contributed in kind', 'what it leaves is not to be paid', async () => {
    expect(await sums({ scenario: PROJECT, materials: filament(100) })).to.deep.equal([
      [
        [w.accounts.fee.address, 250n],
        [w.M, 150n],
      ],
      0n,
      550n,
    ])
  })
  leaf('when amounts are no whole units', 'each is rounded down and lines of nothing are left out, materials apart', async () => {
    const { fee, steward2 } = w.accounts
    // 0.3 kg for 2.4996, 7 minutes at 12.00, 1.50 and 25.00 an hour.
    await w.enact(decide.material(FILAMENT, 'Filament', 'kg', { supplier: fee.address, price: 833n, decimals: 3 }))
    expect(await sums({ durationMinutes: 7, materials: filament(1), ...technical(7) })).to.deep.equal([
      [
        [fee.address, 0n],
        [steward2.address, 291n],
        [w.M, 17n],
      ],
      0n,
      0n,
    ])
    await w.enact(decide.scenario(4, 'Free', FREE))
    expect(await sums({ scenario: 4, ...technical(60) })).to.deep.equal([[], 0n, 0n])
  })
})

/** Bytes of each action's data, in the order of `Action`. */
const LENGTHS = [96, 64, 32, 64, 224, 192, 128, 64, 64]

describe('MachineRules.checkData', () => {
  const w = useMachine()
  leaf('when the data is as long as the action needs', 'it passes', async () => {
    for (const [action, length] of LENGTHS.entries()) {
      expect(await w.rules.checkData(action, new Uint8Array(length))).to.deep.equal([])
    }
  })
  leaf('when it is shorter or longer', 'it reverts with ActionDataInvalid', async () => {
    for (const [action, length] of LENGTHS.entries()) {
      for (const actual of [0, length - 1, length + 1, length + 32]) {
        await refuses(w.rules.checkData(action, new Uint8Array(actual)), 'ActionDataInvalid', [actual, length])
      }
    }
  })
})

describe('MachineRules.readAction', () => {
  const w = useMachine()
  const read = ({ action, data }: Decided, machine = w.M) => w.rules.readAction(machine, action, data)
  const rubber = (change: Partial<Material> = {}): Material => ({
    supplier: w.accounts.fee.address,
    price: 4000n,
    decimals: 3,
    ...change,
  })
  /** Lists so many contracts that are no tokens but have code. */
  const list = async (count: number, muted: boolean) => {
    for (let i = 0; i < count; i++) {
      const address = ethers.toBeHex(BigInt(muted ? 0x5000 : 0x4000) + BigInt(i), 20)
      await w.helpers.setCode(address, '0x00')
      await w.enact(decide.token(address, muted))
    }
  }

  leaf('when the data has another length', 'it reverts with ActionDataInvalid', async () => {
    for (const action of Object.values(Action)) {
      await refuses(read({ action, data: '0x00' }), 'ActionDataInvalid', [1, LENGTHS[action]])
    }
  })
  leaf('when the action is of campaigns only', 'it reverts with MachineActionUnknown', async () => {
    await refuses(read(decide.purchase(w.accounts.stranger, 1n)), 'MachineActionUnknown', [Action.Purchase])
    await refuses(read(decide.delivery(1n)), 'MachineActionUnknown', [Action.Delivery])
  })
  leaf('when an account is zero or the machine', 'it reverts with MachineAccountInvalid', async () => {
    await w.earn(1000)
    for (const account of [ZERO, w.M]) {
      for (const decision of [
        decide.custodian(account),
        decide.steward(account),
        decide.material(0, 'Rubber', 'kg', rubber({ supplier: account })),
        decide.spending(w.T, account, 1n),
        decide.move(account, w.accounts.dave),
        decide.move(w.accounts.dave, account),
      ]) {
        await refuses(read(decision), 'MachineAccountInvalid', [account])
      }
    }
  })
  leaf('when the account to be moved has no pledge, or is the network', 'it reverts with MachineAccountInvalid', async () => {
    const { alice, bob, carol, dave, fund, founder } = w.accounts
    await refuses(read(decide.move(founder, dave)), 'MachineAccountInvalid', [founder.address])
    // Whoever pledges in the network's name does not make it somebody who can be moved.
    const of = await w.open((config) => void (config.name = 'A second one'))
    const quarter = of.terms.goal / 4n
    const pledges = [alice, bob, carol, fund].map((account) => [account, quarter] as const)
    const { M } = await serve(w, of, { pledges })
    await refuses(read(decide.move(fund, dave), M), 'MachineAccountInvalid', [fund.address])
  })
  leaf('when a place in the rate card is beyond the next', 'it reverts with MachinePlaceInvalid', async () => {
    await refuses(read(decide.scenario(5, 'Five', FREE)), 'MachinePlaceInvalid', [5, 4, 32])
    await refuses(read(decide.material(2, 'Rubber', 'kg', rubber())), 'MachinePlaceInvalid', [2, 1, 64])
  })
  leaf('given 32 scenarios and 64 materials', 'one more reverts with MachinePlaceInvalid', async () => {
    const of = await w.open((config) => {
      const { machine } = config
      machine.scenarios = Array.from({ length: 32 }, () => FREE)
      machine.scenarioNames = machine.scenarios.map((_, i) => bytes32(`${i}`))
      machine.materials = Array.from({ length: 64 }, () => rubber())
      machine.materialNames = machine.materials.map((_, i) => bytes32(`${i}`))
      machine.materialUnits = machine.materialNames
    })
    const { M } = await serve(w, of)
    await refuses(read(decide.scenario(32, 'More', FREE), M), 'MachinePlaceInvalid', [32, 32, 32])
    await refuses(read(decide.material(64, 'More', 'kg', rubber()), M), 'MachinePlaceInvalid', [64, 64, 64])
    expect((await read(decide.scenario(31, 'Last', FREE), M)).id).to.equal(31n)
    expect((await read(decide.material(63, 'Last', 'kg', rubber()), M)).id).to.equal(63n)
  })
  leaf('when a material has more than 18 decimals', 'it reverts with MachineDecimalsTooMany', async () => {
    await refuses(read(decide.material(1, 'Rubber', 'kg', rubber({ decimals: 19 }))), 'MachineDecimalsTooMany', [19, 18])
    expect((await read(decide.material(1, 'Rubber', 'kg', rubber({ decimals: 18 })))).id).to.equal(1n)
  })
  leaf('when nothing or more than there is would be spent', 'it reverts with MaintenanceInsufficient', async () => {
    await w.earn(1000)
    for (const amount of [0n, 101n]) {
      await refuses(read(decide.spending(w.T, w.accounts.dave, amount)), 'MaintenanceInsufficient', [w.T, 100, amount])
    }
    await refuses(read(decide.spending(ETH, w.accounts.dave, 1n)), 'MaintenanceInsufficient', [ETH, 0, 1])
  })
  leaf("when the token is the machine's own", 'it reverts with TokenTwice', () =>
    refuses(read(decide.token(w.T, true)), 'TokenTwice', [w.T]),
  )
  leaf('when the token has no code', 'it reverts with TokenWithoutCode', () =>
    refuses(read(decide.token(w.accounts.dave.address)), 'TokenWithoutCode', [w.accounts.dave.address]),
  )
  leaf('given eight tokens that are not muted', 'another reverts with TokensTooMany, unless muted', async () => {
    await list(7, false)
    await refuses(read(decide.token(ETH)), 'TokensTooMany', [9, 8])
    expect((await read(decide.token(ETH, true))).flag).to.equal(true)
  })
  leaf('given sixteen tokens', 'another reverts with TokensTooMany, muted or not', async () => {
    await list(15, true)
    for (const muted of [true, false]) await refuses(read(decide.token(ETH, muted)), 'TokensTooMany', [17, 16])
    expect((await read(decide.token(ethers.toBeHex(0x5000, 20), false))).flag).to.equal(false)
  })
  leaf('when all is well', 'it says what the decision comes to', async () => {
    const { alice, dave, fee } = w.accounts
    await w.earn(1000)
    const effects = await Promise.all(
      [
        decide.custodian(dave),
        decide.steward(dave, true),
        decide.scenario(4, 'Co-owner', { ...FREE, coOwnersOnly: true, pricePerHour: 7n }),
        decide.material(1, 'Rubber', 'kg', rubber()),
        decide.spending(w.T, dave, 100n),
        decide.token(ETH, true),
        decide.move(alice, dave),
      ].map((decision) => read(decision)),
    )
    const material = BigInt(fee.address) | (4000n << 160n) | (3n << 248n)
    expect(effects.map((effect) => [...effect])).to.deep.equal([
      [dave.address, ZERO, 0n, 0n, 0n, false],
      [dave.address, ZERO, 0n, 0n, 0n, true],
      [ZERO, ZERO, 0n, 4n, 7n | (1n << 240n), false],
      [fee.address, ZERO, 0n, 1n, material, false],
      [dave.address, w.T, 100n, 0n, 0n, false],
      [ZERO, ETH, 0n, 0n, 0n, true],
      [alice.address, dave.address, 0n, 0n, 0n, false],
    ])
  })
})

describe('MachineRules.scenarioOf', () => {
  const w = useMachine()
  leaf('when there is no such scenario', 'it reverts with UseScenarioUnknown', () =>
    refuses(w.rules.scenarioOf(w.M, 4), 'UseScenarioUnknown', [4, 4]),
  )
  leaf('when there is one', 'it is what the campaign began with', async () => {
    for (const [i, scenario] of w.config.machine.scenarios.entries()) {
      expect([...(await w.rules.scenarioOf(w.M, i))]).to.deep.equal(Object.values(scenario))
    }
  })
})

describe('MachineRules.materialOf', () => {
  const w = useMachine()
  leaf('when there is no such material', 'it reverts with UseMaterialUnknown', () =>
    refuses(w.rules.materialOf(w.M, 1), 'UseMaterialUnknown', [1, 1]),
  )
  leaf('when there is one', 'it is what the campaign began with', async () => {
    expect([...(await w.rules.materialOf(w.M, FILAMENT))]).to.deep.equal([w.accounts.fee.address, 2500n, 3n])
  })
})
