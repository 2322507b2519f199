// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {
    CampaignState,
    CampaignTerms,
    CampaignTotals,
    PermitSignature,
    Position,
    SignedPledge
} from "../types/CampaignTypes.sol";
import {ICoOwnerDecisions} from "./ICoOwnerDecisions.sol";

/// @title A campaign: many pledge, all or nothing
/// @dev The escrow. Nobody can send its money anywhere but to the supplier or venture that pledgers did not object to, and
///      back to the pledgers. Amounts are in smallest units of its token.
/// @dev Assumed of the token: a transfer it reports as done is done, and no balance but its holder's own moves shrinks. A
///      token that takes a fee is refused with the pledge; one that shrinks by itself harms this campaign alone.
interface ICampaign is ICoOwnerDecisions {
    /* PLEDGES */

    /// @notice Somebody pledged, for itself or for another.
    /// @param amount Taken of what was offered.
    /// @param refundTo Where this account's money goes back to.
    /// @param pledged By this account in all.
    /// @param raised By all.
    event Pledged(
        address indexed account,
        address indexed payer,
        uint256 amount,
        address refundTo,
        uint256 pledged,
        uint256 raised
    );
    /// @notice An account is nobody's wallet yet, says the payer; `Pledged` follows.
    event PlaceholderPledged(address indexed account);
    event Unpledged(address indexed account, address recipient, uint256 amount, uint256 pledged, uint256 raised);
    /// @notice The goal is reached: pledges stay as they are from now on.
    event GoalReached(uint256 raised);
    event RefundToSet(address indexed account, address previousRefundTo, address refundTo);
    event CampaignCancelled(address indexed initiator);
    /// @notice A signature with this nonce will not be accepted any more.
    event NonceCancelled(address indexed signer, uint256 nonce);

    /* RELEASE */

    /// @notice The supplier was paid and the machine went into service.
    event Purchased(
        uint256 indexed proposal,
        address indexed supplier,
        uint256 amount,
        bytes32 invoiceHash,
        address machine
    );
    /// @notice The venture was paid for work delivered.
    /// @param spent Released so far, this part included.
    event Delivered(uint256 indexed proposal, address indexed venture, uint256 amount, uint256 spent, bytes32 noteHash);

    /* REFUNDS */

    /// @notice A pledger was paid back: the pledge of a failed campaign, or its part of the surplus.
    /// @param paidBack To all pledgers so far.
    event Refunded(address indexed account, address recipient, uint256 amount, uint256 paidBack);
    /// @notice One refund of a batch failed; nothing of it was paid, nothing was lost.
    /// @param reason Selector of the error, zero where there is none.
    event RefundFailed(uint256 indexed index, address indexed account, bytes4 reason);
    /// @notice What belongs to no pledger went on: what rounding left, and donations.
    event PassedOn(address indexed recipient, uint256 amount);

    error CampaignNotOpen(uint256 state);
    error CampaignNotOver(uint256 state);
    error CampaignInitiatorOnly(address caller, address initiator);
    error CampaignTakesNoPlainEth();
    error PledgeAgreementWrong(bytes32 agreementHash, bytes32 expected);
    error PledgeAccountInvalid(address account);
    error PledgeRefundToInvalid(address refundTo);
    error PledgeRefundToDiffers(address account, address refundTo, address current);
    error PledgeBelowMinimum(uint256 pledged, uint256 minPledge);
    error PledgeAboveMaximum(uint256 pledged, uint256 maxPledge);
    error PledgeTakesFee(uint256 received, uint256 expected);
    error PledgeValueMismatch(uint256 value, uint256 amount);
    error PledgeNeedsToken();
    error PledgeMissing(address account);
    error UnpledgeOutOfBounds(uint256 amount, uint256 pledged, uint256 minPledge);
    error RefundPaidAlready(address account);
    error RefundNothing(address account);
    error RefundGasTooLow(uint256 gasLeft, uint256 gasNeeded);
    error RecipientRefusedEth(address recipient, uint256 amount);
    error PurchaseSupplierInvalid(address supplier);
    error ReleaseAmountOutOfBounds(uint256 amount, uint256 max);
    error NonceUsed(address signer, uint256 nonce);
    error SignatureExpired(uint256 nowTimestamp, uint256 deadline);
    error SignatureInvalid(address signer);

    /// @notice Pledges for the caller. Never more than the goal: the last pledge is taken in part and the rest stays with
    ///         the caller.
    /// @dev ETH: `amount` must equal the value sent. ERC-20: pulls what is taken from the caller's allowance; exactly that
    ///      must arrive. Reverts unless the campaign is open.
    /// @param agreementHash Of the agreement the caller has read: the campaign's own.
    /// @param refundTo Where the money goes back to; zero: the caller, or as the caller has set before.
    /// @return taken What was pledged.
    function pledge(uint256 amount, bytes32 agreementHash, address refundTo) external payable returns (uint256 taken);

    /// @notice Pledges for somebody else, who may have no wallet yet: the pledge is theirs, the caller pays.
    /// @param refundTo Counts with the account's first pledge; later it has to be the same, or zero where the account itself
    ///        has said where its money goes. The account itself can change it at any time. Zero with the first: the account.
    /// @param isPlaceholder Counts until the account itself has spoken: it is nobody's wallet yet. `refundTo` has to be somebody
    ///        else then, and what a machine pays back waits until the co-owners have moved the account to a wallet. Not for
    ///        the caller, nor for a contract.
    function pledgeFor(
        address account,
        uint256 amount,
        bytes32 agreementHash,
        address refundTo,
        bool isPlaceholder
    ) external payable returns (uint256 taken);

    /// @notice The same as `pledge`, with an allowance signed in the token (ERC-2612). An allowance that stands already,
    ///         because somebody else submitted the permit first, serves as well.
    function pledgeWithPermit(
        uint256 amount,
        bytes32 agreementHash,
        address refundTo,
        PermitSignature calldata permit
    ) external returns (uint256 taken);

    /// @notice Submits a pledge its payer has signed (EIP-712, or ERC-1271), with or without a permit. Anyone.
    function pledgeSigned(
        SignedPledge calldata signed,
        bytes calldata signature,
        PermitSignature calldata permit
    ) external returns (uint256 taken);

    /// @notice Takes a pledge back, or a part of it, while the campaign is open. It goes to where refunds go.
    function unpledge(uint256 amount) external;

    /// @notice Names where the caller's refund or surplus goes.
    function setRefundTo(address refundTo) external;

    /// @notice The same by signature (EIP-712, or ERC-1271). Anyone submits it.
    function setRefundToSigned(
        address account,
        address refundTo,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external;

    /// @notice Makes a nonce of the caller useless.
    function cancelNonce(uint256 nonce) external;

    /// @notice Ends the campaign while it is open; everybody gets their money back. The initiator alone.
    function cancel() external;

    /* REFUNDS */

    /// @notice Pays an account back: all it pledged where the campaign failed, `floor(pledge x surplus / raised)` where it
    ///         was released. Anyone, for anyone, once each. With the last pledger what is left goes on, see `passOn`.
    function refund(address account) external returns (uint256 amount);

    /// @notice Pays many back, each on its own: one that fails changes nothing for the others.
    /// @param gasEach Gas each refund gets; a transaction that can't give it reverts as a whole, so nobody can make a
    ///        refund fail by passing too little.
    /// @return paid Which refunds went through.
    function refundBatch(address[] calldata accounts, uint256 gasEach) external returns (bool[] memory paid);

    /// @notice Sends what belongs to no pledger, rounding and donations, to the machine, or else to the venture or network.
    ///         Anyone, once the campaign is over.
    function passOn() external returns (uint256 amount);

    /* VIEWS */

    function state() external view returns (CampaignState);
    function terms() external view returns (CampaignTerms memory);
    function totals() external view returns (CampaignTotals memory);
    /// @notice What an account has pledged is its weight in decisions, and its part of a machine's payback.
    function positionOf(address account) external view returns (Position memory);
    /// @notice What `refund` would pay an account now, token units; nothing before the campaign is over.
    function refundOf(address account) external view returns (uint256);
    /// @notice Where the machine is, or will be; zero for work in a venture.
    function machine() external view returns (address);
    function machineImplementation() external view returns (address);
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
    /// @notice EIP-712 digest of a struct hash in this campaign's domain.
    function hashTypedData(bytes32 structHash) external view returns (bytes32);
}
