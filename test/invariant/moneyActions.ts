import { ZeroAddress } from 'ethers'
import { claim as claimOf, payeeOf, removeUnits, setPayee as namePayee, sync as syncOf } from '../../sdk/src/model/index.ts'
import { randomAmount } from './random.ts'
import { ZERO_HASH } from './signing.ts'
import {
  type Action,
  anybody,
  anyOf,
  claimArguments,
  type Context,
  creditorOf,
  isQuiet,
  listed,
  MAX,
  noteSyncs,
  payments,
  recipientOf,
  type Step,
  withRecipient,
} from './step.ts'
import { CUSTOMER, DAY, deposit, ETH, HOLDERS, type VentureGhost } from './world.ts'

const sale: Action = ({ world, random, venture }) => {
  const token = random.pick(world.tokens.slice(0, 4) as [string, ...string[]])
  const amount = randomAmount(random, 2n ** 127n)
  const data = world.abi.token.encodeFunctionData('transfer', [venture.address, amount])
  return {
    action: 'sale',
    venture,
    tokens: [token],
    tx: { from: world.account(CUSTOMER), to: token, data },
    apply: () => deposit(world, venture, token, amount),
  }
}

const saleEth: Action = ({ world, random, venture }) => {
  const value = randomAmount(random, 2n ** 100n)
  return {
    action: 'saleEth',
    venture,
    tokens: [ETH],
    tx: { from: world.account(CUSTOMER), to: venture.address, value },
    apply: () => deposit(world, venture, ETH, value),
  }
}

const pay: Action = ({ world, random, venture }) => {
  const token = random.pick(world.tokens as [string, ...string[]])
  const amount = randomAmount(random, 2n ** 90n)
  const data = world.abi.venture.encodeFunctionData('pay', [token, amount, ZERO_HASH])
  return {
    action: 'pay',
    venture,
    tokens: [token],
    tx: { from: world.account(CUSTOMER), to: venture.address, data, value: token === ETH ? amount : 0n },
    apply: () => deposit(world, venture, token, amount),
  }
}

const sync: Action = (context) => {
  const { world, random, venture } = context
  const token = random.pick(listed(venture) as [string, ...string[]])
  const data = world.abi.venture.encodeFunctionData('sync', [token])
  return {
    action: 'sync',
    venture,
    tokens: [token],
    isAnyones: true,
    tx: { from: anybody(context), to: venture.address, data },
    apply: () => noteSyncs(venture, [syncOf(venture.model, token)]),
  }
}

const claim: Action = (context) => {
  const { world, venture } = context
  const account = creditorOf(context)
  const { tokens, kinds, maxDebtEntries } = claimArguments(context, account)
  const recipient = payeeOf(venture.model, account)
  const from = anybody(context)
  const data = world.abi.venture.encodeFunctionData('claim', [account, tokens, kinds, maxDebtEntries])
  return {
    action: 'claim',
    venture,
    tokens,
    touched: withRecipient(world, venture, recipient),
    tx: { from, to: venture.address, data },
    apply: () => {
      venture.noteClaim(account, from)
      const { amounts, syncs } = claimOf(venture.model, account, tokens, kinds, maxDebtEntries)
      noteSyncs(venture, syncs)
      return payments(context, venture, account, recipient, tokens, amounts)
    },
  }
}

/** An account whose holder decides where its money goes: whoever works there, or is on an account line. */
export function ownAccount(context: Context): string {
  const { world, venture } = context
  const accounts = world.creditors.filter((account) => !world.ventureAt(account) && !isQuiet(context, account))
  return anyOf(context, accounts) ?? venture.holderOf(world.account(HOLDERS[0]))
}

/** What a holder chose for an account, sent by the holder or submitted by anybody. */
export function claimingTo(context: Context, account: string) {
  const { world, venture } = context
  const { tokens, kinds, maxDebtEntries } = claimArguments(context, account)
  const recipient = recipientOf(context)
  const values = [account, recipient, tokens, kinds, maxDebtEntries] as const
  const apply = () => {
    venture.noteAct(account)
    const { amounts, syncs } = claimOf(venture.model, account, tokens, kinds, maxDebtEntries)
    noteSyncs(venture, syncs)
    return payments(context, venture, account, recipient, tokens, amounts)
  }
  return { values, apply, step: { venture, tokens, touched: withRecipient(world, venture, recipient) } }
}

export function namingPayee(context: Context, account: string) {
  const { venture } = context
  const payee = context.random.once(2) ? undefined : recipientOf(context)
  const apply = () => {
    venture.noteAct(account)
    namePayee(venture.model, account, payee)
  }
  return { values: [account, payee ?? ZeroAddress] as const, apply, step: { venture, tokens: [] } }
}

const claimTo: Action = (context) => {
  const { world, venture } = context
  const account = ownAccount(context)
  const { values, apply, step } = claimingTo(context, account)
  const data = world.abi.venture.encodeFunctionData('claimTo', values)
  return { ...step, action: 'claimTo', tx: { from: venture.holderOf(account), to: venture.address, data }, apply }
}

const setPayee: Action = (context) => {
  const { world, venture } = context
  const account = ownAccount(context)
  const { values, apply, step } = namingPayee(context, account)
  const data = world.abi.venture.encodeFunctionData('setPayee', values)
  return { ...step, action: 'setPayee', tx: { from: venture.holderOf(account), to: venture.address, data }, apply }
}

const claimBatch: Action = (context) => {
  const { world, random } = context
  const requests = Array.from({ length: 1 + random.below(3) }, () => {
    const venture = random.pick(world.ventures as [VentureGhost, ...VentureGhost[]])
    const account = creditorOf({ ...context, venture })
    return { venture, account, ...claimArguments({ ...context, venture }, account) }
  })
  const encoded = requests.map(({ venture, account, tokens, kinds, maxDebtEntries }) => [
    venture.address,
    account,
    tokens,
    kinds,
    maxDebtEntries,
  ])
  // One request nobody can pay: a venture owes itself nothing.
  const bad = random.below(encoded.length + 1)
  if (random.once(2)) encoded.splice(bad, 0, [context.venture.address, context.venture.address, [], [], MAX])
  const data = world.abi.batch.encodeFunctionData('claim', [encoded, 2_500_000n])
  return {
    action: 'claimBatch',
    venture: context.venture,
    touched: world.ventures,
    tx: { from: anybody(context), to: world.claimBatch, data },
    apply: () =>
      requests.flatMap(({ venture, account, tokens, kinds, maxDebtEntries }) => {
        const { amounts, syncs, recipient } = claimOf(venture.model, account, tokens, kinds, maxDebtEntries)
        noteSyncs(venture, syncs)
        return payments(context, venture, account, recipient, tokens, amounts)
      }),
  }
}

const reduceOwnUnits: Action = (context): Step | undefined => {
  const { world, random, venture } = context
  const held = world.holders.flatMap((account) =>
    venture.model.kinds.flatMap(({ id, holdings, isDebt }) => {
      const units = isDebt || isQuiet(context, account) ? 0n : (holdings.get(account) ?? 0n)
      return units === 0n ? [] : [{ account, kind: id, units }]
    }),
  )
  const holding = anyOf(context, held)
  if (!holding) return
  const { account, kind, units } = holding
  const quantity = random.once(5)
    ? units
    : random.once(20)
      ? 0n
      : 1n + random.big(random.once(2) ? units : units < 100n ? units : 100n)
  const data = world.abi.ledger.encodeFunctionData('reduceOwnUnits', [account, kind, quantity])
  const from = venture.holderOf(account)
  return {
    action: 'reduceOwnUnits',
    venture,
    acts: [from],
    tx: { from, to: venture.ledger, data },
    apply: () => noteSyncs(venture, removeUnits(venture.model, account, kind, quantity).syncs),
  }
}

const wait: Action = ({ world, random, venture }) => ({
  action: 'wait',
  venture,
  tokens: [],
  tx: {
    from: world.account(CUSTOMER),
    to: world.account(CUSTOMER),
    at: world.chain.now + 1n + random.big(random.once(4) ? 2n * DAY : 3600n),
  },
  apply: () => {},
})

export const MONEY_ACTIONS = {
  sale,
  saleEth,
  pay,
  sync,
  claim,
  claimTo,
  setPayee,
  claimBatch,
  reduceOwnUnits,
  wait,
} satisfies Record<string, Action>
