import { readFileSync, writeFileSync } from 'node:fs'
import type { Address, Hash } from 'viem'
import { type CampaignConfig, agreementHash, agreementText, parseCampaignConfig } from '@open-value/sdk/config'
import { existing } from './context.ts'

/** The config of a campaign, names of people included. */
export function readCampaignConfig(file: string, people: ReadonlyMap<string, Address>): CampaignConfig {
  return parseCampaignConfig(readFileSync(existing(file), 'utf8'), { people })
}

export type Agreement = { text: string; hash: Hash; file: string }

/** The agreement a config is filled into, and the file for it; `undefined` where the config has a text of its own. */
export function agreementOf(config: CampaignConfig, configFile: string): Agreement | undefined {
  if (config.agreementHash !== undefined) return undefined
  const text = agreementText(config)
  const hash = agreementHash(text)
  // Its name has its hash: what others have signed is never overwritten.
  return { text, hash, file: `${existing(configFile).replace(/\.json$/i, '')}.agreement-${hash.slice(2, 10)}.txt` }
}

export function writeAgreement({ text, file }: Agreement): void {
  writeFileSync(file, text)
}
