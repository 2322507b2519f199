import type { Command } from 'commander'
import { basename } from 'node:path'
import { formatDay, formatQuantity, prepareProposeBatch, proposeBatchAndWait } from '@open-value/sdk'
import { contributionLedgerAbi } from '@open-value/sdk/abis'
import { type ImportReport, importFileName, readImport, readPeople, toBatchProposal } from '@open-value/sdk/batch'
import { type ImportState, fileSource, importFolder, openImport, openImportState } from '../../../sdk/src/batch/node/index.ts'
import { refuseErrors, ventureKinds } from '../../internal/cli/contributions.ts'
import { type Context, type OpenVenture, existing, openContext, openVenture, senderOf } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { sendOptions, ventureOption } from '../../internal/cli/options.ts'
import { print, progress, table } from '../../internal/cli/output.ts'
import { announce } from '../../internal/cli/submit.ts'

/** A little more than an entry of a batch costs, and than a batch costs besides. */
const GAS_PER_ENTRY = 2_600n
const GAS_PER_BATCH = 70_000n

export function register(program: Command): void {
  ventureOption(sendOptions(program.command('import <file>')))
    .description('log a CSV file of contributions (docs/examples); an interrupted or repeated import logs no row twice')
    .requiredOption('--affiliates <file>', 'CSV with the columns name and address')
    .option('--config <file>', 'config of the venture, for the ids of its kinds')
    .option('--evidence-base <uri>', 'where the evidence of the batches will be found', 'file:')
    .option('--batch-rows <number>', 'rows of a batch at most', '10000')
    .action(async (file: string, options) => {
      const path = existing(file)
      const people = await readPeople(fileSource(existing(options.affiliates)))
      const context = await openContext(options)
      context.people.add(people)
      const venture = await openVenture(context)
      const proposer = senderOf(context).address
      const { chainId, client } = context
      const { ledger } = venture
      const maxRows = Number(options.batchRows)
      if (!Number.isInteger(maxRows) || maxRows < 1)
        throw new InputError(`--batch-rows is "${options.batchRows}", a number is expected.`)

      const folder = importFolder(path, { chainId, ledger })
      if (!options.dryRun) await refresh(context, ledger, await openImportState(folder, { chainId, ledger }))
      const now = Math.max(Date.now(), Number(venture.asOf.timestamp) * 1000)
      const checked = { kinds: ventureKinds(venture, options.config), people, venture: venture.venture, now, maxRows }
      const { report, state, batches } = await openImport({ ...checked, file: path, chainId, ledger, proposer, folder })
      refuseErrors(report, file, 'nothing was logged')
      const unsent = state.batches().filter(({ status }) => status === 'built')
      const count = report.batches + unsent.length
      if (!options.json) console.error(summary(report, venture, count, file).join('\n'))
      if (count === 0) return print(options, { batches: [], rows: 0, loggedRows: report.loggedRows }, ['Nothing is left to log.'])

      const uriOf = (number: number) => `${options.evidenceBase}${importFileName(number, 'csv')}`
      if (options.dryRun) {
        const planned = []
        const built = readImport(fileSource(path), { ...checked, logged: state.logged, proposer }, report)
        for await (const batch of built) {
          const proposal = toBatchProposal(batch, { evidenceURI: uriOf(planned.length + 1) })
          planned.push({
            what: `Propose ${batch.rowCount} rows as ${batch.entries.length} entries.`,
            ...prepareProposeBatch({ ledger, proposal }),
          })
        }
        return announce(context, planned, gasOf(report.entries, planned.length))
      }
      const what = `Propose ${count} ${count === 1 ? 'batch' : 'batches'} to ${venture.name}.`
      await announce(context, [{ what, to: ledger, data: '0x', value: 0n }], gasOf(report.entries, count))

      const bar = progress(count, 'Logging', options)
      const done: { number: number; batch: string; rows: number; transaction: string | undefined }[] = []
      for await (const record of batches()) {
        const known = await client.readContract({
          address: ledger,
          abi: contributionLedgerAbi,
          functionName: 'batchState',
          args: [record.id],
        })
        const proposal = toBatchProposal(record, { evidenceURI: uriOf(record.number) })
        const sent =
          known.status === 0 ? await proposeBatchAndWait(client, { ledger, proposal }, { account: senderOf(context) }) : undefined
        await state.mark(record.number, 'proposed', sent?.receipt.transactionHash)
        done.push({
          number: record.number,
          batch: record.id,
          rows: record.source.rows,
          transaction: sent?.receipt.transactionHash,
        })
        bar.to(done.length)
      }
      bar.stop()
      const rows = done.reduce((sum, batch) => sum + batch.rows, 0)
      print(options, { batches: done, rows, loggedRows: report.loggedRows, folder: state.folder }, [
        `Proposed ${rows.toLocaleString('en-US')} rows in ${done.length} ${done.length === 1 ? 'batch' : 'batches'}.`,
        `Their evidence, to be published, and what was done is in ${state.folder}.`,
        'Go on: npm run ov -- attest --all',
      ])
    })
}

const gasOf = (entries: number, batches: number) => BigInt(entries) * GAS_PER_ENTRY + BigInt(batches) * GAS_PER_BATCH

/** Writes down what became of earlier batches: rows of rejected and withdrawn ones are free again, lost ones are sent again. */
async function refresh({ client }: Context, ledger: `0x${string}`, state: ImportState): Promise<void> {
  for (const { number, id, status, source } of state.batches()) {
    if (status !== 'proposed' && status !== 'built') continue
    const { status: onChain } = await client.readContract({
      address: ledger,
      abi: contributionLedgerAbi,
      functionName: 'batchState',
      args: [id],
    })
    const [none, accepted, rejected, withdrawn] = [onChain === 0, onChain === 3, onChain === 4, onChain === 5]
    if (none && status === 'proposed') {
      console.error(`The transaction of batch ${number} (${source.file}) was lost; it is sent again.`)
      await state.mark(number, 'built')
    } else if (!none && status === 'built') await state.mark(number, 'proposed')
    if (accepted) await state.mark(number, 'accepted')
    else if (rejected) await state.mark(number, 'rejected')
    else if (withdrawn) await state.mark(number, 'withdrawn')
  }
}

function summary(report: ImportReport, { kinds }: OpenVenture, batches: number, file: string): string[] {
  const { rows, loggedRows, logged, entries, affiliates, totals, firstDay, lastDay } = report
  const [first] = logged
  const days = firstDay === undefined || lastDay === undefined ? '' : `, ${formatDay(firstDay)} to ${formatDay(lastDay)}`
  return [
    `${basename(file)}: ${rows.toLocaleString('en-US')} rows${days}; ${affiliates} people, ${entries} entries, ${batches} batches.`,
    ...(first
      ? [`${loggedRows} rows were logged before and are left out, such as line ${first.line} in ${importFileName(first.batch)}.`]
      : []),
    ...table(
      totals.map((total) => {
        const { name = `kind ${total.kind}`, unit = '', decimals = 0 } = kinds[total.kind] ?? {}
        return [`   ${name}`, formatQuantity(total.quantity, { unit, decimals }), `${total.rows} rows`]
      }),
      [1, 2],
    ),
  ]
}
