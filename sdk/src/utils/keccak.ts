import { permute } from './keccakPermutation.ts'

const BLOCK = 136
const HASH = 32

/**
 * keccak256 of bytes that come in parts, which viem's can't take. One object hashes any number of texts, one after the
 * other, and allocates nothing: a tree of a million leaves takes three million hashes.
 */
export class Keccak256 {
  readonly #state = new Int32Array(50)
  readonly #block = new Uint8Array(BLOCK)
  readonly #words = new DataView(this.#block.buffer)
  readonly #digest = new Uint8Array(HASH)
  readonly #digestWords = new DataView(this.#digest.buffer)
  #filled = 0

  update(bytes: Uint8Array): this {
    for (let at = 0; at < bytes.length;) {
      const taken = Math.min(BLOCK - this.#filled, bytes.length - at)
      this.#block.set(taken === bytes.length ? bytes : bytes.subarray(at, at + taken), this.#filled)
      this.#filled += taken
      at += taken
      if (this.#filled === BLOCK) this.#absorb()
    }
    return this
  }

  /** Hash of all that came in; the next text begins. The array is used again: copy what is to be kept. */
  digest(): Uint8Array {
    this.#block.fill(0, this.#filled)
    this.#block[this.#filled] = 0x01
    this.#block[BLOCK - 1]! |= 0x80
    this.#absorb()
    for (let i = 0; i < HASH / 4; i++) this.#digestWords.setInt32(4 * i, this.#state[i]!, true)
    this.#state.fill(0)
    return this.#digest
  }

  #absorb(): void {
    for (let i = 0; i < BLOCK / 4; i++) this.#state[i]! ^= this.#words.getInt32(4 * i, true)
    permute(this.#state)
    this.#filled = 0
  }
}
