// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {BirthRecord} from "../libraries/BirthRecord.sol";
import {IGoverned} from "./IGoverned.sol";
import {IHoldings} from "./IHoldings.sol";

/// @title A venture: the address customers pay and affiliates claim from
/// @dev The only contract of a venture that ever holds money. Units are added and removed by its ledger alone, its rules
///      are set by its governor alone, through the notice board, and nobody can move revenue, lower what has accrued, or
///      stop a claim.
interface IVenture is IHoldings, IGoverned {
    error VentureInitialized(address governor);
    error GovernorZero();
    error LedgerOnly(address caller, address ledger);

    /// @notice Sets up a fresh clone, once. The factory does it in the transaction that makes the clone.
    /// @dev The ledger, the contributors' floor and the first tokens stand in the clone's code; pools, kinds and the
    ///      equation follow through the notice board.
    function initialize(address governor, uint32 noticePeriod) external;

    /* LEDGER */

    /// @notice Enters the units and debts of an accepted batch, after distributing what has arrived. The ledger alone.
    /// @param entries Packed and sorted by kind.
    function addUnits(bytes32 batch, uint256[] calldata entries) external;

    /// @notice Takes units out, after distributing what has arrived; what they have earned stays owed. The ledger alone.
    function removeUnits(address account, uint8 kind, uint256 quantity) external;

    /// @notice Re-assigns a debt entry to the venture; what accrued until now stays the account's. The ledger alone.
    function reassignDebt(uint8 pool, address account, uint256 index) external;

    /* VIEWS */

    function noticeBoard() external view returns (address);
    function governor() external view returns (address);
    function noticePeriod() external view returns (uint256);
    /// @notice Rises with every hand-over; what was announced before is gone.
    function noticeEpoch() external view returns (uint256);
    /// @notice What can never change: the ledger, the contributors' floor, how many pools and which tokens it was born with.
    function birth() external view returns (BirthRecord.Birth memory);
}
