import assert from 'node:assert/strict'
import { keccak256 } from 'viem'
import { Keccak256 } from '../../../sdk/src/utils/keccak.ts'

const some = (length: number) => Uint8Array.from({ length }, (_, i) => (i * 167 + length) % 256)

describe('keccak256 in parts', () => {
  it('is that of viem, for every length around the blocks', () => {
    const keccak = new Keccak256()
    for (let length = 0; length <= 3 * 136 + 1; length++) {
      const bytes = some(length)
      assert.deepEqual(keccak.update(bytes).digest(), keccak256(bytes, 'bytes'), `${length} bytes`)
    }
  })

  it('does not depend on where the parts end', () => {
    const bytes = some(1_000)
    const expected = keccak256(bytes, 'bytes')
    for (const step of [1, 7, 135, 136, 137, 272, 999]) {
      const keccak = new Keccak256()
      for (let at = 0; at < bytes.length; at += step) keccak.update(bytes.subarray(at, at + step))
      assert.deepEqual(keccak.digest(), expected, `parts of ${step}`)
    }
  })

  it('begins anew after a digest', () => {
    const keccak = new Keccak256()
    keccak.update(some(200)).digest()
    assert.deepEqual(keccak.digest(), keccak256(new Uint8Array(), 'bytes'))
  })
})
