// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {CoOwnerAction, Proposal, Proposer} from "../types/CampaignTypes.sol";

/// @title How pledgers, and later co-owners, decide: what is proposed passes unless enough of them object
/// @dev Weight is what an account has pledged, fixed when the goal is reached. One live proposal per proposer; who was
///      stopped once may propose once more, and then again 90 days after the last stop, once the machine is in service.
interface ICoOwnerDecisions {
    /// @notice Something was proposed. The data is shown decoded before anybody objects, see `CoOwnerAction`.
    /// @param readyAt End of the window, seconds since 1970.
    /// @param textHash keccak256 of what `uri` leads to: a quote, a delivery note, a reason.
    event ProposalMade(
        uint256 indexed id,
        address indexed proposer,
        CoOwnerAction indexed action,
        bytes data,
        uint256 readyAt,
        bytes32 textHash,
        string uri
    );
    /// @notice Somebody objected.
    /// @param weight Token units the objector has pledged.
    /// @param objections Token units of all who have objected.
    event ProposalObjected(
        uint256 indexed id,
        address indexed objector,
        uint256 weight,
        uint256 objections,
        bytes32 reasonHash,
        string reasonURI
    );
    /// @notice Enough have objected, or it was withdrawn after somebody had.
    /// @param stops How often that happened to this proposer.
    event ProposalStopped(uint256 indexed id, address indexed proposer, uint256 stops);
    event ProposalWithdrawn(uint256 indexed id);
    event ProposalExecuted(uint256 indexed id, CoOwnerAction indexed action);

    error ActionClosed(CoOwnerAction action);
    error ProposalUnknown(uint256 id, uint256 count);
    error ProposalNotLive(uint256 id, uint256 status);
    error ProposalContentDiffers(bytes32 actual, bytes32 proposed);
    error ProposalStillLive(address proposer, uint256 id);
    error ProposalTooLate(uint256 readyAt, uint256 releaseDeadline);
    error ProposalWindowOpen(uint256 nowTimestamp, uint256 readyAt);
    error ProposalWindowOver(uint256 nowTimestamp, uint256 readyAt);
    error ProposalLapsed(uint256 nowTimestamp, uint256 lapsedAt);
    error ProposalObjectedTwice(uint256 id, address objector);
    error ProposalOfAnother(address caller, address proposer);
    error ProposerStopped(address proposer, uint256 stops, uint256 until);
    error StewardOnly(address caller);
    error ProposerUnqualified(address proposer, uint256 pledged, uint256 minPledged);
    error ObjectorWithoutPledge(address objector);

    /// @notice Proposes an action. Purchase: the custodian, or 5% of the pledges. Delivery: a steward of the venture.
    ///         Anything about the machine: its custodian, its stewards, or 5% of the pledges.
    /// @return id Number of the proposal; the first is 1.
    function propose(
        CoOwnerAction action,
        bytes calldata data,
        bytes32 textHash,
        string calldata uri
    ) external returns (uint256 id);

    /// @notice Objects with all of the caller's pledge, once, while the window is open. At the threshold the proposal is
    ///         stopped. The account a move is about stops it alone.
    function object(uint256 id, bytes32 reasonHash, string calldata reasonURI) external;

    /// @notice Takes a proposal back. Its proposer alone. After somebody has objected it counts as being stopped.
    function withdrawProposal(uint256 id) external;

    /// @notice Carries out what nobody stopped. Anyone, between the window's end and the release deadline, or for 30 days
    ///         once the machine is in service.
    /// @param data As proposed.
    function execute(uint256 id, CoOwnerAction action, bytes calldata data) external;

    function proposalCount() external view returns (uint256);
    function proposalOf(uint256 id) external view returns (Proposal memory);
    function proposerOf(address account) external view returns (Proposer memory);
    function hasObjected(uint256 id, address account) external view returns (bool);
}
