import { expect } from 'chai'
import { ethers } from 'ethers'
import { type Scenario, vectorScenarios } from '../model/vectorScenario.ts'
import { refuses } from '../utils/errors.ts'
import { type Batch, bytes32, Change, coder, createChain, createWorld, DAY, PoolType, type World, ZERO } from '../utils/world.ts'

/** Which rule each refused case breaks. */
const REFUSED: Record<string, string> = {
  B3: 'EquationGrossShareTooHigh',
  B6: 'EquationShareTooHigh',
  M4: 'EquationFloorMissed',
}

/** Somebody without a key, so that no name is a steward or the governor by accident. */
const accountOf = (name: string) => ethers.getAddress(ethers.dataSlice(ethers.id(`vector ${name}`), 12))

function configure({ pools, kinds, lines, remainder, contributorsFloorBps }: Scenario) {
  return (config: Awaited<ReturnType<World['config']>>) => {
    const token = config.tokens[0] as string
    config.contributorsFloorBps = contributorsFloorBps
    config.tokens = [token]
    config.pools = pools.map((pool) =>
      pool.type === 'equity'
        ? { poolType: PoolType.Equity, token: ZERO, capBps: 0, openingPeriod: 0 }
        : { poolType: PoolType.Debt, token, capBps: pool.capBps, openingPeriod: 0 },
    )
    config.kinds = kinds.map(({ pool, rate }, i) => ({
      name: bytes32(`Kind ${i}`),
      unit: bytes32('unit'),
      decimals: 0,
      pool,
      rate,
      voice: 0,
    }))
    config.equation = lines.map(({ account, pool = 0, basis, shareBps }) => ({
      account: account === undefined ? ZERO : accountOf(account),
      pool,
      basis: basis === 'gross' ? 0 : 1,
      shareBps,
    }))
    config.remainder = accountOf(remainder)
  }
}

async function run(scenario: Scenario, claimsAlways: boolean): Promise<void> {
  const w = await createWorld(configure(scenario))
  const kinds = scenario.kinds.flatMap(({ pool }, i) => (scenario.pools[pool - 1]?.type === 'equity' ? [i] : []))
  let last: Batch | undefined

  /** Corrections go through the review board: proposed, waited for, attested, applied by the governor. */
  const correct = async (correction: ReturnType<World['correction']>) => {
    await w.review.connect(w.accounts.carol).proposeCorrection(correction, 'ipfs://reason')
    await w.time.increase(3 * DAY)
    const attestation = await w.signAttestation(w.accounts.steward, await w.review.correctionId(correction), ethers.ZeroHash)
    await w.review.connect(w.accounts.founder).applyCorrection(correction, [attestation])
  }
  const proposer = w.accounts.carol.address

  for (const step of scenario.steps) {
    if (step.step === 'accept') {
      last = await w.propose(
        step.entries.map(({ affiliate, kind, quantity }) => ({ to: accountOf(affiliate), kind, quantity })),
        w.accounts.carol,
      )
      await w.time.increaseTo(await w.windowEnd(last))
      await w.accept(last)
    } else if (step.step === 'reassign') {
      const debts = [{ pool: step.pool, account: accountOf(step.account), index: step.index }]
      await correct(w.correction(last as Batch, [], { debts, proposer }))
    } else if (step.step === 'remove') {
      const { account, kind, quantity } = step
      await correct(w.correction(last as Batch, [{ to: accountOf(account), kind, quantity }], { proposer }))
    } else if (step.step === 'reweigh') {
      await w.change(Change.Weight, coder.encode(['uint8', 'uint32'], [step.kind, step.weight]))
    } else if (step.step === 'sale') {
      await w.sale(step.amount)
    } else if (step.step === 'expectKept') {
      const names = scenario.steps.flatMap((each) => (each.step === 'expect' ? [...each.total.keys()] : []))
      const accounts = [...new Set(names)].map(accountOf)
      const kept = claimsAlways ? await w.token.balanceOf(w.V) : await w.lens.heldBack(w.V, w.T, accounts)
      expect(kept, 'kept in the contract').to.equal(step.amount)
    } else {
      for (const [name, expected] of step.total) {
        const account = accountOf(name)
        if (claimsAlways) await w.venture.claim(account, [w.T], kinds, 100)
        const total = (await w.token.balanceOf(account)) + (await w.owed(account, kinds))
        const least = expected - (step.equityHolders.has(name) ? step.tolerance : 0n)
        expect(total <= expected && total >= least, `${name} has ${total}, expected ${expected}`).to.equal(true)
      }
    }
  }
}

describe('the contracts give the golden numbers', () => {
  for (const scenario of vectorScenarios()) {
    const note = scenario.note || 'gives what is expected'
    if (scenario.isRefused) {
      it(`${scenario.id}: ${note}`, async () => {
        const chain = await createChain()
        await refuses(chain.deploy(chain.config(configure(scenario))), REFUSED[scenario.id] ?? 'an error named in REFUSED')
      })
    } else {
      it(`${scenario.id}: ${note}`, () => run(scenario, false))
      it(`${scenario.id}: the same when everyone claims after each sale`, () => run(scenario, true))
    }
  }
})
