import type { PresetInput } from './schema.ts'

const equity = { id: 'equity', type: 'equity' } as const
const debt = { id: 'debt', type: 'debt', capBps: '100%' } as const
const work = { id: 'work', name: 'Work', unit: 'h', decimals: 2, pool: 'equity', weight: 1, voice: 1 } as const
/** Counted in the token it is paid back in, one to one. */
const costs = { id: 'costs', name: 'Costs', decimals: 2, pool: 'debt', price: '1' } as const

const gross = (account: string, shareBps: string) => ({ account, basis: 'gross', shareBps }) as const
const debtTakes = (basis: 'gross' | 'remaining', shareBps: string) => ({ pool: 'debt', basis, shareBps }) as const
const equityTakesRest = { pool: 'equity', basis: 'remaining', shareBps: '100%' } as const

/** Value equations to begin with; all of it can be overridden. Names such as `exchangeFirm` are given in `accounts`. */
export const presets = {
  /** Every hour counts the same. */
  equalRate: {
    pools: [equity],
    kinds: [work],
    equation: [equityTakesRest],
  },
  /** A point reads as one cent of work. */
  ratesByRole: {
    pools: [equity],
    kinds: [
      { ...work, id: 'support', name: 'Support', weight: 40 },
      { ...work, id: 'making', name: 'Making', weight: 50 },
      { ...work, id: 'design', name: 'Design', weight: 60 },
    ],
    equation: [equityTakesRest],
  },
  /** Costs are repaid from half of each sale, so that work is never starved by them. */
  costsFirst: {
    pools: [equity, debt],
    kinds: [work, costs],
    equation: [debtTakes('gross', '50%'), equityTakesRest],
  },
  /** In the spirit of the first network; its real percentages are unpublished. */
  sensoricaLike: {
    pools: [equity, debt],
    kinds: [work, costs],
    equation: [gross('infrastructure', '5%'), gross('exchangeFirm', '3%'), debtTakes('remaining', '50%'), equityTakesRest],
  },
  /** A tenth goes to the venture this one builds on. */
  remix: {
    pools: [equity, debt],
    kinds: [work, costs],
    equation: [gross('upstream', '10%'), debtTakes('remaining', '50%'), equityTakesRest],
  },
  /** Costs in full first, then the hours of the contract. */
  clientContract: {
    pools: [equity, debt],
    kinds: [work, costs],
    equation: [gross('infrastructure', '5%'), gross('exchangeFirm', '3%'), debtTakes('remaining', '100%'), equityTakesRest],
  },
} satisfies Record<string, PresetInput>

export type PresetName = keyof typeof presets
