import { expect } from 'chai'
import { type LocalChain, startChain } from '../../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../../scripts/internal/contracts.ts'
import { lossOf, refused, stakesOf } from '../../../scripts/demo/harm.ts'
import { addressOf, person } from '../../../scripts/demo/people.ts'
import { type DeployedVenture, type Stage, balanceOf, contribute, deployDemoVenture, sell } from '../../../scripts/demo/stage.ts'
import { prepareApplyWeight, prepareDistribute } from '../../../sdk/src/index.ts'

describe('demo: what an act costs the others', () => {
  let chain: LocalChain
  let stage: Stage
  let venture: DeployedVenture
  const team = [addressOf('designer'), addressOf('engineer')]

  before(async () => {
    chain = await startChain()
    const contracts = await deployShared(chain.client, person('founder'), { record: false })
    const token = await deployTestToken(chain.client, person('founder'), { name: 'Dollar', symbol: 'D', decimals: 6 })
    stage = { client: chain.client, contracts, token }
    venture = await deployDemoVenture(stage, {
      name: 'Harm',
      pools: [{ type: 'equity' }],
      kinds: [
        { name: 'A', unit: 'h', decimals: 2, pool: 1, rate: 1n },
        { name: 'B', unit: 'h', decimals: 2, pool: 1, rate: 1n },
      ],
      equation: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }],
    })
    await contribute(stage, venture, [
      { by: 'designer', kind: 0, quantity: 60_00n },
      { by: 'engineer', kind: 1, quantity: 40_00n },
    ])
    await sell(stage, venture, 500_000000n)
  })
  after(() => chain.close())

  it('is nothing where nothing happened, and what is lost where shares were minted', async () => {
    const before = await stakesOf(stage, venture, team)
    // 60% and 40% of what was sold and of a sale of 1,000.00 to come.
    expect(before).to.deep.equal([900_000000n, 600_000000n])
    expect(await Promise.all(team.map((account) => balanceOf(stage, account))), 'the clock was turned back').to.deep.equal([
      0n,
      0n,
    ])
    expect(lossOf(before, await stakesOf(stage, venture, team))).to.equal(0n)

    await contribute(stage, venture, [{ by: 'maker', kind: 0, quantity: 100_00n }])
    expect(lossOf(before, await stakesOf(stage, venture, team))).to.equal(500_000000n)
    expect(lossOf([5n, 5n], [9n, 2n]), "nobody's gain makes good for another's loss").to.equal(3n)
  })

  it('tells a refusal from an act that goes through, and from another refusal', async () => {
    const weight = prepareApplyWeight({ ...stage.contracts, venture: venture.venture, kind: 0, weight: 10 })
    await refused(stage, 'ChangeNotPending', weight)
    const error = await refused(stage, 'GovernorOnly', weight).catch((caught: Error) => caught)
    expect((error as Error).name).to.equal('ChangeNotPendingError')
    const through = await refused(stage, 'X', prepareDistribute({ venture: venture.venture, token: stage.token })).catch(String)
    expect(through).to.contain('went through')
  })
})
