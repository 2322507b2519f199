import type { BaseErrorOptions } from '../../errors/base.ts'
import { ModelError } from '../errors.ts'
import type { CampaignState, ProposalStatus } from './types.ts'

/** What the model of a campaign refuses. */
class CampaignModelError extends ModelError {
  constructor(shortMessage: string, options: BaseErrorOptions = {}) {
    super(shortMessage, { docsPath: '/campaigns', ...options })
  }
}

export class CampaignDeploymentMissingError extends CampaignModelError {
  override name = 'CampaignDeploymentMissingError'
  constructor(readonly campaign: string) {
    super(`The events have no CampaignDeployed of ${campaign} before what else it did.`, {
      hints: ['Read them from the block the campaign was made in, the events of its factory among them.'],
    })
  }
}

/* PLEDGES */

export class CampaignNotOpenError extends CampaignModelError {
  override name = 'CampaignNotOpenError'
  constructor(readonly state: CampaignState) {
    super(`The campaign is ${state}; pledges come and go while it is open.`, { hints: ['At the deadline it is over.'] })
  }
}

export class CampaignNotOverError extends CampaignModelError {
  override name = 'CampaignNotOverError'
  constructor(readonly state: CampaignState) {
    super(`The campaign is ${state}; money goes back once it has failed or was released.`, { hints: ['Wait for its deadline.'] })
  }
}

export class CampaignInitiatorOnlyError extends CampaignModelError {
  override name = 'CampaignInitiatorOnlyError'
  constructor(
    readonly caller: string,
    readonly initiator: string,
  ) {
    super(`${caller} is not the initiator of the campaign; that is ${initiator}.`, { hints: ['Take your own pledge back.'] })
  }
}

export class CampaignBalanceTooLowError extends CampaignModelError {
  override name = 'CampaignBalanceTooLowError'
  constructor(
    readonly balance: bigint,
    readonly amount: bigint,
  ) {
    super(`The campaign holds ${balance} token units, less than the ${amount} to be paid: the token shrank.`)
  }
}

export class RecipientRefusedEthError extends CampaignModelError {
  override name = 'RecipientRefusedEthError'
  constructor(
    readonly recipient: string,
    readonly amount: bigint,
  ) {
    super(`${recipient} could not be paid ${amount} token units.`, { hints: ['Name another recipient.'] })
  }
}

export class PledgeAgreementWrongError extends CampaignModelError {
  override name = 'PledgeAgreementWrongError'
  constructor(
    readonly agreementHash: string,
    readonly expected: string,
  ) {
    super(`The pledge agrees to ${agreementHash}, the agreement of the campaign is ${expected}.`, {
      hints: ['Read the agreement of this campaign.'],
    })
  }
}

export class PledgeAccountInvalidError extends CampaignModelError {
  override name = 'PledgeAccountInvalidError'
  constructor(readonly account: string) {
    super(`${account || 'Nobody'} can't have a pledge.`, { hints: ['Not the zero address, the campaign or its machine.'] })
  }
}

export class PledgeRefundToInvalidError extends CampaignModelError {
  override name = 'PledgeRefundToInvalidError'
  constructor(readonly refundTo: string) {
    super(`Money can't go back to ${refundTo || 'nobody'}.`, {
      hints: ['Not the zero address or the campaign; for a placeholder it has to be somebody else.'],
    })
  }
}

export class PledgeRefundToDiffersError extends CampaignModelError {
  override name = 'PledgeRefundToDiffersError'
  constructor(
    readonly account: string,
    readonly refundTo: string,
    readonly current: string,
  ) {
    super(`Money of ${account} goes back to ${current}; nobody else can say ${refundTo}.`, {
      hints: ['Name the same, or let the account change it.'],
    })
  }
}

export class PledgeBelowMinimumError extends CampaignModelError {
  override name = 'PledgeBelowMinimumError'
  constructor(
    readonly pledged: bigint,
    readonly minPledge: bigint,
  ) {
    super(`The pledge would be ${pledged} token units, at least ${minPledge} are needed.`, {
      hints: ['Only what is left to the goal may be less.'],
    })
  }
}

export class PledgeAboveMaximumError extends CampaignModelError {
  override name = 'PledgeAboveMaximumError'
  constructor(
    readonly pledged: bigint,
    readonly maxPledge: bigint,
  ) {
    super(`The pledge would be ${pledged} token units, at most ${maxPledge} are possible.`, { hints: ['Pledge less.'] })
  }
}

export class PledgeTakesFeeError extends CampaignModelError {
  override name = 'PledgeTakesFeeError'
  constructor(
    readonly received: bigint,
    readonly expected: bigint,
  ) {
    super(`${received} token units arrived of ${expected}: the token takes a fee.`, { hints: ['Use a token without one.'] })
  }
}

export class PledgeMissingError extends CampaignModelError {
  override name = 'PledgeMissingError'
  constructor(readonly account: string) {
    super(`${account} has no pledge here.`)
  }
}

export class UnpledgeOutOfBoundsError extends CampaignModelError {
  override name = 'UnpledgeOutOfBoundsError'
  constructor(
    readonly amount: bigint,
    readonly pledged: bigint,
    readonly minPledge: bigint,
  ) {
    super(`${amount} token units can't be taken back of ${pledged}: all of it, or so much that ${minPledge} are left.`)
  }
}

/* REFUNDS */

export class RefundPaidAlreadyError extends CampaignModelError {
  override name = 'RefundPaidAlreadyError'
  constructor(readonly account: string) {
    super(`${account} was paid back already.`)
  }
}

export class RefundNothingError extends CampaignModelError {
  override name = 'RefundNothingError'
  constructor(readonly account: string) {
    super(`${account} has nothing to come: all that was raised was spent.`)
  }
}

/* DECISIONS */

export class ActionClosedError extends CampaignModelError {
  override name = 'ActionClosedError'
  constructor(readonly action: string) {
    super(`"${action}" can't be decided here now.`, {
      hints: ['Purchase and delivery: while the campaign is funded. All else: once the machine is in service.'],
    })
  }
}

export class ProposalUnknownError extends CampaignModelError {
  override name = 'ProposalUnknownError'
  constructor(
    readonly id: bigint,
    readonly count: bigint,
  ) {
    super(`Proposal ${id} is unknown; there are ${count}, the first is 1.`)
  }
}

export class ProposalNotLiveError extends CampaignModelError {
  override name = 'ProposalNotLiveError'
  constructor(
    readonly id: bigint,
    readonly status: ProposalStatus,
  ) {
    super(`Proposal ${id} is ${status}.`, { hints: ['Propose it again.'] })
  }
}

export class ProposalContentDiffersError extends CampaignModelError {
  override name = 'ProposalContentDiffersError'
  constructor(
    readonly actual: string,
    readonly proposed: string,
  ) {
    super(`${actual} is not what was proposed: ${proposed}.`, { hints: ['A supplier whose code has changed is another one.'] })
  }
}

export class ProposalStillLiveError extends CampaignModelError {
  override name = 'ProposalStillLiveError'
  constructor(
    readonly proposer: string,
    readonly id: bigint,
  ) {
    super(`Proposal ${id} of ${proposer} is still live; everybody has one at a time.`, { hints: ['Withdraw it first.'] })
  }
}

export class ProposalTooLateError extends CampaignModelError {
  override name = 'ProposalTooLateError'
  constructor(
    readonly readyAt: bigint,
    readonly releaseDeadline: bigint,
  ) {
    super(`Its window would end at ${readyAt}, the money can be released before ${releaseDeadline}.`)
  }
}

export class ProposalWindowOpenError extends CampaignModelError {
  override name = 'ProposalWindowOpenError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`Pledgers can object until ${readyAt}; it is ${nowTimestamp}.`)
  }
}

export class ProposalWindowOverError extends CampaignModelError {
  override name = 'ProposalWindowOverError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`Pledgers could object until ${readyAt}; it is ${nowTimestamp}.`)
  }
}

export class ProposalLapsedError extends CampaignModelError {
  override name = 'ProposalLapsedError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly lapsedAt: bigint,
  ) {
    super(`It could be carried out until ${lapsedAt}; it is ${nowTimestamp}.`, { hints: ['Propose it again.'] })
  }
}

export class ProposalObjectedTwiceError extends CampaignModelError {
  override name = 'ProposalObjectedTwiceError'
  constructor(
    readonly id: bigint,
    readonly objector: string,
  ) {
    super(`${objector} has objected to proposal ${id} already, with all of its pledge.`)
  }
}

export class ProposalOfAnotherError extends CampaignModelError {
  override name = 'ProposalOfAnotherError'
  constructor(
    readonly caller: string,
    readonly proposer: string,
  ) {
    super(`The proposal is ${proposer}'s, not ${caller}'s.`, { hints: ['Object to it.'] })
  }
}

export class ProposerStoppedError extends CampaignModelError {
  override name = 'ProposerStoppedError'
  constructor(
    readonly proposer: string,
    readonly stops: bigint,
    readonly until: bigint,
  ) {
    super(`${proposer} was stopped ${stops} times and can propose again from ${until}.`, {
      hints: ['Let somebody else propose.'],
    })
  }
}

export class ProposerUnqualifiedError extends CampaignModelError {
  override name = 'ProposerUnqualifiedError'
  constructor(
    readonly proposer: string,
    readonly pledged: bigint,
    readonly minPledged: bigint,
  ) {
    super(`${proposer} has pledged ${pledged} token units and has no office; to propose takes ${minPledged}.`, {
      hints: ['Let the custodian propose it, a steward of the machine, or somebody who has pledged more.'],
    })
  }
}

export class StewardOnlyError extends CampaignModelError {
  override name = 'StewardOnlyError'
  constructor(readonly caller: string) {
    super(`${caller} is no steward of the venture; deliveries are proposed by stewards alone.`, {
      hints: ['Ask a steward; pledgers object.'],
    })
  }
}

export class ObjectorWithoutPledgeError extends CampaignModelError {
  override name = 'ObjectorWithoutPledgeError'
  constructor(readonly objector: string) {
    super(`${objector} has no pledge, so its objection would weigh nothing.`)
  }
}

export class PurchaseSupplierInvalidError extends CampaignModelError {
  override name = 'PurchaseSupplierInvalidError'
  constructor(readonly supplier: string) {
    super(`${supplier || 'Nobody'} can't be the supplier.`, {
      hints: ['Not the zero address, the campaign, its token or its machine.'],
    })
  }
}

export class ReleaseAmountOutOfBoundsError extends CampaignModelError {
  override name = 'ReleaseAmountOutOfBoundsError'
  constructor(
    readonly amount: bigint,
    readonly max: bigint,
  ) {
    super(`${amount} token units can't be released; 1 to ${max} are possible.`)
  }
}
