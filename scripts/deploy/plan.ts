import { type Address, type Hex, encodeDeployData, getContractAddress, keccak256, toHex } from 'viem'
import { CONTRACT_NAMES, type ContractName, readArtifact } from './artifacts.ts'

/** The well-known deterministic deployment proxy: salt and creation code in, CREATE2 out, the same on every chain. */
export const DEPLOYMENT_PROXY: Address = '0x4e59b44847b379578588920cA78FbF26c0B4956C'
export const SALT: Hex = keccak256(toHex('open-value v0.1'))

export type PlannedContract = {
  name: ContractName
  address: Address
  constructorArguments: readonly Address[]
  initCode: Hex
}

const LEDGER_BOARDS = ['NoticeBoard', 'ReviewBoard', 'GrowthBoard', 'AccountBoard', 'LargeBatches', 'VoiceBoard'] as const

/** Every shared contract with the address it has on any chain, in the order of deployment. */
export function planDeployment(): PlannedContract[] {
  const addresses: Partial<Record<ContractName, Address>> = {}
  const of = (name: ContractName): Address => {
    const address = addresses[name]
    if (!address) throw new Error(`${name} is deployed after what needs it.`)
    return address
  }
  const constructorArguments: Partial<Record<ContractName, () => Address[]>> = {
    Venture: () => [of('NoticeBoard'), of('AccountBoard')],
    LazyConsensusGovernor: () => [of('DecisionBoard')],
    NoticeBoard: () => [of('DecisionBoard'), of('HandOverBoard')],
    ReviewBoard: () => [of('LazyConsensusGovernor')],
    ContributionLedger: () => LEDGER_BOARDS.map(of),
    VentureFactory: () => [
      of('Venture'),
      of('ContributionLedger'),
      of('LazyConsensusGovernor'),
      of('NoticeBoard'),
      of('HandOverBoard'),
    ],
    SharedEquipment: () => [of('MachineRules')],
    Campaign: () => [of('SharedEquipment'), of('MachineRules')],
    CampaignFactory: () => [of('Campaign')],
  }
  return CONTRACT_NAMES.map((name) => {
    const { abi, bytecode } = readArtifact(name)
    const args = constructorArguments[name]?.() ?? []
    const initCode = encodeDeployData({ abi, bytecode, args })
    const address = getContractAddress({ opcode: 'CREATE2', from: DEPLOYMENT_PROXY, salt: SALT, bytecode: initCode })
    addresses[name] = address
    return { name, address, constructorArguments: args, initCode }
  })
}
