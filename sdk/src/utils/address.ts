import type { Address } from 'viem'
import { AddressChecksumError, AddressInvalidError } from '../errors/parse.ts'
import { Keccak256 } from './keccak.ts'

const keccak = new Keccak256()
const encoder = new TextEncoder()

/**
 * Reads an address, with its checksum where it has capital letters. The result is checksummed.
 *
 * @throws {AddressInvalidError}
 * @throws {AddressChecksumError} a digit or a capital letter is wrong
 */
export function parseAddress(text: string): Address {
  const written = text.trim()
  if (!/^0x[0-9a-fA-F]{40}$/.test(written)) throw new AddressInvalidError(text)
  const address = checksummed(written.slice(2).toLowerCase())
  const oneCase = /^0x([0-9a-f]{40}|[0-9A-F]{40})$/.test(written)
  if (!oneCase && written !== address) throw new AddressChecksumError(text)
  return address
}

/** ERC-55: a letter is a capital where the hash of the small ones has a digit above 7. Files have a million of them. */
function checksummed(digits: string): Address {
  const hash = keccak.update(encoder.encode(digits)).digest()
  let address = ''
  for (let i = 0; i < digits.length; i++) {
    const isAbove7 = (hash[i >> 1]! & (i % 2 === 0 ? 0x80 : 0x08)) !== 0
    address += isAbove7 ? digits.charAt(i).toUpperCase() : digits.charAt(i)
  }
  return `0x${address}`
}
