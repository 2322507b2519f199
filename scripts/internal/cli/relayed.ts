import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Hash, Hex } from 'viem'
import type { Context } from './context.ts'
import { userPath } from './local.ts'

/** What went through, remembered beside the files, so that nothing is submitted twice whatever happened in between. */
export type Relayed = {
  /** The transaction in which it went through before; `undefined` where it did not. */
  transactionOf: (file: string, digest: Hex) => Promise<Hash | undefined>
  /** Written before it is known whether it went through: the chain tells that later. */
  sent: (entries: readonly { file: string; digest: Hex }[], transaction: Hash) => void
  /** It was sent, and failed. */
  failed: (file: string, digest: Hex) => void
}

type Line = { digest: Hex; transaction: Hash | null }

export function openRelayed({ chainId, client }: Context): Relayed {
  const folders = new Map<string, Map<Hex, Hash | null>>()
  const pathOf = (file: string) => join(dirname(userPath(file)), `relayed-${chainId}.jsonl`)
  const linesOf = (path: string) => {
    const known = folders.get(path) ?? readLines(path)
    folders.set(path, known)
    return known
  }
  const write = (file: string, digest: Hex, transaction: Hash | null) => {
    const path = pathOf(file)
    linesOf(path).set(digest, transaction)
    appendFileSync(path, `${JSON.stringify({ digest, transaction })}\n`)
  }
  return {
    async transactionOf(file, digest) {
      const transaction = linesOf(pathOf(file)).get(digest)
      if (!transaction) return undefined
      // A chain of this machine may be another one by now.
      const receipt = await client.getTransactionReceipt({ hash: transaction }).catch(() => undefined)
      return receipt?.status === 'success' ? transaction : undefined
    },
    sent: (entries, transaction) => entries.forEach(({ file, digest }) => write(file, digest, transaction)),
    failed: (file, digest) => write(file, digest, null),
  }
}

/** The last line of each; one that was cut off says nothing. */
function readLines(path: string): Map<Hex, Hash | null> {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const known = new Map<Hex, Hash | null>()
  for (const line of lines) {
    try {
      const { digest, transaction } = JSON.parse(line) as Line
      known.set(digest, transaction)
    } catch {
      continue
    }
  }
  return known
}
