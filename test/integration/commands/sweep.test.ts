import { expect } from 'chai'
import type { Address } from 'viem'
import { addressOf, person } from '../../../scripts/demo/people.ts'
import {
  type DemoLine,
  type DeployedVenture,
  type Stage,
  balanceOf,
  deployDemoVenture,
  sell,
} from '../../../scripts/demo/stage.ts'
import { type LocalChain, startChain } from '../../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../../scripts/internal/contracts.ts'
import { ovHere } from './ov.ts'

type Hops = { hops: { venture: Address; account: Address; status: string; paid: { amount: string }[] }[]; transaction: string }

describe('commands: sweep', () => {
  let chain: LocalChain
  let stage: Stage
  let ventures: Record<'first' | 'origin' | 'design' | 'maker', DeployedVenture>

  const sweep = (...args: string[]) => ovHere('sweep', ...args, '--network', chain.rpcUrl ?? '', '--as', addressOf('passer-by'))

  before(async () => {
    chain = await startChain({ port: 0 })
    const deployer = person('founder')
    const contracts = await deployShared(chain.client, deployer, { record: false })
    const token = await deployTestToken(chain.client, deployer, { name: 'Test dollar', symbol: 'USDC', decimals: 6 })
    stage = { client: chain.client, contracts, token }
    const deploy = (name: string, upstream?: DeployedVenture, shareBps = 500) => {
      const royalty: DemoLine[] = upstream ? [{ account: upstream.venture, basis: 'gross', shareBps }] : []
      return deployDemoVenture(stage, {
        name,
        pools: [{ type: 'equity' }],
        kinds: [{ name: 'Hour', unit: 'h', decimals: 2, pool: 1, rate: 1n }],
        equation: [...royalty, { pool: 1, basis: 'remaining', shareBps: 10_000 }],
      })
    }
    const first = await deploy('First prototype')
    const origin = await deploy('Origin', first)
    const design = await deploy('Design', origin)
    ventures = { first, origin, design, maker: await deploy('Maker', design, 1_000) }
    await sell(stage, ventures.maker, 30_000_000000n)
  })
  after(() => chain.close())

  it('says what it would pay to whom, and pays all of it in one transaction', async () => {
    const { maker, design, origin, first } = ventures
    const planned = await sweep(maker.venture, '--dry-run')
    expect(planned.code, planned.stderr).to.equal(0)
    for (const amount of ['3000.00 USDC', '150.00 USDC', '7.50 USDC']) expect(planned.stdout).to.contain(amount)
    expect(await balanceOf(stage, design.venture)).to.equal(0n)

    const { code, stdout, stderr } = await sweep(maker.venture, '--token', 'USDC', '--json')
    expect(code, stderr).to.equal(0)
    const { hops } = JSON.parse(stdout) as Hops
    expect(hops.map(({ venture, account, paid }) => [venture, account, paid.map(({ amount }) => amount).join()])).to.deep.equal([
      [maker.venture, design.venture, '3000000000'],
      [design.venture, origin.venture, '150000000'],
      [origin.venture, first.venture, '7500000'],
    ])
    expect(await balanceOf(stage, first.venture)).to.equal(7_500000n)
    const again = await sweep(maker.venture)
    expect([again.code, again.stdout]).to.deep.equal([0, 'Maker owes nothing upstream now.\n'])
  })

  it('refuses what is no venture, and a token it does not pay in', async () => {
    const nobody = await sweep(addressOf('customer'))
    expect(nobody.code).to.equal(2)
    const { code, stderr } = await sweep(ventures.maker.venture, '--token', 'EURO')
    expect([code, stderr]).to.deep.equal([2, '"EURO" is no payout token of this venture.\nThere are USDC.\n'])
  })
})
