import { isAddressEqual } from 'viem'
import type { CampaignConfig } from './campaignTypes.ts'

/** What works and may still surprise, in sentences for people; empty where nothing does. */
export function reviewCampaign(config: CampaignConfig): string[] {
  const notes: string[] = []
  if (config.maxPledge === config.goal) notes.push('One account can pledge the whole goal, and then decides alone.')
  if (config.end === 'venture') return notes
  const { stewards, materials, scenarios } = config.machine
  if (stewards.length < 3) {
    notes.push(
      `A contested use is settled by a steward who is neither its user, its logger, its technician, nor who contested it, and ` +
        `${stewards.length === 1 ? 'there is 1 steward' : `there are ${stewards.length} stewards`}. Name ${3 - stewards.length} more.`,
    )
  }
  if (scenarios.every(({ pricePerHour }) => pricePerHour === 0n)) {
    notes.push('No scenario has a price: only jobs at an agreed price pay the co-owners back.')
  }
  const own = materials.filter(({ supplier }) => isAddressEqual(supplier, config.custodian))
  if (own.length > 0) notes.push(`The custodian is paid for ${own.map(({ name }) => name).join(', ')}.`)
  return notes
}
