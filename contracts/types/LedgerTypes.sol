// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @notice Rules of acceptance. Points as stored; windows in seconds; shares in bps.
/// @param attestationsRequired How many others must attest, one of them a steward; 1 to 16.
/// @param attestorMinPoints Points in all equity pools together an affiliate needs to attest; above 0.
/// @param objectorMinPoints Points an affiliate needs to object; never more than a tenth of all points is asked.
/// @param objectionWindow From proposal to acceptance by silence; 48 hours to 180 days.
/// @param resolutionDeadline How long stewards may resolve an objected batch; 48 hours to 180 days.
/// @param instantGrowthBps With `instantGrowthPoints`: attested growth per pool and window that need not wait.
/// @param silentGrowthBps With `silentGrowthPoints`: growth per pool and window by silence.
struct LedgerParameters {
    uint8 attestationsRequired;
    uint64 attestorMinPoints;
    uint64 objectorMinPoints;
    uint24 objectionWindow;
    uint24 resolutionDeadline;
    uint16 instantGrowthBps;
    uint64 instantGrowthPoints;
    uint16 silentGrowthBps;
    uint64 silentGrowthPoints;
}

/// @notice A batch as proposed.
/// @param entries At most 250: address 160 | kind 8 | quantity 88, sorted by (kind, address), pairs unique.
/// @param workDays 4 bytes per entry: the day of the work, in days since 1970-01-01, big endian.
/// @param evidenceHash keccak256 of what `evidenceURI` leads to.
/// @param task Task it answers, or zero.
/// @param nonce Chosen by the proposer, so that equal batches have different ids.
struct BatchProposal {
    uint256[] entries;
    bytes workDays;
    bytes32 evidenceHash;
    string evidenceURI;
    bytes32 task;
    uint256 nonce;
}

/// @notice What the id of a batch commits to: id = keccak256(abi.encode(header)).
/// @param detailsHash keccak256 of the days of work; of a large batch keccak256(abi.encode(root, leaves)).
/// @param evidenceHash keccak256 of the evidence; of a large batch of its data file.
struct BatchHeader {
    bytes32 entriesHash;
    bytes32 detailsHash;
    bytes32 evidenceHash;
    address proposer;
    uint256 nonce;
}

enum BatchStatus {
    None,
    Pending,
    Resolved,
    Accepted,
    Rejected,
    Withdrawn
}

/// @notice A batch as it stands. One slot.
/// @param deadline End of the objection window; objections before, silence from then on.
/// @param resolveBy Until then stewards may resolve; 0 while nobody ever objected.
/// @param size Number of entries.
/// @param left Entries neither taken nor rejected.
/// @param openObjections Objections that stand.
/// @param objectionsEver Objections made so far; part of what resolving stewards sign.
/// @param amended The entries in force are not the proposed ones.
/// @param partly Some entries were taken: see `taken`.
/// @param some A resolution accepted some entries: see `allowed`.
/// @param large A large batch: its entries are totals, one per kind, in the name of the venture.
struct BatchState {
    BatchStatus status;
    uint40 deadline;
    uint40 resolveBy;
    uint8 size;
    uint8 left;
    uint16 openObjections;
    uint16 objectionsEver;
    bool amended;
    bool partly;
    bool some;
    bool large;
}

/// @notice A peer's signed statement that a batch is true (EIP-712, or ERC-1271).
/// @param kinds Ascending kinds the attestor's points are counted in; stewards leave it empty.
/// @param deadline Last second the signature is good for.
/// @param signature Empty when the attestor is the proposer or the sender.
struct Attestation {
    address attestor;
    uint8[] kinds;
    uint256 deadline;
    bytes signature;
}

/// @notice A signature of somebody named, good until `deadline`.
struct SignedBy {
    address signer;
    uint256 deadline;
    bytes signature;
}

/// @notice What an account does by signature instead of a transaction (EIP-712, or ERC-1271): anybody may submit it, once.
/// @param signer The account, or who it is after its moves.
/// @param nonce Any number the signer has not used or cancelled here; the order doesn't matter.
/// @param deadline Last second it is good for.
struct SignedAct {
    address signer;
    uint256 nonce;
    uint256 deadline;
    bytes signature;
}

enum ObjectionStatus {
    None,
    Standing,
    Withdrawn,
    Settled
}

struct Objection {
    ObjectionStatus status;
    bytes32 amendment;
}

/// @notice How an objected batch is decided.
enum Decision {
    Reject,
    All,
    Some,
    Amendment
}

/// @notice A debt entry to be re-assigned to the venture: entry `index` of `account` in `pool`.
struct DebtReference {
    uint8 pool;
    address account;
    uint256 index;
}

/// @notice Units to take away from others, with its reason. The id commits to all of it.
/// @param ledger Ledger it is about.
/// @param batch The accepted batch it corrects.
/// @param entries Units to remove, packed and sorted as in a batch; equity kinds only.
/// @param debts Debt entries to re-assign to the venture.
struct Correction {
    address ledger;
    bytes32 batch;
    uint256[] entries;
    DebtReference[] debts;
    bytes32 reasonHash;
    address proposer;
    uint256 nonce;
}

/// @notice By what a pool's growth in a window is limited: the larger of a share of its points and a floor.
/// @param window Length of a window in seconds.
/// @param bps Share of the points at the first use of the window.
/// @param floor In points.
struct GrowthRule {
    address venture;
    uint256 window;
    uint256 bps;
    uint256 floor;
}

/// @notice Growth of a pool in one window, in points. One slot.
/// @param window Number of the window + 1; 0 when never used.
struct Growth {
    uint32 window;
    uint112 limit;
    uint112 used;
}

/// @notice What an account may do here, and when it last did something. One slot.
/// @param depth How many moves lie behind it, along the longest way; 0 when nobody moved here.
/// @param until When its last term as a steward ends or ended; 1 when it was without end, 0 when it never was a steward.
/// @param terms How many terms it has served without a break of 90 days, this one included.
/// @param lastAct Whether it ever proposed, attested, objected or signed anything here: 0 never, 1 before somebody proposed to
///        move it, else when it did so for the first time since then, in seconds since 1970.
struct Role {
    bool steward;
    bool barred;
    uint8 depth;
    uint40 lastAct;
    uint40 until;
    uint8 terms;
}

enum CorrectionStatus {
    None,
    Pending,
    Applied,
    Withdrawn
}

/// @notice A correction as it stands. One slot.
struct CorrectionState {
    CorrectionStatus status;
    uint40 deadline;
    uint16 openObjections;
}

/// @notice A large batch as proposed.
/// @param totals One packed entry per kind, ascending, in the name of the venture: what all leaves of the kind add up to.
/// @param root Merkle root of the leaves `(uint256 index, address affiliate, uint8 kind, uint88 quantity)`, hashed twice,
///        as OpenZeppelin's merkle-tree library builds it.
/// @param leaves How many there are; their indices begin at 0.
/// @param dataHash keccak256 of the file `dataURI` leads to, which holds all leaves.
/// @param task Task it answers, or zero.
/// @param nonce Chosen by the proposer, so that equal batches have different ids.
struct LargeProposal {
    uint256[] totals;
    bytes32 root;
    uint256 leaves;
    bytes32 dataHash;
    string dataURI;
    bytes32 task;
    uint256 nonce;
}

/// @notice What the id of a large batch commits to, spelled out. The root is not stored: this is passed again.
struct LargeHeader {
    bytes32 totalsHash;
    bytes32 root;
    uint256 leaves;
    bytes32 dataHash;
    address proposer;
    uint256 nonce;
}

/// @notice One contribution of a large batch, with its proof.
struct Leaf {
    uint256 index;
    address affiliate;
    uint8 kind;
    uint88 quantity;
    bytes32[] proof;
}

/// @notice A large batch that the governor finds not to have the leaves it says; its rests close when the notice is over.
/// @param epoch Notice epoch of the venture: a hand-over cancels it.
struct Closing {
    uint40 readyAt;
    uint32 epoch;
}

enum MoveStatus {
    None,
    Proposed,
    Waiting,
    Made,
    Rejected
}

/// @notice A move of house that somebody else than the account proposes. The id commits to all of it.
/// @param from The account that can't go on, or was a placeholder.
/// @param to Who goes on.
struct Move {
    address ledger;
    address from;
    address to;
    address proposer;
    bytes32 reasonHash;
    uint256 nonce;
}

/// @notice A proposed move as it stands. One slot.
/// @param proposedAt Anything `from` does here since then cancels it.
/// @param readyAt From then on anyone carries it out.
/// @param byGovernor The governor decided it; others may only where `from` never did anything here.
struct MoveState {
    MoveStatus status;
    uint40 proposedAt;
    uint40 readyAt;
    uint16 openObjections;
    bool byGovernor;
}
