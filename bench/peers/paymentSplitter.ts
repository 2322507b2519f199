import { number } from '../pages/format.ts'
import { mined } from '../scenario.ts'
import { NOTHING, type PeerChain, costOf } from './chain.ts'
import { AT_ONCE, inBatches, makeHolders, payEveryone, people, weightOf } from './crowd.ts'
import { type Act, type Cost, type MeasuredRow, peerRow } from './row.ts'

/** As many payees as fit into the constructor of one, in round numbers. */
const PAYEES = 250

/** Shares are fixed when it is deployed. More payees than fit into one are those of several, which are payees of a first one. */
export async function measurePaymentSplitter(chain: PeerChain, count: number): Promise<MeasuredRow[]> {
  const { accounts, tokenAddress, callBatch, sell } = chain
  const recipients = people(count)
  await makeHolders(chain, recipients)
  const groups = inBatches(recipients, PAYEES)
  const parts: (Awaited<ReturnType<typeof deploy>> & { group: string[] })[] = []
  for (const group of groups) parts.push({ group, ...(await deploy(chain, group, group.map(weightOf))) })
  const shares = groups.map((group) => group.reduce((sum, person) => sum + weightOf(person), 0n))
  const top =
    parts.length > 1
      ? await deploy(
          chain,
          parts.map(({ address }) => address),
          shares,
        )
      : undefined
  const entry = top ?? parts[0]!

  const { interface: abi } = entry.splitter
  const run = async (calls: { target: string; account: string }[]) => {
    const receipts = []
    for (const batch of inBatches(calls, AT_ONCE)) {
      const calldata = batch.map(({ target, account }) => ({
        target,
        data: abi.encodeFunctionData('release(address,address)', [tokenAddress, account]),
      }))
      receipts.push(await mined(callBatch.connect(accounts.stranger).run(calldata)))
    }
    return receipts
  }
  const distribute = () => run(top ? parts.map(({ address }) => ({ target: top.address, account: address })) : [])
  const payAll = () =>
    payEveryone(chain, recipients, async () => [
      ...(await distribute()),
      ...(await run(parts.flatMap(({ address, group }) => group.map((account) => ({ target: address, account }))))),
    ])

  await sell(entry.address)
  await payAll()
  await sell(entry.address)
  const sale = await costOf(chain, [await sell(entry.address)])
  const distribution = await costOf(chain, await distribute())
  const splitter = parts[0]!.splitter.connect(accounts.stranger)
  const person = recipients[0]!
  const claimed = await payEveryone(chain, [person], () => mined(splitter['release(address,address)'](tokenAddress, person)))
  await sell(entry.address)
  const everyone = await costOf(chain, await payAll())

  const row = (act: Act, what: string, cost: Cost) => peerRow('peer-payment-splitter', act, count, what, cost)
  const deployed = [...parts, ...(top ? [top] : [])].map(({ receipt }) => receipt)
  return [
    row('sale', 'a token transfer to the splitter', sale),
    top
      ? row(
          'distribution',
          `a release to each of ${parts.length} splitters, since ${number(count)} payees don't fit into one`,
          distribution,
        )
      : row('distribution', 'nothing: each share is worked out when it is released', NOTHING),
    row('claim', 'a release to a payee who has been paid before', await costOf(chain, [claimed])),
    row('everyone', `a release to each, in batches of up to ${AT_ONCE}`, everyone),
    row(
      'record',
      top
        ? `other shares for ${number(count)}: ${parts.length} splitters and one above them deployed anew`
        : `other shares for ${number(count)}: a splitter deployed anew`,
      await costOf(chain, deployed),
    ),
  ]
}

async function deploy({ hh }: PeerChain, payees: readonly string[], shares: readonly bigint[]) {
  const splitter = await hh.deployContract('PaymentSplitterV4', [payees, shares])
  const receipt = await splitter.deploymentTransaction()?.wait()
  if (!receipt) throw new Error('The splitter was not deployed.')
  return { splitter, address: await splitter.getAddress(), receipt }
}
