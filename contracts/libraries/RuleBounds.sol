// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Rules} from "../types/GovernanceTypes.sol";

/// @title Floors and ceilings that no decision passes
library RuleBounds {
    error RuleOutOfBounds(bytes32 rule, uint256 actual, uint256 min, uint256 max);

    uint256 internal constant MIN_WINDOW = 48 hours;
    uint256 internal constant MAX_WINDOW = 180 days;
    uint256 internal constant MAX_STOP_BPS = 1_000;
    uint256 internal constant MAX_STOP_HEADS = 10;
    uint256 internal constant MIN_QUORUM_BPS = 2_000;
    uint256 internal constant MAX_QUORUM_HEADS = 16;
    uint256 internal constant MAX_DELAY = 30 days;
    uint256 internal constant MAX_STEP_BPS = 2_500;
    uint256 internal constant MIN_TERM = 30 days;
    uint256 internal constant MAX_TERM = 1_096 days;
    uint256 internal constant MAX_OPEN = 24;

    /// @notice Reverts with the first rule that is out of its bounds.
    function check(Rules memory rules) internal pure {
        _within("lazyWindow", rules.lazyWindow, MIN_WINDOW, MAX_WINDOW);
        _within("stopBps", rules.stopBps, 1, MAX_STOP_BPS);
        _within("stopHeads", rules.stopHeads, 1, MAX_STOP_HEADS);
        _within("consensusWindow", rules.consensusWindow, MIN_WINDOW, MAX_WINDOW);
        _within("quorumBps", rules.quorumBps, MIN_QUORUM_BPS, 10_000);
        _within("quorumHeads", rules.quorumHeads, 0, MAX_QUORUM_HEADS);
        _within("delay", rules.delay, 0, MAX_DELAY);
        _within("stepBps", rules.stepBps, 0, MAX_STEP_BPS);
        if (rules.stewardTerm != 0) _within("stewardTerm", rules.stewardTerm, MIN_TERM, MAX_TERM);
        _within("openLazy", rules.openLazy, 1, MAX_OPEN);
        _within("openPerProposer", rules.openPerProposer, 1, rules.openLazy);
        _within("headVoice", rules.headVoice, 1, type(uint64).max);
        _within("proposerVoice", rules.proposerVoice, 1, rules.headVoice);
    }

    function _within(bytes32 rule, uint256 actual, uint256 min, uint256 max) private pure {
        if (actual < min || actual > max) revert RuleOutOfBounds(rule, actual, min, max);
    }
}
