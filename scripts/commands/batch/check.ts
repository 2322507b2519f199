import type { Command } from 'commander'
import { LargeDataError, formatDay } from '@open-value/sdk'
import { checkLargeData } from '@open-value/sdk/batch'
import { uriSource, writeLargeTree } from '../../../sdk/src/batch/node/index.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { readSummary } from '../../internal/cli/largeBatches.ts'
import { userPath } from '../../internal/cli/local.ts'
import { counted, print, progress } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  program
    .command('batch:check <data>')
    .description('read the data file of a large batch, from a path or a URI, and compare it with what the batch commits to')
    .requiredOption('--header <file>', 'the .large.json of its build')
    .option('--tree <file>', 'write the tree there when all is right: beside the header, `batch:proof` reads it')
    .option('--json', 'print JSON')
    .action(async (data: string, options: { header: string; tree?: string; json?: boolean }) => {
      const content = readSummary(options.header)
      const source = await uriSource(/^[a-z][a-z0-9+.-]+:/i.test(data) ? data : userPath(data))
      const bar = progress(content.leaves, 'Checking', options)
      try {
        const report = await checkLargeData(source, content, { onProgress: bar.to })
        bar.stop()
        if (options.tree !== undefined) await writeLargeTree(userPath(options.tree), report)
        const { leaves, affiliates, firstDay, lastDay, totals } = report
        const days = `${formatDay(firstDay)} to ${formatDay(lastDay)}`
        print(options, { isRight: true, leaves, affiliates, firstDay, lastDay, totals }, [
          `${data} is the file the batch names: ${counted(leaves, 'leaf', 'leaves')} of ${counted(affiliates, 'person', 'people')}, ${days}.`,
          'Root, totals and number of leaves are those of the batch.',
        ])
      } catch (error) {
        bar.stop()
        if (!(error instanceof LargeDataError)) throw error
        if (options.json) print(options, { isRight: false, problem: error.name, message: error.message }, [])
        throw new RefusedError(error.message)
      }
    })
}
