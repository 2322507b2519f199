import { expect } from 'chai'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Address, erc20Abi, parseAbi } from 'viem'
import { addressOf, person } from '../../../scripts/demo/people.ts'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { type LocalChain, mined, startChain } from '../../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../../scripts/internal/contracts.ts'
import { type Ended, ovHere } from './ov.ts'

type Json = Record<string, unknown> & { venture: Address; waiting: { waitsFor: string[] }[] }

describe('commands: a venture from its config to its payday', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-venture-'))
  const inFolder = (name: string) => path.join(folder, name)
  let chain: LocalChain
  let token: Address
  let venture: Address

  /** Runs a command on this chain; its JSON. */
  async function run(...args: string[]): Promise<Json> {
    const { code, stdout, stderr } = await runToEnd(...args)
    expect(code, stderr).to.equal(0)
    return JSON.parse(stdout) as Json
  }
  const runToEnd = (...args: string[]): Promise<Ended> => {
    const isAbout = venture !== undefined && !['venture:deploy', 'audit', 'wait'].includes(args[0] ?? '')
    const about = isAbout ? ['--venture', venture] : []
    return ovHere(...args, '--network', chain.rpcUrl ?? '', '--people', inFolder('people.csv'), '--json', ...about)
  }

  const balance = () =>
    chain.client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [addressOf('founder')] })

  before(async () => {
    chain = await startChain({ port: 0 })
    const deployer = person('founder')
    await deployShared(chain.client, deployer, { record: false })
    token = await deployTestToken(chain.client, deployer, { name: 'Test dollar', symbol: 'USDC', decimals: 6 })

    // The example of the docs, with people and a token of this chain.
    const people = { Ana: addressOf('founder'), Bruno: addressOf('steward'), Chen: addressOf('engineer') }
    const rows = Object.entries(people).map((row) => row.join(','))
    writeFileSync(inFolder('people.csv'), ['name,address', ...rows, `customer,${addressOf('customer')}`, ''].join('\n'))
    const addresses: Record<string, string> = {
      '0x1111111111111111111111111111111111111111': people.Ana,
      '0x2222222222222222222222222222222222222222': people.Bruno,
      '0x3333333333333333333333333333333333333333': people.Chen,
      '0x4444444444444444444444444444444444444444': addressOf('exchange firm'),
      '0x5555555555555555555555555555555555555555': token,
      '0x9999999999999999999999999999999999999999': addressOf('network'),
    }
    const config = readFileSync(inRoot('docs/examples/venture.json'), 'utf8')
    writeFileSync(
      inFolder('venture.json'),
      config.replace(/0x[0-9a-f]{40}/gi, (address) => addresses[address] ?? address),
    )
    writeFileSync(inFolder('contributions.csv'), readFileSync(inRoot('docs/examples/contributions.csv')))
  })

  after(async () => {
    await chain.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('deploys it', async () => {
    const planned = await run('venture:deploy', inFolder('venture.json'), '--dry-run')
    expect(planned['dryRun']).to.equal(true)
    const deployed = await run('venture:deploy', inFolder('venture.json'))
    venture = deployed.venture
    expect(JSON.stringify(planned)).to.contain(venture)
    expect((await run('venture:deploy', inFolder('venture.json')))['isNew']).to.equal(false)
  })

  it('takes contributions, hears objections and accepts', async () => {
    await run(
      'import',
      inFolder('contributions.csv'),
      '--affiliates',
      inFolder('people.csv'),
      '--config',
      inFolder('venture.json'),
    )
    await run('log', '10h', 'build', '--for', 'Chen', '--as', 'Chen')
    expect((await runToEnd('log', '1h', 'singing')).code).to.equal(2)
    expect((await runToEnd('accept', '2', '--as', 'customer')).code).to.equal(1)

    await run('object', '2', '--reason', 'It was 8 hours', '--should-be', '1=8h', '--as', 'Bruno')
    expect((await run('status')).waiting.flatMap(({ waitsFor }) => waitsFor).join(' ')).to.contain('An objection stands')
    await run('amend', '2', '--as', 'Chen')
    await run('log', '1h', 'design', '--as', 'Chen')
    await run('withdraw', '3', '--as', 'Chen')

    // An entry's own affiliate never counts for it: each batch has attestors enough for whomever it names.
    for (const attestor of ['Bruno', 'Chen']) await run('attest', '1', '--as', attestor)
    await run('attest', '2', '--as', 'Bruno')
    await run('wait', '4 days')
    await run('accept', '--all', '--as', 'Ana')
    expect((await run('status')).waiting).to.deep.equal([])
  })

  it('warns, pays, explains, pays out, and stands an audit', async () => {
    await run('log', '52h', 'design', '--as', 'Bruno')
    const mint = parseAbi(['function mint(address account, uint256 amount)'])
    const customer = person('customer')
    const args = [customer.address, 1_000_000000n] as const
    await mined(
      chain.client,
      chain.client.writeContract({ account: customer, address: token, abi: mint, functionName: 'mint', args }),
    )
    const paid = await runToEnd('pay', '1000.00 USDC', '--as', 'customer')
    expect(paid.code, paid.stderr).to.equal(0)
    expect(paid.stderr).to.contain("52 h of Design hour proposed, not accepted: a payment now doesn't reach them.")
    await run('wait', '7 days')

    const before = await balance()
    const payday = await run('payday', '--min', '5.00', '--receipt', inFolder('receipt.csv'))
    expect(payday['failed']).to.deep.equal([])
    expect((await balance()) > before).to.equal(true)
    expect(readFileSync(inFolder('receipt.csv'), 'utf8')).to.match(/,Chen,0x\w+,[\d.]+,USDC,paid,0x/)
    expect((await run('payday', '--min', '5.00'))['paid']).to.deep.equal([])

    const why = await run('why', 'Ana')
    expect([why['unexplained'], why['owed'], why['total'] === why['paid']]).to.deep.equal(['0', '0', true])
    const audit = await ovHere('audit', venture, '--network', chain.rpcUrl ?? '', '--json', '--cache', inFolder('events.jsonl'))
    expect(audit.code, audit.stderr).to.equal(0)
    expect(JSON.parse(audit.stdout)).to.deep.include({ differences: [] })
  })

  it('says so where nobody answers, and where a name is unknown', async () => {
    const nobody = await ovHere('status', '--network', 'http://127.0.0.1:1', '--venture', venture)
    expect([nobody.code, nobody.stderr]).to.deep.equal([
      2,
      'No chain answers there.\n`npm start` keeps one running on this machine; --network names another.\n',
    ])
    const { code, stderr } = await runToEnd('claim', 'Dominique')
    expect(code).to.equal(2)
    expect(stderr).to.contain('Nobody is called "Dominique".')
  })
})
