/// <reference types="node" />
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { Hex } from 'viem'

/** The files of a large batch, all beside its input. */
export type LargeFiles = {
  /** `contributions.large.json`: what the batch commits to. */
  summary: string
  /** `contributions.large.csv`: the data file, to be published. */
  data: string
  /** `contributions.large.tree`: what proofs are read from. */
  tree: string
  /** `contributions.large.dump.json`: the tree as OpenZeppelin's library loads it; on demand. */
  dump: string
  /** Folder of an unfinished build. */
  work: string
}

/** Where the files of a large batch are, from its input or from its summary. */
export function largeFiles(file: string): LargeFiles {
  const base = join(dirname(file), basename(file).replace(/(\.large\.json|\.csv)$/i, ''))
  const named = (ending: string) => `${base}.large.${ending}`
  return { summary: named('json'), data: named('csv'), tree: named('tree'), dump: named('dump.json'), work: named('work') }
}

/** SHA-256 of a file. */
export async function hashFile(path: string): Promise<Hex> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk as Uint8Array)
  return `0x${hash.digest('hex')}`
}

/** Writes a file as a whole or not at all. */
export async function replaceFile(path: string, write: (file: FileWriter) => Promise<void>): Promise<void> {
  const temporary = `${path}.tmp`
  const handle = await open(temporary, 'w')
  try {
    await write(async (bytes) => void (await handle.writeFile(bytes)))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(temporary, path)
}

/** Adds to a file. */
export type FileWriter = (bytes: Uint8Array | string) => Promise<void>
