import { statements } from './signing.ts'
import { claimingTo, namingPayee, ownAccount } from './moneyActions.ts'
import { type Action, anyWorker, type Context, submitted } from './step.ts'

function claimedTo(context: Context, account: string) {
  const claim = claimingTo(context, account)
  return { name: 'claimTo', statement: statements.claimTo(...claim.values), ...claim }
}
function payeeNamed(context: Context, account: string) {
  const naming = namingPayee(context, account)
  return { name: 'setPayee', statement: statements.payee(...naming.values), ...naming }
}

/** A claim to an address, or another payee, signed by the holder. */
const payoutFor: Action = (context) => {
  const { world, random, venture } = context
  const account = ownAccount(context)
  const { name, values, statement, apply, step } = random.once(2) ? claimedTo(context, account) : payeeNamed(context, account)
  const holder = venture.holderOf(account)
  const sent = submitted(
    context,
    name,
    holder,
    statement,
    (act) => ({
      to: world.accounts,
      data: world.abi.accounts.encodeFunctionData(name, [venture.ledger, ...values, act]),
    }),
    apply,
  )
  return { ...step, ...sent, action: 'payoutFor', acts: [holder] }
}

const showPresence: Action = (context) => {
  const { world, random, venture } = context
  const { ledger } = venture
  const account = anyWorker(context)
  const step = { action: 'showPresence', venture, tokens: [], acts: [account] } as const
  if (random.once(2)) {
    const data = world.abi.accounts.encodeFunctionData('showPresence', [ledger])
    return { ...step, tx: { from: account, to: world.accounts, data }, apply: () => {} }
  }
  const sent = submitted(
    context,
    'presence',
    account,
    statements.presence(),
    (act) => ({
      to: world.accounts,
      data: world.abi.accounts.encodeFunctionData('showPresenceFor', [ledger, act]),
    }),
    () => {},
  )
  return { ...step, ...sent }
}

const cancelNonce: Action = (context) => {
  const { world, venture } = context
  const from = anyWorker(context)
  const nonce = world.nextNonce()
  const data = world.abi.ledger.encodeFunctionData('cancelNonce', [nonce])
  return {
    action: 'cancelNonce',
    venture,
    tokens: [],
    acts: [from],
    tx: { from, to: venture.ledger, data },
    apply: () => void venture.usedNonces.push({ signer: world.numberOf(from), nonce }),
  }
}

export const SIGNED_ACTIONS = { payoutFor, showPresence, cancelNonce } satisfies Record<string, Action>
