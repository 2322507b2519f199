import { type Log, type Transaction, quantity } from '../chain.ts'
import { heldInUses } from './invariants.ts'
import { isReachable, settlersOf } from './machineActions.ts'
import { observe, type Sight } from './observer.ts'
import { ZERO_HASH } from '../signing.ts'
import { encoded } from './decisions.ts'
import { type CampaignGhost, type EquipmentWorld, ETH, INITIATOR, STRANGER } from './world.ts'
import type { MachineView } from './words.ts'

/** Run on a snapshot that is taken back afterwards; says what is wrong, or nothing. The model is left alone. */
export type Trial = (world: EquipmentWorld, campaign: CampaignGhost) => Promise<string | undefined>

const RICH = 2n ** 124n

/** Something that must be possible was not. */
class Stuck extends Error {}

function stuckAs(trial: Trial): Trial {
  return async (world, campaign) => {
    try {
      return await trial(world, campaign)
    } catch (error) {
      if (error instanceof Stuck) return error.message
      throw error
    }
  }
}

async function act({ chain }: EquipmentWorld, what: string, tx: Transaction): Promise<readonly Log[]> {
  const outcome = await chain.send(tx)
  if (!outcome.ok) throw new Stuck(`${what} was refused with ${chain.nameOf(outcome)}`)
  return (await chain.receipt(outcome.hash)).logs
}

/** Everybody is paid back and all goes on: what a campaign that failed owes is there to the unit, and nothing stays behind. */
const everythingGoes: Trial = async (world, campaign) => {
  await windUp(world, campaign)
  let sight = await observe(world, campaign, campaign.isInService)
  if (sight.balance !== 0n) return `${campaign.name} is over and keeps ${sight.balance}`
  if (!sight.machineView) return
  await payBack(world, campaign, sight)
  await claimAll(world, campaign)
  sight = await observe(world, campaign, true, true)
  const machine = sight.machineView as MachineView
  for (const token of world.tokens) {
    const left = sight.balances.get(token) ?? 0n
    const kept = token === campaign.token ? keptFor(world, campaign, machine) : 0n
    if (left !== kept) return `${token}: the machine of ${campaign.name} keeps ${left}, and not ${kept}`
  }
}

/** Ends it, if it goes on, and pays all its pledgers back. */
async function windUp(world: EquipmentWorld, campaign: CampaignGhost): Promise<void> {
  const { chain, abi } = world
  const { address: to, terms } = campaign
  const from = world.account(STRANGER)
  const send = (what: string, name: string, values: readonly unknown[], sender = from, at?: bigint) =>
    act(world, what, { from: sender, to, data: abi.campaign.encodeFunctionData(name, values), ...(at !== undefined && { at }) })
  if (campaign.state(chain.now + 5n) === 'open') await send('cancelling', 'cancel', [], world.account(INITIATOR))
  // What was not released until then goes back.
  const isFunded = campaign.state(chain.now) === 'funded'
  await send('passing on', 'passOn', [], from, isFunded ? terms.releaseDeadline : undefined)
  const { view } = campaign
  if (view.spent !== view.raised) {
    for (const account of campaign.pledgers) {
      if (view.pledged(account) !== 0n && !view.isPaidBack(account)) await send(`refunding ${account}`, 'refund', [account])
    }
  }
  await send('passing on', 'passOn', [])
}

/** Settles what is contested, pays what is logged, and brings enough to pay everybody back. */
async function payBack(world: EquipmentWorld, campaign: CampaignGhost, { machineView }: Sight): Promise<void> {
  const { abi } = world
  const { machine, token, terms, machineTerms } = campaign
  const view = machineView as MachineView
  const from = world.account(STRANGER)
  const send = (what: string, name: string, values: readonly unknown[], sender = from, value = 0n) =>
    act(world, what, { from: sender, to: machine, data: abi.machine.encodeFunctionData(name, values), value })
  await provide(world, from, token, machine)
  for (const use of campaign.openUses()) {
    const settler = settlersOf({ world }, view, use)[0]
    if (use.status === 'contested') {
      if (settler === undefined) continue
      const stands = use.invoice[0] % 2n === 0n
      await send('settling', 'settle', [use.invoice, stands, ZERO_HASH, ''], settler)
      if (!stands) continue
    }
    const left = use.total - view.usePaid(use.id)
    if (left !== 0n) await send('paying', 'payUse', [use.invoice, 0, left], from, token === ETH ? left : 0n)
  }
  const much = (view.end * 10_000n) / BigInt(machineTerms.paybackBps) + terms.goal
  await send('a sale', 'pay', [token, much, ZERO_HASH], from, token === ETH ? much : 0n)
  for (const each of campaign.listed(view)) await send(`sharing ${each}`, 'sync', [each])
}

/** Everyone takes what is theirs, and the governor spends the maintenance money. */
async function claimAll(world: EquipmentWorld, campaign: CampaignGhost): Promise<void> {
  const { abi } = world
  const { machine, terms } = campaign
  const { machineView: before } = await observe(world, campaign, true)
  const view = before as MachineView
  const send = (what: string, name: string, values: readonly unknown[], from = world.account(STRANGER)) =>
    act(world, what, { from, to: machine, data: abi.machine.encodeFunctionData(name, values) })
  const tokens = campaign.listed(view)
  // Whoever was taken for nobody's wallet, and has one, says so.
  const strange = world.people.filter((account) => world.isWallet(account) && !isReachable(campaign, view, account))
  for (const account of strange) await send('naming a payee', 'setPayee', [account, account], account)
  const able = [...new Set([...world.people, ...world.creditors])].filter(
    (account) => strange.includes(account) || isReachable(campaign, view, account),
  )
  // The network last: what rounding left of the payback comes to it with the last co-owner.
  for (const account of [...able.filter((other) => other !== terms.venture), terms.venture]) {
    await send(`a claim of ${account}`, 'claim', [account, tokens, [], 0])
  }
  for (const account of world.people) {
    const held = view.deposit(account)
    if (held !== 0n && world.isWallet(account))
      await send('taking back what was put by', 'withdrawDeposit', [account, held], account)
  }
  const { machineView } = await observe(world, campaign, true)
  for (const token of tokens) {
    const amount = machineView?.credit(token, machine) ?? 0n
    if (amount === 0n) continue
    const decision = { type: 'spending', token, recipient: world.account(INITIATOR), amount, invoiceHash: ZERO_HASH } as const
    await send('spending maintenance money', 'enact', encoded(decision), world.governorOf(campaign))
  }
}

/** What nobody can take: of those without a wallet, and of uses that no steward can decide about. */
function keptFor(world: EquipmentWorld, campaign: CampaignGhost, machine: MachineView): bigint {
  const owners = world.people.filter((account) => campaign.view.pledged(account) !== 0n)
  const waiting = owners.every((account) => machine.isSettled(account))
    ? 0n
    : machine.repaid - owners.reduce((sum, account) => sum + machine.paid(account), 0n)
  const deposits = world.people.reduce((sum, account) => sum + machine.deposit(account), 0n)
  return waiting + deposits + heldInUses(campaign, machine)
}

async function provide({ chain, abi }: EquipmentWorld, account: string, token: string, spender: string): Promise<void> {
  if (token === ETH) return void (await chain.ask('hardhat_setBalance', account, quantity(RICH)))
  await chain.send({ from: account, to: token, data: abi.token.encodeFunctionData('mint', [account, RICH]) })
  await chain.send({ from: account, to: token, data: abi.token.encodeFunctionData('approve', [spender, RICH]) })
}

export const TRIALS: Record<string, Trial> = { W: stuckAs(everythingGoes) }
