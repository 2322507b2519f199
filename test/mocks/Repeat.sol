// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title Makes many calls in one transaction, for anyone
contract Repeat {
    struct Call {
        address to;
        uint256 value;
        bytes data;
    }

    receive() external payable {}

    /// @notice Makes all calls in order, out of this contract's own ETH; the first that fails undoes all.
    function run(Call[] calldata calls) external payable {
        for (uint256 i; i < calls.length; i++) {
            (bool success, bytes memory reason) = calls[i].to.call{value: calls[i].value}(calls[i].data);
            if (success) continue;
            assembly ("memory-safe") {
                revert(add(reason, 32), mload(reason))
            }
        }
    }
}
