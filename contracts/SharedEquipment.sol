// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {RevenueSplitter} from "./RevenueSplitter.sol";
import {ICampaign} from "./interfaces/ICampaign.sol";
import {IMachineRules} from "./interfaces/IMachineRules.sol";
import {ISharedEquipment} from "./interfaces/ISharedEquipment.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {DebtLine} from "./libraries/DebtLine.sol";
import {Equation} from "./libraries/Equation.sol";
import {MachineRecord} from "./libraries/MachineRecord.sol";
import {UseInvoice} from "./libraries/UseInvoice.sol";
import {CoOwnerAction, PLACEHOLDER, Position} from "./types/CampaignTypes.sol";
import {CoOwner, Funding, Cost, Effect, Invoice, UseInput, UseState, UseStatus} from "./types/MachineTypes.sol";
import {DebtPool, ETH} from "./types/VentureTypes.sol";

/// @title A machine that many own together
/// @dev `docs/decisions/storage.md` explains every slot, `contracts/README.md` numbers the invariants.
contract SharedEquipment is ISharedEquipment, RevenueSplitter {
    uint32 private constant FIRST = 1;
    uint32 private constant SECOND = 2;
    uint8 private constant PAYBACK = uint8(MachineRecord.PAYBACK_POOL);

    struct Custody {
        address custodian;
        uint8 scenarios;
        uint8 materials;
        uint64 uses;
    }

    /// @dev Co-owners in all, those who were paid everything, and what they were paid together.
    struct Settlement {
        uint32 coOwners;
        uint32 settled;
        uint128 settledSum;
    }

    Custody private _custody;
    Settlement private _settlement;
    mapping(address account => bool) private _stewards;
    mapping(uint256 id => uint256 word) private _scenarios;
    mapping(uint256 id => uint256 word) private _materials;
    mapping(address account => CoOwner) private _coOwners;
    mapping(address account => uint256) private _deposits;
    mapping(bytes32 id => UseState) private _uses;
    mapping(bytes32 id => address) private _contesters;

    IMachineRules private immutable _rules;

    /// @dev Locks the implementation: it has an equation, so it can't be initialized.
    constructor(address rules_) {
        _rules = IMachineRules(rules_);
        _head.version = FIRST;
    }

    /// @inheritdoc ISharedEquipment
    function initialize(
        address custodian_,
        uint256 spent,
        uint256 coOwners,
        uint256 capBps,
        address[] calldata stewards,
        uint256[] calldata scenarios,
        uint256[] calldata materials
    ) external {
        if (_head.version != 0) revert MachineBegun();
        _head.version = FIRST;
        _head.pools = PAYBACK;
        DebtPool storage pool = _debtPools[PAYBACK];
        (pool.token, pool.capBps, pool.acceptances) = (MachineRecord.token(), uint16(capBps), 1);
        pool.end = uint128(DebtLine.lengthOf(spent, capBps));
        _settlement.coOwners = uint32(coOwners);
        for (uint256 i; i < stewards.length; i++) {
            _stewards[stewards[i]] = true;
        }
        for (uint256 i; i < scenarios.length; i++) {
            _scenarios[i] = scenarios[i];
        }
        for (uint256 i; i < materials.length; i++) {
            _materials[i] = materials[i];
        }
        _custody = Custody(custodian_, uint8(scenarios.length), uint8(materials.length), 0);
    }

    /* USES */

    /// @inheritdoc ISharedEquipment
    function log(UseInput calldata input) external nonReentrant returns (bytes32 id) {
        (id, , ) = _log(input);
    }

    /// @inheritdoc ISharedEquipment
    function logAndPay(
        UseInput calldata input,
        Funding funding,
        uint256 limit
    ) external payable nonReentrant returns (bytes32) {
        (bytes32 id, Invoice memory invoice, uint256 total) = _log(input);
        if (total > limit) revert UseAboveLimit(total, limit);
        _payPart(id, invoice, total, funding, total, limit);
        return id;
    }

    /// @inheritdoc ISharedEquipment
    function payUse(Invoice memory invoice, Funding funding, uint256 amount) external payable nonReentrant {
        bytes32 id = _idOf(invoice);
        uint256 total = UseInvoice.totalOf(invoice);
        uint256 left = total - _inStatus(id, UseStatus.Logged).paid;
        if (amount == 0 || amount > left) revert UsePaymentOutOfBounds(amount, left);
        _payPart(id, invoice, total, funding, amount, amount);
    }

    /// @inheritdoc ISharedEquipment
    function contest(Invoice memory invoice, bytes32 reasonHash, string calldata reasonURI) external nonReentrant {
        bytes32 id = _idOf(invoice);
        UseState memory state = _inStatus(id, UseStatus.Logged);
        uint256 until = invoice.loggedAt + MachineRecord.read().terms.contestWindow;
        if (block.timestamp >= until) revert UseContestTooLate(block.timestamp, until);
        bool isConcerned =
            msg.sender == invoice.user ||
                msg.sender == invoice.technician ||
                msg.sender == _custody.custodian ||
                _stewards[msg.sender] ||
                _coOwner(msg.sender).pledged != 0;
        if (!isConcerned || _contesters[id] != address(0)) revert UseContestInvalid(msg.sender);

        state.status = UseStatus.Contested;
        _uses[id] = state;
        _contesters[id] = msg.sender;
        emit UseContested(id, msg.sender, reasonHash, reasonURI);
    }

    /// @inheritdoc ISharedEquipment
    function settle(
        Invoice memory invoice,
        bool stands,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external nonReentrant {
        bytes32 id = _idOf(invoice);
        UseState memory state = _inStatus(id, UseStatus.Contested);
        bool hasPart =
            msg.sender == invoice.user ||
                msg.sender == invoice.technician ||
                msg.sender == invoice.logger ||
                msg.sender == _contesters[id];
        if (hasPart || !_stewards[msg.sender]) revert UseSettlerInvalid(msg.sender);

        state.status = stands ? UseStatus.Logged : UseStatus.Void;
        _uses[id] = state;
        emit UseSettled(id, msg.sender, stands, reasonHash, reasonURI);
        if (stands || state.version == 0) return;
        // Of what was paid, rounding had kept something until the end.
        uint256 start = UseInvoice.totalOf(invoice) - invoice.net;
        _rest(_equationOf(state.version), UseInvoice.within(start, invoice.net, state.paid));
    }

    /// @inheritdoc ISharedEquipment
    function deposit(address account, uint256 amount) external payable nonReentrant returns (uint256 received) {
        if (account == address(0) || account == address(this)) revert DepositAccountInvalid(account);
        address token = MachineRecord.token();
        _checkValue(token == ETH ? amount : 0);
        received = token == ETH ? amount : _pull(token, amount);
        if (received == 0) revert PaymentEmpty(token);
        _enter(token, received);
        _putBy(account, received);
    }

    /// @inheritdoc ISharedEquipment
    function withdrawDeposit(address recipient, uint256 amount) external nonReentrant {
        if (recipient == address(0) || recipient == address(this)) revert DepositAccountInvalid(recipient);
        uint256 left = _takeDeposit(amount);
        address token = MachineRecord.token();
        _books[token].accounted -= uint128(amount);
        emit DepositWithdrawn(msg.sender, recipient, amount, left);

        _send(token, recipient, amount);
    }

    function _log(UseInput calldata input) private returns (bytes32 id, Invoice memory invoice, uint256 total) {
        invoice = _rules.invoice(address(this), input, msg.sender);
        invoice.number = ++_custody.uses;
        id = _idOf(invoice);
        total = UseInvoice.totalOf(invoice);
        _uses[id].status = total == 0 ? UseStatus.Paid : UseStatus.Logged;
        emit UseLogged(id, input.user, msg.sender, input, invoice, total);
    }

    /* PAYMENTS */

    /// @dev What came in before is shared before. Then takes `amount` from the sender's wallet or deposit and shares it.
    /// @param value ETH that comes with it; what `amount` leaves becomes a deposit of the sender.
    function _payPart(
        bytes32 id,
        Invoice memory invoice,
        uint256 total,
        Funding funding,
        uint256 amount,
        uint256 value
    ) private {
        address token = MachineRecord.token();
        bool isEth = token == ETH && funding == Funding.Wallet;
        _checkValue(isEth ? value : 0);
        if (isEth) _enter(ETH, value);
        _sync(token, _books[token]);
        if (isEth) {
            if (value != amount) _putBy(msg.sender, value - amount);
        } else if (funding == Funding.Deposit) {
            _takeDeposit(amount);
        } else if (amount != 0) {
            amount = _pull(token, amount);
            _enter(token, amount);
        }
        if (amount != 0) _pay(id, invoice, total, amount, funding);
        else if (total != 0) revert PaymentEmpty(token);
    }

    function _checkValue(uint256 expected) private view {
        if (msg.value != expected) revert PaymentValueMismatch(msg.value, expected);
    }

    /// @dev From here on `amount` is in the books and no revenue.
    function _enter(address token, uint256 amount) private {
        uint256 accounted = _books[token].accounted;
        if (amount > MAX_ACCOUNTED - accounted) revert BooksFull(token, accounted, amount);
        _books[token].accounted = uint128(accounted + amount);
    }

    function _putBy(address account, uint256 amount) private {
        uint256 held = _deposits[account] + amount;
        _deposits[account] = held;
        emit Deposited(account, msg.sender, amount, held);
    }

    function _takeDeposit(uint256 amount) private returns (uint256 left) {
        uint256 held = _deposits[msg.sender];
        if (amount > held) revert DepositInsufficient(msg.sender, held, amount);
        left = held - amount;
        _deposits[msg.sender] = left;
    }

    /// @dev Shares a part of an invoice that has entered the books already.
    function _pay(bytes32 id, Invoice memory invoice, uint256 total, uint256 amount, Funding funding) private {
        UseState memory state = _uses[id];
        (uint256 before, uint256 afterwards) = (state.paid, state.paid + amount);
        // Later parts of an invoice are shared as its first was: so many give what one gives.
        if (state.version == 0) state.version = _head.version;
        state.paid = uint88(afterwards);
        if (afterwards == total) state.status = UseStatus.Paid;
        _uses[id] = state;
        emit UsePaid(id, msg.sender, funding, amount, afterwards);

        address token = MachineRecord.token();
        uint256 start;
        for (uint256 i; i < invoice.costs.length; i++) {
            Cost memory cost = invoice.costs[i];
            _credit(token, cost.account, UseInvoice.overlap(start, cost.amount, before, afterwards));
            start += cost.amount;
        }
        uint256 reached = UseInvoice.within(start, invoice.net, afterwards);
        if (reached == 0) return;
        bytes memory code = _equationOf(state.version);
        _shareNet(token, code, UseInvoice.within(start, invoice.net, before), reached);
        if (reached == invoice.net) _rest(code, reached);
        _afterSync(token);
    }

    /// @dev Each line gets what its share of the net has grown by. The payback takes no more than is open; what it can't
    ///      take goes on to the remainder.
    function _shareNet(address token, bytes memory code, uint256 before, uint256 reached) private {
        uint256 count = Equation.countOf(code);
        for (uint256 i; i < count; i++) {
            uint256 word = Equation.wordAt(code, i);
            uint256 part = Equation.shareDown(word, reached, 0) - Equation.shareDown(word, before, 0);
            if (Equation.poolOf(word) == 0) {
                _credit(token, Equation.accountOf(word), part);
            } else {
                uint256 taken = Math.min(part, _roomOf(PAYBACK, token));
                _debtPools[PAYBACK].repaid += uint128(taken);
                _credit(token, Equation.accountOf(Equation.wordAt(code, count)), part - taken);
            }
        }
    }

    /// @dev What the lines leave of the net goes to the network once nothing more is to come.
    function _rest(bytes memory code, uint256 net) private {
        uint256 rest = net;
        for (uint256 i; i < Equation.countOf(code); i++) {
            rest -= Equation.shareDown(Equation.wordAt(code, i), net, 0);
        }
        MachineRecord.Record memory record = MachineRecord.read();
        _credit(record.token, record.network, rest);
    }

    /// @dev The payment that settles the payback is shared by the first equation, and so is all that came before it.
    function _afterSync(address token) internal override {
        if (_head.version != FIRST || token != MachineRecord.token()) return;
        DebtPool storage pool = _debtPools[PAYBACK];
        if (pool.repaid != pool.end) return;
        address[] memory list = _listedTokens();
        for (uint256 i; i < list.length; i++) {
            if (list[i] != token && !_books[list[i]].muted) _sync(list[i], _books[list[i]]);
        }
        _head.version = SECOND;
        emit ReleasedToPool(pool.end);
    }

    /* PAYBACK */

    /// @dev Kinds have no meaning here.
    function _takeBook(
        address account,
        address token,
        uint256
    ) internal override returns (uint256 amount, bool hasDebts) {
        amount = _takeCredit(_accountBooks[token][account]);
        if (token == MachineRecord.token()) amount += _takePayback(account, amount);
        return (amount, false);
    }

    function _previewDebts(
        address account,
        address token,
        uint256,
        uint256[] memory fed
    ) internal view override returns (uint256) {
        if (token != MachineRecord.token()) return 0;
        CoOwner memory owner = _coOwner(account);
        return _paybackDown(owner.pledged, _debtPools[PAYBACK].repaid + fed[PAYBACK]) - owner.paid;
    }

    /// @dev One acceptance for all: pure pro rata of what was repaid.
    /// @param credit What the account is paid besides.
    function _takePayback(address account, uint256 credit) private returns (uint256 due) {
        CoOwner memory owner = _coOwner(account);
        if (owner.pledged == 0 || owner.isSettled) return 0;
        // What is sent to nobody's wallet is lost: it waits until the account has one. Whoever earns here has one, whatever
        // a stranger's pledge says, and is not held up.
        if (owner.isPlaceholder && _links[account] == 0) {
            if (credit == 0) revert CoOwnerWithoutWallet(account);
            return 0;
        }
        DebtPool storage pool = _debtPools[PAYBACK];
        uint256 repaid = pool.repaid;
        due = _paybackDown(owner.pledged, repaid) - owner.paid;
        // The payback in all is at most twice the goal: below 2^89.
        owner.paid += uint96(due);
        owner.isSettled = repaid == pool.end;
        _coOwners[account] = owner;
        if (owner.isSettled) {
            emit CoOwnerSettled(account, owner.paid);
            _countSettled(owner.paid, repaid);
        }
    }

    /// @dev With the last co-owner what rounding left of the payback goes to infrastructure.
    function _countSettled(uint256 paid, uint256 repaid) private {
        Settlement memory settlement = _settlement;
        settlement.settled++;
        settlement.settledSum += uint128(paid);
        _settlement = settlement;
        if (settlement.settled != settlement.coOwners || settlement.settledSum == repaid) return;
        MachineRecord.Record memory record = MachineRecord.read();
        uint256 rest = repaid - settlement.settledSum;
        _credit(record.token, record.network, rest);
        emit PaybackRested(record.network, rest);
    }

    function _paybackDown(uint256 pledged, uint256 repaid) private view returns (uint256) {
        uint256 end = _debtPools[PAYBACK].end;
        return DebtLine.paidDown(pledged, MachineRecord.read().goal, 0, end, repaid);
    }

    function _coOwner(address account) private view returns (CoOwner memory owner) {
        owner = _coOwners[account];
        if (owner.pledged != 0) return owner;
        Position memory position = ICampaign(MachineRecord.read().campaign).positionOf(account);
        owner.pledged = position.pledged;
        owner.isPlaceholder = position.flags & PLACEHOLDER != 0;
    }

    /* DECISIONS */

    /// @inheritdoc ISharedEquipment
    function enact(CoOwnerAction action, bytes calldata data) external nonReentrant {
        // Nobody but the co-owners ever decides where what an account has earned is paid to.
        address decider_ = action == CoOwnerAction.Move ? MachineRecord.read().campaign : decider();
        if (msg.sender != decider_) revert MachineDecidedBy(msg.sender, decider_);
        Effect memory effect = _rules.readAction(address(this), action, data);
        emit DecisionEnacted(action, data);
        (address account, address other, uint256 id) = (effect.account, effect.other, effect.id);
        if (action == CoOwnerAction.Custodian) {
            _custody.custodian = account;
        } else if (action == CoOwnerAction.Steward) {
            _stewards[account] = effect.flag;
        } else if (action == CoOwnerAction.Scenario) {
            if (id == _custody.scenarios) _custody.scenarios++;
            _scenarios[id] = effect.word;
        } else if (action == CoOwnerAction.Material) {
            if (id == _custody.materials) _custody.materials++;
            _materials[id] = effect.word;
        } else if (action == CoOwnerAction.Token) {
            _list(other, effect.flag);
        } else if (action == CoOwnerAction.Move) {
            _move(account, other);
        } else {
            _accountBooks[other][address(this)].credit -= uint128(effect.amount);
            _books[other].accounted -= uint128(effect.amount);
            _send(other, account, effect.amount);
        }
    }

    /// @dev Claims of `from` are paid to `to`, unless `from` says otherwise again; its deposit is `to`'s from now on.
    function _move(address from, address to) private {
        _setPayee(from, to);
        uint256 moved = _deposits[from];
        _deposits[from] = 0;
        _deposits[to] += moved;
    }

    /* HELPERS AND VIEWS */

    function _idOf(Invoice memory invoice) private pure returns (bytes32) {
        return keccak256(abi.encode(invoice));
    }

    function _inStatus(bytes32 id, UseStatus status) private view returns (UseState memory state) {
        state = _uses[id];
        if (state.status != status) revert UseStatusWrong(id, uint256(state.status), uint256(status));
    }

    function _equationOf(uint256 version) private view returns (bytes memory) {
        return MachineRecord.equation(version != FIRST);
    }

    function _birthEquation() internal view override returns (bytes memory) {
        return _equationOf(_head.version);
    }

    function _birthTokens() internal view override returns (address[] memory list) {
        list = new address[](1);
        list[0] = MachineRecord.token();
    }

    /// @inheritdoc ISharedEquipment
    function decider() public view returns (address) {
        MachineRecord.Record memory record = MachineRecord.read();
        if (_head.version == FIRST) return record.campaign;
        // A network that is no venture governs itself, whatever it answers.
        address network = record.network;
        bytes4 selector = IVenture.governor.selector;
        uint256 answer;
        assembly ("memory-safe") {
            mstore(0, selector)
            let ok := staticcall(gas(), network, 0, 4, 0, 32)
            if and(ok, gt(returndatasize(), 31)) {
                answer := mload(0)
            }
        }
        return answer == 0 || answer > type(uint160).max ? network : address(uint160(answer));
    }

    /// @inheritdoc ISharedEquipment
    function rules() external view returns (address) {
        return address(_rules);
    }

    /// @inheritdoc ISharedEquipment
    function birth() external view returns (MachineRecord.Record memory) {
        return MachineRecord.read();
    }

    /// @inheritdoc ISharedEquipment
    function custodian() external view returns (address) {
        return _custody.custodian;
    }

    /// @inheritdoc ISharedEquipment
    function isSteward(address account) external view returns (bool) {
        return _stewards[account];
    }

    /// @inheritdoc ISharedEquipment
    function isReleased() external view returns (bool) {
        return _head.version == SECOND;
    }

    /// @inheritdoc ISharedEquipment
    function rateCardSize() external view returns (uint256 scenarios, uint256 materials) {
        return (_custody.scenarios, _custody.materials);
    }

    /// @inheritdoc ISharedEquipment
    function scenarioWord(uint256 id) external view returns (uint256) {
        return _scenarios[id];
    }

    /// @inheritdoc ISharedEquipment
    function materialWord(uint256 id) external view returns (uint256) {
        return _materials[id];
    }

    /// @inheritdoc ISharedEquipment
    function maintenanceOf(address token) public view returns (uint256) {
        return _accountBooks[token][address(this)].credit;
    }

    /// @inheritdoc ISharedEquipment
    function depositOf(address account) external view returns (uint256) {
        return _deposits[account];
    }

    /// @inheritdoc ISharedEquipment
    function coOwnerOf(address account) external view returns (CoOwner memory) {
        return _coOwner(account);
    }

    /// @inheritdoc ISharedEquipment
    function useState(bytes32 id) external view returns (UseState memory) {
        return _uses[id];
    }
}
