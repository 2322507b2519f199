import type { Address, Hex } from 'viem'

/** Whom a signature is for: one ledger on one chain. */
export type LedgerDomainParameters = { chainId: number; ledger: Address }

export const proposalTypes = {
  Proposal: [
    { name: 'proposer', type: 'address' },
    { name: 'entries', type: 'bytes32' },
    { name: 'workDays', type: 'bytes32' },
    { name: 'evidence', type: 'bytes32' },
    { name: 'evidenceURI', type: 'string' },
    { name: 'task', type: 'bytes32' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export const attestationTypes = {
  Attestation: [
    { name: 'batch', type: 'bytes32' },
    { name: 'entries', type: 'bytes32' },
    { name: 'attestor', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export const amendmentConsentTypes = {
  AmendmentConsent: [
    { name: 'batch', type: 'bytes32' },
    { name: 'amendment', type: 'bytes32' },
    { name: 'affiliate', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export const resolutionTypes = {
  Resolution: [
    { name: 'batch', type: 'bytes32' },
    { name: 'objections', type: 'uint256' },
    { name: 'decision', type: 'uint8' },
    { name: 'allowed', type: 'uint256' },
    { name: 'entries', type: 'bytes32' },
    { name: 'steward', type: 'address' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** What every act of an account that is signed for anybody to submit ends with. */
const ACT = [
  { name: 'signer', type: 'address' },
  { name: 'nonce', type: 'uint256' },
  { name: 'deadline', type: 'uint256' },
] as const

export const largeProposalTypes = {
  LargeProposal: [
    { name: 'proposer', type: 'address' },
    { name: 'totals', type: 'bytes32' },
    { name: 'root', type: 'bytes32' },
    { name: 'leaves', type: 'uint256' },
    { name: 'data', type: 'bytes32' },
    { name: 'dataURI', type: 'string' },
    { name: 'task', type: 'bytes32' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export const objectionTypes = {
  Objection: [
    { name: 'subject', type: 'bytes32' },
    { name: 'account', type: 'address' },
    { name: 'reason', type: 'bytes32' },
    { name: 'reasonURI', type: 'string' },
    { name: 'amendment', type: 'bytes32' },
    ...ACT,
  ],
} as const

export const claimToTypes = {
  ClaimTo: [
    { name: 'account', type: 'address' },
    { name: 'recipient', type: 'address' },
    { name: 'tokens', type: 'address[]' },
    { name: 'kinds', type: 'uint8[]' },
    { name: 'maxDebtEntries', type: 'uint256' },
    ...ACT,
  ],
} as const

export const payeeTypes = {
  Payee: [{ name: 'account', type: 'address' }, { name: 'payee', type: 'address' }, ...ACT],
} as const

export const moveTypes = {
  Move: [{ name: 'from', type: 'address' }, { name: 'to', type: 'address' }, ...ACT],
} as const

export const moveAcceptanceTypes = {
  MoveAcceptance: [
    { name: 'from', type: 'address' },
    { name: 'to', type: 'address' },
    { name: 'proposer', type: 'address' },
    ...ACT,
  ],
} as const

export const presenceTypes = { Presence: ACT } as const

/** As in every ERC-5805 contract. */
export const delegationTypes = {
  Delegation: [
    { name: 'delegatee', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'expiry', type: 'uint256' },
  ],
} as const

/** Whom a signature is for: one governor on one chain. */
export type GovernorDomainParameters = { chainId: number; governor: Address }

/** As in OpenZeppelin's Governor. */
export const ballotTypes = {
  ExtendedBallot: [
    { name: 'proposalId', type: 'uint256' },
    { name: 'support', type: 'uint8' },
    { name: 'voter', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'reason', type: 'string' },
    { name: 'params', type: 'bytes' },
  ],
} as const

/** Whom a signature is for: one campaign on one chain. */
export type CampaignDomainParameters = { chainId: number; campaign: Address }

export const pledgeTypes = {
  Pledge: [
    { name: 'pledger', type: 'address' },
    { name: 'amount', type: 'uint256' },
    { name: 'agreementHash', type: 'bytes32' },
    { name: 'refundTo', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

export const refundToTypes = {
  RefundTo: [
    { name: 'account', type: 'address' },
    { name: 'refundTo', type: 'address' },
    { name: 'nonce', type: 'uint256' },
    { name: 'deadline', type: 'uint256' },
  ],
} as const

/** EIP-712 domain of a ledger. */
export function ledgerDomain({ chainId, ledger }: LedgerDomainParameters) {
  return { name: 'OpenValueLedger', version: '1', chainId, verifyingContract: ledger } as const
}

/** EIP-712 domain of a governor by lazy consensus. */
export function governorDomain({ chainId, governor }: GovernorDomainParameters) {
  return { name: 'OpenValueGovernor', version: '1', chainId, verifyingContract: governor } as const
}

export type DelegationMessage = {
  /** Who casts the signer's voice. */
  delegatee: Address
  /** The signer's next one in the ledger. */
  nonce: bigint
  /** Last second the signature is good for. */
  expiry: bigint
}

/** What an account signs to opt in, or to choose a representative. */
export function delegationTypedData(domain: LedgerDomainParameters, message: DelegationMessage) {
  return { domain: ledgerDomain(domain), types: delegationTypes, primaryType: 'Delegation', message } as const
}

export type BallotMessage = {
  proposalId: bigint
  /** 0 against, 1 for, 2 abstain. */
  support: number
  voter: Address
  /** The voter's next one in the governor. */
  nonce: bigint
  reason: string
}

/** What a voter signs, so that anybody can submit the vote. */
export function ballotTypedData(domain: GovernorDomainParameters, message: BallotMessage) {
  return {
    domain: governorDomain(domain),
    types: ballotTypes,
    primaryType: 'ExtendedBallot',
    message: { ...message, params: '0x' },
  } as const
}

export type ProposalMessage = {
  proposer: Address
  /** `hashEntries` of the batch. */
  entries: Hex
  /** keccak256 of the packed days of work. */
  workDays: Hex
  /** Hash of the evidence. */
  evidence: Hex
  evidenceURI: string
  /** Task it answers, or zero. */
  task: Hex
  nonce: bigint
  /** Last second the signature is good for. */
  deadline: bigint
}

/** What a contributor without gas signs, so that anybody can submit the batch. */
export function proposalTypedData(domain: LedgerDomainParameters, message: ProposalMessage) {
  return { domain: ledgerDomain(domain), types: proposalTypes, primaryType: 'Proposal', message } as const
}

export type AttestationMessage = {
  batch: Hex
  /** `hashEntries` of the entries in force. */
  entries: Hex
  attestor: Address
  deadline: bigint
}

/** What a peer signs to say that a batch is true. */
export function attestationTypedData(domain: LedgerDomainParameters, message: AttestationMessage) {
  return { domain: ledgerDomain(domain), types: attestationTypes, primaryType: 'Attestation', message } as const
}

export type AmendmentConsentMessage = {
  batch: Hex
  /** `hashEntries` of the amended entries. */
  amendment: Hex
  affiliate: Address
  deadline: bigint
}

/** What an affiliate signs whose quantity an amendment lowers. */
export function amendmentConsentTypedData(domain: LedgerDomainParameters, message: AmendmentConsentMessage) {
  return { domain: ledgerDomain(domain), types: amendmentConsentTypes, primaryType: 'AmendmentConsent', message } as const
}

export type ResolutionMessage = {
  batch: Hex
  /** Objections ever made to the batch when it was signed. */
  objections: bigint
  /** `Decision` of the review. */
  decision: number
  /** Bitmap of the entries that may be taken, where only some are. */
  allowed: bigint
  /** `hashEntries` of the entries in force after the decision. */
  entries: Hex
  steward: Address
  deadline: bigint
}

/** What a steward signs to decide an objected batch. */
export function resolutionTypedData(domain: LedgerDomainParameters, message: ResolutionMessage) {
  return { domain: ledgerDomain(domain), types: resolutionTypes, primaryType: 'Resolution', message } as const
}

/** Who signs an act, with which nonce, until when. */
export type ActMessage = {
  /** The account, or who it is after its moves. */
  signer: Address
  /** Any number the signer has not used or cancelled on this ledger. */
  nonce: bigint
  /** Last second the signature is good for. */
  deadline: bigint
}

export type LargeProposalMessage = {
  proposer: Address
  /** `hashEntries` of the packed totals. */
  totals: Hex
  root: Hex
  leaves: bigint
  /** keccak256 of the data file. */
  data: Hex
  dataURI: string
  /** Task it answers, or zero. */
  task: Hex
  nonce: bigint
  deadline: bigint
}

/** What somebody without gas signs, so that anybody can submit the large batch. */
export function largeProposalTypedData(domain: LedgerDomainParameters, message: LargeProposalMessage) {
  return { domain: ledgerDomain(domain), types: largeProposalTypes, primaryType: 'LargeProposal', message } as const
}

export type ObjectionMessage = ActMessage & {
  /** Id of a batch, a correction or a move. */
  subject: Hex
  /** Whose points count. */
  account: Address
  /** Hash of the reason. */
  reason: Hex
  reasonURI: string
  /** `hashEntries` of the amended entries, or zero. */
  amendment: Hex
}

/** What an objector without gas signs. */
export function objectionTypedData(domain: LedgerDomainParameters, message: ObjectionMessage) {
  return { domain: ledgerDomain(domain), types: objectionTypes, primaryType: 'Objection', message } as const
}

export type ClaimToMessage = ActMessage & {
  /** Who is owed. */
  account: Address
  recipient: Address
  tokens: readonly Address[]
  /** Ascending. */
  kinds: readonly number[]
  /** Debt entries walked at most, per pool. */
  maxDebtEntries: bigint
}

/** What the holder of an account signs to be paid elsewhere, once. */
export function claimToTypedData(domain: LedgerDomainParameters, message: ClaimToMessage) {
  return { domain: ledgerDomain(domain), types: claimToTypes, primaryType: 'ClaimTo', message } as const
}

export type PayeeMessage = ActMessage & {
  account: Address
  /** Who is paid in its place; zero: itself again. */
  payee: Address
}

/** What the holder of an account signs to be paid elsewhere from now on. */
export function payeeTypedData(domain: LedgerDomainParameters, message: PayeeMessage) {
  return { domain: ledgerDomain(domain), types: payeeTypes, primaryType: 'Payee', message } as const
}

export type MoveMessage = ActMessage & {
  from: Address
  /** Who goes on as `from`. */
  to: Address
}

/** What an account signs to move. */
export function moveTypedData(domain: LedgerDomainParameters, message: MoveMessage) {
  return { domain: ledgerDomain(domain), types: moveTypes, primaryType: 'Move', message } as const
}

export type MoveAcceptanceMessage = MoveMessage & {
  /** Who proposes the move; zero where `from` moves by itself. */
  proposer: Address
}

/** What an account signs to go on as another. */
export function moveAcceptanceTypedData(domain: LedgerDomainParameters, message: MoveAcceptanceMessage) {
  return { domain: ledgerDomain(domain), types: moveAcceptanceTypes, primaryType: 'MoveAcceptance', message } as const
}

/** What an account signs to show that it is there. */
export function presenceTypedData(domain: LedgerDomainParameters, message: ActMessage) {
  return { domain: ledgerDomain(domain), types: presenceTypes, primaryType: 'Presence', message } as const
}

/** EIP-712 domain of a campaign. */
export function campaignDomain({ chainId, campaign }: CampaignDomainParameters) {
  return { name: 'OpenValueCampaign', version: '1', chainId, verifyingContract: campaign } as const
}

export type PledgeMessage = {
  pledger: Address
  /** Smallest units of the campaign's token; taken in part where less is missing. */
  amount: bigint
  agreementHash: Hex
  /** Where the money goes back to; zero: the pledger, or as set before. */
  refundTo: Address
  nonce: bigint
  /** Last second the signature is good for. */
  deadline: bigint
}

/** What a pledger without gas signs, so that anybody can submit the pledge. */
export function pledgeTypedData(domain: CampaignDomainParameters, message: PledgeMessage) {
  return { domain: campaignDomain(domain), types: pledgeTypes, primaryType: 'Pledge', message } as const
}

export type RefundToMessage = {
  account: Address
  refundTo: Address
  nonce: bigint
  deadline: bigint
}

/** What a pledger signs to be paid back elsewhere. */
export function refundToTypedData(domain: CampaignDomainParameters, message: RefundToMessage) {
  return { domain: campaignDomain(domain), types: refundToTypes, primaryType: 'RefundTo', message } as const
}
