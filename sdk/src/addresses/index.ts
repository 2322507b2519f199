import type { Address } from 'viem'
import { addresses as deployed } from './deployed.ts'

export { deploymentBlocks } from './deployed.ts'

/** Native ETH as a payout token (ERC-7528). */
export const ETH: Address = '0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE'

/** Shared contracts, by the name of the parameter that actions take for them. */
export type ContractAddresses = { readonly [name in keyof typeof deployed]: Address }

/** Where the shared contracts stand, the same on every chain they are deployed on. */
export const addresses: ContractAddresses = deployed
