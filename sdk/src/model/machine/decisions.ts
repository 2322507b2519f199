import type { CoOwnerDecision } from '../campaign/decision.ts'
import { isNobody, keyOf } from '../keys.ts'
import { credit } from '../revenue.ts'
import { applyToken } from '../rules.ts'
import { bookOf } from '../state.ts'
import type { Account } from '../types.ts'
import {
  MachineAccountInvalidError,
  MachineActionUnknownError,
  MachineDecidedByError,
  MachineDecimalsTooManyError,
  MachinePlaceInvalidError,
  MaintenanceInsufficientError,
  TokensTooManyError,
  TokenTwiceError,
} from './errors.ts'
import { type Flow, send, syncAll } from './payback.ts'
import { changeDeposit } from './payments.ts'
import { coOwnerOf, depositOf, isReleased, maintenanceOf, materialOf, scenarioOf } from './state.ts'
import type { MachineModel } from './types.ts'

const MAX_SCENARIOS = 32n
const MAX_MATERIALS = 64n
const MAX_DECIMALS = 18n
const MAX_TOKENS = 16
const MAX_UNMUTED = 8

/** Distributions that came before: where a token was listed or muted. */
export type EnactOutcome = { flows: Flow[] }

/** Who decides about the machine now. Moves are decided in the campaign for ever. */
export function deciderOf(model: MachineModel): Account {
  return isReleased(model) ? model.governor : model.campaign
}

/**
 * Carries out a decision.
 *
 * @throws {MachineDecidedByError} what `checkDecision` throws, {ClaimEthRefusedError}, {ClaimBalanceTooLowError}
 */
export function enact(model: MachineModel, caller: Account, decision: CoOwnerDecision): EnactOutcome {
  const decider = decision.type === 'move' ? model.campaign : deciderOf(model)
  if (keyOf(caller) !== decider) throw new MachineDecidedByError(keyOf(caller), decider)
  checkDecision(model, decision)
  if (decision.type === 'spending') send(model, keyOf(decision.token), keyOf(decision.recipient), decision.amount)
  const flows = decision.type === 'token' ? syncAll(model) : []
  enterDecision(model, decision)
  return { flows }
}

/** `enact` without checks, distributions and transfers: for replaying a history. */
export function enterDecision(model: MachineModel, decision: CoOwnerDecision): void {
  switch (decision.type) {
    case 'custodian':
      model.custodian = keyOf(decision.account)
      return
    case 'steward':
      if (decision.appointed) model.stewards.add(keyOf(decision.account))
      else model.stewards.delete(keyOf(decision.account))
      return
    case 'scenario':
      model.scenarios[Number(decision.id)] = scenarioOf(decision.scenario)
      return
    case 'material':
      model.materials[Number(decision.id)] = materialOf(decision.material)
      return
    case 'token':
      applyToken(model, decision.token, decision.muted)
      return
    case 'spending': {
      const token = keyOf(decision.token)
      credit(model, token, model.venture, -decision.amount)
      bookOf(model, token).accounted -= decision.amount
      return
    }
    case 'move': {
      const [from, to] = [keyOf(decision.from), keyOf(decision.to)]
      const moved = depositOf(model, from)
      model.payees.set(from, to)
      changeDeposit(model, from, -moved)
      changeDeposit(model, to, moved)
    }
  }
}

/**
 * Refuses what makes no sense for the machine as it stands.
 *
 * @throws {MachineAccountInvalidError} {MachinePlaceInvalidError} {MachineDecimalsTooManyError} {MaintenanceInsufficientError}
 * {TokenTwiceError} {TokensTooManyError} {MachineActionUnknownError}
 */
export function checkDecision(model: MachineModel, decision: CoOwnerDecision): void {
  switch (decision.type) {
    case 'custodian':
    case 'steward':
      return checkAccount(model, decision.account)
    case 'scenario':
      return checkPlace(BigInt(decision.id), model.scenarios.length, MAX_SCENARIOS)
    case 'material': {
      checkPlace(BigInt(decision.id), model.materials.length, MAX_MATERIALS)
      const decimals = BigInt(decision.material.decimals)
      if (decimals > MAX_DECIMALS) throw new MachineDecimalsTooManyError(decimals, MAX_DECIMALS)
      return checkAccount(model, decision.material.supplier)
    }
    case 'spending': {
      const held = maintenanceOf(model, decision.token)
      if (decision.amount <= 0n || decision.amount > held) {
        throw new MaintenanceInsufficientError(decision.token, held, decision.amount)
      }
      return checkAccount(model, decision.recipient)
    }
    case 'token':
      return checkToken(model, keyOf(decision.token), decision.muted)
    case 'move': {
      checkAccount(model, decision.to)
      // A network, a supplier or a technician that is a contract could not object.
      const from = keyOf(decision.from)
      if (from === model.network || coOwnerOf(model, from).pledged === 0n) throw new MachineAccountInvalidError(from)
      return
    }
    default:
      throw new MachineActionUnknownError(decision.type)
  }
}

/** An entry that stands is replaced; a new one comes at the end. */
function checkPlace(id: bigint, next: number, max: bigint): void {
  if (id > BigInt(next) || id >= max) throw new MachinePlaceInvalidError(id, BigInt(next), max)
}

function checkAccount(model: MachineModel, account: Account): void {
  if (isNobody(account) || keyOf(account) === model.venture) throw new MachineAccountInvalidError(account)
}

/** At most 16 tokens ever, at most 8 of them unmuted; its own can't be muted. */
function checkToken(model: MachineModel, token: Account, muted: boolean): void {
  if (token === model.token) throw new TokenTwiceError(token)
  const others = [...model.books.values()].filter((book) => book.token !== token)
  const count = others.length + 1
  const unmuted = others.filter((book) => !book.muted).length + (muted ? 0 : 1)
  if (count > MAX_TOKENS) throw new TokensTooManyError(BigInt(count), BigInt(MAX_TOKENS))
  if (unmuted > MAX_UNMUTED) throw new TokensTooManyError(BigInt(unmuted), BigInt(MAX_UNMUTED))
}
