import { ethers } from 'ethers'
import { type Row, note, row } from './row.ts'
import { type Chain, gasOf, mined, packEntry, ventureConfig } from './scenario.ts'

const DAY = 86_400
const HAND_OVER = { period: 60 * DAY, affiliates: 3, accounts: 3 }
/** Those of a circle. */
const RULES = {
  lazyWindow: 5 * DAY,
  stopBps: 1_000,
  stopHeads: 2,
  consensusWindow: 7 * DAY,
  quorumBps: 5_000,
  quorumHeads: 0,
  delay: 2 * DAY,
  stepBps: 2_000,
  stewardTerm: 365 * DAY,
  termsInRow: 0,
  openLazy: 16,
  openPerProposer: 3,
  headVoice: 800n,
  proposerVoice: 100n,
}

/** What it costs to give a group its voice, and to decide. */
export async function measureGovernance(chain: Chain): Promise<Row[]> {
  const group = await openGroup(chain)
  const { deployed, people, earn, delegate, update } = group
  const [one, two, three, four] = people

  // The first voice of a venture, then the first of somebody else; both kinds of first are told by the dearer one.
  for (const person of people) await earn(person)
  await delegate(one, one)
  const firsts = [await update(one)]
  await delegate(two, two)
  firsts.push(await update(two))
  // Nobody has cast for the third before: a representative with no votes yet.
  await delegate(three, four)
  firsts.push(await update(three))
  await delegate(four, four)
  firsts.push(await update(four, four))

  const afters: bigint[] = []
  for (let round = 0; round < 3; round++) {
    for (const person of people) {
      await earn(person)
      afters.push(await update(person, round === 0 ? person : undefined))
    }
  }
  const decided = await decide(chain, group)
  return [
    row(
      'deploy-governor',
      'deploy with a governor: 4 kinds, 3 lines, 1 token, 1 steward, the founder first',
      deployed,
      900_000,
      undefined,
      '',
    ),
    row(
      'update-voice-first',
      "count an account's units of a kind as voice, for the first time",
      highest(firsts),
      150_000,
      undefined,
      '',
    ),
    row('update-voice', 'the same again, after more units', highest(afters), 115_000, undefined, ''),
    note('propose-decision', 'propose a task to the group, on the lazy track', decided.propose),
    note('vote', 'the first vote on it, with a reason', decided.vote),
    note('execute-decision', 'carry it out', decided.execute),
    note('take-over', 'take a venture over from its founder, 4 accounts', decided.takeOver),
  ]
}

async function openGroup(chain: Chain) {
  const { hh, networkHelpers, factory, token, voices, accounts } = chain
  const config = ventureConfig(accounts, await token.getAddress())
  const args = [config, RULES, HAND_OVER, ethers.id('group')] as const
  const deployed = await gasOf(factory.connect(accounts.founder).deployWithGovernor(...args))
  const [V, L, G] = await factory.predictWithGovernor(accounts.founder.address, ...args)
  const [venture, ledger] = [await hh.getContractAt('Venture', V), await hh.getContractAt('ContributionLedger', L)]
  const governor = await hh.getContractAt('LazyConsensusGovernor', G)
  await networkHelpers.impersonateAccount(L)
  await networkHelpers.setBalance(L, 10n ** 20n)
  const byLedger = venture.connect(await hh.getSigner(L))

  type Person = (typeof accounts)['holder']
  const people = [accounts.holder, accounts.steward, accounts.steward2, accounts.steward3] as const
  /** Units as an accepted batch would bring them. */
  const earn = (person: Person) => mined(byLedger.addUnits(ethers.id('batch'), [packEntry(person.address, 0, 4_000n)]))
  const delegate = (person: Person, to: Person) => mined(ledger.connect(person).delegate(to.address))
  const update = (person: Person, sender: Person = accounts.stranger) =>
    gasOf(voices.connect(sender).updateVoice(L, person.address, [0]))
  return { deployed, V, L, ledger, governor, people, earn, delegate, update }
}

async function decide(chain: Chain, { V, L, ledger, governor, people }: Awaited<ReturnType<typeof openGroup>>) {
  const { networkHelpers, handOvers, accounts } = chain
  const addresses = people.map(({ address }) => address).sort((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1))
  const takeOver = await gasOf(handOvers.connect(accounts.stranger).takeOver(V, addresses))
  const call = ledger.interface.encodeFunctionData('openTask', [ethers.id('task'), 0, 0n, 'ipfs://task'])
  const text = 'Open a task: test the new board'
  const content = [[L], [0n], [call]] as [string[], bigint[], string[]]
  const id = await governor.hashProposal(...content, ethers.id(text))
  const propose = await gasOf(governor.connect(people[0]).propose(...content, text))
  const vote = await gasOf(governor.connect(people[1]).castVoteWithReason(id, 1, 'It is needed.'))
  await networkHelpers.time.increase(RULES.lazyWindow + RULES.delay + 1)
  const execute = await gasOf(governor.connect(accounts.stranger).execute(...content, ethers.id(text)))
  return { takeOver, propose, vote, execute }
}

const highest = (list: readonly bigint[]) => list.reduce((most, gas) => (gas > most ? gas : most))
