import { expect } from 'chai'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type Address, getAddress } from 'viem'
import { ventureAbi } from '@open-value/sdk/abis'
import { type CommandWorld, type Json, PEOPLE, commandWorld } from './world.ts'

type Report = {
  files: (Json & { file: string; status: string; reason?: string })[]
  submitted: number
  before: number
  failed: number
}

describe('commands: without gas', () => {
  let world: CommandWorld
  let maria: Awaited<ReturnType<CommandWorld['newcomer']>>
  const bank = getAddress('0x00000000000000000000000000000000000000b1')

  const file = (name: string) => world.inFolder(`${name}.signed.json`)
  const relay = async (...names: string[]) =>
    (await world.run('relay', ...names.map(file), '--as', 'relayer')) as unknown as Report
  /** Somebody changes a signed file. */
  const changed = (name: string, from: string, to: string) => {
    const text = readFileSync(file(name), 'utf8')
    expect(text).to.contain(from)
    writeFileSync(file(`${name}-changed`), text.replaceAll(from, to))
    return file(`${name}-changed`)
  }
  const nothingIsSpent = async () => expect(await world.ethOf(maria.address)).to.equal(0n)

  before(async () => {
    world = await commandWorld('relay')
    maria = await world.newcomer('Maria')
  })
  after(() => world.close())

  it('somebody without ETH logs work, and another sends it', async () => {
    const log = ['log', '10h', 'Design hour', '--sign', file('log'), ...maria.as]
    expect((await world.run(...log, '--dry-run'))['dryRun']).to.equal(true)
    const signed = await world.run(...log)
    expect([signed['act'], signed['signer']]).to.deep.equal(['Proposal', maria.address])
    const content = JSON.parse(readFileSync(file('log'), 'utf8')) as Json
    expect(content['what']).to.match(/^Log 10 h of Design hour by Maria \(0x\w+\), \d{4}-\d\d-\d\d, with Tide gauge$/)
    expect(content['goodUntil']).to.match(/ UTC$/)

    const planned = await world.read('relay', file('log'), '--as', 'relayer', '--dry-run')
    expect(planned).to.contain('Nothing is sent.').and.to.contain('Log 10 h of Design hour by Maria')
    const report = await relay('log')
    expect([report.submitted, report.files[0]?.status]).to.deep.equal([1, 'submitted'])
    const { waiting } = (await world.run('status')) as { waiting: { proposer: Address }[] }
    expect(waiting.map(({ proposer }) => proposer)).to.deep.equal([maria.address])
    await nothingIsSpent()
  })

  it('sends nothing twice, whatever the file is called and whatever is remembered', async () => {
    const again = await relay('log')
    expect([again.submitted, again.before, again.files[0]?.status]).to.deep.equal([0, 1, 'before'])
    writeFileSync(file('copy'), readFileSync(file('log')))
    expect((await relay('copy')).before).to.equal(1)
    rmSync(world.inFolder('relayed-31337.jsonl'))
    const { stdout } = await world.refused(1, '1 file was not submitted.', 'relay', file('log'))
    expect((JSON.parse(stdout) as Report).files[0]?.reason).to.contain('was used or cancelled before')
  })

  it('is attested and accepted, and paid where Maria says, by a signature', async () => {
    await world.run('attest', '1', '--sign', file('attest'), '--as', 'Bruno')
    expect((await relay('attest')).submitted).to.equal(1)
    await world.run('wait', '4 days')
    await world.run('accept', '1', '--as', 'relayer')
    await world.run('wait', '7 days')
    await world.mint(PEOPLE.customer, 1_000_000000n)
    await world.run('pay', '1000.00 USDC', '--as', 'customer')

    await world.refused(2, 'A claim that is signed names its recipient', 'claim', '--sign', file('claim'), ...maria.as)
    await world.run('claim', '--to', bank, '--sign', file('claim'), ...maria.as)
    await world.refused(1, 'who the account is now', 'claim', 'Maria', '--to', PEOPLE.relayer, '--as', 'relayer')
    const thief = changed('claim', bank, PEOPLE.relayer.toLowerCase())
    const refused = JSON.parse((await world.refused(1, 'not submitted', 'relay', thief)).stdout) as Report
    expect(refused.files[0]?.reason).to.contain(`The signature is not one of ${maria.address}`)

    expect((await relay('claim')).submitted).to.equal(1)
    expect([await world.balanceOf(bank), await world.balanceOf(maria.address)]).to.deep.equal([920_000000n, 0n])
    await nothingIsSpent()
  })

  it('names a payee, objects, and shows that she is there', async () => {
    await world.refused(2, 'say --none', 'payee', ...maria.as)
    await world.run('payee', 'Chen', '--sign', file('payee'), ...maria.as)
    await world.run('log', '1h', 'Building hour', '--as', 'Ana')
    await world.run('object', '1', '--reason', 'That was me', '--should-be', '1=0', '--sign', file('object'), ...maria.as)
    await world.run('move:presence', '--sign', file('presence'), ...maria.as)
    const { submitted, files } = await relay('payee', 'object', 'presence')
    expect(submitted, JSON.stringify(files)).to.equal(3)
    expect(new Set(files.map(({ transaction }) => transaction)).size, 'in one transaction').to.equal(1)
    expect(
      await world.chain.client.readContract({
        address: world.venture,
        abi: ventureAbi,
        functionName: 'payeeOf',
        args: [maria.address],
      }),
    ).to.equal(PEOPLE.Chen)
    expect(JSON.stringify(await world.run('status'))).to.contain('An objection stands')
    await world.run('payee', '--none', '--sign', file('payee-none'), ...maria.as)
    expect((await relay('payee-none')).submitted).to.equal(1)
    await nothingIsSpent()
  })

  it('submits what is good, and says of the others why not', async () => {
    const sign = (name: string, ...more: string[]) => world.run('move:presence', '--sign', file(name), ...maria.as, ...more)
    await sign('good')
    await sign('late', '--good-for', '1h')
    await sign('cancelled')
    await world.refused(2, 'a longer time is expected', 'move:presence', '--sign', file('x'), '--good-for', '0h', ...maria.as)
    await world.refused(2, 'who alone can cancel it', 'relay:cancel', file('cancelled'), '--as', 'relayer')
    await world.chain.client.setBalance({ address: maria.address, value: 10n ** 17n })
    await world.run('relay:cancel', file('cancelled'), ...maria.as)
    await world.run('wait', '2 hours')
    const foreign = changed('good', '"chainId": 31337', '"chainId": 10')
    const half = changed('late', '"nonce"', '"nonsense"')
    world.write('people.signed.json', '{"name": "Ana"}')
    const names = [...['good', 'late', 'cancelled', 'people', 'missing'].map(file), foreign, half]
    const { stdout } = await world.refused(2, '6 files were not submitted.', 'relay', ...names, '--as', 'relayer')
    const { files } = JSON.parse(stdout) as Report
    expect(files.map(({ status }) => status)).to.deep.equal([
      'submitted',
      'refused',
      'refused',
      'unreadable',
      'unreadable',
      'unreadable',
      'unreadable',
    ])
    const words = [
      undefined,
      'expected a later deadline',
      'was used or cancelled before',
      'is no signed file',
      'There is no file',
      'was signed for chain 10, and this is chain 31337',
      'is no signed file: at act.nonce',
    ]
    for (const [i, expected] of words.entries()) {
      if (expected === undefined) expect(files[i]?.reason).to.equal(undefined)
      else expect(files[i]?.reason).to.contain(expected)
    }
    await world.refused(2, 'an amount of gas', 'relay', file('good'), '--gas-each', 'much')
  })

  it('one that fails in the chain after all changes nothing for the others', async () => {
    for (const name of ['starved', 'fed']) await world.run('move:presence', '--sign', file(name), ...maria.as)
    const { stdout } = await world.refused(
      1,
      '2 files were not submitted.',
      'relay',
      file('starved'),
      file('fed'),
      '--gas-each',
      '10000',
    )
    const { files } = JSON.parse(stdout) as Report
    expect(files.map(({ status }) => status)).to.deep.equal(['refused', 'refused'])
    const { submitted } = await relay('starved', 'fed')
    expect(submitted, 'what was sent in vain is sent again').to.equal(2)
    // Cut off in the middle of a line, as a killed process leaves it.
    const memory = world.inFolder('relayed-31337.jsonl')
    writeFileSync(memory, `${readFileSync(memory, 'utf8')}\n{"digest":"0x`)
    expect((await relay('starved', 'fed')).before).to.equal(2)
  })
})
