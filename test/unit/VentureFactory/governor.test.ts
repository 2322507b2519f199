import { expect } from 'chai'
import { ethers } from 'ethers'
import { refuses } from '../../utils/errors.ts'
import { RULES, type Rules } from '../../utils/governance.ts'
import { leaf } from '../../utils/leaf.ts'
import { TERMS } from '../../utils/voice.ts'
import { type Config, DAY, useWorld, type World, ZERO } from '../../utils/world.ts'

type Terms = typeof TERMS

const salt = ethers.id('governed')
const rulesOf = (rules: Rules) => Object.values(rules).map((value) => BigInt(value))

/** A venture with a group, as somebody makes it. */
const useBirth = (w: World) => {
  const birthOf = ({
    config = w.config(),
    rules = RULES.circle as Rules,
    terms = TERMS,
    salt: of = salt,
  }: { config?: Config; rules?: Rules; terms?: Terms; salt?: string } = {}) => [config, rules, terms, of] as const
  type Birth = ReturnType<typeof birthOf>
  const predict = (birth: Birth, by = w.accounts.founder) => w.factory.predictWithGovernor(by.address, ...birth)
  const make = (birth: Birth, by = w.accounts.founder) => w.factory.connect(by).deployWithGovernor(...birth)
  const governorAt = (address: string) => w.hh.getContractAt('LazyConsensusGovernor', address)
  const has = async (address: string) => (await w.hh.provider.getCode(address)) !== '0x'
  return { birthOf, predict, make, governorAt, has }
}

describe('VentureFactory.deployWithGovernor', () => {
  const w = useWorld()
  const { birthOf, predict, make, governorAt, has } = useBirth(w)
  const withoutGovernor = () => w.config((c) => (c.governor = ZERO))

  leaf(
    'when a founder governs at first and no account has to show a voice',
    'it reverts with FactoryHandOverInvalid',
    async () => {
      await refuses(make(birthOf({ terms: { ...TERMS, accounts: 0 } })), 'FactoryHandOverInvalid', [0])
    },
  )
  leaf('when a rule is out of its bounds', 'it reverts with RuleOutOfBounds', async () => {
    const rules = { ...RULES.circle, lazyWindow: 2 * DAY - 1 }
    const [bound, min, max] = [ethers.encodeBytes32String('lazyWindow'), 2 * DAY, 180 * DAY]
    await refuses(make(birthOf({ rules })), 'RuleOutOfBounds', [bound, 2 * DAY - 1, min, max])
  })
  leaf('when the config is wrong', 'it reverts as deploy does', async () => {
    await refuses(make(birthOf({ config: w.config((c) => (c.name = '')) })), 'FactoryNameInvalid', [0, 256])
    await refuses(make(birthOf({ config: w.config((c) => (c.noticePeriod = 1)) })), 'NoticePeriodOutOfBounds')
    const bounds = w.config((c) => (c.parameters.attestationsRequired = 0))
    await refuses(make(birthOf({ config: bounds })), 'ParameterOutOfBounds')
  })
  leaf('given something else stands at the address of the governor', 'it reverts with FailedDeployment', async () => {
    const birth = birthOf()
    await w.helpers.setCode((await predict(birth))[2], '0x00')
    await refuses(make(birth), 'FailedDeployment')
  })
  leaf('when the config names a governor', 'it governs, and the group is who follows', async () => {
    const birth = birthOf()
    const [venture, ledger, governor] = await predict(birth)
    await make(birth)
    const deployed = await w.deployedAt(venture, ledger)
    expect([await deployed.venture.governor(), await deployed.ledger.venture()]).to.deep.equal([
      w.accounts.founder.address,
      venture,
    ])
    const { target, affiliates, accounts } = await w.handOvers.handOverOf(venture)
    expect([target, affiliates, accounts]).to.deep.equal([governor, BigInt(TERMS.affiliates), BigInt(TERMS.accounts)])
  })
  leaf('when the config names none', 'the group governs from the beginning, and no hand-over is published', async () => {
    const birth = birthOf({ config: withoutGovernor(), terms: { period: 0, affiliates: 0, accounts: 0 } })
    const [venture, ledger, governor] = await predict(birth)
    await expect(make(birth)).not.to.emit(w.handOvers, 'HandOverPublished')
    const deployed = await w.deployedAt(venture, ledger)
    expect(await deployed.venture.governor()).to.equal(governor)
    expect((await w.handOvers.handOverOf(venture)).target).to.equal(ZERO)
  })
  leaf('when all is valid', 'its governor is of this ledger, has these rules and nobody else can set it up (T66)', async () => {
    const birth = birthOf()
    const [, ledger, at] = await predict(birth)
    await make(birth)
    const governor = await governorAt(at)
    expect([await governor.ledger(), [...(await governor.rules())]]).to.deep.equal([ledger, rulesOf(RULES.circle)])
    await refuses(governor.initialize(w.L, RULES.crew), 'GovernorInitialized', [ledger])
    await refuses(w.governorCode.initialize(w.L, RULES.crew), 'GovernorInitialized')
    const of = await w.hh.getContractAt('ContributionLedger', ledger)
    await refuses(of.initialize(w.V, w.config().parameters, [w.accounts.stranger.address], 1), 'LedgerInitialized')
  })
  leaf('when all is valid', 'it emits VentureDeployed and GovernorDeployed', async () => {
    for (const config of [w.config(), withoutGovernor()]) {
      const birth = birthOf({ config })
      const [venture, ledger, governor] = await predict(birth)
      const receipt = await (await make(birth)).wait()
      const told = receipt!.logs.flatMap((log) => w.factory.interface.parseLog(log) ?? [])
      const inCharge = config.governor === ZERO ? governor : config.governor
      expect(told.map(({ name, args }) => [name, ...args.slice(0, 3)])).to.deep.equal([
        ['GovernorDeployed', governor, ledger, told[0]!.args[2]],
        ['VentureDeployed', venture, ledger, inCharge],
      ])
      expect([...told[0]!.args[2]]).to.deep.equal(rulesOf(RULES.circle))
    }
  })
  leaf('when stewards have terms', 'the first ones serve until the hand-over is due, and a term more', async () => {
    const until = async (birth: ReturnType<typeof birthOf>) => {
      await make(birth)
      const [venture, at] = await predict(birth)
      const { ledger } = await w.deployedAt(venture, at)
      return Number((await ledger.roleOf(w.accounts.steward.address)).until)
    }
    const first = await until(birthOf())
    expect(first).to.equal((await w.time.latest()) + TERMS.period + RULES.circle.stewardTerm)
    expect(await until(birthOf({ rules: RULES.crew }))).to.equal(1)
  })
  leaf('given it was made', 'it returns what stands there and changes nothing', async () => {
    const birth = birthOf()
    await make(birth)
    const founder = w.factory.connect(w.accounts.founder)
    expect(await founder.deployWithGovernor.staticCall(...birth)).to.deep.equal(await predict(birth))
    const call = make(birth)
    for (const event of ['VentureDeployed', 'GovernorDeployed']) await expect(call).not.to.emit(w.factory, event)
  })
  leaf('when somebody else sends the same', 'it makes another venture, and the addresses stay free', async () => {
    const birth = birthOf()
    const addresses = await predict(birth)
    await make(birth, w.accounts.stranger)
    expect(await Promise.all(addresses.map((address: string) => has(address)))).to.deep.equal([false, false, false])
    await make(birth)
    expect(await Promise.all(addresses.map((address: string) => has(address)))).to.deep.equal([true, true, true])
  })
  leaf('given its address was paid before', 'the first equation distributes it', async () => {
    const birth = birthOf()
    const [venture, ledger] = await predict(birth)
    await w.token.mint(venture, 1000)
    await make(birth)
    const deployed = await w.deployedAt(venture, ledger)
    await expect(deployed.venture.sync(w.T)).to.emit(deployed.venture, 'Distributed').withArgs(w.T, 1000, [50, 0, 950, 0])
  })
})

describe('VentureFactory.predictWithGovernor', () => {
  const w = useWorld()
  const { birthOf, predict } = useBirth(w)
  leaf('when sender, config, rules, terms or salt differ', 'it gives other addresses', async () => {
    const all = await Promise.all([
      predict(birthOf()),
      predict(birthOf(), w.accounts.stranger),
      predict(birthOf({ config: w.config((c) => (c.uri = 'ipfs://other')) })),
      predict(birthOf({ rules: RULES.network })),
      predict(birthOf({ terms: { ...TERMS, period: 1 } })),
      predict(birthOf({ salt: ethers.id('other') })),
      w.factory.predict(w.accounts.founder.address, w.config(), salt),
    ])
    const addresses = all.flatMap((each) => [...each])
    expect(new Set(addresses).size).to.equal(6 * 3 + 2)
  })
})

describe('VentureFactory.deployGovernor', () => {
  const w = useWorld()
  const { governorAt, has } = useBirth(w)
  const make = (by = w.accounts.alice, rules: Rules = RULES.crew, of = salt, venture = w.V) =>
    w.factory.connect(by).deployGovernor(venture, rules, of)
  const addressOf = (by = w.accounts.alice, rules: Rules = RULES.crew, of = salt) =>
    w.factory.connect(by).deployGovernor.staticCall(w.V, rules, of)

  leaf('when a rule is out of its bounds', 'it reverts with RuleOutOfBounds', () =>
    refuses(make(undefined, { ...RULES.crew, stopBps: 1_001 }), 'RuleOutOfBounds', [
      ethers.encodeBytes32String('stopBps'),
      1_001,
      1,
      1_000,
    ]),
  )
  leaf('when anybody calls', "it makes a governor of the venture's ledger, which governs nothing yet", async () => {
    const at = await addressOf()
    const receipt = await (await make()).wait()
    const [log] = receipt!.logs.flatMap((entry) => w.factory.interface.parseLog(entry) ?? [])
    expect([log!.name, log!.args[0], log!.args[1], [...log!.args[2]]]).to.deep.equal([
      'GovernorDeployed',
      at,
      w.L,
      rulesOf(RULES.crew),
    ])
    const governor = await governorAt(at)
    expect([await governor.ledger(), [...(await governor.rules())]]).to.deep.equal([w.L, rulesOf(RULES.crew)])
    expect(await w.venture.governor()).to.equal(w.accounts.founder.address)
    await refuses(governor.initialize(w.L, RULES.circle), 'GovernorInitialized', [w.L])
  })
  leaf('given it was made', 'it returns what stands there and changes nothing', async () => {
    const at = await addressOf()
    await make()
    expect(await addressOf()).to.equal(at)
    await expect(make()).not.to.emit(w.factory, 'GovernorDeployed')
  })
  leaf('when sender, rules or salt differ', 'it makes another, and nobody takes the address', async () => {
    const at = await addressOf()
    const others: Parameters<typeof addressOf>[] = [
      [w.accounts.stranger],
      [w.accounts.alice, RULES.circle],
      [w.accounts.alice, RULES.crew, ethers.id('other')],
    ]
    const made = await Promise.all(others.map((args) => addressOf(...args)))
    expect(new Set([at, ...made]).size).to.equal(4)
    for (const args of others) await make(...args)
    expect(await has(at)).to.equal(false)
  })
  leaf('when something names the ledger of another as its own', 'its governor is nothing to the venture', async () => {
    const forged = await w.mock('ForgedVenture', [w.L])
    const call = make(undefined, undefined, undefined, String(forged.target))
    await expect(call).to.emit(w.factory, 'GovernorDeployed')
    expect(await w.venture.governor()).to.equal(w.accounts.founder.address)
  })
})

describe('VentureFactory, with governors', () => {
  const w = useWorld()
  it('tells the implementation and the hand-over board', async () => {
    expect(await w.factory.governorImplementation()).to.equal(await w.governorCode.getAddress())
    expect(await w.factory.handOverBoard()).to.equal(await w.handOvers.getAddress())
  })
})
