import { campaignStateNames } from '../../../sdk/src/abis/enums.ts'
import { campaignModel, machineModel } from '../../../sdk/src/model/index.ts'
import { GAS, hex, quantity } from '../chain.ts'
import { campaignWord, machineWord } from './expected.ts'
import { type CampaignGhost, type EquipmentWorld, ETH } from './world.ts'
import { CampaignView, MachineView, type Place, proposalPlaces, usePlaces } from './words.ts'

/** A campaign and its machine as the chain has them, and how the model differs. */
export type Sight = {
  view: CampaignView
  machineView: MachineView | undefined
  /** Of its own token; the machine's, of each token. */
  balance: bigint
  balances: ReadonlyMap<string, bigint>
  difference: string | undefined
}

/** Reads both in one call, with a reader in place of their own code: nothing else sees as much in as little time. */
export async function observe(
  world: EquipmentWorld,
  campaign: CampaignGhost,
  isInService: boolean,
  isWhole = false,
): Promise<Sight> {
  const { chain, base, index, books, tokens } = world
  const { address, machine, token, pledgers } = campaign
  const objectors = [...pledgers]
  const proposals = isWhole ? campaign.proposals : campaign.watchedProposals()
  const uses = isWhole ? campaign.uses : campaign.watchedUses()
  const growing = proposals.flatMap(({ id }) => campaign.placesOf(`proposal ${id}`, () => proposalPlaces(id, objectors)))
  const growingInMachine = isInService
    ? [...campaign.ownPlaces, ...uses.flatMap(({ id }) => campaign.placesOf(`use ${id}`, () => usePlaces(id)))]
    : []

  const reads: [target: string, data: string][] = [[address, slotsOf(books.campaign, growing)]]
  if (isInService) reads.push([machine, slotsOf(books.machine, growingInMachine)])
  const held = [[token, address] as const, ...(isInService ? tokens.map((each) => [each, machine] as const) : [])]
  for (const [each, holder] of held) {
    if (each === ETH) reads.push([`0x${'0'.repeat(40)}`, holder])
    else reads.push([each, `0x70a08231${hex(BigInt(holder))}`])
  }
  const overrides = { [address]: { code: base.reader }, ...(isInService && { [machine]: { code: base.reader } }) }
  const data = readingOf(base.abi.lens.getFunction('read')?.selector ?? '', reads)
  const call = { from: world.account(0), to: base.lens, data, gas: quantity(GAS) }
  const answer = (await chain.ask('eth_call', call, 'latest', overrides)) as string

  let at = 130
  const take = (words: number) => answer.slice(at, (at += 64 * words))
  const view = new CampaignView(index.campaign, growing, take(index.campaign.size + growing.length))
  const machineView = isInService
    ? new MachineView(index.machine, growingInMachine, take(index.machine.size + growingInMachine.length))
    : undefined
  const [balance = 0n, ...others] = held.map(() => BigInt(`0x${take(1)}`))
  const balances = new Map(tokens.map((each, i) => [each, others[i] ?? 0n]))
  return { view, machineView, balance, balances, difference: differenceOf(campaign, { view, machineView, balance, balances }) }
}

/** Holds what views say of an account, and of both contracts, against the model. */
export async function compareViews(world: EquipmentWorld, campaign: CampaignGhost, account: string): Promise<string | undefined> {
  const { chain, base, abi } = world
  const { address, machine, model, token } = campaign
  const { inService } = model
  const reads: [target: string, data: string][] = []
  const expected: [name: string, value: bigint][] = []
  const ask = (of: 'campaign' | 'machine', name: string, values: readonly unknown[], value: bigint) => {
    reads.push([of === 'campaign' ? address : machine, abi[of].encodeFunctionData(name, values)])
    expected.push([name, value])
  }
  ask('campaign', 'state', [], BigInt(campaignStateNames.indexOf(campaignModel.campaignState(model))))
  ask('campaign', 'refundOf', [account], campaignModel.refundOf(model, account))
  if (inService) {
    ask('machine', 'decider', [], BigInt(machineModel.deciderOf(inService)))
    ask('machine', 'payeeOf', [account], BigInt(machineModel.payeeOf(inService, account)))
    ask('machine', 'maintenanceOf', [token], machineModel.maintenanceOf(inService, token))
    const tokens = [...inService.books.keys()]
    const amounts = tokens.map((each) => machineModel.previewClaim(inService, account, each))
    ask('machine', 'previewClaim', [account, tokens, []], 32n)
    for (const value of [BigInt(amounts.length), ...amounts]) expected.push([`previewClaim of ${account}`, value])
  }
  const data = readingOf(base.abi.lens.getFunction('read')?.selector ?? '', reads)
  const outcome = await chain.dry({ from: world.account(0), to: base.lens, data })
  if (!outcome.ok) return `a view reverted: ${chain.nameOf(outcome)}`
  const words = (outcome.data.slice(130).match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`))
  const wrong = expected.flatMap(([name, value], i) =>
    words[i] === value ? [] : [`${name}: ${words[i]} on chain, ${value} by the model`],
  )
  return wrong.length === 0 ? undefined : `views of ${campaign.name}\n  ${wrong.join('\n  ')}`
}

/** The lens's arguments, laid out by hand: a library takes longer for so many bytes than all the rest of a step. */
function readingOf(selector: string, reads: readonly (readonly [target: string, data: string])[]): string {
  let offset = 32 * reads.length
  let offsets = ''
  let calls = ''
  for (const [target, data] of reads) {
    const bytes = data.slice(2)
    const padded = bytes.padEnd(64 * Math.ceil(bytes.length / 64), '0')
    offsets += hex(offset)
    calls += hex(BigInt(target)) + hex(64) + hex(bytes.length / 2) + padded
    offset += 96 + padded.length / 2
  }
  return selector + hex(32) + hex(reads.length) + offsets + calls
}

function slotsOf(book: string, growing: readonly Place[]): string {
  return `0x${hex(1)}${hex(BigInt(book))}${growing.map(({ slot }) => hex(slot)).join('')}`
}

function differenceOf(
  campaign: CampaignGhost,
  { view, machineView, balance, balances }: Omit<Sight, 'difference'>,
): string | undefined {
  const { model } = campaign
  const wrong: string[] = []
  const compare = (name: string, actual: string, expected: string) => {
    if (actual !== expected) wrong.push(`${name}: ${BigInt(`0x${actual}`)} on chain, ${BigInt(`0x${expected}`)} by the model`)
  }
  for (const name of view.names()) compare(name, view.textOf(name), campaignWord(campaign, name))
  compare('balance', hex(balance), hex(model.balance))
  const { inService } = model
  if (machineView && inService) {
    for (const name of machineView.names()) compare(name, machineView.textOf(name), machineWord(campaign, inService, name))
    for (const [token, held] of balances) compare(`balance ${token}`, hex(held), hex(inService.balances.get(token) ?? 0n))
  } else if (machineView || inService) wrong.push(`a machine ${machineView ? 'on chain' : 'by the model'} only`)
  if (wrong.length === 0) return undefined
  return [...wrong.slice(0, 8), ...(wrong.length > 8 ? [`and ${wrong.length - 8} more`] : [])].join('\n  ')
}
