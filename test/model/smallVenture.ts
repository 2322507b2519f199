import { expect } from 'chai'
import {
  addUnits,
  cloneVentureModel,
  createVentureModel,
  type Equation,
  listToken,
  openKind,
  openPool,
  receive,
  setEquation,
  sync,
  type VentureModel,
} from '../../sdk/src/model/index.ts'

export const [USD, EUR] = ['usd', 'eur']
/** Pools: 1 equity, 2 debt in USD. Kinds: 0 and 1 equity of weight 1 and 2, 2 debt at 1:1. */
export const [WORK, COSTS] = [1, 2]
export const [HOUR, DESIGN, CASH] = [0, 1, 2]
export const ALL_WORK: Equation = { lines: [{ pool: WORK, basis: 'remaining', shareBps: 10_000 }], remainder: 'fund' }
export const COSTS_FIRST: Equation = {
  lines: [
    { pool: COSTS, basis: 'gross', shareBps: 10_000 },
    { pool: WORK, basis: 'remaining', shareBps: 10_000 },
  ],
  remainder: 'fund',
}

export function withoutEquation(openingPeriod = 0n): VentureModel {
  const model = createVentureModel()
  openPool(model, { type: 'equity', openingPeriod })
  openPool(model, { type: 'debt', token: USD })
  openKind(model, { pool: WORK, rate: 1n })
  openKind(model, { pool: WORK, rate: 2n })
  openKind(model, { pool: COSTS, rate: 1n })
  listToken(model, USD)
  return model
}

export function venture({ openingPeriod = 0n, equation = ALL_WORK } = {}): VentureModel {
  const model = withoutEquation(openingPeriod)
  setEquation(model, equation)
  return model
}

export function work(model: VentureModel, affiliate: string, quantity: bigint): void {
  addUnits(model, [{ affiliate, kind: HOUR, quantity }])
}

export function owe(model: VentureModel, affiliate: string, quantity: bigint): void {
  addUnits(model, [{ affiliate, kind: CASH, quantity }])
}

export function sell(model: VentureModel, amount: bigint) {
  receive(model, USD, amount)
  return sync(model, USD)
}

export function expectUnchanged(model: VentureModel, action: () => void, expected: new (...args: never[]) => Error): void {
  const before = cloneVentureModel(model)
  expect(action).to.throw(expected)
  expect(model).to.deep.equal(before)
}
