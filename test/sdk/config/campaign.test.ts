import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import {
  type CampaignConfigInput,
  ETH,
  campaignDefaults,
  machineDefaults,
  parseCampaignConfig,
  resolveCampaignConfig,
  reviewCampaign,
  toCampaignArguments,
} from '@open-value/sdk/config'
import { decodeShortText } from '@open-value/sdk/utils'
import { getAddress, zeroAddress } from 'viem'
import {
  type ConfigFieldError,
  ConfigDuplicateError,
  ConfigInvalidError,
  ConfigKeyUnknownError,
  ConfigMissingError,
  ConfigReferenceError,
  ConfigSyntaxError,
  ConfigValueError,
} from '../../../sdk/src/errors/config.ts'

const address = (digit: string) => getAddress(`0x${digit.repeat(40)}`)
const [ana, bruno, network] = ['1', '2', '9'].map(address) as [`0x${string}`, `0x${string}`, `0x${string}`]
const token = { address: address('5'), symbol: 'USDC', decimals: 6 }
const days = (count: number) => count * 86_400
const cents = (count: bigint) => count * 10_000n

const base = { end: 'machine', name: 'Printer', initiator: ana, custodian: bruno, network, token, goal: '4000.00 USDC' } as const
const work = { end: 'venture', name: 'Fix', initiator: ana, venture: network, goal: '1' } as const

describe('resolveCampaignConfig', () => {
  it('decides everything about a machine from a name, a goal and three accounts', () => {
    const rate = (price: bigint) => ({
      pricePerHour: cents(price),
      maintenancePerHour: cents(150n),
      technicianPerHour: cents(2_500n),
      coOwnersOnly: false,
      inKind: false,
    })
    assert.deepEqual(resolveCampaignConfig(base), {
      end: 'machine',
      name: 'Printer',
      uri: '',
      purpose: 'Printer',
      languages: ['en', 'fr'],
      agreementUri: '',
      accounts: {},
      initiator: ana,
      custodian: bruno,
      network,
      token,
      goal: cents(400_000n),
      minPledge: cents(2_000n),
      maxPledge: cents(100_000n),
      openFor: days(45),
      releaseWithin: days(60),
      objectionWindow: days(5),
      objectionBps: 1_000,
      capBps: 12_000,
      machine: {
        stewards: [bruno],
        split: { maintenance: 1_000, infrastructure: 2_000, payback: 7_000 },
        afterRelease: { maintenance: 3_300, infrastructure: 6_700 },
        contestWindow: days(5),
        paymentPeriod: days(30),
        scenarios: [
          { name: 'commercial', ...rate(1_200n) },
          { name: 'project', ...rate(800n), inKind: true },
          { name: 'community', ...rate(0n) },
          { name: 'co-owner', ...rate(0n), coOwnersOnly: true },
        ],
        materials: [],
      },
    })
  })

  it('decides everything about work in a venture', () => {
    const config = resolveCampaignConfig(work)
    assert.deepEqual([config.end === 'venture' && config.venture, config.token], [network, { ...ETH }])
    assert.deepEqual([config.minPledge, config.maxPledge], [5n * 10n ** 15n, 25n * 10n ** 16n])
  })

  it('leaves what it returned as it is', () => {
    const given: CampaignConfigInput[] = [
      base,
      work,
      { ...base, deadline: '2027-05-01' },
      example('machine'),
      example('campaign'),
    ]
    for (const input of given) {
      const config = resolveCampaignConfig(input)
      assert.deepEqual(resolveCampaignConfig(config), config)
    }
  })

  it('reads what people write', () => {
    const config = resolveCampaignConfig(
      {
        ...base,
        purpose: 'A printer of our own',
        languages: ['fr', 'fr'],
        initiator: 'ana',
        custodian: 'Bruno B.',
        network: 'initiator',
        accounts: { ana },
        goal: 4_000_000_003n,
        minPledge: '5.00',
        maxPledge: '12.5%',
        deadline: '2027-01-31T18:00:00-05:00',
        releaseWithin: '2 weeks',
        objectionWindow: '48h',
        machine: {
          stewards: ['custodian', 'ana'],
          maintenancePerHour: '2.5',
          scenarios: [{ name: 'all', pricePerHour: '9', technicianPerHour: 7n, inKind: true }],
          materials: [{ name: 'PLA', unit: 'g', price: '0.03 USDC', supplier: 'ana', decimals: 1 }],
        },
      },
      {
        people: new Map([
          ['Bruno B.', bruno],
          ['Chen', address('3')],
        ]),
      },
    )
    assert.ok(config.end === 'machine')
    assert.deepEqual([config.initiator, config.custodian, config.network], [ana, bruno, ana])
    assert.deepEqual(config.accounts, { ana, 'Bruno B.': bruno })
    assert.deepEqual(
      [config.languages, config.goal, config.minPledge, config.maxPledge],
      [['fr'], 4_000_000_003n, 5_000_000n, 500_000_000n],
    )
    assert.deepEqual([config.deadline, config.openFor], [Date.UTC(2027, 0, 31, 23) / 1000, undefined])
    assert.deepEqual([config.releaseWithin, config.objectionWindow], [days(14), days(2)])
    assert.deepEqual(config.machine.stewards, [bruno, ana])
    assert.deepEqual(config.machine.scenarios, [
      {
        name: 'all',
        pricePerHour: 9_000_000n,
        maintenancePerHour: 2_500_000n,
        technicianPerHour: 7n,
        coOwnersOnly: false,
        inKind: true,
      },
    ])
    assert.deepEqual(config.machine.materials, [{ name: 'PLA', unit: 'g', decimals: 1, price: 30_000n, supplier: ana }])
    assert.deepEqual([resolveCampaignConfig({ ...base, goal: '0.000050' }).minPledge], [1n])
  })
})

describe('resolveCampaignConfig refuses', () => {
  const machine = (changed: object) => ({ ...base, machine: changed })

  it('what is no field, or of no campaign of its end', () => {
    refuses(
      { ...base, Goal: '1' },
      ConfigKeyUnknownError,
      /^Goal is no field of the config, expected one of .*\. Did you mean goal\?$/,
    )
    refuses({ ...base, end: 'party' }, ConfigValueError, 'end was "party", expected one of machine, venture.')
    refuses(
      { ...base, venture: network },
      ConfigValueError,
      `venture was "${network}", expected no such field where the end is machine.`,
    )
    refuses(
      { ...work, custodian: ana },
      ConfigValueError,
      `custodian was "${ana}", expected no such field where the end is venture.`,
    )
    refuses({ ...work, machine: {} }, ConfigValueError, 'machine was an object, expected no such field where the end is venture.')
  })

  it('a missing account, or a name that leads nowhere', () => {
    refuses({ ...base, custodian: undefined }, ConfigMissingError, 'custodian is missing, expected an account.')
    refuses({ ...work, venture: undefined }, ConfigMissingError, 'venture is missing, expected an account.')
    refuses(
      { ...base, custodian: 'chen' },
      ConfigReferenceError,
      'custodian was "chen", expected an account of the config: initiator. Give its address: "accounts": { "chen": "0x…" }.',
    )
    refuses(
      machine({ stewards: [ana, 'initiator'] }),
      ConfigDuplicateError,
      `machine.stewards[1] was "${ana}" as machine.stewards[0] was, expected each once.`,
    )
    refuses(machine({ stewards: [] }), ConfigValueError, 'machine.stewards was a list, expected a list of at least 1.')
  })

  it('another token than the one it raises', () => {
    refuses(
      { ...base, token: 'USDC' },
      ConfigValueError,
      'token was "USDC", expected ETH, or an object with address, symbol and decimals.',
    )
    refuses({ ...base, token: { address: token.address, decimals: 6 } }, ConfigMissingError, /^token\.symbol is missing/)
    refuses({ ...base, goal: '4000 DAI' }, ConfigValueError, /^goal was "4000 DAI", expected an amount in USDC/)
  })

  it('amounts out of bounds', () => {
    const max = 2n ** 88n - 1n
    refuses({ ...base, goal: 0n }, ConfigValueError, `goal was 0, expected 1 to ${max} smallest units of USDC.`)
    refuses({ ...base, goal: max + 1n }, ConfigValueError, `goal was ${max + 1n}, expected 1 to ${max} smallest units of USDC.`)
    refuses({ ...base, goal: '0.0000001' }, ConfigValueError, /^goal was "0.0000001", expected at most 6 decimals of USDC/)
    refuses(
      { ...base, maxPledge: '4000.01' },
      ConfigValueError,
      'maxPledge was "4000.01", expected 1 to 4000000000 smallest units of USDC.',
    )
    refuses(
      { ...base, minPledge: '30%' },
      ConfigValueError,
      'minPledge was "30%", expected 1 to 1000000000 smallest units of USDC.',
    )
    refuses({ ...base, minPledge: 0n }, ConfigValueError, 'minPledge was 0, expected 1 to 1000000000 smallest units of USDC.')
    const scenarios = [{ name: 'all', pricePerHour: 2n ** 80n }]
    refuses(
      machine({ scenarios }),
      ConfigValueError,
      /^machine\.scenarios\[0\]\.pricePerHour was 1208925819614629174706176, expected 0 to/,
    )
  })

  it('times out of bounds', () => {
    refuses({ ...base, openFor: '367 days' }, ConfigValueError, 'openFor was "367 days", expected 1 hour to 366 days.')
    refuses({ ...base, deadline: '2027-02-30' }, ConfigValueError, /^deadline was "2027-02-30"/)
    refuses(
      { ...base, deadline: '2027-02-01', openFor: '5 days' },
      ConfigValueError,
      'openFor was "5 days", expected none beside a deadline.',
    )
    refuses({ ...base, objectionWindow: '47h' }, ConfigValueError, 'objectionWindow was "47h", expected 48h to 60 days.')
    refuses(
      { ...base, objectionWindow: '31 days' },
      ConfigValueError,
      'objectionWindow was "31 days", expected half of releaseWithin at most, 30 days.',
    )
    refuses(
      { ...base, releaseWithin: '9 days' },
      ConfigValueError,
      'releaseWithin was "9 days", expected two objection windows at least, 10 days, and at most 376 days.',
    )
    refuses(machine({ contestWindow: '1h' }), ConfigValueError, 'machine.contestWindow was "1h", expected 48h to 60 days.')
  })

  it('shares out of bounds, or that are not the whole', () => {
    refuses({ ...base, objectionBps: '50.01%' }, ConfigValueError, 'objectionBps was "50.01%", expected 0.01% to 50%.')
    refuses({ ...base, capBps: '99%' }, ConfigValueError, 'capBps was "99%", expected 100% to 200%.')
    const split = { maintenance: '10%', infrastructure: '20%', payback: '69%' }
    refuses(machine({ split }), ConfigValueError, 'machine.split was "99%", expected shares that add up to 100%.')
    refuses(
      machine({ split: { ...split, payback: '0%' } }),
      ConfigValueError,
      'machine.split.payback was "0%", expected 0.01% to 100%.',
    )
    const afterRelease = { maintenance: '50%', infrastructure: '51%' }
    refuses(machine({ afterRelease }), ConfigValueError, 'machine.afterRelease was "101%", expected shares that add up to 100%.')
  })

  it('names that no chain can keep, or that are there twice', () => {
    const scenario = (name: string) => ({ name, pricePerHour: '1' })
    refuses(
      machine({ scenarios: [scenario('é'.repeat(17))] }),
      ConfigValueError,
      /^machine\.scenarios\[0\]\.name was .* expected a name, 1 to 32 bytes\.$/,
    )
    refuses(
      machine({ scenarios: [scenario('All'), scenario('all')] }),
      ConfigDuplicateError,
      'machine.scenarios[1].name was "all" as machine.scenarios[0].name was, expected each once.',
    )
    const material = { name: 'PLA', unit: '', price: '1', supplier: ana }
    refuses(
      machine({ materials: [material] }),
      ConfigValueError,
      'machine.materials[0].unit was "", expected a unit such as g, 1 to 32 bytes.',
    )
  })

  it('a default rate card in ETH', () => {
    const inEth = { ...base, token: 'ETH', goal: '2 ETH' } as const
    refuses(
      inEth,
      ConfigMissingError,
      'machine.scenarios is missing, expected a list. Only a campaign in another token than ETH has a default.',
    )
    const scenarios = [{ name: 'all', pricePerHour: '0.004', technicianPerHour: '0.01' }]
    refuses(
      { ...inEth, machine: { scenarios } },
      ConfigMissingError,
      'machine.scenarios[0].maintenancePerHour is missing, expected an amount of ETH per hour.',
    )
    resolveCampaignConfig({ ...inEth, machine: { scenarios, maintenancePerHour: '0.0005' } })
  })

  it('what is no JSON', () => {
    assert.throws(() => parseCampaignConfig('{ end: 1 }'), ConfigSyntaxError)
  })
})

describe('toCampaignArguments', () => {
  it('gives what the factory takes', () => {
    const { terms, machine, ...rest } = toCampaignArguments(resolveCampaignConfig(example('machine')), { now: 1_000n })
    assert.deepEqual(rest, { name: '3D printer for the tide gauge', uri: 'https://example.org/printer', agreementURI: '' })
    const { agreementHash, ...others } = terms
    assert.match(agreementHash, /^0x[0-9a-f]{64}$/)
    assert.deepEqual(others, {
      end: 0,
      token: token.address,
      goal: cents(400_000n),
      minPledge: cents(2_000n),
      maxPledge: cents(100_000n),
      deadline: 1_000 + days(45),
      releaseDeadline: 1_000 + days(105),
      objectionWindow: days(5),
      objectionBps: 1_000,
      capBps: 12_000,
      initiator: ana,
      custodian: bruno,
      venture: network,
    })
    assert.deepEqual(machine.terms, {
      maintenanceBps: 1_000,
      infrastructureBps: 2_000,
      paybackBps: 7_000,
      maintenanceAfterBps: 3_300,
      contestWindow: days(5),
      paymentPeriod: days(30),
    })
    assert.deepEqual(
      machine.scenarioNames.map(decodeShortText),
      machineDefaults.scenarios.map(({ name }) => name),
    )
    assert.deepEqual(
      [machine.materialNames, machine.materialUnits].map((words) => words.map(decodeShortText)),
      [
        ['PLA', 'PETG'],
        ['g', 'g'],
      ],
    )
    assert.deepEqual(machine.materials[1], { supplier: address('3'), price: 40_000n, decimals: 0 })
    assert.deepEqual(Object.keys(machine.scenarios[0] ?? {}).sort(), [
      'coOwnersOnly',
      'inKind',
      'maintenancePerHour',
      'pricePerHour',
      'technicianPerHour',
    ])
  })

  it('leaves out what work in a venture has not', () => {
    const { terms, machine } = toCampaignArguments(resolveCampaignConfig({ ...work, deadline: 77 }), { now: 5 })
    assert.deepEqual([terms.end, terms.capBps, terms.custodian, terms.venture, terms.deadline], [1, 0, zeroAddress, network, 77])
    assert.deepEqual([machine.stewards, machine.scenarios, machine.terms.paybackBps], [[], [], 0])
  })
})

describe('reviewCampaign', () => {
  it('says what may surprise', () => {
    assert.deepEqual(reviewCampaign(resolveCampaignConfig(example('machine'))), [])
    const materials = [{ name: 'PLA', unit: 'g', price: '1', supplier: bruno }]
    const scenarios = [{ name: 'all', pricePerHour: '0' }]
    assert.deepEqual(reviewCampaign(resolveCampaignConfig({ ...base, maxPledge: '100%', machine: { materials, scenarios } })), [
      'One account can pledge the whole goal, and then decides alone.',
      'A contested use is settled by a steward who is neither its user, its logger, its technician, nor who contested it, and there is 1 steward. Name 2 more.',
      'No scenario has a price: only jobs at an agreed price pay the co-owners back.',
      'The custodian is paid for PLA.',
    ])
  })
})

describe('the page about the config', () => {
  const page = readFileSync(new URL('../../../docs/config.md', import.meta.url), 'utf8')
  const [, campaigns = ''] = page.split('\n## Campaigns\n')
  const row = (field: string) => campaigns.split('\n').find((line) => line.startsWith(`| \`${field}\` |`)) ?? ''

  it('tells the defaults of a campaign as they are', () => {
    const { languages: _, ...values } = campaignDefaults
    for (const [field, value] of Object.entries(values)) assert.ok(row(field).includes(value), field)
    const { split, afterRelease, scenarios, ...others } = machineDefaults
    for (const [field, value] of Object.entries(others)) assert.ok(row(field).includes(value), field)
    for (const [field, shares] of Object.entries({ split, afterRelease })) {
      assert.ok(row(field).includes(Object.values(shares).join(' / ')), field)
    }
    for (const { name, pricePerHour } of scenarios) assert.ok(row('scenarios').includes(`${name} ${pricePerHour}`), name)
  })
})

function example(name: string): CampaignConfigInput {
  return JSON.parse(readFileSync(new URL(`../../../docs/examples/${name}.json`, import.meta.url), 'utf8')) as CampaignConfigInput
}

/** The config has this one error. */
function refuses(input: object, type: abstract new (...args: never[]) => ConfigFieldError, message: string | RegExp): void {
  try {
    resolveCampaignConfig(input as CampaignConfigInput)
  } catch (error) {
    assert.ok(error instanceof ConfigInvalidError, String(error))
    const [first, ...others] = error.errors
    assert.equal(others.length, 0, error.message)
    assert.equal(first.constructor, type, first.message)
    const text = [first.shortMessage, ...first.hints].join(' ')
    if (typeof message === 'string') assert.equal(text, message)
    else assert.match(text, message)
    return
  }
  throw new assert.AssertionError({ message: 'nothing was refused' })
}
