// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IRevenueSplitter} from "../interfaces/IRevenueSplitter.sol";

/// @title Reads the whole state of a venture in one call, for tests that compare it with the reference model
contract StateLens {
    struct Call {
        address target;
        bytes data;
    }

    /// @param book Account whose code is a list of storage slots, 32 bytes each.
    /// @param extra Further slots.
    /// @param calls Views whose answers are wanted too; without a target, `data` is an account whose ETH is asked for.
    /// @return digest SHA-256 of the words in these slots.
    /// @return timestamp Of the block the call runs in.
    /// @return answers What the views returned, one after the other.
    function read(address venture, address book, bytes32[] calldata extra, Call[] calldata calls)
        external
        view
        returns (bytes32 digest, uint256 timestamp, bytes memory answers)
    {
        digest = sha256(abi.encodePacked(words(venture, book, extra)));
        timestamp = block.timestamp;
        for (uint256 i; i < calls.length; i++) {
            address target = calls[i].target;
            if (target == address(0)) {
                answers = abi.encodePacked(answers, address(bytes20(calls[i].data)).balance);
                continue;
            }
            (bool ok, bytes memory answer) = target.staticcall(calls[i].data);
            require(ok, "StateLens: a view reverted");
            answers = abi.encodePacked(answers, answer);
        }
    }

    /// @notice The words themselves.
    function words(address venture, address book, bytes32[] calldata extra) public view returns (bytes32[] memory) {
        uint256 count = book.code.length / 32;
        bytes32[] memory slots = new bytes32[](count + extra.length);
        assembly ("memory-safe") {
            extcodecopy(book, add(slots, 32), 0, mul(count, 32))
            calldatacopy(add(add(slots, 32), mul(count, 32)), extra.offset, mul(extra.length, 32))
        }
        return IRevenueSplitter(venture).extsload(slots);
    }
}
