import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { inRoot } from '../../scripts/deploy/artifacts.ts'
import type { Ran } from './commandProcess.ts'

/**
 * Runs a command with these arguments, `--json` among them, in a process of its own.
 *
 * @returns What it printed and took; `seconds` from the start of the process to its end.
 * @throws it ended with anything but 0
 */
export async function runMeasured<report>(args: readonly string[]): Promise<Ran<report> & { seconds: number }> {
  const start = performance.now()
  const ran = await run<report>(args)
  return { ...ran, seconds: (performance.now() - start) / 1000 }
}

function run<report>(args: readonly string[]): Promise<Ran<report>> {
  const child = fork(fileURLToPath(new URL('commandProcess.ts', import.meta.url)), args, {
    cwd: inRoot(),
    execArgv: ['--import', 'tsx'],
    // What it shows of its progress is for who waits at a terminal.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return new Promise((resolve, reject) => {
    let ran: Ran<report> | undefined
    child.on('message', (message) => (ran = message as Ran<report>))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0 && ran) resolve(ran)
      else reject(new Error(`${args[0]} ended with ${code}.`))
    })
  })
}
