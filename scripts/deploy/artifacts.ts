import { readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Abi, Hex } from 'viem'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')

/** A path from the root of this repository. */
export const inRoot = (...parts: string[]) => path.join(root, ...parts)

export type Artifact = {
  abi: Abi
  bytecode: Hex
  deployedBytecode: Hex
  /** Where the constructor writes values into the code, in bytes. */
  immutableReferences: Record<string, { start: number; length: number }[]>
}

const SOURCES = {
  DecisionBoard: 'contracts/DecisionBoard.sol',
  HandOverBoard: 'contracts/HandOverBoard.sol',
  LazyConsensusGovernor: 'contracts/LazyConsensusGovernor.sol',
  VoiceBoard: 'contracts/VoiceBoard.sol',
  NoticeBoard: 'contracts/NoticeBoard.sol',
  ReviewBoard: 'contracts/ReviewBoard.sol',
  GrowthBoard: 'contracts/GrowthBoard.sol',
  AccountBoard: 'contracts/AccountBoard.sol',
  LargeBatches: 'contracts/LargeBatches.sol',
  Venture: 'contracts/Venture.sol',
  ContributionLedger: 'contracts/ContributionLedger.sol',
  VentureFactory: 'contracts/VentureFactory.sol',
  MachineRules: 'contracts/MachineRules.sol',
  SharedEquipment: 'contracts/SharedEquipment.sol',
  Campaign: 'contracts/Campaign.sol',
  CampaignFactory: 'contracts/CampaignFactory.sol',
  ClaimBatch: 'contracts/periphery/ClaimBatch.sol',
  RelayBatch: 'contracts/periphery/RelayBatch.sol',
  VentureLens: 'contracts/periphery/VentureLens.sol',
} as const

export type ContractName = keyof typeof SOURCES

/** In the order they are deployed. */
export const CONTRACT_NAMES = Object.keys(SOURCES) as ContractName[]

/** What the compiler made of a contract; `npm run build` writes it. */
export function readArtifact(name: ContractName): Artifact {
  return JSON.parse(readFileSync(inRoot('artifacts', SOURCES[name], `${name}.json`), 'utf8'))
}
