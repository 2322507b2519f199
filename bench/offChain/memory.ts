import { existsSync, readFileSync } from 'node:fs'

/** The most memory this process has had, in KiB. On Linux `maxRSS` begins with what the parent had when it forked. */
export function peakKiB(): number {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const peak = /^VmHWM:\s*(\d+) kB$/m.exec(status)
  return peak ? Number(peak[1]) : process.resourceUsage().maxRSS
}
