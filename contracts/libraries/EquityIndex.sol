// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title Revenue per point and per unit, in 128-bit fixed point, modulo 2^256
/// @dev Why `unchecked` is right throughout. Let J be the true (unbounded) revenue per point x 2^128 and everything
///      here its remainder modulo 2^256; addition, subtraction and multiplication commute with taking remainders. What
///      leaves this library is `raw`, whose true value is 0 <= raw < 2^256: it is 2^128 times what an account is owed
///      in one kind and token, and nobody is owed more than is accounted for, which is below 2^128
///      (`RevenueSplitter` caps it). A number whose true value fits is its own remainder, so `raw` is exact, whatever
///      J, weights, units and offsets have done before.
/// @dev Rounding: `perPoint` down, once a distribution; `whole` down, once a claim.
library EquityIndex {
    /// @notice How much J grows when `amount` (< 2^128 token units) reaches `points` (> 0).
    function perPoint(uint256 amount, uint256 points) internal pure returns (uint256) {
        return (amount << 128) / points;
    }

    /// @notice Revenue per unit of a kind: its base, plus what came since the base was set, at its weight.
    function perUnit(uint256 base, uint256 weight, uint256 j, uint256 jAtBase) internal pure returns (uint256) {
        unchecked {
            return base + weight * (j - jAtBase);
        }
    }

    /// @notice What `units` have earned beyond `offset`, x 2^128.
    function raw(uint256 units, uint256 index, uint256 offset) internal pure returns (uint256) {
        unchecked {
            return units * index - offset;
        }
    }

    /// @notice Offset after `units` were added at `index`: what they have earned before belongs to nobody new.
    function offsetAfterAdding(uint256 offset, uint256 units, uint256 index) internal pure returns (uint256) {
        unchecked {
            return offset + units * index;
        }
    }

    /// @notice Offset after `units` were removed at `index`: what they have earned stays owed.
    function offsetAfterRemoving(uint256 offset, uint256 units, uint256 index) internal pure returns (uint256) {
        unchecked {
            return offset - units * index;
        }
    }

    /// @notice Whole token units in `rawSum`; the fraction stays with the holder.
    function whole(uint256 rawSum) internal pure returns (uint256) {
        return rawSum >> 128;
    }
}
