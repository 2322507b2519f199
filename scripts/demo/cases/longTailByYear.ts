import { parseEventLogs } from 'viem'
import { claimBatchAbi, ventureAbi, ventureLensAbi } from '@open-value/sdk/abis'
import { mined, moveTo } from '../../internal/chain.ts'
import { LONG_TAIL_KINDS, longTailLines } from '../data.ts'
import { addressOf, affiliate, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type DeployedVenture, type Stage, accept, balanceOf, claim, propose, sell } from '../stage.ts'
import { batchesOf, deployLongTail, holdingsOf } from './longTailVenture.ts'

const SALE = 50_000_000000n
const FIRST_YEAR = 2005
const LAST_YEAR = 2024
/** He made the first contribution. */
export const FOUNDER = 'affiliate-001'
const CLAIMS_AT_ONCE = 40

/** When the chain has to begin, so that this case has its own dates. */
export const BEFORE_THE_FIRST_YEAR = new Date(Date.UTC(FIRST_YEAR, 0, 1))

/** Case 3b: contributions enter year by year, and each 31 December something is sold; everyone claims in the end. */
export async function longTailByYear(stage: Stage): Promise<{ report: CaseReport<'longTailByYear'>; venture: DeployedVenture }> {
  // Attested work of a year may enter at once here, so that it is in the books before the sale of its last day.
  const venture = await deployLongTail(stage, { name: 'The long tail, year by year', instantGrowthPoints: 10n ** 12n })
  const { header, rows } = longTailLines()
  const years: CaseReport<'longTailByYear'>['years'] = []
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    await moveTo(stage.client, BigInt(Date.UTC(year, 11, 31, 20) / 1000))
    const ofYear = rows.filter((row) => row.startsWith(`${year}-`))
    for (const batch of await batchesOf(stage, { header, rows: ofYear })) {
      await propose(stage, venture, batch, `demo:long-tail/${year}.csv`)
      await accept(stage, venture, batch, ['steward'])
    }
    await sell(stage, venture, SALE)
    const soFar = holdingsOf(rows.filter((row) => Number(row.slice(0, 4)) <= year))
    years.push({ year, affiliates: soFar.size, founderSharePpm: await founderShare(stage, venture) })
  }

  const held = [...holdingsOf(rows)]
  const payouts: CaseReport<'longTailByYear'>['payouts'] = []
  for (let i = 0; i < held.length; i += CLAIMS_AT_ONCE) {
    payouts.push(...(await claimTogether(stage, venture, held.slice(i, i + CLAIMS_AT_ONCE))))
  }
  await claim(stage, venture, addressOf('infrastructure'))
  await claim(stage, venture, addressOf('network'))
  return { report: { years, payouts, leftInContract: String(await balanceOf(stage, venture.venture)) }, venture }
}

async function founderShare({ client, contracts }: Stage, { venture }: DeployedVenture): Promise<number> {
  const kinds = LONG_TAIL_KINDS.map((_, kind) => kind)
  const args = [venture, affiliate(FOUNDER).address, kinds] as const
  const lens = { address: contracts.lens, abi: ventureLensAbi } as const
  const points = await client.readContract({ ...lens, functionName: 'pointsOf', args })
  const pool = await client.readContract({ address: venture, abi: ventureAbi, functionName: 'equityPool', args: [1] })
  return Number((points * 1_000_000n) / pool.points)
}

/** Claims for many in one transaction, each on its own: one that failed would change nothing for the others. */
async function claimTogether(
  { client, token, contracts }: Stage,
  { venture }: DeployedVenture,
  held: readonly [string, { kinds: number[] }][],
): Promise<CaseReport<'longTailByYear'>['payouts']> {
  const requests = held.map(([name, { kinds }]) => ({
    venture,
    account: affiliate(name).address,
    tokens: [token],
    kinds,
    maxDebtEntries: 0n,
  }))
  const receipt = await mined(
    client,
    client.writeContract({
      account: person('passer-by'),
      address: contracts.claimBatch,
      abi: claimBatchAbi,
      functionName: 'claim',
      args: [requests, 250_000n],
    }),
  )
  const paid = parseEventLogs({ abi: ventureAbi, eventName: 'Claimed', logs: receipt.logs })
  return held.map(([name]) => {
    const own = paid.filter(({ args }) => args.account === affiliate(name).address)
    return { affiliate: name, amount: String(own.reduce((sum, { args }) => sum + args.amount, 0n)) }
  })
}
