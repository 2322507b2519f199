import { type Hex, zeroHash } from 'viem'
import type { Reference } from '../types.ts'

/** In the order of OpenZeppelin's `GovernorCountingSimple`. */
const supports = ['against', 'for', 'abstain'] as const

export type VoteSupport = (typeof supports)[number]

/** Why somebody objects: where it can be read, and keccak256 of what is there; or in a few words, or both. */
export type ObjectionReason = Reference & { text?: string }

export const supportNumber = (support: VoteSupport) => supports.indexOf(support)

/** `undefined` for a number the governor doesn't know. */
export const supportName = (support: number): VoteSupport | undefined => supports[support]

const HASH = /(?:^|\n)#hash=(0x[0-9a-fA-F]{64})$/

/**
 * The text of a vote: words, URI, and `#hash=` with the hash of what is there.
 *
 * @example formatReason({ uri: 'ipfs://…', hash, text: 'Too low.' }) // 'Too low.\nipfs://…\n#hash=0x…'
 */
export function formatReason({ uri, hash, text = '' }: ObjectionReason): string {
  const reference = uri === '' && hash === zeroHash ? [] : [uri, `#hash=${hash}`]
  return [...(text === '' ? [] : [text]), ...reference].join('\n')
}

/** The reverse of {@link formatReason}. What another tool wrote is all text. */
export function parseReason(reason: string): Required<ObjectionReason> {
  const hash = HASH.exec(reason)?.[1] as Hex | undefined
  if (!hash) return { text: reason, uri: '', hash: zeroHash }
  const lines = reason.slice(0, -`\n#hash=${hash}`.length).split('\n')
  const uri = lines.pop() ?? ''
  return { text: lines.join('\n'), uri, hash }
}
