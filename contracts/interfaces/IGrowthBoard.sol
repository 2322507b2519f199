// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {BatchHeader, Growth, GrowthRule} from "../types/LedgerTypes.sol";

/// @title How much a pool may grow before anybody can have looked, and acceptance by silence, of every ledger
/// @dev One contract for all ledgers. It holds no money and has no owner. Windows of growth are numbered from a pool's first
///      points on; points and limits of a window are fixed at its first use; attested and silent growth are counted apart.
interface IGrowthBoard {
    error GrowthObjectionsOpen(bytes32 batch, uint256 openObjections);
    error WindowOpen(uint256 nowTimestamp, uint256 deadline);
    error InstantGrowthExceeded(uint256 pool, uint256 points, uint256 left, uint256 waitsUntil);
    error SilentGrowthExceeded(uint256 pool, uint256 index, uint256 points, uint256 left, uint256 nextWindowAt);
    error SilenceNeedsEquity(uint256 index, uint256 kind);
    error ProposerBarred(address proposer);

    /// @notice Accepts by silence: the window ended, nobody's objection stands, and `silentGrowth` has room. Anyone.
    /// @param entries Those in force, from the event.
    /// @param proposerKinds Kinds that show the proposer to be an affiliate; may be empty.
    function acceptSilent(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        uint8[] calldata proposerKinds
    ) external;

    /// @notice Counts attested growth before a batch's deadline. A ledger counts its own, by its own rule.
    /// @param waitsUntil The deadline, for the error: from then on there is no limit.
    function growInstant(GrowthRule calldata rule, uint8 pool, uint256 points, uint256 waitsUntil) external;

    /// @notice Growth of a pool in the window that runs now, its limit fixed or as it would be fixed now.
    /// @return growth `window` counts from 1.
    /// @return nextWindowAt When the next window begins; 0 before the pool had points.
    function growthOf(
        address ledger,
        uint8 pool,
        bool silent
    ) external view returns (Growth memory growth, uint256 nextWindowAt);
}
