import { type Address, erc20Abi, getAddress, isAddress, isAddressEqual, keccak256, slice, stringToBytes } from 'viem'
import {
  ContractMissingError,
  type DecisionNames,
  ETH,
  type GetCampaignReturnType,
  type GetMachineReturnType,
  formatAmount,
  getCampaign,
  getMachine,
  getPosition,
  getTokens,
  parseAddress,
  prepareApprovePayment,
} from '@open-value/sdk'
import { type Context, type NamedToken, senderOf } from './context.ts'
import { InputError } from './errors.ts'
import { type KnownCampaign, knownCampaigns, knownVentures } from './local.ts'
import { when } from './output.ts'
import type { Planned } from './submit.ts'
import { mintMissing } from './tokens.ts'

export type OpenCampaign = GetCampaignReturnType & {
  token: NamedToken
  /** File with the text its pledgers sign, where it was deployed from here. */
  agreementFile: string | undefined
}

export type OpenMachine = Omit<GetMachineReturnType, 'token'> & { token: NamedToken; tokens: NamedToken[] }

/** The campaign the options name, or the one deployed last. */
export async function openCampaign(context: Context, given = context.options.campaign): Promise<OpenCampaign> {
  const known = find(context, given, 'campaign')
  const { client, contracts } = context
  const campaign = await getCampaign(client, { campaign: known.address, campaignFactory: contracts.campaignFactory })
  addNames(context, campaign)
  return {
    ...campaign,
    token: await namedToken(context, campaign.terms.token),
    agreementFile: known.agreement,
  }
}

/** The machine the options name, or that of the campaign deployed last. */
export async function openMachine(context: Context, given = context.options.machine): Promise<OpenMachine> {
  const { address } = find(context, given, 'machine')
  const { client, contracts } = context
  const [machine, listed] = await Promise.all([
    getMachine(client, { machine: address, campaignFactory: contracts.campaignFactory }),
    getTokens(client, { venture: address }),
  ]).catch((error: unknown) => {
    if (!(error instanceof ContractMissingError)) throw error
    throw new InputError(`No machine stands at ${address}.`, [
      'Perhaps its campaign has not bought it yet: see `campaign:status`.',
    ])
  })
  addNames(context, machine)
  const tokens = listed.map(({ token, symbol, decimals }) => ({ token, symbol: symbol ?? token, decimals: decimals ?? 0 }))
  const token = tokens.find((other) => isAddressEqual(other.token, machine.token)) ?? (await namedToken(context, machine.token))
  return { ...machine, token, tokens }
}

function find(context: Context, given: string | undefined, what: 'campaign' | 'machine') {
  const known = knownCampaigns(context.chainId)
  const addressIn = (entry: KnownCampaign) => entry[what]
  if (given !== undefined && isAddress(given, { strict: false })) {
    const same = (address?: string) => address?.toLowerCase() === given.toLowerCase()
    const entry = known.find(({ campaign, machine }) => same(campaign) || same(machine))
    return { address: (entry && addressIn(entry)) ?? parseAddress(given), agreement: entry?.agreement }
  }
  const possible = known.filter((entry) => addressIn(entry) !== undefined)
  const entry =
    given === undefined ? possible.at(-1) : possible.findLast(({ name }) => name.toLowerCase() === given.toLowerCase())
  const address = entry && addressIn(entry)
  if (address) return { address, agreement: entry.agreement }
  const names = possible.length > 0 ? `Known are ${possible.map(({ name }) => name).join(', ')}.` : 'None was deployed from here.'
  throw new InputError(given === undefined ? `Which ${what}?` : `There is no ${what} "${given}".`, [
    names,
    `Name it with --${what}, or give its address.`,
  ])
}

function addNames(
  { people, chainId }: Context,
  { name, campaign, machine }: { name: string; campaign: Address; machine: Address | undefined },
): void {
  people.add(knownVentures(chainId).map(({ name, venture }) => [name, venture] as const))
  people.add([[name, campaign]])
  if (machine) people.add([[`${name}, machine`, machine]])
}

/** A token with its symbol and decimals, as it tells them. */
export async function namedToken({ client }: Context, token: Address): Promise<NamedToken> {
  if (isAddressEqual(token, ETH)) return { token, symbol: 'ETH', decimals: 18 }
  const contract = { abi: erc20Abi, address: token } as const
  const [symbol, decimals] = await Promise.all([
    client.readContract({ ...contract, functionName: 'symbol' }).catch(() => token),
    client.readContract({ ...contract, functionName: 'decimals' }).catch(() => 0),
  ])
  return { token, symbol, decimals }
}

/** How decisions are told. */
export function decisionNames(
  { people }: Context,
  { token }: { token: NamedToken },
  tokens: readonly NamedToken[] = [token],
): DecisionNames {
  const of = (address: Address) => tokens.find((known) => isAddressEqual(known.token, address))
  return {
    account: (account) => people.both(account),
    token: (address) => of(address)?.symbol ?? address,
    amount: (amount, address) => formatAmount(amount, address ? (of(address) ?? { symbol: address, decimals: 0 }) : token),
  }
}

/**
 * Somebody who has no wallet yet is known to a campaign by an address nobody has a key of, the same for the same name.
 */
export function placeholderOf(campaign: Address, name: string): Address {
  return getAddress(slice(keccak256(stringToBytes(`${campaign.toLowerCase()} ${name.trim().toLowerCase()}`)), 12))
}

/** Who is meant, somebody without a wallet included. */
export async function pledgerOf(context: Context, campaign: Address, who: string): Promise<Address> {
  const placeholder = placeholderOf(campaign, who)
  const { pledged } = await getPosition(context.client, { campaign, account: placeholder })
  if (pledged === 0n) return context.people.addressOf(who)
  context.people.add([[who, placeholder]])
  return placeholder
}

/** What it takes before a contract can take a token: play money on a local chain, and an allowance. */
export async function allow(
  context: Context,
  { token }: NamedToken,
  spender: Address,
  amount: bigint,
  owner = senderOf(context).address,
): Promise<Planned[]> {
  const minted = await mintMissing(context, token, owner, amount)
  if (amount === 0n || isAddressEqual(token, ETH)) return minted
  const args = [owner, spender] as const
  const allowed = await context.client.readContract({ abi: erc20Abi, address: token, functionName: 'allowance', args })
  if (allowed >= amount) return minted
  const what = `Let ${context.people.both(spender)} take it.`
  return [...minted, { what, ...prepareApprovePayment({ spender, token, amount }) }]
}

export type StateWords = {
  /** Where it stands, and why. */
  words: string
  /** When that can change by itself, seconds since 1970. */
  until: number | undefined
}

/** Where a campaign stands, with its reason. */
export function stateWords(campaign: OpenCampaign): StateWords {
  const { state, terms, raised, spent, token, isCancelled, end } = campaign
  const amount = (units: bigint) => formatAmount(units, token)
  const missing = terms.goal - raised
  switch (state) {
    case 'open':
      return { words: `Open until ${when(terms.deadline)}: ${amount(missing)} is missing.`, until: terms.deadline }
    case 'funded':
      return {
        words:
          `Funded: the goal of ${amount(terms.goal)} is reached. Until ${when(terms.releaseDeadline)} the money can go to ` +
          (end === 'machine' ? 'a supplier.' : `the venture${spent > 0n ? `, which got ${amount(spent)} so far` : ''}.`),
        until: terms.releaseDeadline,
      }
    case 'released':
      return {
        words: `Released: ${amount(spent)} of ${amount(raised)} went to ${end === 'machine' ? 'the supplier' : 'the venture'}.`,
        until: undefined,
      }
    case 'failed':
      return { words: `Failed: ${failure()} Everyone gets back all of it.`, until: undefined }
  }

  function failure(): string {
    if (isCancelled) return 'its initiator cancelled it.'
    if (missing > 0n) return `on ${when(terms.deadline)} the goal was missed by ${amount(missing)}.`
    return `nothing was released until ${when(terms.releaseDeadline)}.`
  }
}
