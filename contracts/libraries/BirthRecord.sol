// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

/// @title What is written into a venture's code at birth and can never change
/// @dev Packed: ledger 20 | contributors' floor in bps 2 | number of birth pools 1 | number of birth tokens 1 | birth
///      tokens 20 each | first equation, packed.
library BirthRecord {
    uint256 private constant TOKENS_AT = 24;

    /// @param birthPools Pools opened at deployment; the contributors' floor is about these.
    /// @param equation The first equation, packed: version 1.
    struct Birth {
        address ledger;
        uint16 contributorsFloorBps;
        uint8 birthPools;
        address[] tokens;
        bytes equation;
    }

    function encode(Birth memory birth) internal pure returns (bytes memory args) {
        args = abi.encodePacked(birth.ledger, birth.contributorsFloorBps, birth.birthPools, uint8(birth.tokens.length));
        for (uint256 i; i < birth.tokens.length; i++) {
            args = abi.encodePacked(args, birth.tokens[i]);
        }
        args = abi.encodePacked(args, birth.equation);
    }

    /// @notice The whole record of a clone.
    function read(address venture) internal view returns (Birth memory birth) {
        bytes memory args = Clones.fetchCloneArgs(venture);
        birth.ledger = address(bytes20(_word(args, 0)));
        birth.contributorsFloorBps = uint16(bytes2(_word(args, 20)));
        birth.birthPools = uint8(bytes1(_word(args, 22)));
        birth.tokens = _tokens(args);
        birth.equation = _equation(args);
    }

    function ledger() internal view returns (address) {
        return address(bytes20(_word(Clones.fetchCloneArgs(address(this)), 0)));
    }

    function tokens() internal view returns (address[] memory) {
        return _tokens(Clones.fetchCloneArgs(address(this)));
    }

    function equation() internal view returns (bytes memory) {
        return _equation(Clones.fetchCloneArgs(address(this)));
    }

    function _tokens(bytes memory args) private pure returns (address[] memory list) {
        unchecked {
            // At most 8 tokens.
            list = new address[](_tokenCount(args));
            for (uint256 i; i < list.length; i++) {
                list[i] = address(bytes20(_word(args, TOKENS_AT + 20 * i)));
            }
        }
    }

    /// @dev The end of `args`, in place: its length is written over what stands before it.
    function _equation(bytes memory args) private pure returns (bytes memory code) {
        unchecked {
            uint256 offset = TOKENS_AT + 20 * _tokenCount(args);
            assembly ("memory-safe") {
                code := add(args, offset)
                mstore(code, sub(mload(args), offset))
            }
        }
    }

    function _tokenCount(bytes memory args) private pure returns (uint256) {
        return uint8(bytes1(_word(args, 23)));
    }

    /// @dev 32 bytes of `args` from `offset`; what lies behind its end is cut off by the callers' types.
    function _word(bytes memory args, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(args, 32), offset))
        }
    }
}
