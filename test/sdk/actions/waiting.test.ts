import { expect } from 'chai'
import { type Address, pad, toHex } from 'viem'
import { packEntry } from '@open-value/sdk/batch'
import { type EntryRange, fitRanges } from '../../../sdk/src/actions/internal/ranges.ts'
import { type WaitingParameters, describeWaiting } from '../../../sdk/src/actions/internal/waiting.ts'

const person = (n: number): Address => pad(toHex(n), { size: 20 })
const entry = (n: number, kind = 0, quantity = 100n) => packEntry({ affiliate: person(n), kind, quantity })
const attestor = (n: number) => ({ account: person(n), holder: person(n), isSuccessor: false, isSteward: false, kinds: [0] })
const steward = { ...attestor(100), isSteward: true, kinds: [] }
const growth = (left: bigint) => ({ limit: 10_000n, used: 10_000n - left, left, nextWindowAt: 1_780_300_000n })

const usual: WaitingParameters = {
  status: 'pending',
  now: 1_780_000_000n,
  deadline: 1_780_200_000n,
  resolveBy: 0n,
  openObjections: 0,
  entriesLeft: [entry(1), entry(2)],
  attestors: [],
  holders: new Map(),
  attestationsRequired: 2,
  isLarge: false,
  kinds: new Map([
    [0, { pool: 1, isDebt: false, rate: 10n }],
    [1, { pool: 2, isDebt: true, rate: 1n }],
  ]),
  growth: new Map([[1, { instant: growth(2_000n), silent: growth(2_000n) }]]),
}

describe('What a batch waits for', () => {
  const cases: [name: string, change: Partial<WaitingParameters>, way: string | undefined, waitsFor: string[]][] = [
    [
      'nobody attested',
      {},
      undefined,
      [
        'It waits for 2 more attestations by others, one of them by a steward.',
        'Silence accepts it at 2026-05-31 04:00:00 UTC unless somebody objects.',
      ],
    ],
    [
      'somebody attested an own entry',
      { attestors: [attestor(1), steward] },
      undefined,
      ['It waits for 1 more attestation by others.', 'Silence accepts it at 2026-05-31 04:00:00 UTC unless somebody objects.'],
    ],
    [
      'enough did, none a steward',
      { attestors: [attestor(8), attestor(9)] },
      undefined,
      [
        'It waits for 1 more attestation by others, one of them by a steward.',
        'Silence accepts it at 2026-05-31 04:00:00 UTC unless somebody objects.',
      ],
    ],
    ['enough did', { attestors: [attestor(9), steward] }, 'attested', []],
    [
      'somebody attested who goes on as an affiliate of it',
      { attestors: [{ ...attestor(9), isSuccessor: true }, steward], holders: new Map([[person(1), person(9)]]) },
      undefined,
      ['It waits for 1 more attestation by others.', 'Silence accepts it at 2026-05-31 04:00:00 UTC unless somebody objects.'],
    ],
    [
      'somebody attested with the points of an account that moved to an affiliate of it',
      { attestors: [{ ...attestor(9), holder: person(1), isSuccessor: true }, steward] },
      undefined,
      ['It waits for 1 more attestation by others.', 'Silence accepts it at 2026-05-31 04:00:00 UTC unless somebody objects.'],
    ],
    [
      'a large one, which takes one more, all of them stewards',
      { isLarge: true, entriesLeft: [entry(50)], attestors: [steward] },
      undefined,
      [
        'It waits for 2 more attestations by others, all of them by stewards.',
        'Silence accepts it at 2026-05-31 04:00:00 UTC unless somebody objects.',
      ],
    ],
    [
      'a large one that enough stewards attested',
      {
        isLarge: true,
        entriesLeft: [entry(50)],
        attestors: [7, 8, 9].map((n) => ({ ...attestor(n), isSteward: true, kinds: [] })),
      },
      'attested',
      [],
    ],
    [
      'enough did, of more than may enter at once',
      { attestationsRequired: 1, attestors: [steward], growth: new Map([[1, { instant: growth(1_999n), silent: growth(0n) }]]) },
      undefined,
      ['It brings pool 1 more points than may enter at once, so it waits until 2026-05-31 04:00:00 UTC.'],
    ],
    [
      'enough did, of debts',
      { attestationsRequired: 1, attestors: [steward], entriesLeft: [entry(1, 1)] },
      undefined,
      ['It holds debts, which wait until 2026-05-31 04:00:00 UTC.'],
    ],
    [
      'enough did, of a debt that was struck',
      { attestationsRequired: 1, attestors: [steward], entriesLeft: [entry(1, 1, 0n)] },
      'attested',
      [],
    ],
    [
      'debts, nobody attested',
      { entriesLeft: [entry(1, 1)] },
      undefined,
      [
        'It waits for 2 more attestations by others, one of them by a steward.',
        'Silence accepts no debts, and attested ones wait until 2026-05-31 04:00:00 UTC.',
      ],
    ],
    ['the window ended', { now: 1_780_200_000n }, 'silent', []],
    [
      'the window ended, without room',
      { now: 1_780_200_000n, growth: new Map([[1, { instant: growth(0n), silent: growth(999n) }]]) },
      undefined,
      [
        'It waits for 2 more attestations by others, one of them by a steward.',
        'Silence has room for 999 more points in pool 1 until 2026-06-01 07:46:40 UTC.',
      ],
    ],
    [
      'the window ended, before the first points',
      {
        now: 1_780_200_000n,
        growth: new Map([[1, { instant: growth(0n), silent: { limit: 0n, used: 0n, left: 0n, nextWindowAt: undefined } }]]),
      },
      undefined,
      [
        'It waits for 2 more attestations by others, one of them by a steward.',
        'Silence accepts nothing while pool 1 has no points.',
      ],
    ],
    [
      'an objection',
      { openObjections: 1, resolveBy: 1_780_100_000n },
      undefined,
      [
        'An objection stands: it can be taken back, its amendment be agreed to, or the batch be resolved by 3 stewards together until 2026-05-30 00:13:20 UTC, or the governor.',
      ],
    ],
    [
      'objections, too late for stewards',
      { openObjections: 2, resolveBy: 1_779_900_000n },
      undefined,
      ['2 objections stand: they can be taken back, an amendment be agreed to, or the batch be resolved by the governor.'],
    ],
    ['a resolution', { status: 'resolved' }, 'resolved', []],
    ['its end', { status: 'accepted' }, undefined, []],
  ]
  for (const [name, change, way, waitsFor] of cases) {
    it(name, () => {
      const waiting = describeWaiting({ ...usual, ...change })
      expect([waiting.way, waiting.waitsFor]).to.deep.equal([way, waitsFor])
    })
  }
})

describe('Ranges of a batch that fit a transaction', () => {
  const fit = (entries: bigint[], most: number, targets = entries.map((_, i) => i)) =>
    fitRanges({
      entries,
      targets,
      gasLimit: BigInt(most),
      gasOf: async ({ first, end }: EntryRange) => BigInt(end - first),
      debtPoolOf: (kind) => (kind === 1 ? 2 : undefined),
    }).then((ranges) => ranges.map(({ first, end }) => [first, end]))
  const equity = Array.from({ length: 10 }, (_, i) => entry(i + 1))

  it('are one where it fits, and halves where it does not', async () => {
    expect(await fit(equity, 10)).to.deep.equal([[0, 10]])
    expect(await fit(equity, 5)).to.deep.equal([
      [0, 5],
      [5, 10],
    ])
    expect((await fit(equity, 1)).length).to.equal(10)
  })

  it('leave out what was taken', async () => {
    expect(await fit(equity, 10, [1, 2, 5, 9])).to.deep.equal([
      [1, 3],
      [5, 6],
      [9, 10],
    ])
  })

  it('keep debts of one pool together', async () => {
    const mixed = [...equity.slice(0, 3), ...[1, 2, 3, 4].map((n) => entry(n, 1))]
    expect(await fit(mixed, 4)).to.deep.equal([
      [0, 3],
      [3, 7],
    ])
    const error = await fit(mixed, 3).catch((refusal: Error) => refusal)
    expect(error).to.have.property('name', 'EntryTooCostlyError')
  })

  it('count a refusal that is none of the ledger as too costly, until nothing is left to split', async () => {
    const parameters = { entries: equity.slice(0, 2), targets: [0, 1], gasLimit: 9n, debtPoolOf: () => undefined }
    const tooMuch = async ({ first, end }: EntryRange) => {
      if (end - first > 1) throw new Error('gas required exceeds allowance')
      return 1n
    }
    expect(await fitRanges({ ...parameters, gasOf: tooMuch })).to.have.length(2)
    const offline = () => Promise.reject(new Error('socket hang up'))
    const error = await fitRanges({ ...parameters, gasOf: offline }).catch((refusal: Error) => refusal)
    expect(error).to.deep.include({ name: 'CallFailedError', details: 'socket hang up' })
  })
})
