import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { actionName, actionWords, campaignDocs, capital, count, proposalStatus, span, time } from './words.ts'

export class ActionClosedError extends BaseError {
  override name = 'ActionClosedError'
  constructor(
    /** Number of the `CoOwnerAction`. */
    readonly action: number,
  ) {
    const times: Partial<Record<ReturnType<typeof actionName>, string>> = {
      purchase: 'the time between the goal and the release deadline, in a campaign for a machine',
      delivery: 'the time between the goal and the release deadline, in a campaign for work in a venture',
      move: 'a machine in service',
    }
    const expected = times[actionName(action)] ?? 'a machine in service that has not paid its co-owners back'
    super(`${capital(actionWords(action))} can't be decided on now, expected ${expected}.`, {
      hints: [
        "`getCampaign` tells the state. A machine that has paid its co-owners back is in the hands of its network's governor.",
      ],
      ...campaignDocs('decisions'),
    })
  }
}

export class ActionDataInvalidError extends BaseError {
  override name = 'ActionDataInvalidError'
  constructor(
    readonly actualBytes: bigint,
    readonly expectedBytes: bigint,
  ) {
    super(`The data of the decision takes ${count(actualBytes, 'byte')}, expected ${expectedBytes}.`, {
      hints: ['`encodeDecision` makes it.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ObjectorWithoutPledgeError extends BaseError {
  override name = 'ObjectorWithoutPledgeError'
  constructor(readonly objector: Address) {
    super(`${objector} has no pledge here, expected one to object with.`, {
      hints: ['An account that is to be moved can object without one.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalContentDiffersError extends BaseError {
  override name = 'ProposalContentDiffersError'
  constructor(
    readonly actual: Hex,
    readonly proposed: Hex,
  ) {
    super(`The decision has the content ${actual}, expected exactly what was proposed, ${proposed}.`, {
      hints: ['`getProposals` gives what was proposed.', 'A supplier whose code has changed since has to be proposed anew.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalLapsedError extends BaseError {
  override name = 'ProposalLapsedError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly lapsedAt: bigint,
  ) {
    super(`The proposal could be carried out until ${time(lapsedAt)}; it is ${time(nowTimestamp)}.`, {
      hints: ['Propose it again.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalNotLiveError extends BaseError {
  override name = 'ProposalNotLiveError'
  constructor(
    readonly id: bigint,
    /** Number of the `ProposalStatus`. */
    readonly status: bigint,
  ) {
    const hints: Partial<Record<ReturnType<typeof proposalStatus>, string>> = {
      stopped: 'Enough pledgers objected. Propose again what meets their reasons; `getProposals` gives them.',
      withdrawn: 'Its proposer took it back and can propose anew.',
      executed: 'It was carried out; nothing is left to do.',
    }
    const hint = hints[proposalStatus(status)]
    super(`Proposal ${id} is ${proposalStatus(status)}, expected a live one.`, {
      hints: hint ? [hint] : [],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalObjectedTwiceError extends BaseError {
  override name = 'ProposalObjectedTwiceError'
  constructor(
    readonly id: bigint,
    readonly objector: Address,
  ) {
    super(`${objector} objected to proposal ${id} before, expected at most one objection each.`, {
      hints: ['All of the pledge counted with the first.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalOfAnotherError extends BaseError {
  override name = 'ProposalOfAnotherError'
  constructor(
    readonly caller: Address,
    readonly proposer: Address,
  ) {
    super(`${caller} asked to withdraw the proposal, expected its proposer ${proposer}.`, {
      hints: ['Anybody with a pledge can object to it instead.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalStillLiveError extends BaseError {
  override name = 'ProposalStillLiveError'
  constructor(
    readonly proposer: Address,
    readonly id: bigint,
  ) {
    super(`Proposal ${id} of ${proposer} is still live, expected at most one live proposal each.`, {
      hints: ['Withdraw it, or wait until it is carried out, stopped or lapsed.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalTooLateError extends BaseError {
  override name = 'ProposalTooLateError'
  constructor(
    readonly readyAt: bigint,
    readonly releaseDeadline: bigint,
  ) {
    super(
      `Objections would be possible until ${time(readyAt)}, expected before the release deadline, ${time(releaseDeadline)}.`,
      {
        hints: ['Too little time is left to decide: what is not released goes back to the pledgers.'],
        ...campaignDocs('decisions'),
      },
    )
  }
}

export class ProposalUnknownError extends BaseError {
  override name = 'ProposalUnknownError'
  constructor(
    readonly id: bigint,
    readonly count: bigint,
  ) {
    super(`Proposal ${id} is unknown here, expected ${count === 0n ? 'one to be made first' : `1 to ${count}`}.`, {
      hints: ['`getProposals` lists them.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalWindowOpenError extends BaseError {
  override name = 'ProposalWindowOpenError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`Objections are possible until ${time(readyAt)}; it is ${time(nowTimestamp)}.`, {
      hints: [`Anyone can carry it out in ${span(nowTimestamp, readyAt)}.`],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposalWindowOverError extends BaseError {
  override name = 'ProposalWindowOverError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`Objections were possible until ${time(readyAt)}; it is ${time(nowTimestamp)}.`, {
      hints: ['Nobody stopped it in time. A decision about the machine can be changed by another one.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposerStoppedError extends BaseError {
  override name = 'ProposerStoppedError'
  constructor(
    readonly proposer: Address,
    readonly stops: bigint,
    readonly until: bigint,
  ) {
    super(`${proposer} was stopped ${count(stops, 'time')}, expected no further proposal before ${time(until)}.`, {
      hints: ['Withdrawing a proposal that somebody had objected to counts, too. Others may propose meanwhile.'],
      ...campaignDocs('decisions'),
    })
  }
}

export class ProposerUnqualifiedError extends BaseError {
  override name = 'ProposerUnqualifiedError'
  constructor(
    readonly proposer: Address,
    readonly pledged: bigint,
    readonly minPledged: bigint,
  ) {
    super(`${proposer} has pledged ${pledged} smallest units of the token, ${minPledged} are required to propose.`, {
      hints: ['The custodian needs no pledge, nor does a steward of a machine in service.'],
      ...campaignDocs('decisions'),
    })
  }
}
