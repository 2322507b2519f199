// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @dev Part of all voice that has to be within reach for a group to govern itself.
uint256 constant MIN_REACH_BPS = 2_000;

/// @dev Of reachable voice: what one voter counts at most, what makes a head of anybody, and is always enough to propose.
uint256 constant MAX_CAST_BPS = 1_000;

/// @dev A steward whose last term ended longer ago begins to count terms anew.
uint256 constant TERM_BREAK = 90 days;

/// @notice How a group decides. Windows, delays and terms in seconds; shares in bps; voice as counted by the ledger.
/// @param lazyWindow How long one can object to a lazy proposal; 48 hours to 180 days.
/// @param stopBps Objections of this part of reachable voice stop a lazy proposal; 1 to 1,000.
/// @param stopHeads So many heads stop it too; 1 to 10.
/// @param consensusWindow How long a vote takes; 48 hours to 180 days.
/// @param quorumBps Part of reachable voice that has to vote; 2,000 to 10,000.
/// @param quorumHeads And how many heads; 0 to 16.
/// @param delay Between the end of a window and the first moment its decision can be carried out; at most 30 days.
/// @param stepBps How far the weight of new work may go up or down on the lazy track in any 90 days; at most 2,500.
/// @param stewardTerm How long a steward is appointed for; 0 = without end, else 30 days to 1,096 days.
/// @param termsInRow How many terms one may serve without a break; 0 = any number.
/// @param openLazy How many lazy proposals can be open; 1 to 24.
/// @param openPerProposer And of one proposer; 1 to `openLazy`.
/// @param headVoice Voice that makes a head of a voter; above 0. A tenth of reachable voice is always enough.
/// @param proposerVoice Voice it takes to propose; 1 to `headVoice`. A tenth of reachable voice is always enough.
struct Rules {
    uint32 lazyWindow;
    uint16 stopBps;
    uint8 stopHeads;
    uint32 consensusWindow;
    uint16 quorumBps;
    uint8 quorumHeads;
    uint32 delay;
    uint16 stepBps;
    uint32 stewardTerm;
    uint8 termsInRow;
    uint8 openLazy;
    uint8 openPerProposer;
    uint64 headVoice;
    uint64 proposerVoice;
}

/// @notice When a founder's venture goes over to its contributors. Nothing of it ever changes.
/// @param period Seconds after deployment from which it is due.
/// @param affiliates It is due before, too, when so many show their voice; 0 = not before.
/// @param accounts How many accounts have to show their voice in any case.
struct HandOverTerms {
    uint32 period;
    uint8 affiliates;
    uint8 accounts;
}

/// @notice A published hand-over. One slot.
/// @param target Who governs from then on; zero when there is nothing to hand over.
struct HandOver {
    address target;
    uint40 dueAt;
    uint8 affiliates;
    uint8 accounts;
}

/// @notice A proposal in its window, with the rules of the moment it was made. Voice is of that moment, too.
/// @param deadline Last second of its window.
/// @param window Length of its window, of which the last quarter is late.
/// @param consensusWindow Length of the window it gets when it is escalated.
/// @param epoch Notice epoch of the venture: another governor, even for a while, makes an end of it.
/// @param isConsensus It is on the consensus track.
/// @param wasEscalated It came there from the lazy track.
/// @param wasExtended Its window was extended, which happens once.
/// @param reachable All voice that can be cast on it.
/// @param headVoice Voice that makes a head of a voter.
struct Motion {
    uint40 deadline;
    uint32 window;
    uint32 consensusWindow;
    uint32 delay;
    uint16 stopBps;
    uint8 stopHeads;
    uint16 quorumBps;
    uint8 quorumHeads;
    uint16 stepBps;
    uint32 epoch;
    bool isConsensus;
    bool wasEscalated;
    bool wasExtended;
    uint128 reachable;
    uint128 headVoice;
}

/// @notice Votes on a proposal.
/// @param forVoice Voice for it, each voter's at most a tenth of what is reachable.
/// @param againstVoice Voice against it, likewise.
/// @param castVoice All voice that took part, whole.
struct Tally {
    uint128 forVoice;
    uint128 againstVoice;
    uint128 castVoice;
    uint32 headsFor;
    uint32 headsAgainst;
    uint32 headsAbstaining;
}

/// @notice An account's voice. One slot.
/// @param delegatee Who casts it: the account itself or its representative; zero = nobody, so it isn't reachable.
/// @param activeDay Day, since 1970-01-01, it last delegated, counted its own voice, or voted.
/// @param units Voice counted so far.
struct Voice {
    address delegatee;
    uint16 activeDay;
    uint80 units;
}

/// @notice What the notice board remembers of a kind's birth. One slot.
/// @param unitTag First 8 bytes of keccak256 of its unit; zero where it is not known.
/// @param bornAt When it was opened.
/// @param predecessor 1 + id of the kind it succeeded; 0 when there was none.
struct KindBirth {
    bytes8 unitTag;
    uint40 bornAt;
    uint16 predecessor;
}
