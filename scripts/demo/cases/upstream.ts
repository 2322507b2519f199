import type { Address } from 'viem'
import { changeNames, noticeBoardAbi, ventureLensAbi } from '@open-value/sdk/abis'
import { sweepAndWait } from '@open-value/sdk'
import { encodeEquation } from '@open-value/sdk/model'
import { mined, moveOn } from '../../internal/chain.ts'
import type { DeployedCampaign } from '../campaigns.ts'
import { type Person, addressOf, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import {
  type DemoLine,
  type DeployedVenture,
  NOTICE,
  type Stage,
  balanceOf,
  claim,
  contribute,
  deployDemoVenture,
  sell,
} from '../stage.ts'
import { playFeedback } from './feedback.ts'

const SENSOR = 120_000000n
const SALE = 250n * SENSOR
const CYCLE_SALE = 1_000_000000n
const HOUR = 0

/** Case 4: a maker sells what others designed, and part of it flows up from venture to venture, all in one transaction. */
export async function upstream(
  stage: Stage,
): Promise<{ report: CaseReport<'upstream'>; ventures: DeployedVenture[]; campaign: DeployedCampaign }> {
  const first = await team(stage, 'First prototype', 'first team')
  const origin = await team(stage, 'Origin', 'origin team', royalty(first, 500))
  const design = await team(stage, 'Sensor design', 'design team', royalty(origin, 500))
  const maker = await team(stage, 'Local maker', 'maker', royalty(design, 1_000))
  await sell(stage, maker, SALE)

  const chain = [
    { venture: maker, by: 'maker' },
    { venture: design, by: 'design team' },
    { venture: origin, by: 'origin team' },
    { venture: first, by: 'first team' },
  ] as const
  const hops: CaseReport<'upstream'>['hops'] = []
  const passed = await sweepUp(stage, maker)
  let received = SALE
  for (const { venture, by } of chain) {
    const passedUp = passed.get(venture.venture) ?? 0n
    await claim(stage, venture, addressOf(by), { kinds: [HOUR] })
    hops.push({ venture: venture.name, received: String(received), passedUp: String(passedUp) })
    received = passedUp
  }
  const cycle = await playCycle(stage)
  const feedback = await playFeedback(stage, { maker, design, origin })
  return {
    report: { sale: String(SALE), hops, cycle: cycle.report, feedback: feedback.report },
    ventures: [...chain.map(({ venture }) => venture), ...cycle.ventures],
    campaign: feedback.campaign,
  }
}

/** Gives back upstream in one transaction, which anybody sends. What each venture passed up. */
async function sweepUp({ client, token, contracts }: Stage, { venture }: DeployedVenture): Promise<Map<Address, bigint>> {
  const parameters = { ...contracts, venture, tokens: [token] }
  const { hops } = await sweepAndWait(client, parameters, { account: person('passer-by') })
  return new Map(
    hops.map((hop) => {
      if (hop.status === 'failed') throw new Error(`${hop.venture} could not pay ${hop.account}.`)
      return [hop.venture, hop.paid.reduce((sum, { amount }) => sum + amount, 0n)]
    }),
  )
}

const royalty = ({ venture }: { venture: Address }, shareBps: number): DemoLine => ({
  account: venture,
  basis: 'gross',
  shareBps,
})

/** A venture of one team with a hundred hours: what the royalty leaves is theirs. */
async function team(stage: Stage, name: string, by: Person, upstreamLine?: DemoLine, floorBps = 0): Promise<DeployedVenture> {
  const venture = await deployDemoVenture(stage, {
    name,
    contributorsFloorBps: floorBps,
    pools: [{ type: 'equity' }],
    kinds: [{ name: 'Hour', unit: 'h', decimals: 2, pool: 1, rate: 1n }],
    equation: [...(upstreamLine ? [upstreamLine] : []), { pool: 1, basis: 'remaining', shareBps: 10_000 }],
  })
  await contribute(stage, venture, [{ by, kind: HOUR, quantity: 100_00n }])
  return venture
}

/** Two ventures that owe each other half of everything: claimed back and forth until nothing moves. */
async function playCycle(stage: Stage) {
  const a = await team(stage, 'Cycle A', 'design team', undefined, 5_000)
  const b = await team(stage, 'Cycle B', 'origin team', royalty(a, 5_000), 5_000)
  await changeEquation(stage, a, royalty(b, 5_000))
  await sell(stage, a, CYCLE_SALE)

  let out = 0n
  for (let moved = 1n; moved > 0n;) {
    moved = 0n
    moved += (await claim(stage, a, b.venture)).amount
    moved += (await claim(stage, b, a.venture)).amount
  }
  out += (await claim(stage, a, addressOf('design team'), { kinds: [HOUR] })).amount
  out += (await claim(stage, b, addressOf('origin team'), { kinds: [HOUR] })).amount
  for (const { venture } of [a, b]) out += (await claim(stage, { venture }, addressOf('network'))).amount
  const left = (await balanceOf(stage, a.venture)) + (await balanceOf(stage, b.venture))
  return { report: { in: String(CYCLE_SALE), out: String(out), left: String(left) }, ventures: [a, b] }
}

/** The governor announces another first line, waits for the notice, and applies it. */
async function changeEquation({ client, contracts }: Stage, { venture }: DeployedVenture, line: DemoLine): Promise<void> {
  const lens = { address: contracts.lens, abi: ventureLensAbi } as const
  const [, , remainder] = await client.readContract({ ...lens, functionName: 'equation', args: [venture] })
  const data = encodeEquation({ lines: [line, { pool: 1, basis: 'remaining', shareBps: 10_000 }], remainder })
  const args = [venture, changeNames.indexOf('equation'), data] as const
  const board = { account: person('founder'), address: contracts.noticeBoard, abi: noticeBoardAbi } as const
  await mined(client, client.writeContract({ ...board, functionName: 'announceChange', args }))
  await moveOn(client, BigInt(NOTICE))
  await mined(client, client.writeContract({ ...board, functionName: 'applyChange', args }))
}
