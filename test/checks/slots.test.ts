import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { CAMPAIGN_SLOTS, MACHINE_SLOTS } from '../invariant/equipment/words.ts'
import { compile, root } from '../utils/compile.ts'

/** Those of OpenZeppelin's `EIP712`, which nobody reads. */
const FALLBACKS = ['_nameFallback', '_versionFallback']
/** Contracts with storage, by the heading of their table in `docs/decisions/storage.md`. */
const TABLES = {
  Venture: 'Venture',
  'Contribution ledger': 'ContributionLedger',
  'Notice board': 'NoticeBoard',
  'Review board': 'ReviewBoard',
  'Growth board': 'GrowthBoard',
  'Account board': 'AccountBoard',
  'Large batches': 'LargeBatches',
  'Decision board': 'DecisionBoard',
  'Hand-over board': 'HandOverBoard',
  'Voice board': 'VoiceBoard',
  Governor: 'LazyConsensusGovernor',
  Campaign: 'Campaign',
  Machine: 'SharedEquipment',
} as const
type Slots = Record<string, bigint>

const files = Object.values(TABLES).map((name) => `contracts/${name}.sol`)
let compiled: ReturnType<typeof compile> | undefined

/** Names of storage variables and their first slots, as the compiler lays them out. */
function slotsOf(name: string): Slots {
  compiled ??= compile(files, ['storageLayout'])
  const layout = compiled.contracts[`contracts/${name}.sol`]?.[name]?.storageLayout.storage ?? []
  const kept = layout.filter(({ label }) => !FALLBACKS.includes(label))
  return Object.fromEntries(kept.map(({ label, slot }) => [label.slice(1), BigInt(slot)]))
}

/** The same, as a table of the page says it: "| 9, 10 `scenarios[id]`, `materials[id]` | ...". */
function slotsIn(page: string, heading: string): Slots {
  const [, section = ''] = page.split(`\n## ${heading}\n`)
  const rows = (section.split('\n## ')[0] as string).matchAll(/^\| ([\d, ]+\d|\d) (`.+?`) \|/gm)
  return Object.fromEntries(
    [...rows].flatMap(([, numbers = '', names = '']) => {
      const slots = numbers.split(', ').map(BigInt)
      return [...names.matchAll(/`(\w+)/g)].map(([, name], i) => [name, slots[i]])
    }),
  )
}

describe('the slots that histories of campaigns and machines read', () => {
  for (const [name, slots] of [
    ['Campaign', CAMPAIGN_SLOTS],
    ['SharedEquipment', MACHINE_SLOTS],
  ] as const) {
    it(`are those of ${name}, all of them`, () => {
      expect(slotsOf(name)).to.deep.equal(slots)
    })
  }
})

describe('the page about storage', () => {
  const page = readFileSync(path.join(root, 'docs/decisions/storage.md'), 'utf8')
  for (const [heading, name] of Object.entries(TABLES)) {
    it(`has every slot of ${name}`, () => {
      const slots = slotsIn(page, heading)
      // A machine's first slots are the engine's, in the table of the venture.
      const engine = Object.entries(slotsIn(page, 'Venture')).filter(([, slot]) => slot <= 5n)
      const told = name === 'SharedEquipment' ? { ...Object.fromEntries(engine), ...slots } : slots
      expect(told).to.deep.equal(slotsOf(name))
    })
  }
})
