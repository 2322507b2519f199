import { type ChildProcess, spawn } from 'node:child_process'

export type Shell = { cwd: string; env: NodeJS.ProcessEnv }

/** Says which step failed, and shows the end of what it printed. */
export class StepFailedError extends Error {
  override name = 'StepFailedError'
  constructor(
    readonly step: string,
    readonly reason: string,
    output: string,
  ) {
    super(`${step} failed: ${reason}\n${output.trimEnd().split('\n').slice(-40).join('\n')}`)
  }
}

const MINUTES = 60_000

function start(script: string, { cwd, env }: Shell) {
  const child = spawn('bash', ['-e', '-c', script], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  let output = ''
  const listeners: (() => void)[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { child, ended, output: () => output, onOutput: (listener: () => void) => void listeners.push(listener) }
}

/** Ends a process and its children, all of which this one started. */
function stop({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch {
    // It ended by itself.
  }
}

/** Runs a script to its end. */
export async function runScript(step: string, script: string, shell: Shell, minutes = 40): Promise<string> {
  const { child, ended, output } = start(script, shell)
  const timer = setTimeout(() => stop(child, 'SIGKILL'), minutes * MINUTES)
  const code = await ended
  clearTimeout(timer)
  if (code !== 0)
    throw new StepFailedError(step, code === null ? `it took more than ${minutes} minutes` : `exit code ${code}`, output())
  return output()
}

/** Starts a script that keeps running, waits until it says it is ready, does the work, and stops it as Ctrl-C would. */
export async function withServer<result>(
  step: string,
  script: string,
  shell: Shell,
  work: () => Promise<result>,
): Promise<result> {
  const { child, ended, output, onOutput } = start(script, shell)
  const isReady = () => /^Ready\b/m.test(output())
  const timer = setTimeout(() => stop(child, 'SIGKILL'), 20 * MINUTES)
  const ready = new Promise<boolean>((resolve) => onOutput(() => isReady() && resolve(true)))
  try {
    if (!(await Promise.race([ready, ended.then(() => false)])))
      throw new StepFailedError(step, 'it ended before it was ready', output())
    return await work()
  } finally {
    clearTimeout(timer)
    stop(child, 'SIGINT')
    const late = setTimeout(() => stop(child, 'SIGKILL'), 10_000)
    await ended
    clearTimeout(late)
  }
}
