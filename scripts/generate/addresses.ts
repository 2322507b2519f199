import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { ContractAddresses } from '../../sdk/src/addresses/index.ts'
import { inRoot } from '../deploy/artifacts.ts'
import { DEPLOYMENT_PROXY, SALT, planDeployment } from '../deploy/plan.ts'

const WRITTEN_BY = '// Written by scripts/generate from `deployments/`; not edited by hand.\n'

/** Where the SDK finds each contract: the name of the parameter every action takes for it. */
const PARAMETERS = {
  DecisionBoard: 'decisionBoard',
  HandOverBoard: 'handOverBoard',
  LazyConsensusGovernor: 'governorImplementation',
  VoiceBoard: 'voiceBoard',
  NoticeBoard: 'noticeBoard',
  ReviewBoard: 'reviewBoard',
  GrowthBoard: 'growthBoard',
  AccountBoard: 'accountBoard',
  LargeBatches: 'largeBatches',
  Venture: 'ventureImplementation',
  ContributionLedger: 'ledgerImplementation',
  VentureFactory: 'factory',
  MachineRules: 'machineRules',
  SharedEquipment: 'machineImplementation',
  Campaign: 'campaignImplementation',
  CampaignFactory: 'campaignFactory',
  ClaimBatch: 'claimBatch',
  RelayBatch: 'relayBatch',
  VentureLens: 'lens',
} as const

/** Where everything stands on any chain, by the names of the SDK. */
export function predictAddresses(): ContractAddresses {
  const addresses = Object.fromEntries(planDeployment().map(({ name, address }) => [PARAMETERS[name], address]))
  return addresses as ContractAddresses
}

/** `deployments/addresses.json`: where everything stands on any chain once it is deployed there. */
export function renderAddresses(): string {
  const addresses = Object.fromEntries(planDeployment().map(({ name, address }) => [name, address]))
  return `${JSON.stringify({ deploymentProxy: DEPLOYMENT_PROXY, salt: SALT, addresses }, null, 2)}\n`
}

/** `sdk/src/addresses/deployed.ts`: the same for the SDK, with the block to read from on each chain. */
export function renderSdkAddresses(): string {
  const contracts = Object.entries(predictAddresses()).map(([name, address]) => `  ${name}: '${address}',\n`)
  const blocks = deployedChains().map(([chainId, block]) => `  ${chainId}: ${block}n,\n`)
  return [
    WRITTEN_BY,
    `export const addresses = {\n${contracts.join('')}} as const\n`,
    '/** Block of the factory on each chain it stands on. */',
    `export const deploymentBlocks: Readonly<Record<number, bigint>> = {${blocks.length ? `\n${blocks.join('')}` : ''}}\n`,
  ].join('\n')
}

function deployedChains(): [chainId: number, block: number][] {
  const folder = inRoot('deployments')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .map((file) => /^(\d+)\.json$/.exec(file)?.[1])
    .filter((chainId) => chainId !== undefined && chainId !== '31337')
    .map((chainId): [number, number] => {
      const { contracts } = JSON.parse(readFileSync(`${folder}/${chainId}.json`, 'utf8'))
      return [Number(chainId), contracts.VentureFactory.block]
    })
    .sort(([a], [b]) => a - b)
}
