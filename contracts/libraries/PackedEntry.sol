// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title One contribution of a batch in 32 bytes: address 160 | kind 8 | quantity 88
library PackedEntry {
    /// @dev `quantity` is below 2^88.
    function pack(address affiliate, uint8 kind, uint256 quantity) internal pure returns (uint256) {
        return (uint256(uint160(affiliate)) << 96) | (uint256(kind) << 88) | quantity;
    }

    /// @notice Quantity in smallest units of its kind.
    function unpack(uint256 entry) internal pure returns (address affiliate, uint8 kind, uint256 quantity) {
        affiliate = address(uint160(entry >> 96));
        kind = uint8(entry >> 88);
        quantity = uint88(entry);
    }

    function affiliateOf(uint256 entry) internal pure returns (address) {
        return address(uint160(entry >> 96));
    }

    function kindOf(uint256 entry) internal pure returns (uint8) {
        return uint8(entry >> 88);
    }

    function quantityOf(uint256 entry) internal pure returns (uint256) {
        return uint88(entry);
    }

    /// @notice What a batch is sorted by: the kind, then the address. Strictly rising keys make pairs unique.
    function sortKey(uint256 entry) internal pure returns (uint256) {
        return (uint256(kindOf(entry)) << 160) | (entry >> 96);
    }

    /// @notice keccak256 of the entries, 32 bytes each.
    function hash(uint256[] calldata entries) internal pure returns (bytes32 result) {
        assembly ("memory-safe") {
            let start := mload(0x40)
            let size := mul(entries.length, 32)
            calldatacopy(start, entries.offset, size)
            result := keccak256(start, size)
        }
    }
}
