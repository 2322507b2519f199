import type { Command } from 'commander'
import type { Address } from 'viem'
import {
  type ActivateLeavesParameters,
  type LargeBatch,
  type LeafCut,
  activateLeavesAndWait,
  formatQuantity,
  getLargeBatch,
  prepareActivateLeaves,
} from '@open-value/sdk'
import type { LargeLeaf, ProvenLeaf } from '@open-value/sdk/batch'
import type { OpenLargeTree } from '../../../sdk/src/batch/node/index.ts'
import { shortId, totalWords } from '../../internal/cli/batches.ts'
import {
  type CommonOptions,
  type Context,
  type OpenVenture,
  openContext,
  openVenture,
  senderOf,
} from '../../internal/cli/context.ts'
import { groupsOf } from '../../internal/cli/csvReceipt.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { checkProofs, findLargeBatch, openTreeOf, readSummary } from '../../internal/cli/largeBatches.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, progress } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

type Options = CommonOptions & { index?: string; affiliate?: string; all?: boolean; atOnce: string }

/** A little more than a transaction of leaves costs, and than a leaf of 2^20 costs in it. */
const GAS_PER_TRANSACTION = 60_000n
const GAS_PER_LEAF = 70_000n
/** A packed entry, and where its kind is in it. */
const WORD = 32
const KIND_AT = 20

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('batch:activate <summary>')))
    .description(
      'give contributions of an accepted large batch their units, from its .large.json and the tree beside it; anyone, for anyone; an interrupted one goes on where it was',
    )
    .option('--index <number>', 'the contribution with this index')
    .option('--affiliate <who>', 'all contributions of somebody')
    .option('--all', 'all that are not activated yet')
    .option('--at-once <number>', 'contributions in a transaction, 200 at most', '50')
    .action(async (file: string, options: Options) => {
      const summary = readSummary(file)
      const leavesEach = positive(options.atOnce, '--at-once', 200)
      const context = await openContext(options)
      const venture = await openVenture(context)
      const batch = await findLargeBatch(context, venture, file)
      const tree = await openTreeOf(file, summary)
      try {
        const asked = await indices(tree, options, context)
        const { contracts, client } = context
        const { activatedLeaves } = await getLargeBatch(client, { ...contracts, ledger: venture.ledger, batch: batch.batch })
        const before = new Set(activatedLeaves)
        const open = asked.filter((index) => !before.has(index))
        const skipped = asked.length - open.length
        if (open.length === 0)
          return print(options, { batch: batch.batch, activated: [], skipped, cuts: [], count: batch.activated }, [
            `Nothing is left to activate: ${counted(skipped, 'contribution was', 'contributions were')} before.`,
          ])
        const prove = async (group: readonly number[]) => {
          const leaves: ProvenLeaf[] = []
          for (const index of group) leaves.push(await tree.prove(index))
          checkProofs(summary, leaves)
          return leaves
        }
        const parameters = {
          ledger: venture.ledger,
          header: batch.header,
          records: batch.records,
          leavesEach,
          skipActivated: true,
          cut: true,
          largeBatches: contracts.largeBatches,
        }
        const groups = await groupsByKind(tree, open, leavesEach)
        await tell(context, venture, batch, { open, skipped, groups, parameters, first: await prove(groups[0] ?? []) })
        const result = await activate(context, { ...parameters, groups, prove })
        report(context, venture, batch, { ...result, skipped: skipped + result.skipped })
      } finally {
        await tree.close()
      }
    })
}

async function indices(tree: OpenLargeTree, { index, affiliate, all }: Options, { people }: Context): Promise<number[]> {
  if ([index, affiliate, all].filter((given) => given !== undefined).length !== 1)
    throw new InputError('Which contributions?', ['Give one of --index, --affiliate and --all.'])
  if (index !== undefined) return [positive(index, '--index', tree.leaves - 1, 0)]
  if (affiliate !== undefined) return (await tree.leavesOf(people.addressOf(affiliate))).map((leaf) => leaf.index)
  return Array.from({ length: tree.leaves }, (_, leaf) => leaf)
}

/** As transactions take them: of one kind each. */
async function groupsByKind(tree: OpenLargeTree, open: readonly number[], size: number): Promise<number[][]> {
  const kinds = new Uint8Array(tree.leaves)
  let at = 0
  for await (const words of tree.words()) for (let i = KIND_AT; i < words.length; i += WORD) kinds[at++] = words[i] ?? 0
  const byKind = new Map<number, number[]>()
  for (const index of open) {
    const kind = kinds[index] ?? 0
    const known = byKind.get(kind)
    if (known) known.push(index)
    else byKind.set(kind, [index])
  }
  return [...byKind.values()].flatMap((indices) => groupsOf(indices, size))
}

function positive(written: string, option: string, max: number, min = 1): number {
  const number = Number(written)
  if (/^\d{1,9}$/.test(written) && number >= min && number <= max) return number
  throw new InputError(`${option} is "${written}", a number from ${min} to ${max} is expected.`)
}

type Telling = {
  open: readonly number[]
  skipped: number
  groups: readonly (readonly number[])[]
  parameters: Omit<ActivateLeavesParameters, 'leaves'>
  /** Those of the first transaction. */
  first: readonly ProvenLeaf[]
}

/** Says what will be sent and what it costs, and asks; of many transactions only the first is tried before. */
async function tell(
  context: Context,
  { name }: OpenVenture,
  batch: LargeBatch,
  { open, skipped, groups, parameters, first }: Telling,
): Promise<void> {
  const { transactions } = await prepareActivateLeaves(context.client, { ...parameters, leaves: first })
  const count = groups.length
  const left = skipped === 0 ? '' : `, ${counted(skipped, 'was', 'were')} before`
  const [transaction] = transactions
  if (!transaction) throw new InputError('Somebody has activated them just now.', ['Run it again.'])
  const planned = {
    what: `Activate ${counted(open.length, 'contribution', 'contributions')} of ${shortId(batch.batch)} at ${name} in ${counted(count, 'transaction', 'transactions')}${left}.`,
    ...transaction,
  }
  await announce(context, [planned], BigInt(count) * GAS_PER_TRANSACTION + BigInt(open.length) * GAS_PER_LEAF)
}

type Activating = Omit<ActivateLeavesParameters, 'leaves'> & {
  groups: readonly (readonly number[])[]
  prove: (group: readonly number[]) => Promise<ProvenLeaf[]>
}

type Activated = { activated: LargeLeaf[]; skipped: number; cuts: LeafCut[]; count: number; transactions: string[]; gas: bigint }

async function activate(context: Context, { groups, prove, ...parameters }: Activating): Promise<Activated> {
  const result: Activated = { activated: [], skipped: 0, cuts: [], count: 0, transactions: [], gas: 0n }
  const total = groups.reduce((sum, group) => sum + group.length, 0)
  const bar = progress(total, 'Activating', context.options)
  try {
    for (const group of groups) {
      const leaves = await prove(group)
      const done = await activateLeavesAndWait(context.client, { ...parameters, leaves }, { account: senderOf(context) })
      result.activated.push(...done.activated)
      result.cuts.push(...done.cuts)
      result.skipped += done.skipped.length
      result.count = done.count
      result.transactions.push(...done.receipts.map(({ transactionHash }) => transactionHash))
      result.gas += done.receipts.reduce((sum, { gasUsed }) => sum + gasUsed, 0n)
      bar.to(result.activated.length + result.skipped)
    }
  } finally {
    bar.stop()
  }
  return result
}

function report(context: Context, venture: OpenVenture, { batch, content }: LargeBatch, result: Activated): void {
  const { activated, skipped, cuts, count, transactions, gas } = result
  const both = (account: Address) => context.people.both(account)
  print(context.options, { batch, activated, skipped, cuts, count, transactions, gas }, [
    `Activated ${counted(activated.length, 'contribution', 'contributions')} with ${gas.toLocaleString('en-US')} gas; ${count.toLocaleString('en-US')} of ${content.leaves.toLocaleString('en-US')} are now.`,
    ...cuts.map(({ index, affiliate, kind, quantity, asked }) => {
      const { unit = '', decimals = 0 } = venture.kinds[kind] ?? {}
      return `Careful: ${both(affiliate)} got ${totalWords({ kind, quantity }, venture.kinds)}, contribution ${index} says ${formatQuantity(asked, { unit, decimals })}: no more was left of the total.`
    }),
  ])
}
