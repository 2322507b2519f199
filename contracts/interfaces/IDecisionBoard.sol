// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {KindBirth, Motion, Rules} from "../types/GovernanceTypes.sol";

/// @title What a group can decide, and on which track
/// @dev What is not in this table can't be proposed.
///
/// | action | track |
/// |---|---|
/// | open a pool; open a kind within the highest weight and voice of its unit, and the voice per point of its pool; a successor within the step bound | lazy |
/// | lengthen the notice; only lengthen the objection window | lazy |
/// | resolve a batch until its resolution deadline; open and close tasks | lazy |
/// | pay out ETH or a token the governor holds; spend a machine's maintenance money | lazy |
/// | the same beyond those bounds, and everything else below | consensus |
/// | close a kind; remove a steward; tighten parameters; announce or cancel any change | consensus |
/// | a batch after its resolution deadline; a correction; a move; the closing of a large batch | consensus |
/// | other decisions on a machine; new rules of the governor itself | consensus |
interface IDecisionBoard {
    /// @dev None at all, or not one value and one call for each target.
    error ActionsUneven(uint256 targets, uint256 values, uint256 calldatas);
    error ActionUnknown(uint256 index, address target, bytes4 selector);
    error ActionValue(uint256 index, uint256 value);
    error ActionVentureForeign(uint256 index, address subject, address expected);
    error StewardTermTooLong(uint256 until, uint256 latest);
    error StewardTermMissing(address account);
    error StewardTermsSpent(address account, uint256 terms, uint256 max);

    error GovernorNotInCharge(address caller, address governor);
    error VoiceUnreachable(address ledger);

    /// @notice Remembers the birth of a kind; the notice board that calls, of its own ventures.
    /// @param predecessor 1 + id of the kind it succeeds; 0 where there is none.
    function recordKind(address venture, uint256 kind, bytes32 unit, uint256 predecessor) external;

    /// @notice How a proposal made now is decided: its track, and the rules and voice of this moment. While less than a fifth
    ///         of all voice is within reach everything takes the consensus track, at least 30 days, and half of that voice.
    /// @dev The governor is `msg.sender`.
    function openMotion(
        address ledger,
        Rules calldata rules,
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas
    ) external view returns (Motion memory);

    /// @notice Reverts where a rule is beyond its floor or ceiling.
    function checkRules(Rules calldata rules) external pure;

    /// @notice What is known of a kind's birth; all zero for kinds of ventures deployed without a way to lazy consensus.
    function kindBirthOf(address venture, uint256 kind) external view returns (KindBirth memory);

    /// @notice Says whether all of these actions may pass on the lazy track; reverts where one can't be decided at all.
    /// @param ledger Of the venture that decides; the governor is `msg.sender`.
    /// @param since When they were proposed.
    function isLazy(
        address ledger,
        Rules calldata rules,
        uint256 since,
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas
    ) external view returns (bool);

    /// @notice The same of one action, for a governor that is named.
    function isActionLazy(
        address ledger,
        address governor,
        Rules calldata rules,
        uint256 since,
        address target,
        uint256 value,
        bytes calldata data
    ) external view returns (bool);
}
