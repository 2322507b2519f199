// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title Asks many views at once, for tests that compare a venture with the reference model after every step
contract StateLens {
    struct Call {
        address target;
        bytes data;
    }

    /// @param calls Views; without a target, `data` is an account whose ETH is asked for.
    /// @return answers What they returned, one after the other.
    function read(Call[] calldata calls) external view returns (bytes memory answers) {
        for (uint256 i; i < calls.length; i++) {
            address target = calls[i].target;
            if (target == address(0)) {
                answers = bytes.concat(answers, bytes32(address(bytes20(calls[i].data)).balance));
                continue;
            }
            (bool ok, bytes memory answer) = target.staticcall(calls[i].data);
            require(ok, "StateLens: a view reverted");
            answers = bytes.concat(answers, answer);
        }
    }
}
