import { expect } from 'chai'
import { type Address, type Hex, encodeFunctionData, erc20Abi, keccak256, toHex, zeroHash } from 'viem'
import {
  type DecisionAction,
  type DecisionPlaces,
  type GovernorRules,
  decisionText,
  decodeDecisionActions,
  describeDecisionAction,
  encodeDecisionActions,
  parseDecisionText,
} from '@open-value/sdk'
import { lazyConsensusGovernorAbi, noticeBoardAbi } from '@open-value/sdk/abis'
import {
  DecisionActionUnknownError,
  DecisionEmptyError,
  DecisionTitleInvalidError,
  RuleOutOfBoundsError,
  ShortTextTooLongError,
} from '@open-value/sdk/errors'
import { formatReason, parseReason } from '../../../sdk/src/actions/internal/ballots.ts'

const of = (digit: string): Address => `0x${digit.repeat(40)}`
const [VENTURE, LEDGER, GOVERNOR, ANA, BEN, TOKEN, MACHINE] = ['1', '2', '3', '4', '5', '6', '7'].map(of) as Address[] as [
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
  Address,
]
const places: DecisionPlaces = { venture: VENTURE, ledger: LEDGER, governor: GOVERNOR }
const hash = (text: string): Hex => keccak256(toHex(text))

const rules: GovernorRules = {
  lazyWindow: 432_000,
  stopBps: 1_000,
  stopHeads: 2,
  consensusWindow: 604_800,
  quorumBps: 5_000,
  quorumHeads: 0,
  delay: 172_800,
  stepBps: 2_000,
  stewardTerm: 31_536_000,
  termsInRow: 0,
  openLazy: 16,
  openPerProposer: 3,
  headVoice: 800n,
  proposerVoice: 100n,
}
const parameters = {
  attestationsRequired: 1,
  attestorMinPoints: 1_000n,
  objectorMinPoints: 1n,
  objectionWindow: 259_200,
  resolutionDeadline: 604_800,
  instantGrowthBps: 1_500,
  instantGrowthPoints: 4_000n,
  silentGrowthBps: 2_500,
  silentGrowthPoints: 4_000n,
}
const kind = { name: 'Design hour', unit: 'h', decimals: 2, pool: 1, weight: 30n, voice: 1 }
const header = { entriesHash: hash('e'), detailsHash: hash('d'), evidenceHash: hash('v'), proposer: ANA, nonce: 7n }
const largeHeader = { totalsHash: hash('t'), root: hash('r'), leaves: 9n, dataHash: hash('f'), proposer: ANA, nonce: 8n }
const move = { ledger: LEDGER, from: ANA, to: BEN, proposer: TOKEN, reasonHash: hash('m'), nonce: 1n }
const correction = { ledger: LEDGER, batch: hash('b'), entries: [5n], debts: [], reasonHash: hash('c'), proposer: ANA, nonce: 2n }
const names = {
  account: (account: Address) => ({ [ANA]: 'ana', [BEN]: 'ben', [MACHINE]: 'the press' })[account] ?? account,
  token: () => 'USDC',
  amount: (amount: bigint, token?: Address) => `${amount} ${token === TOKEN ? 'micro' : 'wei'}`,
  kinds: [{ kind: 0, name: 'Design hour', unit: 'h', decimals: 2, rate: 30n, voice: 1, isDebt: false }],
  rules,
  parameters,
}

/** Of every type at least one, with its sentence. */
const samples: { [type in DecisionAction['type']]: [Extract<DecisionAction, { type: type }>, words: string][] } = {
  openPool: [
    [
      { type: 'openPool', pool: { type: 'equity', openingPeriod: 86_400 } },
      'new equity pool, opening 1 day after the first points',
    ],
    [{ type: 'openPool', pool: { type: 'debt', token: TOKEN, capBps: 12_000 } }, 'new pool of debts in USDC, repaid at 120%'],
  ],
  openKind: [
    [{ type: 'openKind', kind }, 'new kind: Design hour, counted in h, in pool 1, weight 30, voice 1'],
    [
      { type: 'openKind', kind: { name: 'Part', unit: 'piece', decimals: 0, pool: 2, price: 5n } },
      'new kind: Part, counted in piece, in pool 2, price 5',
    ],
  ],
  openSuccessor: [
    [
      { type: 'openSuccessor', kind: 0, successor: { ...kind, weight: 35n } },
      'new weight for Design hour from now on: 35 instead of 30',
    ],
    [
      { type: 'openSuccessor', kind: 0, successor: { ...kind, name: 'Design', weight: 35n, voice: 4 } },
      'new weight for Design hour from now on: 35 instead of 30, called Design, voice 4 instead of 1',
    ],
  ],
  closeKind: [
    [{ type: 'closeKind', kind: 0 }, 'Design hour takes no more contributions'],
    [{ type: 'closeKind', kind: 0, successor: 3 }, 'Design hour takes no more contributions; kind 3 takes its place'],
  ],
  lengthenNotice: [[{ type: 'lengthenNotice', period: 1_209_600 }, 'changes need 14 days of notice, at once']],
  removeSteward: [[{ type: 'removeSteward', account: ANA }, 'ana is no longer a steward, at once']],
  appointSteward: [
    [{ type: 'appointSteward', account: ANA }, 'after the notice: ana becomes a steward'],
    [
      { type: 'appointSteward', account: ANA, until: 1_800_000_000n },
      'after the notice: ana becomes a steward until 2027-01-15 08:00:00 UTC',
    ],
    [{ type: 'appointSteward', account: ANA, until: 0n }, 'after the notice: ana is no longer a steward'],
  ],
  tightenParameters: [
    [
      { type: 'tightenParameters', parameters: { ...parameters, objectionWindow: 432_000 } },
      'acceptance follows stricter rules at once: objections within 5 days instead of 3 days',
    ],
  ],
  announceParameters: [
    [
      { type: 'announceParameters', parameters: { ...parameters, silentGrowthBps: 3_000, attestorMinPoints: 5n } },
      'after the notice: acceptance follows other rules: points of an attestor 5 instead of 1000, growth by silence up to 30% instead of 25%',
    ],
    [{ type: 'announceParameters', parameters }, 'after the notice: acceptance follows other rules: nothing becomes different'],
  ],
  announceEquation: [
    [
      {
        type: 'announceEquation',
        lines: [
          { account: BEN, basis: 'gross', shareBps: 500 },
          { pool: 1, basis: 'remaining', shareBps: 10_000 },
        ],
        remainder: ANA,
      },
      'after the notice: the equation becomes: 5% of everything to ben; 100% of what is left to pool 1; the remainder to ana',
    ],
  ],
  announceWeight: [
    [
      { type: 'announceWeight', kind: 0, weight: 45 },
      'after the notice: new weight for Design hour, past contributions, too: 45 instead of 30',
    ],
  ],
  announceToken: [
    [{ type: 'announceToken', token: TOKEN, muted: true }, 'after the notice: USDC is left out of automatic distribution'],
  ],
  announceGovernor: [
    [
      { type: 'announceGovernor', governor: BEN },
      'after the notice: ben becomes governor, and all else that is announced is cancelled',
    ],
  ],
  announceNoticePeriod: [[{ type: 'announceNoticePeriod', period: 604_800 }, 'after the notice: changes need 7 days of notice']],
  announceBar: [
    [{ type: 'announceBar', account: ANA, barred: true }, 'after 7 days for a reply: ana is barred from taking part'],
    [{ type: 'announceBar', account: ANA, barred: false }, 'after 7 days for a reply: ana is re-admitted'],
  ],
  cancelChange: [
    [{ type: 'cancelChange', change: 'equation', subject: 0n }, 'taken back: a new equation'],
    [{ type: 'cancelChange', change: 'weight', subject: 0n }, 'taken back: re-weighing a kind (Design hour)'],
    [{ type: 'cancelChange', change: 'bar', subject: BigInt(ANA) }, 'taken back: barring or re-admitting an account (ana)'],
    [{ type: 'cancelChange', change: 'token', subject: BigInt(TOKEN) }, 'taken back: listing or muting a token (USDC)'],
  ],
  openTask: [
    [
      { type: 'openTask', ref: zeroHash, kind: 0, estimate: 1_250n, uri: 'ipfs://task' },
      `new task ${zeroHash}: 12.5 h of Design hour, ipfs://task`,
    ],
  ],
  closeTask: [[{ type: 'closeTask', ref: zeroHash }, `task ${zeroHash} is closed`]],
  resolveBatch: [
    [
      { type: 'resolveBatch', header, entries: [1n, 2n], decision: 'some', allowed: 2n },
      `1 of 2 entries are accepted, of the contributions ana proposed, evidence ${hash('v')}`,
    ],
    [
      { type: 'resolveBatch', header, entries: [1n], decision: 'amendment', objector: BEN },
      `what the objector ben proposes instead is accepted, of the contributions ana proposed, evidence ${hash('v')}`,
    ],
    [
      { type: 'resolveBatch', header, entries: [1n], decision: 'reject' },
      `nothing is accepted, of the contributions ana proposed, evidence ${hash('v')}`,
    ],
    [
      { type: 'resolveBatch', header, entries: [1n, 2n], decision: 'all' },
      `all 2 entries are accepted, of the contributions ana proposed, evidence ${hash('v')}`,
    ],
  ],
  applyCorrection: [
    [
      { type: 'applyCorrection', correction },
      `what batch ${hash('b')} brought is corrected: 1 entry of units and 0 debts are taken away, reason ${hash('c')}`,
    ],
  ],
  decideMove: [
    [{ type: 'decideMove', move, approved: true }, 'ben goes on as ana, after 30 days in which the account can say no'],
    [{ type: 'decideMove', move, approved: false }, 'ben does not go on as ana'],
  ],
  announceClosing: [
    [
      { type: 'announceClosing', header: largeHeader, reason: { hash: hash('why'), uri: 'ipfs://why' } },
      `after 30 days: what nobody activated of the large batch with the data ${hash('f')} is closed`,
    ],
  ],
  cancelClosing: [
    [{ type: 'cancelClosing', header: largeHeader }, `the large batch with the data ${hash('f')} is not closed after all`],
  ],
  payEth: [[{ type: 'payEth', to: ANA, amount: 5n }, 'ana is paid 5 wei']],
  payToken: [[{ type: 'payToken', token: TOKEN, to: ANA, amount: 5n }, 'ana is paid 5 micro of USDC']],
  machineDecision: [
    [
      {
        type: 'machineDecision',
        machine: MACHINE,
        decision: { type: 'spending', token: TOKEN, recipient: BEN, amount: 9n, invoiceHash: hash('i') },
      },
      `machine the press: ben is paid 9 micro of the maintenance money, invoice ${hash('i')}`,
    ],
  ],
  setRules: [
    [
      { type: 'setRules', rules: { ...rules, lazyWindow: 604_800, stewardTerm: 0, stopHeads: 3 } },
      'decisions are made by other rules: lazy window 7 days instead of 5 days, or of heads 3 instead of 2, term of a steward without end instead of 365 days',
    ],
  ],
  unknown: [
    [{ type: 'unknown', target: MACHINE, value: 0n, data: '0x12345678' }, 'a call nobody can read: 0x12345678 of the press'],
  ],
}

const all = Object.values(samples).flat() as [DecisionAction, string][]
const encodable = all.map(([action]) => action).filter(({ type }) => type !== 'unknown')
const encode = (...actions: DecisionAction[]) => encodeDecisionActions({ ...places, actions })
const decode = (target: Address, data: Hex, value = 0n) =>
  decodeDecisionActions({ ...places, targets: [target], values: [value], calldatas: [data] })[0]

describe('actions of a decision', () => {
  it('come back from their calls as they were', () => {
    const calls = encode(...encodable)
    expect(decodeDecisionActions({ ...places, ...calls, debtPools: [2] })).to.deep.equal(encodable)
  })

  it('are said in one sentence each', () => {
    for (const [action, words] of all) expect(describeDecisionAction(action, names), action.type).to.equal(words)
    const bare = all.map(([action]) => describeDecisionAction(action))
    for (const words of bare) expect(words).not.to.match(/undefined|NaN|\[object/)
    const types = Object.values(samples).map(([first]) => describeDecisionAction(first![0]))
    expect(new Set(types)).to.have.length(types.length)
  })

  it('are refused where there is none, or one nobody knows', () => {
    expect(() => encode()).to.throw(DecisionEmptyError)
    const raw = { type: 'unknown', target: MACHINE, value: 0n, data: '0x' } as const
    expect(() => encode({ type: 'payEth', to: ANA, amount: 1n }, raw)).to.throw(DecisionActionUnknownError, 'Action 2')
    expect(() => encode({ type: 'mint' } as never)).to.throw(DecisionActionUnknownError, '"mint"')
  })

  it('are refused where they can not be as they are', () => {
    const set = (change: Partial<GovernorRules>) => encode({ type: 'setRules', rules: { ...rules, ...change } })
    expect(() => set({ lazyWindow: 172_799 })).to.throw(RuleOutOfBoundsError, 'lazyWindow was 1 day 23 hours')
    expect(() => set({ stopBps: 1_001 })).to.throw(
      RuleOutOfBoundsError,
      'stopBps was 10.01% (1001 bps), expected 0.01% (1 bps) to 10%',
    )
    expect(() => encode({ type: 'openKind', kind: { ...kind, name: 'x'.repeat(33) } })).to.throw(ShortTextTooLongError)
  })

  it('that another tool made are told by what they do, or not at all', () => {
    const board = encode({ type: 'lengthenNotice', period: 1 }).targets[0] as Address
    const foreign = encodeFunctionData({ abi: noticeBoardAbi, functionName: 'lengthenNotice', args: [BEN, 5] })
    const long: Hex = `${encode({ type: 'lengthenNotice', period: 5 }).calldatas[0] as Hex}00`
    const atOnce = encodeFunctionData({ abi: noticeBoardAbi, functionName: 'announceChange', args: [VENTURE, 0, '0x'] })
    const other = encodeFunctionData({ abi: lazyConsensusGovernorAbi, functionName: 'escalate', args: [1n] })
    const cases: [Address, Hex, bigint?][] = [
      [board, foreign],
      [board, long],
      [board, atOnce],
      [board, '0x12'],
      [GOVERNOR, other],
      [LEDGER, foreign],
      [TOKEN, foreign],
      [TOKEN, encodeFunctionData({ abi: erc20Abi, functionName: 'approve', args: [BEN, 1n] })],
      [TOKEN, encode({ type: 'payToken', token: TOKEN, to: BEN, amount: 1n }).calldatas[0] as Hex, 1n],
    ]
    for (const [target, data, value = 0n] of cases) {
      expect(decode(target, data, value), data).to.deep.equal({ type: 'unknown', target, value, data })
    }
    // Beyond its bounds it is still read: whoever votes has to see it.
    const beyond = { ...rules, lazyWindow: 1 }
    const data = encodeFunctionData({ abi: lazyConsensusGovernorAbi, functionName: 'setRules', args: [beyond] })
    expect(decode(GOVERNOR, data)).to.deep.equal({ type: 'setRules', rules: beyond })
  })
})

describe('texts of decisions', () => {
  const text = { title: 'Design counts more', uri: 'ipfs://reasons', hash: hash('reasons') }

  it('come back as they were, and end with who may propose them', () => {
    const description = decisionText({ ...text, proposer: ANA })
    expect(description).to.match(/^# Design counts more\n\nipfs:\/\/reasons\n\n#hash=0x[0-9a-f]{64}\n#proposer=0x4{40}$/)
    expect(parseDecisionText(description)).to.deep.equal({ ...text, proposer: ANA })
    const short = { title: 'Yes', uri: '', hash: zeroHash }
    expect(parseDecisionText(decisionText({ ...short, proposer: BEN }))).to.deep.equal({ ...short, proposer: BEN })
  })

  it('of other tools are read as far as they go', () => {
    const read = (description: string) => parseDecisionText(description)
    expect(read('')).to.deep.equal({ title: '', uri: '', hash: zeroHash, proposer: undefined })
    expect(read('## Raise it\n\nbecause')).to.deep.equal({
      title: 'Raise it',
      uri: 'because',
      hash: zeroHash,
      proposer: undefined,
    })
    expect(read(`plain#proposer=${ANA}`)).to.deep.include({ title: 'plain', proposer: ANA })
    expect(read(`plain #proposer=${ANA} later`).proposer).to.equal(undefined)
  })

  it('need a title of one line', () => {
    for (const title of ['', '  ', 'two\nlines']) {
      expect(() => decisionText({ ...text, title, proposer: ANA }), JSON.stringify(title)).to.throw(DecisionTitleInvalidError)
    }
  })

  it('of votes carry words, a URI and its hash', () => {
    const reason = { text: 'Too low.\nBy far.', uri: 'ipfs://why', hash: hash('why') }
    expect(formatReason(reason)).to.equal(`Too low.\nBy far.\nipfs://why\n#hash=${hash('why')}`)
    for (const given of [reason, { ...reason, text: '' }, { ...reason, uri: '' }, { ...reason, hash: zeroHash }])
      expect(parseReason(formatReason(given))).to.deep.equal(given)
    expect(parseReason('just words')).to.deep.equal({ text: 'just words', uri: '', hash: zeroHash })
  })
})
