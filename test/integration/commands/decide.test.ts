import { expect } from 'chai'
import { readFileSync } from 'node:fs'
import { type Address, parseAbi } from 'viem'
import { deployGovernedVenture } from '../../../scripts/demo/governed.ts'
import { type Person, addressOf, person } from '../../../scripts/demo/people.ts'
import { contribute } from '../../../scripts/demo/stage.ts'
import { inRoot } from '../../../scripts/deploy/artifacts.ts'
import { mined } from '../../../scripts/internal/chain.ts'
import { deployMock } from '../../../scripts/internal/contracts.ts'
import { type CommandWorld, type Json, PEOPLE, commandWorld } from './world.ts'

/** Five who contribute; each is a head. */
const TEAM: readonly Person[] = ['designer', 'engineer', 'technician', 'maker', 'custodian']
const HOUR = 0
const ANSWER = parseAbi(['function setAnswer(uint8 answer)'])

describe('commands: deciding together', () => {
  let world: CommandWorld

  const file = (name: string) => world.inFolder(`${name}.signed.json`)
  const vote = (number: string, what: string, ...people: readonly Person[]) =>
    people.reduce<Promise<unknown>>(
      (before, name) => before.then(() => world.run('decide:vote', number, what, '--as', name)),
      Promise.resolve(),
    )
  const stateOf = async (number: string) => (await world.run('decide:show', number))['state']

  before(async () => {
    world = await commandWorld('decide')
    const { client } = world.chain
    const stage = { client, token: world.token, contracts: world.contracts }
    const silent = await deployMock(client, person('founder'), 'OddTokens.sol/BalanceToken')
    const workshop = await deployGovernedVenture(stage, {
      name: 'Workshop',
      pools: [{ type: 'equity' }],
      kinds: [{ name: 'Hour', unit: 'h', decimals: 2, pool: 1, rate: 10n }],
      equation: [{ pool: 1, basis: 'remaining', shareBps: 10_000 }],
      steward: 'technician',
      tokens: [silent],
    })
    const work = TEAM.map((by) => ({ by, kind: HOUR, quantity: 40_00n }))
    await contribute(stage, workshop, work, ['steward', 'second steward'])
    // All of it goes on beside a token that answers no more.
    const answer = { address: silent, abi: ANSWER, functionName: 'setAnswer', args: [1] } as const
    await mined(client, client.writeContract({ ...answer, account: person('founder') }))
    for (const name of [...TEAM, 'steward', 'second steward'] as const) world.name(name, addressOf(name))
    await world.refused(2, 'governs Tide gauge alone', 'decide:list')
    world.use(workshop.venture)
  })
  after(() => world.close())

  it('takes over what was published, once five show their voice', async () => {
    const weight = ['decide:propose', 'weight', 'Hour', '11', '--reason', 'Others pay more']
    const due = await world.read('decide:take-over')
    expect(due).to.contain('or before, once 5 show their voice').and.to.contain('0% is within reach now')
    expect((await world.run('decide:powers'))['isGroup']).to.equal(false)

    for (const name of TEAM.slice(1)) await world.run('decide:delegate', '--as', name)
    await world.refused(1, "is not the venture's governor", ...weight, '--as', 'engineer')
    await world.refused(1, 'accounts', 'decide:take-over', ...TEAM.slice(1))
    // The designer has no gas: somebody else sends it, and counts the voice.
    await world.run('decide:delegate', '--sign', file('opt-in'), '--as', 'designer')
    expect(await world.read('relay', file('opt-in'), '--as', 'relayer')).to.contain('cast its own voice')
    expect(await world.read('decide:voice', 'designer', '--as', 'relayer')).to.contain('Not counted yet: Hour')
    await world.run('decide:voice', 'designer', '--count', '--as', 'relayer')
    await world.run('wait', '1 hour')
    const voice = await world.run('decide:voice', 'designer')
    expect([voice['units'], voice['reachable']]).to.deep.equal(['4000', '20000'])

    await world.run('decide:take-over', ...TEAM, '--as', 'relayer')
    await world.refused(1, 'has no hand-over', 'decide:take-over')
    const powers = await world.read('decide:powers')
    expect(powers)
      .to.contain('governed by those who contribute')
      .and.to.match(/lazy track, 7 days at least/)
  })

  it('lets a small step pass by silence, unless two object; then it is put to the vote', async () => {
    const weight = ['decide:propose', 'weight', 'Hour', '12', '--reason', 'Others pay more', '--as', 'designer']
    const dry = await world.run(...weight, '--dry-run')
    expect(JSON.stringify(dry)).to.contain('new weight for Hour from now on: 12 instead of 10').and.to.contain('Lazy track')
    expect(await world.run(...weight)).to.deep.include({ number: 1, track: 'lazy' })
    await world.refused(1, 'voice', 'decide:vote', '1', 'for', '--as', 'relayer')
    await world.run('decide:object', '1', '--reason', 'We can not pay that', '--as', 'engineer')
    await world.run('decide:object', '1', '--reason', 'Nor I', '--sign', file('objection'), '--as', 'maker')
    expect(await world.read('relay', file('objection'), '--as', 'relayer')).to.contain('Object to decision 1')
    await world.refused(1, 'one vote each', 'decide:object', '1', '--reason', 'Again', '--as', 'maker')
    await world.run('wait', '6 days')
    const shown = await world.read('decide:show', '1')
    expect(shown)
      .to.contain('stopped')
      .and.to.contain('decide:escalate 1')
      .and.to.match(/maker .* against +10% +Nor I/)
    await world.refused(1, 'is defeated', 'decide:execute', '1')

    await world.run('decide:escalate', '1', '--as', 'relayer')
    await vote('1', 'for', 'designer', 'technician', 'custodian')
    await world.run('wait', '8 days')
    expect(await stateOf('1'), 'three are no two thirds of five').to.equal('rejected')
    expect(await world.read('decide:list'))
      .to.contain('Nothing waits')
      .and.to.contain('1 are over')

    // A smaller one nobody objects to.
    await world.run('decide:propose', 'weight', 'Hour', '11', '--reason', 'A little more', '--as', 'designer')
    await world.run('wait', '6 days')
    expect(await stateOf('2')).to.equal('waiting')
    await world.refused(1, 'what was decided waits', 'decide:execute', '2')
    await world.run('wait', '2 days')
    await world.run('decide:execute', '2', '--as', 'relayer')
    expect(await stateOf('2')).to.equal('executed')
    const further = await world.read(
      'decide:propose',
      'weight',
      'Hour',
      '13',
      '--reason',
      'More',
      '--dry-run',
      '--as',
      'designer',
    )
    expect(further, 'small steps add up').to.contain('13 instead of 11').and.to.contain('Consensus track')
  })

  it('elects by a vote, recalls at once, and applies after the notice', async () => {
    const both = world.write(
      'both.json',
      JSON.stringify([
        { type: 'removeSteward', account: 'second steward' },
        { type: 'setRules', rules: { lazyWindow: '6 days', stopBps: '5%' } },
      ]),
    )
    const propose = (...words: string[]) => world.run('decide:propose', ...words, '--as', 'engineer')
    const elect = await propose('steward', 'maker', '--reason', 'He knows the work')
    const recall = await propose('--file', both, '--title', 'Other keepers', '--reason', 'He moved away')
    expect([elect['track'], recall['track'], elect['number'], recall['number']]).to.deep.equal(['consensus', 'consensus', 3, 4])
    expect((recall['words'] as string[]).join()).to.contain('lazy window 6 days instead of 5 days')
    for (const number of ['3', '4']) await vote(number, 'for', 'designer', 'engineer', 'technician')
    await world.run('decide:vote', '4', 'against', '--reason', 'He is kind', '--sign', file('ballot'), '--as', 'maker')
    await world.run('relay', file('ballot'), '--as', 'relayer')
    await world.run('wait', '10 days')
    for (const number of ['3', '4']) await world.run('decide:execute', number, '--as', 'relayer')
    expect(await world.read('decide:apply'))
      .to.contain('maker')
      .and.to.contain('becomes a steward until')
    await world.run('wait', '8 days')
    const { applied, waiting } = (await world.run('decide:apply', '--as', 'relayer')) as { applied: Json[]; waiting: Json[] }
    expect([applied.length, waiting.length]).to.deep.equal([1, 0])
    const { rules } = (await world.run('decide:powers')) as { rules: Json }
    expect([rules['lazyWindow'], rules['stopBps'], rules['stopHeads']]).to.deep.equal([518_400, 500, 2])
  })

  it('hands voice to a representative and back, and lets a proposer withdraw', async () => {
    await world.run('decide:delegate', 'engineer', '--as', 'custodian')
    const together = await world.run('decide:voice', 'engineer')
    expect([together['units'], together['votes']]).to.deep.equal(['4000', '8000'])
    await world.run('decide:recall', '--as', 'custodian')
    expect((await world.run('decide:voice', 'engineer'))['votes']).to.equal('4000')
    await world.run('decide:recall', '--leave', '--as', 'custodian')
    await world.run('wait', '1 hour')
    expect((await world.run('decide:voice', 'custodian'))['reachable']).to.equal('16000')

    const task = [
      'decide:propose',
      'task',
      'New jig',
      'Hour',
      '12h',
      '--uri',
      'https://example.org',
      '--reason',
      'We need it',
      '--as',
      'maker',
    ]
    expect(await world.run(...task)).to.deep.include({ number: 5, track: 'lazy' })
    await world.refused(1, 'can not withdraw', 'decide:withdraw', '5', '--as', 'engineer')
    const status = await world.read('status')
    expect(status).to.contain('1 decision is open').and.to.contain('It passes after').and.to.contain('which does not answer')
    await world.run('decide:withdraw', '5', '--as', 'maker')
    expect(await stateOf('5')).to.equal('withdrawn')
    await world.refused(1, 'The same was proposed before', ...task)
  })

  it('says in words whatever can be proposed, and which track it takes', async () => {
    await world.run('log', '3h', 'Hour', '--as', 'maker')
    // As docs/governance.md shows it.
    const [, shown = ''] = /```json\n([\s\S]*?)```/.exec(readFileSync(inRoot('docs/governance.md'), 'utf8')) ?? []
    const list = world.write('list.json', shown)
    for (const name of ['infrastructure', 'network'] as const) world.name(name, addressOf(name))
    for (const [words, told, track] of [
      [['kind', 'Drawing hour', 'h', '--weight', '10'], 'new kind: Drawing hour, counted in h, in pool 1', 'Lazy'],
      [['kind', 'Drawing hour', 'h', '--weight', '20'], 'weight 20, voice 1', 'Consensus'],
      [['pool', 'debt', '--cap', '120%'], 'new pool of debts in', 'Lazy'],
      [['pool', 'equity', '--opening', '3 days'], 'opening 3 days after the first points', 'Lazy'],
      [['task', 'New jig', 'Hour', '12h', '--uri', 'https://example.org'], '12 h of Hour', 'Lazy'],
      [['notice', '20 days'], 'changes need 20 days of notice, at once', 'Lazy'],
      [['notice', '5 days'], 'after the notice: changes need 5 days', 'Consensus'],
      [['resolve', '1', 'reject'], 'nothing is accepted', 'Lazy'],
      [['close-kind', 'Hour'], 'takes no more contributions', 'Consensus'],
      [['reweigh', '0', '9'], 'past contributions, too: 9 instead of 10', 'Consensus'],
      [['bar', 'relayer'], 'is barred from taking part', 'Consensus'],
      [['bar', 'relayer', '--lift'], 're-admitted', 'Consensus'],
      [['token', 'USDC', '--mute'], 'USDC is left out of automatic distribution', 'Consensus'],
      [['governor', 'Ana'], 'becomes governor', 'Consensus'],
      [['pay', 'relayer', '20.00 USDC'], 'is paid 20.00 USDC', 'Lazy'],
      [['pay', 'relayer', '0.5 ETH'], 'is paid 0.50 ETH', 'Lazy'],
      [['cancel', 'equation'], 'taken back: ', 'Consensus'],
      [['--file', list], 'objections within 5 days instead of 3 days', 'Consensus'],
      [['--file', list], '5% of everything to infrastructure', 'Consensus'],
    ] as const) {
      const dry = await world.read('decide:propose', ...words, '--reason', 'x', '--dry-run', '--as', 'engineer')
      expect(dry, words.join(' ')).to.contain(told).and.to.contain(`${track} track`)
    }
  })

  it('begins where a wallet governed, after its notice', async () => {
    const workshop = (await world.run('status'))['venture'] as Address
    world.use(world.venture)
    expect(await world.read('decide:begin', '--as', 'relayer', '--dry-run')).to.not.contain('Announce it')
    const { governor } = await world.run('decide:begin', '--size', 'crew', '--as', 'Ana')
    expect((await world.run('decide:powers'))['isGroup']).to.equal(false)
    await world.run('wait', '15 days')
    await world.run('decide:apply', '--as', 'relayer')
    const { isGroup, rules, ...powers } = (await world.run('decide:powers')) as {
      isGroup: boolean
      governor: string
      rules: Json
    }
    expect([isGroup, powers.governor, rules['stopHeads'], rules['headVoice']]).to.deep.equal([true, governor, 1, '800'])
    world.use(workshop)
  })

  it('tells what is wrong with what was typed', async () => {
    const propose = (...words: string[]) => ['decide:propose', ...words, '--as', 'engineer']
    const why = ['--reason', 'x']
    await world.refused(2, 'There is weight, kind', ...propose('sing', ...why))
    await world.refused(2, 'takes 2 words, and there are 1', ...propose('weight', 'Hour', ...why))
    await world.refused(2, 'A proposal says why', ...propose('weight', 'Hour', '11'))
    await world.refused(2, 'Say what is to be decided', ...propose(...why))
    await world.refused(2, 'is no list', ...propose('--file', world.write('a.json', '{}'), ...why))
    await world.refused(2, 'is no JSON', ...propose('--file', world.write('b.json', '['), ...why))
    await world.refused(2, 'has no action', ...propose('--file', world.write('c.json', '[]'), ...why))
    const short = world.write('d.json', '[{"type":"setRules","rules":{"lazyWindow":"1 day"}}]')
    await world.refused(1, 'lazyWindow', ...propose('--file', short, ...why))
    await world.refused(2, 'No decision is "99"', 'decide:show', '99')
    await world.refused(1, 'can cast 0 voice', ...propose('weight', 'Hour', '11', ...why).slice(0, -1), 'relayer')
  })

  it('deploys a venture that its contributors govern, at once or after a hand-over', async () => {
    const deploy = ['venture:deploy', '--preset', 'equalRate', '--lazy-consensus', '--as', 'Ana']
    const circle = [...deploy, '--size', 'circle', '--name', 'Circle']
    expect(await world.read(...circle, '--dry-run')).to.match(
      /after 60 days, or before, once 5 show their voice, 5 who .* take over/,
    )
    const handed = await world.run(...circle)
    world.use(handed['venture'] as Address)
    const before = (await world.run('decide:powers')) as { isGroup: boolean; governor: string; handOver: Json }
    expect([before.isGroup, before.governor, before.handOver['governor']]).to.deep.equal([false, PEOPLE.Ana, handed['governor']])

    const network = await world.run(...deploy, '--size', 'network', '--name', 'Network')
    world.use(network['venture'] as Address)
    const atOnce = (await world.run('decide:powers')) as { isGroup: boolean; governor: string; rules: Json }
    expect([atOnce.isGroup, atOnce.governor, atOnce.rules['stopHeads']]).to.deep.equal([true, network['governor'], 5])
    const file = world.write(
      'own.json',
      JSON.stringify({
        preset: 'equalRate',
        name: 'Own',
        founder: PEOPLE.Ana,
        governor: { lazyConsensus: { rules: { lazyWindow: '1 day' } } },
      }),
    )
    await world.refused(2, 'lazyWindow', 'venture:deploy', file)
  })
})
