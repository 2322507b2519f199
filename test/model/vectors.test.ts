import { expect } from 'chai'
import {
  addUnits,
  claim,
  createVentureModel,
  type EquationLine,
  heldBack,
  listToken,
  openKind,
  openPool,
  owedTo,
  reassignDebt,
  receive,
  removeUnits,
  reweigh,
  setEquation,
  sync,
} from '../../sdk/src/model/index.ts'
import { EquationGrossShareTooHighError } from '../../sdk/src/model/errors.ts'
import { type Scenario, vectorScenarios } from './vectorScenario.ts'

const TOKEN = 'token'

describe('model: golden numbers', () => {
  for (const scenario of vectorScenarios()) {
    it(`${scenario.id}: ${scenario.note || 'gives what is expected'}`, () => run(scenario, false))
    if (!scenario.isRefused) it(`${scenario.id}: the same when everyone claims after each sale`, () => run(scenario, true))
  }

  it('refuses B3 for its gross shares', () => {
    const scenario = vectorScenarios().find(({ id }) => id === 'B3')
    expect(() => begin(scenario as Scenario)).to.throw(EquationGrossShareTooHighError)
  })
})

function run(scenario: Scenario, claimsAlways: boolean): void {
  if (scenario.isRefused) {
    expect(() => begin(scenario)).to.throw(/Equation|bps|floor/)
    return
  }
  const model = begin(scenario)
  const paid = new Map<string, bigint>()
  for (const step of scenario.steps) {
    if (step.step === 'accept') addUnits(model, step.entries)
    else if (step.step === 'reassign') reassignDebt(model, step.pool, step.account, step.index)
    else if (step.step === 'remove') removeUnits(model, step.account, step.kind, step.quantity)
    else if (step.step === 'reweigh') reweigh(model, step.kind, step.weight)
    else if (step.step === 'sale') {
      receive(model, TOKEN, step.amount)
      sync(model, TOKEN)
    } else if (step.step === 'expectKept') expect(heldBack(model, TOKEN)).to.equal(step.amount)
    else {
      for (const [name, expected] of step.total) {
        if (claimsAlways) paid.set(name, (paid.get(name) ?? 0n) + (claim(model, name, [TOKEN]).amounts[0] ?? 0n))
        const total = (paid.get(name) ?? 0n) + owedTo(model, name, TOKEN)
        const least = expected - (step.equityHolders.has(name) ? step.tolerance : 0n)
        expect(total <= expected && total >= least, `${name} has ${total}, expected ${expected}`).to.equal(true)
      }
    }
  }
}

function begin({ contributorsFloorBps, pools, kinds, lines, remainder }: Scenario) {
  const model = createVentureModel({ contributorsFloorBps })
  for (const pool of pools) openPool(model, pool.type === 'equity' ? pool : { ...pool, token: TOKEN })
  for (const kind of kinds) openKind(model, kind)
  listToken(model, TOKEN)
  setEquation(model, { lines: lines as readonly EquationLine[], remainder })
  return model
}
