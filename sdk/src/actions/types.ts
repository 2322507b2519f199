import type { Address, ContractFunctionArgs, ContractFunctionReturnType, Hex } from 'viem'
import type { campaignAbi } from '../abis/campaign.ts'
import type { campaignFactoryAbi } from '../abis/campaignFactory.ts'
import type { lazyConsensusGovernorAbi } from '../abis/lazyConsensusGovernor.ts'
import type { machineRulesAbi } from '../abis/machineRules.ts'
import type { sharedEquipmentAbi } from '../abis/sharedEquipment.ts'
import type { ventureFactoryAbi } from '../abis/ventureFactory.ts'
import type { EquationLine as ModelLine } from '../model/types.ts'

export type { PreparedTransaction, ReadClient, SendOptions, WriteClient } from './internal/client.ts'

/** One step of the equation: an account or a pool, and its share. */
export type EquationLine =
  | { account: Address; pool?: undefined; basis: ModelLine['basis']; shareBps: number }
  | { account?: undefined; pool: number; basis: ModelLine['basis']; shareBps: number }

/** Rules of acceptance. Points as stored, windows in seconds, shares in bps. */
export type LedgerParameters = {
  /** How many others must attest, one of them a steward; 1 to 16. */
  attestationsRequired: number
  /** Points an affiliate needs to attest; above 0. */
  attestorMinPoints: bigint
  /** Points an affiliate needs to object; never more than a tenth of all points is asked. */
  objectorMinPoints: bigint
  /** Seconds from a proposal to its acceptance by silence; 48 hours to 180 days. */
  objectionWindow: number
  /** Seconds stewards have to resolve an objected batch; 48 hours to 180 days. */
  resolutionDeadline: number
  instantGrowthBps: number
  instantGrowthPoints: bigint
  silentGrowthBps: number
  silentGrowthPoints: bigint
}

/** A signature of somebody named, good until `deadline` (seconds since 1970). */
export type SignedBy = { signer: Address; deadline: bigint; signature: Hex }

/** What an account does by signature instead of a transaction: anybody may submit it, once. */
export type SignedAct = {
  /** The account, or who it is after its moves. */
  signer: Address
  /** Used once; the order doesn't matter. `cancelNonce` cancels it. */
  nonce: bigint
  /** Last second the signature is good for. */
  deadline: bigint
  signature: Hex
}

/** A move of house that somebody else than the account proposes. Its id commits to all of it. */
export type Move = {
  ledger: Address
  /** The account that can't go on, or was a placeholder. */
  from: Address
  /** Who goes on. */
  to: Address
  proposer: Address
  reasonHash: Hex
  /** Makes equal moves different. */
  nonce: bigint
}

/** A peer's statement that a batch is true. */
export type Attestation = {
  /** Whose points count; where that account moved, who it is now has signed. */
  attestor: Address
  /** Who the attestor is now, where it moved: attestations stand in this order. Default: the attestor. */
  holder?: Address
  /** Ascending kinds the attestor's points are counted in; none for a steward. */
  kinds: readonly number[]
  /** Last second the signature is good for. */
  deadline: bigint
  /** Empty (`0x`) when the attestor is the proposer or the sender. */
  signature: Hex
}

/** Where a reason or reply can be read, and keccak256 of what is there. */
export type Reference = { uri: string; hash: Hex }

/** A debt entry to be re-assigned to the venture. */
export type DebtReference = { pool: number; account: Address; index: bigint }

/** Units and debts to take away from others. Its id commits to all of it. */
export type Correction = {
  ledger: Address
  /** The accepted batch it corrects. */
  batch: Hex
  /** Units to remove, packed and sorted as in a batch; equity kinds only. */
  entries: readonly bigint[]
  debts: readonly DebtReference[]
  reasonHash: Hex
  proposer: Address
  nonce: bigint
}

/** All that a venture begins with, as the factory takes it. */
export type VentureConfig = ContractFunctionArgs<typeof ventureFactoryAbi, 'nonpayable', 'deploy'>[0]

/** The same with a governor by lazy consensus: at once where `governor` is zero, else from a published hand-over on. */
export type DeployableConfig = VentureConfig & { lazyConsensus?: { rules: GovernorRules; handOver: HandOverTerms } }

/** How a group decides. Windows, delays and terms in seconds; shares in bps; voice as the ledger counts it. */
export type GovernorRules = ContractFunctionReturnType<typeof lazyConsensusGovernorAbi, 'view', 'rules'>

/** When a founder's venture goes over to its contributors; `period` in seconds after its deployment. */
export type HandOverTerms = ContractFunctionArgs<typeof ventureFactoryAbi, 'nonpayable', 'deployWithGovernor'>[2]

/** All that a campaign begins with, as the factory takes it. */
export type CampaignConfig = ContractFunctionArgs<typeof campaignFactoryAbi, 'nonpayable', 'deploy'>[0]

/** What a campaign is bound by. Nothing of it ever changes. */
export type CampaignTerms = CampaignConfig['terms']

/** What a machine begins with: the split of its revenue, its stewards, its rate card. */
export type MachineConfig = CampaignConfig['machine']

/** What an hour costs one sort of users, smallest units of the machine's token. */
export type Scenario = ContractFunctionReturnType<typeof machineRulesAbi, 'view', 'scenarioOf'>

/** A material, who is reimbursed for it, and its price per whole unit. */
export type Material = ContractFunctionReturnType<typeof machineRulesAbi, 'view', 'materialOf'>

/** A run of the machine, as it is logged. */
export type UseInput = ContractFunctionArgs<typeof sharedEquipmentAbi, 'nonpayable', 'log'>[0]

/** The invoice of a use; the id of the use is its hash. */
export type Invoice = ContractFunctionArgs<typeof sharedEquipmentAbi, 'payable', 'payUse'>[0]

/** A pledge its payer has signed. */
export type SignedPledge = ContractFunctionArgs<typeof campaignAbi, 'nonpayable', 'pledgeSigned'>[0]

/** An allowance signed in the token (ERC-2612); with `deadline` 0 there is none. */
export type PermitSignature = ContractFunctionArgs<typeof campaignAbi, 'nonpayable', 'pledgeWithPermit'>[3]
