// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {BPS} from "../types/VentureTypes.sol";

/// @title The queue of a debt pool as a line on which `repaid` moves right
/// @dev All amounts in the pool's token; everything rounds down.
library DebtLine {
    /// @notice Length an acceptance of `money` takes on the line.
    function lengthOf(uint256 money, uint256 capBps) internal pure returns (uint256) {
        unchecked {
            // `money` < 2^104, `capBps` <= 20,000.
            return (money * capBps) / BPS;
        }
    }

    /// @notice What an entry of `money` in an acceptance `[start, start + length)` of `total` money was paid, ever.
    /// @dev `money <= total < 2^104` and `length <= 2 x total`, so the product stays below 2^209.
    function paidDown(
        uint256 money,
        uint256 total,
        uint256 start,
        uint256 length,
        uint256 repaid
    ) internal pure returns (uint256) {
        if (repaid <= start) return 0;
        unchecked {
            uint256 reached = repaid - start;
            if (reached > length) reached = length;
            return (money * reached) / total;
        }
    }

    /// @notice Money of a quantity at a price per whole unit.
    /// @dev `quantity < 2^88`, `price < 2^96`, `decimals <= 18`: nothing overflows.
    function moneyDown(uint256 quantity, uint256 price, uint256 decimals) internal pure returns (uint256) {
        unchecked {
            return (quantity * price) / 10 ** decimals;
        }
    }
}
