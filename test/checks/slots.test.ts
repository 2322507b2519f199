import { expect } from 'chai'
import { CAMPAIGN_SLOTS, MACHINE_SLOTS } from '../invariant/equipment/words.ts'
import { compile } from '../utils/compile.ts'

/** Those of OpenZeppelin's `EIP712`, which nobody reads. */
const FALLBACKS = ['_nameFallback', '_versionFallback']

describe('the slots that histories of campaigns and machines read', () => {
  for (const [name, slots] of [
    ['Campaign', CAMPAIGN_SLOTS],
    ['SharedEquipment', MACHINE_SLOTS],
  ] as const) {
    it(`are those of ${name}, all of them`, () => {
      const file = `contracts/${name}.sol`
      const layout = compile([file], ['storageLayout']).contracts[file]?.[name]?.storageLayout.storage ?? []
      const actual = layout
        .filter(({ label }) => !FALLBACKS.includes(label))
        .map(({ label, slot }) => [label.slice(1), BigInt(slot)])
      expect(Object.fromEntries(actual)).to.deep.equal(slots)
    })
  }
})
