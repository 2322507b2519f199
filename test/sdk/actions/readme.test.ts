import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { type Address, custom, zeroAddress } from 'viem'
import { generatePrivateKey, privateKeyToAccount, toAccount } from 'viem/accounts'
import * as sdk from '@open-value/sdk'
import { resolveConfig } from '@open-value/sdk/config'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { AGREEMENT, GOAL, decide, openCampaign, pledge, purchase } from './equipment.ts'
import { runDecisionExample } from './readmeDecision.ts'
import { runExample } from './readmeExample.ts'
import { runMachineExample } from './readmeMachine.ts'
import { runSignedExample } from './readmeSigned.ts'
import { createWorld, reference } from './world.ts'

describe('sdk/README.md', () => {
  const readme = readFileSync(inRoot('sdk/README.md'), 'utf8')

  /** What stands between the marks of a file, as the page has it. */
  function marked(file: string): string {
    const source = readFileSync(inRoot(`test/sdk/actions/${file}`), 'utf8')
    const parts = [...source.matchAll(/\/\* README \*\/\n([\s\S]*?)\n *\/\* README ends \*\//g)].map(([, part = '']) => part)
    // The addresses are only named where the contracts were just compiled.
    const told = parts.map((part) => part.replace(/^ {2}/gm, '').replace('openValueActions(addresses)', 'openValueActions()'))
    return `${told.join('\n')}\n`
  }

  it('begins with code that logs, accepts, pays and claims', async () => {
    const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(readme) ?? []
    expect(code).to.equal(marked('readmeExample.ts'))

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

  it('shows how to pledge, log a use and claim payback', async () => {
    const [, code = ''] = /\n## Own a machine together\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(readme) ?? []
    expect(code).to.equal(marked('readmeMachine.ts'))

    const world = await createWorld()
    const raised = await openCampaign(world)
    const { ana, ben, cleo, customer, firm, token } = world
    await world.mint(token, ana.address, 200_000n)
    const bought = async () => {
      for (const person of [ben, cleo, customer]) await pledge(world, raised, person, GOAL / 4n)
      await decide(world, raised.campaign, firm, purchase(world))
    }
    const account = toAccount(ana.address)
    const paid = await runMachineExample({ ...raised, client: ana, account, agreementHash: AGREEMENT, bought })
    // 2,400 for two hours: 70% of it for four with 25%.
    expect(paid).to.deep.equal([{ token, amount: 420n, recipient: ana.address }])
  })

  it('shows how a group decides', async () => {
    const [, code = ''] = /\n## Decide together\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(readme) ?? []
    expect(code).to.equal(marked('readmeDecision.ts'))

    const world = await createWorld()
    const { ana, ben, cleo, stranger, steward, founder, reader } = world
    const { lazyConsensus } = resolveConfig({
      name: 'Group',
      founder: founder.address,
      preset: 'equalRate',
      size: 'circle',
      governor: { lazyConsensus: { handOver: 'atDeployment' } },
    })
    const config = { ...world.config(), ...(lazyConsensus ? { lazyConsensus } : {}), governor: zeroAddress }
    const { venture, ledger, governor = zeroAddress } = await founder.deployVentureAndWait({ config })
    const quantities = [4_000n, 500n, 4_000n]
    const contributions = [ana, ben, cleo].map(({ address: affiliate }, i) => ({
      ...{ affiliate, kind: 0, day: 20_000 },
      quantity: quantities[i] ?? 0n,
    }))
    const { batch } = await stranger.proposeBatchAndWait({ ledger, contributions })
    await steward.acceptBatchAndWait({ ledger, batch })
    for (const person of [ben, cleo]) {
      await person.delegateVoiceAndWait({ ledger, delegatee: person.address })
      await person.updateVoiceAndWait({ ledger, account: person.address, kinds: [0] })
    }
    const hour = { name: 'Design hour', unit: 'h', decimals: 2, pool: 1, voice: 1 }
    const said = await runDecisionExample({
      ...{ client: ana, other: ben, anybody: stranger, account: ana, governor, ledger, hour },
      ...reference('ipfs://reasons'),
      wait: (seconds) => world.time.increase(seconds).then(() => undefined),
    })
    expect(said.words).to.deep.equal(['new weight for Design hour from now on: 48 instead of 40'])
    expect([said.track, said.waitsFor?.slice(0, 9)]).to.deep.equal(['lazy', 'It passes'])
    expect((await reader.getKinds({ venture })).at(-1)?.rate).to.equal(48n)
  })

  it('shows how others submit what was signed, together', async () => {
    const [, code = ''] = /\n## For those without gas\n[\s\S]*?```ts\n([\s\S]*?)```/.exec(readme) ?? []
    expect(code).to.equal(marked('readmeSigned.ts'))

    const world = await createWorld()
    const { ana, ben, cleo, customer, steward, stranger, token } = world
    const { venture, ledger } = await world.founder.deployVentureAndWait({ config: world.config() })
    const workOf = (affiliate: Address) => [{ affiliate, kind: 0, quantity: 1_000n, day: 20_000 }]
    const contributions = [...workOf(ana.address), ...workOf(ben.address)]
    const { batch: earlier } = await stranger.proposeBatchAndWait({ ledger, contributions })
    await steward.acceptBatchAndWait({ ledger, batch: earlier })
    await customer.payAndWait({ venture, token, amount: 1_000_000n })

    const { batch, results } = await runSignedExample({
      contributor: ana,
      other: ben,
      anybody: stranger,
      venture,
      ledger,
      recipient: cleo.address,
      contributions: workOf(ana.address),
      reason: reference('Not done yet.'),
    })
    expect(results).to.deep.equal([{ status: 'done' }, { status: 'done' }])
    expect((await world.reader.getBatch({ ledger, batch })).objections.map(({ objector }) => objector)).to.deep.equal([
      ben.address,
    ])
    expect(await world.balanceOf(cleo.address)).to.equal(460_000n)
  })

  it('names actions that exist', () => {
    const [, section = ''] = /\n## Actions\n([\s\S]*?)\n## /.exec(readme) ?? []
    const names = [...section.matchAll(/`([a-z]+(?:[A-Z]\w+)?)[(`]/g)].map(([, name = '']) => name)
    const known = new Set(Object.keys(sdk).flatMap((name) => [name, name.replace(/AndWait$/, '')]))
    expect(names.filter((name) => !known.has(name))).to.deep.equal([])
    expect(names.length).to.be.above(60)
  })
})
