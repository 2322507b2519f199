import type { Command } from 'commander'
import { formatAmount, formatQuantity, getClaimable, getVentureEvents } from '@open-value/sdk'
import { type DecodedEvent, type ExplainedPart, explain } from '@open-value/sdk/model'
import { type OpenVenture, findToken, openContext, openVenture } from '../../internal/cli/context.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, table } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('why <account>')))
    .description('explain what an account was paid and is owed: which sale, through which line, by which contributions')
    .option('--token <token>', 'payout token, by symbol or address (default: the first)')
    .action(async (who: string, options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const token = findToken(venture.tokens, options.token)
      const account = context.people.addressOf(who)
      const { events, asOf } = await getVentureEvents(context.client, { ...context.contracts, venture: venture.venture })
      const explanation = explain(events as readonly DecodedEvent[], account, token.token, { venture: venture.venture })
      const kinds = venture.kinds.map(({ kind }) => kind)
      const claimable = await getClaimable(context.client, { venture: venture.venture, token: token.token, account, kinds })
      const arrived = claimable - explanation.owed
      print(options, { ...explanation, claimable, block: asOf.blockNumber }, [
        `${context.people.both(account)} at ${venture.name}:`,
        ...(explanation.parts.length === 0
          ? []
          : table([['sale', 'of', 'through', 'by', 'gave'], ...rowsOf(explanation.parts, venture, token)], [1, 4])),
        '',
        `In all ${formatAmount(explanation.total, token)}: ${formatAmount(explanation.paid, token)} paid, ${formatAmount(explanation.owed, token)} owed.`,
        ...(arrived > 0n
          ? [`${formatAmount(arrived, token)} of what arrived since is this account's too; it counts with the next claim.`]
          : []),
        ...(explanation.unexplained === 0n ? [] : [`${explanation.unexplained} smallest units can't be explained by events.`]),
        `Recomputed from ${events.length} events, as of block ${asOf.blockNumber}.`,
      ])
    })
}

function throughOf({ to, pool }: ExplainedPart['line']): string {
  if (to === 'account') return 'its own line'
  if (to === 'remainder') return 'the remainder'
  return to === 'rest' ? `pool ${pool} (a large batch's rest was closed)` : `pool ${pool} (${to})`
}

/** One row for all contributions of a kind in one sale. */
function rowsOf(
  parts: readonly ExplainedPart[],
  { kinds }: OpenVenture,
  token: { symbol: string; decimals: number },
): string[][] {
  const rows = new Map<string, { part: ExplainedPart; quantity: bigint; amount: bigint; count: number }>()
  for (const part of parts) {
    const { sale, line, contribution } = part
    const key = `${sale.blockNumber} ${sale.logIndex} ${line.index} ${contribution?.kind ?? ''}`
    const row = rows.get(key) ?? { part, quantity: 0n, amount: 0n, count: 0 }
    rows.set(key, {
      part,
      quantity: row.quantity + (contribution?.quantity ?? 0n),
      amount: row.amount + part.amount,
      count: row.count + 1,
    })
  }
  return [...rows.values()].map(({ part: { sale, line, contribution }, quantity, amount, count }) => {
    const kind = contribution && kinds[contribution.kind]
    const through = throughOf(line)
    const by = kind
      ? `${formatQuantity(quantity, kind)} of ${kind.name}${count > 1 ? ` in ${count} contributions` : ''}`
      : 'the equation'
    const date =
      sale.timestamp === undefined
        ? `block ${sale.blockNumber}`
        : new Date(Number(sale.timestamp) * 1000).toISOString().slice(0, 10)
    return [date, formatAmount(sale.amount, token), through, by, formatAmount(amount, token)]
  })
}
