import type { SizeInput } from './schema.ts'

/** Rules of acceptance to begin with, by the number of people: 3, 11 and 300. */
export const sizes = {
  crew: {
    attestationsRequired: 1,
    // All founders are stewards.
    attestorMinPoints: 'steward',
    objectorMinPoints: 'affiliate',
    objectionWindow: '3 days',
    silentGrowth: { bps: '25%', points: '40 h' },
    instantGrowth: { bps: '15%', points: '40 h' },
    resolutionDeadline: '7 days',
    noticePeriod: '7 days',
    contributorsFloorBps: '70%',
    openingPeriod: '7 days',
  },
  circle: {
    attestationsRequired: 2,
    attestorMinPoints: '20 h',
    objectorMinPoints: 'affiliate',
    objectionWindow: '7 days',
    silentGrowth: { bps: '10%', points: '80 h' },
    instantGrowth: { bps: '8%', points: '40 h' },
    resolutionDeadline: '7 days',
    noticePeriod: '14 days',
    contributorsFloorBps: '70%',
    openingPeriod: '14 days',
  },
  network: {
    attestationsRequired: 2,
    attestorMinPoints: '100 h',
    objectorMinPoints: '8 h',
    objectionWindow: '10 days',
    silentGrowth: { bps: '3%', points: '400 h' },
    instantGrowth: { bps: '1%', points: '80 h' },
    resolutionDeadline: '7 days',
    noticePeriod: '30 days',
    contributorsFloorBps: '60%',
    openingPeriod: '14 days',
  },
} satisfies Record<string, SizeInput>

export type SizeName = keyof typeof sizes
