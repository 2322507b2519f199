import { type Address, getAddress, isAddress } from 'viem'
import { AddressChecksumError, AddressInvalidError } from '../errors/parse.ts'

/**
 * Reads an address, with its checksum where it has capital letters. The result is checksummed.
 *
 * @throws {AddressInvalidError}
 * @throws {AddressChecksumError} a digit or a capital letter is wrong
 */
export function parseAddress(text: string): Address {
  const written = text.trim()
  if (!/^0x[0-9a-fA-F]{40}$/.test(written)) throw new AddressInvalidError(text)
  const oneCase = /^0x([0-9a-f]{40}|[0-9A-F]{40})$/.test(written)
  if (!oneCase && !isAddress(written)) throw new AddressChecksumError(text)
  return getAddress(written.toLowerCase())
}
