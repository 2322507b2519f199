// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {DebtPool, TokenBook} from "../types/VentureTypes.sol";

/// @title The engine of the value equation: books, distribution, credits, claims
/// @dev Amounts are in a token's smallest unit. Everything paid is rounded down, once per account, token and claim; what
///      rounding holds back stays in the contract.
/// @dev Assumed of a token: a transfer it reports as done is done, and no balance but its holder's own moves shrinks.
///      A token that breaks this harms its own revenue only; wrap it.
interface IRevenueSplitter {
    /* REVENUE */

    /// @notice Revenue ran through the equation in force.
    /// @param parts What each line took, the remainder last. They add up to `amount`, to the unit.
    event Distributed(address indexed token, uint256 amount, uint256[] parts);
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

    error TokenNotListed(address token);
    error TokenGasTooLow(uint256 gasLeft, uint256 gasNeeded);
    error ClaimRecipientInvalid(address recipient);
    error ClaimHolderOnly(address caller, address holder);
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
    /// @dev Anyone may call; the money goes to who the account is now (at the end of its moves) or the payee that one
    ///      named. A kind left out is left for later. All or nothing: a token that refuses the transfer reverts the whole; leave it out, or use `ClaimBatch`.
    /// @param kinds Ascending.
    /// @param maxDebtEntries Debt entries walked at most, per pool.
    function claim(address account, address[] calldata tokens, uint8[] calldata kinds, uint256 maxDebtEntries) external;

    /// @notice Pays what `account` is owed to a recipient that its holder names.
    /// @dev The holder alone: the account itself, or who it is after its moves.
    function claimTo(
        address account,
        address recipient,
        address[] calldata tokens,
        uint8[] calldata kinds,
        uint256 maxDebtEntries
    ) external;

    /// @notice Names who is paid in place of the holder of `account` from now on; the zero address ends it.
    /// @dev The holder alone.
    function setPayee(address account, address payee) external;

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
    /// @notice The equation in force, packed; `VentureLens` unpacks it.
    function equationCode() external view returns (bytes memory);
    /// @notice Payout tokens in order of listing.
    function tokens() external view returns (address[] memory);
    function tokenBook(address token) external view returns (TokenBook memory);
    function poolCount() external view returns (uint256);
    function debtPool(uint8 pool) external view returns (DebtPool memory);
    /// @notice Where claims of an account are paid to.
    function payeeOf(address account) external view returns (address);
    /// @notice Storage words, for `VentureLens`, which knows what stands where.
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words);
}
