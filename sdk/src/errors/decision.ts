import type { Address, Hex } from 'viem'
import { BaseError } from './base.ts'
import { be, count, docs, duration, governorState, governorStates, nth, share, span, text, time } from './words.ts'

export class ActionsUnevenError extends BaseError {
  override name = 'ActionsUnevenError'
  constructor(
    readonly targets: bigint,
    readonly values: bigint,
    readonly calldatas: bigint,
  ) {
    super(
      `The decision has ${count(targets, 'target')}, ${count(values, 'value')} and ${count(calldatas, 'call')}, expected at least one, and as many of each.`,
      { hints: ['Decide on one action at least (`encodeDecisionActions`).'], ...docs('decision') },
    )
  }
}

export class ActionUnknownError extends BaseError {
  override name = 'ActionUnknownError'
  constructor(
    readonly index: bigint,
    readonly target: Address,
    readonly selector: Hex,
  ) {
    super(`${nth('Action', index)} calls ${selector} of ${target}, expected one that a group can decide.`, {
      hints: ['What can be decided, and on which track, stands in `DecisionAction`; nothing else can be proposed.'],
      ...docs('decision'),
    })
  }
}

export class ActionValueError extends BaseError {
  override name = 'ActionValueError'
  constructor(
    readonly index: bigint,
    readonly value: bigint,
  ) {
    super(`${nth('Action', index)} sends ${value} wei along with a call, expected none.`, {
      hints: ['Pay ETH by an action of its own (`payEth`).'],
      ...docs('decision'),
    })
  }
}

export class ActionVentureForeignError extends BaseError {
  override name = 'ActionVentureForeignError'
  constructor(
    readonly index: bigint,
    readonly subject: Address,
    readonly expected: Address,
  ) {
    super(`${nth('Action', index)} is about ${subject}, expected ${expected}, the group's own.`, {
      hints: ['A governor decides for its own venture and ledger only.'],
      ...docs('decision'),
    })
  }
}

export class DecisionNeedsConsensusError extends BaseError {
  override name = 'DecisionNeedsConsensusError'
  constructor(readonly proposalId: bigint) {
    super(`Decision ${proposalId} passed on the lazy track and now needs consensus, expected one still within its bounds.`, {
      hints: ['Other steps came in between, or a deadline passed. Propose it again: it takes the consensus track.'],
      ...docs('decision'),
    })
  }
}

export class DecisionOfAnotherEpochError extends BaseError {
  override name = 'DecisionOfAnotherEpochError'
  constructor(
    readonly epoch: bigint,
    readonly current: bigint,
  ) {
    super(
      `The decision is of epoch ${epoch} and the venture in epoch ${current}, expected the same: somebody else governed in between.`,
      {
        hints: ['Propose it again.'],
        ...docs('decision'),
      },
    )
  }
}

export class DecisionWaitsError extends BaseError {
  override name = 'DecisionWaitsError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly readyAt: bigint,
  ) {
    super(`It is ${time(nowTimestamp)}, expected ${time(readyAt)} or later: what was decided waits.`, {
      hints: [`Execute it in ${span(nowTimestamp, readyAt)}.`],
      ...docs('decision'),
    })
  }
}

export class EscalationNotPossibleError extends BaseError {
  override name = 'EscalationNotPossibleError'
  constructor(
    readonly proposalId: bigint,
    /** Place in OpenZeppelin's `ProposalState`. */
    readonly state: bigint | number,
  ) {
    super(`Decision ${proposalId} is ${governorState(state)}, expected one of the lazy track that objections stopped.`, {
      hints: ['What failed on the consensus track can be proposed again.'],
      ...docs('decision'),
    })
  }
}

export class EscalationTooLateError extends BaseError {
  override name = 'EscalationTooLateError'
  constructor(
    readonly nowTimestamp: bigint,
    readonly deadline: bigint,
  ) {
    super(`It is ${time(nowTimestamp)}, expected ${time(deadline)} or before.`, {
      hints: ['Propose it again.'],
      ...docs('decision'),
    })
  }
}

export class FailedCallError extends BaseError {
  override name = 'FailedCallError'
  constructor() {
    super('What was decided reverted without saying why, expected it to go through.', {
      hints: ['The governor may hold too little ETH, the recipient refuse it, or the gas not suffice.'],
      ...docs('decision'),
    })
  }
}

export class GovernorAlreadyCastVoteError extends BaseError {
  override name = 'GovernorAlreadyCastVoteError'
  constructor(readonly voter: Address) {
    super(`${voter} has voted on this, expected one vote each.`, {
      hints: ['A vote stands. What was delegated is cast by the representative, once.'],
      ...docs('decision'),
    })
  }
}

export class GovernorAlreadyQueuedProposalError extends BaseError {
  override name = 'GovernorAlreadyQueuedProposalError'
  constructor(readonly proposalId: bigint) {
    super(`Decision ${proposalId} is queued, expected one that is not.`, docs('decision'))
  }
}

export class GovernorDisabledDepositError extends BaseError {
  override name = 'GovernorDisabledDepositError'
  constructor() {
    super('The governor does not take this deposit, expected one that carries out decisions itself.', docs('decision'))
  }
}

export class GovernorInitializedError extends BaseError {
  override name = 'GovernorInitializedError'
  constructor(readonly ledger: Address) {
    super(`The governor belongs to ledger ${ledger} already, expected a fresh one.`, {
      hints: ['Only the factory sets up a governor, when it makes it (`deployGovernor`).'],
      ...docs('decision'),
    })
  }
}

export class GovernorInsufficientProposerVotesError extends BaseError {
  override name = 'GovernorInsufficientProposerVotesError'
  constructor(
    readonly proposer: Address,
    readonly votes: bigint,
    readonly threshold: bigint,
  ) {
    super(`${proposer} can cast ${votes} voice, expected at least ${threshold} to propose.`, {
      hints: [
        'Opt in (`delegateVoice`) and have what was earned counted (`updateVoice`); both count from the next second on.',
        'Or let somebody with more voice propose it.',
      ],
      ...docs('decision'),
    })
  }
}

export class GovernorInvalidProposalLengthError extends BaseError {
  override name = 'GovernorInvalidProposalLengthError'
  constructor(
    readonly targets: bigint,
    readonly calldatas: bigint,
    readonly values: bigint,
  ) {
    super(
      `The decision has ${count(targets, 'target')}, ${count(values, 'value')} and ${count(calldatas, 'call')}, expected as many of each.`,
      docs('decision'),
    )
  }
}

export class GovernorInvalidSignatureError extends BaseError {
  override name = 'GovernorInvalidSignatureError'
  constructor(readonly voter: Address) {
    super(`The signature is not by ${voter} over this vote, expected theirs.`, {
      hints: [
        "It is good once, for the voter's next nonce in this governor and this chain: sign it again (`signBallot`).",
        'A contract wallet must say yes by ERC-1271.',
      ],
      ...docs('decision'),
    })
  }
}

export class GovernorInvalidVoteParamsError extends BaseError {
  override name = 'GovernorInvalidVoteParamsError'
  constructor() {
    super('The vote carries parameters, expected none.', docs('decision'))
  }
}

export class GovernorInvalidVoteTypeError extends BaseError {
  override name = 'GovernorInvalidVoteTypeError'
  constructor() {
    super('The vote is neither against (0), for (1) nor abstain (2), expected one of them.', docs('decision'))
  }
}

export class GovernorInvalidVotingPeriodError extends BaseError {
  override name = 'GovernorInvalidVotingPeriodError'
  constructor(readonly votingPeriod: bigint) {
    super(`The window is ${duration(votingPeriod)}, expected more.`, docs('decision'))
  }
}

export class GovernorNonexistentProposalError extends BaseError {
  override name = 'GovernorNonexistentProposalError'
  constructor(readonly proposalId: bigint) {
    super(`Decision ${proposalId} was never proposed here, expected one that was.`, {
      hints: ['`getDecisions` lists them. The id changes with any letter of the text.'],
      ...docs('decision'),
    })
  }
}

export class GovernorNotInChargeError extends BaseError {
  override name = 'GovernorNotInChargeError'
  constructor(
    readonly caller: Address,
    readonly governor: Address,
  ) {
    super(`${caller} is not the venture's governor, ${governor} is; expected the one in charge.`, {
      hints: ['Before a hand-over the founder decides: `getHandOver` tells when it is due, `takeOver` makes it.'],
      ...docs('decision'),
    })
  }
}

export class GovernorOnlyExecutorError extends BaseError {
  override name = 'GovernorOnlyExecutorError'
  constructor(readonly account: Address) {
    super(`${account} called, expected the governor itself.`, {
      hints: ['Propose it (`setRules`): a decision alone changes the rules.'],
      ...docs('decision'),
    })
  }
}

export class GovernorProposalQueueingFailedError extends BaseError {
  override name = 'GovernorProposalQueueingFailedError'
  constructor(readonly proposalId: bigint) {
    super(`Decision ${proposalId} could not be queued, expected it to be executed instead.`, docs('decision'))
  }
}

export class GovernorProposalQueueingNotRequiredError extends BaseError {
  override name = 'GovernorProposalQueueingNotRequiredError'
  constructor(readonly proposalId: bigint) {
    super(`Decision ${proposalId} needs no queue, expected it to be executed (\`executeDecision\`).`, docs('decision'))
  }
}

export class GovernorRestrictedProposerError extends BaseError {
  override name = 'GovernorRestrictedProposerError'
  constructor(readonly proposer: Address) {
    super(`The text ends with the address of another proposer than ${proposer}, expected theirs.`, {
      hints: ['Write the text with `decisionText`, for who sends it.'],
      ...docs('decision'),
    })
  }
}

export class GovernorUnableToCancelError extends BaseError {
  override name = 'GovernorUnableToCancelError'
  constructor(
    readonly proposalId: bigint,
    readonly account: Address,
  ) {
    super(`${account} can not withdraw decision ${proposalId}, expected its proposer, during its window.`, {
      hints: ['Object to it (`objectToDecision`). What was decided is everybody’s.'],
      ...docs('decision'),
    })
  }
}

export class GovernorUnexpectedProposalStateError extends BaseError {
  override name = 'GovernorUnexpectedProposalStateError'
  constructor(
    readonly proposalId: bigint,
    /** Place in OpenZeppelin's `ProposalState`. */
    readonly current: bigint | number,
    /** Bit n is set for state n. */
    readonly expectedStates: Hex,
  ) {
    super(`Decision ${proposalId} is ${governorState(current)}, expected it ${governorStates(expectedStates)}.`, {
      hints: ['`getDecision` tells how it stands, and until when.'],
      ...docs('decision'),
    })
  }
}

export class LazyProposalsOfProposerTooManyError extends BaseError {
  override name = 'LazyProposalsOfProposerTooManyError'
  constructor(
    readonly proposer: Address,
    readonly open: bigint,
    readonly max: bigint,
  ) {
    super(`${count(open, 'lazy decision')} of ${proposer} ${be(open)} open, expected fewer than ${max}.`, {
      hints: ['Wait until the window of one ends, withdraw one, or let somebody else propose it.'],
      ...docs('decision'),
    })
  }
}

export class LazyProposalsTooManyError extends BaseError {
  override name = 'LazyProposalsTooManyError'
  constructor(
    readonly open: bigint,
    readonly max: bigint,
  ) {
    super(`${count(open, 'lazy decision')} ${be(open)} open, expected fewer than ${max}: nobody can look at more at a time.`, {
      hints: ['Wait until the window of one ends.'],
      ...docs('decision'),
    })
  }
}

export class RuleOutOfBoundsError extends BaseError {
  override name = 'RuleOutOfBoundsError'
  constructor(
    /** Name of the rule, as bytes32. */
    readonly rule: Hex,
    readonly actual: bigint,
    readonly min: bigint,
    readonly max: bigint,
  ) {
    const words = ruleWords(text(rule))
    super(`${text(rule)} was ${words(actual)}, expected ${words(min)} to ${words(max)}.`, {
      hints: ['No decision passes these bounds.'],
      ...docs('decision'),
    })
  }
}

export class SafeCastOverflowedUintDowncastError extends BaseError {
  override name = 'SafeCastOverflowedUintDowncastError'
  constructor(
    readonly bits: bigint | number,
    readonly value: bigint,
  ) {
    super(`${value} does not fit ${bits} bits, expected less.`, docs('decision'))
  }
}

export class StewardTermMissingError extends BaseError {
  override name = 'StewardTermMissingError'
  constructor(readonly account: Address) {
    super(`${account} would be a steward without end, expected a term: the rules know terms.`, {
      hints: ['Give the end of the term (`until`).'],
      ...docs('decision'),
    })
  }
}

export class StewardTermPastError extends BaseError {
  override name = 'StewardTermPastError'
  constructor(
    readonly until: bigint,
    readonly nowTimestamp: bigint,
  ) {
    super(`The term would end at ${time(until)}, expected later than now, ${time(nowTimestamp)}.`, {
      hints: ['Announce the appointment with another end.'],
      ...docs('decision'),
    })
  }
}

export class StewardTermTooLongError extends BaseError {
  override name = 'StewardTermTooLongError'
  constructor(
    readonly until: bigint,
    readonly latest: bigint,
  ) {
    super(`The term would end at ${time(until)}, expected ${time(latest)} at the latest.`, {
      hints: ['A term begins within 90 days; `getRules` tells how long it is.'],
      ...docs('decision'),
    })
  }
}

export class StewardTermsSpentError extends BaseError {
  override name = 'StewardTermsSpentError'
  constructor(
    readonly account: Address,
    readonly terms: bigint,
    readonly max: bigint,
  ) {
    super(`${account} served ${count(terms, 'term')} in a row, expected fewer than ${max}.`, {
      hints: ['Appoint somebody else; after a break of 90 days the account can be appointed again.'],
      ...docs('decision'),
    })
  }
}

/* RAISED BEFORE ANYTHING IS SENT */

/** A decision on nothing. */
export class DecisionEmptyError extends BaseError {
  override name = 'DecisionEmptyError'
  constructor() {
    super('The decision has no action, expected at least one.', docs('decision'))
  }
}

/** An action that is none, or one another tool made. */
export class DecisionActionUnknownError extends BaseError {
  override name = 'DecisionActionUnknownError'
  constructor(
    readonly index: number,
    readonly type: string,
  ) {
    super(`${nth('Action', BigInt(index))} has the type ${JSON.stringify(type)}, expected one of \`DecisionAction\`.`, {
      hints: ['Raw calls are never proposed: nobody could read what they decide.'],
      ...docs('decision'),
    })
  }
}

/** A title nobody could read in a list. */
export class DecisionTitleInvalidError extends BaseError {
  override name = 'DecisionTitleInvalidError'
  constructor(readonly title: string) {
    super(`The title was ${JSON.stringify(title)}, expected one line of text.`, {
      hints: ['What is to be said in more lines goes to where the URI leads.'],
      ...docs('decision'),
    })
  }
}

/** How a rule is read: shares, spans of time, or plain numbers. */
function ruleWords(rule: string): (value: bigint) => string {
  if (rule.endsWith('Bps')) return share
  if (['lazyWindow', 'consensusWindow', 'delay', 'stewardTerm'].includes(rule)) return duration
  return String
}
