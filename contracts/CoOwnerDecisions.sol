// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICoOwnerDecisions} from "./interfaces/ICoOwnerDecisions.sol";
import {CoOwnerAction, Proposal, ProposalStatus, Proposer} from "./types/CampaignTypes.sol";
import {BPS} from "./types/VentureTypes.sol";

/// @title The rule of decisions by weight of pledge
/// @dev Its heir says who has which weight, what may be proposed when, and what happens.
abstract contract CoOwnerDecisions is ICoOwnerDecisions, ReentrancyGuardTransient {
    /// @dev Share of all pledges that may propose.
    uint256 private constant PROPOSER_BPS = 500;
    uint256 private constant MAX_STOPS = 2;
    uint256 private constant WAIT_AFTER_STOPS = 90 days;
    /// @dev How long a decision about the machine can be carried out.
    uint256 private constant EXECUTION_PERIOD = 30 days;

    /// @dev Release: between funding and release. Service: while the machine pays its co-owners back.
    enum Phase {
        Closed,
        Release,
        Service
    }

    uint256 private _proposalCount;
    mapping(uint256 id => Proposal) private _proposals;
    mapping(address account => Proposer) private _proposers;
    mapping(uint256 id => mapping(address account => bool)) private _objections;

    /// @inheritdoc ICoOwnerDecisions
    function propose(
        CoOwnerAction action,
        bytes calldata data,
        bytes32 textHash,
        string calldata uri
    ) external returns (uint256 id) {
        Phase phase = _openPhase(action);
        uint256 readyAt = block.timestamp + _windowOf(action);
        if (phase == Phase.Release && readyAt >= _releaseDeadline())
            revert ProposalTooLate(readyAt, _releaseDeadline());
        Proposer memory proposer = _proposers[msg.sender];
        _checkProposer(proposer, phase);
        if (!_mayPropose(msg.sender, action)) {
            if (action == CoOwnerAction.Delivery) revert StewardOnly(msg.sender);
            uint256 minPledged = Math.mulDiv(_totalWeight(), PROPOSER_BPS, BPS, Math.Rounding.Ceil);
            uint256 pledged = _weightOf(msg.sender);
            if (pledged < minPledged) revert ProposerUnqualified(msg.sender, pledged, minPledged);
        }
        address subject = _checkAction(action, data);

        id = ++_proposalCount;
        proposer.proposal = uint64(id);
        _proposers[msg.sender] = proposer;
        _proposals[id] = Proposal({
            content: _contentOf(action, data),
            proposer: msg.sender,
            readyAt: uint40(readyAt),
            status: ProposalStatus.Live,
            action: action,
            objections: 0,
            subject: subject
        });
        emit ProposalMade(id, msg.sender, action, data, readyAt, textHash, uri);
    }

    /// @inheritdoc ICoOwnerDecisions
    function object(uint256 id, bytes32 reasonHash, string calldata reasonURI) external {
        Proposal storage proposal = _live(id);
        if (block.timestamp >= proposal.readyAt) revert ProposalWindowOver(block.timestamp, proposal.readyAt);
        _openPhase(proposal.action);
        uint256 weight = _weightOf(msg.sender);
        bool isSubject = msg.sender == proposal.subject;
        if (weight == 0 && !isSubject) revert ObjectorWithoutPledge(msg.sender);
        if (_objections[id][msg.sender]) revert ProposalObjectedTwice(id, msg.sender);

        _objections[id][msg.sender] = true;
        // All weights together are the goal, below 2^88.
        uint256 objections = proposal.objections + weight;
        proposal.objections = uint88(objections);
        emit ProposalObjected(id, msg.sender, weight, objections, reasonHash, reasonURI);
        if (isSubject || objections * BPS >= _totalWeight() * _objectionBps()) {
            proposal.status = ProposalStatus.Stopped;
            _countStop(id, proposal.proposer);
        }
    }

    /// @inheritdoc ICoOwnerDecisions
    function withdrawProposal(uint256 id) external {
        Proposal storage proposal = _live(id);
        if (msg.sender != proposal.proposer) revert ProposalOfAnother(msg.sender, proposal.proposer);
        proposal.status = ProposalStatus.Withdrawn;
        emit ProposalWithdrawn(id);
        // Or nobody would ever be stopped.
        if (proposal.objections != 0) _countStop(id, msg.sender);
    }

    /// @inheritdoc ICoOwnerDecisions
    function execute(uint256 id, CoOwnerAction action, bytes calldata data) external nonReentrant {
        Proposal storage proposal = _live(id);
        if (block.timestamp < proposal.readyAt) revert ProposalWindowOpen(block.timestamp, proposal.readyAt);
        uint256 lapsesAt = _lapsesAt(_openPhase(proposal.action), proposal.readyAt);
        if (block.timestamp >= lapsesAt) revert ProposalLapsed(block.timestamp, lapsesAt);
        bytes32 content = _contentOf(action, data);
        if (content != proposal.content) revert ProposalContentDiffers(content, proposal.content);

        proposal.status = ProposalStatus.Executed;
        emit ProposalExecuted(id, action);
        _perform(id, action, data);
    }

    /// @dev One live proposal each. After two stops: none before release, one every 90 days afterwards.
    function _checkProposer(Proposer memory proposer, Phase phase) private view {
        Proposal storage last = _proposals[proposer.proposal];
        if (last.status == ProposalStatus.Live && block.timestamp < _lapsesAt(_phaseOf(last.action), last.readyAt)) {
            revert ProposalStillLive(msg.sender, proposer.proposal);
        }
        if (proposer.stops < MAX_STOPS) return;
        uint256 until = phase == Phase.Service ? proposer.stoppedAt + WAIT_AFTER_STOPS : _releaseDeadline();
        if (block.timestamp < until) revert ProposerStopped(msg.sender, proposer.stops, until);
    }

    /// @dev When a proposal can no longer be carried out.
    function _lapsesAt(Phase phase, uint256 readyAt) private view returns (uint256) {
        if (phase == Phase.Closed) return 0;
        return phase == Phase.Release ? _releaseDeadline() : readyAt + EXECUTION_PERIOD;
    }

    function _openPhase(CoOwnerAction action) private view returns (Phase phase) {
        phase = _phaseOf(action);
        if (phase == Phase.Closed) revert ActionClosed(action);
    }

    function _countStop(uint256 id, address account) private {
        Proposer storage proposer = _proposers[account];
        proposer.stoppedAt = uint40(block.timestamp);
        emit ProposalStopped(id, account, ++proposer.stops);
    }

    function _live(uint256 id) private view returns (Proposal storage proposal) {
        proposal = _proposals[id];
        if (proposal.status == ProposalStatus.None) revert ProposalUnknown(id, _proposalCount);
        if (proposal.status != ProposalStatus.Live) revert ProposalNotLive(id, uint256(proposal.status));
    }

    /* WHAT THE HEIR SAYS */

    /// @dev In which phase the action can be decided now.
    function _phaseOf(CoOwnerAction action) internal view virtual returns (Phase);
    /// @dev Seconds in which pledgers can object.
    function _windowOf(CoOwnerAction action) internal view virtual returns (uint256);
    function _releaseDeadline() internal view virtual returns (uint256);
    function _weightOf(address account) internal view virtual returns (uint256);
    function _totalWeight() internal view virtual returns (uint256);
    function _objectionBps() internal view virtual returns (uint256);
    /// @dev Whether an account may propose whatever it has pledged.
    function _mayPropose(address account, CoOwnerAction action) internal view virtual returns (bool);
    /// @dev Reverts where the data can't be right.
    /// @return subject Account whose own objection stops it.
    function _checkAction(CoOwnerAction action, bytes calldata data) internal view virtual returns (address subject);
    function _contentOf(CoOwnerAction action, bytes calldata data) internal view virtual returns (bytes32);
    function _perform(uint256 id, CoOwnerAction action, bytes calldata data) internal virtual;

    /* VIEWS */

    /// @inheritdoc ICoOwnerDecisions
    function proposalCount() external view returns (uint256) {
        return _proposalCount;
    }

    /// @inheritdoc ICoOwnerDecisions
    function proposalOf(uint256 id) external view returns (Proposal memory) {
        return _proposals[id];
    }

    /// @inheritdoc ICoOwnerDecisions
    function proposerOf(address account) external view returns (Proposer memory) {
        return _proposers[account];
    }

    /// @inheritdoc ICoOwnerDecisions
    function hasObjected(uint256 id, address account) external view returns (bool) {
        return _objections[id][account];
    }
}
