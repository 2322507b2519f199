import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs, span, time } from './words.ts'

export class ERC5805FutureLookupError extends BaseError {
  override name = 'ERC5805FutureLookupError'
  constructor(
    readonly timepoint: bigint,
    readonly clock: bigint | number,
  ) {
    super(`Voice was asked for at ${time(timepoint)}, expected a second before now, ${time(BigInt(clock))}.`, {
      hints: ['`getVotes` tells the voice of now.'],
      ...docs('voice'),
    })
  }
}

export class VoiceGovernorOnlyError extends BaseError {
  override name = 'VoiceGovernorOnlyError'
  constructor(
    readonly caller: Address,
    readonly governor: Address,
  ) {
    super(`${caller} called, expected the venture's governor ${governor}.`, {
      hints: ['Whoever votes, delegates or has their own voice counted gives a sign of life.'],
      ...docs('voice'),
    })
  }
}

export class VoiceMissingError extends BaseError {
  override name = 'VoiceMissingError'
  constructor(
    readonly account: Address,
    readonly proposalId: bigint,
  ) {
    super(`${account} could cast no voice the second before decision ${proposalId} was proposed, expected some.`, {
      hints: [
        'Opt in (`delegateVoice`) and have what was earned counted (`updateVoice`): it counts in decisions proposed later.',
        'Who delegated is represented; the representative votes.',
      ],
      ...docs('voice'),
    })
  }
}

export class VoiceMovedError extends BaseError {
  override name = 'VoiceMovedError'
  constructor(
    readonly account: Address,
    readonly successor: Address,
  ) {
    super(`${account} moved, expected ${successor}, who has its voice.`, {
      hints: ['Delegate as the account that goes on.'],
      ...docs('voice'),
    })
  }
}

export class VoiceNotLapsedError extends BaseError {
  override name = 'VoiceNotLapsedError'
  constructor(
    readonly account: Address,
    readonly now_: bigint,
    readonly lapsesAt: bigint,
  ) {
    super(
      `${account} gave a sign of life: its voice lapses at ${time(lapsesAt)}, expected that to be past; it is ${time(now_)}.`,
      {
        hints: [`Try again in ${span(now_, lapsesAt)}.`],
        ...docs('voice'),
      },
    )
  }
}

export class VoiceOutOfReachError extends BaseError {
  override name = 'VoiceOutOfReachError'
  constructor(readonly account: Address) {
    super(`Nobody can cast the voice of ${account} as it is, expected a voice that was delegated.`, {
      hints: ['There is nothing to take out of reach.'],
      ...docs('voice'),
    })
  }
}

export class VoiceTooLargeError extends BaseError {
  override name = 'VoiceTooLargeError'
  constructor(
    readonly account: Address,
    readonly units: bigint,
    readonly max: bigint,
  ) {
    super(`${account} would have ${units} voice, expected at most ${max}.`, {
      hints: ['Count fewer kinds; their voice was chosen far too high.'],
      ...docs('voice'),
    })
  }
}

export class VoiceUnreachableError extends BaseError {
  override name = 'VoiceUnreachableError'
  constructor(readonly ledger: Address) {
    super(`Nobody has opted in to a voice in ledger ${ledger}, expected somebody to decide.`, {
      hints: ['Opt in (`delegateVoice`) and have what was earned counted (`updateVoice`), then propose it a second later.'],
      ...docs('voice'),
    })
  }
}
