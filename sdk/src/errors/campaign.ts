import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { campaignDocs, campaignState, docs, text } from './words.ts'

export class CampaignAccountMissingError extends BaseError {
  override name = 'CampaignAccountMissingError'
  constructor(
    /** Name of the account in the config, as bytes32. */
    readonly parameter: Hex,
  ) {
    super(`${text(parameter)} was the zero address, expected an account.`, docs('campaign'))
  }
}

export class CampaignAccountUnusedError extends BaseError {
  override name = 'CampaignAccountUnusedError'
  constructor(
    /** Name of the account in the config, as bytes32. */
    readonly parameter: Hex,
    readonly account: Address,
  ) {
    super(`${text(parameter)} was ${account}, expected the zero address where money is raised for work in a venture.`, {
      hints: ['A custodian holds a machine; for a machine choose the end "machine".'],
      ...docs('campaign'),
    })
  }
}

export class CampaignAgreementMissingError extends BaseError {
  override name = 'CampaignAgreementMissingError'
  constructor() {
    super('The campaign has no agreement, expected the hash of the text that every pledger agrees to.', {
      hints: ['Write down what happens with the money, publish the text, and name its keccak256 hash.'],
      ...campaignDocs('agreement'),
    })
  }
}

export class CampaignInitiatorOnlyError extends BaseError {
  override name = 'CampaignInitiatorOnlyError'
  constructor(
    readonly caller: Address,
    readonly initiator: Address,
  ) {
    super(`${caller} asked to cancel the campaign, expected its initiator ${initiator}.`, {
      hints: ['Everybody else can take an own pledge back while the campaign is open.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class CampaignNotOpenError extends BaseError {
  override name = 'CampaignNotOpenError'
  constructor(
    /** Number of the `CampaignState`. */
    readonly state: bigint,
  ) {
    const hints: Record<ReturnType<typeof campaignState>, string[]> = {
      open: [],
      funded: [
        'The goal is reached: pledges stay as they are until the money is released, or goes back after the release deadline.',
      ],
      released: ['What was not spent is paid back with `refund`.'],
      failed: ['Everything that was pledged is paid back with `refund`.'],
      unknown: [],
    }
    const was = campaignState(state)
    super(`The campaign is ${was}, expected an open one.`, { hints: hints[was], ...campaignDocs('pledging') })
  }
}

export class CampaignNotOverError extends BaseError {
  override name = 'CampaignNotOverError'
  constructor(
    /** Number of the `CampaignState`. */
    readonly state: bigint,
  ) {
    const hints: Record<ReturnType<typeof campaignState>, string[]> = {
      open: ['While it is open everybody can take an own pledge back with `unpledge`.'],
      funded: ['The money is released by a decision, or goes back after the release deadline.'],
      released: [],
      failed: [],
      unknown: [],
    }
    const was = campaignState(state)
    super(`The campaign is ${was}, expected one that failed or released its money.`, {
      hints: hints[was],
      ...campaignDocs('refunds'),
    })
  }
}

export class CampaignTakesNoPlainEthError extends BaseError {
  override name = 'CampaignTakesNoPlainEthError'
  constructor() {
    super('ETH was sent to the campaign without a pledge, expected a pledge under its agreement.', {
      hints: ['`preparePledge` makes the transaction; nothing was taken.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class CampaignVentureWithoutCodeError extends BaseError {
  override name = 'CampaignVentureWithoutCodeError'
  constructor(readonly venture: Address) {
    super(`There is no contract at ${venture}, expected the venture that is paid for the work.`, {
      hints: ['Check that the venture stands on this chain.'],
      ...docs('campaign'),
    })
  }
}
