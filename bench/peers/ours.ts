import { ethers } from 'ethers'
import { type OpenVenture, kindAt, openVenture } from '../openVenture.ts'
import { number } from '../pages/format.ts'
import { mined } from '../scenario.ts'
import { type PeerChain, costOf } from './chain.ts'
import { AT_ONCE, inBatches, makeHolders, payEveryone, people, weightOf } from './crowd.ts'
import { type Act, type Cost, type MeasuredRow, peerRow } from './row.ts'

/** Gas each claim of a batch gets: enough for the first of all, which distributes. */
const CLAIM_GAS = 400_000n

/** A venture with two account lines and one pool, in which everybody holds points and has been paid before. */
export async function measureOurs(chain: PeerChain, count: number): Promise<MeasuredRow[]> {
  const recipients = people(count)
  const opened = await openVenture(chain, ethers.toBeHex(count, 32))
  await makeHolders(chain, recipients)
  await record(opened, recipients)
  await chain.sell(opened.address)
  await payAll(chain, opened, recipients)

  const used = await measureUse(chain, opened, { count, person: recipients[0]!, kind: 0 })
  await chain.sell(opened.address)
  const everyone = await costOf(chain, await payAll(chain, opened, recipients))
  const recorded = await costOf(chain, await record(opened, recipients))
  const recordedNew = await costOf(chain, await record(opened, people(count, 'newcomer')))
  const proposed = `${number(count)} contributions proposed and accepted, in batches of up to ${AT_ONCE}, one attestation and one evidence hash a batch`
  return [
    ...used,
    row('everyone', count, `a claim for each, in batches of up to ${AT_ONCE}; the first distributes`, everyone),
    row('record', count, `${proposed}: units held before`, recorded),
    peerRow('ours-new', 'record', count, `${proposed}: nothing held before`, recordedNew),
  ]
}

/** A sale, its distribution and the claim of a person, in a venture where all of that has happened before. */
export async function measureUse(
  chain: PeerChain,
  { address, venture }: Pick<OpenVenture, 'address' | 'venture'>,
  { count, person, kind }: { count: number; person: string; kind: number },
): Promise<MeasuredRow[]> {
  const { accounts, tokenAddress } = chain
  const stranger = venture.connect(accounts.stranger)
  await chain.sell(address)
  const sale = await costOf(chain, [await chain.sell(address)])
  const distribution = await costOf(chain, [await mined(stranger.sync(tokenAddress))])
  const claimed = await payEveryone(chain, [person], () => mined(stranger.claim(person, [tokenAddress], [kind], 0)))
  const claim = await costOf(chain, [claimed])
  return [
    row('sale', count, 'a token transfer to the venture', sale),
    row('distribution', count, 'a sync of two account lines and the pool', distribution),
    row('claim', count, 'a claim of one token and one kind, distributed before', claim),
  ]
}

const row = (act: Act, count: number, what: string, cost: Cost) => peerRow('ours', act, count, what, cost)

/** Receipts of a contribution of each, proposed and accepted. */
async function record({ propose, accept }: OpenVenture, recipients: readonly string[]) {
  const receipts = []
  for (const batch of inBatches(recipients, AT_ONCE)) {
    const proposed = await propose(batch, weightOf)
    receipts.push(proposed.receipt, await accept(proposed))
  }
  return receipts
}

function payAll(chain: PeerChain, { address }: OpenVenture, recipients: readonly string[]) {
  return payEveryone(chain, recipients, async () => {
    const receipts = []
    for (const batch of inBatches(recipients, AT_ONCE)) {
      const requests = batch.map((account, i) => ({
        venture: address,
        account,
        tokens: [chain.tokenAddress],
        kinds: [kindAt(i, batch.length)],
        maxDebtEntries: 0,
      }))
      receipts.push(await mined(chain.claimBatch.connect(chain.accounts.stranger).claim(requests, CLAIM_GAS)))
    }
    return receipts
  })
}
