// Run on its own by command.ts, so that a command is measured without the rest of the benchmark beside it.
import { existsSync, readFileSync } from 'node:fs'
import { runCommand } from '../../scripts/internal/cli/run.ts'

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

/** On Linux `maxRSS` begins with what the parent had when it forked, so the kernel is asked for this process alone. */
function peakKiB(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status)
  return peak ? Number(peak[1]) : process.resourceUsage().maxRSS
}
