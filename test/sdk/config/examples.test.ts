import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { checkImport, readImport, readPeople, textSource, unpackEntry } from '@open-value/sdk/batch'
import { parseConfig, resolveConfig, toDeployArguments, toImportKinds } from '@open-value/sdk/config'
import { decodeShortText } from '@open-value/sdk/utils'
import { getAddress, zeroAddress } from 'viem'
import { collect } from '../batch/fixtures.ts'

const read = (file: string) => readFileSync(new URL(`../../../docs/${file}`, import.meta.url), 'utf8')
const address = (digit: string) => getAddress(`0x${digit.repeat(40)}`)

describe('the examples', () => {
  const config = parseConfig(read('examples/venture.json'))

  it('hold a venture that can be deployed', () => {
    const usdc = address('5')
    const { kinds, ...args } = toDeployArguments(config)
    assert.deepEqual(args, {
      name: 'Tide gauge',
      uri: 'https://example.org/tide-gauge',
      network: address('9'),
      founder: address('1'),
      governor: address('1'),
      stewards: [address('1'), address('2'), address('3')],
      contributorsFloorBps: 7_000,
      noticePeriod: 604_800,
      parameters: {
        attestationsRequired: 1,
        attestorMinPoints: 2n ** 64n - 1n,
        objectorMinPoints: 1n,
        objectionWindow: 345_600,
        resolutionDeadline: 604_800,
        instantGrowthBps: 2_000,
        instantGrowthPoints: 4_000n,
        silentGrowthBps: 2_500,
        silentGrowthPoints: 4_000n,
      },
      tokens: [usdc],
      pools: [
        { poolType: 1, token: zeroAddress, capBps: 0, openingPeriod: 604_800 },
        { poolType: 2, token: usdc, capBps: 10_000, openingPeriod: 0 },
      ],
      equation: [
        { account: address('9'), pool: 0, basis: 0, shareBps: 500 },
        { account: address('4'), pool: 0, basis: 0, shareBps: 300 },
        { account: zeroAddress, pool: 2, basis: 1, shareBps: 5_000 },
        { account: zeroAddress, pool: 1, basis: 1, shareBps: 10_000 },
      ],
      remainder: address('9'),
    })
    assert.deepEqual(
      kinds.map(({ name, unit, ...rest }) => ({ name: decodeShortText(name), unit: decodeShortText(unit), ...rest })),
      [
        { name: 'Design hour', unit: 'h', decimals: 2, pool: 1, rate: 1n, voice: 1 },
        { name: 'Building hour', unit: 'h', decimals: 2, pool: 1, rate: 1n, voice: 1 },
        { name: 'PLA filament', unit: 'g', decimals: 0, pool: 2, rate: 30_000n, voice: 0 },
        { name: 'Cash', unit: 'USDC', decimals: 2, pool: 2, rate: 1_000_000n, voice: 0 },
      ],
    )
  })

  it('hold contributions that can be imported into it', async () => {
    const source = textSource(read('examples/contributions.csv'))
    const people = await readPeople(textSource(read('examples/people.csv')))
    const options = { kinds: toImportKinds(config), people, now: Date.parse('2026-04-01T00:00:00Z'), proposer: address('1') }
    const report = await checkImport(source, options)
    assert.deepEqual(report.errors, [])
    const [batch] = await collect(readImport(source, options, report))
    assert.deepEqual(
      batch?.entries.map(unpackEntry).map(({ affiliate, kind, quantity }) => [affiliate, config.kinds[kind]?.id, quantity]),
      [
        [address('1'), 'design', 250n],
        [address('2'), 'design', 125n],
        [address('1'), 'build', 150n],
        [address('3'), 'build', 600n],
        [address('3'), 'pla', 340n],
        [address('2'), 'cash', 4_120n],
      ],
    )
    assert.equal(batch?.evidence, read('examples/contributions.csv'))
  })

  it('on the page about the config are ones', () => {
    const [config, equation] = [...read('config.md').matchAll(/```json\n([^]*?)```/g)].map(([, json = '']) => JSON.parse(json))
    assert.equal(resolveConfig(config).name, 'Tide gauge')
    const network = address('9')
    assert.deepEqual(resolveConfig({ ...config, preset: 'costsFirst', network, equation }).equation, [
      { account: network, basis: 'gross', shareBps: 500 },
      { pool: 'debt', basis: 'remaining', shareBps: 5_000 },
      { pool: 'equity', basis: 'remaining', shareBps: 10_000 },
      { remainder: network },
    ])
  })
})
