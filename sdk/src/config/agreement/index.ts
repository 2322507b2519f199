import { type Hex, keccak256, stringToBytes } from 'viem'
import type { AgreementLanguage, CampaignConfig } from '../campaignTypes.ts'
import { renderEnglish } from './en.ts'
import { renderFrench } from './fr.ts'

const SEPARATOR = '\n* * *\n\n'

/**
 * The agreement of a campaign in one language, filled in from its config: for a machine that of its co-owners, for work
 * in a venture that of its pledgers. A template, not legal advice. The same config gives the same text, with LF line ends.
 *
 * @example renderAgreement(parseCampaignConfig(json), 'en')
 */
export function renderAgreement(config: CampaignConfig, language: AgreementLanguage): string {
  return language === 'en' ? renderEnglish(config) : renderFrench(config)
}

/** The text whose hash every pledger signs: the agreement in each language of the config, one after the other. */
export function agreementText(config: CampaignConfig): string {
  return config.languages.map((language) => renderAgreement(config, language)).join(SEPARATOR)
}

/**
 * keccak256 of the UTF-8 bytes of an agreement.
 *
 * @example agreementHash(agreementText(config)) === campaign.terms.agreementHash
 */
export function agreementHash(text: string): Hex {
  return keccak256(stringToBytes(text))
}
