// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title A call that may fail, or waste its gas, without harm to those around it
library IsolatedCall {
    /// @notice Gas that has to be left before a call that gets `gasEach`: a call passes on at most 63/64 of what there is.
    function gasNeeded(uint256 gasEach) internal pure returns (uint256) {
        return (gasEach * 64) / 63 + 20_000;
    }

    /// @notice Calls `target`. Copies at most 4 bytes of what comes back: a return bomb costs its own call only.
    /// @return ok Whether it went through.
    /// @return reason Selector of the error, zero where there is none.
    function attempt(
        address target,
        uint256 value,
        bytes memory data,
        uint256 gasEach
    ) internal returns (bool ok, bytes4 reason) {
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := call(gasEach, target, value, add(data, 32), mload(data), 0, 4)
            reason := and(mload(0), shl(224, 0xffffffff))
        }
    }
}
