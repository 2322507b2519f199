import type { Command } from 'commander'
import { statSync, writeFileSync } from 'node:fs'
import { basename } from 'node:path'
import { zeroHash } from 'viem'
import { LargeDataError, formatDay } from '@open-value/sdk'
import { type LargeContent, type LargeDataReport, checkLargeData, serializeLargeSummary } from '@open-value/sdk/batch'
import { largeFiles, uriSource, writeLargeTree } from '../../../sdk/src/batch/node/index.ts'
import { type CommonOptions, openContext, openVenture } from '../../internal/cli/context.ts'
import { InputError, RefusedError } from '../../internal/cli/errors.ts'
import { findLargeBatch, readSummary } from '../../internal/cli/largeBatches.ts'
import { userPath } from '../../internal/cli/local.ts'
import { chainOptions, ventureOption } from '../../internal/cli/options.ts'
import { counted, print, progress } from '../../internal/cli/output.ts'

type Options = CommonOptions & { header?: string; batch?: string; tree?: string; out?: string }

export function register(program: Command): void {
  ventureOption(chainOptions(program.command('batch:check [data]')))
    .description('read the data file of a large batch, from a path or a URI, and compare it with what the batch commits to')
    .option('--header <file>', 'the .large.json of its build; no chain is asked then')
    .option('--batch <batch>', 'the batch as it was proposed, by its number in `status` or its id; it says where its data is')
    .option('--tree <file>', 'write the tree there when all is right: beside the header, `batch:proof` reads it')
    .option('--out <name>', 'write NAME.large.json and NAME.large.tree when all is right, for `batch:activate` and `batch:proof`')
    .action(async (given: string | undefined, options: Options) => {
      const { content, dataURI } = await commitment(options)
      const data = given ?? dataURI
      if (data === undefined) throw new InputError('Which data?', ['Give a file or a URI.'])
      const source = await uriSource(/^[a-z][a-z0-9+.-]+:/i.test(data) ? data : userPath(data))
      const bar = progress(content.leaves, 'Checking', options)
      try {
        const report = await checkLargeData(source, content, { onProgress: bar.to })
        bar.stop()
        if (options.tree !== undefined) await writeLargeTree(userPath(options.tree), report)
        const files = options.out === undefined ? [] : await write(options.out, content, report, { data, bytes: source.size })
        const { leaves, affiliates, firstDay, lastDay, totals } = report
        const days = `${formatDay(firstDay)} to ${formatDay(lastDay)}`
        print(options, { isRight: true, leaves, affiliates, firstDay, lastDay, totals, files }, [
          `${data} is the file the batch names: ${counted(leaves, 'leaf', 'leaves')} of ${counted(affiliates, 'person', 'people')}, ${days}.`,
          'Root, totals and number of leaves are those of the batch.',
          ...(files.length > 0 ? [`Written: ${files.map((file) => basename(file)).join(', ')}.`] : []),
        ])
      } catch (error) {
        bar.stop()
        if (!(error instanceof LargeDataError)) throw error
        if (options.json) print(options, { isRight: false, problem: error.name, message: error.message }, [])
        throw new RefusedError(error.message)
      }
    })
}

/** What the batch commits to, and where it says its data is. */
async function commitment(options: Options): Promise<{ content: LargeContent; dataURI?: string }> {
  if ((options.header === undefined) === (options.batch === undefined))
    throw new InputError('Which batch?', ['Give --header FILE.large.json, or --batch with its number in `status` or its id.'])
  if (options.header !== undefined) return { content: readSummary(options.header) }
  const context = await openContext(options)
  return findLargeBatch(context, await openVenture(context), options.batch ?? '')
}

/** What whoever built it has: everybody can activate and prove from it. */
async function write(
  out: string,
  content: LargeContent,
  report: LargeDataReport,
  { data, bytes }: { data: string; bytes: number },
): Promise<string[]> {
  const files = largeFiles(userPath(`${out.replace(/\.large(\.json)?$/i, '')}.csv`))
  const { root, totals, leaves, dataHash } = content
  await writeLargeTree(files.tree, report)
  const summary = serializeLargeSummary({
    root,
    totals,
    leaves,
    dataHash,
    affiliates: report.affiliates,
    data: { file: basename(data), bytes },
    tree: { file: basename(files.tree), bytes: statSync(files.tree).size },
    input: { file: '', bytes: 0, sha256: zeroHash, settings: zeroHash },
  })
  writeFileSync(files.summary, summary)
  return [files.summary, files.tree]
}
