/// <reference types="node" />
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { LargeBuildBusyError } from '../../../errors/large.ts'
import { type LargeSummary, parseLargeSummary, serializeLargeSummary } from '../../large/summary.ts'
import { replaceFile } from './files.ts'

/** Folders builds of this process work in. */
const inUse = new Set<string>()

/** Folder of an unfinished build. */
export type Work = {
  folder: string
  /** What the build is of; `undefined` where nothing was begun. */
  input: LargeSummary['input'] | undefined
  /** Rows of the whole input, once they are all read. */
  rows: number | undefined
  /** What the build came to, once only its files are to be put in place. */
  summary: LargeSummary | undefined
  /** Begins anew. */
  begin: (input: LargeSummary['input']) => Promise<void>
  save: (progress: { rows: number; summary?: LargeSummary }) => Promise<void>
  /** Another build may go on with it. */
  release: () => Promise<void>
  remove: () => Promise<void>
}

/**
 * Opens the folder of an unfinished build, or makes one, for this process alone.
 *
 * @throws {LargeBuildBusyError} another process is at it
 */
export async function openWork(folder: string): Promise<Work> {
  await lock(folder)
  const [input, progress] = await Promise.all([readJson<LargeSummary['input']>(folder, 'input'), readProgress(folder)])
  const isBegun = input !== undefined
  const work: Work = {
    folder,
    input,
    rows: isBegun ? progress.rows : undefined,
    summary: isBegun ? progress.summary : undefined,
    async begin(next) {
      for (const name of ['input.json', 'progress.json', 'rows', 'data', 'chunks', 'tree'])
        await rm(join(folder, name), { force: true })
      await replaceFile(join(folder, 'input.json'), (write) => write(`${JSON.stringify(next)}\n`))
      Object.assign(work, { input: next, rows: undefined, summary: undefined })
    },
    async save({ rows, summary }) {
      const text = { rows, ...(summary ? { summary: serializeLargeSummary(summary) } : {}) }
      await replaceFile(join(folder, 'progress.json'), (write) => write(`${JSON.stringify(text)}\n`))
      Object.assign(work, { rows, summary })
    },
    async release() {
      await rm(join(folder, 'lock'), { force: true })
      inUse.delete(folder)
    },
    async remove() {
      await rm(folder, { recursive: true, force: true })
      inUse.delete(folder)
    },
  }
  return work
}

async function readProgress(folder: string): Promise<Pick<Work, 'rows' | 'summary'>> {
  const { rows, summary } = (await readJson<{ rows: number; summary?: string }>(folder, 'progress')) ?? {}
  return { rows, summary: summary === undefined ? undefined : parseLargeSummary(summary, 'progress.json') }
}

/** A file of the folder; each is written as a whole. */
async function readJson<content>(folder: string, name: string): Promise<content | undefined> {
  const text = await readFile(join(folder, `${name}.json`), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as content)
}

async function lock(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'lock')
  if (inUse.has(folder)) throw new LargeBuildBusyError(basename(folder), process.pid)
  try {
    await writeFile(file, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
    const owner = Number(await readFile(file, 'utf8').catch(() => ''))
    if (owner !== process.pid && isRunning(owner)) throw new LargeBuildBusyError(basename(folder), owner)
    // Whoever left it was killed.
    await writeFile(file, String(process.pid))
  }
  inUse.add(folder)
}

function isRunning(processId: number): boolean {
  if (!Number.isInteger(processId) || processId <= 0) return false
  try {
    return process.kill(processId, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
