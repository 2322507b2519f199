/** Flags of a position, as `CampaignTypes.sol` has them. */
export const PAID_BACK = 1
export const PLACEHOLDER = 2
