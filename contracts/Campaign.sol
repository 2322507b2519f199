// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {CoOwnerDecisions} from "./CoOwnerDecisions.sol";
import {ICampaign} from "./interfaces/ICampaign.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IMachineRules} from "./interfaces/IMachineRules.sol";
import {ISharedEquipment} from "./interfaces/ISharedEquipment.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {CampaignRecord} from "./libraries/CampaignRecord.sol";
import {IsolatedCall} from "./libraries/IsolatedCall.sol";
import {MachineRecord} from "./libraries/MachineRecord.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {
    CampaignEnd,
    CampaignState,
    CampaignTerms,
    CampaignTotals,
    CHOSEN,
    CoOwnerAction,
    PAID_BACK,
    PLACEHOLDER,
    PermitSignature,
    Position,
    SignedPledge
} from "./types/CampaignTypes.sol";
import {ETH} from "./types/VentureTypes.sol";

/// @title A campaign
/// @dev `docs/decisions/storage.md` explains every slot, `contracts/README.md` numbers the invariants.
contract Campaign is ICampaign, CoOwnerDecisions, EIP712 {
    using BitMaps for BitMaps.BitMap;
    using SafeERC20 for IERC20;

    bytes32 private constant PLEDGE_TYPE = keccak256(
        "Pledge(address pledger,uint256 amount,bytes32 agreementHash,address refundTo,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant REFUND_TO_TYPE = keccak256(
        "RefundTo(address account,address refundTo,uint256 nonce,uint256 deadline)"
    );
    /// @dev Gas a venture or network gets to receive ETH that rounding left: more could hold up the last refund.
    uint256 private constant PASS_ON_GAS = 100_000;
    uint256 private constant MOVE_WINDOW = 30 days;

    CampaignTotals private _totals;
    mapping(address account => Position) private _positions;
    mapping(address signer => BitMaps.BitMap) private _nonces;

    /// @inheritdoc ICampaign
    address public immutable machineImplementation;

    IMachineRules private immutable _rules;

    constructor(address machineImplementation_, address rules) EIP712("OpenValueCampaign", "1") {
        machineImplementation = machineImplementation_;
        _rules = IMachineRules(rules);
    }

    /// @dev A pledge needs the agreement; what is forced in all the same is a donation.
    receive() external payable {
        revert CampaignTakesNoPlainEth();
    }

    /* PLEDGES */

    /// @inheritdoc ICampaign
    function pledge(uint256 amount, bytes32 agreementHash, address refundTo) external payable returns (uint256) {
        return _pledge(msg.sender, msg.sender, amount, agreementHash, refundTo);
    }

    /// @inheritdoc ICampaign
    function pledgeFor(
        address account,
        uint256 amount,
        bytes32 agreementHash,
        address refundTo,
        bool isPlaceholder
    ) external payable returns (uint256) {
        if (account == address(0) || account == address(this) || account == machine()) {
            revert PledgeAccountInvalid(account);
        }
        if (isPlaceholder) {
            if (account == msg.sender || account.code.length != 0) revert PledgeAccountInvalid(account);
            // Money can't go back to somebody without a wallet.
            if (refundTo == address(0) || refundTo == account) revert PledgeRefundToInvalid(refundTo);
            // It counts with any pledge until the account itself has spoken.
            if (_positions[account].flags == 0) {
                _positions[account].flags = PLACEHOLDER;
                emit PlaceholderPledged(account);
            }
        }
        return _pledge(msg.sender, account, amount, agreementHash, refundTo);
    }

    /// @inheritdoc ICampaign
    function pledgeWithPermit(
        uint256 amount,
        bytes32 agreementHash,
        address refundTo,
        PermitSignature calldata permit
    ) external returns (uint256) {
        _requireToken();
        _permit(msg.sender, permit);
        return _pledge(msg.sender, msg.sender, amount, agreementHash, refundTo);
    }

    /// @inheritdoc ICampaign
    function pledgeSigned(
        SignedPledge calldata signed,
        bytes calldata signature,
        PermitSignature calldata permit
    ) external returns (uint256) {
        address pledger = signed.pledger;
        bytes32 structHash = keccak256(abi.encode(PLEDGE_TYPE, signed));
        _verify(pledger, structHash, signed.nonce, signed.deadline, signature);
        _requireToken();
        if (permit.deadline != 0) _permit(pledger, permit);
        return _pledge(pledger, pledger, signed.amount, signed.agreementHash, signed.refundTo);
    }

    /// @inheritdoc ICampaign
    function unpledge(uint256 amount) external nonReentrant {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        CampaignTotals memory totals_ = _totals;
        _requireOpen(terms_, totals_);
        Position memory position = _position(msg.sender);
        uint256 left = position.pledged;
        if (amount == 0 || amount > left || (amount != left && left - amount < terms_.minPledge)) {
            revert UnpledgeOutOfBounds(amount, left, terms_.minPledge);
        }

        left -= amount;
        if (left == 0) {
            delete _positions[msg.sender];
            totals_.unpaid--;
        } else {
            _positions[msg.sender] = Position(position.refundTo, uint88(left), position.flags & CHOSEN);
        }
        totals_.raised -= uint88(amount);
        _totals = totals_;
        emit Unpledged(msg.sender, position.refundTo, amount, left, totals_.raised);

        _send(terms_.token, position.refundTo, amount);
    }

    /// @inheritdoc ICampaign
    function setRefundTo(address refundTo) external {
        _setRefundTo(msg.sender, refundTo);
    }

    /// @inheritdoc ICampaign
    function setRefundToSigned(
        address account,
        address refundTo,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) external {
        bytes32 structHash = keccak256(abi.encode(REFUND_TO_TYPE, account, refundTo, nonce, deadline));
        _verify(account, structHash, nonce, deadline, signature);
        _setRefundTo(account, refundTo);
    }

    /// @inheritdoc ICampaign
    function cancelNonce(uint256 nonce) external {
        _useNonce(msg.sender, nonce);
        emit NonceCancelled(msg.sender, nonce);
    }

    /// @inheritdoc ICampaign
    function cancel() external {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        if (msg.sender != terms_.initiator) revert CampaignInitiatorOnly(msg.sender, terms_.initiator);
        _requireOpen(terms_, _totals);
        _totals.isCancelled = true;
        emit CampaignCancelled(msg.sender);
    }

    function _pledge(
        address payer,
        address account,
        uint256 amount,
        bytes32 agreementHash,
        address refundTo
    ) private nonReentrant returns (uint256 taken) {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        if (agreementHash != terms_.agreementHash) revert PledgeAgreementWrong(agreementHash, terms_.agreementHash);
        taken = _enter(terms_, payer, account, amount, refundTo);
        _collect(terms_.token, payer, amount, taken);
    }

    /// @dev What is taken never passes the goal, so `raised` is what the escrow owes, whatever its balance.
    function _enter(
        CampaignTerms memory terms_,
        address payer,
        address account,
        uint256 amount,
        address refundTo
    ) private returns (uint256 taken) {
        CampaignTotals memory totals_ = _totals;
        _requireOpen(terms_, totals_);
        Position memory position = _positions[account];
        uint256 room = terms_.goal - totals_.raised;
        taken = Math.min(amount, room);
        uint256 pledged = position.pledged + taken;
        if (taken == 0 || (pledged < terms_.minPledge && taken != room)) {
            revert PledgeBelowMinimum(pledged, terms_.minPledge);
        }
        if (pledged > terms_.maxPledge) revert PledgeAboveMaximum(pledged, terms_.maxPledge);
        position.refundTo = _refundToOf(payer, account, refundTo, position);
        if (payer == account) position.flags = CHOSEN;
        if (position.pledged == 0) totals_.unpaid++;

        position.pledged = uint88(pledged);
        _positions[account] = position;
        totals_.raised += uint88(taken);
        _totals = totals_;
        emit Pledged(account, payer, taken, position.refundTo, pledged, totals_.raised);
        if (taken == room) emit GoalReached(totals_.raised);
    }

    /// @dev The account itself decides where its money goes back to. Others say so with its first pledge only, and what they
    ///      said binds nobody: an own pledge brings the money back to the account unless it says or has said otherwise, and
    ///      a pledge by others has to name what they said again.
    function _refundToOf(
        address payer,
        address account,
        address refundTo,
        Position memory position
    ) private view returns (address) {
        if (refundTo == address(this)) revert PledgeRefundToInvalid(refundTo);
        if (refundTo == address(0)) refundTo = position.flags & CHOSEN == 0 ? account : position.refundTo;
        if (position.pledged != 0 && payer != account && refundTo != position.refundTo) {
            revert PledgeRefundToDiffers(account, refundTo, position.refundTo);
        }
        return refundTo;
    }

    /// @dev ETH: what was not taken goes back at once. ERC-20: exactly what is taken must arrive.
    function _collect(address token, address payer, uint256 amount, uint256 taken) private {
        if (token == ETH) {
            // Only the two payable functions can come with ETH, and there the payer is the caller.
            if (msg.value != amount) revert PledgeValueMismatch(msg.value, amount);
            if (taken != amount) _send(ETH, payer, amount - taken);
            return;
        }
        if (msg.value != 0) revert PledgeValueMismatch(msg.value, 0);
        uint256 before = IERC20(token).balanceOf(address(this));
        IERC20(token).safeTransferFrom(payer, address(this), taken);
        uint256 received = Math.saturatingSub(IERC20(token).balanceOf(address(this)), before);
        if (received != taken) revert PledgeTakesFee(received, taken);
    }

    /// @dev A permit that was used before, by whomever, does no harm: the allowance decides. Nothing is concluded from one
    ///      that goes through.
    function _permit(address owner, PermitSignature calldata permit) private {
        try
            IERC20Permit(CampaignRecord.readTerms().token).permit(
                owner,
                address(this),
                permit.value,
                permit.deadline,
                permit.v,
                permit.r,
                permit.s
            )
        {} catch {}
    }

    function _requireToken() private view {
        if (CampaignRecord.readTerms().token == ETH) revert PledgeNeedsToken();
    }

    function _setRefundTo(address account, address refundTo) private {
        if (refundTo == address(0) || refundTo == address(this)) revert PledgeRefundToInvalid(refundTo);
        Position memory position = _position(account);
        emit RefundToSet(account, position.refundTo, refundTo);
        _positions[account] = Position(refundTo, position.pledged, CHOSEN);
    }

    /* REFUNDS */

    /// @inheritdoc ICampaign
    function refund(address account) external nonReentrant returns (uint256 amount) {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        CampaignTotals memory totals_ = _totals;
        CampaignState state_ = _requireOver(terms_, totals_);
        Position memory position = _position(account);
        // Where all was spent nobody has anything to come.
        if (totals_.spent == totals_.raised) revert RefundNothing(account);
        amount = _refundDown(position.pledged, state_, totals_);

        _positions[account].flags = position.flags | PAID_BACK;
        totals_.paidBack += uint88(amount);
        totals_.unpaid--;
        _totals = totals_;
        emit Refunded(account, position.refundTo, amount, totals_.paidBack);

        if (amount != 0) _send(terms_.token, position.refundTo, amount);
        if (totals_.unpaid == 0) _passOn(terms_, totals_, state_);
    }

    /// @inheritdoc ICampaign
    function refundBatch(address[] calldata accounts, uint256 gasEach) external returns (bool[] memory paid) {
        paid = new bool[](accounts.length);
        uint256 needed = IsolatedCall.gasNeeded(gasEach);
        for (uint256 i; i < accounts.length; i++) {
            if (gasleft() < needed) revert RefundGasTooLow(gasleft(), needed);
            bytes4 reason;
            bytes memory data = abi.encodeCall(this.refund, (accounts[i]));
            (paid[i], reason) = IsolatedCall.attempt(address(this), 0, data, gasEach);
            if (!paid[i]) emit RefundFailed(i, accounts[i], reason);
        }
    }

    /// @inheritdoc ICampaign
    function passOn() external nonReentrant returns (uint256) {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        CampaignTotals memory totals_ = _totals;
        return _passOn(terms_, totals_, _requireOver(terms_, totals_));
    }

    /// @dev What pledgers are still owed stays; while a surplus is being paid that is all of it, rounding included.
    ///      A recipient that refuses gets it another time.
    function _passOn(
        CampaignTerms memory terms_,
        CampaignTotals memory totals_,
        CampaignState state_
    ) private returns (uint256 amount) {
        uint256 owed;
        if (totals_.unpaid != 0) {
            owed = totals_.raised - totals_.paidBack;
            if (state_ == CampaignState.Released) owed -= totals_.spent;
        }
        address token = terms_.token;
        uint256 held = token == ETH ? address(this).balance : IERC20(token).balanceOf(address(this));
        amount = Math.saturatingSub(held, owed);
        if (amount == 0) return 0;
        bool isMachine = terms_.end == CampaignEnd.Machine && totals_.isReleased;
        address recipient = isMachine ? machine() : terms_.venture;
        bool ok;
        if (token == ETH) {
            (ok, ) = IsolatedCall.attempt(recipient, amount, "", PASS_ON_GAS);
        } else {
            ok = IERC20(token).trySafeTransfer(recipient, amount);
        }
        if (!ok) return 0;
        emit PassedOn(recipient, amount);
    }

    /// @dev Rounding: down; what it leaves goes on with the last refund.
    function _refundDown(
        uint256 pledged,
        CampaignState state_,
        CampaignTotals memory totals_
    ) private pure returns (uint256) {
        if (state_ == CampaignState.Failed) return pledged;
        // Each is below 2^88.
        return (pledged * (totals_.raised - totals_.spent)) / totals_.raised;
    }

    /* DECISIONS */

    function _phaseOf(CoOwnerAction action) internal view override returns (Phase) {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        CampaignState state_ = _stateOf(terms_, _totals);
        bool isMachine = terms_.end == CampaignEnd.Machine;
        if (action == CoOwnerAction.Purchase || action == CoOwnerAction.Delivery) {
            bool fits = isMachine == (action == CoOwnerAction.Purchase);
            return fits && state_ == CampaignState.Funded ? Phase.Release : Phase.Closed;
        }
        if (!isMachine || state_ != CampaignState.Released) return Phase.Closed;
        bool isOwners = action == CoOwnerAction.Move || !ISharedEquipment(machine()).isReleased();
        return isOwners ? Phase.Service : Phase.Closed;
    }

    function _windowOf(CoOwnerAction action) internal view override returns (uint256) {
        uint256 window = CampaignRecord.readTerms().objectionWindow;
        return action == CoOwnerAction.Move ? Math.max(window, MOVE_WINDOW) : window;
    }

    function _releaseDeadline() internal view override returns (uint256) {
        return CampaignRecord.readTerms().releaseDeadline;
    }

    function _weightOf(address account) internal view override returns (uint256) {
        return _positions[account].pledged;
    }

    function _totalWeight() internal view override returns (uint256) {
        return _totals.raised;
    }

    function _objectionBps() internal view override returns (uint256) {
        return CampaignRecord.readTerms().objectionBps;
    }

    function _mayPropose(address account, CoOwnerAction action) internal view override returns (bool) {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        if (action == CoOwnerAction.Purchase) return account == terms_.custodian;
        if (action == CoOwnerAction.Delivery) {
            address ledger = IVenture(terms_.venture).ledger();
            return IContributionLedger(ledger).isSteward(account);
        }
        ISharedEquipment machine_ = ISharedEquipment(machine());
        return account == machine_.custodian() || machine_.isSteward(account);
    }

    function _checkAction(CoOwnerAction action, bytes calldata data) internal view override returns (address subject) {
        _rules.checkData(action, data);
        if (action == CoOwnerAction.Purchase) {
            (address supplier, uint256 amount, ) = abi.decode(data, (address, uint256, bytes32));
            _checkRelease(amount);
            address token = CampaignRecord.readTerms().token;
            if (supplier == address(0) || supplier == address(this) || supplier == token || supplier == machine()) {
                revert PurchaseSupplierInvalid(supplier);
            }
        } else if (action == CoOwnerAction.Delivery) {
            (uint256 amount, ) = abi.decode(data, (uint256, bytes32));
            _checkRelease(amount);
        } else {
            _rules.readAction(machine(), action, data);
            if (action == CoOwnerAction.Move) (subject, ) = abi.decode(data, (address, address));
        }
    }

    /// @dev A supplier whose code has changed since it was proposed is another one.
    function _contentOf(CoOwnerAction action, bytes calldata data) internal view override returns (bytes32) {
        bytes32 codeHash;
        if (action == CoOwnerAction.Purchase && data.length > 31) {
            address supplier = address(bytes20(data[12:32]));
            // An account without code has one of two hashes, and anyone could turn one into the other.
            if (supplier.code.length != 0) codeHash = supplier.codehash;
        }
        return keccak256(abi.encode(action, data, codeHash));
    }

    function _perform(uint256 id, CoOwnerAction action, bytes calldata data) internal override {
        if (action == CoOwnerAction.Purchase) _purchase(id, data);
        else if (action == CoOwnerAction.Delivery) _deliver(id, data);
        else ISharedEquipment(machine()).enact(action, data);
    }

    function _purchase(uint256 id, bytes calldata data) private {
        (address supplier, uint256 amount, bytes32 invoiceHash) = abi.decode(data, (address, uint256, bytes32));
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        CampaignTotals memory totals_ = _totals;
        totals_.spent = uint88(amount);
        totals_.isReleased = true;
        _totals = totals_;
        address machine_ = Clones.cloneDeterministicWithImmutableArgs(
            machineImplementation,
            MachineRecord.encode(address(this), terms_, CampaignRecord.readMachineTerms()),
            bytes32(0)
        );
        _initialize(machine_, terms_, amount, totals_.unpaid);
        emit Purchased(id, supplier, amount, invoiceHash, machine_);

        _send(terms_.token, supplier, amount);
        _settleWithoutSurplus(terms_, totals_);
    }

    function _initialize(address machine_, CampaignTerms memory terms_, uint256 spent, uint256 coOwners) private {
        (address[] memory stewards, uint256[] memory scenarios, uint256[] memory materials) = CampaignRecord
            .readMachineSetup();
        ISharedEquipment(machine_).initialize(
            terms_.custodian,
            spent,
            coOwners,
            terms_.capBps,
            stewards,
            scenarios,
            materials
        );
    }

    function _deliver(uint256 id, bytes calldata data) private {
        (uint256 amount, bytes32 noteHash) = abi.decode(data, (uint256, bytes32));
        _checkRelease(amount);
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        CampaignTotals memory totals_ = _totals;
        totals_.spent += uint88(amount);
        totals_.isReleased = totals_.spent == totals_.raised;
        _totals = totals_;
        emit Delivered(id, terms_.venture, amount, totals_.spent, noteHash);

        _send(terms_.token, terms_.venture, amount);
        if (totals_.isReleased) _settleWithoutSurplus(terms_, totals_);
    }

    /// @dev Where all was spent nobody has anything to come, and donations go on at once.
    function _settleWithoutSurplus(CampaignTerms memory terms_, CampaignTotals memory totals_) private {
        if (totals_.spent != totals_.raised) return;
        totals_.unpaid = 0;
        _totals = totals_;
        _passOn(terms_, totals_, CampaignState.Released);
    }

    function _checkRelease(uint256 amount) private view {
        CampaignTotals memory totals_ = _totals;
        uint256 left = totals_.raised - totals_.spent;
        if (amount == 0 || amount > left) revert ReleaseAmountOutOfBounds(amount, left);
    }

    /* HELPERS AND VIEWS */

    function _stateOf(CampaignTerms memory terms_, CampaignTotals memory totals_) private view returns (CampaignState) {
        if (totals_.isReleased) return CampaignState.Released;
        if (totals_.isCancelled) return CampaignState.Failed;
        if (totals_.raised < terms_.goal) {
            return block.timestamp < terms_.deadline ? CampaignState.Open : CampaignState.Failed;
        }
        if (block.timestamp < terms_.releaseDeadline) return CampaignState.Funded;
        // Work that was released in part: what was not is surplus.
        return totals_.spent == 0 ? CampaignState.Failed : CampaignState.Released;
    }

    function _requireOpen(CampaignTerms memory terms_, CampaignTotals memory totals_) private view {
        CampaignState state_ = _stateOf(terms_, totals_);
        if (state_ != CampaignState.Open) revert CampaignNotOpen(uint256(state_));
    }

    function _requireOver(
        CampaignTerms memory terms_,
        CampaignTotals memory totals_
    ) private view returns (CampaignState state_) {
        state_ = _stateOf(terms_, totals_);
        if (state_ != CampaignState.Failed && state_ != CampaignState.Released) {
            revert CampaignNotOver(uint256(state_));
        }
    }

    /// @dev Of somebody who pledged and was not paid back.
    function _position(address account) private view returns (Position memory position) {
        position = _positions[account];
        if (position.pledged == 0) revert PledgeMissing(account);
        if (position.flags & PAID_BACK != 0) revert RefundPaidAlready(account);
    }

    function _send(address token, address recipient, uint256 amount) private {
        if (token != ETH) {
            IERC20(token).safeTransfer(recipient, amount);
            return;
        }
        bool ok;
        assembly ("memory-safe") {
            ok := call(gas(), recipient, amount, 0, 0, 0, 0)
        }
        if (!ok) revert RecipientRefusedEth(recipient, amount);
    }

    function _verify(
        address signer,
        bytes32 structHash,
        uint256 nonce,
        uint256 deadline,
        bytes calldata signature
    ) private {
        if (block.timestamp > deadline) revert SignatureExpired(block.timestamp, deadline);
        if (!Signatures.isValid(signer, _hashTypedDataV4(structHash), signature)) revert SignatureInvalid(signer);
        _useNonce(signer, nonce);
    }

    function _useNonce(address signer, uint256 nonce) private {
        if (_nonces[signer].get(nonce)) revert NonceUsed(signer, nonce);
        _nonces[signer].set(nonce);
    }

    /// @inheritdoc ICampaign
    function machine() public view returns (address) {
        CampaignTerms memory terms_ = CampaignRecord.readTerms();
        if (terms_.end != CampaignEnd.Machine) return address(0);
        return
            Clones.predictDeterministicAddressWithImmutableArgs(
                machineImplementation,
                MachineRecord.encode(address(this), terms_, CampaignRecord.readMachineTerms()),
                bytes32(0)
            );
    }

    /// @inheritdoc ICampaign
    function state() external view returns (CampaignState) {
        return _stateOf(CampaignRecord.readTerms(), _totals);
    }

    /// @inheritdoc ICampaign
    function terms() external view returns (CampaignTerms memory) {
        return CampaignRecord.readTerms();
    }

    /// @inheritdoc ICampaign
    function totals() external view returns (CampaignTotals memory) {
        return _totals;
    }

    /// @inheritdoc ICampaign
    function positionOf(address account) external view returns (Position memory) {
        return _positions[account];
    }

    /// @inheritdoc ICampaign
    function refundOf(address account) external view returns (uint256) {
        CampaignTotals memory totals_ = _totals;
        CampaignState state_ = _stateOf(CampaignRecord.readTerms(), totals_);
        Position memory position = _positions[account];
        if (position.flags & PAID_BACK != 0 || state_ == CampaignState.Open || state_ == CampaignState.Funded) return 0;
        return _refundDown(position.pledged, state_, totals_);
    }

    /// @inheritdoc ICampaign
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    /// @inheritdoc ICampaign
    function hashTypedData(bytes32 structHash) external view returns (bytes32) {
        return _hashTypedDataV4(structHash);
    }
}
