import type { Hex } from 'viem'
import { decodeShortText, encodeShortText } from '../../utils/shortText.ts'

/** 32 bytes as they are, or of a text. */
export function wordOfText(text: string): Hex {
  return /^0x[0-9a-fA-F]{64}$/.test(text) ? (text as Hex) : encodeShortText(text)
}

/** The text in a word; the word itself where it holds none. */
export function textInWord(word: Hex): string {
  try {
    return decodeShortText(word)
  } catch {
    return word
  }
}
