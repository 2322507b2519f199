// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {VoteTrace} from "../../../contracts/libraries/VoteTrace.sol";
import {Test} from "../../utils/Test.sol";

/// @dev Held against OpenZeppelin's `Checkpoints`, which it stands in for.
contract VoteTraceTest is Test {
    using Checkpoints for Checkpoints.Trace208;
    using VoteTrace for VoteTrace.Trace;

    uint256 private constant CHANGES = 24;

    VoteTrace.Trace private _trace;
    Checkpoints.Trace208 private _plain;

    /// @dev `seed` gives each change its time, 0 to 3 seconds after the one before, and what is taken and given.
    function testFuzz_IsWhatCheckpointsSay(uint256 seed) external {
        uint256 start = 1_000;
        uint256 time = start;
        for (uint256 i; i < CHANGES; i++) {
            seed = uint256(keccak256(abi.encode(seed)));
            time += seed % 4;
            vm.warp(time);
            uint208 held = _plain.latest();
            uint256 taken = seed >> 250 == 0 ? held : bound((seed >> 8) % 2 ** 80, 0, held);
            uint256 given = (seed >> 100) % 2 ** 80;
            (uint208 before, uint208 after_) = _plain.push(uint48(time), uint208(held - taken + given));
            (uint256 actualBefore, uint256 actualAfter) = _trace.change(taken, given);
            assertEq(actualBefore, before, "votes before");
            assertEq(actualAfter, after_, "votes after");
        }
        assertEq(_trace.latest(), _plain.latest(), "latest");
        for (uint256 at = start - 2; at <= time + 2; at++) {
            assertEq(_trace.at(at), _plain.upperLookupRecent(uint48(at)), "votes then");
        }
        assertEq(_trace.at(type(uint48).max), _plain.latest(), "votes at the end of time");
        assertEq(uint256(_trace.newest.count) + 1, _plain.length(), "checkpoints");
    }

    function test_HasNothingBeforeItsFirstChange() external {
        assertEq(_trace.latest(), 0, "latest of none");
        assertEq(_trace.at(type(uint48).max), 0, "votes of none");
        vm.warp(500);
        _trace.change(0, 7);
        assertEq(_trace.at(499), 0, "votes the second before");
        assertEq(_trace.at(500), 7, "votes the same second");
    }

    /// @dev The votes of all fit beside time and count.
    function testFuzz_KeepsTheLargestVotes(uint80 votes) external {
        vm.warp(type(uint48).max - 1);
        for (uint256 i; i < 3; i++) {
            _trace.change(0, votes);
        }
        vm.warp(type(uint48).max);
        _trace.change(votes, 0);
        assertEq(_trace.at(type(uint48).max - 1), 3 * uint256(votes), "votes before");
        assertEq(_trace.latest(), 2 * uint256(votes), "votes now");
    }
}
