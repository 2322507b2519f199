import type { Command } from 'commander'
import { parse } from 'csv-parse/sync'
import { readFileSync } from 'node:fs'
import { type Address, getAddress, pad, toHex } from 'viem'
import { parseAmount, parseQuantity, parseShare } from '@open-value/sdk'
import { type VentureConfig, type VentureConfigInput, presets, resolveConfig } from '@open-value/sdk/config'
import { type WhatIfContribution, type WhatIfDescription, whatIf } from '@open-value/sdk/model'
import { readGitHistory } from '../../../sdk/src/batch/node/index.ts'
import { existing } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { userPath } from '../../internal/cli/local.ts'
import { collect } from '../../internal/cli/options.ts'
import { counted, print, table } from '../../internal/cli/output.ts'

/** Amounts without a token: six decimals, shown to the cent. */
const MONEY = { symbol: '', decimals: 6 }

type Question = {
  description: WhatIfDescription
  contributions: WhatIfContribution[]
  names: ReadonlyMap<string, string>
  about: string
}

export function register(program: Command): void {
  program
    .command('what-if [contributions]')
    .description('who would get what of a sale: any equation and CSV, or any git repository; nothing is on a chain')
    .requiredOption('--sale <amount>', 'what is sold, such as 10000')
    .option('--git <folder>', 'the history of a repository in place of a CSV file: lines changed, 500 of a commit at most')
    .option('--config <file>', 'config of a venture, for its equation and kinds')
    .option('--preset <preset>', `equation of a preset: ${Object.keys(presets).join(', ')}`)
    .option('--weight <kind=points>', 'weight of a kind (default: 1 for each); once for each', collect, [])
    .option('--infrastructure <share>', 'part of the sale that goes to infrastructure first, such as 5%', '0%')
    .option('--pseudonyms', 'affiliate-001 in place of names')
    .option('--top <number>', 'people shown', '20')
    .option('--json', 'print JSON')
    .action(async (file: string | undefined, options) => {
      if ((file === undefined) === (options.git === undefined)) throw new InputError('Give a CSV file, or --git FOLDER.')
      const sale = parseAmount(options.sale, MONEY)
      const question = file === undefined ? await ofRepository(options.git, options) : ofFile(existing(file), options)
      const result = whatIf(question.description, question.contributions, sale)
      const nameOf = (account: string) => question.names.get(account.toLowerCase()) ?? account
      const recipients = result.recipients.map(({ account, amount }) => ({ account: nameOf(account), amount }))
      const shown = recipients.slice(0, Number(options.top))
      const rest = recipients.slice(shown.length)
      const share = (amount: bigint) => `${(Number((amount * 1_000_000n) / (sale || 1n)) / 10_000).toFixed(1)}%`
      const sum = (list: typeof recipients) => list.reduce((total, { amount }) => total + amount, 0n)
      const lines = result.lines.map(({ line, amount }) => ({ line: nameOf(line), amount }))
      print(options, { sale, lines, recipients, parked: result.parked, heldBack: result.heldBack }, [
        `${question.about}; a sale of ${cents(sale)} would give`,
        ...table(
          [
            ...shown.map(({ account, amount }) => [account, cents(amount), share(amount)]),
            ...(rest.length > 0 ? [[counted(rest.length, 'other', 'others'), cents(sum(rest)), share(sum(rest))]] : []),
            ...(result.parked > 0n ? [['parked until somebody has points', cents(result.parked), share(result.parked)]] : []),
          ],
          [1, 2],
        ),
      ])
    })
}

type Options = { config?: string; preset?: string; weight: string[]; infrastructure: string; pseudonyms?: boolean }

async function ofRepository(folder: string, options: Options): Promise<Question> {
  const history = await readGitHistory(userPath(folder), { pseudonyms: options.pseudonyms ?? false })
  if (history.rows.length === 0) throw new InputError(`${folder} has no commits that change lines.`)
  const description = plainEquation(history.kinds, options, 0)
  const contributions = history.rows.map(({ affiliate, kind, quantity }) => ({ affiliate, kind, quantity: BigInt(quantity) }))
  const about = `${counted(history.rows.length, 'commit', 'commits')} of ${counted(history.authors.length, 'person', 'people')}`
  return { description, contributions, names: new Map(), about }
}

type Row = Record<string, string>

function ofFile(file: string, options: Options): Question {
  const rows = parse(readFileSync(file, 'utf8'), { columns: true, bom: true, skip_empty_lines: true, trim: true }) as Row[]
  for (const column of ['affiliate', 'kind', 'quantity']) {
    if (rows[0] && !(column in rows[0]))
      throw new InputError(`The file has no column "${column}".`, ['It has ' + Object.keys(rows[0]).join(', ') + '.'])
  }
  const about = `${counted(rows.length, 'contribution', 'contributions')} of ${counted(new Set(rows.map(({ affiliate }) => affiliate)).size, 'person', 'people')}`
  if (options.config === undefined && options.preset === undefined) {
    const kinds = [...new Set(rows.map(({ kind = '' }) => kind))]
    const contributions = rows.map((row, i) =>
      contributionOf(row, i, { id: row['kind'] ?? '', unit: unitOf(row['quantity']), decimals: 2 }),
    )
    return { description: plainEquation(kinds, options, 2), contributions, names: new Map(), about }
  }
  const { config, names } = configOf(options)
  const contributions = rows.map((row, i) => {
    const wanted = (row['kind'] ?? '').toLowerCase()
    const kind = config.kinds.find(({ id, name }) => id.toLowerCase() === wanted || name.toLowerCase() === wanted)
    if (kind) return contributionOf(row, i, kind)
    throw new InputError(`Line ${i + 2}: there is no kind "${row['kind']}".`, [
      `There are ${config.kinds.map(({ id }) => id).join(', ')}.`,
    ])
  })
  return { description: describeConfig(config), contributions, names, about }
}

function contributionOf(
  row: Row,
  i: number,
  { id, unit, decimals }: { id: string; unit: string; decimals: number },
): WhatIfContribution {
  try {
    return { affiliate: row['affiliate'] ?? '', kind: id, quantity: parseQuantity(row['quantity'] ?? '', { unit, decimals }) }
  } catch (error) {
    throw new InputError(`Line ${i + 2}: ${(error as Error).message}`)
  }
}

/** `2.5h` and `1h15` are hours, `340 g` grams. */
function unitOf(quantity = ''): string {
  return /[a-z]+/i.exec(quantity)?.[0] ?? 'h'
}

/** Infrastructure first, then everyone by points. */
function plainEquation(kinds: readonly string[], { weight, infrastructure }: Options, decimals: number): WhatIfDescription {
  const weights = new Map(weight.map((pair) => pair.split('=') as [string, string]))
  const shareBps = parseShare(infrastructure)
  return {
    pools: [{ id: 'work', type: 'equity' }],
    kinds: kinds.map((id) => ({ id, pool: 'work', decimals, weight: BigInt(weights.get(id) ?? 1) })),
    equation: [
      ...(shareBps > 0 ? [{ account: 'infrastructure', basis: 'gross' as const, shareBps }] : []),
      { pool: 'work', basis: 'remaining', shareBps: 10_000 },
      { remainder: 'the remainder' },
    ],
  }
}

/** A config with whoever it doesn't name made up. */
function configOf({ config, preset }: Options): { config: VentureConfig; names: Map<string, string> } {
  const written = config === undefined ? {} : (JSON.parse(readFileSync(existing(config), 'utf8')) as Partial<VentureConfigInput>)
  const made = (i: number): Address => getAddress(pad(toHex(i), { size: 20 }))
  const input = {
    name: 'what if',
    founder: made(1),
    network: made(2),
    tokens: { USD: { address: made(3), decimals: MONEY.decimals } },
    ...written,
    ...(preset === undefined ? {} : { preset }),
    accounts: { exchangeFirm: made(4), upstream: made(5), ...written.accounts },
  } as VentureConfigInput
  const names = new Map<string, string>([
    [String(input.founder).toLowerCase(), 'founder'],
    [String(input.network).toLowerCase(), 'infrastructure'],
    ...Object.entries(input.accounts ?? {}).map(([name, address]) => [String(address).toLowerCase(), name] as const),
  ])
  return { config: resolveConfig(input), names }
}

function describeConfig({ pools, kinds, equation }: VentureConfig): WhatIfDescription {
  return {
    pools: pools.map((pool) =>
      pool.type === 'equity' ? { id: pool.id, type: pool.type } : { id: pool.id, type: pool.type, capBps: pool.capBps },
    ),
    kinds: kinds.map(({ id, pool, decimals, weight, price }) => ({
      id,
      pool,
      decimals,
      ...(weight === undefined ? { price } : { weight }),
    })),
    equation: equation.map((line) => {
      if ('remainder' in line) return { remainder: line.remainder }
      const { basis, shareBps } = line
      return line.pool === undefined ? { account: line.account, basis, shareBps } : { pool: line.pool, basis, shareBps }
    }),
  }
}

function cents(amount: bigint): string {
  const rounded = (amount + 5_000n) / 10_000n
  return `${(rounded / 100n).toLocaleString('en-US')}.${String(rounded % 100n).padStart(2, '0')}`
}
