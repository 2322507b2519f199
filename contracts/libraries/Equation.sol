// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {BPS, Basis, Line} from "../types/VentureTypes.sol";

/// @title The value equation: its lines in bytes, and how an amount runs through them
/// @dev Stored form, 23 bytes a line: flags 1 | share in bps 2 | account, or pool in the last byte 20. The last line is
///      the remainder.
library Equation {
    uint256 internal constant MAX_LINES = 16;
    uint256 internal constant LINE_BYTES = 23;
    uint256 private constant FLAG_REMAINING = 1;
    uint256 private constant FLAG_POOL = 2;

    /// @notice Lines and remainder in their stored form.
    function encode(Line[] memory lines, address remainder) internal pure returns (bytes memory code) {
        for (uint256 i; i < lines.length; i++) {
            Line memory line = lines[i];
            uint256 flags = line.basis == Basis.Remaining ? FLAG_REMAINING : 0;
            uint160 target = uint160(line.account);
            if (line.pool != 0) (flags, target) = (flags | FLAG_POOL, line.pool);
            code = abi.encodePacked(code, uint8(flags), line.shareBps, target);
        }
        code = abi.encodePacked(code, uint8(FLAG_REMAINING), uint16(BPS), remainder);
    }

    /// @notice The reverse of `encode`.
    function decode(bytes memory code) internal pure returns (Line[] memory lines, address remainder) {
        uint256 count = countOf(code);
        lines = new Line[](count);
        for (uint256 i; i < count; i++) {
            uint256 word = wordAt(code, i);
            lines[i] = Line({
                account: poolOf(word) == 0 ? accountOf(word) : address(0),
                pool: poolOf(word),
                basis: isGross(word) ? Basis.Gross : Basis.Remaining,
                shareBps: uint16(shareBpsOf(word))
            });
        }
        remainder = accountOf(wordAt(code, count));
    }

    /// @notice Number of lines in stored form, the remainder apart.
    function countOf(bytes memory code) internal pure returns (uint256) {
        return code.length / LINE_BYTES - 1;
    }

    /// @notice Line `i` in stored form, as a number. No bounds check: `i <= countOf(code)`.
    function wordAt(bytes memory code, uint256 i) internal pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := shr(72, mload(add(add(code, 32), mul(i, LINE_BYTES))))
        }
    }

    /// @notice Pool of a line, or 0 for an account line.
    function poolOf(uint256 word) internal pure returns (uint8) {
        return (word >> 176) & FLAG_POOL == 0 ? 0 : uint8(word);
    }

    /// @notice Account of an account line or of the remainder.
    function accountOf(uint256 word) internal pure returns (address) {
        return address(uint160(word));
    }

    function shareBpsOf(uint256 word) internal pure returns (uint256) {
        return uint16(word >> 160);
    }

    function isGross(uint256 word) internal pure returns (bool) {
        return (word >> 176) & FLAG_REMAINING == 0;
    }

    /// @notice True when no bit is set that means nothing.
    function isCanonical(uint256 word) internal pure returns (bool) {
        uint256 flags = word >> 176;
        return flags <= FLAG_REMAINING | FLAG_POOL && (flags & FLAG_POOL == 0 || uint160(word) <= type(uint8).max);
    }

    function isRemainder(uint256 word) internal pure returns (bool) {
        return word >> 160 == (FLAG_REMAINING << 16) | BPS;
    }

    /// @notice Share of a line, of the amount or of what earlier lines left; it may be more than that.
    /// @dev Rounding: down. `amount < 2^128`, so no product overflows.
    function shareDown(uint256 word, uint256 amount, uint256 left) internal pure returns (uint256) {
        unchecked {
            return ((isGross(word) ? amount : left) * shareBpsOf(word)) / BPS;
        }
    }
}
