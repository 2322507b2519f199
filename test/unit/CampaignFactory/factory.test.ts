import { expect } from 'chai'
import { ethers } from 'ethers'
import { type CampaignConfig, type ChangeCampaign, forVenture, inEth, State, useCampaign } from '../../utils/campaignWorld.ts'
import { refuses, revertData } from '../../utils/errors.ts'
import { leaf } from '../../utils/leaf.ts'
import { bytes32, DAY, ETH, ZERO } from '../../utils/world.ts'

const salt = ethers.id('another')
const HOUR = 3_600

describe('the factory of campaigns', () => {
  const w = useCampaign()
  const deploy = async (...changes: ChangeCampaign[]) => w.openConfig(await w.campaignConfig(...changes), salt)
  const check = async (...changes: ChangeCampaign[]) => w.campaigns.checkConfig(await w.campaignConfig(...changes))
  const terms =
    (values: Partial<CampaignConfig['terms']>): ChangeCampaign =>
    (config) =>
      Object.assign(config.terms, values)
  const machine =
    (values: Partial<CampaignConfig['machine']>): ChangeCampaign =>
    (config) =>
      Object.assign(config.machine, values)
  const machineTerms =
    (values: Partial<CampaignConfig['machine']['terms']>): ChangeCampaign =>
    (config) =>
      Object.assign(config.machine.terms, values)
  const now = () => w.time.latest()
  const many = <T>(list: T[], length: number) => Array.from({ length }, () => list[0] as T)
  /** As many of everything as a machine can have. */
  const largest = (): ChangeCampaign => {
    const { stewards, scenarios, scenarioNames, materials, materialNames, materialUnits } = w.config.machine
    return machine({
      stewards: many(stewards, 32),
      scenarios: many(scenarios, 32),
      scenarioNames: many(scenarioNames, 32),
      materials: many(materials, 64),
      materialNames: many(materialNames, 64),
      materialUnits: many(materialUnits, 64),
    })
  }

  describe('CampaignFactory.deploy', () => {
    leaf('when the config is not possible', 'it reverts with what is wrong', () =>
      refuses(deploy(terms({ capBps: 9_999 })), 'ParameterOutOfBounds', [bytes32('capBps'), 9_999, 10_000, 20_000]),
    )
    leaf('when it has more scenarios than code can hold', 'it reverts with CloneArgumentsTooLong', async () => {
      await refuses(deploy(machine({ scenarios: many(w.config.machine.scenarios, 740) })), 'CloneArgumentsTooLong')
    })
    leaf('given something else stands at its address', 'it makes nothing', async () => {
      const config = await w.campaignConfig()
      const address = await w.campaigns.predict(w.accounts.founder, config, salt)
      await w.helpers.setCode(address, '0x00')
      await expect(w.campaigns.connect(w.accounts.founder).deploy(config, salt)).not.to.emit(w.campaigns, 'CampaignDeployed')
    })
    leaf('when all is valid', 'the campaign stands at the predicted address and is open', async () => {
      for (const changes of [[], [inEth], [forVenture], [forVenture, inEth]]) {
        const { C, campaign } = await deploy(...changes)
        expect(await w.hh.provider.getCode(C)).not.to.equal('0x')
        expect(await campaign.state()).to.equal(State.Open)
      }
    })
    leaf('when all is valid', 'it emits CampaignDeployed with the whole config', async () => {
      const config = await w.campaignConfig()
      const receipt = await (await w.campaigns.connect(w.accounts.founder).deploy(config, salt)).wait()
      const [log] = receipt!.logs.flatMap((entry) => w.campaigns.interface.parseLog(entry) ?? [])
      const C = await w.campaigns.predict(w.accounts.founder, config, salt)
      const M = await (await w.hh.getContractAt('Campaign', C)).machine()
      expect([log!.name, ...log!.args.slice(0, 4)]).to.deep.equal([
        'CampaignDeployed',
        C,
        config.terms.venture,
        config.terms.initiator,
        M,
      ])
      expect([log!.args[4].name, log!.args[4].machine.scenarioNames[1]]).to.deep.equal(['Printer', bytes32('Project')])
    })
    leaf('given it was deployed', 'it returns what stands there and changes nothing', async () => {
      const founder = w.campaigns.connect(w.accounts.founder)
      expect(await founder.deploy.staticCall(w.config, ethers.ZeroHash)).to.equal(w.C)
      await expect(founder.deploy(w.config, ethers.ZeroHash)).not.to.emit(w.campaigns, 'CampaignDeployed')
    })
    leaf('given it was deployed and its deadline is over', 'it returns it all the same', async () => {
      await w.time.increaseTo(w.terms.deadline)
      expect(await w.campaigns.connect(w.accounts.founder).deploy.staticCall(w.config, ethers.ZeroHash)).to.equal(w.C)
    })
    leaf('when somebody else sends the same config and salt', 'it makes another campaign', async () => {
      const config = await w.campaignConfig()
      const squatted = await w.openConfig(config, salt, w.accounts.stranger)
      const mine = await w.openConfig(config, salt)
      expect(squatted.C).not.to.equal(mine.C)
      expect(squatted.M).not.to.equal(mine.M)
    })
    leaf('given its address and its machine were paid before', 'it is a donation', async () => {
      const config = await w.campaignConfig()
      const C = await w.campaigns.predict(w.accounts.founder, config, salt)
      await w.token.mint(C, 50)
      const of = await w.openConfig(config, salt)
      await w.token.mint(of.M, 70)
      await w.fund(of)
      expect((await of.campaign.totals()).raised).to.equal(of.terms.goal)
      await w.buy(of)
      expect([await w.token.balanceOf(of.M), await w.token.balanceOf(C)]).to.deep.equal([120n, 0n])
    })
  })

  describe('CampaignFactory.predict', () => {
    leaf('when sender, config or salt differ', 'it gives other addresses', async () => {
      const config = await w.campaignConfig()
      const { founder, stranger } = w.accounts
      const others = await Promise.all([
        w.campaigns.predict(founder, config, salt),
        w.campaigns.predict(stranger, config, salt),
        w.campaigns.predict(founder, config, ethers.ZeroHash),
        w.campaigns.predict(founder, { ...config, uri: 'ipfs://other' }, salt),
        w.campaigns.predict(founder, { ...config, agreementURI: 'ipfs://other' }, salt),
        w.campaigns.predict(founder, { ...config, machine: { ...config.machine, scenarioNames: [] } }, salt),
        w.campaigns.predict(founder, { ...config, terms: { ...config.terms, goal: 999_999n } }, salt),
      ])
      expect(new Set(others).size).to.equal(others.length)
    })
  })

  describe('CampaignFactory.checkConfig', () => {
    const outOfBounds = async (parameter: string, change: ChangeCampaign, bounds: unknown[] = []) =>
      refuses(check(change), 'ParameterOutOfBounds', [bytes32(parameter), ...bounds])
    leaf('when the name is empty or longer than 256 bytes', 'it reverts with FactoryNameInvalid', async () => {
      await refuses(
        check((config) => (config.name = '')),
        'FactoryNameInvalid',
        [0, 256],
      )
      await refuses(
        check((config) => (config.name = 'é'.repeat(129))),
        'FactoryNameInvalid',
        [258, 256],
      )
      await check((config) => (config.name = 'x'.repeat(256)))
    })
    leaf('when the token has no code', 'it reverts with TokenWithoutCode', () =>
      refuses(check(terms({ token: w.accounts.dave.address })), 'TokenWithoutCode', [w.accounts.dave.address]),
    )
    leaf('when there is no agreement', 'it reverts with CampaignAgreementMissing', () =>
      refuses(check(terms({ agreementHash: ethers.ZeroHash })), 'CampaignAgreementMissing'),
    )
    leaf('when initiator, venture or custodian are zero', 'it reverts with CampaignAccountMissing', async () => {
      for (const account of ['initiator', 'venture', 'custodian'] as const) {
        await refuses(check(terms({ [account]: ZERO })), 'CampaignAccountMissing', [bytes32(account)])
      }
    })
    leaf('when a steward or a supplier is zero', 'it reverts with CampaignAccountMissing', async () => {
      const { fee } = w.accounts
      await refuses(check(machine({ stewards: [fee.address, ZERO] })), 'CampaignAccountMissing', [bytes32('stewards')])
      const materials = [{ supplier: ZERO, price: 1n, decimals: 0 }]
      await refuses(check(machine({ materials })), 'CampaignAccountMissing', [bytes32('supplier')])
    })
    leaf('when work in a venture has a custodian', 'it reverts with CampaignAccountUnused', () =>
      refuses(check(forVenture, terms({ custodian: w.accounts.dave.address })), 'CampaignAccountUnused', [
        bytes32('custodian'),
        w.accounts.dave.address,
      ]),
    )
    leaf('when the venture that works has no code', 'it reverts with CampaignVentureWithoutCode', () =>
      refuses(check(forVenture, terms({ venture: w.accounts.dave.address })), 'CampaignVentureWithoutCode', [
        w.accounts.dave.address,
      ]),
    )
    leaf('when a pledge is out of bounds', 'it reverts with ParameterOutOfBounds', async () => {
      await outOfBounds('minPledge', terms({ minPledge: 0n }), [0, 1, 250_000])
      await outOfBounds('minPledge', terms({ minPledge: 250_001n }), [250_001, 1, 250_000])
      await outOfBounds('maxPledge', terms({ maxPledge: 1_000_001n }), [1_000_001, 5_000, 1_000_000])
      await outOfBounds('minPledge', terms({ goal: 0n, minPledge: 0n, maxPledge: 0n }), [0, 1, 0])
      const goal = 2n ** 88n - 1n
      await check(terms({ goal, minPledge: 1n, maxPledge: goal }))
      await check(terms({ goal: 1n, minPledge: 1n, maxPledge: 1n }))
    })
    leaf('when window or threshold are out of bounds', 'it reverts with ParameterOutOfBounds', async () => {
      await outOfBounds('objectionWindow', terms({ objectionWindow: 48 * HOUR - 1 }), [48 * HOUR - 1, 48 * HOUR, 60 * DAY])
      await outOfBounds('objectionWindow', terms({ objectionWindow: 60 * DAY + 1 }), [60 * DAY + 1, 48 * HOUR, 60 * DAY])
      await outOfBounds('objectionBps', terms({ objectionBps: 0 }), [0, 1, 5_000])
      await outOfBounds('objectionBps', terms({ objectionBps: 5_001 }), [5_001, 1, 5_000])
      await check(terms({ objectionWindow: 48 * HOUR, objectionBps: 1 }))
      await check(terms({ objectionWindow: 30 * DAY, objectionBps: 5_000 }))
    })
    leaf('when a deadline is out of bounds', 'it reverts with ParameterOutOfBounds', async () => {
      const at = await now()
      const far = at + 366 * DAY
      await outOfBounds('deadline', terms({ deadline: at }), [at])
      await outOfBounds('deadline', terms({ deadline: far + 100 }), [far + 100])
      const deadline = at + 45 * DAY
      const earliest = deadline + 10 * DAY
      const latest = earliest + 366 * DAY
      await outOfBounds('releaseDeadline', terms({ deadline, releaseDeadline: earliest - 1 }), [earliest - 1, earliest, latest])
      await outOfBounds('releaseDeadline', terms({ deadline, releaseDeadline: latest + 1 }), [latest + 1, earliest, latest])
      for (const releaseDeadline of [earliest, latest]) await check(terms({ deadline, releaseDeadline }))
      await check(terms({ deadline: at + 10, releaseDeadline: at + 20 * DAY }))
    })
    leaf('when the payback of a machine is out of bounds', 'it reverts with ParameterOutOfBounds', async () => {
      await outOfBounds('capBps', terms({ capBps: 9_999 }), [9_999, 10_000, 20_000])
      await outOfBounds('capBps', terms({ capBps: 20_001 }), [20_001, 10_000, 20_000])
      await check(terms({ capBps: 10_000 }))
      await check(terms({ capBps: 20_000 }))
    })
    leaf('when the split of a machine is out of bounds', 'it reverts with ParameterOutOfBounds', async () => {
      await outOfBounds('split', machineTerms({ paybackBps: 6_999 }), [9_999, 10_000, 10_000])
      await outOfBounds('split', machineTerms({ infrastructureBps: 2_001 }), [10_001, 10_000, 10_000])
      await outOfBounds('paybackBps', machineTerms({ paybackBps: 0, maintenanceBps: 8_000 }), [0, 1, 10_000])
      await outOfBounds('maintenanceAfterBps', machineTerms({ maintenanceAfterBps: 10_001 }), [10_001, 0, 10_000])
      await check(machineTerms({ paybackBps: 10_000, maintenanceBps: 0, infrastructureBps: 0, maintenanceAfterBps: 0 }))
    })
    leaf('when the periods of a machine are out of bounds', 'it reverts with ParameterOutOfBounds', async () => {
      await outOfBounds('contestWindow', machineTerms({ contestWindow: 48 * HOUR - 1 }), [48 * HOUR - 1])
      await outOfBounds('contestWindow', machineTerms({ contestWindow: 60 * DAY + 1 }), [60 * DAY + 1])
      await outOfBounds('paymentPeriod', machineTerms({ paymentPeriod: 0 }), [0, 1, 366 * DAY])
      await outOfBounds('paymentPeriod', machineTerms({ paymentPeriod: 366 * DAY + 1 }), [366 * DAY + 1, 1, 366 * DAY])
      await check(machineTerms({ contestWindow: 60 * DAY, paymentPeriod: 366 * DAY }))
    })
    leaf('when a machine has too few or too many of something', 'it reverts with ParameterOutOfBounds', async () => {
      const { stewards, scenarios, scenarioNames, materials, materialNames, materialUnits } = w.config.machine
      const [s, m] = [scenarios.length, materials.length]
      await outOfBounds('stewards', machine({ stewards: [] }), [0, 1, 32])
      await outOfBounds('stewards', machine({ stewards: many(stewards, 33) }), [33, 1, 32])
      await outOfBounds('scenarios', machine({ scenarios: [] }), [0, 1, 32])
      await outOfBounds('scenarios', machine({ scenarios: many(scenarios, 33) }), [33, 1, 32])
      await outOfBounds('materials', machine({ materials: many(materials, 65) }), [65, 0, 64])
      await outOfBounds('scenarioNames', machine({ scenarioNames: many(scenarioNames, s + 1) }), [s + 1, s, s])
      await outOfBounds('materialNames', machine({ materialNames: [] }), [0, m, m])
      await outOfBounds('materialUnits', machine({ materialUnits: [] }), [0, m, m])
      await outOfBounds('decimals', machine({ materials: [{ ...materials[0]!, decimals: 19 }] }), [19, 0, 18])
      await check(machine({ materials: [], materialNames: [], materialUnits: [] }))
      await check(largest())
    })
    leaf('when it is for a venture', 'it asks nothing of a machine', async () => {
      await check(forVenture, terms({ capBps: 0 }), machineTerms({ paybackBps: 0 }), machine({ stewards: [], scenarios: [] }))
      await check(forVenture, terms({ token: ETH }))
    })
  })

  it('tells what campaigns are made of', async () => {
    expect(await w.campaigns.campaignImplementation()).to.equal(await w.campaignCode.getAddress())
  })

  it('makes the largest machine there is, and a campaign can buy it', async () => {
    const of = await deploy(largest())
    await w.fund(of)
    const [scenarioCount, materialCount] = await (await w.buy(of)).rateCardSize()
    expect([scenarioCount, materialCount]).to.deep.equal([32n, 64n])
  })

  it('makes them of something that takes no money itself, in whatever way', async () => {
    const code = w.campaignCode.connect(w.accounts.alice)
    const asked = await revertData(code.pledge(1, ethers.ZeroHash, ZERO))
    const [, agreementHash] = code.interface.decodeErrorResult('PledgeAgreementWrong', asked) as unknown as [string, string]
    for (const value of [0, 1]) {
      await revertData(code.pledge(1, agreementHash, ZERO, { value }))
      await revertData(code.pledgeFor(w.accounts.bob, 1, agreementHash, w.accounts.alice, true, { value }))
    }
    await revertData(code.propose(0, '0x', ethers.ZeroHash, ''))
    await revertData(code.cancel())
    expect((await code.totals()).raised).to.equal(0n)
  })
})
