import { type DeployedVenture, type Stage, balanceOf, claim, contribute, deployDemoVenture, sell } from '../stage.ts'
import { type Person, addressOf } from '../people.ts'
import type { CaseReport } from '../report.ts'

const SALE = 12_000_000000n
const HOUR = 1
const TEAM: readonly Person[] = ['designer', 'engineer', 'developer']

/** Hours of the team, and the engineer's camera. */
export const FORILLON_HOURS = { designer: 60n, engineer: 60n, developer: 84n }

/** Case 1: a client pays once; the camera is repaid first, the rest goes by hours, wherever they were worked. */
export async function forillon(stage: Stage): Promise<{ report: CaseReport<'forillon'>; venture: DeployedVenture }> {
  const venture = await deployDemoVenture(stage, {
    name: 'Forillon',
    pools: [{ type: 'debt', capBps: 10_000 }, { type: 'equity' }],
    kinds: [
      { name: 'Cash', unit: 'USD', decimals: 2, pool: 1, rate: 1_000000n },
      { name: 'Hour', unit: 'h', decimals: 2, pool: 2, rate: 1n },
    ],
    equation: [
      { account: addressOf('exchange firm'), basis: 'gross', shareBps: 300 },
      { account: addressOf('infrastructure'), basis: 'gross', shareBps: 500 },
      { pool: 1, basis: 'remaining', shareBps: 10_000 },
      { pool: 2, basis: 'remaining', shareBps: 10_000 },
    ],
  })
  await contribute(stage, venture, [
    { by: 'engineer', kind: 0, quantity: 840_00n },
    { by: 'designer', kind: HOUR, quantity: FORILLON_HOURS.designer * 100n },
    { by: 'engineer', kind: HOUR, quantity: FORILLON_HOURS.engineer * 100n },
    { by: 'developer', kind: HOUR, quantity: FORILLON_HOURS.developer * 100n },
  ])
  await sell(stage, venture, SALE)

  // The developer has no ETH: like everybody here he is claimed for, and the money goes to him alone.
  const paid = async (name: Person, kinds: number[] = []) => (await claim(stage, venture, addressOf(name), { kinds })).amount
  const payouts = []
  for (const name of TEAM) payouts.push({ affiliate: name, amount: String(await paid(name, [HOUR])) })
  const report = {
    sale: String(SALE),
    infrastructure: String(await paid('infrastructure')),
    exchangeFirm: String(await paid('exchange firm')),
    payouts,
    remainder: String(await paid('network')),
    leftInContract: String(await balanceOf(stage, venture.venture)),
  }
  return { report, venture }
}
