import { expect } from 'chai'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { type Address, erc20Abi, keccak256 } from 'viem'
import { type Person, addressOf, person } from '../../../scripts/demo/people.ts'
import { MINT } from '../../../scripts/demo/stage.ts'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { type LocalChain, mined, startChain } from '../../../scripts/internal/chain.ts'
import { deployShared, deployTestToken } from '../../../scripts/internal/contracts.ts'
import { type Ended, ovHere } from './ov.ts'

type Json = Record<string, unknown> & { campaign: Address; machine: Address; words: string; total: string; number: string }

const PEOPLE = { Ana: 'founder', Bruno: 'steward', Chen: 'engineer', Dora: 'customer', shop: 'maker' } satisfies Record<
  string,
  Person
>
const cents = (amount: number) => String(amount * 10_000)

describe('commands: a machine, from its config to its payback', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'open-value-campaign-'))
  const inFolder = (name: string) => path.join(folder, name)
  let chain: LocalChain
  let token: Address
  let campaign: Address
  let machine: Address

  const balanceOf = (name: keyof typeof PEOPLE) =>
    chain.client.readContract({ address: token, abi: erc20Abi, functionName: 'balanceOf', args: [addressOf(PEOPLE[name])] })

  before(async () => {
    chain = await startChain({ port: 0 })
    const deployer = person('founder')
    await deployShared(chain.client, deployer, { record: false })
    token = await deployTestToken(chain.client, deployer, { name: 'Test dollar', symbol: 'USDC', decimals: 6 })
    for (const name of Object.values(PEOPLE)) {
      const args = [addressOf(name), 5_000_000_000n] as const
      await mined(
        chain.client,
        chain.client.writeContract({ account: deployer, address: token, abi: MINT, functionName: 'mint', args }),
      )
    }

    // The examples of the docs, with people and a token of this chain.
    const rows = Object.entries(PEOPLE).map(([name, of]) => `${name},${addressOf(of)}`)
    writeFileSync(inFolder('people.csv'), ['name,address', ...rows, ''].join('\n'))
    const addresses: Record<string, string> = {
      '0x1111111111111111111111111111111111111111': addressOf('founder'),
      '0x2222222222222222222222222222222222222222': addressOf('steward'),
      '0x3333333333333333333333333333333333333333': addressOf('engineer'),
      '0x5555555555555555555555555555555555555555': token,
      '0x9999999999999999999999999999999999999999': addressOf('network'),
    }
    for (const name of ['machine.json', 'campaign.json']) {
      const config = readFileSync(inRoot('docs/examples', name), 'utf8')
      writeFileSync(
        inFolder(name),
        config.replace(/0x[0-9]{40}/g, (address) => addresses[address] ?? address),
      )
    }
  })

  after(async () => {
    await chain.close()
    rmSync(folder, { recursive: true, force: true })
  })

  /** Runs a command on this chain; its JSON. */
  async function run(...args: string[]): Promise<Json> {
    const { code, stdout, stderr } = await runToEnd(...args)
    expect(code, stderr).to.equal(0)
    return JSON.parse(stdout) as Json
  }
  const runToEnd = (...args: string[]): Promise<Ended> => {
    const [command = ''] = args
    const about = command.startsWith('machine:') ? ['--machine', machine] : ['--campaign', campaign]
    const hasAbout = campaign && !/:(agreement|deploy|status|audit)$|^(wait|venture|log|status|audit)/.test(command)
    const network = command === 'campaign:agreement' ? [] : ['--network', chain.rpcUrl ?? '']
    return ovHere(...args, ...network, '--people', inFolder('people.csv'), '--json', ...(hasAbout ? about : []))
  }
  /** What a person reads. */
  const read = async (...args: string[]) => {
    const { code, stdout, stderr } = await ovHere(...args, '--network', chain.rpcUrl ?? '', '--people', inFolder('people.csv'))
    expect(code, stderr).to.equal(0)
    return stderr + stdout
  }
  const refused = async (code: number, words: string, ...args: string[]) => {
    const ended = await runToEnd(...args)
    expect([ended.code, ended.stdout], ended.stderr).to.deep.equal([code, ''])
    expect(ended.stderr).to.contain(words)
  }

  it('is agreed upon and opened', async () => {
    const agreement = await run('campaign:agreement', inFolder('machine.json'))
    const text = readFileSync(String(agreement['file']), 'utf8')
    expect(text)
      .to.contain('4000.00 USDC')
      .and.to.contain('4000,00 USDC')
      .and.to.contain(`bruno (${addressOf('steward')})`)
    expect(agreement['hash']).to.equal(keccak256(Buffer.from(text)))

    const planned = await run('campaign:deploy', inFolder('machine.json'), '--dry-run')
    const deployed = await run('campaign:deploy', inFolder('machine.json'))
    campaign = deployed.campaign
    machine = deployed.machine
    expect([planned['dryRun'], deployed['agreementHash'], deployed['agreement']]).to.deep.equal([
      true,
      agreement['hash'],
      agreement['file'],
    ])
    writeFileSync(inFolder('bad.json'), readFileSync(inFolder('machine.json'), 'utf8').replace('120%', '300%'))
    await refused(2, 'capBps was "300%", expected 100% to 200%.', 'campaign:deploy', inFolder('bad.json'))
    const status = await run('campaign:status', campaign)
    expect(status.words).to.match(/^Open until .* UTC: 4000\.00 USDC is missing\.$/)
  })

  it('takes pledges, back, signed, for others and for who has no wallet', async () => {
    const { file, hash } = (await run('campaign:agreement', inFolder('machine.json'))) as unknown as Record<
      'file' | 'hash',
      string
    >
    writeFileSync(inFolder('other.txt'), 'Another agreement')
    await refused(2, `the campaign's ${hash}`, 'campaign:pledge', '100', '--agreement', inFolder('other.txt'))
    await refused(1, 'expected', 'campaign:pledge', '1.00', '--as', 'Ana')
    await refused(2, 'A placeholder has a name', 'campaign:pledge', '100', '--placeholder')

    await run('campaign:pledge', '900.00 USDC', '--as', 'Ana', '--agreement', file)
    await run('campaign:unpledge', '100.00', '--as', 'Ana')
    await run('campaign:pledge', '200.00', '--as', 'Bruno', '--for', 'Ana')
    await run('campaign:pledge', '1000', '--as', 'Bruno', '--refund-to', 'Chen')

    // A signature in place of gas; this token takes no allowance by one.
    const signed = await run('campaign:pledge', '1000', '--as', 'Chen', '--sign', inFolder('signed.json'))
    expect(signed['hasPermit']).to.equal(false)
    await refused(1, 'may take 0', 'campaign:pledge', '--submit', inFolder('signed.json'), '--as', 'Bruno')
    const args = [campaign, 1_000_000_000n] as const
    const approval = { account: person('engineer'), address: token, abi: erc20Abi, functionName: 'approve', args } as const
    await mined(chain.client, chain.client.writeContract(approval))
    const submitted = await run('campaign:pledge', '--submit', inFolder('signed.json'), '--as', 'Bruno')
    expect([submitted['account'], submitted['pledged']]).to.deep.equal([addressOf('engineer'), cents(100_000)])
    await refused(1, 'was used or cancelled before', 'campaign:pledge', '--submit', inFolder('signed.json'), '--as', 'Bruno')

    await run('campaign:pledge', '500', '--as', 'Dora')
    const last = await run('campaign:pledge', '700', '--as', 'Dora', '--for', 'Old Marie', '--placeholder', '--refund-to', 'Dora')
    expect([last['amount'], last['raised']]).to.deep.equal([cents(50_000), cents(400_000)])
    await refused(1, 'funded', 'campaign:pledge', '100', '--as', 'Dora')
    await refused(1, 'Funded: the goal of 4000.00 USDC is reached.', 'campaign:refund', '--all')
  })

  it('says where it stands, names before addresses', async () => {
    const words = await read('campaign:status', campaign)
    expect(words).to.contain('Funded: the goal of 4000.00 USDC is reached.')
    expect(words).to.match(/^Ana \(0x\w+\) +1000\.00 USDC +25% *$/m)
    expect(words)
      .to.match(/^Bruno .* back to Chen \(0x/m)
      .and.to.match(/^0x\w+ .* no wallet yet, back to Dora \(0x/m)
    expect(words).to.contain('Bruno (').and.to.contain('can propose a purchase until')
  })

  it('is bought as nobody objects, and the surplus goes back', async () => {
    writeFileSync(inFolder('quote.txt'), 'A printer, 3,900.00')
    const purchase = ['campaign:propose', 'purchase', 'shop', '3900.00', '--document', inFolder('quote.txt')]
    await refused(1, 'are required to propose', ...purchase, '--as', 'shop')
    await refused(2, 'takes 2 words', 'campaign:propose', 'purchase', 'shop')
    await refused(2, "can't be proposed", 'campaign:propose', 'holidays')
    await run(...purchase, '--as', 'Bruno')
    const objection = await run('campaign:object', '1', '--reason', 'It is his own shop', '--as', 'Dora')
    expect([objection['isStopped'], objection['objections'], objection['stopWeight']]).to.deep.equal([
      true,
      cents(50_000),
      cents(40_000),
    ])
    await run(...purchase, '--as', 'Ana')
    await run('campaign:withdraw', '2', '--as', 'Ana')
    const proposed = await run(...purchase, '--uri', 'https://example.org/quote', '--as', 'Ana')
    expect(proposed['id']).to.equal('3')
    await refused(1, 'Objections are possible until', 'campaign:execute', '3')
    const { waiting } = (await run('campaign:status', campaign)) as unknown as { waiting: { words: string }[] }
    expect(waiting.map(({ words }) => words).join()).to.contain('Pledgers may object to 3 until')
    await run('wait', '5 days')
    const before = await balanceOf('shop')
    await run('campaign:execute', '3', '--as', 'shop')
    expect((await balanceOf('shop')) - before).to.equal(3_900_000_000n)
    expect((await run('campaign:status', campaign)).words).to.equal(
      'Released: 3900.00 USDC of 4000.00 USDC went to the supplier.',
    )

    const [chen, dora] = [await balanceOf('Chen'), await balanceOf('Dora')]
    await run('campaign:refund', 'Old Marie')
    const refunds = await run('campaign:refund', '--all', '--receipt', inFolder('refunds.csv'))
    expect(refunds['failed']).to.deep.equal([])
    // 2.5% of the pledges: Bruno's goes to Chen, as he said, and Marie's to Dora, who paid.
    expect([(await balanceOf('Chen')) - chen, (await balanceOf('Dora')) - dora]).to.deep.equal([50_000_000n, 25_000_000n])
    expect(readFileSync(inFolder('refunds.csv'), 'utf8')).to.match(/,Bruno,0x\w+,0x\w+,25\.00,USDC,paid,0x/)
    expect((await run('campaign:refund', '--all'))['paid']).to.deep.equal([])
  })

  it('is used, contested, settled and paid in parts', async () => {
    const use = ['--material', 'PLA=30g', '--technician', 'Chen=1h', '--for', 'Dora', '--as', 'Ana']
    const planned = await run('machine:log', '2h', '--scenario', 'commercial', ...use, '--dry-run')
    expect(planned['dryRun']).to.equal(true)
    // 30 g at 0.03 and an hour at 25.00 are more than 2 h at 12.00; the fee is on top.
    const logged = await run('machine:log', '2h', '--scenario', 'commercial', ...use)
    expect([logged.total, logged.number]).to.deep.equal([cents(2_890), '1'])
    await refused(2, 'There is no material "gold"', 'machine:log', '2h', '--material', 'gold=1g')
    await refused(1, 'steward', 'machine:log', '2h', '--for', 'Ana', '--as', 'Dora')
    await refused(1, '10080', 'machine:log', '10081', '--as', 'Dora')

    await run('machine:contest', '1', '--reason', 'It was 1 hour', '--as', 'Dora')
    await refused(1, 'contested', 'machine:pay', '1', '--as', 'Dora')
    await refused(2, 'Say --stands or --void', 'machine:settle', '1', '--reason', 'x')
    await refused(1, 'steward', 'machine:settle', '1', '--stands', '--reason', 'I did it', '--as', 'Chen')
    await run('machine:settle', '1', '--stands', '--reason', 'The log of the machine says so', '--as', 'Bruno')
    await run('machine:pay', '1', '20.00', '--as', 'Dora')
    const { paid } = (await run('machine:pay', '--all', '--as', 'Dora')) as unknown as { paid: { amount: string }[] }
    expect(paid.map(({ amount }) => amount)).to.deep.equal([cents(890)])

    await run('machine:deposit', '100.00', '--as', 'Dora')
    const own = await run('machine:log', '90min', '--scenario', 'commercial', '--from-deposit', '--as', 'Dora')
    expect(own.total).to.equal(cents(2_025))
    const back = await run('machine:deposit', '79.75', '--withdraw', '--as', 'Dora')
    expect(back['held']).to.equal('0')
    const job = await run(
      'machine:log',
      '4h',
      '--job',
      '200.00',
      '--technician',
      'Chen=2h',
      '--for',
      'Dora',
      '--pay',
      '--as',
      'Ana',
    )
    expect(job.total).to.equal(cents(20_000))
  })

  it('pays its co-owners back, and whoever has a wallet by now', async () => {
    const status = (await run('machine:status', machine)) as unknown as {
      payback: { repaid: string }
      maintenance: { amount: string }[]
    }
    // Net of 18.00 and of 150.00: 70% to the co-owners, 10% and the fees to maintenance.
    expect([status.payback.repaid, status.maintenance[0]?.amount]).to.deep.equal([cents(11_760), cents(300 + 225 + 1_680)])
    const ana = await balanceOf('Ana')
    const claimed = await run('machine:claim', 'Ana', '--as', 'shop')
    expect((await balanceOf('Ana')) - ana).to.equal(29_400_000n)
    expect(claimed['payback']).to.deep.include({ cap: cents(117_000), paid: cents(2_940), owed: '0' })
    await refused(1, 'wallet', 'machine:claim', 'Old Marie')

    await run('campaign:propose', 'move', 'Old Marie', 'shop', '--reason', 'Marie has a wallet now', '--as', 'Ana')
    const rate = await run('campaign:propose', 'rate', 'project', '9.00', '--as', 'Bruno')
    expect(rate['decision']).to.deep.include({ type: 'scenario', id: 1, name: 'project' })
    await run('wait', '5 days')
    await run('campaign:execute', '5')
    await run('campaign:propose', 'spend', 'shop', '20.00', '--document', inFolder('quote.txt'), '--as', 'Bruno')
    await run('campaign:propose', 'material', 'Resin', '0.10', '--unit', 'ml', '--supplier', 'Chen', '--as', 'Chen')
    await run('wait', '25 days')
    for (const id of ['4', '6', '7']) await run('campaign:execute', id)
    const shop = await balanceOf('shop')
    await run('machine:claim', 'Old Marie')
    expect((await balanceOf('shop')) - shop).to.equal(14_700_000n)
    const card = (await run('machine:status', machine)) as unknown as Record<
      'scenarios' | 'materials',
      { name: string; inKind: boolean; pricePerHour: string }[]
    >
    expect(card.scenarios[1]).to.deep.include({ name: 'project', inKind: true, pricePerHour: cents(900) })
    expect(card.materials.map(({ name }) => name)).to.deep.equal(['PLA', 'PETG', 'Resin'])
  })

  it('contributes hours to a project, and reminds of what is overdue', async () => {
    const kinds = [{ id: 'machine', name: 'Machine hour', unit: 'h', decimals: 2, pool: 'equity', weight: 1 }]
    const tokens = { USDC: { address: token, decimals: 6 } }
    const config = { preset: 'equalRate', name: 'Project', founder: addressOf('founder'), kinds, tokens }
    writeFileSync(inFolder('venture.json'), JSON.stringify(config))
    const { venture } = (await run('venture:deploy', inFolder('venture.json'))) as unknown as { venture: Address }
    const project = ['--venture', venture, '--as', 'Ana']
    const used = (await run('machine:log', '2h', ...project)) as unknown as { total: string; contributed: { hours: string } }
    expect([used.total, used.contributed.hours]).to.deep.equal([cents(300), '2 h'])
    const words = await read('machine:status', machine)
    expect(words).to.match(/^project +9\.00 USDC +1\.50 USDC +25\.00 USDC +in kind$/m)
    expect(words).to.match(/^PLA +0\.03 USDC per g +to Chen \(0x/m)
    expect(words).to.match(/^Ana .* 29\.40 USDC +0\.00 USDC +1170\.00 USDC$/m)
    expect(words).to.match(/^ +4 +Ana .* 2 h project +3\.00 USDC +due /m)
    await refused(2, 'Scenarios in kind: project.', 'machine:log', '1h', '--scenario', 'community', ...project)
    await run('wait', '30 days')
    const after = await runToEnd('machine:log', '1h', '--as', 'Ana')
    expect(JSON.parse(after.stdout)).to.deep.include({ overdue: ['4'] })
    const { stderr } = await ovHere(
      'machine:log',
      '1h',
      '--machine',
      machine,
      '--network',
      chain.rpcUrl ?? '',
      '--as',
      addressOf('founder'),
    )
    expect(stderr).to.contain('has 1 overdue invoice of 3.00 USDC: 4 since')
  })

  it('stands an audit', async () => {
    const reports = (await run('campaign:audit', campaign)) as unknown as { differences: unknown[]; figureCount: number }[]
    expect(reports.map(({ differences }) => differences)).to.deep.equal([[], []])
    expect(await read('campaign:audit', campaign)).to.contain('No difference, to the unit')
  })

  it('a campaign for work pays a venture as its stewards deliver, and gives the rest back', async () => {
    const machineCampaign = campaign
    const venture = (await run('venture:deploy', inFolder('venture.json'))) as unknown as { venture: Address }
    const config = readFileSync(inFolder('campaign.json'), 'utf8')
    writeFileSync(inFolder('campaign.json'), config.replace(addressOf('network'), venture.venture))
    campaign = (await run('campaign:deploy', inFolder('campaign.json'))).campaign
    expect(campaign).not.to.equal(machineCampaign)
    for (const who of ['Dora', 'Chen']) await run('campaign:pledge', '150.00', '--as', who)
    writeFileSync(inFolder('note.txt'), 'Tested for a winter')
    const delivery = ['campaign:propose', 'delivery', '200.00', '--document', inFolder('note.txt')]
    await refused(1, 'expected', ...delivery, '--as', 'Dora')
    await run(...delivery, '--as', 'Ana')
    await run('wait', '5 days')
    await run('campaign:execute', '1')
    const status = await run('campaign:status', campaign)
    expect([status['state'], status.words.includes('which got 200.00 USDC so far')]).to.deep.equal(['funded', true])
    await run('wait', '100 days')
    const dora = await balanceOf('Dora')
    expect((await run('campaign:refund', '--all', '--receipt', inFolder('rest.csv')))['failed']).to.deep.equal([])
    expect((await balanceOf('Dora')) - dora).to.equal(50_000_000n)

    writeFileSync(inFolder('another.json'), readFileSync(inFolder('campaign.json'), 'utf8').replace('Battery', 'Screen'))
    campaign = (await run('campaign:deploy', inFolder('another.json'))).campaign
    await run('campaign:pledge', '10.00', '--as', 'Dora')
    await refused(1, 'initiator', 'campaign:cancel', '--as', 'Dora')
    await run('campaign:cancel', '--as', 'Ana')
    await run('campaign:refund', '--as', 'Dora')
    expect((await run('campaign:status', campaign)).words).to.equal(
      'Failed: its initiator cancelled it. Everyone gets back all of it.',
    )
    expect(await balanceOf('Dora')).to.equal(dora + 50_000_000n)
  })
})
