import { ventureLensAbi } from '@open-value/sdk/abis'
import { fund } from '../../internal/chain.ts'
import { longTailLines } from '../data.ts'
import { addressOf, affiliate } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type DeployedVenture, type Stage, accept, balanceOf, claim, propose, sell, sync, waitForWindow } from '../stage.ts'
import { batchesOf, deployLongTail, holdingsOf } from './longTailVenture.ts'

const SALE = 1_000_000_000000n

/** Case 3a: 6,528 contributions of 313 people, one sale, everyone claims from a wallet of their own. */
export async function longTail(stage: Stage): Promise<{ report: CaseReport<'longTail'>; venture: DeployedVenture }> {
  const venture = await deployLongTail(stage, { name: 'The long tail', attestationsRequired: 2 })
  const lines = longTailLines()
  const batches = await batchesOf(stage, lines)
  for (const [i, batch] of batches.entries()) await propose(stage, venture, batch, `demo:long-tail/batch-${i + 1}.csv`)
  // More points than may enter at once: attested or not, all of it waits until everybody had the time to object.
  for (const batch of batches.slice(-1)) await waitForWindow(stage, venture, batch.id)
  let acceptGas = 0n
  for (const batch of batches) acceptGas += await accept(stage, venture, batch, ['steward', 'second steward'])
  const entries = batches.reduce((sum, batch) => sum + batch.entries.length, 0)

  const saleGas = await sell(stage, venture, SALE)
  const syncGas = await sync(stage, venture)

  const held = [...holdingsOf(lines.rows)]
  await fund(
    stage.client,
    held.map(([name]) => affiliate(name).address),
  )
  const payouts: CaseReport<'longTail'>['payouts'] = []
  const claimGas: bigint[] = []
  for (const [name, { kinds }] of held) {
    const sender = affiliate(name)
    const points = await stage.client.readContract({
      address: stage.contracts.lens,
      abi: ventureLensAbi,
      functionName: 'pointsOf',
      args: [venture.venture, sender.address, kinds],
    })
    const { amount, gas } = await claim(stage, venture, sender.address, { kinds, sender })
    payouts.push({ affiliate: name, points: String(points), amount: String(amount) })
    claimGas.push(gas)
  }
  const infrastructure = await claim(stage, venture, addressOf('infrastructure'))
  const remainder = await claim(stage, venture, addressOf('network'))
  const report = {
    sale: String(SALE),
    infrastructure: String(infrastructure.amount),
    payouts,
    remainder: String(remainder.amount),
    leftInContract: String(await balanceOf(stage, venture.venture)),
    gas: {
      acceptPerEntry: Math.round(Number(acceptGas) / entries),
      sale: Number(saleGas),
      sync: Number(syncGas),
      claim: Number(median(claimGas)),
    },
  }
  return { report, venture }
}

function median(values: readonly bigint[]): bigint {
  return [...values].sort((a, b) => Number(a - b))[Math.floor(values.length / 2)] ?? 0n
}
