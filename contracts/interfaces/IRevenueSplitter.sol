// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {DebtPool, EquityPool, Kind, Line, TokenBook} from "../types/VentureTypes.sol";

/// @title The engine of the value equation: books, distribution, equity, debt, claims
/// @dev Amounts are in a token's smallest unit, quantities in the smallest unit of their kind. Everything paid is
///      rounded down, once per account, token and claim; what rounding holds back stays in the contract.
/// @dev Assumed of a token: a transfer it reports as done is done, and no balance but its holder's own moves shrinks.
///      A token that breaks this harms its own revenue only; wrap it.
interface IRevenueSplitter {
    /* REVENUE */

    /// @notice Revenue ran through the equation in force.
    /// @param parts What each line took, the remainder last. They add up to `amount`, to the unit.
    event Distributed(address indexed token, uint256 amount, uint256[] parts);
    /// @notice Parked revenue of an equity pool went to the points of this moment.
    event ParkedReleased(uint8 indexed pool, address indexed token, uint256 amount);
    /// @notice Revenue waits for an equity pool to have points, or to open.
    event Parked(uint8 indexed pool, address indexed token, uint256 amount, uint256 parkedInAll);
    /// @notice Debt entries that belong to the venture itself were paid in the distribution that follows; the money went
    ///         on to the last pool line of the equation in force, and what that could not take to the remainder.
    event Recovered(address indexed token, uint256 amount);
    /// @notice The balance of a token could not be read although it had enough gas; nothing of it was distributed.
    event TokenSkipped(address indexed token);
    /// @notice Somebody paid and left an invoice reference. A plain transfer does the same without one.
    /// @param amount What arrived, measured.
    event Paid(address indexed payer, address indexed token, uint256 amount, bytes32 indexed invoice);

    /* CLAIMS */

    /// @notice An account was paid what it was owed; perhaps nothing, where it has debt entries.
    /// @param recipient Where the money went: the account, its payee, or whom the account named.
    /// @param kinds Bit k is set when equity of kind k was claimed.
    /// @param maxDebtEntries How many debt entries per pool could be walked.
    event Claimed(
        address indexed account,
        address indexed token,
        address recipient,
        uint256 amount,
        uint256 kinds,
        uint256 maxDebtEntries
    );
    /// @notice An account named who is paid in its place. The zero address: itself again.
    event PayeeSet(address indexed account, address previousPayee, address payee);

    /* HOLDINGS */

    /// @notice Units and debts of a batch entered the books.
    /// @param entries Packed: address 160 | kind 8 | quantity 88.
    event UnitsAdded(bytes32 indexed batch, uint256[] entries);
    /// @notice Units were taken out; what they had earned stays owed.
    /// @param unitsLeft Units the account has left in this kind.
    event UnitsRemoved(address indexed account, uint8 indexed kind, uint256 quantity, uint256 unitsLeft);
    /// @notice The points of an equity pool rose from zero.
    event PoolOpens(uint8 indexed pool, uint256 opensAt);
    /// @notice A debt entry belongs to the venture from now on.
    /// @param index Index of the entry in the account's queue.
    /// @param money What the entry was for.
    /// @param credited What had accrued on it and was not paid yet: now a credit of the account.
    event DebtReassigned(uint8 indexed pool, address indexed account, uint256 index, uint256 money, uint256 credited);

    error TokenNotListed(address token);
    error TokenGasTooLow(uint256 gasLeft, uint256 gasNeeded);
    error KindUnknown(uint256 kind, uint256 kindCount);
    error KindsNotAscending(uint256 index, uint256 kind);
    error PoolPointsTooMany(uint256 pool, uint256 points, uint256 maxPoints);
    error KindUnitsTooMany(uint256 kind, uint256 units, uint256 maxUnits);
    error KindIsClosed(uint256 kind);
    error UnitsInsufficient(address account, uint256 kind, uint256 units, uint256 asked);
    error DebtEntryUnknown(uint256 pool, address account, uint256 index);
    error DebtMoneyOutOfBounds(uint256 pool, address account, uint256 money, uint256 maxMoney);
    error DebtLineTooLong(uint256 pool, uint256 end, uint256 maxEnd);
    error ClaimRecipientInvalid(address recipient);
    error ClaimEthRefused(address recipient, uint256 amount);
    error PaymentEmpty(address token);
    error PaymentValueMismatch(uint256 value, uint256 amount);
    error CloneOnly();

    /// @notice Pays with an invoice reference. A plain transfer to the contract is a payment too, and cheaper.
    /// @dev Anyone. ETH: `amount` must equal the value sent. ERC-20: pulls `amount` from the caller's allowance.
    /// @return received What arrived, measured.
    function pay(address token, uint256 amount, bytes32 invoice) external payable returns (uint256 received);

    /// @notice Distributes what arrived since the last time, by the equation and points in force.
    /// @dev Anyone; everything that could change a share does it by itself first. Reverts when it can't give the
    ///      token's `balanceOf` 200,000 gas.
    /// @return amount Units of the token that were distributed.
    function sync(address token) external returns (uint256 amount);

    /// @notice Pays `account` what it is owed: equity of the named kinds, credits of account lines, debts.
    /// @dev Anyone may call; the money goes to the account or the payee it named. A kind left out is left for later.
    ///      All or nothing: a token that refuses the transfer reverts the whole; leave it out, or use `ClaimBatch`.
    /// @param kinds Ascending.
    /// @param maxDebtEntries Debt entries walked at most, per pool.
    function claim(address account, address[] calldata tokens, uint8[] calldata kinds, uint256 maxDebtEntries) external;

    /// @notice Pays the caller what it is owed, to a recipient it names.
    function claimTo(
        address recipient,
        address[] calldata tokens,
        uint8[] calldata kinds,
        uint256 maxDebtEntries
    ) external;

    /// @notice Names who is paid in the caller's place from now on; the zero address ends it.
    function setPayee(address payee) external;

    /* VIEWS: right at any moment, in the middle of a claim too */

    /// @notice What each line would take of `amount`, the remainder last.
    function previewDistribution(address token, uint256 amount) external view returns (uint256[] memory parts);
    /// @notice What a claim made now would pay, per token: revenue that just arrived included. Walks all debt entries.
    function previewClaim(
        address account,
        address[] calldata tokens,
        uint8[] calldata kinds
    ) external view returns (uint256[] memory amounts);
    /// @notice Number of the equation in force; the first is 1.
    function equationVersion() external view returns (uint256);
    /// @notice The equation in force.
    function equation() external view returns (uint256 version, Line[] memory lines, address remainder);
    /// @notice Payout tokens in order of listing.
    function tokens() external view returns (address[] memory);
    function tokenBook(address token) external view returns (TokenBook memory);
    function poolCount() external view returns (uint256);
    function equityPool(uint8 pool) external view returns (EquityPool memory);
    function debtPool(uint8 pool) external view returns (DebtPool memory);
    function kindCount() external view returns (uint256);
    function kindOf(uint8 kind) external view returns (Kind memory);
    function unitsOf(address account, uint8 kind) external view returns (uint256);
    /// @notice Points of an account in the named equity kinds, all pools together.
    /// @param kinds Ascending.
    function pointsOf(address account, uint8[] calldata kinds) external view returns (uint256);
    /// @notice Where claims of an account are paid to.
    function payeeOf(address account) external view returns (address);
    /// @notice Storage words, for `VentureLens`, which knows what stands where.
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words);
}
