import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Hash, Hex } from 'viem'
import { relayBatchAbi } from '@open-value/sdk/abis'
import { eventsIn } from '../../../sdk/src/actions/internal/write.ts'
import type { Context } from './context.ts'
import { userPath } from './local.ts'

/** What was sent, remembered beside the files, so that nothing goes through twice whatever happened in between. */
export type Relayed = {
  /** The transaction in which it went through before; `undefined` where it did not. */
  transactionOf: (file: string, digest: Hex) => Promise<Hash | undefined>
  /** Written before it is known whether it went through: the chain tells that. `index` is that of its call. */
  sent: (file: string, entry: Sent) => void
}

type Sent = { digest: Hex; transaction: Hash; index: number }

export function openRelayed({ chainId, client, contracts }: Context): Relayed {
  const folders = new Map<string, Map<Hex, Sent>>()
  const pathOf = (file: string) => join(dirname(userPath(file)), `relayed-${chainId}.jsonl`)
  const linesOf = (path: string) => {
    const known = folders.get(path) ?? readLines(path)
    folders.set(path, known)
    return known
  }
  return {
    async transactionOf(file, digest) {
      const sent = linesOf(pathOf(file)).get(digest)
      if (!sent) return undefined
      // A chain of this machine may be another one by now.
      const receipt = await client.getTransactionReceipt({ hash: sent.transaction }).catch(() => undefined)
      if (receipt?.status !== 'success') return undefined
      const failures = eventsIn(receipt, relayBatchAbi, 'CallFailed', { address: contracts.relayBatch })
      return failures.some(({ index }) => index === BigInt(sent.index)) ? undefined : sent.transaction
    },
    sent(file, entry) {
      const path = pathOf(file)
      linesOf(path).set(entry.digest, entry)
      // On a line of its own, also behind one that was cut off.
      appendFileSync(path, `\n${JSON.stringify(entry)}`)
    },
  }
}

/** The last line of each; one that was cut off says nothing. */
function readLines(path: string): Map<Hex, Sent> {
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n') : []
  const known = new Map<Hex, Sent>()
  for (const line of lines) {
    try {
      const entry = JSON.parse(line) as Sent
      known.set(entry.digest, entry)
    } catch {
      continue
    }
  }
  return known
}
