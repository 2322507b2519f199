import type { Command } from 'commander'
import { basename } from 'node:path'
import { ImportRejectedError, formatQuantity } from '@open-value/sdk'
import {
  type ImportKind,
  type LargeReport,
  type LargeSummary,
  type ReadLargeRowsOptions,
  checkLargeRows,
  readPeople,
} from '@open-value/sdk/batch'
import { type LargeStart, buildLargeBatch, fileSource, largeFiles, writeLargeDump } from '../../../sdk/src/batch/node/index.ts'
import { configKinds, refuseErrors, ventureKinds } from '../../internal/cli/contributions.ts'
import { type CommonOptions, existing, openContext, openVenture } from '../../internal/cli/context.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, progressSteps, table } from '../../internal/cli/output.ts'

const STEPS = { rows: 'Reading', tree: 'Hashing the tree', data: 'Hashing the data', dump: 'Writing the dump' }

type Options = CommonOptions & { affiliates: string; config?: string; dump?: boolean }

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('batch:build <file>')))
    .description(
      'build a large batch of a CSV file of contributions (docs/large-batches.md); an interrupted one goes on where it was',
    )
    .requiredOption('--affiliates <file>', 'CSV with the columns name and address')
    .option('--config <file>', 'config of the venture, for its kinds: no chain is asked then')
    .option('--dump', "write the tree as OpenZeppelin's library loads it, too")
    .option('--dry-run', 'check the file, write nothing')
    .action(async (file: string, options: Options) => {
      const path = existing(file)
      const reading = await readingOptions(options)
      const bars = progressSteps(STEPS, options)
      if (options.dryRun) {
        const onProgress = ({ bytesRead, bytesTotal }: { bytesRead: number; bytesTotal: number }) =>
          bars.to({ step: 'rows', done: bytesRead, total: bytesTotal })
        const { errors, errorCount, ...report } = await checkLargeRows(fileSource(path), { ...reading, onProgress })
        bars.stop()
        refuseErrors({ errors, errorCount }, file, 'nothing can be built')
        return print(options, { dryRun: true, ...report }, [...contents(file, report, reading.kinds), 'Nothing is written.'])
      }

      const onStart = (start: LargeStart) => startWords(file, start).forEach((words) => console.error(words))
      const build = await buildLargeBatch({ ...reading, file: path, onStart, onProgress: bars.to }).catch((error: unknown) => {
        bars.stop()
        if (error instanceof ImportRejectedError) refuseErrors(error, file, 'nothing was built')
        throw error
      })
      const { summary, files, isUnchanged, resumedRows } = build
      if (options.dump) {
        const onProgress = (done: number) => bars.to({ step: 'dump', done, total: summary.leaves })
        await writeLargeDump(files.tree, files.dump, { onProgress })
      }
      bars.stop()
      const written = [files.summary, files.data, files.tree, ...(options.dump ? [files.dump] : [])]
      const { root, totals, leaves, dataHash, affiliates } = summary
      print(options, { root, totals, leaves, dataHash, affiliates, files: written, isUnchanged, resumedRows }, [
        ...contents(file, summary, reading.kinds),
        ...table([
          ['Root', root],
          ['Data hash', dataHash],
          [isUnchanged ? 'As before' : 'Written', written.map((name) => basename(name)).join(', ')],
        ]),
        `Publish ${basename(files.data)} where everybody can read it: the batch commits to it by its hash.`,
        `Check what can be read there: npm run ov -- batch:check URI --header ${basename(files.summary)}`,
      ])
    })
}

async function readingOptions(options: Options): Promise<ReadLargeRowsOptions> {
  const people = await readPeople(fileSource(existing(options.affiliates)))
  if (options.config !== undefined) return { kinds: configKinds(options.config), people }
  const venture = await openVenture(await openContext(options))
  const now = Math.max(Date.now(), Number(venture.asOf.timestamp) * 1000)
  return { kinds: ventureKinds(venture, undefined), people, venture: venture.venture, now }
}

function startWords(file: string, { changed, resumedRows }: LargeStart): string[] {
  const what = changed === 'input' ? `${basename(file)} is not what it was` : 'Kinds, people or venture are not what they were'
  return [
    ...(changed ? [`${what}: it is built anew, in place of what was built before.`] : []),
    ...(resumedRows > 0 ? [`Interrupted after ${counted(resumedRows, 'row', 'rows')}: it goes on there.`] : []),
  ]
}

function contents(
  file: string,
  { leaves, affiliates, totals }: Pick<LargeSummary | LargeReport, 'leaves' | 'affiliates' | 'totals'>,
  kinds: readonly ImportKind[],
): string[] {
  return [
    `${basename(file)}: ${counted(leaves, 'contribution', 'contributions')} of ${counted(affiliates, 'person', 'people')}.`,
    ...table(
      totals.map(({ kind, quantity }) => {
        const { name, unit, decimals } = kinds.find((known) => known.kind === kind) ?? {
          name: `kind ${kind}`,
          unit: '',
          decimals: 0,
        }
        return [`   ${name}`, formatQuantity(quantity, { unit, decimals })]
      }),
      [1],
    ),
  ]
}
