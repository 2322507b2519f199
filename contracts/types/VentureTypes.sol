// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @dev Native ETH as a payout token (ERC-7528).
address constant ETH = 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE;

/// @dev Shares are in basis points: 10,000 is the whole.
uint256 constant BPS = 10_000;

/// @notice Who has a claim in a pool.
enum PoolType {
    None,
    Equity,
    Debt
}

/// @notice What the share of a line is taken of: the amount distributed, or what earlier lines left.
enum Basis {
    Gross,
    Remaining
}

/// @notice A pool at its birth. Nothing of it ever changes.
/// @param token Debt: the token its entries are counted in. Equity: zero.
/// @param capBps Debt: what is repaid of an entry, 10,000 = the principal, 12,000 = + 20%. Equity: zero.
/// @param openingPeriod Equity: seconds between the first points and the first distribution to them. Debt: zero.
struct PoolConfig {
    PoolType poolType;
    address token;
    uint16 capBps;
    uint32 openingPeriod;
}

/// @notice A kind of contribution at its birth. Only an equity kind's weight can change later, by re-weighing.
/// @param name At most 32 bytes of UTF-8, for example "Design hour".
/// @param unit At most 32 bytes of UTF-8, for example "h".
/// @param decimals Quantities count 10^-decimals of the unit.
/// @param pool Id of the pool it belongs to for ever; the first pool is 1.
/// @param rate Equity: weight, points per smallest unit of quantity, at most 2^32 - 1.
///             Debt: price, token units per whole unit.
/// @param voice Governance weight per smallest unit of quantity; zero for debt kinds.
struct KindConfig {
    bytes32 name;
    bytes32 unit;
    uint8 decimals;
    uint8 pool;
    uint96 rate;
    uint24 voice;
}

/// @notice One step of the equation: an account or a pool, exactly one of the two is not zero.
struct Line {
    address account;
    uint8 pool;
    Basis basis;
    uint16 shareBps;
}

/// @notice A kind as it stands. One slot.
/// @param units All accepted units, in smallest units of quantity.
struct Kind {
    uint8 pool;
    uint8 decimals;
    bool closed;
    bool reweighed;
    bool isDebt;
    uint24 voice;
    uint96 units;
    uint96 rate;
}

/// @notice An equity pool as it stands. One slot.
/// @param opensAt Until then its revenue is parked; set whenever the points rise from zero.
/// @param firstPointsAt When it had points for the first time; windows of growth are counted from there.
struct EquityPool {
    bool exists;
    uint32 openingPeriod;
    uint40 opensAt;
    uint40 firstPointsAt;
    uint112 points;
}

/// @notice A debt pool as it stands: a line from 0 to `end`, repaid up to `repaid`, in units of `token`.
struct DebtPool {
    address token;
    uint16 capBps;
    uint40 acceptances;
    uint128 end;
    uint128 repaid;
}

/// @notice The books of one payout token.
/// @param accounted Units of the token that belong to somebody or are parked or held back by rounding.
/// @param parkedPools Bit p is set while equity pool p has parked units of this token.
struct TokenBook {
    uint128 accounted;
    uint32 parkedPools;
    bool listed;
    bool muted;
}

/// @notice What an account is owed in one token apart from equity.
/// @param credit From account lines, token units.
/// @param debtPools Bit p is set when the account has entries in debt pool p.
struct AccountBook {
    uint128 credit;
    uint32 debtPools;
}

/// @notice One acceptance in a debt pool: it takes `[start, start + floor(money x capBps / 10,000))` of the line.
struct DebtAcceptance {
    uint128 start;
    uint128 money;
}

/// @notice One entry of an account in a debt pool.
/// @param money Its part of the acceptance, token units.
/// @param paid What it was paid so far, token units.
struct DebtEntry {
    uint104 money;
    uint104 paid;
    uint40 acceptance;
}

/// @notice Where an account's entries stand: `cursor` is the first one not settled.
struct DebtQueue {
    uint32 cursor;
    uint32 count;
}

/// @notice Units held in one kind, smallest units of quantity.
struct Holding {
    uint8 kind;
    uint256 units;
}

/// @notice What a governor can change, and the data that says how.
/// @dev Pool: PoolConfig. Kind: KindConfig. KindClosed: (uint8 kind, uint8 successor). Equation: packed lines, see
///      `Equation`. Weight: (uint8 kind, uint32 weight). Token: (address token, bool muted), listing it where it is new.
///      Governor: address. NoticePeriod: uint32 seconds. Steward: (address account, bool appointed).
///      Parameters: LedgerParameters. Bar: (address account, bool barred). All but Equation are ABI-encoded.
enum Change {
    Pool,
    Kind,
    KindClosed,
    Equation,
    Weight,
    Token,
    Governor,
    NoticePeriod,
    Steward,
    Parameters,
    Bar
}

/// @notice A change that was announced and waits.
/// @param content keccak256 of its data; zero when nothing is pending.
struct PendingChange {
    bytes32 content;
    uint40 readyAt;
}
