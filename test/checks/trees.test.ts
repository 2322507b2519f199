import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { artifacts } from 'hardhat'
import { root } from '../utils/compile.ts'
import { filesUnder, formatTree, parseTree, testedLeaves } from './treeFiles.ts'

const unit = path.join(root, 'test/unit')
/** Where tests of contracts stand, and those of the model: its functions are named `model.function`. */
const folders = [unit, path.join(root, 'test/model')]
const CONTRACTS = [
  'Venture',
  'ContributionLedger',
  'ReviewBoard',
  'GrowthBoard',
  'AccountBoard',
  'LargeBatches',
  'NoticeBoard',
  'DecisionBoard',
  'HandOverBoard',
  'LazyConsensusGovernor',
  'VoiceBoard',
  'VentureFactory',
  'Campaign',
  'CampaignFactory',
  'SharedEquipment',
  'MachineRules',
  'ClaimBatch',
  'RelayBatch',
  'VentureLens',
]

describe('branch trees', () => {
  const trees = folders.flatMap((folder) => filesUnder(folder, '.tree'))
  const tests = folders.flatMap((folder) => filesUnder(folder, '.test.ts'))
  const tested = new Map(tests.flatMap((file) => [...testedLeaves(file)]))

  it('are written in the one way there is', () => {
    for (const file of trees) {
      const text = readFileSync(file, 'utf8')
      const { name, leaves } = parseTree(text)
      expect(formatTree(name, leaves), file).to.equal(text)
      const place = path.join(name.startsWith('model.') ? path.join(root, 'test') : unit, `${name.replace('.', '/')}.tree`)
      expect(place, 'a tree stands in the file of its name').to.equal(file)
    }
  })

  it('have one test per leaf, and every such test is a leaf', () => {
    const written = new Map(trees.map((file) => parseTree(readFileSync(file, 'utf8'))).map(({ name, leaves }) => [name, leaves]))
    const names = (from: Map<string, readonly (readonly string[])[]>) =>
      [...from].flatMap(([name, leaves]) => leaves.map((leaf) => [name, ...leaf].join(' > '))).sort()
    expect(names(tested)).to.deep.equal(names(written))
    expect(new Set(names(tested)).size, 'no leaf stands twice').to.equal(names(tested).length)
  })

  for (const contract of CONTRACTS) {
    it(`exist for every function of ${contract} that changes anything`, async () => {
      const { abi } = await artifacts.readArtifact(contract)
      const missing = new ethers.Interface(abi).fragments
        .filter((fragment): fragment is ethers.FunctionFragment => fragment.type === 'function')
        .filter(({ constant, name }) => !constant && !existsSync(path.join(unit, contract, `${name}.tree`)))
      expect(missing.map(({ name }) => name)).to.deep.equal([])
    })
  }
})
