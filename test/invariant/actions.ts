import { BATCH_ACTIONS } from './batchActions.ts'
import { LARGE_ACTIONS } from './largeActions.ts'
import { MONEY_ACTIONS } from './moneyActions.ts'
import { MOVE_ACTIONS } from './moveActions.ts'
import { RELAY_ACTIONS } from './relayActions.ts'
import { REVIEW_ACTIONS } from './reviewActions.ts'
import { RULE_ACTIONS } from './ruleActions.ts'
import { SIGNED_ACTIONS } from './signedActions.ts'
import type { Action } from './step.ts'

/** What may happen. An action that has nothing to act upon gives undefined. */
export const ACTIONS: Record<ActionName, Action> = {
  ...BATCH_ACTIONS,
  ...REVIEW_ACTIONS,
  ...LARGE_ACTIONS,
  ...RULE_ACTIONS,
  ...MONEY_ACTIONS,
  ...SIGNED_ACTIONS,
  ...MOVE_ACTIONS,
  ...RELAY_ACTIONS,
}

export type ActionName =
  | keyof typeof BATCH_ACTIONS
  | keyof typeof REVIEW_ACTIONS
  | keyof typeof LARGE_ACTIONS
  | keyof typeof RULE_ACTIONS
  | keyof typeof MONEY_ACTIONS
  | keyof typeof SIGNED_ACTIONS
  | keyof typeof MOVE_ACTIONS
  | keyof typeof RELAY_ACTIONS
export const ACTION_NAMES = Object.keys(ACTIONS) as ActionName[]
/** What is done only where something else needs it. */
export const ON_DEMAND: readonly ActionName[] = ['announceClosing']

/** What has to happen first where an action has nothing to act upon; one of them. */
export const FIRST: Partial<Record<ActionName, readonly [ActionName, ...ActionName[]]>> = {
  withdrawBatch: ['propose', 'proposeFor', 'proposeLarge', 'relay'],
  acceptAttested: ['propose', 'proposeFor', 'proposeLarge', 'relay'],
  acceptSilent: ['propose', 'proposeFor', 'proposeLarge', 'relay'],
  acceptResolved: ['resolve'],
  object: ['propose', 'proposeFor', 'proposeLarge', 'relay'],
  objectFor: ['propose', 'proposeFor', 'proposeLarge', 'relay'],
  withdrawObjection: ['object', 'objectFor', 'relay'],
  acceptAmendment: ['object', 'objectFor', 'relay'],
  resolve: ['object', 'objectFor', 'relay'],
  proposeCorrection: ['acceptAttested'],
  objectToCorrection: ['proposeCorrection'],
  endCorrection: ['proposeCorrection'],
  reduceOwnUnits: ['acceptAttested'],
  activate: ['acceptAttested', 'proposeLarge'],
  announceClosing: ['acceptAttested', 'proposeLarge'],
  closeRest: ['announceClosing', 'announceClosing', 'activate'],
  applyWeight: ['announceWeight'],
  applyEquation: ['announceEquation'],
  applyToken: ['announceToken'],
  cancelChange: ['announceWeight', 'announceEquation', 'announceToken'],
  closeKind: ['openKind'],
  openKind: ['closeKind'],
  attestMove: ['proposeMove'],
  decideMove: ['proposeMove'],
  objectToMove: ['proposeMove'],
  makeMove: ['decideMove', 'attestMove'],
}
