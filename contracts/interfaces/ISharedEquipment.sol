// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {MachineRecord} from "../libraries/MachineRecord.sol";
import {CoOwnerAction} from "../types/CampaignTypes.sol";
import {CoOwner, Funding, Invoice, UseInput, UseState} from "../types/MachineTypes.sol";
import {IRevenueSplitter} from "./IRevenueSplitter.sol";

/// @title A machine that many own together: its use is metered, invoiced, and pays them back
/// @dev The engine's books, lines and claims, with one debt pool, the co-owners', and two equations of the net fixed at
///      deployment: until they are paid back, and after. Amounts are in smallest units of the machine's token.
/// @dev `claim` takes no kinds here. Maintenance money is kept under the machine's own address.
interface ISharedEquipment is IRevenueSplitter {
    /* USES */

    /// @notice The machine was used.
    /// @param invoice What is passed to all that is done about this use.
    /// @param total Token units to be paid.
    event UseLogged(
        bytes32 indexed id,
        address indexed user,
        address indexed logger,
        UseInput input,
        Invoice invoice,
        uint256 total
    );
    /// @notice A part of an invoice was paid, from a wallet or a deposit.
    /// @param amount What arrived.
    /// @param paid In all.
    event UsePaid(bytes32 indexed id, address indexed payer, Funding funding, uint256 amount, uint256 paid);
    event UseContested(bytes32 indexed id, address indexed account, bytes32 reasonHash, string reasonURI);
    /// @notice A steward decided about a contested use: it stands, or nothing more is to be paid.
    event UseSettled(bytes32 indexed id, address indexed steward, bool stands, bytes32 reasonHash, string reasonURI);
    event Deposited(address indexed account, address indexed payer, uint256 amount, uint256 held);
    event DepositWithdrawn(address indexed account, address recipient, uint256 amount, uint256 held);

    /* OWNERSHIP */

    /// @notice Everyone is paid back: the machine belongs to the pool of shareables from now on.
    event ReleasedToPool(uint256 paidBack);
    /// @notice A co-owner was paid back everything. `Claimed` has what came last, where that was not nothing.
    event CoOwnerSettled(address indexed account, uint256 paid);
    /// @notice All co-owners were paid; what rounding left of the payback went to infrastructure.
    event PaybackRested(address indexed network, uint256 amount);
    /// @notice A decision was carried out.
    /// @param data As decided, see `CoOwnerAction`.
    event DecisionEnacted(CoOwnerAction indexed action, bytes data);

    error MachineBegun();
    error MachineDecidedBy(address caller, address decider);
    error UseStatusWrong(bytes32 id, uint256 status, uint256 expected);
    error UsePaymentOutOfBounds(uint256 amount, uint256 left);
    error UseAboveLimit(uint256 total, uint256 limit);
    error UseContestTooLate(uint256 nowTimestamp, uint256 until);
    error UseContestInvalid(address account);
    error UseSettlerInvalid(address account);
    error CoOwnerWithoutWallet(address account);
    error DepositInsufficient(address account, uint256 held, uint256 asked);
    error DepositAccountInvalid(address account);
    error BooksFull(address token, uint256 accounted, uint256 amount);

    /// @notice Puts a fresh clone into service, once. Its campaign does it in the transaction that buys the machine.
    /// @param spent Token units the supplier was paid; co-owners are paid back `floor(spent x capBps / 10,000)`.
    /// @param coOwners How many accounts have a pledge.
    /// @param scenarios, materials Packed, see `RateCard`.
    function initialize(
        address custodian,
        uint256 spent,
        uint256 coOwners,
        uint256 capBps,
        address[] calldata stewards,
        uint256[] calldata scenarios,
        uint256[] calldata materials
    ) external;

    /* USES */

    /// @notice Logs a use: the user, or a steward of the machine for somebody. Jobs: a steward, for somebody else.
    /// @return id Of the use; `UseLogged` has what is passed to all other functions.
    function log(UseInput calldata input) external returns (bytes32 id);

    /// @notice Logs a use and pays its invoice in the same transaction.
    /// @dev ETH: the value sent is the limit; what the invoice leaves of it becomes the caller's deposit.
    /// @param limit The most it may come to, token units.
    function logAndPay(UseInput calldata input, Funding funding, uint256 limit) external payable returns (bytes32 id);

    /// @notice Pays an invoice or a part of it. Anyone, from its wallet or its own deposit. Paid is final.
    /// @dev ETH from a wallet: `amount` must equal the value sent. Parts fill material, technician, fee and net in this
    ///      order, and the net cumulatively: many small parts give exactly what one payment gives.
    function payUse(Invoice calldata invoice, Funding funding, uint256 amount) external payable;

    /// @notice Contests a use that is not paid yet, within the window and once: its user, its technician, a steward, the
    ///         custodian, or a co-owner. It can't be paid until it is settled.
    function contest(Invoice calldata invoice, bytes32 reasonHash, string calldata reasonURI) external;

    /// @notice Decides about a contested use: a steward who has no part in it and did not contest it.
    /// @param stands It can be paid again; otherwise nothing more is to be paid, and what was paid stays.
    function settle(Invoice calldata invoice, bool stands, bytes32 reasonHash, string calldata reasonURI) external;

    /// @notice Puts money by for uses to come, for the caller or somebody else. It stays the account's own.
    /// @return received What arrived, measured.
    function deposit(address account, uint256 amount) external payable returns (uint256 received);

    /// @notice Takes back what the caller put by.
    function withdrawDeposit(address recipient, uint256 amount) external;

    /* DECISIONS */

    /// @notice Carries out a decision: of the co-owners, from the campaign, until they are paid back; afterwards of the
    ///         network's governor, who calls it directly. Moves of co-owners are the co-owners' for ever.
    function enact(CoOwnerAction action, bytes calldata data) external;

    /* VIEWS */

    /// @notice Where its invoices and decisions are checked.
    function rules() external view returns (address);
    /// @notice What can never change.
    function birth() external view returns (MachineRecord.Record memory);
    function custodian() external view returns (address);
    function isSteward(address account) external view returns (bool);
    /// @notice Whether the co-owners are paid back and the machine belongs to everyone.
    function isReleased() external view returns (bool);
    /// @notice Who decides now: the campaign, or the network's governor.
    function decider() external view returns (address);
    /// @notice How many scenarios and materials there are.
    function rateCardSize() external view returns (uint256 scenarios, uint256 materials);
    /// @notice A scenario, packed; `IMachineRules.scenarioOf` has it in words.
    function scenarioWord(uint256 id) external view returns (uint256);
    function materialWord(uint256 id) external view returns (uint256);
    /// @notice Maintenance money of a token, not spent yet.
    function maintenanceOf(address token) external view returns (uint256);
    function depositOf(address account) external view returns (uint256);
    /// @notice What an account pledged, was paid so far, and whether that is all.
    function coOwnerOf(address account) external view returns (CoOwner memory);
    function useState(bytes32 id) external view returns (UseState memory);
}
