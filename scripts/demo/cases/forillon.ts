import { prepareClaimToFor, relaySignedAndWait, signClaimTo } from '@open-value/sdk'
import { type Person, addressOf, person } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type DeployedVenture, type Stage, balanceOf, claim, contribute, deployDemoVenture, sell } from '../stage.ts'

const SALE = 12_000_000000n
const HOUR = 1
const TEAM: readonly Person[] = ['designer', 'engineer']
/** On another continent, with a new wallet that never held any ETH. */
const ABROAD = 'developer'
const RELAYER = 'passer-by'

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

  const paid = async (name: Person, kinds: number[] = []) => (await claim(stage, venture, addressOf(name), { kinds })).amount
  const payouts = []
  for (const name of TEAM) payouts.push({ affiliate: name, amount: String(await paid(name, [HOUR])) })
  const { amount, ...gasless } = await claimWithoutGas(stage, venture, ABROAD)
  payouts.push({ affiliate: ABROAD, amount: String(amount) })
  const report = {
    sale: String(SALE),
    infrastructure: String(await paid('infrastructure')),
    exchangeFirm: String(await paid('exchange firm')),
    payouts,
    gasless,
    remainder: String(await paid('network')),
    leftInContract: String(await balanceOf(stage, venture.venture)),
  }
  return { report, venture }
}

/** Somebody signs where to be paid, and another sends it: the wallet holds no ETH before and after, and the relayer gets nothing. */
async function claimWithoutGas(stage: Stage, { venture }: DeployedVenture, name: Person) {
  const { client, contracts, token } = stage
  const account = person(name)
  const ethOf = async () => String(await client.getBalance({ address: account.address }))
  const [ethBefore, before] = [await ethOf(), await balanceOf(stage, account.address)]
  const claim = { venture, recipient: account.address, tokens: [token], kinds: [HOUR] }
  const calls = [prepareClaimToFor({ ...(await signClaimTo(client, claim, { account })), accountBoard: contracts.accountBoard })]
  const { results } = await relaySignedAndWait(client, { ...contracts, calls }, { account: person(RELAYER) })
  if (results[0]?.status !== 'done') throw new Error(`What the ${name} signed did not go through.`)
  const amount = (await balanceOf(stage, account.address)) - before
  return { amount, affiliate: name, ethBefore, ethAfter: await ethOf(), relayedBy: RELAYER, signed: 'ClaimTo' }
}
