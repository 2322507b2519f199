// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Invoice} from "../types/MachineTypes.sol";

/// @title The sums of an invoice
/// @dev Token units; everything rounds down.
library UseInvoice {
    /// @notice What `durationMinutes` cost at a rate per hour.
    function timeDown(uint256 ratePerHour, uint256 durationMinutes) internal pure returns (uint256) {
        return (ratePerHour * durationMinutes) / 60;
    }

    /// @notice What `quantity` of a material costs at a price per whole unit.
    function materialDown(uint256 quantity, uint256 price, uint256 decimals) internal pure returns (uint256) {
        return (quantity * price) / 10 ** decimals;
    }

    /// @notice All that is to be paid: the costs, and last the net.
    function totalOf(Invoice memory invoice) internal pure returns (uint256 total) {
        total = invoice.net;
        for (uint256 i; i < invoice.costs.length; i++) {
            total += invoice.costs[i].amount;
        }
    }

    /// @notice How much of the stretch `[start, start + length)` of an invoice lies in `[before, afterwards)`: what a payment
    ///         that brings it from `before` to `afterwards` brings to the line that stands there.
    function overlap(
        uint256 start,
        uint256 length,
        uint256 before,
        uint256 afterwards
    ) internal pure returns (uint256) {
        return within(start, length, afterwards) - within(start, length, before);
    }

    /// @notice How much of the stretch `[start, start + length)` lies below `paid`.
    function within(uint256 start, uint256 length, uint256 paid) internal pure returns (uint256) {
        if (paid <= start) return 0;
        return paid - start < length ? paid - start : length;
    }
}
