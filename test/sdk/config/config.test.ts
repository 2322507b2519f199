import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { ETH, parseConfig, presets, resolveConfig, reviewConfig, sizes, type VentureConfigInput } from '@open-value/sdk/config'
import { getAddress } from 'viem'
import { assertThrows } from '../utils/expectError.ts'
import {
  ConfigDuplicateError,
  type ConfigFieldError,
  ConfigFloorMissedError,
  ConfigGrossShareTooHighError,
  ConfigHourMissingError,
  ConfigInvalidError,
  ConfigKeyUnknownError,
  ConfigMissingError,
  ConfigPoolTypeUnavailableError,
  ConfigReferenceError,
  ConfigSyntaxError,
  ConfigValueError,
} from '../../../sdk/src/errors/config.ts'

const address = (digit: string) => getAddress(`0x${digit.repeat(40)}`)
const founder = address('1')
const network = address('9')
const usdc = { address: address('5'), symbol: 'USDC', decimals: 6 }
const accounts = { exchangeFirm: address('4'), upstream: address('6') }
const base = { name: 'Tide gauge', founder, preset: 'equalRate' } satisfies VentureConfigInput
const days = (count: number) => count * 86_400

const hour = { id: 'work', name: 'Work', unit: 'h', decimals: 2, pool: 'equity', weight: 1 }
const gram = { id: 'pla', name: 'PLA', unit: 'g', decimals: 0, pool: 'equity', weight: 3 }
const rest = { pool: 'equity', basis: 'remaining', shareBps: '100%' } as const

describe('resolveConfig', () => {
  it('decides everything from a name, a founder and a preset', () => {
    assert.deepEqual(resolveConfig(base), {
      name: 'Tide gauge',
      uri: '',
      founder,
      governor: founder,
      stewards: [founder],
      contributorsFloorBps: 7_000,
      attestationsRequired: 1,
      attestorMinPoints: 2n ** 64n - 1n,
      objectorMinPoints: 1n,
      objectionWindow: days(3),
      instantGrowth: { bps: 1_500, points: 4_000n },
      silentGrowth: { bps: 2_500, points: 4_000n },
      resolutionDeadline: days(7),
      noticePeriod: days(7),
      tokens: [ETH],
      pools: [{ id: 'equity', type: 'equity', openingPeriod: days(7) }],
      kinds: [{ id: 'work', name: 'Work', unit: 'h', decimals: 2, pool: 'equity', weight: 1, voice: 1 }],
      equation: [{ pool: 'equity', basis: 'remaining', shareBps: 10_000 }, { remainder: founder }],
    })
  })

  it('fills in each size as its table says', () => {
    const of = (size: keyof typeof sizes) => {
      const config = resolveConfig({ ...base, size })
      const { attestationsRequired, attestorMinPoints, objectorMinPoints, objectionWindow, resolutionDeadline } = config
      const { silentGrowth, instantGrowth, noticePeriod, contributorsFloorBps, pools } = config
      return [
        [attestationsRequired, attestorMinPoints, objectorMinPoints, objectionWindow, resolutionDeadline],
        [silentGrowth.bps, silentGrowth.points, instantGrowth.bps, instantGrowth.points],
        [noticePeriod, contributorsFloorBps, pools[0]?.type === 'equity' && pools[0].openingPeriod],
      ]
    }
    assert.deepEqual(of('crew'), [
      [1, 2n ** 64n - 1n, 1n, days(3), days(7)],
      [2_500, 4_000n, 1_500, 4_000n],
      [days(7), 7_000, days(7)],
    ])
    assert.deepEqual(of('circle'), [
      [2, 2_000n, 1n, days(7), days(7)],
      [1_000, 8_000n, 800, 4_000n],
      [days(14), 7_000, days(14)],
    ])
    assert.deepEqual(of('network'), [
      [2, 10_000n, 800n, days(10), days(7)],
      [300, 40_000n, 100, 8_000n],
      [days(30), 6_000, days(14)],
    ])
  })

  it('fills in each preset as its equation says', () => {
    const of = (preset: keyof typeof presets) =>
      resolveConfig({ ...base, preset, network, accounts, tokens: [usdc] }).equation.map((line) =>
        'remainder' in line
          ? line.remainder
          : `${line.shareBps / 100}% of ${line.basis} to ${line.pool ?? line.account}`.replace(network, 'network'),
      )
    const last = ['100% of remaining to equity', network]
    assert.deepEqual(of('equalRate'), last)
    assert.deepEqual(of('ratesByRole'), last)
    assert.deepEqual(of('costsFirst'), ['50% of gross to debt', ...last])
    const fees = ['5% of gross to network', `3% of gross to ${accounts.exchangeFirm}`]
    assert.deepEqual(of('sensoricaLike'), [...fees, '50% of remaining to debt', ...last])
    assert.deepEqual(of('remix'), [`10% of gross to ${accounts.upstream}`, '50% of remaining to debt', ...last])
    assert.deepEqual(of('clientContract'), [...fees, '100% of remaining to debt', ...last])

    const rates = resolveConfig({ ...base, preset: 'ratesByRole' })
    assert.deepEqual(
      rates.kinds.map(({ weight }) => weight),
      [40, 50, 60],
    )
    const { pools, kinds } = resolveConfig({ ...base, preset: 'costsFirst', tokens: [usdc] })
    assert.deepEqual(pools[1], { id: 'debt', type: 'debt', token: usdc.address, capBps: 10_000 })
    assert.deepEqual(kinds[1], {
      id: 'costs',
      name: 'Costs',
      unit: 'USDC',
      decimals: 2,
      pool: 'debt',
      price: 1_000_000n,
      voice: 0,
    })
  })

  it('leaves what it returned as it is', () => {
    for (const preset of Object.keys(presets) as (keyof typeof presets)[]) {
      for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
        const config = resolveConfig({ ...base, preset, size, network, accounts, tokens: [usdc, 'ETH'] })
        assert.deepEqual(resolveConfig(config), config, `${preset} ${size}`)
      }
    }
  })

  it('reads what people write', () => {
    const config = resolveConfig({
      name: 'Tide gauge',
      founder: founder.toLowerCase(),
      contributorsFloorBps: '65.5%',
      attestorMinPoints: '2.5h',
      objectorMinPoints: '90min',
      objectionWindow: '5 days',
      instantGrowth: { bps: '12%', points: '1h15' },
      silentGrowth: { bps: 1_300, points: 77 },
      resolutionDeadline: '48h',
      noticePeriod: 200_000,
      tokens: { USDC: { address: usdc.address, decimals: 6 }, ETH: ETH.address },
      pools: [
        { id: 'equity', type: 'equity', openingPeriod: '2 weeks' },
        { id: 'loans', type: 'debt', token: 'usdc', capBps: '120%' },
        { id: 'gas', type: 'debt', token: 'ETH' },
      ],
      kinds: [
        hour,
        { id: 'pla', name: 'PLA', unit: 'g', decimals: 0, pool: 'loans', price: '0.03 USDC' },
        { id: 'gas', name: 'Gas', decimals: 18, pool: 'gas', price: '1' },
      ],
      equation: [
        { account: 'me', basis: 'gross', shareBps: '2.5%' },
        { pool: 'loans', basis: 'remaining', shareBps: '50%' },
        { pool: 'gas', basis: 'remaining', shareBps: 5_000 },
        rest,
        { remainder: 'me' },
      ],
      accounts: { me: address('7') },
      governor: 'me',
      stewards: ['me', 'founder', address('8')],
    })
    assert.deepEqual(config, {
      name: 'Tide gauge',
      uri: '',
      founder,
      governor: address('7'),
      stewards: [address('7'), founder, address('8')],
      contributorsFloorBps: 6_550,
      attestationsRequired: 1,
      attestorMinPoints: 250n,
      objectorMinPoints: 150n,
      objectionWindow: days(5),
      instantGrowth: { bps: 1_200, points: 125n },
      silentGrowth: { bps: 1_300, points: 77n },
      resolutionDeadline: days(2),
      noticePeriod: 200_000,
      tokens: [usdc, ETH],
      pools: [
        { id: 'equity', type: 'equity', openingPeriod: days(14) },
        { id: 'loans', type: 'debt', token: usdc.address, capBps: 12_000 },
        { id: 'gas', type: 'debt', token: ETH.address, capBps: 10_000 },
      ],
      kinds: [
        { ...hour, voice: 1 },
        { id: 'pla', name: 'PLA', unit: 'g', decimals: 0, pool: 'loans', price: 30_000n, voice: 0 },
        { id: 'gas', name: 'Gas', unit: 'ETH', decimals: 18, pool: 'gas', price: 10n ** 18n, voice: 0 },
      ],
      equation: [
        { account: address('7'), basis: 'gross', shareBps: 250 },
        { pool: 'loans', basis: 'remaining', shareBps: 5_000 },
        { pool: 'gas', basis: 'remaining', shareBps: 5_000 },
        { pool: 'equity', basis: 'remaining', shareBps: 10_000 },
        { remainder: address('7') },
      ],
    })
  })

  it('counts an hour in points of the first equity kind counted in hours', () => {
    const points = (kinds: VentureConfigInput['kinds']) => resolveConfig({ ...base, kinds }).silentGrowth.points
    assert.equal(points([{ ...hour, weight: 50 }]), 40n * 100n * 50n)
    assert.equal(points([gram, { ...hour, decimals: 0, weight: 7 }, { ...hour, id: 'b', name: 'B' }]), 40n * 7n)
    assert.equal(points([{ ...hour, unit: 'hours', decimals: 1 }]), 400n)
    const inDebt = { id: 'paid', name: 'Paid hour', unit: 'h', decimals: 2, pool: 'debt', price: '50' }
    const config = resolveConfig({ ...base, preset: 'costsFirst', kinds: [inDebt, { ...hour, weight: 2 }] })
    assert.equal(config.silentGrowth.points, 8_000n)
  })

  it('needs no hours where points are given', () => {
    const given = { instantGrowth: { points: 5 }, silentGrowth: { points: '10' } }
    const config = resolveConfig({ ...base, kinds: [gram], ...given })
    assert.deepEqual(
      [config.instantGrowth, config.silentGrowth],
      [
        { bps: 1_500, points: 5n },
        { bps: 2_500, points: 10n },
      ],
    )
    assert.equal(config.kinds[0]?.voice, 0)
  })

  it('gives the rest to the network, else to the founder', () => {
    const remainder = (more: Partial<VentureConfigInput>) => resolveConfig({ ...base, ...more }).equation.at(-1)
    assert.deepEqual(remainder({}), { remainder: founder })
    assert.deepEqual(remainder({ network }), { remainder: network })
    assert.deepEqual(remainder({ network, equation: [rest, { remainder: 'founder' }] }), { remainder: founder })
  })
})

/** Errors that lead to a section. */
const sections = new Map<unknown, string>([
  [ConfigHourMissingError, '#points-and-hours'],
  [ConfigGrossShareTooHighError, '#equation'],
  [ConfigFloorMissedError, '#equation'],
  [ConfigPoolTypeUnavailableError, '#pools'],
])

/** One error, typed and whole. */
function refuses<error extends ConfigFieldError>(
  config: unknown,
  type: abstract new (...args: never[]) => error,
  sentence: string,
  ...hints: string[]
): void {
  const docs = `Docs: docs/config.md${sections.get(type) ?? ''}`
  const message = ['The config has 1 error, expected none.', [sentence, ...hints].join(' '), docs].join('\n\n')
  const error = assertThrows(() => resolveConfig(config as VentureConfigInput), ConfigInvalidError, message)
  const found = error.walk((cause) => cause instanceof type)
  assert.equal((found as error | null)?.constructor, type)
  assert.equal((found as error).name, type.name)
}

describe('a config is refused', () => {
  it('where something is missing', () => {
    refuses({ founder, preset: 'equalRate' }, ConfigMissingError, 'name is missing, expected a name, 1 to 256 bytes.')
    refuses({ name: 'x', preset: 'equalRate' }, ConfigMissingError, 'founder is missing, expected an address other than zero.')
    const { preset: _, ...bare } = base
    const hint = 'Or choose a preset: equalRate, ratesByRole, costsFirst, sensoricaLike, remix, clientContract.'
    const pools = [{ id: 'equity', type: 'equity' }]
    refuses(
      { ...bare, pools, kinds: [hour], contributorsFloorBps: 0 },
      ConfigMissingError,
      'equation is missing, expected a list.',
      hint,
    )
    refuses(
      { ...bare, pools, equation: [rest], instantGrowth: { points: 1 }, silentGrowth: { points: 1 } },
      ConfigMissingError,
      'kinds is missing, expected a list.',
      hint,
    )
    refuses(
      { ...base, kinds: [{ ...hour, decimals: undefined }] },
      ConfigMissingError,
      'kinds[0].decimals is missing, expected a whole number from 0 to 18.',
    )
    refuses(
      { ...base, equation: [{ pool: 'equity', basis: 'remaining' }] },
      ConfigMissingError,
      'equation[0].shareBps is missing, expected 0% to 100%.',
    )
    refuses(
      { ...base, equation: [{ pool: 'equity', shareBps: 1 }] },
      ConfigMissingError,
      'equation[0].basis is missing, expected one of gross, remaining.',
    )
  })

  it('where a field is unknown', () => {
    const known =
      'expected one of $schema, preset, size, name, uri, network, founder, governor, lazyConsensus, stewards, contributorsFloorBps, ' +
      'attestationsRequired, attestorMinPoints, objectorMinPoints, objectionWindow, instantGrowth, silentGrowth, ' +
      'resolutionDeadline, noticePeriod, accounts, tokens, pools, kinds, equation.'
    refuses(
      { ...base, Stewards: [] },
      ConfigKeyUnknownError,
      `Stewards is no field of the config, ${known}`,
      'Did you mean stewards?',
    )
    refuses(
      { ...base, kinds: [{ ...hour, color: 'red' }] },
      ConfigKeyUnknownError,
      'kinds[0].color is no field of the config, expected one of id, name, unit, decimals, pool, weight, price, voice.',
    )
  })

  const values: [title: string, more: Record<string, unknown>, sentence: string, ...hints: string[]][] = [
    ['an empty name', { name: '' }, 'name was "", expected a name, 1 to 256 bytes.'],
    ['a name with control characters', { name: 'a\nb' }, 'name was "a\\nb", expected a name, 1 to 256 bytes.'],
    ['a wrong address', { founder: '0x12' }, 'founder was "0x12", expected 0x and 40 hexadecimal digits.'],
    [
      'a wrong checksum',
      { founder: '0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed' },
      'founder was "0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed", expected capital letters that match its checksum.',
      'A digit may be wrong: copy it again. All small letters skip the check.',
    ],
    [
      'a name where an address must stand',
      { network: 'sensorica.eth' },
      'network was "sensorica.eth", expected 0x and 40 hexadecimal digits.',
      'Names such as ana.eth are not looked up here: give the address.',
    ],
    [
      'the zero address',
      { founder: `0x${'0'.repeat(40)}` },
      `founder was "0x${'0'.repeat(40)}", expected an address other than zero.`,
    ],
    [
      'an unknown preset',
      { preset: 'fair' },
      'preset was "fair", expected one of equalRate, ratesByRole, costsFirst, sensoricaLike, remix, clientContract.',
    ],
    ['an unknown size', { size: 'huge' }, 'size was "huge", expected one of crew, circle, network.'],
    [
      'a share without a sign',
      { contributorsFloorBps: '70' },
      'contributorsFloorBps was "70", expected a percentage such as 12% or 12.5%.',
      'Write the % sign, or "bps" for basis points (100 bps are 1%).',
    ],
    ['a share above all', { contributorsFloorBps: '101%' }, 'contributorsFloorBps was "101%", expected 0% to 100%.'],
    ['a share that is no whole number', { contributorsFloorBps: 0.7 }, 'contributorsFloorBps was 0.7, expected 0% to 100%.'],
    ['too much growth', { silentGrowth: { bps: '51%' } }, 'silentGrowth.bps was "51%", expected 0% to 50%.'],
    ['a short window', { objectionWindow: '47h' }, 'objectionWindow was "47h", expected 48h to 180 days.'],
    ['a long notice', { noticePeriod: '181 days' }, 'noticePeriod was "181 days", expected 48h to 180 days.'],
    [
      'a duration without a unit',
      { resolutionDeadline: '7' },
      'resolutionDeadline was "7", expected a duration such as 48h, 5 days or 2 weeks.',
      'Write the unit, too: min, h, days or weeks.',
    ],
    ['no attestation', { attestationsRequired: 0 }, 'attestationsRequired was 0, expected a whole number from 1 to 16.'],
    [
      'attestors without points',
      { attestorMinPoints: 0 },
      'attestorMinPoints was 0, expected points such as 4000, or hours such as 40 h, or "steward".',
    ],
    [
      'attestors with no hours',
      { attestorMinPoints: '0 h' },
      'attestorMinPoints was "0 h", expected 1 to 18446744073709551615 points.',
    ],
    ['a number of stewards', { stewards: 3 }, 'stewards was 3, expected a list.'],
    ['no stewards', { stewards: [] }, 'stewards was a list, expected a list of at least 1.'],
    ['tokens that are no list', { tokens: 5 }, 'tokens was 5, expected a list of tokens, or an object of addresses by symbol.'],
    [
      'too many tokens',
      { tokens: Array.from({ length: 9 }, (_, i) => address(String(i + 1))) },
      'tokens was a list, expected a list of at most 8.',
    ],
    [
      'hours in another unit',
      { attestorMinPoints: '5 days' },
      'attestorMinPoints was "5 days", expected the unit h.',
      'A number without a unit is read in this unit.',
    ],
    [
      'hours too fine',
      { attestorMinPoints: '1h20' },
      'attestorMinPoints was "1h20", expected at most 2 decimals.',
      'Nothing is rounded silently: write 1.33 h or 1.34 h.',
    ],
    [
      'a long name of a kind',
      { kinds: [{ ...hour, name: 'é'.repeat(17) }] },
      `kinds[0].name was "${'é'.repeat(17)}", expected a name, 1 to 32 bytes.`,
    ],
    [
      'a weight of zero',
      { kinds: [{ ...hour, weight: 0 }] },
      'kinds[0].weight was 0, expected a whole number from 1 to 4294967295.',
    ],
    [
      'too many decimals of a kind',
      { kinds: [{ ...hour, decimals: 19 }] },
      'kinds[0].decimals was 19, expected a whole number from 0 to 18.',
    ],
    [
      'a price in equity',
      { kinds: [{ ...hour, price: '5' }] },
      'kinds[0].price was "5", expected a weight, since its pool is equity.',
    ],
    [
      'a pool of no type',
      { pools: [{ id: 'equity' }] },
      'pools[0] was an object, expected an object with the type equity or debt.',
    ],
    [
      'a long opening',
      { pools: [{ id: 'equity', type: 'equity', openingPeriod: '181 days' }] },
      'pools[0].openingPeriod was "181 days", expected at most 180 days.',
    ],
    [
      'a line to nobody',
      { equation: [{ basis: 'gross', shareBps: 1 }] },
      'equation[0] was an object, expected an object with account, pool or remainder.',
    ],
    [
      'a share above all in a line',
      { equation: [{ ...rest, shareBps: '100.01%' }] },
      'equation[0].shareBps was "100.01%", expected 0% to 100%.',
    ],
    [
      'a remainder that is not last',
      { equation: [{ remainder: 'founder' }, rest] },
      'equation[0] was "the remainder", expected it to be the last line.',
    ],
    [
      'too many lines',
      { equation: [...Array.from({ length: 15 }, () => ({ account: 'founder', basis: 'gross', shareBps: 1 })), rest] },
      'equation was "16 lines", expected at most 15 and the remainder.',
    ],
  ]
  for (const [title, more, sentence, ...hints] of values) {
    it(`for ${title}`, () => refuses({ ...base, ...more }, ConfigValueError, sentence, ...hints))
  }

  const debt = { ...base, preset: 'costsFirst', tokens: [usdc] } as const
  const costs = { id: 'costs', name: 'Costs', unit: 'USDC', decimals: 2, pool: 'debt', price: '1' }
  const kinds = (more: object) => ({ ...debt, kinds: [hour, { ...costs, ...more }] })

  it('for a debt kind that could not be paid back', () => {
    refuses(kinds({ price: undefined }), ConfigMissingError, 'kinds[1].price is missing, expected an amount of USDC per unit.')
    refuses(
      kinds({ price: '0' }),
      ConfigValueError,
      'kinds[1].price was "0", expected 1 to 79228162514264337593543950335 smallest units of USDC.',
    )
    refuses(
      kinds({ price: '1 DAI' }),
      ConfigValueError,
      'kinds[1].price was "1 DAI", expected an amount in USDC.',
      'Nothing is converted between tokens.',
    )
    refuses(
      kinds({ price: '0.0000001' }),
      ConfigValueError,
      'kinds[1].price was "0.0000001", expected at most 6 decimals of USDC.',
      'Nothing is rounded silently.',
    )
    refuses(kinds({ price: 1 }), ConfigValueError, 'kinds[1].price was 1, expected an amount such as 50.00 USDC.')
    refuses(kinds({ weight: 1 }), ConfigValueError, 'kinds[1].weight was 1, expected a price, since its pool is debt.')
    refuses(kinds({ voice: 1 }), ConfigValueError, 'kinds[1].voice was 1, expected none: what is paid back earns no voice.')
    refuses(
      { ...debt, tokens: [usdc.address], kinds: [hour, costs] },
      ConfigValueError,
      `kinds[1].price was "1", expected decimals of ${usdc.address} to read it with.`,
      'Give the token as { "address": "0x…", "decimals": 6 }.',
    )
    refuses(
      { ...debt, tokens: [usdc.address], kinds: [hour, { ...costs, unit: undefined, price: 1n }] },
      ConfigMissingError,
      'kinds[1].unit is missing, expected a unit such as CAD.',
    )
    refuses(
      {
        ...debt,
        pools: [
          { id: 'equity', type: 'equity' },
          { id: 'debt', type: 'debt', capBps: '201%' },
        ],
      },
      ConfigValueError,
      'pools[1].capBps was "201%", expected 0.01% to 200%.',
    )
  })

  it('for a name that leads nowhere', () => {
    refuses(
      { ...base, governor: 'safe' },
      ConfigReferenceError,
      'governor was "safe", expected an account of the config: founder.',
      'Give its address: "accounts": { "safe": "0x…" }.',
    )
    refuses(
      { ...base, preset: 'sensoricaLike', accounts, tokens: [usdc] },
      ConfigReferenceError,
      'equation[0].account was "infrastructure", expected an account of the config: founder, exchangeFirm, upstream.',
      'Give its address: "accounts": { "infrastructure": "0x…" }, or give the network it belongs to.',
    )
    refuses(
      { ...base, tokens: ['USDC'] },
      ConfigReferenceError,
      'tokens[0] was "USDC", expected a token of the config: ETH.',
      'Give its address: "tokens": { "USDC": { "address": "0x…", "decimals": 6 } }.',
    )
    refuses(
      {
        ...debt,
        pools: [
          { id: 'equity', type: 'equity' },
          { id: 'debt', type: 'debt', token: 'DAI' },
        ],
        kinds: [hour],
        equation: [rest],
      },
      ConfigReferenceError,
      'pools[1].token was "DAI", expected a token of the config: USDC.',
      'Add it to tokens, so that revenue in it is shared.',
    )
    refuses(
      { ...base, kinds: [hour, { ...gram, pool: 'eqity' }] },
      ConfigReferenceError,
      'kinds[1].pool was "eqity", expected a pool of the config: equity.',
    )
    refuses(
      { ...base, equation: [{ pool: 'debt', basis: 'gross', shareBps: '5%' }, rest] },
      ConfigReferenceError,
      'equation[0].pool was "debt", expected a pool of the config: equity.',
    )
  })

  it('for something that is there twice', () => {
    refuses(
      { ...base, stewards: [founder, 'founder'] },
      ConfigDuplicateError,
      `stewards[1] was "${founder}" as stewards[0] was, expected each once.`,
    )
    refuses(
      { ...base, tokens: [usdc, usdc.address] },
      ConfigDuplicateError,
      `tokens[1] was "${usdc.address}" as tokens[0] was, expected each once.`,
    )
    refuses(
      { ...base, kinds: [hour, { ...hour, name: 'Other' }] },
      ConfigDuplicateError,
      'kinds[1].id was "work" as kinds[0].id was, expected each once.',
    )
    refuses(
      { ...base, kinds: [hour, { ...hour, id: 'b', name: 'WORK' }] },
      ConfigDuplicateError,
      'kinds[1].name was "WORK" as kinds[0].name was, expected each once.',
    )
    const pool = { id: 'equity', type: 'equity' }
    refuses(
      { ...base, pools: [pool, pool] },
      ConfigDuplicateError,
      'pools[1].id was "equity" as pools[0].id was, expected each once.',
    )
    refuses(
      { ...base, equation: [rest, rest] },
      ConfigDuplicateError,
      'equation[1].pool was "equity" as equation[0].pool was, expected each once.',
    )
  })

  it('for hours that nothing is counted in', () => {
    refuses(
      { ...base, kinds: [gram], instantGrowth: { points: 1 } },
      ConfigHourMissingError,
      'silentGrowth.points was "40 h", expected a number of points.',
      'Hours become points by the first equity kind counted in hours (unit "h"), and no kind is.',
    )
  })

  it('for shares of gross above the whole', () => {
    const line = (shareBps: string) => ({ account: 'founder', basis: 'gross', shareBps })
    refuses(
      { ...base, contributorsFloorBps: 0, equation: [line('60%'), line('40.01%'), rest] },
      ConfigGrossShareTooHighError,
      'equation takes 100.01% of gross in sum, expected at most 100%.',
      'Take shares of what is left ("basis": "remaining"), or lower them.',
    )
  })

  it("for less than the contributors' floor, once all debts are paid", () => {
    const line = (shareBps: string) => ({ account: 'founder', basis: 'gross', shareBps })
    const equation = (shareBps: string) => ({
      ...debt,
      equation: [line(shareBps), { pool: 'debt', basis: 'remaining', shareBps: '100%' }, rest],
    })
    resolveConfig(equation('30%') as VentureConfigInput)
    refuses(
      equation('30.01%'),
      ConfigFloorMissedError,
      "equation leaves 69.99% to contributors once all debts are paid, expected at least the contributors' floor, 70%.",
      'Lower the account lines, or contributorsFloorBps: it can never be changed after deployment.',
    )
  })

  it('for what comes later, with what to give now', () => {
    refuses(
      {
        ...base,
        pools: [
          { id: 'equity', type: 'equity' },
          { id: 'orders', type: 'statement' },
        ],
      },
      ConfigPoolTypeUnavailableError,
      'pools[1].type was statement, which no venture can hold yet, expected equity or debt.',
      'Leave the pool out now; a governor can open it later.',
    )
  })

  it('with all errors at once', () => {
    const error = assertThrows(
      () => resolveConfig({ ...base, name: '', objectionWindow: '1h' }),
      ConfigInvalidError,
      'The config has 2 errors, expected none.\n\n' +
        'name was "", expected a name, 1 to 256 bytes.\nobjectionWindow was "1h", expected 48h to 180 days.\n\nDocs: docs/config.md',
    )
    assert.equal(error.errors.length, 2)
    assert.equal(error.cause, error.errors[0])
  })

  it('where it is no JSON, or no object', () => {
    let reason = ''
    try {
      JSON.parse('{ name: 1 }')
    } catch (error) {
      reason = (error as Error).message
    }
    assertThrows(
      () => parseConfig('{ name: 1 }'),
      ConfigSyntaxError,
      `The config was no JSON, expected a JSON object.\n\nDocs: docs/config.md\nDetails: ${reason}`,
    )
    refuses([], ConfigValueError, 'The config was a list, expected an object.')
    refuses(null, ConfigValueError, 'The config was null, expected an object.')
  })
})

describe('reviewConfig', () => {
  it('says nothing where stewards can attest for each other', () => {
    assert.deepEqual(reviewConfig(resolveConfig({ ...base, stewards: [founder, network] })), [])
  })

  it('tells a lone founder what he can not do', () => {
    assert.deepEqual(reviewConfig(resolveConfig(base)), [
      "Only stewards attest, and there is 1 steward: nobody can attest a steward's own contributions. " +
        'They wait for silence or the governor. Name 1 more.',
      'Stewards decide an objected batch together, at least 2, and there is 1 steward: the governor decides.',
    ])
    assert.deepEqual(reviewConfig(resolveConfig({ ...base, size: 'circle', stewards: [founder, network] })), [
      'Stewards decide an objected batch together, at least 3, and there are 2 stewards: the governor decides.',
    ])
  })
})

describe('the page about the config', () => {
  const page = readFileSync(new URL('../../../docs/config.md', import.meta.url), 'utf8')

  it('has every section an error leads to', () => {
    const errors = readFileSync(new URL('../../../sdk/src/errors/config.ts', import.meta.url), 'utf8')
    const headings = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => heading.toLowerCase().replaceAll(' ', '-'))
    for (const [, anchor = ''] of errors.matchAll(/docsPath: '\/config#([\w-]+)'/g)) assert.ok(headings.includes(anchor), anchor)
  })

  it('tells the sizes as they are', () => {
    const row = (name: string) => page.split('\n').find((line) => line.startsWith(`| ${name} |`)) ?? ''
    const cells = (read: (size: (typeof sizes)[keyof typeof sizes]) => string | number) =>
      Object.values(sizes).map(read).join(' | ')
    assert.ok(row('`attestationsRequired`').endsWith(`| ${cells((size) => size.attestationsRequired)} |`))
    assert.ok(row('`attestorMinPoints`').endsWith(`| ${cells((size) => size.attestorMinPoints)} |`))
    assert.ok(row('`objectorMinPoints`').endsWith(`| ${cells((size) => size.objectorMinPoints)} |`))
    assert.ok(row('`objectionWindow`').endsWith(`| ${cells((size) => size.objectionWindow)} |`))
    assert.ok(row('`silentGrowth`').endsWith(`| ${cells(({ silentGrowth }) => `${silentGrowth.bps}, ${silentGrowth.points}`)} |`))
    assert.ok(
      row('`instantGrowth`').endsWith(`| ${cells(({ instantGrowth }) => `${instantGrowth.bps}, ${instantGrowth.points}`)} |`),
    )
    assert.ok(row('`resolutionDeadline`').endsWith(`| ${cells((size) => size.resolutionDeadline)} |`))
    assert.ok(row('`noticePeriod`').endsWith(`| ${cells((size) => size.noticePeriod)} |`))
    assert.ok(row('`contributorsFloorBps`').endsWith(`| ${cells((size) => size.contributorsFloorBps)} |`))
    for (const [rule, value] of Object.entries(sizes.crew.lazyConsensus)) {
      if (typeof value === 'object') continue
      const values = cells(({ lazyConsensus }) => String(lazyConsensus[rule as keyof typeof lazyConsensus]))
      assert.ok(row(`\`${rule}\``).startsWith(`| \`${rule}\` | ${values} |`), rule)
    }
    assert.ok(row('`openingPeriod` of an equity pool').endsWith(`| ${cells((size) => size.openingPeriod)} |`))
  })

  it('names every preset and every field', () => {
    for (const preset of Object.keys(presets)) assert.ok(page.includes(`| \`${preset}\` |`), preset)
    const fields =
      'preset size name uri network founder governor stewards accounts tokens pools kinds equation lazyConsensus handOver'
    for (const field of fields.split(' ')) assert.ok(page.includes(`\`${field}\``), field)
  })
})
