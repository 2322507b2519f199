// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title Who is paid in an account's place, or who it is now, in one word
/// @dev account 160 | link type 8 | when the account last did something here 40: 0 never, 1 before somebody proposed to
///      move it, else seconds since 1970. One word, so that a claim reads it once.
library AccountLink {
    uint256 internal constant PAYEE = 1;
    uint256 internal constant SUCCESSOR = 2;

    function accountOf(uint256 link) internal pure returns (address) {
        return address(uint160(link));
    }

    function typeOf(uint256 link) internal pure returns (uint256) {
        return uint8(link >> 160);
    }

    function lastActOf(uint256 link) internal pure returns (uint256) {
        return link >> 168;
    }

    /// @dev Another account and type; the last act stays.
    function withAccount(uint256 link, address account, uint256 linkType) internal pure returns (uint256) {
        return ((link >> 168) << 168) | (linkType << 160) | uint160(account);
    }

    function withLastAct(uint256 link, uint256 lastAct) internal pure returns (uint256) {
        return uint168(link) | (lastAct << 168);
    }
}
