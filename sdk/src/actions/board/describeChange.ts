import type { Address } from 'viem'
import { time } from '../../errors/words.ts'
import { formatDuration } from '../../utils/duration.ts'
import { formatShare } from '../../utils/share.ts'
import type { GovernedChange } from '../internal/changes.ts'
import type { EquationLine, LedgerParameters } from '../types.ts'

/** How accounts, tokens and kinds are called. Default: addresses, and "kind 2". */
export type ChangeNames = {
  account?: (account: Address) => string
  token?: (token: Address) => string
  kind?: (kind: number) => string
}

/**
 * A change in one sentence.
 *
 * @example describeChange({ change: 'weight', kind: 2, weight: 35 }) // 'kind 2 counts 35 points per smallest unit, past contributions, too'
 */
export function describeChange(
  change: GovernedChange,
  { account = String, token = String, kind = (id) => `kind ${id}` }: ChangeNames = {},
): string {
  switch (change.change) {
    case 'equation':
      return `the equation becomes: ${[...change.lines.map((line) => lineWords(line, account)), `the remainder to ${account(change.remainder)}`].join('; ')}`
    case 'weight':
      return `${kind(change.kind)} counts ${change.weight} points per smallest unit, past contributions, too`
    case 'token':
      return change.muted
        ? `${token(change.token)} is left out of automatic distribution`
        : `${token(change.token)} is a payout token, distributed automatically`
    case 'governor':
      return `${account(change.governor)} becomes governor, and all else that is announced is cancelled`
    case 'noticePeriod':
      return `changes need ${formatDuration(change.period)} of notice`
    case 'steward':
      return `${account(change.account)} ${change.steward ? `becomes a steward${termWords(change.until)}` : 'is no longer a steward'}`
    case 'parameters':
      return `acceptance follows other rules: ${parameterWords(change.parameters)}`
    case 'bar':
      return `${account(change.account)} is ${change.barred ? 'barred from taking part' : 're-admitted'}`
  }
}

const termWords = (until: bigint | undefined) => (until === undefined ? '' : ` until ${time(until)}`)

function lineWords({ account, pool, basis, shareBps }: EquationLine, name: (account: Address) => string): string {
  const whom = account === undefined ? `pool ${pool}` : name(account)
  return `${formatShare(shareBps)} ${basis === 'gross' ? 'of everything' : 'of what is left'} to ${whom}`
}

function parameterWords(parameters: LedgerParameters): string {
  return [
    `${parameters.attestationsRequired} attestations`,
    `attestors hold ${parameters.attestorMinPoints} points`,
    `objectors ${parameters.objectorMinPoints}`,
    `objections within ${formatDuration(parameters.objectionWindow)}`,
    `resolutions within ${formatDuration(parameters.resolutionDeadline)}`,
    `growth at once up to ${formatShare(parameters.instantGrowthBps)} or ${parameters.instantGrowthPoints} points`,
    `by silence up to ${formatShare(parameters.silentGrowthBps)} or ${parameters.silentGrowthPoints} points`,
  ].join(', ')
}
