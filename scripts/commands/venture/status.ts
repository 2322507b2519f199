import type { Command } from 'commander'
import { type DecisionInfo, formatAmount, formatShare, getEquation } from '@open-value/sdk'
import { contentsOf, openBatches, shortId, totalWords } from '../../internal/cli/batches.ts'
import { type Context, type OpenVenture, openContext, openVenture } from '../../internal/cli/context.ts'
import { decisionsOf, groupOf } from '../../internal/cli/decisions.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { largeBatchesOf } from '../../internal/cli/largeBatches.ts'
import { counted, print, table, when } from '../../internal/cli/output.ts'
import { balanceOf } from '../../internal/cli/tokens.ts'

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('status')))
    .description('what waits for whom, until when')
    .action(async (options) => {
      const context = await openContext(options)
      const venture = await openVenture(context)
      const [batches, large, equation, decisions] = await Promise.all([
        openBatches(context, venture),
        largeBatchesOf(context, venture),
        getEquation(context.client, { ...context.contracts, venture: venture.venture }),
        openDecisions(context, venture),
      ])
      const held = await Promise.all(
        venture.tokens.map(async ({ token, symbol, decimals }) => {
          // A token may answer no more; the others do.
          const amount = await balanceOf(context.client, token, venture.venture).catch(() => undefined)
          const text = amount === undefined ? `${symbol}, which does not answer` : formatAmount(amount, { symbol, decimals })
          return { token, amount, text }
        }),
      )
      const waiting = batches.map((batch, i) => ({
        number: i + 1,
        batch: batch.batch,
        status: batch.status,
        way: batch.way,
        waitsFor: batch.waitsFor,
        deadline: batch.deadline,
        entries: batch.entriesLeft.length,
        proposer: batch.header.proposer,
        contents: contentsOf(batch, venture.kinds, context),
        ...(batch.large ? { leaves: batch.large.leaves, data: batch.evidence } : {}),
      }))
      const activating = large
        .filter(({ status, rests }) => status === 'accepted' && rests.length > 0)
        .map(({ batch, content, activated, rests, dataURI, closingReadyAt }) => {
          return { batch, leaves: content.leaves, activated, rests, dataURI, closingReadyAt }
        })
      const { name, ledger, governor, asOf } = venture
      const told = { venture: venture.venture, ledger, name, governor, equation, held, waiting, activating, decisions }
      print(options, { ...told, block: asOf.blockNumber }, [
        `${name} ${venture.venture}`,
        ...table([
          ['ledger', ledger],
          ['governor', context.people.both(governor)],
          [
            'equation',
            equation.lines
              .map(
                (line) =>
                  `${formatShare(line.shareBps)} ${line.basis} to ${line.account ? context.people.both(line.account) : `pool ${line.pool}`}`,
              )
              .join('; ') || 'all to the remainder',
          ],
          ['remainder', context.people.both(equation.remainder)],
          ['holds', held.map(({ text }) => text).join(', ')],
        ]),
        '',
        waiting.length === 0
          ? 'Nothing waits for acceptance.'
          : `${waiting.length} ${waiting.length === 1 ? 'batch waits' : 'batches wait'}:`,
        ...waiting.flatMap(({ number, batch, way, waitsFor, contents, proposer }) => [
          `${String(number).padStart(3)}  ${shortId(batch)}  proposed by ${context.people.both(proposer)}`,
          ...contents.map((line) => `       ${line}`),
          `     ${way === undefined ? waitsFor.join(' ') : `Can be accepted now (${way}): npm run ov -- accept ${number}`}`,
        ]),
        ...activating.flatMap(({ batch, leaves, activated, rests, dataURI, closingReadyAt }) => [
          `Large batch ${shortId(batch)}: ${activated.toLocaleString('en-US')} of ${leaves.toLocaleString('en-US')} contributions are activated, ${rests.map((rest) => totalWords(rest, venture.kinds)).join(', ')} are left.`,
          activated === leaves
            ? `     No more will come: npm run ov -- batch:close ${shortId(batch)}`
            : `     Anybody activates them from ${dataURI}: npm run ov -- batch:activate FILE.large.json${closingReadyAt === undefined ? '' : `; from ${when(closingReadyAt)} on the rest can be closed`}`,
        ]),
        ...(decisions.length === 0
          ? []
          : [
              `${counted(decisions.length, 'decision is', 'decisions are')} open: npm run ov -- decide:list`,
              ...decisions.map(({ title, waitsFor = '' }) => `     ${title}. ${waitsFor}`),
            ]),
        `As of block ${asOf.blockNumber}.`,
      ])
    })
}

/** What the group has to look at; nothing where a wallet decides. */
async function openDecisions(context: Context, venture: OpenVenture): Promise<Pick<DecisionInfo, 'id' | 'title' | 'waitsFor'>[]> {
  const group = await groupOf(context, venture).catch((error: unknown) => {
    if (error instanceof InputError) return undefined
    throw error
  })
  if (!group?.isInCharge) return []
  const decisions = await decisionsOf(context, group)
  return decisions.flatMap(({ id, title, waitsFor }) => (waitsFor === undefined ? [] : [{ id, title, waitsFor }]))
}
