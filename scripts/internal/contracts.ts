import { readFileSync } from 'node:fs'
import { type Account, type Address, createWalletClient, custom, encodeDeployData, getAddress } from 'viem'
import type { ContractAddresses } from '@open-value/sdk'
import { type ContractName, inRoot } from '../deploy/artifacts.ts'
import { deployContracts } from '../deploy/deployContracts.ts'
import { planDeployment } from '../deploy/plan.ts'
import { type LocalClient, mined } from './chain.ts'

/** Puts the shared contracts where they stand on every chain. What stands there already is left as it is. */
export async function deployShared(
  client: LocalClient,
  account: Account,
  { record }: { record: boolean },
): Promise<ContractAddresses> {
  const wallet = createWalletClient({ account, chain: client.chain, transport: custom(client) })
  await deployContracts(wallet, client, { record })
  return sharedAddresses()
}

/** Addresses of the shared contracts, from what the compiler made of them. */
export function sharedAddresses(): ContractAddresses {
  const byName = new Map(planDeployment().map(({ name, address }) => [name, address]))
  const of = (name: ContractName): Address => {
    const address = byName.get(name)
    if (!address) throw new Error(`${name} is not planned.`)
    return address
  }
  return {
    decisionBoard: of('DecisionBoard'),
    handOverBoard: of('HandOverBoard'),
    governorImplementation: of('LazyConsensusGovernor'),
    voiceBoard: of('VoiceBoard'),
    noticeBoard: of('NoticeBoard'),
    reviewBoard: of('ReviewBoard'),
    growthBoard: of('GrowthBoard'),
    accountBoard: of('AccountBoard'),
    largeBatches: of('LargeBatches'),
    ventureImplementation: of('Venture'),
    ledgerImplementation: of('ContributionLedger'),
    factory: of('VentureFactory'),
    machineRules: of('MachineRules'),
    machineImplementation: of('SharedEquipment'),
    campaignImplementation: of('Campaign'),
    campaignFactory: of('CampaignFactory'),
    claimBatch: of('ClaimBatch'),
    relayBatch: of('RelayBatch'),
    lens: of('VentureLens'),
  }
}

/** A token anyone can mint, for local chains alone. */
export function deployTestToken(
  client: LocalClient,
  account: Account,
  { name, symbol, decimals }: { name: string; symbol: string; decimals: number },
): Promise<Address> {
  return deployMock(client, account, 'TestToken.sol/TestToken', [name, symbol, decimals])
}

/** A contract of `contracts/mocks`, for local chains alone. */
export async function deployMock(
  client: LocalClient,
  account: Account,
  name: string,
  args: readonly unknown[] = [],
): Promise<Address> {
  const { abi, bytecode } = JSON.parse(readFileSync(inRoot(`artifacts/contracts/mocks/${name}.json`), 'utf8'))
  const data = encodeDeployData({ abi, bytecode, args })
  const { contractAddress } = await mined(client, client.sendTransaction({ account, data }))
  if (!contractAddress) throw new Error(`${name} was not deployed.`)
  return getAddress(contractAddress)
}
