// Run on its own by command.ts, so that a command is measured without the rest of the benchmark beside it.
import { runCommand } from '../../scripts/internal/cli/run.ts'
import { peakKiB } from './memory.ts'

export type Ran<report> = {
  /** What it printed. */
  report: report
  /** Time the processor worked for it: about the same on a busy machine. */
  cpuSeconds: number
  /** What the operating system saw at most, in MiB. */
  peakMiB: number
}

let printed = ''
console.log = (text: string) => void (printed += text)
process.exitCode = await runCommand()
const { user, system } = process.cpuUsage()
const ran = (): Ran<unknown> => ({
  report: JSON.parse(printed),
  cpuSeconds: (user + system) / 1e6,
  peakMiB: peakKiB() / 1024,
})
if (process.exitCode === 0) process.send?.(ran())
process.disconnect?.()
