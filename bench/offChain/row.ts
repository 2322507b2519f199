/** What a command takes of the machine it runs on. */
export type OffChainRow = {
  /** Id of the row in `docs/benchmark.md` and the report. */
  id: string
  what: string
  /** From the start of the command to its end; what else the machine did meanwhile counts. */
  seconds: number
  holdSeconds: number
  /** Of that, time the processor worked for it. */
  cpuSeconds: number
  peakMiB: number
  /** Left out where memory has no limit. */
  holdMiB?: number
  /** Where that was, and how many processes worked or waited there in the minute before. */
  machine: string
}

/** Whether it took more than it may. */
export function isOverdrawn({ seconds, holdSeconds, peakMiB, holdMiB = Infinity }: OffChainRow): boolean {
  return seconds > holdSeconds || peakMiB > holdMiB
}
