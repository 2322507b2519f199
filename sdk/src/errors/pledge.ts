import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { campaignDocs } from './words.ts'

export class PledgeAboveMaximumError extends BaseError {
  override name = 'PledgeAboveMaximumError'
  constructor(
    /** Smallest units the account would have pledged in all. */
    readonly pledged: bigint,
    readonly maxPledge: bigint,
  ) {
    super(`The account would have pledged ${pledged} smallest units of the token, expected at most ${maxPledge}.`, {
      hints: ['All pledges of an account count together.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class PledgeAccountInvalidError extends BaseError {
  override name = 'PledgeAccountInvalidError'
  constructor(readonly account: Address) {
    super(
      `${account} can't hold a pledge, expected an account other than zero, the campaign and its machine.`,
      campaignDocs('pledging'),
    )
  }
}

export class PledgeAgreementWrongError extends BaseError {
  override name = 'PledgeAgreementWrongError'
  constructor(
    readonly agreementHash: Hex,
    readonly expected: Hex,
  ) {
    super(`The pledge is made under the agreement ${agreementHash}, expected the campaign's own, ${expected}.`, {
      hints: ['`getCampaign` gives the link to its text and the hash. Read the text before you pledge again.'],
      ...campaignDocs('agreement'),
    })
  }
}

export class PledgeBelowMinimumError extends BaseError {
  override name = 'PledgeBelowMinimumError'
  constructor(
    /** Smallest units the account would have pledged in all. */
    readonly pledged: bigint,
    readonly minPledge: bigint,
  ) {
    super(`The account would have pledged ${pledged} smallest units of the token, expected at least ${minPledge}.`, {
      hints: ['Only the pledge that reaches the goal can be smaller.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class PledgeMissingError extends BaseError {
  override name = 'PledgeMissingError'
  constructor(readonly account: Address) {
    super(`${account} has no pledge here, expected one.`, {
      hints: ['`getPledges` lists who has.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class PledgeNeedsTokenError extends BaseError {
  override name = 'PledgeNeedsTokenError'
  constructor() {
    super('The campaign raises ETH, expected a token: only tokens are taken by a permit or a signed pledge.', {
      hints: ['Pledge ETH with `pledge`, from the wallet that holds it.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class PledgeRefundToDiffersError extends BaseError {
  override name = 'PledgeRefundToDiffersError'
  constructor(
    readonly account: Address,
    readonly refundTo: Address,
    readonly current: Address,
  ) {
    super(`Money of ${account} was to go back to ${refundTo}, expected ${current} as set before.`, {
      hints: ['Leave `refundTo` out. Only the account itself can change it, with `setRefundTo`.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class PledgeRefundToInvalidError extends BaseError {
  override name = 'PledgeRefundToInvalidError'
  constructor(readonly refundTo: Address) {
    super(`Money can't go back to ${refundTo}, expected an account other than zero and the campaign itself.`, {
      hints: ['Where somebody without a wallet pledges, name somebody else who keeps the money for them.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class PledgeTakesFeeError extends BaseError {
  override name = 'PledgeTakesFeeError'
  constructor(
    readonly received: bigint,
    readonly expected: bigint,
  ) {
    super(`${received} smallest units of the token arrived, expected ${expected}.`, {
      hints: ['The token keeps a fee or changes balances by itself. A campaign works with tokens that move what they say.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class PledgeValueMismatchError extends BaseError {
  override name = 'PledgeValueMismatchError'
  constructor(
    readonly value: bigint,
    readonly amount: bigint,
  ) {
    super(`${value} wei came with the pledge, expected ${amount}.`, {
      hints: ['For ETH it is the amount, for tokens nothing; `preparePledge` sets the value of the transaction.'],
      ...campaignDocs('pledging'),
    })
  }
}

export class UnpledgeOutOfBoundsError extends BaseError {
  override name = 'UnpledgeOutOfBoundsError'
  constructor(
    readonly amount: bigint,
    readonly pledged: bigint,
    readonly minPledge: bigint,
  ) {
    super(
      `${amount} of ${pledged} smallest units were to be taken back, expected all of them, or a part that leaves ${minPledge} or more.`,
      campaignDocs('pledging'),
    )
  }
}
