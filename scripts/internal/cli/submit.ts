import { formatEther, type TransactionReceipt } from 'viem'
import { type PreparedTransaction, sendAndWait, toOpenValueError } from '@open-value/sdk'
import { type Context, senderOf } from './context.ts'
import { DoneError } from './errors.ts'
import { confirm, print } from './output.ts'

export type Planned = PreparedTransaction & {
  /** "Pay 100.00 USDC to Forillon". */
  what: string
}

/**
 * Says what will be sent and what it costs, asks, sends, and waits. With `--dry-run` nothing is sent and the command ends.
 *
 * @throws {InterruptedError} somebody said no
 */
export async function submit(context: Context, planned: readonly Planned[]): Promise<TransactionReceipt[]> {
  const { client } = context
  const account = senderOf(context)
  await announce(context, planned)
  const receipts: TransactionReceipt[] = []
  for (const { to, data, value } of planned) receipts.push(await sendAndWait(client, { to, data, value }, { account }))
  return receipts
}

/** The first half of it: says what it is and costs, and asks. */
export async function announce(context: Context, planned: readonly Planned[], estimatedGas?: bigint): Promise<void> {
  const { options, isLocal, people } = context
  const account = senderOf(context)
  const gas = estimatedGas ?? (await estimate(context, planned))
  const cost = gas === undefined ? undefined : gas * (await context.client.getGasPrice())
  const price =
    cost === undefined
      ? 'Its cost is known once the first is through.'
      : `It costs about ${ether(cost)} ETH (${gas?.toLocaleString('en-US')} gas).`
  if (options.dryRun) {
    const transactions = planned.map(({ what, to, data, value }) => ({ what, to, data, value }))
    print(options, { dryRun: true, from: account.address, transactions, gas, cost }, [
      'Nothing is sent. This would be:',
      ...planned.flatMap(({ what, to, data, value }) => [
        what,
        `   to ${people.both(to)}`,
        `   value ${value}`,
        `   data ${data.length > 202 ? `${data.slice(0, 202)}… (${data.length / 2 - 1} bytes)` : data}`,
      ]),
      price,
    ])
    throw new DoneError()
  }
  if (options.json)
    return options.yes || isLocal ? undefined : confirm(`${planned.map(({ what }) => what).join('; ')}. ${price} Send it?`)
  for (const { what } of planned) console.error(what)
  console.error(`From ${people.both(account.address)}. ${price}`)
  // On a chain of this machine money is play money.
  if (!options.yes && !isLocal) await confirm('Send it?')
}

/** Gas of all; `undefined` where later ones need the earlier. The chain's refusal of the first is told in words. */
async function estimate({ client, account }: Context, planned: readonly Planned[]): Promise<bigint | undefined> {
  let gas = 0n
  for (const [i, { to, data, value }] of planned.entries()) {
    try {
      gas += await client.estimateGas({ ...(account ? { account } : {}), to, data, value })
    } catch (error) {
      if (i === 0) throw toOpenValueError(error)
      return undefined
    }
  }
  return gas
}

function ether(wei: bigint): string {
  const [whole = '0', fraction = ''] = formatEther(wei).split('.')
  const digits = fraction.slice(0, Math.max(4, fraction.search(/[1-9]/) + 3))
  return digits === '' ? whole : `${whole}.${digits}`
}
