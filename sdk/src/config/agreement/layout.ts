import { type Address, isAddressEqual } from 'viem'
import type { CampaignConfig } from '../campaignTypes.ts'

export type Section = { title: string; items: readonly string[] }

/** A text of numbered sections: LF line ends, one after the last line. */
export function layOut(title: string, introduction: readonly string[], sections: readonly Section[]): string {
  const parts = sections.map(({ title, items }, i) => [`${i + 1}. ${title}`, ...items.map((item) => `- ${item}`)].join('\n'))
  return `${[title, ...introduction, ...parts].join('\n\n')}\n`
}

/** Name and address, or the address alone. */
export function accountIn({ accounts }: CampaignConfig, address: Address): string {
  const [name] = Object.entries(accounts).find(([, account]) => isAddressEqual(account, address)) ?? []
  return name === undefined ? address : `${name} (${address})`
}

/** A time in seconds since 1970, in UTC; its seconds only where there are some. */
export function timeOf(seconds: number): string {
  const text = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')
  return `${text.replace(/:00$/, '')} UTC`
}
