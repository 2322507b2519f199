import type { ActionName } from './actions.ts'
import { BATCH_ACTIONS } from './batchActions.ts'
import { LARGE_ACTIONS, proposeLargeFor } from './largeActions.ts'
import { MONEY_ACTIONS } from './moneyActions.ts'
import { MOVE_ACTIONS } from './moveActions.ts'
import { shuffled } from './random.ts'
import { REVIEW_ACTIONS } from './reviewActions.ts'
import { RULE_ACTIONS } from './ruleActions.ts'
import { SIGNED_ACTIONS } from './signedActions.ts'
import { type Action, anybody, anyOf, type Context, type Part, type Step } from './step.ts'
import { CUSTOMER } from './world.ts'

const GAS_EACH = 3_000_000n

/** What may be signed, or sent by anybody. */
const RELAYED: Partial<Record<ActionName, Action>> = {
  proposeFor: BATCH_ACTIONS.proposeFor,
  proposeLarge: proposeLargeFor,
  objectFor: REVIEW_ACTIONS.objectFor,
  payoutFor: SIGNED_ACTIONS.payoutFor,
  showPresence: SIGNED_ACTIONS.showPresence,
  move: MOVE_ACTIONS.move,
  objectToMove: MOVE_ACTIONS.objectToMove,
  makeMove: MOVE_ACTIONS.makeMove,
  activate: LARGE_ACTIONS.activate,
  closeRest: LARGE_ACTIONS.closeRest,
  acceptSilent: BATCH_ACTIONS.acceptSilent,
  acceptResolved: BATCH_ACTIONS.acceptResolved,
  applyWeight: RULE_ACTIONS.applyWeight,
  applyEquation: RULE_ACTIONS.applyEquation,
  applyToken: RULE_ACTIONS.applyToken,
  sync: MONEY_ACTIONS.sync,
}
const NAMES = Object.keys(RELAYED) as ActionName[]

/** Somebody submits what others signed or anyone may do, for a few ventures, and something that can't go through. */
const relay: Action = (context) => {
  const { world, random, venture, needed = [] } = context
  const ventures = [venture, ...shuffled(random, world.ventures).filter((other) => other !== venture)]
  const steps = ventures.flatMap((each) => partOf({ ...context, venture: each, needed: each === venture ? needed : [] }) ?? [])
  if (steps.length === 0) return
  const calls = steps.map(({ tx }) => [tx.to, tx.data] as const)
  const bad = random.once(2) ? badCall(context) : undefined
  const place = random.below(calls.length + 1)
  if (bad) calls.splice(place, 0, bad)
  const parts = steps.map((step, i): Part => ({ step, index: bad && i >= place ? i + 1 : i }))
  if (bad) parts.splice(place, 0, { index: place })
  return {
    action: 'relay',
    venture,
    parts,
    touched: world.ventures,
    tx: {
      from: anybody(context),
      to: world.relay,
      data: world.abi.relay.encodeFunctionData('submit', [calls, GAS_EACH]),
    },
    apply: () => {},
  }
}

/** Something that can be submitted now, whoever does it: mostly what happened least. */
function partOf(context: Context): Step | undefined {
  const { world, random, done, needed = [] } = context
  const count = (name: ActionName) => done?.get(name) ?? 0
  const names = shuffled(random, NAMES)
  if (!random.once(4)) names.sort((a, b) => count(a) - count(b))
  // What is needed may need a proposal first.
  const first = needed.length === 0 ? [] : [...shuffled(random, needed), 'proposeFor' as const, 'proposeLarge' as const]
  for (const name of [...first, ...names.slice(0, 6)]) {
    const step = RELAYED[name]?.(context)
    if (step?.isAnyones && (step.tx.at ?? 0n) <= world.chain.now + 1n) return step
  }
  return undefined
}

/** A signature once more, a call without sense, or one of an account without code. */
function badCall(context: Context) {
  const { world, venture } = context
  const used = anyOf(context, venture.signed)
  const calls = [
    [world.account(CUSTOMER), '0x12345678'],
    [venture.ledger, '0x12345678'],
    [venture.address, world.abi.venture.encodeFunctionData('sync', [world.account(CUSTOMER)])],
    ...(used
      ? [
          [used.tx.to, used.tx.data],
          [used.tx.to, used.tx.data],
        ]
      : []),
  ] as const
  return anyOf(context, calls as readonly (readonly [string, string])[])
}

export const RELAY_ACTIONS = { relay } satisfies Record<string, Action>
