import { expect } from 'chai'
import { seedOfRun } from '../../model/random.ts'
import { problemsOf, tableOf } from '../tally.ts'
import { runEquipment } from './campaign.ts'

const isDeep = process.env.OPEN_VALUE_DEEP === '1'
const STEPS = Number(process.env.OPEN_VALUE_STEPS ?? (isDeep ? 500_000 : 10_000))

/**
 * A stopped run goes on with OPEN_VALUE_SEED set to the last seed it named; one world of 500 steps has one seed.
 */
describe('invariants: random histories of campaigns and the machines they buy', function () {
  this.timeout(0)
  const seed = seedOfRun()

  it(`are what the model says after each of ${STEPS} steps (seed ${seed})`, async () => {
    const log = isDeep ? console.log : undefined
    const tally = await runEquipment({ steps: STEPS, seed, trialEvery: 500, ...(log && { log }) })
    console.log(tableOf(tally).replace(/^/gm, '      '))
    expect(STEPS < 2000 ? [] : problemsOf(tally, STEPS)).to.deep.equal([])
  })
})
