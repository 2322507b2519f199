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
        uint256 count = code.length / LINE_BYTES;
        lines = new Line[](count - 1);
        for (uint256 i; i < count; i++) {
            uint256 word;
            // Reads 23 bytes of line i; the 9 bytes above them are shifted out.
            assembly ("memory-safe") {
                word := shr(72, mload(add(add(code, 32), mul(i, LINE_BYTES))))
            }
            if (i == count - 1) return (lines, address(uint160(word)));

            Line memory line = lines[i];
            uint256 flags = word >> 176;
            line.basis = flags & FLAG_REMAINING == 0 ? Basis.Gross : Basis.Remaining;
            line.shareBps = uint16(word >> 160);
            if (flags & FLAG_POOL == 0) line.account = address(uint160(word));
            else line.pool = uint8(word);
        }
    }

    /// @notice Runs `amount` through the lines.
    /// @dev Rounding: each share down; what a line can't take flows on, in the end to the remainder. The parts add up
    ///      to `amount`, to the unit. `amount < 2^128`, so no product overflows.
    /// @param room What a line can take at most: a debt pool what is outstanding, any other line all.
    /// @return parts One amount per line; the last is the remainder's.
    function run(Line[] memory lines, uint256 amount, uint256[] memory room)
        internal
        pure
        returns (uint256[] memory parts)
    {
        parts = new uint256[](lines.length + 1);
        uint256 left = amount;
        unchecked {
            for (uint256 i; i < lines.length; i++) {
                Line memory line = lines[i];
                uint256 part = ((line.basis == Basis.Gross ? amount : left) * line.shareBps) / BPS;
                if (part > left) part = left;
                if (part > room[i]) part = room[i];
                parts[i] = part;
                left -= part;
            }
        }
        parts[lines.length] = left;
    }
}
