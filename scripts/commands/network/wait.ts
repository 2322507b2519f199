import type { Command } from 'commander'
import { formatDuration, parseDuration } from '@open-value/sdk'
import { openContext } from '../../internal/cli/context.ts'
import { InputError } from '../../internal/cli/errors.ts'
import { chainOptions } from '../../internal/cli/options.ts'
import { print } from '../../internal/cli/output.ts'

export function register(program: Command): void {
  chainOptions(program.command('wait <duration...>'))
    .description('move the clock of a chain of this machine: `wait 3 days` ends an objection window')
    .action(async (words: string[], options) => {
      const seconds = parseDuration(words.join(' '))
      const { client, isLocal } = await openContext(options)
      if (!isLocal) throw new InputError('Only the clock of a chain of this machine can be moved.')
      const request = (method: string, params: unknown[]) =>
        client.request({ method, params } as unknown as Parameters<typeof client.request>[0])
      await request('evm_increaseTime', [seconds])
      await request('evm_mine', [])
      const { timestamp } = await client.getBlock()
      const now = `${new Date(Number(timestamp) * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
      print(options, { seconds, timestamp }, [`${formatDuration(seconds)} later: it is ${now} there.`])
    })
}
