import { type Hex, bytesToHex, hexToBytes } from 'viem'
import { ShortTextInvalidError, ShortTextTooLongError } from '../errors/parse.ts'

/**
 * A short name as a contract stores it: at most 32 bytes of UTF-8, zeros behind.
 *
 * @example encodeShortText('h') // '0x6800…00'
 * @throws {ShortTextTooLongError}
 * @throws {ShortTextInvalidError} empty, or with control characters
 */
export function encodeShortText(text: string): Hex {
  const bytes = new TextEncoder().encode(text)
  if (bytes.length > 32) throw new ShortTextTooLongError(text, bytes.length)
  if (bytes.length === 0 || !isReadable(text)) throw new ShortTextInvalidError(text)
  const word = new Uint8Array(32)
  word.set(bytes)
  return bytesToHex(word)
}

/**
 * The reverse of {@link encodeShortText}.
 *
 * @throws {ShortTextInvalidError} not such a text
 */
export function decodeShortText(word: Hex): string {
  const bytes = hexToBytes(word)
  const length = bytes.findLastIndex((byte) => byte !== 0) + 1
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length))
    if (bytes.length === 32 && text !== '' && isReadable(text)) return text
  } catch {
    // Not UTF-8: the error below says so.
  }
  throw new ShortTextInvalidError(word)
}

function isReadable(text: string): boolean {
  return !/[\p{Cc}\p{Cs}]/u.test(text)
}
