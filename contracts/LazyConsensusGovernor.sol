// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Governor} from "@openzeppelin/contracts/governance/Governor.sol";
import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IDecisionBoard} from "./interfaces/IDecisionBoard.sol";
import {ILazyConsensusGovernor} from "./interfaces/ILazyConsensusGovernor.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {IVoiceBoard} from "./interfaces/IVoiceBoard.sol";
import {MAX_CAST_BPS, Motion, Rules, Tally} from "./types/GovernanceTypes.sol";
import {BPS} from "./types/VentureTypes.sol";

/// @title Lazy consensus
/// @dev A clone per venture. Nothing the constructors of OpenZeppelin's Governor write is read: its name is overridden, its
///      EIP-712 domain stands in immutables.
contract LazyConsensusGovernor is ILazyConsensusGovernor, Governor {
    /// @dev After a lazy window, to put it to the vote.
    uint256 private constant ESCALATION_PERIOD = 7 days;
    /// @dev After the delay; an old decision can't be pulled out of a drawer.
    uint256 private constant EXECUTION_PERIOD = 60 days;
    string private constant NAME = "OpenValueGovernor";

    enum Support {
        Against,
        For,
        Abstain
    }

    IContributionLedger private _ledger;
    Rules private _rules;
    mapping(uint256 proposalId => Motion) private _motions;
    mapping(uint256 proposalId => Tally) private _tallies;
    mapping(uint256 proposalId => mapping(address account => bool)) private _voted;
    uint256[] private _openLazy;

    /// @dev The window of the proposal that is being made.
    uint256 private transient _periodProposed;

    IDecisionBoard private immutable _decisionBoard;

    /// @dev Locks the implementation.
    constructor(IDecisionBoard decisionBoard_) Governor(NAME) {
        _decisionBoard = decisionBoard_;
        _ledger = IContributionLedger(address(0xdead));
    }

    /// @inheritdoc ILazyConsensusGovernor
    function initialize(address ledger_, Rules calldata rules_) external {
        if (address(_ledger) != address(0)) revert GovernorInitialized(address(_ledger));
        _decisionBoard.checkRules(rules_);
        _ledger = IContributionLedger(ledger_);
        _rules = rules_;
    }

    /// @inheritdoc ILazyConsensusGovernor
    function setRules(Rules calldata rules_) external onlyGovernance {
        _decisionBoard.checkRules(rules_);
        emit RulesSet(_rules, rules_);
        _rules = rules_;
    }

    /* PROPOSE */

    function _propose(
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        string memory description,
        address proposer
    ) internal override returns (uint256 proposalId) {
        if (_ledger.isBarred(proposer)) revert ProposerBarred(proposer);
        Motion memory motion = _decisionBoard.openMotion(address(_ledger), _rules, targets, values, calldatas);
        _periodProposed = motion.window;
        proposalId = super._propose(targets, values, calldatas, description, proposer);
        _periodProposed = 0;
        if (!motion.isConsensus) _enterLazy(proposalId, proposer);
        _motions[proposalId] = motion;
        emit MotionOpened(proposalId, motion.isConsensus, motion);
    }

    /// @dev Forgets the ones that are over, and counts.
    function _enterLazy(uint256 proposalId, address proposer) private {
        uint256 own;
        uint256 i;
        while (i < _openLazy.length) {
            uint256 id = _openLazy[i];
            if (!_motions[id].isConsensus && state(id) == ProposalState.Active) {
                if (proposalProposer(id) == proposer) own++;
                i++;
            } else {
                _openLazy[i] = _openLazy[_openLazy.length - 1];
                _openLazy.pop();
            }
        }
        if (i >= _rules.openLazy) revert LazyProposalsTooMany(i, _rules.openLazy);
        if (own >= _rules.openPerProposer) {
            revert LazyProposalsOfProposerTooMany(proposer, own, _rules.openPerProposer);
        }
        _openLazy.push(proposalId);
    }

    /// @inheritdoc ILazyConsensusGovernor
    function escalate(uint256 proposalId) external {
        Motion storage motion = _motions[proposalId];
        ProposalState current = state(proposalId);
        if (motion.isConsensus || current != ProposalState.Defeated) revert EscalationNotPossible(proposalId, current);
        uint256 until = motion.deadline + ESCALATION_PERIOD;
        if (block.timestamp > until) revert EscalationTooLate(block.timestamp, until);
        (motion.isConsensus, motion.wasEscalated, motion.wasExtended) = (true, true, false);
        motion.window = motion.consensusWindow;
        motion.deadline = uint40(block.timestamp + motion.window);
        emit ProposalEscalated(proposalId, msg.sender, motion.deadline);
    }

    /// @dev A proposer can withdraw a proposal in its window; what was decided is everybody's.
    function _validateCancel(uint256 proposalId, address caller) internal view override returns (bool) {
        return caller == proposalProposer(proposalId) && state(proposalId) == ProposalState.Active;
    }

    /* VOTE */

    /// @dev What passed lazily and waits can still be stopped.
    function _castVote(
        uint256 proposalId,
        address account,
        uint8 support,
        string memory reason,
        bytes memory params
    ) internal override returns (uint256 weight) {
        bool late =
            support == uint8(Support.Against) &&
                !_motions[proposalId].isConsensus &&
                state(proposalId) == ProposalState.Succeeded;
        if (!late) return super._castVote(proposalId, account, support, reason, params);
        weight = _getVotes(account, proposalSnapshot(proposalId), params);
        weight = _countVote(proposalId, account, support, weight, params);
        emit VoteCast(account, proposalId, support, weight, reason);
    }

    /// @return The voice that counts, in the event.
    function _countVote(
        uint256 proposalId,
        address account,
        uint8 support,
        uint256 totalWeight,
        bytes memory
    ) internal override returns (uint256) {
        if (totalWeight == 0) revert VoiceMissing(account, proposalId);
        if (_voted[proposalId][account]) revert GovernorAlreadyCastVote(account);
        if (support > uint8(Support.Abstain)) revert GovernorInvalidVoteType();
        _voted[proposalId][account] = true;
        Motion storage motion = _motions[proposalId];
        Tally storage tally = _tallies[proposalId];
        bool passed = _passes(proposalId);

        uint256 weight = Math.min(totalWeight, Math.max(1, (motion.reachable * MAX_CAST_BPS) / BPS));
        uint32 head = weight >= motion.headVoice ? 1 : 0;
        tally.castVoice += uint128(totalWeight);
        if (support == uint8(Support.Against)) {
            tally.againstVoice += uint128(weight);
            tally.headsAgainst += head;
        } else if (support == uint8(Support.For)) {
            tally.forVoice += uint128(weight);
            tally.headsFor += head;
        } else {
            tally.headsAbstaining += head;
        }
        bool isObjection = support == uint8(Support.Against) && head != 0;
        if (isObjection || passed != _passes(proposalId)) _extend(proposalId, motion);
        _noteVote(account);
        return weight;
    }

    /// @dev Others get time to answer what came in the last quarter of a window: a head's objection, or a vote that turned
    ///      the outcome.
    function _extend(uint256 proposalId, Motion storage motion) private {
        uint256 quarter = motion.window / 4;
        if (motion.wasExtended || block.timestamp > motion.deadline) return;
        if (block.timestamp + quarter <= motion.deadline) return;
        uint256 deadline = block.timestamp + quarter;
        (motion.deadline, motion.wasExtended) = (uint40(deadline), true);
        emit ProposalExtended(proposalId, uint64(deadline));
    }

    /// @dev Voting keeps a voice from lapsing, as long as this governor governs.
    function _noteVote(address account) private {
        if (IVenture(_ledger.venture()).governor() != address(this)) return;
        IVoiceBoard(_ledger.voiceBoard()).noteVote(address(_ledger), account);
    }

    function _passes(uint256 proposalId) private view returns (bool) {
        return _quorumReached(proposalId) && _voteSucceeded(proposalId);
    }

    function _quorumReached(uint256 proposalId) internal view override returns (bool) {
        Motion storage motion = _motions[proposalId];
        if (!motion.isConsensus) return true;
        Tally storage tally = _tallies[proposalId];
        uint256 heads = uint256(tally.headsFor) + tally.headsAgainst + tally.headsAbstaining;
        return
            uint256(tally.castVoice) * BPS >= uint256(motion.reachable) * motion.quorumBps &&
            heads >= motion.quorumHeads;
    }

    function _voteSucceeded(uint256 proposalId) internal view override returns (bool) {
        Motion storage motion = _motions[proposalId];
        Tally storage tally = _tallies[proposalId];
        if (motion.isConsensus) {
            uint256 forAndAgainst = uint256(tally.forVoice) + tally.againstVoice;
            return uint256(tally.forVoice) * 3 >= forAndAgainst * 2 && tally.headsFor > tally.headsAgainst;
        }
        return
            tally.againstVoice < Math.max(1, (uint256(motion.reachable) * motion.stopBps) / BPS) &&
            tally.headsAgainst < motion.stopHeads;
    }

    /* EXECUTE */

    function _executeOperations(
        uint256 proposalId,
        address[] memory targets,
        uint256[] memory values,
        bytes[] memory calldatas,
        bytes32 descriptionHash
    ) internal override {
        Motion storage motion = _motions[proposalId];
        uint256 readyAt = proposalReadyAt(proposalId);
        if (block.timestamp < readyAt) revert DecisionWaits(block.timestamp, readyAt);
        uint256 epoch = IVenture(_ledger.venture()).noticeEpoch();
        if (epoch != motion.epoch) revert DecisionOfAnotherEpoch(motion.epoch, epoch);
        if (!motion.isConsensus) {
            Rules memory then_ = _rules;
            then_.stepBps = motion.stepBps;
            uint256 since = proposalSnapshot(proposalId) + 1;
            if (!_decisionBoard.isLazy(address(_ledger), then_, since, targets, values, calldatas)) {
                revert DecisionNeedsConsensus(proposalId);
            }
        }
        super._executeOperations(proposalId, targets, values, calldatas, descriptionHash);
    }

    /* VIEWS */

    /// @dev A decision that nobody carried out in time is over.
    function state(uint256 proposalId) public view override(Governor, IGovernor) returns (ProposalState current) {
        current = super.state(proposalId);
        if (current != ProposalState.Succeeded) return current;
        Motion storage motion = _motions[proposalId];
        uint256 until = uint256(motion.deadline) + motion.delay + EXECUTION_PERIOD;
        if (block.timestamp > until) return ProposalState.Expired;
    }

    /// @notice The second before it was proposed: nothing that comes with a proposal has a voice in it.
    function proposalSnapshot(uint256 proposalId) public view override(Governor, IGovernor) returns (uint256) {
        return Math.saturatingSub(super.proposalSnapshot(proposalId), 1);
    }

    /// @notice Last second of its window.
    function proposalDeadline(uint256 proposalId) public view override(Governor, IGovernor) returns (uint256) {
        return _motions[proposalId].deadline;
    }

    /// @inheritdoc ILazyConsensusGovernor
    function proposalReadyAt(uint256 proposalId) public view returns (uint256) {
        return uint256(_motions[proposalId].deadline) + _motions[proposalId].delay + 1;
    }

    /// @inheritdoc IGovernor
    function hasVoted(uint256 proposalId, address account) public view override(IGovernor) returns (bool) {
        return _voted[proposalId][account];
    }

    /// @inheritdoc IGovernor
    // solhint-disable-next-line func-name-mixedcase
    function COUNTING_MODE() public pure override(IGovernor) returns (string memory) {
        return "support=bravo&quorum=against,for,abstain";
    }

    /// @inheritdoc IGovernor
    function votingDelay() public pure override(Governor, IGovernor) returns (uint256) {
        return 0;
    }

    /// @notice Of the consensus track; the event of a proposal names its own.
    function votingPeriod() public view override(Governor, IGovernor) returns (uint256) {
        return _periodProposed != 0 ? _periodProposed : _rules.consensusWindow;
    }

    /// @inheritdoc IGovernor
    function quorum(uint256 timepoint) public view override(Governor, IGovernor) returns (uint256) {
        return Math.ceilDiv(_ledger.getPastTotalSupply(timepoint) * _rules.quorumBps, BPS);
    }

    /// @notice A head can always propose.
    function proposalThreshold() public view override(Governor, IGovernor) returns (uint256) {
        uint256 reachable = _ledger.getPastTotalSupply(block.timestamp - 1);
        return Math.max(1, Math.min(_rules.proposerVoice, (reachable * MAX_CAST_BPS) / BPS));
    }

    /// @inheritdoc IERC6372
    function clock() public view override(Governor, IERC6372) returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override(Governor, IERC6372) returns (string memory) {
        return "mode=timestamp";
    }

    function name() public pure override(Governor, IGovernor) returns (string memory) {
        return NAME;
    }

    /// @inheritdoc ILazyConsensusGovernor
    function ledger() external view returns (address) {
        return address(_ledger);
    }

    /// @inheritdoc ILazyConsensusGovernor
    function token() external view returns (address) {
        return address(_ledger);
    }

    /// @inheritdoc ILazyConsensusGovernor
    function rules() external view returns (Rules memory) {
        return _rules;
    }

    /// @inheritdoc ILazyConsensusGovernor
    function motionOf(uint256 proposalId) external view returns (Motion memory) {
        return _motions[proposalId];
    }

    /// @inheritdoc ILazyConsensusGovernor
    function tallyOf(uint256 proposalId) external view returns (Tally memory) {
        return _tallies[proposalId];
    }

    /// @inheritdoc ILazyConsensusGovernor
    function openLazyProposals() external view returns (uint256[] memory) {
        return _openLazy;
    }

    function _getVotes(address account, uint256 timepoint, bytes memory) internal view override returns (uint256) {
        return _ledger.getPastVotes(account, timepoint);
    }
}
