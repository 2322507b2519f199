// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IGoverned} from "./IGoverned.sol";
import {IHoldings} from "./IHoldings.sol";

/// @title A venture: the address customers pay and affiliates claim from
/// @dev The only contract of a venture that ever holds money. Units are added and removed by its ledger alone, its rules
///      are set by its governor alone, through the notice board, and nobody can move revenue, lower what has accrued, or
///      stop a claim.
interface IVenture is IHoldings, IGoverned {
    /// @notice Whoever was `from` is `to` from now on: claims of `from` are paid to `to`.
    event Moved(address indexed from, address indexed to);

    error MoveEndMoved(address from, address to);
    error LedgerOnly(address caller, address ledger);

    /* LEDGER */

    /// @notice Enters the units and debts of an accepted batch, after distributing what has arrived. The ledger alone.
    /// @param entries Packed and sorted by kind.
    function addUnits(bytes32 batch, uint256[] calldata entries) external;

    /// @notice Takes units out, after distributing what has arrived; what they have earned stays owed. The ledger alone.
    function removeUnits(address account, uint8 kind, uint256 quantity) external;

    /// @notice Re-assigns a debt entry to the venture; what accrued until now stays the account's. The ledger alone.
    function reassignDebt(uint8 pool, address account, uint256 index) external;

    /// @notice Gives leaves of an accepted large batch their units, as of its acceptance; what a leaf says above what is
    ///         left of the total is left out. The ledger alone, which has checked the leaves.
    /// @param leaves Packed, in any order.
    function activate(bytes32 batch, uint256[] calldata record, uint256[] calldata leaves) external;

    /// @notice Takes what is left of a large batch's total out, after distributing what has arrived. What it has earned
    ///         goes to the points that stay in the pool, or is parked without any. The ledger alone.
    function closeRest(bytes32 batch, uint8 kind, uint256[] calldata record) external;

    /// @notice Lets `to` go on as `from`. Units stay where they are. The ledger alone.
    /// @dev Neither may have moved before. The ledger counts: at most 8 moves follow each other.
    function setSuccessor(address from, address to) external;

    /// @notice Somebody proposed to move `account`: the next thing it does here shows. The ledger alone.
    function awaitAct(address account) external;

    /* VIEWS */

    /// @notice Who `account` is now: itself, or the account at the end of its moves.
    /// @return holder That account.
    /// @return lastAct When the holder claimed by itself, named a payee or a recipient, in seconds since 1970: 0 never, 1 some
    ///         time before somebody proposed to move it.
    function holderOf(address account) external view returns (address holder, uint256 lastAct);

    function noticeBoard() external view returns (address);
    function governor() external view returns (address);
    function noticePeriod() external view returns (uint256);
    /// @notice Rises with every hand-over; what was announced before is gone.
    function noticeEpoch() external view returns (uint256);
    /// @notice Its contribution ledger. This, the contributors' floor and the tokens, pools and equation it was born with
    ///         stand in its code: `VentureLens.birth` reads them.
    function ledger() external view returns (address);
}
