import type { Command } from 'commander'
import { auditVenture } from '@open-value/sdk'
import { describeDifference } from '@open-value/sdk/model'
import { findVenture, openContext } from '../../internal/cli/context.ts'
import { RefusedError } from '../../internal/cli/errors.ts'
import { eventsFile } from '../../internal/cli/eventsFile.ts'
import { eventsPath, userPath } from '../../internal/cli/local.ts'
import { chainOptions } from '../../internal/cli/options.ts'
import { print, progressSteps } from '../../internal/cli/output.ts'

const STEPS = { fetching: 'Fetching', reading: 'Reading', recomputing: 'Recomputing', comparing: 'Comparing' } as const

export function register(program: Command): void {
  chainOptions(program.command('audit <venture>'))
    .description('recompute a venture from its events and compare every figure with the chain, to the unit')
    .option('--cache <file>', 'keeps events for the next time (default: one per chain and venture in deployments/local)')
    .option('--fresh', 'read all events, those that were kept too')
    .action(async (name: string, options: Parameters<typeof openContext>[0] & { cache?: string; fresh?: boolean }) => {
      const { client, chainId, contracts } = await openContext(options)
      const { venture } = findVenture({ chainId }, name)
      const file = options.cache === undefined ? eventsPath(chainId, venture) : userPath(options.cache)
      const bars = progressSteps(STEPS, options)
      const cache = eventsFile(file, { fresh: options.fresh, say: console.error })
      const report = await auditVenture(client, { ...contracts, venture, cache, onProgress: bars.to }).finally(bars.stop)
      const { differences, eventCount, figureCount, asOf } = report
      const accounts = report.accounts.length
      const words = differences.map(describeDifference)
      print(options, { venture, block: asOf.blockNumber, eventCount, figureCount, accounts, differences }, [
        `${report.name}: ${eventCount.toLocaleString('en-US')} events recomputed, ${figureCount.toLocaleString('en-US')} figures of the chain compared, ${accounts} accounts.`,
        differences.length === 0
          ? `No difference, to the unit, as of block ${asOf.blockNumber}.`
          : `${differences.length} differences:`,
        ...words,
      ])
      if (differences.length > 0) throw new RefusedError('The chain holds something else than its events say.')
    })
}
