import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'chai'
import { ethers } from 'ethers'
import { artifacts } from 'hardhat'
import * as typedData from '../../sdk/src/batch/typedData.ts'
import type { Campaign } from '../../sdk/src/ethers/typechain/Campaign.ts'
import type { ContributionLedger } from '../../sdk/src/ethers/typechain/ContributionLedger.ts'
import { createCampaignWorld } from '../utils/campaignWorld.ts'
import { compile, root } from '../utils/compile.ts'
import { refuses } from '../utils/errors.ts'
import { Change, coder, DAY, useWorld } from '../utils/world.ts'
import { filesUnder } from './treeFiles.ts'

const MAX_BYTES = 20_000
const DEPLOYED = [
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
  'MachineRules',
  'SharedEquipment',
  'Campaign',
  'CampaignFactory',
  'ClaimBatch',
  'RelayBatch',
  'VentureLens',
]
const source = (file: string) => readFileSync(path.join(root, file), 'utf8')

describe('the source', () => {
  const files = filesUnder(path.join(root, 'contracts'), '.sol').map((file) => path.relative(root, file).replaceAll('\\', '/'))

  it('reverts with typed errors only', () => {
    const { sources } = compile(files, ['abi'], true)
    const found: string[] = []
    for (const file of files.filter((name) => !name.includes('/mocks/'))) {
      walk(sources[file]?.ast, (node) => {
        if (node.nodeType !== 'FunctionCall') return
        const { name } = (node.expression ?? {}) as { name?: string }
        const texts = (node.arguments ?? []).filter(({ typeDescriptions }) => /string/.test(typeDescriptions?.typeString ?? ''))
        if (
          name === 'revert' ||
          name === 'assert' ||
          (name === 'require' && (texts.length !== 0 || node.arguments?.length === 1))
        ) {
          found.push(`${file}: ${name} at ${node.src ?? ''}`)
        }
      })
    }
    expect(found).to.deep.equal([])
  })

  it('keeps to the slots that the lens reads', () => {
    const file = 'contracts/Venture.sol'
    const layout = compile([file], ['storageLayout']).contracts[file]?.Venture?.storageLayout.storage ?? []
    const slots = new Map(layout.map(({ label, slot }) => [label, slot]))
    const constants = [...source('contracts/periphery/VentureLens.sol').matchAll(/constant ([A-Z_]+) = (\d+);/g)]
    expect(constants.length).to.be.greaterThan(7)
    for (const [, name = '', slot] of constants) {
      const label = `_${name.toLowerCase().replace(/_(.)/g, (_, letter: string) => letter.toUpperCase())}`
      expect(slots.get(label), label).to.equal(slot)
    }
  })

  it('has its storage explained', () => {
    expect(existsSync(path.join(root, 'docs/decisions/storage.md'))).to.equal(true)
  })

  it('signs the types that the SDK signs', () => {
    const text = files.map(source).join('\n')
    // An objection to a move is signed as one to a batch is. Ballots are OpenZeppelin's: typedData.test.ts compares them.
    const inContracts = new Set([...text.matchAll(/"([A-Z]\w+\((?:[\w[\]]+ \w+,?)+\))"/g)].map(([, type]) => type))
    const inSdk = Object.entries(typedData)
      .filter(([name]) => name.endsWith('Types') && name !== 'ballotTypes')
      .map(([, types]) => {
        const encoder = ethers.TypedDataEncoder.from(types as unknown as Record<string, ethers.TypedDataField[]>)
        return encoder.encodeType(encoder.primaryType)
      })
    expect(inSdk).to.have.length.above(12)
    expect([...inContracts].sort()).to.deep.equal(inSdk.sort())
  })
})

describe('the bytecode', () => {
  for (const name of DEPLOYED) {
    it(`of ${name} is below ${MAX_BYTES} bytes`, async () => {
      const { deployedBytecode } = await artifacts.readArtifact(name)
      expect(ethers.dataLength(deployedBytecode)).to.be.lessThan(MAX_BYTES)
    })

    it(`of ${name} can neither destroy itself nor run foreign code`, async () => {
      const { deployedBytecode } = await artifacts.readArtifact(name)
      expect(forbidden(ethers.getBytes(deployedBytecode))).to.deep.equal([])
    })
  }

  it('of a contract that does either is found out', () => {
    expect(forbidden(Uint8Array.of(0x60, 0xff, 0xff))).to.deep.equal(['SELFDESTRUCT at 2'])
    expect(forbidden(Uint8Array.of(0xf4, 0x61, 0xf4, 0xf4))).to.deep.equal(['DELEGATECALL at 0'])
  })
})

describe('a venture and its neighbours', () => {
  const w = useWorld()

  it('have an EIP-712 domain that is the one off chain', async () => {
    await hasDomain(w.ledger, typedData.ledgerDomain({ chainId: w.chainId, ledger: w.L as `0x${string}` }))
  })

  it('take no change from a forged venture that names their ledger', async () => {
    const forged = await (await w.mock('ForgedVenture', [w.L])).getAddress()
    const board = w.board.connect(w.accounts.stranger)
    await refuses(board.removeSteward(forged, w.accounts.steward.address), 'VentureForeign', [forged, w.V])
    for (const change of [Change.Steward, Change.Bar]) {
      const data = coder.encode(['address', 'bool'], [w.accounts.stranger.address, true])
      await board.announceChange(forged, change, data)
      await w.time.increase(8 * DAY)
      await refuses(board.applyChange(forged, change, data), 'VentureForeign', [forged, w.V])
    }
    expect(await w.ledger.isSteward(w.accounts.stranger.address)).to.equal(false)
  })
})

describe('a campaign', () => {
  it('has an EIP-712 domain that is the one off chain, each its own', async () => {
    const w = await createCampaignWorld()
    const other = await w.open((config) => void (config.name = 'Laser cutter'))
    for (const { campaign, C } of [w.usual, other]) {
      await hasDomain(campaign, typedData.campaignDomain({ chainId: w.chainId, campaign: C as `0x${string}` }))
    }
    expect(await other.campaign.hashTypedData(ethers.ZeroHash)).to.not.equal(await w.campaign.hashTypedData(ethers.ZeroHash))
  })
})

/** Through ERC-5267, and in what is hashed. */
async function hasDomain(
  contract: Pick<Campaign | ContributionLedger, 'eip712Domain' | 'hashTypedData'>,
  { name, version, chainId, verifyingContract }: ReturnType<typeof typedData.ledgerDomain | typeof typedData.campaignDomain>,
): Promise<void> {
  const domain = await contract.eip712Domain()
  expect([domain.fields, domain.name, domain.version, domain.chainId, domain.verifyingContract]).to.deep.equal([
    '0x0f',
    name,
    version,
    BigInt(chainId),
    verifyingContract,
  ])
  const structHash = ethers.id('struct')
  const separator = ethers.TypedDataEncoder.hashDomain({ name, version, chainId, verifyingContract })
  const digest = ethers.keccak256(ethers.concat(['0x1901', separator, structHash]))
  expect(await contract.hashTypedData(structHash)).to.equal(digest)
}

type AstNode = {
  nodeType?: string
  src?: string
  expression?: unknown
  arguments?: { typeDescriptions?: { typeString?: string } }[]
}

function walk(node: unknown, visit: (node: AstNode) => void): void {
  if (typeof node !== 'object' || node === null) return
  visit(node as AstNode)
  for (const child of Object.values(node)) walk(child, visit)
}

/** Where SELFDESTRUCT, DELEGATECALL or CALLCODE stand in code, without the compiler's note at its end. */
function forbidden(code: Uint8Array): string[] {
  const names: Record<number, string> = { 0xff: 'SELFDESTRUCT', 0xf4: 'DELEGATECALL', 0xf2: 'CALLCODE' }
  const note = code.length > 2 ? (code.at(-2) as number) * 256 + (code.at(-1) as number) + 2 : 0
  const end = note < 64 && code[code.length - note] === 0xa1 ? code.length - note : code.length
  const found: string[] = []
  for (let i = 0; i < end; i++) {
    const opcode = code[i] as number
    if (names[opcode]) found.push(`${names[opcode]} at ${i}`)
    if (opcode >= 0x60 && opcode <= 0x7f) i += opcode - 0x5f
  }
  return found
}
