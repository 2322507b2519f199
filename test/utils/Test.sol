// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @notice The few cheatcodes these tests use.
// solhint-disable-next-line interface-starts-with-i
interface Vm {
    function warp(uint256 timestamp) external;
    function expectRevert(bytes calldata data) external;
    function expectRevert(bytes4 selector) external;
    function prank(address sender) external;
}

/// @title What a Solidity test needs and no more
abstract contract Test {
    Vm internal constant vm = Vm(0x7109709ECfa91a80626fF3989D68f67F5b1DD12D);

    error NotEqual(string what, uint256 actual, uint256 expected);
    error NotTrue(string what);

    /// @dev Edges stay likely: the lowest and highest 3 values of the input give the edges of the range.
    function bound(uint256 value, uint256 min, uint256 max) internal pure returns (uint256) {
        unchecked {
            if (value >= min && value <= max) return value;
            if (value <= 3 && max - min > value) return min + value;
            if (value >= type(uint256).max - 3 && max - min > type(uint256).max - value) {
                return max - (type(uint256).max - value);
            }
            uint256 size = max - min + 1;
            return size == 0 ? value : min + (value % size);
        }
    }

    function assertEq(uint256 actual, uint256 expected, string memory what) internal pure {
        if (actual != expected) revert NotEqual(what, actual, expected);
    }

    function assertEq(bytes32 actual, bytes32 expected, string memory what) internal pure {
        assertEq(uint256(actual), uint256(expected), what);
    }

    function assertEq(address actual, address expected, string memory what) internal pure {
        assertEq(uint160(actual), uint160(expected), what);
    }

    function assertTrue(bool condition, string memory what) internal pure {
        if (!condition) revert NotTrue(what);
    }
}
