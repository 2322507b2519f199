import { ETH, MAX_ACCOUNTED } from '../constants.ts'
import { runEquation } from '../equation.ts'
import { isNobody, keyOf } from '../keys.ts'
import { credit, unaccountedOf } from '../revenue.ts'
import { receive } from '../rules.ts'
import { bookOf } from '../state.ts'
import type { Account } from '../types.ts'
import {
  BooksFullError,
  DepositAccountInvalidError,
  DepositInsufficientError,
  PaymentEmptyError,
  UseAboveLimitError,
  UsePaymentOutOfBoundsError,
} from './errors.ts'
import { costsOf, drawUp, totalOf, within } from './invoice.ts'
import { type Flow, releaseIfPaidBack, send, sync } from './payback.ts'
import { depositOf, PAYBACK, paybackPool } from './state.ts'
import type { Funding, MachineModel, Use, UseInput } from './types.ts'
import { creditRest, enterUse, equationOf, useIn } from './uses.ts'

export type PayOptions = {
  /** Default: the payer's wallet. */
  funding?: Funding
  /** What arrives, where the token takes a fee. */
  received?: bigint
}

/** What a payment did. Token units. */
export type PayOutcome = {
  use: Use
  /** What arrived. */
  amount: bigint
  /** What came in before is shared before. */
  before: Flow
  /** ETH beyond the invoice that became a deposit of the payer. */
  deposited: bigint
  /** What the payment itself set off. */
  after: Flow
}

/**
 * Pays an invoice or a part of it, from a wallet or a deposit. Parts fill material, technician, fee and net in this order, and the
 * net cumulatively: many small parts give exactly what one payment gives. Token units.
 *
 * @throws {UseStatusWrongError} {UsePaymentOutOfBoundsError} {DepositInsufficientError} {PaymentEmptyError} {BooksFullError}
 */
export function pay(model: MachineModel, payer: Account, number: bigint, amount: bigint, options: PayOptions = {}): PayOutcome {
  const use = useIn(model, number, 'logged')
  const left = use.total - use.paid
  if (amount <= 0n || amount > left) throw new UsePaymentOutOfBoundsError(amount, left)
  checkPayment(model, keyOf(payer), use.total, amount, amount, options)
  return payPart(model, keyOf(payer), use, amount, amount, options)
}

/**
 * Logs a use and pays its invoice at once. ETH from a wallet: the limit comes with it, and what the invoice leaves of it becomes the
 * payer's deposit.
 *
 * @throws what `log` and `pay` throw, and {UseAboveLimitError}
 */
export function logAndPay(
  model: MachineModel,
  logger: Account,
  input: UseInput,
  limit: bigint,
  options: PayOptions = {},
): PayOutcome {
  const invoice = drawUp(model, logger, input)
  const total = totalOf(invoice)
  if (total > limit) throw new UseAboveLimitError(total, limit)
  checkPayment(model, keyOf(logger), total, total, limit, options)
  return payPart(model, keyOf(logger), enterUse(model, invoice), total, limit, options)
}

/**
 * Puts money by for uses to come, for the payer or somebody else. Token units.
 *
 * @throws {DepositAccountInvalidError} {PaymentEmptyError} {BooksFullError}
 */
export function deposit(model: MachineModel, account: Account, amount: bigint, { received = amount }: PayOptions = {}): bigint {
  const key = keyOf(account)
  if (isNobody(key) || key === model.venture) throw new DepositAccountInvalidError(account)
  const arrived = arrivedOf(model, received)
  if (arrived === 0n) throw new PaymentEmptyError(model.token)
  checkRoom(model, arrived, 0n)
  receive(model, model.token, arrived)
  enterMoney(model, arrived)
  changeDeposit(model, key, arrived)
  return arrived
}

/**
 * Takes back what an account put by. The account itself. Token units.
 *
 * @throws {DepositAccountInvalidError} {DepositInsufficientError} {ClaimEthRefusedError} {ClaimBalanceTooLowError}
 */
export function withdrawDeposit(model: MachineModel, account: Account, recipient: Account, amount: bigint): void {
  const to = keyOf(recipient)
  if (isNobody(to) || to === model.venture) throw new DepositAccountInvalidError(recipient)
  checkDeposit(model, keyOf(account), amount)
  send(model, model.token, to, amount)
  changeDeposit(model, keyOf(account), -amount)
  enterMoney(model, -amount)
}

/** Shares a part of an invoice that has entered the books already. It may have paid the co-owners back. */
export function shareUse(model: MachineModel, use: Use, amount: bigint): void {
  const [before, afterwards] = [use.paid, use.paid + amount]
  // Later parts of an invoice are shared as its first was: so many give what one gives.
  if (use.version === 0) use.version = model.equation.version
  use.paid = afterwards
  if (afterwards === use.total) use.status = 'paid'

  const { costs, net } = use.invoice
  let start = 0n
  for (const cost of costs) {
    credit(model, model.token, cost.account, within(start, cost.amount, afterwards) - within(start, cost.amount, before))
    start += cost.amount
  }
  const reached = within(start, net, afterwards)
  if (reached === 0n) return
  shareNet(model, use, within(start, net, before), reached)
  if (reached === net) creditRest(model, use, reached)
}

/**
 * Each line gets what its share of the net has grown by. The payback takes no more than is open; what it can't take goes on to the
 * remainder.
 */
function shareNet(model: MachineModel, { version }: Use, before: bigint, reached: bigint): void {
  const { lines, remainder } = equationOf(model, version)
  const [old, grown] = [runEquation(lines, before), runEquation(lines, reached)]
  lines.forEach(({ account, pool: id }, i) => {
    const part = (grown[i] ?? 0n) - (old[i] ?? 0n)
    if (id !== PAYBACK) return credit(model, model.token, account ?? '', part)
    const pool = paybackPool(model)
    const room = pool.end - pool.repaid
    const taken = part < room ? part : room
    pool.repaid += taken
    credit(model, model.token, remainder, part - taken)
  })
}

/** From here on the money is in the books and no revenue. */
export function enterMoney(model: MachineModel, amount: bigint): void {
  bookOf(model, model.token).accounted += amount
}

export function changeDeposit(model: MachineModel, account: Account, amount: bigint): void {
  model.deposits.set(account, depositOf(model, account) + amount)
}

/** Everything a payment can be refused for, before anything changes. */
function checkPayment(
  model: MachineModel,
  payer: Account,
  total: bigint,
  amount: bigint,
  value: bigint,
  { funding = 'wallet', received = amount }: PayOptions,
): void {
  if (funding === 'deposit') return checkDeposit(model, payer, amount)
  const isEth = model.token === ETH
  const arrived = isEth ? value : creditedOf(model, amount, received)
  // Whatever came in before has been shared when tokens arrive, but not yet when ETH does.
  checkRoom(model, arrived, isEth || model.unreadable.has(model.token) ? 0n : unaccountedOf(model, model.token))
  if (!isEth && arrived === 0n && total !== 0n) throw new PaymentEmptyError(model.token)
}

function payPart(
  model: MachineModel,
  payer: Account,
  use: Use,
  amount: bigint,
  value: bigint,
  { funding = 'wallet', received = amount }: PayOptions,
): PayOutcome {
  const isEth = model.token === ETH && funding === 'wallet'
  if (isEth) {
    receive(model, model.token, value)
    enterMoney(model, value)
  }
  const before = sync(model, model.token)
  const deposited = isEth ? value - amount : 0n
  let arrived = amount
  if (deposited !== 0n) changeDeposit(model, payer, deposited)
  if (funding === 'deposit') changeDeposit(model, payer, -amount)
  else if (!isEth) {
    receive(model, model.token, received)
    arrived = creditedOf(model, amount, received)
    enterMoney(model, arrived)
  }
  if (arrived !== 0n) shareUse(model, use, arrived)
  return { use, amount: arrived, before, deposited, after: releaseIfPaidBack(model, model.token) }
}

/** More than was asked for is plain revenue. */
function creditedOf(model: MachineModel, amount: bigint, received: bigint): bigint {
  const arrived = arrivedOf(model, received)
  return arrived < amount ? arrived : amount
}

/** Of a token whose balance can't be read nothing is seen to arrive. */
function arrivedOf(model: MachineModel, received: bigint): bigint {
  return model.unreadable.has(model.token) ? 0n : received
}

function checkRoom(model: MachineModel, amount: bigint, unaccounted: bigint): void {
  const accounted = bookOf(model, model.token).accounted + unaccounted
  if (amount > MAX_ACCOUNTED - accounted) throw new BooksFullError(model.token, accounted, amount)
}

function checkDeposit(model: MachineModel, account: Account, amount: bigint): void {
  const held = depositOf(model, account)
  if (amount > held) throw new DepositInsufficientError(account, held, amount)
}
