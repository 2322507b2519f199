import { spawn, type ChildProcess } from 'node:child_process'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { runCommand } from '../../../scripts/internal/cli/run.ts'

export type Ended = { code: number | null; signal: NodeJS.Signals | null; stdout: string; stderr: string }

/** Runs a command in a process of its own. */
export function startOv(
  args: readonly string[],
  env: Record<string, string> = {},
): { child: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, ['--import', 'tsx', inRoot('scripts/cli.ts'), ...args], {
    cwd: inRoot(),
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = new Promise<Ended>((resolve, reject) =>
    child.on('error', reject).on('close', (code, signal) => resolve({ code, signal, stdout, stderr })),
  )
  return { child, ended }
}

export function ov(...args: string[]): Promise<Ended> {
  return startOv(args).ended
}

/** The same in this process, which is much faster; one at a time. */
export async function ovHere(...args: string[]): Promise<Ended> {
  const { log, error } = console
  const [stdout, stderr]: [string[], string[]] = [[], []]
  console.log = (...words: unknown[]) => void stdout.push(`${words.join(' ')}\n`)
  console.error = (...words: unknown[]) => void stderr.push(`${words.join(' ')}\n`)
  const before = process.exitCode
  try {
    const code = await runCommand(args)
    return { code, signal: null, stdout: stdout.join(''), stderr: stderr.join('') }
  } finally {
    process.exitCode = before
    Object.assign(console, { log, error })
  }
}
