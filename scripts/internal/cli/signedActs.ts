import { type Address, isAddressEqual, zeroAddress } from 'viem'
import {
  type PreparedTransaction,
  formatAmount,
  prepareClaimToFor,
  prepareDelegateVoiceFor,
  prepareMoveAccount,
  prepareObjectToBatchFor,
  prepareObjectToMoveFor,
  preparePledgeSigned,
  prepareProposeBatchFor,
  prepareProposeLargeBatchFor,
  preparePublishAttestation,
  prepareSetPayeeFor,
  prepareShowPresenceFor,
  prepareVoteOnDecisionFor,
} from '@open-value/sdk'
import { contributionLedgerAbi } from '@open-value/sdk/abis'
import { unpackEntry, unpackWorkDays } from '@open-value/sdk/batch'
import { entryWords, shortId } from './batches.ts'
import { openCampaign } from './campaigns.ts'
import { decisionName, delegationWords, findDecision, groupOf, voteWords } from './decisions.ts'
import { type Context, type OpenVenture, openVenture } from './context.ts'
import { InputError } from './errors.ts'
import { counted } from './output.ts'
import type { Signed, SignedOf } from './signedFile.ts'

/** Who signed it. */
export function signerOf({ act, content }: Signed): Address {
  if (act === 'Pledge') return content.signed.pledger
  if (act === 'Proposal') return content.proposer.signer
  if (act === 'Delegation') return content.signer
  if (act === 'Ballot') return content.ballot.voter
  if (act === 'Attestation' || act === 'MoveAttestation') return content.attestor.signer
  return actOf({ act, content } as Signed).signer
}

/** Last second it is good for, since 1970. */
export function deadlineOf({ act, content }: Signed): bigint {
  if (act === 'Pledge') return content.signed.deadline
  if (act === 'Proposal') return content.proposer.deadline
  if (act === 'Delegation') return content.delegation.expiry
  if (act === 'Ballot') return content.until
  if (act === 'Attestation' || act === 'MoveAttestation') return content.attestor.deadline
  return actOf({ act, content } as Signed).deadline
}

/** Its nonce, and the ledger on which it is used up; `undefined` where it has none. */
export function nonceOf({ act, content }: Signed): { ledger: Address; nonce: bigint } | undefined {
  if (act === 'Pledge' || act === 'Attestation' || act === 'MoveAttestation') return undefined
  // Theirs count up, and can't be cancelled.
  if (act === 'Delegation' || act === 'Ballot') return undefined
  const nonce = act === 'Proposal' ? content.proposal.nonce : actOf({ act, content } as Signed).nonce
  return { ledger: content.ledger, nonce }
}

function actOf(signed: Signed) {
  switch (signed.act) {
    case 'Move':
      return signed.content.fromAct
    case 'MoveAcceptance':
      return signed.content.toAct
    case 'ClaimTo':
    case 'Payee':
    case 'BatchObjection':
    case 'MoveObjection':
    case 'Presence':
    case 'LargeProposal':
      return signed.content.act
    default:
      throw new InputError(`A signed ${signed.act} has no nonce.`)
  }
}

/** The call that submits it, for whoever sends. */
export function prepareSigned({ contracts }: Pick<Context, 'contracts'>, signed: Signed): PreparedTransaction {
  const { accountBoard, reviewBoard, largeBatches } = contracts
  switch (signed.act) {
    case 'ClaimTo':
      return prepareClaimToFor({ ...signed.content, accountBoard })
    case 'Payee':
      return prepareSetPayeeFor({ ...signed.content, accountBoard })
    case 'BatchObjection':
      return prepareObjectToBatchFor({ ...signed.content, reviewBoard })
    case 'MoveObjection':
      return prepareObjectToMoveFor({ ...signed.content, accountBoard })
    case 'Presence':
      return prepareShowPresenceFor({ ...signed.content, accountBoard })
    case 'Proposal':
      return prepareProposeBatchFor(signed.content)
    case 'LargeProposal':
      return prepareProposeLargeBatchFor({ ...signed.content, largeBatches })
    case 'Attestation':
      return preparePublishAttestation({ ...signed.content, reviewBoard })
    case 'Delegation':
      return prepareDelegateVoiceFor(signed.content)
    case 'Ballot':
      return prepareVoteOnDecisionFor(signed.content)
    case 'Pledge': {
      const { permit, ...pledge } = signed.content
      return preparePledgeSigned({ ...pledge, ...(permit ? { permit } : {}) })
    }
    case 'MoveAcceptance':
      if (signed.content.proposer === zeroAddress) throw halfAMove()
      throw new InputError('This accepts a move that somebody proposes.', ['Give it to `move:propose --with`.'])
    case 'Move':
      throw halfAMove()
    case 'MoveAttestation':
      throw new InputError('Attestations of a move are sent together.', ['Give them to `move:attest --with`.'])
  }
}

function halfAMove(): InputError {
  return new InputError('A move takes two signatures: of the account that moves, and of who goes on as it.', [
    'Submit both files together.',
  ])
}

/** A move of house that both have signed. */
export function prepareSignedMove(
  { contracts }: Pick<Context, 'contracts'>,
  { content: from }: SignedOf<'Move'>,
  { content: to }: SignedOf<'MoveAcceptance'>,
): PreparedTransaction {
  return prepareMoveAccount({ ...from, toAct: to.toAct, accountBoard: contracts.accountBoard })
}

/** Whether two signatures make a move of the account by itself. */
export function areOneMove({ content: a }: SignedOf<'Move'>, { content: b }: SignedOf<'MoveAcceptance'>): boolean {
  return b.proposer === zeroAddress && (['ledger', 'from', 'to'] as const).every((end) => isAddressEqual(a[end], b[end]))
}

/** The venture something was signed for; asked once for each. */
export function venturesOf(context: Context): (ledger: Address) => Promise<OpenVenture> {
  const known = new Map<Address, Promise<OpenVenture>>()
  return (ledger) => {
    const found = known.get(ledger) ?? ventureBehind(context, ledger)
    known.set(ledger, found)
    return found
  }
}

async function ventureBehind(context: Context, ledger: Address): Promise<OpenVenture> {
  const venture = await context.client
    .readContract({ address: ledger, abi: contributionLedgerAbi, functionName: 'venture' })
    .catch(() => {
      throw new InputError(`There is no ledger at ${ledger} on this chain.`, [
        'Perhaps it is one of another chain: see --network.',
      ])
    })
  return openVenture(context, venture)
}

/** What will be done, for whom: "Pay what Ana is owed by Forillon, in USDC, to 0x…". */
export async function signedWords(
  context: Context,
  signed: Signed,
  ventureOf: (ledger: Address) => Promise<OpenVenture> = venturesOf(context),
): Promise<string> {
  const { people } = context
  const both = (account: Address) => people.both(account)
  if (signed.act === 'Pledge') {
    const { campaign, signed: pledge } = signed.content
    const { name, token } = await openCampaign(context, campaign)
    return `Pledge ${formatAmount(pledge.amount, token)} to ${name} for ${both(pledge.pledger)}`
  }
  const venture = await ventureOf(signed.content.ledger)
  const { name } = venture
  switch (signed.act) {
    case 'ClaimTo': {
      const { account, recipient, tokens } = signed.content
      const symbols = tokens.map((token) => venture.tokens.find((known) => isAddressEqual(known.token, token))?.symbol ?? token)
      return `Pay what ${both(account)} is owed by ${name}, in ${symbols.join(' and ')}, to ${both(recipient)}`
    }
    case 'Payee': {
      const { account, payee } = signed.content
      return payee === zeroAddress
        ? `Pay ${both(account)} itself again, at ${name}`
        : `Pay ${both(payee)} in place of ${both(account)} from now on, at ${name}`
    }
    case 'BatchObjection': {
      const { subject, reason, account, amendedEntries } = signed.content
      const instead = amendedEntries.length > 0 ? ', with an amendment' : ''
      return `Object to batch ${shortId(subject)} of ${name} as ${both(account)}${instead}: ${reason.uri}`
    }
    case 'MoveObjection': {
      const { move, reason, account } = signed.content
      return `Object as ${both(account)} to ${both(move.to)} going on as ${both(move.from)} at ${name}: ${reason.uri}`
    }
    case 'Move':
      return `Let ${both(signed.content.to)} go on as ${both(signed.content.from)} at ${name}, for good`
    case 'MoveAcceptance': {
      const { from, to, proposer } = signed.content
      const by = proposer === zeroAddress ? '' : `, as ${both(proposer)} proposes`
      return `Let ${both(to)} go on as ${both(from)} at ${name}, for good${by}`
    }
    case 'Presence':
      return `Show that ${both(signed.content.act.signer)} is there: whoever wants to move it at ${name} has to begin anew`
    case 'Proposal': {
      const { entries, workDays } = signed.content.proposal
      const days = unpackWorkDays(workDays)
      const [first] = entries.map((entry, i) => entryWords({ ...unpackEntry(entry), day: days[i] }, venture.kinds, context))
      const more = entries.length > 1 ? ` and ${entries.length - 1} more` : ''
      return `Log ${first ?? 'nothing'}${more}, with ${name}`
    }
    case 'LargeProposal': {
      const { leaves, dataURI } = signed.content.proposal
      return `Propose ${counted(Number(leaves), 'contribution', 'contributions')} to ${name} as a large batch: ${dataURI}`
    }
    case 'Attestation':
      return `Attest batch ${shortId(signed.content.batch)} of ${name} as ${both(signed.content.attestor.signer)}`
    case 'Delegation': {
      const { signer, delegation } = signed.content
      return `${delegationWords(both, { account: signer, delegatee: delegation.delegatee })} at ${name}`
    }
    case 'Ballot': {
      const { decision, support, voter, reason } = signed.content.ballot
      const found = await findDecision(context, await groupOf(context, venture), String(decision))
      const why = reason === '' ? '' : `: ${reason.replace(/\n#hash=0x\w+$/, '')}`
      return `${voteWords[support]} decision ${decisionName(found)} of ${name} as ${both(voter)}${why}`
    }
    case 'MoveAttestation':
      return `Attest move ${shortId(signed.content.batch)} at ${name} as ${both(signed.content.attestor.signer)}`
  }
}
