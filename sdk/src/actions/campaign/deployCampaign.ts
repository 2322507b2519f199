import { type Address, type Hash, type TransactionReceipt, isAddressEqual, zeroAddress, zeroHash } from 'viem'
import { campaignAbi } from '../../abis/campaign.ts'
import { campaignFactoryAbi } from '../../abis/campaignFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import { EventMissingError } from '../../errors/client.ts'
import { type PreparedTransaction, type SendOptions, type WriteClient, accountOf } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import { contractCall, eventsIn, prepare, sendPrepared, sendPreparedAndWait, simulate } from '../internal/write.ts'
import type { CampaignConfig } from '../types.ts'
import { predictCampaign } from './predictCampaign.ts'

export type DeployCampaignParameters = {
  config: CampaignConfig
  /** Lets one sender deploy the same config twice. Default: zero. */
  salt?: Hash
  campaignFactory?: Address
}

export type DeployCampaignReturnType = {
  campaign: Address
  /** Where the machine will be; `undefined` for work in a venture. */
  machine: Address | undefined
  /** `false` where the sender had deployed the same before: nothing changed then. */
  isNew: boolean
  receipt: TransactionReceipt
}

/** The call, for a wallet, a Safe, a multicall or a bundle. Whoever sends it decides the address. */
export function prepareDeployCampaign(parameters: DeployCampaignParameters): PreparedTransaction {
  return prepare(callOf(parameters))
}

/** Asks the chain whether it would go through, and for the address of the campaign; sends nothing. */
export function simulateDeployCampaign(client: WriteClient, parameters: DeployCampaignParameters, options: SendOptions = {}) {
  return simulate(client, callOf(parameters), options)
}

/** Sends it, and does not wait. */
export function writeDeployCampaign(
  client: WriteClient,
  parameters: DeployCampaignParameters,
  options: SendOptions = {},
): Promise<Hash> {
  return sendPrepared(client, prepareDeployCampaign(parameters), options)
}

/**
 * Makes a campaign, open for pledges until its deadline. Done again with the same config and salt it changes nothing and gives
 * the same address.
 *
 * @example
 * const { campaign, machine } = await deployCampaignAndWait(client, { config })
 * @throws {FactoryNameInvalidError}
 * @throws {ParameterOutOfBoundsError}
 * @throws {CampaignAccountMissingError}
 * @throws {CampaignAgreementMissingError}
 * @throws {CampaignVentureWithoutCodeError}
 * @throws {TokenWithoutCodeError}
 */
export async function deployCampaignAndWait(
  client: WriteClient,
  parameters: DeployCampaignParameters,
  options: SendOptions = {},
): Promise<DeployCampaignReturnType> {
  const sender = accountOf(client, options).address
  const predicted = await predictCampaign(client, { ...parameters, sender })
  const receipt = await sendPreparedAndWait(client, prepareDeployCampaign(parameters), options)
  const [deployed] = eventsIn(receipt, campaignFactoryAbi, 'CampaignDeployed')
  if (!deployed && !predicted.isDeployed) throw new EventMissingError('CampaignDeployed', receipt.transactionHash)
  const { campaign } = predicted
  const machine = deployed?.machine ?? (await read(client, { abi: campaignAbi, address: campaign, functionName: 'machine' }))
  const isMachine = !isAddressEqual(machine, zeroAddress)
  return { campaign, machine: isMachine ? machine : undefined, isNew: deployed !== undefined, receipt }
}

function callOf({ config, salt = zeroHash, campaignFactory = addresses.campaignFactory }: DeployCampaignParameters) {
  return contractCall({ abi: campaignFactoryAbi, address: campaignFactory, functionName: 'deploy', args: [config, salt] })
}
