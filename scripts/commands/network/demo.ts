import type { Command } from 'commander'
import { spawnSync } from 'node:child_process'
import { inRoot } from '../../deploy/artifacts.ts'

export function register(program: Command): void {
  program
    .command('demo')
    .description('replay seven stories on a chain of this machine and keep it running: the same as `npm start`')
    .option('--once', 'end after the table')
    .option('--report <file>', 'write the figures as JSON')
    .option('--port <port>', 'port of the chain', '8545')
    .action(({ once, report, port }: { once?: boolean; report?: string; port: string }) => {
      const args = [...(once ? ['--once'] : []), ...(report === undefined ? [] : ['--report', report]), '--port', port]
      const { status } = spawnSync(process.execPath, ['--import', 'tsx', inRoot('scripts/demo/main.ts'), ...args], {
        stdio: 'inherit',
      })
      process.exitCode = status ?? 3
    })
}
