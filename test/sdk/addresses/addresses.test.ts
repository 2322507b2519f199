import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { network } from 'hardhat'
import { addresses } from '@open-value/sdk'
import { createPublicClient, createWalletClient, custom, keccak256, toHex } from 'viem'
import { hardhat } from 'viem/chains'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { type DeployProgress, deployContracts } from '../../../scripts/deploy/deployContracts.ts'
import { SALT, planDeployment } from '../../../scripts/deploy/plan.ts'
import { renderAddresses, renderSdkAddresses } from '../../../scripts/generate/addresses.ts'

const OUT_OF_DATE = 'out of date, run: npm run generate'

describe('addresses', () => {
  it('follow from the compiled contracts', () => {
    expect(SALT).to.equal(keccak256(toHex('open-value v0.1')))
    const files = { 'deployments/addresses.json': renderAddresses(), 'sdk/src/addresses/deployed.ts': renderSdkAddresses() }
    for (const [file, text] of Object.entries(files)) {
      expect(readFileSync(inRoot(file), 'utf8'), `${file} is ${OUT_OF_DATE}`).to.equal(text)
    }
    const { addresses: published } = JSON.parse(readFileSync(inRoot('deployments/addresses.json'), 'utf8'))
    expect(Object.values(published)).to.have.members(Object.values(addresses))
  })

  it('are where deployContracts puts the contracts', async () => {
    const { client, wallet, test } = await connect()
    const seen: DeployProgress[] = []
    const deployment = await deployContracts(wallet, client, { record: false, onProgress: (progress) => seen.push(progress) })

    const planned = planDeployment()
    expect(Object.values(deployment.contracts).map(({ address }) => address)).to.deep.equal(planned.map(({ address }) => address))
    expect(deployment.contracts.VentureFactory.address).to.equal(addresses.factory)
    expect(seen.filter(({ status }) => status === 'deployed')).to.have.length(planned.length)
    expect(await test('eth_getCode', [addresses.factory, 'latest'])).to.not.equal('0x')
  })

  it('are skipped where they stand, and completed where a deployment was interrupted', async () => {
    const { client, wallet, test } = await connect()
    let count = 0
    const interrupted = deployContracts(wallet, client, {
      record: false,
      onProgress: ({ status }) => {
        if (status === 'deployed' && ++count === 3) throw new Error('interrupted')
      },
    })
    await interrupted.then(
      () => expect.fail('goes on'),
      (error: Error) => expect(error.message).to.equal('interrupted'),
    )

    const seen: string[] = []
    await deployContracts(wallet, client, { record: false, onProgress: ({ status }) => seen.push(status) })
    expect(seen.filter((status) => status === 'found')).to.have.length(3)
    expect(seen.filter((status) => status === 'deployed')).to.have.length(planDeployment().length - 3)

    await test('hardhat_setCode', [addresses.lens, '0x60016000'])
    await deployContracts(wallet, client, { record: false }).then(
      () => expect.fail('takes foreign code'),
      (error: Error) => expect(error.message).to.contain('not that of VentureLens'),
    )
  })

  it('can be had on a chain that refuses the well-known transaction', async () => {
    const { client, wallet } = await connect((method) => method !== 'eth_sendRawTransaction')
    const { contracts } = await deployContracts(wallet, client, { record: false })
    expect(contracts.VentureFactory.address).to.equal(addresses.factory)
  })
})

async function connect(allows: (method: string) => boolean = () => true) {
  const { provider, ethers } = await network.create()
  const request = (args: { method: string; params?: unknown[] }) => {
    if (!allows(args.method)) throw new Error(`${args.method} is refused`)
    return provider.request(args)
  }
  const transport = custom({ request } as Parameters<typeof custom>[0], { retryCount: 0 })
  const [account] = (await ethers.getSigners()).map(({ address }) => address as `0x${string}`)
  return {
    client: createPublicClient({ chain: hardhat, transport, pollingInterval: 10 }),
    wallet: createWalletClient({ account: account ?? '0x', chain: hardhat, transport }),
    test: (method: string, params: unknown[]) => provider.request({ method, params }),
  }
}
