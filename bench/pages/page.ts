import { ACTS, type Act, type MeasuredRow, type PeerRow, SUBJECTS, type Subject, isMeasured } from '../peers/row.ts'
import { L1, TRANSACTION_GAS } from '../peers/settings.ts'
import { AFFILIATES, LEAVES } from '../million/settings.ts'
import { type OffChainRow, isOverdrawn } from '../offChain/row.ts'
import type { Results } from '../results.ts'
import { figure, number, recipientsOf } from './format.ts'
import { headline } from './headline.ts'

const HEADINGS: Record<Act, { title: string; text: string }> = {
  sale: { title: 'A sale', text: 'A customer pays 1,000.00 of a token; who gets it has a balance of it already.' },
  distribution: { title: 'A distribution', text: 'From then on everybody can take their part, or has it.' },
  claim: { title: 'A claim', text: 'One recipient, who held the token before, is paid, on the call of somebody else.' },
  everyone: {
    title: 'Everyone paid',
    text: 'From the sale until everybody has their part, as if all took it at once: the distribution and all claims.',
  },
  record: {
    title: 'Recording contributions',
    text: `One contribution of each recipient, or other shares where shares are all there is. Those of ${number(AFFILIATES)} are one large batch, whose contributions are activated one by one: see below.`,
  },
  activation: {
    title: 'Activating contributions of a large batch',
    text: 'They count from the acceptance on. By its proof, which anybody brings whenever they like, each becomes units of whoever it is of.',
  },
}

/** Within this factor figures are the same: a byte of an address that happens to be zero saves 12 gas. */
const SAME = 1.001

/** Why somebody has no row of an act. */
const NOT_OFFERED: Partial<Record<Act, readonly string[]>> = {
  sale: ['EAS takes no money.'],
  record: ['Push loop and Merkle distributor record nothing on chain: their owner keeps the list.'],
  activation: ['Where contributions are recorded singly there is nothing to activate.'],
}

const TRAITS: readonly [name: string, cheaper: string, without: string][] = [
  [
    'Push loop',
    'recipients do nothing; the cheapest way to pay all at once',
    'grows with every recipient and stops at the gas of a transaction; its owner says who gets how much; one recipient the token refuses stops it for all',
  ],
  [
    'PaymentSplitter 4.9',
    'no distribution; claims cost less',
    'shares are fixed for good when it is deployed: no new contribution without another contract; no longer part of OpenZeppelin 5',
  ],
  [
    'Merkle distributor',
    'a distribution and the claims cost less',
    'its owner works out every amount of every round elsewhere and has to be trusted with it; everybody claims every round, with a proof from data somebody keeps at hand',
  ],
  [
    'EAS',
    'one call, by anybody, under any schema; other contracts can read each attestation, where a contribution of ours is an event and units',
    'nobody has accepted what is attested; it gives no points and pays nobody',
  ],
  ['0xSplits v2 push', 'recipients do nothing', 'grows with every recipient; its owner changes the shares'],
  ['Superfluid pool', 'pays by the second', 'recipients hold a wrapped token; its owner sets the units'],
]

/** `docs/benchmark.md`. */
export function renderPage({ rows, peers, offChain }: Results): string {
  const acts = ACTS.filter((act) => peers.some((row) => row.act === act))
  return `${[
    '# What it costs',
    'Written by `npm run bench -- --write-docs` from what it measured; nothing here is typed by hand.',
    headline(peers)
      .map((line) => `- ${line}`)
      .join('\n'),
    `![Gas of a distribution, and until everybody is paid, by the number of recipients; the tables below say the same](benchmark.svg)`,
    'Hatched: quoted, measured elsewhere, not run here.',
    '## Each act, and the most it may cost',
    `Gas of the whole transaction, base cost and calldata included. With ${number(AFFILIATES)} affiliates, all of them in one large batch, in place of three it may be 1% more or less; above that, and above *hold*, the command fails.`,
    table(
      ['id', 'what', 'gas', 'hold', 'aim', `with ${number(AFFILIATES)}`, 'floor or peer'],
      rows
        .filter(({ hold }) => hold !== undefined)
        .map(({ id, act, gas, hold, aim, many, floor }) => [id, act, ...[gas, hold, aim, many?.gas].map(figure), floor]),
    ),
    'For information:',
    table(
      ['id', 'what', 'gas'],
      rows.filter(({ hold }) => hold === undefined).map(({ id, act, gas }) => [id, act, number(gas)]),
    ),
    '## Beside others',
    `All on one chain in one run, by the number of recipients: gas of whole transactions, in **bold** the least of a column; below it bytes of calldata, and what they count as on L1. *Slanted* figures are quoted, not run here. What exactly was measured stands in [every row](#every-row).`,
    ...acts.flatMap((act) => section(act, peers)),
    "## What the others can and can't do",
    table(
      ['', 'for it', 'without'],
      TRAITS.map((trait) => [...trait]),
    ),
    'A venture keeps what was contributed, lets peers accept or object, shares every sale by an agreed equation with account lines, kinds and debts, and pays from then on: nobody works out amounts elsewhere, no role can change or hold back what somebody has earned, and the list of people may grow with every batch.',
    '## Commands',
    commands(offChain),
    '## How it was measured',
    method(),
    '## Every row',
    'The ids are those of `--report FILE`.',
    table(
      ['id', 'what was measured', 'transactions', 'gas', 'calldata, bytes', 'on L1, bytes', 'L1 fee, gwei'],
      inOrder(peers).map(line),
    ),
    '## Run it',
    '```sh\nnpm run bench\n```',
    'prints the tables; `-- --report FILE` writes the rows as JSON, `-- --write-docs` this page and its chart, `-- --off-chain` measures commands too, for some minutes.',
  ].join('\n\n')}\n`
}

function section(act: Act, peers: readonly PeerRow[]): string[] {
  const rows = peers.filter((row) => row.act === act)
  const counts = recipientsOf(rows)
  const subjects = (Object.keys(SUBJECTS) as Subject[]).filter((subject) => rows.some((row) => row.subject === subject))
  const find = (subject: Subject, count: number) =>
    rows.find((row) => row.subject === subject && (row.recipients === undefined || row.recipients === count))
  const isCompared = rows.some(({ subject }) => !subject.startsWith('ours'))
  const least = new Map(
    counts.map((count) => [
      count,
      Math.min(...rows.filter(isMeasured).flatMap((row) => (row.recipients === count ? row.gas : []))),
    ]),
  )
  const gas = (row: PeerRow | undefined, count: number): string => {
    if (!row) return ''
    if (!isMeasured(row)) return `*${number(row.gas)}*`
    const isLeast = isCompared && row.gas <= (least.get(count) ?? 0) * SAME
    const shown = isLeast ? `**${number(row.gas)}**` : number(row.gas)
    return row.transactions > 1 ? `${shown} in ${row.transactions}` : shown
  }
  const data = (row: PeerRow | undefined): string =>
    row && isMeasured(row) ? `${number(row.calldataBytes)} → ${number(row.l1Bytes)}` : ''
  const measured = subjects.filter((subject) => rows.some((row) => row.subject === subject && isMeasured(row)))
  const heads = counts.map(number)
  return [
    `### ${HEADINGS[act].title}`,
    [HEADINGS[act].text, ...(NOT_OFFERED[act] ?? [])].join(' '),
    table(
      ['gas', ...heads],
      subjects.map((subject) => [nameOf(subject, rows), ...counts.map((count) => gas(find(subject, count), count))]),
    ),
    table(
      ['bytes', ...heads],
      measured.map((subject) => [nameOf(subject, rows), ...counts.map((count) => data(find(subject, count)))]),
    ),
  ]
}

function nameOf(subject: Subject, rows: readonly PeerRow[]): string {
  const isQuoted = rows.every((row) => row.subject !== subject || !isMeasured(row))
  return isQuoted ? `*${SUBJECTS[subject]}, quoted*` : SUBJECTS[subject]
}

/** By act, then by who it is of, then by the number of recipients. */
function inOrder(peers: readonly PeerRow[]): PeerRow[] {
  const subjects = Object.keys(SUBJECTS)
  const place = ({ act, subject, recipients = 0 }: PeerRow) => [ACTS.indexOf(act), subjects.indexOf(subject), recipients] as const
  return peers.toSorted((a, b) => {
    const [here, there] = [place(a), place(b)]
    return here[0] - there[0] || here[1] - there[1] || here[2] - there[2]
  })
}

function line(row: PeerRow): string[] {
  if (!isMeasured(row)) return [row.id, `${row.what} (quoted, not run here)`, '', `*${number(row.gas)}*`, '', '', '']
  const { id, what, transactions, gas, calldataBytes, l1Bytes, l1Fee } = row
  return [id, what, ...[transactions, gas, calldataBytes, l1Bytes, Math.round(l1Fee / 1e9)].map(number)]
}

function commands(rows: readonly OffChainRow[]): string {
  return [
    'What works through much on your own machine. Seconds from start to end hold for the machine they were measured on, which shares its cores with whatever else makes up its load; those of the processor hardly depend on that. Above *hold* the command fails.',
    table(
      ['id', 'what', 'seconds', 'hold', 'of the processor', 'MiB', 'hold', 'held', 'on'],
      rows.map((row) => {
        const { id, what, seconds, holdSeconds, cpuSeconds, peakMiB, holdMiB, machine } = row
        const figures = [seconds, holdSeconds, cpuSeconds, peakMiB, holdMiB].map(figure)
        return [id, what, ...figures, isOverdrawn(row) ? '**no**' : 'yes', machine]
      }),
    ),
    'Killed at any moment, both go on where they were when the same command is run again: [a build](large-batches.md#building) in the middle of its file, [an audit](commands.md#audit-venture) with the events it has kept.',
  ].join('\n\n')
}

function method(): string {
  return [
    `- One EVM in the memory of this process, of Hardhat's OP-stack chain type, for ours and the peers alike; each transaction gets at most ${number(Number(TRANSACTION_GAS))} gas, the limit of Ethereum (EIP-7825). What needs more is split, and the figure is the sum: "in 5" means five transactions.`,
    '- One compiler, 0.8.29, with one profile for ours, the push loop, the Merkle distributor (OpenZeppelin 5.7: MerkleProof and BitMaps) and PaymentSplitter (OpenZeppelin 4.9.6). EAS and its registry are the bytecode its package 1.9.0 ships.',
    '- Steady state: every recipient has held the token and been paid before, every contract has held money before, every sale is a second one. The same people get the same parts everywhere; no slot is touched beforehand, but what a batch shares within its transaction. 12 gas more or less are a byte of an address that happens to be zero.',
    '- Who has no batch of their own (PaymentSplitter, Merkle distributor) gets one from a plain multicall, as ours from `ClaimBatch`, which isolates each claim.',
    '- Large batches: two stewards attest, one of whom proposed it and the other sends the acceptance, after the objection window; one token with revenue unless two are named, nothing of it waiting to be distributed. Where units were held before, whoever a leaf is of has earned with them, and another leaf in the same word of the bitmap was activated: every slot is rewritten, none is new.',
    `- With ${number(AFFILIATES)} recipients ours alone was run: a batch of ${number(LEAVES)} leaves, some of them activated, and the one who claims has no other units. Of the others a push loop and a PaymentSplitter don't fit into a transaction; a Merkle distributor would reach as many, with proofs of 20 hashes.`,
    "- 1,000 payees don't fit into the constructor of one PaymentSplitter: there are several below one.",
    `- L1: the fee of the receipts, by the formula of Fjord, with the scalars ${number(L1.baseFeeScalar)} (base fee) and ${number(L1.blobBaseFeeScalar)} (blob base fee) set in the chain's L1Block, L1 base fee and blob base fee ${number(Number(L1.baseFee / 10n ** 9n))} gwei each. *Bytes on L1* don't depend on these prices: the size after compression, at least 100 for each transaction.`,
    "- Quoted figures were measured with those protocols' own contracts when this project was designed, in another setup.",
  ].join('\n')
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const cells = (values: readonly string[]) => `| ${values.map((value) => value.replaceAll('|', '\\|')).join(' | ')} |`
  const figures = (i: number) => lines.every((values) => /^[\d,.*]*( (in|→) [\d,]+)?$/.test(values[i] ?? ''))
  return [cells(head), `|${head.map((_, i) => (figures(i) ? '---:|' : '---|')).join('')}`, ...lines.map(cells)].join('\n')
}
