// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {MachineConfig} from "./MachineTypes.sol";

/// @notice What a campaign raises money for: one piece of equipment, or work in a venture.
enum CampaignEnd {
    Machine,
    Venture
}

/// @notice Where a campaign stands, derived from time and totals. At `t = deadline` the deadline is over.
/// @dev Open: pledges come and go. Funded: the goal is reached, the money waits. Released: it went where it was meant for.
///      Failed: everything goes back.
enum CampaignState {
    Open,
    Funded,
    Released,
    Failed
}

/// @notice What a campaign is bound by. Nothing of it ever changes.
/// @param token ERC-20, or `ETH`.
/// @param goal Token units; exactly this much is raised, or nothing.
/// @param minPledge Token units an account pledges at least, 1 or more; what is left at the end may be less.
/// @param maxPledge Token units an account pledges at most.
/// @param deadline Until then the goal can be reached, seconds since 1970.
/// @param releaseDeadline Until then the money can be released, seconds since 1970.
/// @param objectionWindow Seconds in which pledgers object to a proposal; 48 hours at least.
/// @param objectionBps Share of all pledges that stops a proposal.
/// @param capBps Machine: what co-owners are paid back at most, of what was spent; 12,000 = + 20%.
/// @param agreementHash keccak256 of the text every pledger signs with the pledge.
/// @param initiator May cancel while it is open.
/// @param custodian Machine: who will hold it. Venture: zero.
/// @param venture Venture: who is paid for the work. Machine: the network it will belong to.
struct CampaignTerms {
    CampaignEnd end;
    address token;
    uint88 goal;
    uint88 minPledge;
    uint88 maxPledge;
    uint40 deadline;
    uint40 releaseDeadline;
    uint32 objectionWindow;
    uint16 objectionBps;
    uint16 capBps;
    bytes32 agreementHash;
    address initiator;
    address custodian;
    address venture;
}

/// @notice All that a campaign begins with. Its hash is part of the campaign's address.
/// @param machine Machine: what it will begin with. Venture: ignored.
struct CampaignConfig {
    string name;
    string uri;
    string agreementURI;
    CampaignTerms terms;
    MachineConfig machine;
}

/// @notice What an account has in a campaign. One slot.
/// @param refundTo Where its money goes back to.
/// @param pledged Token units; its weight in every decision.
/// @param flags `PAID_BACK`, `PLACEHOLDER`, `CHOSEN`.
struct Position {
    address refundTo;
    uint88 pledged;
    uint8 flags;
}

/// @dev Refund or surplus has been paid, even where it was nothing.
uint8 constant PAID_BACK = 1;
/// @dev For somebody who has no wallet yet: nobody has acted as this account.
uint8 constant PLACEHOLDER = 2;
/// @dev The account itself has said where its money goes back to.
uint8 constant CHOSEN = 4;

/// @notice A campaign's books. One slot, and one more for what was spent.
/// @param raised Token units pledged in all; refunds do not lower it.
/// @param paidBack Token units of refunds and surplus.
/// @param unpaid Pledgers that were not paid back yet.
/// @param isReleased All that was asked for has been released.
struct CampaignTotals {
    uint88 raised;
    uint88 paidBack;
    uint32 unpaid;
    bool isCancelled;
    bool isReleased;
    uint88 spent;
}

/// @notice A pledge signed by its payer. Anybody may submit it; the money comes from the pledger's allowance.
/// @param amount Token units; taken in part where less is missing.
/// @param refundTo Where the money goes back to; zero: the pledger, or as set before.
/// @param deadline Last second the signature is good for.
struct SignedPledge {
    address pledger;
    uint256 amount;
    bytes32 agreementHash;
    address refundTo;
    uint256 nonce;
    uint256 deadline;
}

/// @notice An allowance signed by ERC-2612; with `deadline` 0 there is none.
struct PermitSignature {
    uint256 value;
    uint256 deadline;
    uint8 v;
    bytes32 r;
    bytes32 s;
}

/// @notice What pledgers and co-owners decide, and the data that says how, ABI-encoded.
/// @dev Purchase: (address supplier, uint256 amount, bytes32 invoiceHash). Delivery: (uint256 amount, bytes32 noteHash).
///      Custodian: (address account). Steward: (address account, bool appointed). Scenario: (uint8 id, bytes32 name,
///      Scenario). Material: (uint8 id, bytes32 name, bytes32 unit, Material). Spending: (address token, address
///      recipient, uint256 amount, bytes32 invoiceHash). Token: (address token, bool muted). Move: (address from,
///      address to), of a co-owner.
enum CoOwnerAction {
    Purchase,
    Delivery,
    Custodian,
    Steward,
    Scenario,
    Material,
    Spending,
    Token,
    Move
}

enum ProposalStatus {
    None,
    Live,
    Stopped,
    Withdrawn,
    Executed
}

/// @notice A proposal as it stands. Three slots.
/// @param content keccak256 of action, data and, for a purchase, the supplier's code hash.
/// @param readyAt End of the window: objections before, execution from then on.
/// @param objections Pledges of those who objected, token units.
/// @param subject Move: the account to be moved, whose own objection stops it whatever its weight.
struct Proposal {
    bytes32 content;
    address proposer;
    uint40 readyAt;
    ProposalStatus status;
    CoOwnerAction action;
    uint88 objections;
    address subject;
}

/// @notice What a proposer has done here. One slot.
/// @param proposal The last one it made.
/// @param stops How many of its proposals were stopped.
/// @param stoppedAt When the last one was.
struct Proposer {
    uint64 proposal;
    uint32 stops;
    uint40 stoppedAt;
}
