import { type Address, zeroAddress } from 'viem'
import { getVoice, prepareDelegateVoice, prepareUpdateVoice, signDelegation } from '@open-value/sdk'
import { type CommonOptions, type Context, type OpenVenture, senderOf } from './context.ts'
import { delegationWords } from './decisions.ts'
import { print } from './output.ts'
import { type SignOptions, signInto } from './signing.ts'
import { type Planned, submit } from './submit.ts'

/** Puts the sender's voice into somebody's hands, and counts what was earned since. Without a representative: its own. */
export async function handVoice(
  context: Context,
  venture: OpenVenture,
  options: CommonOptions & SignOptions,
  representative?: Address,
): Promise<void> {
  const { client, people } = context
  const account = senderOf(context)
  const delegatee = representative ?? account.address
  const { ledger } = venture
  const what = `${delegationWords((who) => people.both(who), { account: account.address, delegatee })} at ${venture.name}`
  if (options.sign !== undefined) {
    return signInto(context, venture, {
      file: options.sign,
      options,
      what,
      sign: async (expiry) => {
        const signed = await signDelegation(client, { ledger, delegatee, expiry }, { account })
        return { act: 'Delegation', content: { ...signed, signer: account.address } }
      },
    })
  }
  const planned = [{ what: `${what}.`, ...prepareDelegateVoice({ ledger, delegatee }) }]
  const counting = delegatee === zeroAddress ? undefined : await planCount(context, venture, account.address)
  const receipts = await submit(context, counting ? [...planned, counting] : planned)
  const voice = await getVoice(client, { ledger, account: account.address })
  print(options, { ...voice, transactions: receipts.map(({ transactionHash }) => transactionHash) }, [
    delegatee === zeroAddress
      ? 'Your voice is out of reach. decide:delegate brings it back.'
      : 'It counts in whatever is proposed from now on. What it weighs: npm run ov -- decide:voice',
  ])
}

/** Counts what an account has earned since it was counted last; `undefined` where that is nothing. */
export async function planCount(
  { client, contracts, people }: Context,
  { ledger, kinds, name }: OpenVenture,
  account: Address,
): Promise<Planned | undefined> {
  const { counted } = await getVoice(client, { ledger, account })
  const changed = counted.filter((kind) => kind.counted !== kind.earned).map(({ kind }) => kind)
  if (changed.length === 0) return undefined
  const names = changed.map((id) => kinds.find(({ kind }) => kind === id)?.name ?? `kind ${id}`)
  const what = `Count the voice of ${people.both(account)} at ${name}, earned with ${names.join(', ')}.`
  return { what, ...prepareUpdateVoice({ ledger, account, kinds: changed, voiceBoard: contracts.voiceBoard }) }
}
