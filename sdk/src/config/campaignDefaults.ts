import type { CampaignConfigInput } from './campaignSchema.ts'

/** What a campaign is bound by where its config says nothing. */
export const campaignDefaults = {
  minPledge: '0.5%',
  maxPledge: '25%',
  openFor: '45 days',
  releaseWithin: '60 days',
  objectionWindow: '5 days',
  objectionBps: '10%',
  capBps: '120%',
  languages: ['en', 'fr'],
} as const satisfies Partial<CampaignConfigInput>

/** What a machine begins with where its config says nothing. Amounts are in the campaign's token, which is no ETH then. */
export const machineDefaults = {
  split: { maintenance: '10%', infrastructure: '20%', payback: '70%' },
  afterRelease: { maintenance: '33%', infrastructure: '67%' },
  contestWindow: '5 days',
  paymentPeriod: '30 days',
  maintenancePerHour: '1.50',
  technicianPerHour: '25.00',
  scenarios: [
    { name: 'commercial', pricePerHour: '12.00' },
    { name: 'project', pricePerHour: '8.00', inKind: true },
    { name: 'community', pricePerHour: '0' },
    { name: 'co-owner', pricePerHour: '0', coOwnersOnly: true },
  ],
} as const satisfies CampaignConfigInput['machine']
