import type { CampaignEnd, CampaignState, ProposalStatus } from '../../abis/enums.ts'
import type { Integer } from '../events.ts'
import type { MachineConfig, MachineModel } from '../machine/types.ts'
import type { Account, Token } from '../types.ts'
import type { CoOwnerDecision } from './decision.ts'

export type { CampaignEnd, CampaignState, ProposalStatus }

/** What a campaign is bound by; see `CampaignTerms` of the contracts. Amounts in token units, times in seconds. */
export type CampaignTerms = {
  end: CampaignEnd
  token: Token
  goal: bigint
  minPledge: bigint
  maxPledge: bigint
  deadline: bigint
  releaseDeadline: bigint
  objectionWindow: bigint
  objectionBps: bigint
  /** Machine: what co-owners are paid back at most, of what was spent. */
  capBps: bigint
  agreementHash: string
  initiator: Account
  /** Machine: who will hold it. Venture: none. */
  custodian: Account
  /** Who is paid for the work, or the network the machine will belong to. */
  venture: Account
}

/** Terms with their numbers as decoders or people give them. */
export type CampaignTermsInput = {
  [Name in keyof CampaignTerms]: CampaignTerms[Name] extends bigint ? Integer : CampaignTerms[Name]
}

/** What an account has in a campaign. */
export type Position = {
  refundTo: Account
  /** Token units; its weight in every decision. */
  pledged: bigint
  isPaidBack: boolean
  /** Nobody's wallet yet: nobody has acted as this account. */
  isPlaceholder: boolean
  /** The account itself has said where its money goes back to. */
  hasChosen: boolean
}

export type Proposal = {
  id: bigint
  decision: CoOwnerDecision
  /** What has to be the same when it is carried out: the decision and, for a purchase, the supplier's code. */
  content: string
  proposer: Account
  /** End of the window, seconds since 1970. */
  readyAt: bigint
  status: ProposalStatus
  /** Token units of all who have objected. */
  objections: bigint
  objectors: Set<Account>
  /** Move: the account to be moved, whose own objection stops it. */
  subject: Account | undefined
}

/** What a proposer has done here. */
export type Proposer = { proposal: bigint; stops: bigint; stoppedAt: bigint }

/** Everything a campaign knows. Written by the functions of the model alone. Amounts in token units. */
export type CampaignModel = {
  /** The campaign's own account. */
  campaign: Account
  /** Where the machine is, or will be; empty for work in a venture. */
  machine: Account
  /** Seconds since 1970. */
  now: bigint
  terms: CampaignTerms
  /** Accounts with a pledge. */
  positions: Map<Account, Position>
  raised: bigint
  paidBack: bigint
  spent: bigint
  /** Pledgers that were not paid back yet. */
  unpaid: bigint
  isCancelled: boolean
  isReleased: boolean
  /** What it holds of its token, donations included. */
  balance: bigint
  /** Proposal `n` at `n - 1`. */
  proposals: Proposal[]
  proposers: Map<Account, Proposer>
  /** Stewards of the venture, who propose deliveries. */
  ventureStewards: Set<Account>
  /** Code of suppliers that are contracts: a supplier whose code has changed is another one. */
  codes: Map<Account, string>
  /** Accounts that can't be paid. */
  refusing: Set<Account>
  /** What the machine will begin with, and the machine once it was bought. */
  config: MachineConfig | undefined
  inService: MachineModel | undefined
}
