// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {HandOver} from "../types/GovernanceTypes.sol";
import {KindConfig} from "../types/VentureTypes.sol";

/// @title Published hand-overs: when a founder's venture goes over to those who contribute
/// @dev Target and trigger are fixed at deployment and survive any change of governor. Nobody can stop or undo one.
interface IHandOverBoard {
    event HandOverPublished(address indexed venture, HandOver handOver);
    event HandedOver(address indexed venture, address indexed governor);

    error HandOverPublishedAlready(address venture);
    error HandOverTooLate(address venture);
    error HandOverNone(address venture);
    error HandOverTooEarly(uint256 nowTimestamp, uint256 dueAt, uint256 affiliates);
    error HandOverAccountsMissing(uint256 actual, uint256 required);
    error HandOverNotAscending(uint256 index, address account);
    error HandOverWithoutVoice(address account);
    error HandOverVoiceMissing(uint256 actual, uint256 required);
    /// @dev While a hand-over is pending, no kind can be opened that gives more voice per point than there is.
    error KindVoiceTooHigh(uint256 voice);

    /// @notice Publishes a hand-over, once, before the venture begins: in the transaction that deploys it.
    function publish(address venture, HandOver calldata handOver) external;

    /// @notice Makes the published successor the governor, once it is due and enough accounts show enough voice. Anybody can.
    ///         Whoever shows their voice is barred no more.
    /// @param accounts Ascending; each with voice of its own within reach. Together they hold a fifth of all voice or more.
    function takeOver(address venture, address[] calldata accounts) external;

    /// @notice Reverts where a kind opened now would make voice out of proportion for whoever governs before the hand-over.
    function checkVoice(address venture, KindConfig calldata config) external view;

    /// @notice Target zero when there is none, or it is done.
    function handOverOf(address venture) external view returns (HandOver memory);
}
