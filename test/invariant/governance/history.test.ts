import { expect } from 'chai'
import { seedOfRun } from '../../model/random.ts'
import { problemsOf, tableOf } from '../tally.ts'
import { ON_DEMAND } from './actions.ts'
import { runGovernance } from './campaign.ts'

const isDeep = process.env.OPEN_VALUE_DEEP === '1'
const STEPS = Number(process.env.OPEN_VALUE_STEPS ?? (isDeep ? 200_000 : 2250))

/**
 * A stopped run goes on with OPEN_VALUE_SEED set to the last seed it named; one world of 750 steps has one seed.
 */
describe('invariants: random histories of a group that decides', function () {
  this.timeout(0)
  const seed = seedOfRun()

  it(`are what the ghost says after each of ${STEPS} steps (seed ${seed})`, async () => {
    const log = isDeep ? console.log : undefined
    const tally = await runGovernance({ steps: STEPS, seed, stepsPerWorld: 750, ...(log && { log }) })
    console.log(tableOf(tally).replace(/^/gm, '      '))
    expect(STEPS < 2000 ? [] : problemsOf(tally, STEPS, ON_DEMAND)).to.deep.equal([])
  })
})
