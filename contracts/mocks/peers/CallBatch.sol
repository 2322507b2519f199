// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @title Makes one call after the other, as the multicall contracts on every chain do
/// @dev Lets peers that have no batch of their own be measured in batches. One that fails makes all fail.
contract CallBatch {
    struct Call {
        address target;
        bytes data;
    }

    function run(Call[] calldata calls) external {
        for (uint256 i; i < calls.length; i++) {
            Address.functionCall(calls[i].target, calls[i].data);
        }
    }
}
