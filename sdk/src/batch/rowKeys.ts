/** First 16 bytes of a SHA-256: what tells rows apart. */
export type RowKey = Uint8Array

const WORDS = 5
const MAX_LOAD = 0.6

/** A map from row keys to numbers from 1 to 2^32 - 1, at 20 bytes a slot: a million keys take 40 MiB. */
export class RowKeys {
  #size = 0
  #slots: Uint32Array<ArrayBuffer>

  /** @param expected Keys to make room for at once. */
  constructor(expected = 1024) {
    this.#slots = new Uint32Array(WORDS * 2 ** Math.ceil(Math.log2(Math.max(expected, 16) / MAX_LOAD)))
  }

  get size(): number {
    return this.#size
  }

  get(key: RowKey): number | undefined {
    return this.#slots[this.#find(this.#slots, word(key, 0), word(key, 1), word(key, 2), word(key, 3)) + 4] || undefined
  }

  set(key: RowKey, value: number): void {
    if ((this.#size + 1) * WORDS > this.#slots.length * MAX_LOAD) this.#grow()
    const slot = this.#find(this.#slots, word(key, 0), word(key, 1), word(key, 2), word(key, 3))
    if (this.#slots[slot + 4] === 0) this.#size++
    for (let i = 0; i < 4; i++) this.#slots[slot + i] = word(key, i)
    this.#slots[slot + 4] = value
  }

  /** Where a key is, or the free slot where it belongs. A free slot has the value 0. */
  #find(slots: Uint32Array, a: number, b: number, c: number, d: number): number {
    const count = slots.length / WORDS
    // Keys are hashes, so any bits of them are spread evenly.
    for (let slot = (a % count) * WORDS; ; slot = (slot + WORDS) % slots.length) {
      const isFree = slots[slot + 4] === 0
      if (isFree || (slots[slot] === a && slots[slot + 1] === b && slots[slot + 2] === c && slots[slot + 3] === d)) return slot
    }
  }

  #grow(): void {
    const grown = new Uint32Array(this.#slots.length * 2)
    for (let slot = 0; slot < this.#slots.length; slot += WORDS) {
      if (this.#slots[slot + 4] === 0) continue
      const [a = 0, b = 0, c = 0, d = 0] = this.#slots.subarray(slot, slot + 4)
      grown.set(this.#slots.subarray(slot, slot + WORDS), this.#find(grown, a, b, c, d))
    }
    this.#slots = grown
  }
}

function word(key: RowKey, i: number): number {
  const at = i * 4
  return (((key[at] ?? 0) << 24) | ((key[at + 1] ?? 0) << 16) | ((key[at + 2] ?? 0) << 8) | (key[at + 3] ?? 0)) >>> 0
}
