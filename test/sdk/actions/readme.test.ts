import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { custom } from 'viem'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import * as sdk from '@open-value/sdk'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { runExample } from './readmeExample.ts'
import { createWorld } from './world.ts'

describe('sdk/README.md', () => {
  const readme = readFileSync(inRoot('sdk/README.md'), 'utf8')

  it('begins with code that logs, accepts, pays and claims', async () => {
    const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
    const source = readFileSync(inRoot('test/sdk/actions/readmeExample.ts'), 'utf8')
    const marked = [...source.matchAll(/\/\* README \*\/\n([\s\S]*?)\n *\/\* README ends \*\//g)].map(([, part = '']) => part)
    // The addresses are only named where the contracts were just compiled.
    const told = marked.map((part) => part.replace(/^ {2}/gm, '').replace('openValueActions(addresses)', 'openValueActions()'))
    expect(code).to.equal(`${told.join('\n')}\n`)

    const world = await createWorld()
    const account = privateKeyToAccount(generatePrivateKey())
    await world.setBalance(account.address, 10n ** 18n)
    await world.mint(world.token, account.address, 100_000_000n)
    const { venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config() })
    const transport = custom(world.provider as unknown as Parameters<typeof custom>[0], { retryCount: 0 })
    const { steward, token, addresses } = world
    const paid = await runExample({ account, transport, addresses, steward, venture, ledger, token })
    // 100.00 less 3% for the exchange firm and 5% for the network.
    expect(paid).to.deep.equal([{ token, amount: 92_000_000n, recipient: account.address }])
  })

  it('names actions that exist', () => {
    const [, section = ''] = /\n## Actions\n([\s\S]*?)\n## /.exec(readme) ?? []
    const names = [...section.matchAll(/`([a-z]+(?:[A-Z]\w+)?)[(`]/g)].map(([, name = '']) => name)
    const known = new Set(Object.keys(sdk).flatMap((name) => [name, name.replace(/AndWait$/, '')]))
    expect(names.filter((name) => !known.has(name))).to.deep.equal([])
    expect(names.length).to.be.above(60)
  })
})
