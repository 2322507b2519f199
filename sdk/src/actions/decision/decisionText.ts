import { type Address, type Hex, getAddress, isAddress, zeroHash } from 'viem'
import { DecisionTitleInvalidError } from '../../errors/decision.ts'

export type DecisionText = {
  /** One line. */
  title: string
  /** Where the reasons can be read. */
  uri: string
  /** keccak256 of what is there. */
  hash: Hex
}

const PROPOSER = /\n?#proposer=(0x[0-9a-fA-F]{40})$/
const HASH = /\n?#hash=(0x[0-9a-fA-F]{64})$/

/**
 * The text of a proposal: title, URI, hash, and who may propose it: nobody else can propose the same first, to withdraw it.
 *
 * @example decisionText({ title: 'Design counts more', uri: 'ipfs://…', hash, proposer: ana }) // '# Design counts more\n\nipfs://…\n…'
 * @throws {DecisionTitleInvalidError} none, or more than a line
 */
export function decisionText({ title, uri, hash, proposer }: DecisionText & { proposer: Address }): string {
  const line = title.trim()
  if (line === '' || /[\r\n]/.test(line)) throw new DecisionTitleInvalidError(title)
  const head = uri === '' ? `# ${line}` : `# ${line}\n\n${uri.trim()}`
  return `${head}\n\n#hash=${hash}\n#proposer=${getAddress(proposer)}`
}

/**
 * The reverse of {@link decisionText}. Of what another tool wrote the first line is the title, and the rest stands for the URI.
 *
 * @example parseDecisionText(description).title // 'Design counts more'
 */
export function parseDecisionText(description: string): DecisionText & { proposer: Address | undefined } {
  const [ending = '', named] = PROPOSER.exec(description) ?? []
  const signed = description.slice(0, description.length - ending.length)
  const [hashing = '', hash] = HASH.exec(signed) ?? []
  const [first = '', ...rest] = signed
    .slice(0, signed.length - hashing.length)
    .trim()
    .split('\n')
  return {
    title: first.replace(/^#+\s*/, '').trim(),
    uri: rest.join('\n').trim(),
    hash: (hash as Hex | undefined) ?? zeroHash,
    proposer: named && isAddress(named, { strict: false }) ? getAddress(named) : undefined,
  }
}
