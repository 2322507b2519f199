import { formatAmount } from '../../utils/amount.ts'
import { formatDuration } from '../../utils/duration.ts'
import { formatShare } from '../../utils/share.ts'
import type { CampaignConfig, MachineCampaignConfig, VentureCampaignConfig } from '../campaignTypes.ts'
import { type Section, accountIn, layOut, timeOf } from './layout.ts'
import { RULES } from './rules.ts'

export function renderEnglish(config: CampaignConfig): string {
  return config.end === 'machine'
    ? layOut('CO-OWNER AGREEMENT', introduction(config), machineSections(config))
    : layOut('PLEDGE AGREEMENT', introduction(config), ventureSections(config))
}

const introduction = ({ name }: CampaignConfig) => [
  name,
  'Whoever pledges signs the hash of this text with the pledge, and it can never be changed. The rules below are kept by contracts on a chain as far as money is concerned; the rest is kept by people. This is a template filled in from the config of the campaign. It is not legal advice: have it read by somebody who knows the law where you live before you rely on it.',
]

function machineSections(config: MachineCampaignConfig): Section[] {
  const { token, network, custodian, initiator, capBps, machine } = config
  const account = (address: `0x${string}`) => accountIn(config, address)
  const amount = (units: bigint) => formatAmount(units, token)
  const { split, afterRelease, stewards, scenarios, materials } = machine
  return [
    {
      title: 'What it is about',
      items: [
        `The pledgers raise ${amount(config.goal)} together for one machine: ${config.purpose}`,
        `Initiator of the campaign: ${account(initiator)}`,
        `Custodian, who will hold the machine: ${account(custodian)}`,
        `Network, to whose people the machine belongs in the end: ${account(network)}`,
        `Stewards of the machine, who log uses for others, settle contested ones and are its technicians: ${stewards.map(account).join(', ')}`,
        ...moneyItems(config),
      ],
    },
    pledging(config),
    {
      title: 'Buying the machine',
      items: [
        `The custodian, or pledgers who hold ${formatShare(RULES.proposerBps)} of the pledges or more, propose a supplier, an amount and an invoice.`,
        ...objecting(config),
        'With the payment of the supplier the pledgers become co-owners of the machine, each in proportion to the pledge.',
        'Nobody, custodian and initiator included, can send the money anywhere else.',
      ],
    },
    refunds('the machine is not bought', 'the machine costs less', 'the machine'),
    {
      title: 'Custody',
      items: [
        'The custodian keeps the machine safe, lets it be used at the rates below, and hands it over to whomever the co-owners name instead. Holding it gives no right to its money, and no larger part of it than was pledged.',
        "Co-owners don't take the machine or a part of it out of use before it was released to the pool of shareables.",
      ],
    },
    {
      title: 'Using the machine',
      items: [
        'A use costs the price of its time, or its material and technician where they come to more; the maintenance fee is on top and paid by everyone, co-owners too. A job at an agreed price costs that price.',
        ...scenarios.map(
          ({ name, pricePerHour, maintenancePerHour, technicianPerHour, coOwnersOnly, inKind }) =>
            `${name}: ${amount(pricePerHour)} per hour, ${amount(maintenancePerHour)} per hour for maintenance, ${amount(technicianPerHour)} per hour of a technician${coOwnersOnly ? '; for co-owners only' : ''}${inKind ? '; what the price leaves is not paid but contributed to the project as machine hours' : ''}`,
        ),
        ...materials.map(
          ({ name, unit, price, supplier }) => `Material ${name}: ${amount(price)} per ${unit}, paid to ${account(supplier)}`,
        ),
        `An invoice is due within ${formatDuration(machine.paymentPeriod)}. For ${formatDuration(machine.contestWindow)} from its log a use can be contested once, by its user, its technician, the custodian, a steward or a co-owner; a steward who has no part in it then decides. What is paid is final.`,
      ],
    },
    {
      title: 'Sharing what it earns',
      items: [
        'Of every invoice material, technician and maintenance fee are paid first. What is left is the net.',
        `Of the net ${formatShare(split.maintenance)} goes to maintenance, ${formatShare(split.infrastructure)} to the infrastructure of the network, and ${formatShare(split.payback)} to the co-owners in proportion to their pledges.`,
        `The co-owners are paid until they have got ${formatShare(capBps)} of what the machine cost, and nothing more. There is no interest and no promise of a date: a machine that nobody uses pays nobody back.`,
        'Payments in other tokens that the co-owners list bring nothing to the payback; its part goes to the infrastructure of the network.',
      ],
    },
    {
      title: 'Release to the pool of shareables',
      items: [
        'When the co-owners are paid back, the machine belongs to the pool of shareables: everyone in the network shares it. Co-owners keep no claim to its later earnings.',
        `From then on the net goes to maintenance with ${formatShare(afterRelease.maintenance)} and to the infrastructure of the network with ${formatShare(afterRelease.infrastructure)}.`,
      ],
    },
    {
      title: 'Decisions',
      items: [
        `Until then the co-owners decide about custodian, stewards, rates, materials, maintenance money and listed tokens. The custodian, a steward of the machine, or co-owners with ${formatShare(RULES.proposerBps)} of the pledges or more propose; the same objection stops it; anyone carries out what nobody stopped, within ${formatDuration(RULES.executionPeriod)}.`,
        `What the machine owes a co-owner whose key was lost can be moved to another account the same way, after ${formatDuration(Math.max(config.objectionWindow, RULES.moveWindow))}; the account of that co-owner stops it alone. Nobody else is moved, no contract, and not the network. These moves remain the co-owners' for ever.`,
        'Afterwards the governor of the network decides about everything else.',
      ],
    },
    risks(['The machine can break, be stolen, become outdated, or find too few users.']),
  ]
}

function ventureSections(config: VentureCampaignConfig): Section[] {
  const { token, venture, initiator } = config
  return [
    {
      title: 'What it is about',
      items: [
        `The pledgers raise ${formatAmount(config.goal, token)} together for work: ${config.purpose}`,
        `Initiator of the campaign: ${accountIn(config, initiator)}`,
        `Venture that does the work and is paid for it: ${accountIn(config, venture)}`,
        ...moneyItems(config),
      ],
    },
    pledging(config),
    {
      title: 'Paying for the work',
      items: [
        'A steward of the venture proposes to be paid for what was delivered, with a delivery note: all at once or in parts, together what was raised at most.',
        ...objecting(config),
        'The money can go to the venture alone, where it is revenue like any other and shared by the value equation among all who contributed. Nobody, stewards and initiator included, can send it anywhere else.',
      ],
    },
    refunds('nothing was released', 'less was released than was raised', 'the venture'),
    {
      title: 'What pledgers get',
      items: ['The work. A pledge is no share of the venture and no claim to its revenue.'],
    },
    risks(['The work can turn out otherwise than hoped, late, or not at all. Pledgers watch delivery notes and object in time.']),
  ]
}

const moneyItems = ({ token }: CampaignConfig) => [
  `Money is counted in ${token.symbol} (${token.address}) and rounded down to its smallest unit.`,
]

function pledging(config: CampaignConfig): Section {
  const { token, goal } = config
  const amount = (units: bigint) => formatAmount(units, token)
  const open =
    config.deadline === undefined
      ? `For ${formatDuration(config.openFor)} from the moment the campaign stands on the chain`
      : `Until ${timeOf(config.deadline)}`
  return {
    title: 'Pledging',
    items: [
      `${open}, anyone may pledge, for themselves or for somebody else. When the time has come, it is over.`,
      `An account pledges ${amount(config.minPledge)} at least and ${amount(config.maxPledge)} at most; what is missing at the end may be less.`,
      `All or nothing: exactly ${amount(goal)} is raised, or everyone gets everything back.`,
      'Until the goal is reached a pledge can be taken back, and the initiator may cancel the campaign. Once it is reached the pledges stay as they are, and the money waits.',
    ],
  }
}

const objecting = ({ objectionWindow, objectionBps, releaseWithin }: CampaignConfig) => [
  `For ${formatDuration(objectionWindow)} every pledger may object, with the weight of the pledge. Objections that come to ${formatShare(objectionBps)} of all pledges stop the proposal; silence lets it pass. Anyone then carries it out. Whoever was stopped once may propose once more.`,
  `All of this ends ${formatDuration(releaseWithin)} after the end of pledging.`,
]

function refunds(never: string, less: string, rest: string): Section {
  return {
    title: 'Money back',
    items: [
      `Where the goal is missed, the campaign is cancelled, or ${never} in time, every pledger gets back the whole pledge.`,
      `Where ${less}, every pledger gets back the same share of the pledge. What rounding leaves goes to ${rest}.`,
      'Money goes back to the account that pledged, or to one it has named. Anyone may send it on its way, and nobody can hold it up.',
      "A pledge for somebody without a wallet is that person's; its refund goes where the payer said.",
    ],
  }
}

const risks = (own: readonly string[]): Section => ({
  title: 'What can go wrong',
  items: [
    ...own,
    'Contracts can have faults, tokens can lose their value, and keys can be lost. Pledge no more than you can do without.',
  ],
})
