import { expect } from 'chai'
import { zeroAddress } from 'viem'
import { RuleOutOfBoundsError } from '@open-value/sdk'
import {
  type VentureConfigInput,
  parseConfig,
  resolveConfig,
  reviewConfig,
  sizes,
  toDeployArguments,
} from '@open-value/sdk/config'
import { ConfigHourMissingError, ConfigInvalidError } from '@open-value/sdk/errors'
import { checkRules, reachRequired, ruleBounds } from '../../../sdk/src/actions/internal/rules.ts'

const DAY = 86_400
const FOUNDER = '0x1111111111111111111111111111111111111111'
const OTHER = '0x2222222222222222222222222222222222222222'
const base = { name: 'Tide gauge', founder: FOUNDER, preset: 'equalRate' } as const

const governed = (lazyConsensus: unknown, more: object = {}) =>
  resolveConfig({ ...base, ...more, governor: { lazyConsensus } } as VentureConfigInput)

describe('a config with lazy consensus', () => {
  it('gets its rules and its hand-over from a size, its own or another', () => {
    const cases = [
      ['crew', 3 * DAY, { period: 90 * DAY, affiliates: 3, accounts: 3 }],
      ['circle', 5 * DAY, { period: 60 * DAY, affiliates: 5, accounts: 5 }],
      ['network', 7 * DAY, { period: 0, affiliates: 0, accounts: 0 }],
    ] as const
    for (const [size, lazyWindow, handOver] of cases) {
      const config = governed({}, { size })
      expect(config.lazyConsensus, size).to.deep.include({ handOver })
      expect(config.lazyConsensus?.rules, size).to.deep.include({ lazyWindow, headVoice: 800n, proposerVoice: 100n })
      expect(config.governor, size).to.equal(size === 'network' ? zeroAddress : FOUNDER)
      expect(governed({ size }).lazyConsensus, size).to.deep.equal(config.lazyConsensus)
      expect(() => checkRules(config.lazyConsensus!.rules), size).not.to.throw()
    }
  })

  it('takes what is written instead, beside the governor or in it', () => {
    const lazyConsensus = {
      founder: 'cleo',
      rules: { lazyWindow: '10 days', stopBps: '2.5%', headVoice: '20 h', proposerVoice: 7, stewardTerm: '0 days' },
      handOver: { period: '200 days', affiliates: 0 },
    } as const
    const config = governed(lazyConsensus, { size: 'circle', accounts: { cleo: OTHER } })
    expect(config.governor).to.equal(OTHER)
    expect(config.lazyConsensus).to.deep.equal({
      rules: {
        ...governed({}, { size: 'circle' }).lazyConsensus?.rules,
        lazyWindow: 10 * DAY,
        stopBps: 250,
        headVoice: 2_000n,
        proposerVoice: 7n,
        stewardTerm: 0,
      },
      handOver: { period: 200 * DAY, affiliates: 0, accounts: 5 },
    })
    const { founder: _, ...beside } = lazyConsensus
    const written = { ...base, size: 'circle', governor: OTHER, lazyConsensus: beside } as const
    expect(resolveConfig(written)).to.deep.equal(config)
    // A network that publishes one asks for as much as a circle, where it says nothing else.
    expect(governed({ handOver: { period: '30 days' } }, { size: 'network' }).lazyConsensus?.handOver).to.deep.equal({
      period: 30 * DAY,
      affiliates: 5,
      accounts: 5,
    })
  })

  it('resolves to what resolves to itself, and comes with what is deployed', () => {
    for (const size of Object.keys(sizes) as (keyof typeof sizes)[]) {
      for (const handOver of [undefined, 'atDeployment', { accounts: 4 }] as const) {
        const config = governed({ ...(handOver ? { handOver } : {}) }, { size })
        const again = resolveConfig(config as unknown as VentureConfigInput)
        expect(again, `${size} ${JSON.stringify(handOver)}`).to.deep.equal(config)
        expect(toDeployArguments(again).lazyConsensus).to.deep.equal(config.lazyConsensus)
        expect(config.governor === zeroAddress, size).to.equal(config.lazyConsensus?.handOver.accounts === 0)
      }
    }
    const json = JSON.stringify({ ...base, governor: { lazyConsensus: { handOver: 'atDeployment' } } })
    expect(parseConfig(json)).to.deep.equal(governed({ handOver: 'atDeployment' }))
    expect(toDeployArguments(resolveConfig(base))).not.to.have.property('lazyConsensus')
  })

  const refused: [title: string, lazyConsensus: unknown, sentence: string, more?: object][] = [
    ['a window under the floor', { rules: { lazyWindow: '47h' } }, 'lazyWindow was "47h", expected 48h to 180 days.'],
    ['a stop above the ceiling', { rules: { stopBps: '11%' } }, 'stopBps was "11%", expected 0.01% to 10%.'],
    ['a stop of nothing', { rules: { stopBps: 0 } }, 'stopBps was 0, expected 0.01% to 10%.'],
    ['no head', { rules: { stopHeads: 0 } }, 'stopHeads was 0, expected a whole number from 1 to 10.'],
    ['a quorum under the floor', { rules: { quorumBps: '19%' } }, 'quorumBps was "19%", expected 20% to 100%.'],
    ['a step above the ceiling', { rules: { stepBps: '26%' } }, 'stepBps was "26%", expected 0% to 25%.'],
    ['a long delay', { rules: { delay: '31 days' } }, 'delay was "31 days", expected at most 30 days.'],
    [
      'a short term',
      { rules: { stewardTerm: '29 days' } },
      `stewardTerm was ${29 * DAY}, expected ${30 * DAY} to ${1_096 * DAY}.`,
    ],
    ['too many for each', { rules: { openLazy: 2 } }, 'openPerProposer was 3, expected 1 to 2.'],
    ['proposers above heads', { rules: { headVoice: '1 h', proposerVoice: '2 h' } }, 'proposerVoice was 200, expected 1 to 100.'],
    ['an unknown rule', { rules: { window: '5 days' } }, 'window is no field of the config'],
    [
      'an unknown way',
      { votes: 3 },
      'lazyConsensus.votes is no field of the config, expected one of size, founder, rules, handOver.',
    ],
    ['an unknown hand-over', { handOver: 'soon' }, 'handOver was "soon", expected atDeployment.'],
    ['a founder nobody knows', { founder: 'zoe' }, 'lazyConsensus.founder was "zoe"'],
  ]
  for (const [title, lazyConsensus, sentence] of refused) {
    it(`is refused for ${title}`, () => {
      expect(() => governed(lazyConsensus)).to.throw(ConfigInvalidError, sentence)
    })
  }

  it('is refused where the zero address stands for no group, or the group stands twice', () => {
    expect(() => resolveConfig({ ...base, governor: zeroAddress })).to.throw(
      ConfigInvalidError,
      'expected an account, or lazyConsensus',
    )
    expect(() => governed({}, { lazyConsensus: {} })).to.throw(ConfigInvalidError, 'since the governor holds it')
  })

  it('needs a kind counted in hours that carries voice, or voice as numbers', () => {
    const kind = { id: 'work', name: 'Work', unit: 'h', decimals: 2, pool: 'equity', weight: 1, voice: 0 } as const
    let found: unknown
    try {
      governed({}, { kinds: [kind] })
    } catch (error) {
      found = (error as ConfigInvalidError).walk((cause) => cause instanceof ConfigHourMissingError)
    }
    expect((found as ConfigHourMissingError).path).to.equal('governor.lazyConsensus.rules.headVoice')
    const rules = { headVoice: 8, proposerVoice: 8 }
    const config = governed({ rules }, { kinds: [kind] })
    expect(config.lazyConsensus?.rules.headVoice).to.equal(8n)
    expect(reviewConfig(config).join(' ')).to.contain('No kind carries voice: nobody can opt in')
    expect(reviewConfig(governed({})).join(' ')).not.to.contain('voice')
  })
})

describe('checkRules', () => {
  const { rules } = resolveConfig({ ...base, governor: { lazyConsensus: {} } }).lazyConsensus!

  it('takes each rule at its bounds, and not beyond', () => {
    const loose = { ...rules, openPerProposer: 1 }
    for (const [rule, [min, max]] of Object.entries(ruleBounds)) {
      for (const bound of [min, max]) expect(() => checkRules({ ...loose, [rule]: bound }), `${rule} ${bound}`).not.to.throw()
      const beyond = [min - 1, max + 1].filter((value) => value >= 0 && !(rule === 'stewardTerm' && value === 0))
      for (const value of beyond) expect(() => checkRules({ ...loose, [rule]: value }), rule).to.throw(RuleOutOfBoundsError, rule)
    }
    expect(() => checkRules({ ...rules, stewardTerm: 0 })).not.to.throw()
    expect(() => checkRules({ ...rules, proposerVoice: rules.headVoice + 1n })).to.throw(RuleOutOfBoundsError, 'proposerVoice')
    expect(() => checkRules({ ...rules, headVoice: 0n })).to.throw(RuleOutOfBoundsError, 'headVoice')
  })
})

describe('reachRequired', () => {
  it('is the least voice that the contracts take for a fifth', () => {
    for (let all = 0n; all <= 25n; all++) {
      const required = reachRequired(all)
      expect(required * 10_000n >= all * 2_000n, `${required} of ${all}`).to.equal(true)
      if (required > 0n) expect((required - 1n) * 10_000n >= all * 2_000n, `less than ${required} of ${all}`).to.equal(false)
    }
  })
})
