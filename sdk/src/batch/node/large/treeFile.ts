/// <reference types="node" />
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'
import { type Address, type Hex, bytesToHex, hexToBytes } from 'viem'
import { LargeAffiliateUnknownError, LargeIndexError, LargeTreeFileError } from '../../../errors/large.ts'
import { parseAddress } from '../../../utils/address.ts'
import type { LargeDataReport } from '../../large/data.ts'
import { type LargeLeaf, WORD, readLeaf } from '../../large/leaf.ts'
import { type LargeTree, type ProvenLeaf, siblings } from '../../large/tree.ts'
import { type FileWriter, replaceFile } from './files.ts'

/**
 * A tree on disk: 8 bytes `OVTREE01`, 8 bytes number of leaves n, then n packed entries of 32 bytes in the order of their
 * indices, n nodes' numbers of 4 bytes in the same order, and 2n - 1 nodes of 32 bytes, the root first. Big endian.
 */
const MAGIC = Buffer.from('OVTREE01')
const HEAD = 16
const PLACE = 4
/** Bytes written or read at once. */
const STEP = 2 ** 20

const placesAt = (leaves: number) => HEAD + leaves * WORD
const nodesAt = (leaves: number) => placesAt(leaves) + leaves * PLACE

/** Bytes of a tree on disk. */
export function treeFileSize(leaves: number): number {
  return nodesAt(leaves) + (2 * leaves - 1) * WORD
}

/** Writes a tree. `words` are the packed entries, in parts. */
export async function writeTree(
  write: FileWriter,
  { leaves, nodes, places }: LargeTree,
  words: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
) {
  const head = Buffer.alloc(HEAD)
  MAGIC.copy(head)
  head.writeBigUInt64BE(BigInt(leaves), 8)
  await write(head)
  for await (const part of words) await write(part)
  for (let from = 0; from < leaves; from += STEP / PLACE) {
    const part = places.subarray(from, from + STEP / PLACE)
    const bytes = Buffer.alloc(part.length * PLACE)
    part.forEach((place, i) => bytes.writeUInt32BE(place, i * PLACE))
    await write(bytes)
  }
  for (let from = 0; from < nodes.length; from += STEP) await write(nodes.subarray(from, from + STEP))
}

/** Writes a tree that `checkLargeData` made of a data file, for {@link openLargeTree}. */
export async function writeLargeTree(path: string, { tree, words }: Pick<LargeDataReport, 'tree' | 'words'>): Promise<void> {
  await replaceFile(path, (write) => writeTree(write, tree, [words]))
}

/** A tree on disk, of which only what is asked for is read. */
export type OpenLargeTree = {
  leaves: number
  root: () => Promise<Hex>
  /** @throws {LargeIndexError} there is no such leaf */
  leaf: (index: number) => Promise<LargeLeaf>
  /**
   * A few positioned reads.
   *
   * @throws {LargeIndexError} there is no such leaf
   */
  prove: (index: number) => Promise<ProvenLeaf>
  /**
   * Leaves of an affiliate: reads all entries once, a second for some millions.
   *
   * @throws {LargeAffiliateUnknownError} there are none
   */
  leavesOf: (affiliate: Address) => Promise<LargeLeaf[]>
  /** Entries, node numbers and nodes as they are in the file, in parts that end between two of them. */
  words: () => AsyncGenerator<Buffer>
  places: () => AsyncGenerator<Buffer>
  nodes: () => AsyncGenerator<Buffer>
  close: () => Promise<void>
}

/**
 * Opens a tree a build has written.
 *
 * @throws {LargeTreeFileError} cut off, or none
 */
export async function openLargeTree(path: string): Promise<OpenLargeTree> {
  const name = basename(path)
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const head = Buffer.alloc(HEAD)
    if (size < HEAD || (await file.read(head, 0, HEAD, 0)).bytesRead < HEAD || !head.subarray(0, 8).equals(MAGIC)) {
      throw new LargeTreeFileError(name, 'is no tree')
    }
    const leaves = Number(head.readBigUInt64BE(8))
    if (leaves === 0 || size !== treeFileSize(leaves)) throw new LargeTreeFileError(name, `is ${size} bytes long`)
    return reader(file, name, leaves)
  } catch (error) {
    await file.close()
    throw error
  }
}

function reader(file: FileHandle, name: string, leaves: number): OpenLargeTree {
  const read = async (position: number, length: number): Promise<Buffer> => {
    const bytes = Buffer.alloc(length)
    const { bytesRead } = await file.read(bytes, 0, length, position)
    if (bytesRead < length) throw new LargeTreeFileError(name, 'ended early')
    return bytes
  }
  async function* section(start: number, length: number) {
    for (let at = 0; at < length; at += STEP) yield await read(start + at, Math.min(STEP, length - at))
  }
  const node = async (place: number) => bytesToHex(await read(nodesAt(leaves) + place * WORD, WORD))
  const checkIndex = (index: number) => {
    if (!Number.isInteger(index) || index < 0 || index >= leaves) throw new LargeIndexError(index, leaves)
  }
  const words = () => section(HEAD, leaves * WORD)
  const leaf = async (index: number) => {
    checkIndex(index)
    const found = readLeaf(index, await read(HEAD + index * WORD, WORD))
    return { ...found, affiliate: parseAddress(found.affiliate) }
  }
  return {
    leaves,
    root: () => node(0),
    leaf,
    async prove(index) {
      const found = await leaf(index)
      const place = (await read(placesAt(leaves) + index * PLACE, PLACE)).readUInt32BE()
      return { ...found, proof: await Promise.all(siblings(place).map(node)) }
    },
    async leavesOf(written) {
      const affiliate = parseAddress(written)
      const wanted = Buffer.from(hexToBytes(affiliate))
      const found: LargeLeaf[] = []
      let index = 0
      for await (const part of words()) {
        for (let at = 0; at < part.length; at += WORD, index++) {
          if (wanted.compare(part, at, at + wanted.length) === 0) found.push({ ...readLeaf(index, part, at), affiliate })
        }
      }
      if (found.length === 0) throw new LargeAffiliateUnknownError(affiliate, leaves)
      return found
    },
    words,
    places: () => section(placesAt(leaves), leaves * PLACE),
    nodes: () => section(nodesAt(leaves), (2 * leaves - 1) * WORD),
    close: () => file.close(),
  }
}
