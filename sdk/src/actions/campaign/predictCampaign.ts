import { type Address, type Hash, zeroHash } from 'viem'
import { getCode } from 'viem/actions'
import { campaignFactoryAbi } from '../../abis/campaignFactory.ts'
import { addresses } from '../../addresses/deployed.ts'
import type { ReadClient } from '../internal/client.ts'
import { read } from '../internal/read.ts'
import type { CampaignConfig } from '../types.ts'

export type PredictCampaignParameters = {
  /** Who will send the deployment; another sender gets another address. */
  sender: Address
  config: CampaignConfig
  /** Default: zero. */
  salt?: Hash
  campaignFactory?: Address
}

export type PredictCampaignReturnType = {
  campaign: Address
  /** Whether it stands there. */
  isDeployed: boolean
}

/**
 * Returns the address a campaign will have, on every chain the factory stands on.
 *
 * @example
 * const { campaign } = await predictCampaign(client, { sender: account.address, config })
 * @throws {ContractMissingError} no factory on this chain
 */
export async function predictCampaign(
  client: ReadClient,
  { sender, config, salt = zeroHash, campaignFactory = addresses.campaignFactory }: PredictCampaignParameters,
): Promise<PredictCampaignReturnType> {
  const args = [sender, config, salt] as const
  const campaign = await read(client, { abi: campaignFactoryAbi, address: campaignFactory, functionName: 'predict', args })
  const code = await getCode(client, { address: campaign })
  return { campaign, isDeployed: code !== undefined }
}
