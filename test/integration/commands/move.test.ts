import { expect } from 'chai'
import { readFileSync, statSync } from 'node:fs'
import type { Address } from 'viem'
import { addressOf } from '../../../scripts/demo/people.ts'
import { type CommandWorld, type Json, PEOPLE, commandWorld } from './world.ts'

const MARIE = 'Marie@Example.org'

describe('commands: moving house', () => {
  let world: CommandWorld
  let marie: Awaited<ReturnType<CommandWorld['newcomer']>>
  let placeholder: Address

  const file = (name: string) => world.inFolder(`${name}.signed.json`)
  const statusOf = async () => (await world.run('move:status')) as { moves: (Json & { state: string })[]; made: Json[] }

  before(async () => {
    world = await commandWorld('move')
    marie = await world.newcomer("Marie's wallet")
  })
  after(() => world.close())

  it('logs to addresses of people without a wallet, made of a secret', async () => {
    const mail = world.write('mail.csv', `name,address,identity\nAna,${PEOPLE.Ana},\nOld Marie,,${MARIE}\n`)
    const args = ['placeholder', mail, '--salt', world.inFolder('salt.txt'), '--out', world.inFolder('all.csv')]
    await world.refused(2, '--new-salt makes one', ...args)
    const made = await world.run(...args, '--new-salt')
    expect([made['people'], made['placeholders']]).to.deep.equal([2, 1])
    expect(statSync(world.inFolder('salt.txt')).mode & 0o077, 'for its owner alone').to.equal(0)
    const people = readFileSync(world.inFolder('all.csv'), 'utf8')
    expect(people).to.not.contain('example.org')
    placeholder = /Old Marie,(0x\w+)/.exec(people)?.[1] as Address

    const one = (who: string) => world.run('placeholder', who, '--salt', world.inFolder('salt.txt'))
    expect((await one(' marie@example.org '))['address']).to.equal(placeholder)
    expect((await one('mary@example.org'))['address']).to.not.equal(placeholder)
    await world.refused(2, 'is there already', ...args, '--new-salt')
    await world.refused(2, 'Of one person nothing is written.', 'placeholder', MARIE, '--salt', 'x', '--out', 'y')
    const bad = world.write('bad.csv', 'name,address,identity\nAna,,\n')
    await world.refused(2, 'Line 2 of bad.csv says neither or both', 'placeholder', bad, ...args.slice(2))
    world.name('Old Marie', placeholder)

    const work = world.write('work.csv', 'date,affiliate,kind,quantity,evidence\n2026-01-05,Old Marie,Design hour,6h,a sketch\n')
    await world.run('import', work, '--affiliates', world.inFolder('all.csv'), '--as', 'Ana')
    await world.run('log', '4h', 'Design hour', '--as', 'Chen')
    for (const batch of ['1', '2']) await world.run('attest', batch, '--as', 'Bruno')
    await world.run('wait', '4 days')
    await world.run('accept', '--all', '--as', 'relayer')
    await world.run('wait', '7 days')
    await world.mint(PEOPLE.customer, 10_000_000000n)
    await world.run('pay', '1000.00 USDC', '--as', 'customer')
  })

  it('lets her move in: she signs, peers attest, 30 days pass', async () => {
    const propose = ['move:propose', 'Old Marie', '--to', "Marie's wallet", '--reason', 'Ana met her', '--as', 'Ana']
    await world.refused(2, 'has not signed it', ...propose)
    await world.refused(
      2,
      'neither of the two',
      'move',
      'Old Marie',
      '--to',
      "Marie's wallet",
      '--sign',
      file('x'),
      '--as',
      'Ana',
    )
    const accept = (name: string, ...more: string[]) =>
      world.run('move', 'Old Marie', '--to', "Marie's wallet", '--sign', file(name), ...more, ...marie.as)
    await accept('own')
    await world.refused(2, 'accepts a move that the account makes by itself', ...propose, '--with', file('own'))
    await accept('accept', '--proposer', 'Ana')
    await world.refused(2, 'accepts a move that Ana', ...propose.slice(0, -1), 'Chen', '--with', file('accept'))
    await world.refused(2, 'was not submitted', 'relay', file('accept'), '--as', 'relayer')
    const other = ['move:propose', 'Chen', ...propose.slice(2), '--with', file('accept')]
    await world.refused(2, 'accepts another move', ...other)
    await world.run(...propose, '--with', file('accept'))
    await world.refused(1, 'was used or cancelled before', ...propose, '--with', file('accept'))

    expect((await statusOf()).moves.map(({ state }) => state)).to.deep.equal(['proposed'])
    await world.refused(2, 'No move is "2"', 'move:attest', '2', '--as', 'Bruno')
    await world.refused(1, 'attest', 'move:attest', '1', '--as', 'customer')
    await world.run('move:attest', '1', '--sign', file('attested'), '--as', 'Bruno')
    await world.run('move:attest', '1', '--with', file('attested'), '--as', 'relayer')
    await world.refused(1, 'The move can be made from', 'move:make', '1')
    await world.run('wait', '30 days')
    expect(await world.read('move:status')).to.contain('Anyone can make it. npm run ov -- move:make 1')
    await world.run('move:make', '1', '--as', 'relayer')
    expect(await world.run('move:status', 'Old Marie')).to.deep.include({ holder: marie.address, isMoved: true })
    expect(await world.run('move:status', "Marie's wallet")).to.deep.include({ before: [placeholder] })
  })

  it('pays her what she earned before and after', async () => {
    // 6 of 10 hours, of what is left after 3% and 5%.
    const share = 552_000000n
    await world.run('claim', "Marie's wallet", '--as', 'relayer')
    const paid = await world.balanceOf(marie.address)
    expect([share - paid <= 1n && paid <= share, await world.balanceOf(placeholder)], String(paid)).to.deep.equal([true, 0n])
    await world.run('pay', '1000.00 USDC', '--as', 'customer')
    const { paid: byPayday } = (await world.run('payday', '--receipt', world.inFolder('receipt.csv'))) as { paid: Json[] }
    expect(byPayday.map(({ account }) => account)).to.include(placeholder)
    expect((await world.balanceOf(marie.address)) > paid).to.equal(true)
  })

  it('moves at once where the account says so itself', async () => {
    const [maker, designer] = [addressOf('maker'), addressOf('designer')]
    world.name('maker', maker)
    world.name('designer', designer)
    const move = ['move', 'Chen', '--to', 'maker']
    await world.refused(2, 'has not signed it', ...move, '--as', 'Chen')
    await world.run(...move, '--sign', file('maker'), '--as', 'maker')
    await world.refused(2, 'is about another move', 'move', 'Chen', '--to', 'designer', '--with', file('maker'), '--as', 'Chen')
    await world.run(...move, '--sign', file('chen'), '--as', 'Chen')
    // Neither pays gas: a third sends what both have signed.
    const half = await world.refused(2, 'was not submitted', 'relay', file('chen'), '--as', 'relayer')
    expect(half.stdout).to.contain('A move takes two signatures')
    const { submitted, files } = await world.run('relay', file('chen'), file('maker'), '--as', 'relayer')
    expect([submitted, (files as Json[]).map(({ transaction }) => transaction)[0]]).to.deep.equal([
      2,
      (files as Json[])[1]?.['transaction'],
    ])

    await world.run('pay', '100.00 USDC', '--as', 'customer')
    const before = await world.balanceOf(maker)
    await world.run('claim', 'maker', '--as', 'relayer')
    expect((await world.balanceOf(maker)) > before, 'what Chen earned goes to who he is now').to.equal(true)
    await world.refused(1, 'who the account is now', 'payee', 'designer', '--as', 'Chen')
    await world.run('payee', 'designer', '--of', 'Chen', '--as', 'maker')
    await world.run('pay', '100.00 USDC', '--as', 'customer')
    const designers = await world.balanceOf(designer)
    await world.run('claim', 'Chen', '--as', 'relayer')
    expect((await world.balanceOf(designer)) > designers).to.equal(true)
  })

  it('is stopped by whoever is still there, by peers, and by the governor', async () => {
    const steal = async (reason: string) => {
      const { move } = await world.run('move:propose', 'Bruno', '--to', 'designer', '--reason', reason, '--as', 'designer')
      return String(move)
    }
    const first = await steal('He has lost his key')
    await world.refused(1, 'governor', 'move:attest', first, '--as', 'Ana')
    await world.refused(2, 'Say --approve or --reject.', 'move:decide', first, '--as', 'Ana')
    await world.run('move:decide', first, '--approve', '--as', 'Ana')
    await world.run('move:presence', '--as', 'Bruno')
    await world.run('wait', '30 days')
    await world.refused(1, 'it is cancelled', 'move:make', first)

    const second = await steal('He has lost it again')
    await world.run('move:object', second, '--reason', 'I saw him today', '--sign', file('saw'), '--as', 'maker')
    await world.run('relay', file('saw'), '--as', 'relayer')
    expect(await world.read('move:status'))
      .to.contain('I saw him today')
      .and.to.contain('the governor decides it')
    await world.run('move:decide', second, '--reject', '--as', 'Ana')
    const third = await steal('And again')
    await world.run('move:object', third, '--reason', 'No', '--as', 'Ana')
    const { moves, made } = await statusOf()
    expect(moves.map(({ state }) => state)).to.deep.equal(['made', 'cancelled', 'rejected', 'objected'])
    expect(made).to.have.length(2)
    expect(await world.run('move:status', 'Bruno')).to.deep.include({ isMoved: false, hasActed: true })
  })
})
