// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Motion, Rules, Tally} from "../types/GovernanceTypes.sol";

/// @title Decisions of those who contribute
/// @dev OpenZeppelin's Governor with a voice that is earned, and two ways to count. On the lazy track a proposal passes when
///      its window ends with objections below both stops. On the consensus track a quorum takes part, two thirds of the
///      voice that is for or against are for it, and more heads than are against. `DecisionBoard` says which decision
///      takes which track. A vote against is an objection. Each voter's voice, own and delegated, counts as at most a
///      tenth of what is reachable; whoever casts `headVoice` is a head.
///      Voice is that of the second before a proposal, rules those of its moment.
interface ILazyConsensusGovernor is IGovernor {
    event RulesSet(Rules previousRules, Rules rules);
    /// @notice Follows `ProposalCreated`: the rules this proposal is decided by.
    event MotionOpened(uint256 indexed proposalId, bool isConsensus, Motion motion);
    /// @notice Objected to, and now put to the vote; votes cast so far stand.
    event ProposalEscalated(uint256 indexed proposalId, address indexed account, uint256 deadline);
    /// @notice As in OpenZeppelin's `GovernorPreventLateQuorum`: a head objected, or a vote turned the outcome, in the last
    ///         quarter.
    event ProposalExtended(uint256 indexed proposalId, uint64 extendedDeadline);

    error GovernorInitialized(address ledger);
    error ProposerBarred(address account);
    error VoiceMissing(address account, uint256 proposalId);
    error LazyProposalsTooMany(uint256 open, uint256 max);
    error LazyProposalsOfProposerTooMany(address proposer, uint256 open, uint256 max);
    error EscalationNotPossible(uint256 proposalId, ProposalState state);
    error EscalationTooLate(uint256 nowTimestamp, uint256 deadline);
    error DecisionWaits(uint256 nowTimestamp, uint256 readyAt);
    /// @dev Somebody else governed in between.
    error DecisionOfAnotherEpoch(uint256 epoch, uint256 current);
    /// @dev What passed on the lazy track would now take the consensus track: other steps came in between.
    error DecisionNeedsConsensus(uint256 proposalId);

    /// @notice Once, in the transaction that makes the clone.
    function initialize(address ledger, Rules calldata rules) external;

    /// @notice Sets how decisions are made from now on; proposals that are open keep the rules they had. A decision alone can.
    function setRules(Rules calldata rules) external;

    /// @notice Puts a lazy proposal that was stopped by objections to the vote, within 7 days after its window. Anybody can.
    function escalate(uint256 proposalId) external;

    /* VIEWS */

    function ledger() external view returns (address);
    /// @notice The ledger again, under the name by which tools look for a voting source.
    function token() external view returns (address);
    function rules() external view returns (Rules memory);
    function motionOf(uint256 proposalId) external view returns (Motion memory);
    function tallyOf(uint256 proposalId) external view returns (Tally memory);
    /// @notice First second a proposal can be executed, if it passes.
    function proposalReadyAt(uint256 proposalId) external view returns (uint256);
    /// @notice Lazy proposals in their windows; some may be over.
    function openLazyProposals() external view returns (uint256[] memory);
}
