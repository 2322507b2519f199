import { type PrivateKeyAccount, encodeFunctionData, parseAbi, parseEventLogs } from 'viem'
import { campaignAbi } from '@open-value/sdk/abis'
import type { CoOwnerDecision } from '@open-value/sdk'
import { refundToTypedData } from '@open-value/sdk/batch'
import { mined, moveOn } from '../../internal/chain.ts'
import { deployMock } from '../../internal/contracts.ts'
import {
  type DeployedCampaign,
  PLEDGING_PERIOD,
  deployDemoCampaign,
  executeDecision,
  hashOf,
  on,
  proposeDecision,
  signPledge,
} from '../campaigns.ts'
import { addressOf, person, pledger } from '../people.ts'
import type { CaseReport } from '../report.ts'
import { type Stage, balanceOf, mint } from '../stage.ts'

const COUNT = 1_000
const GOAL = 25_000_000000n
const MIN_PLEDGE = 1_000000n
/** A hundred times these ten are the 23,871.00 of the first campaign. Who gave how much was not published. */
const PLEDGES = [1_00n, 5_00n, 5_00n, 10_00n, 10_00n, 20_00n, 20_00n, 25_00n, 50_00n, 92_71n].map((cents) => cents * 10_000n)
/** What each gives more in the second. The last pledge is taken in part, so that the goal is met exactly. */
const MORE = 1_130000n
const INVOICE = 24_350_000000n
const BATCH = 100
/** Gas of each refund in a batch. */
const GAS_EACH = 150_000n

type Pledger = { account: PrivateKeyAccount; amount: bigint }

const PLEDGERS: readonly Pledger[] = Array.from({ length: COUNT }, (_, i) => ({
  account: pledger(i + 1),
  amount: PLEDGES[i % PLEDGES.length] ?? 0n,
}))
/** Whose wallet breaks, and the one that comes after it. */
const BROKEN = pledger(504)
const NEW_WALLET = pledger(COUNT + 1)

/**
 * Case 5: a thousand people sign pledges without any ETH, and somebody else sends them. The goal is missed: all get back what
 * they gave. The second time it is met, and what the invoice leaves goes back.
 */
export async function pledgers(on6Decimals: Stage): Promise<{ report: CaseReport<'pledgers'> }> {
  const { client } = on6Decimals
  // Like the great dollars on chain, this token can refuse a wallet. It asks for no allowance, so that nobody here needs ETH.
  const token = await deployMock(client, person('founder'), 'OddTokens.sol/BlocklistToken')
  const stage = { ...on6Decimals, token }
  for (const { account, amount } of PLEDGERS) await mint(stage, account.address, amount + MORE)

  const first = await miss(stage)
  await mint(stage, NEW_WALLET.address, MORE)
  return { report: { ...first, second: await meet(stage) } }
}

/** The goal is missed. One wallet is broken: nobody else notices, and its owner signs for another. */
async function miss(stage: Stage): Promise<Omit<CaseReport<'pledgers'>, 'second'>> {
  const { client } = stage
  const campaign = await raise(stage, 'A thousand pledgers', PLEDGERS)
  const { raised, unpaid } = await client.readContract({ ...on(campaign), functionName: 'totals' })
  await moveOn(client, BigInt(PLEDGING_PERIOD))
  const block = encodeFunctionData({ abi: BLOCKLIST, args: [BROKEN.address, true] })
  await mined(client, client.sendTransaction({ account: person('founder'), to: stage.token, data: block }))

  const wallets = PLEDGERS.map(({ account }) => (account === BROKEN ? NEW_WALLET : account))
  const before = await balancesOf(stage, wallets)
  const failed = await refundAll(stage, campaign, PLEDGERS)
  if (failed.join() !== BROKEN.address) throw new Error(`Refunds failed: ${failed.join() || 'none'}.`)
  const message = { account: BROKEN.address, refundTo: NEW_WALLET.address, nonce: 1n, deadline: 2n ** 40n }
  const { chain } = client
  const signature = await BROKEN.signTypedData(refundToTypedData({ chainId: chain.id, campaign: campaign.campaign }, message))
  const args = [message.account, message.refundTo, message.nonce, message.deadline, signature] as const
  const account = person('passer-by')
  await mined(client, client.writeContract({ ...on(campaign), account, functionName: 'setRefundToSigned', args }))
  await refundAll(stage, campaign, [{ account: BROKEN }])

  const after = await balancesOf(stage, wallets)
  const refunds = after.map((balance, i) => balance - (before[i] ?? 0n))
  const differences = refunds.map((refund, i) => distance(refund, PLEDGERS[i]?.amount ?? 0n))
  return {
    pledged: String(raised),
    refunded: String(sum(refunds)),
    pledgers: unpaid,
    worstDifference: String(differences.reduce((worst, difference) => (difference > worst ? difference : worst), 0n)),
  }
}

/** Everybody gives a little more: the machine is bought for less than was raised. */
async function meet(stage: Stage): Promise<CaseReport<'pledgers'>['second']> {
  const { client } = stage
  const again = PLEDGERS.map(({ account, amount }) => ({
    account: account === BROKEN ? NEW_WALLET : account,
    amount: amount + MORE,
  }))
  const campaign = await raise(stage, 'A thousand pledgers, again', again)
  const { raised } = await client.readContract({ ...on(campaign), functionName: 'totals' })
  const supplier = addressOf('printer shop')
  const purchase: CoOwnerDecision = { type: 'purchase', supplier, amount: INVOICE, invoiceHash: hashOf('invoice') }
  const id = await proposeDecision(stage, campaign, person('custodian'), purchase, 'invoice')
  await executeDecision(stage, campaign, id, purchase)

  const wallets = again.map(({ account }) => account)
  const before = sum(await balancesOf(stage, wallets))
  await refundAll(stage, campaign, again)
  return {
    raised: String(raised),
    invoice: String(await balanceOf(stage, supplier)),
    surplusReturned: String(sum(await balancesOf(stage, wallets)) - before),
    balanceAfter: String(await balanceOf(stage, campaign.campaign)),
  }
}

/** All sign; a passer-by sends what they signed. */
async function raise(stage: Stage, name: string, people: readonly Pledger[]): Promise<DeployedCampaign> {
  const { client } = stage
  const campaign = await deployDemoCampaign(stage, {
    name,
    goal: GOAL,
    minPledge: MIN_PLEDGE,
    machine: { scenarios: [{ name: 'usual' }] },
  })
  const sender = person('passer-by')
  for (const { account, amount } of people) {
    const args = await signPledge(stage, campaign, account, amount)
    await mined(client, client.writeContract({ ...on(campaign), account: sender, functionName: 'pledgeSigned', args }))
  }
  return campaign
}

/** Refunds in batches, each on its own. Returns whose failed. */
async function refundAll({ client }: Stage, campaign: DeployedCampaign, people: readonly Pick<Pledger, 'account'>[]) {
  const accounts = people.map(({ account }) => account.address)
  const failed: string[] = []
  for (let i = 0; i < accounts.length; i += BATCH) {
    const args = [accounts.slice(i, i + BATCH), GAS_EACH] as const
    const account = person('passer-by')
    const { logs } = await mined(
      client,
      client.writeContract({ ...on(campaign), account, functionName: 'refundBatch', args, gas: 16_000_000n }),
    )
    failed.push(
      ...parseEventLogs({ abi: campaignAbi, eventName: 'RefundFailed', logs }).map(({ args: refund }) => refund.account),
    )
  }
  return failed
}

function balancesOf(stage: Stage, accounts: readonly PrivateKeyAccount[]): Promise<bigint[]> {
  return Promise.all(accounts.map(({ address }) => balanceOf(stage, address)))
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n)
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a
}

const BLOCKLIST = parseAbi(['function setBlocked(address account, bool value)'])
