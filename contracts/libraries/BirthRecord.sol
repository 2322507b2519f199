// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title What is written into a venture's code at birth and can never change
/// @dev Packed: ledger 20 | contributors' floor in bps 2 | number of birth pools 1 | birth tokens 20 each.
library BirthRecord {
    struct Birth {
        address ledger;
        uint16 contributorsFloorBps;
        uint8 birthPools;
        address[] tokens;
    }

    function encode(Birth memory birth) internal pure returns (bytes memory args) {
        args = abi.encodePacked(birth.ledger, birth.contributorsFloorBps, birth.birthPools);
        for (uint256 i; i < birth.tokens.length; i++) {
            args = abi.encodePacked(args, birth.tokens[i]);
        }
    }

    /// @notice The record of this clone.
    function read() internal view returns (Birth memory birth) {
        bytes memory args = Clones.fetchCloneArgs(address(this));
        birth.ledger = address(bytes20(_word(args, 0)));
        birth.contributorsFloorBps = uint16(bytes2(_word(args, 20)));
        birth.birthPools = uint8(bytes1(_word(args, 22)));
        uint256 count = (args.length - 23) / 20;
        birth.tokens = new address[](count);
        for (uint256 i; i < count; i++) {
            birth.tokens[i] = address(bytes20(_word(args, 23 + 20 * i)));
        }
    }

    /// @dev 32 bytes of `args` from `offset`; what lies behind its end is cut off by the callers' types.
    function _word(bytes memory args, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(args, 32), offset))
        }
    }
}
