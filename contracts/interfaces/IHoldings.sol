// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {EquityPool, Kind} from "../types/VentureTypes.sol";
import {IRevenueSplitter} from "./IRevenueSplitter.sol";

/// @title What accounts hold in a venture: units of equity kinds, entries of debt pools
/// @dev Quantities are in the smallest unit of their kind.
interface IHoldings is IRevenueSplitter {
    /// @notice Parked revenue of an equity pool went to the points of this moment.
    event ParkedReleased(uint8 indexed pool, address indexed token, uint256 amount);
    /// @notice Revenue waits for an equity pool to have points, or to open.
    event Parked(uint8 indexed pool, address indexed token, uint256 amount, uint256 parkedInAll);
    /// @notice Units and debts of a batch entered the books.
    /// @param entries Packed: address 160 | kind 8 | quantity 88.
    event UnitsAdded(bytes32 indexed batch, uint256[] entries);
    /// @notice Units were taken out; what they had earned stays owed.
    /// @param unitsLeft Units the account has left in this kind.
    event UnitsRemoved(address indexed account, uint8 indexed kind, uint256 quantity, uint256 unitsLeft);
    /// @notice The total of a kind of a large batch entered the books: it counts, and earns, from now on.
    /// @param record What a unit of the kind had earned until then, x 2^128, modulo 2^256, one per listed token in the order of
    ///        `tokens`; last the total. It is passed again when leaves are activated.
    event TotalAdded(bytes32 indexed batch, uint8 indexed kind, uint256[] record);
    /// @notice Leaves of a large batch got their units, as of the batch's acceptance.
    /// @param leaves Packed: address 160 | kind 8 | quantity 88.
    event UnitsActivated(bytes32 indexed batch, uint256[] leaves);
    /// @notice What was left of a large batch's total left its pool; what it had earned went to the points that stay.
    event RestClosed(bytes32 indexed batch, uint8 indexed kind, uint256 units);
    /// @notice The points of an equity pool rose from zero.
    event PoolOpens(uint8 indexed pool, uint256 opensAt);
    /// @notice A debt entry belongs to the venture from now on.
    /// @param index Index of the entry in the account's queue.
    /// @param money What the entry was for.
    /// @param credited What had accrued on it and was not paid yet: now a credit of the account.
    event DebtReassigned(uint8 indexed pool, address indexed account, uint256 index, uint256 money, uint256 credited);

    error RecordWrong(bytes32 batch, uint256 kind);
    error KindUnknown(uint256 kind, uint256 kindCount);
    error KindsNotAscending(uint256 index, uint256 kind);
    error PoolPointsTooMany(uint256 pool, uint256 points, uint256 maxPoints);
    error KindUnitsTooMany(uint256 kind, uint256 units, uint256 maxUnits);
    error KindIsClosed(uint256 kind);
    /// @param account Who has fewer units; the venture where leaves ask for more than is left of a large batch's total.
    error UnitsInsufficient(address account, uint256 kind, uint256 units, uint256 asked);
    error DebtEntryUnknown(uint256 pool, address account, uint256 index);
    error DebtMoneyOutOfBounds(uint256 pool, address account, uint256 money, uint256 maxMoney);
    error DebtLineTooLong(uint256 pool, uint256 end, uint256 maxEnd);

    /* VIEWS */

    function equityPool(uint8 pool) external view returns (EquityPool memory);
    function kindCount() external view returns (uint256);
    function kindOf(uint8 kind) external view returns (Kind memory);
    function unitsOf(address account, uint8 kind) external view returns (uint256);
    /// @notice What was activated of a large batch's total of a kind, or closed, and by how many leaves.
    function activatedOf(bytes32 batch, uint8 kind) external view returns (uint256 units, uint256 leaves);
}
