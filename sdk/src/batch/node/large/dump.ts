import { bytesToHex } from 'viem'
import { LARGE_LEAF_ENCODING, WORD, readLeaf } from '../../large/leaf.ts'
import { replaceFile } from './files.ts'
import { openLargeTree } from './treeFile.ts'

export type WriteLargeDumpOptions = {
  /** Called now and then with the leaves written so far, of `leaves`. */
  onProgress?: (leaves: number) => void
}

/**
 * Writes the tree of a large batch as OpenZeppelin's library dumps it, for `StandardMerkleTree.load`. In a stream: the
 * file has some 240 bytes a leaf, the library needs room for all of it.
 *
 * @param tree File a build has written.
 * @param path Where the dump goes.
 * @throws {LargeTreeFileError} cut off, or none
 */
export async function writeLargeDump(tree: string, path: string, { onProgress }: WriteLargeDumpOptions = {}): Promise<void> {
  const opened = await openLargeTree(tree)
  try {
    await replaceFile(path, async (write) => {
      await write(`{"format":"standard-v1","leafEncoding":${JSON.stringify(LARGE_LEAF_ENCODING)},"tree":[`)
      let separator = ''
      for await (const nodes of opened.nodes()) {
        const items: string[] = []
        for (let at = 0; at < nodes.length; at += WORD) items.push(JSON.stringify(bytesToHex(nodes.subarray(at, at + WORD))))
        await write(separator + items.join(','))
        separator = ','
      }
      await write('],"values":[')
      separator = ''
      let index = 0
      const places = placesOf(opened.places())
      for await (const words of opened.words()) {
        const items: string[] = []
        for (let at = 0; at < words.length; at += WORD) {
          const { affiliate, kind, quantity } = readLeaf(index, words, at)
          const value = [String(index), affiliate, String(kind), String(quantity)]
          items.push(JSON.stringify({ value, treeIndex: (await places.next()).value }))
          index++
        }
        await write(separator + items.join(','))
        separator = ','
        onProgress?.(index)
      }
      await write(']}\n')
    })
  } finally {
    await opened.close()
  }
}

async function* placesOf(parts: AsyncIterable<Buffer>): AsyncGenerator<number> {
  for await (const part of parts) for (let at = 0; at < part.length; at += 4) yield part.readUInt32BE(at)
}
