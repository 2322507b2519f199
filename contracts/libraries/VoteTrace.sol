// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title Votes over time
/// @dev What OpenZeppelin's `Checkpoints` does, with the newest checkpoint and the number of older ones in one slot: two slots
///      less are touched where votes change. Times never go back.
library VoteTrace {
    /// @param count Older checkpoints.
    struct Newest {
        uint48 at;
        uint48 count;
        uint160 votes;
    }

    struct Checkpoint {
        uint48 at;
        uint208 votes;
    }

    struct Trace {
        Newest newest;
        mapping(uint256 index => Checkpoint) older;
    }

    /// @notice Takes `previous` of the votes away and gives `votes` instead.
    function change(
        Trace storage trace,
        uint256 previous,
        uint256 votes
    ) internal returns (uint256 before, uint256 now_) {
        Newest memory newest = trace.newest;
        before = newest.votes;
        now_ = before + votes - previous;
        if (newest.at != 0 && newest.at != block.timestamp) {
            trace.older[newest.count] = Checkpoint(newest.at, newest.votes);
            newest.count++;
        }
        (newest.at, newest.votes) = (uint48(block.timestamp), uint160(now_));
        trace.newest = newest;
    }

    function latest(Trace storage trace) internal view returns (uint256) {
        return trace.newest.votes;
    }

    /// @notice Votes at the end of the second `timepoint`.
    function at(Trace storage trace, uint256 timepoint) internal view returns (uint256) {
        Newest memory newest = trace.newest;
        if (newest.at <= timepoint) return newest.votes;
        // The first checkpoint that is later.
        uint256 low;
        uint256 high = newest.count;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (trace.older[middle].at > timepoint) high = middle;
            else low = middle + 1;
        }
        return low == 0 ? 0 : trace.older[low - 1].votes;
    }
}
