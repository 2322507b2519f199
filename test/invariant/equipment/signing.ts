import type { Signature } from 'ethers'
import { domainOf, FOREVER, signStruct, typeOf } from '../signing.ts'
import type { CampaignGhost, EquipmentWorld } from './world.ts'

const PLEDGE = typeOf(
  'Pledge(address pledger,uint256 amount,bytes32 agreementHash,address refundTo,uint256 nonce,uint256 deadline)',
)
const REFUND_TO = typeOf('RefundTo(address account,address refundTo,uint256 nonce,uint256 deadline)')
const PERMIT = typeOf('Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)')

const own = ({ address }: CampaignGhost) => domainOf('OpenValueCampaign', address)

export function signPledge(
  { chain }: EquipmentWorld,
  campaign: CampaignGhost,
  signer: number,
  content: readonly [amount: bigint, agreementHash: string, refundTo: string, nonce: bigint],
) {
  const signed = [chain.accounts[signer], ...content, FOREVER]
  const types = ['bytes32', 'address', 'uint256', 'bytes32', 'address', 'uint256', 'uint256']
  return { signed, signature: signStruct(chain, own(campaign), signer, types, [PLEDGE, ...signed]).serialized }
}

export function signRefundTo(
  { chain }: EquipmentWorld,
  campaign: CampaignGhost,
  signer: number,
  refundTo: string,
  nonce: bigint,
) {
  const content = [chain.accounts[signer], refundTo, nonce, FOREVER]
  const types = ['bytes32', 'address', 'address', 'uint256', 'uint256']
  return [...content, signStruct(chain, own(campaign), signer, types, [REFUND_TO, ...content]).serialized]
}

export const NO_PERMIT = [0n, 0n, 0, typeOf(''), typeOf('')] as const

/** An allowance for a campaign, signed in the token that knows such. */
export function signPermit(
  { chain, permitToken }: EquipmentWorld,
  { address }: CampaignGhost,
  signer: number,
  value: bigint,
  nonce: bigint,
) {
  const types = ['bytes32', 'address', 'address', 'uint256', 'uint256', 'uint256']
  const content = [PERMIT, chain.accounts[signer], address, value, nonce, FOREVER]
  const { v, r, s }: Signature = signStruct(chain, domainOf('Permit', permitToken), signer, types, content)
  return [value, FOREVER, v, r, s] as const
}
