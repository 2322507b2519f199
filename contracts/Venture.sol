// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Holdings} from "./Holdings.sol";
import {IGoverned} from "./interfaces/IGoverned.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {AccountLink} from "./libraries/AccountLink.sol";
import {BirthRecord} from "./libraries/BirthRecord.sol";
import {Change, Kind, PoolType} from "./types/VentureTypes.sol";

/// @title A venture
contract Venture is IVenture, Holdings {
    struct Rule {
        address governor;
        uint32 noticePeriod;
        uint32 noticeEpoch;
    }

    Rule private _rule;

    address private immutable _noticeBoard;
    address private immutable _accountBoard;

    modifier onlyLedger() {
        _checkLedger();
        _;
    }

    /// @dev Locks the implementation: it has begun, without a governor.
    constructor(address noticeBoard_, address accountBoard_) {
        _noticeBoard = noticeBoard_;
        _accountBoard = accountBoard_;
        _head.version = 1;
    }

    /* LEDGER */

    /// @inheritdoc IVenture
    function addUnits(bytes32 batch, uint256[] calldata entries) external onlyLedger nonReentrant {
        _addUnits(batch, entries);
    }

    /// @inheritdoc IVenture
    function removeUnits(address account, uint8 kind, uint256 quantity) external onlyLedger nonReentrant {
        _removeUnits(account, kind, quantity);
    }

    /// @inheritdoc IVenture
    function reassignDebt(uint8 pool, address account, uint256 index) external onlyLedger nonReentrant {
        _reassignDebt(pool, account, index);
    }

    /// @inheritdoc IVenture
    function activate(
        bytes32 batch,
        uint256[] calldata record,
        uint256[] calldata leaves
    ) external onlyLedger nonReentrant {
        _activate(batch, record, leaves);
    }

    /// @inheritdoc IVenture
    function closeRest(bytes32 batch, uint8 kind, uint256[] calldata record) external onlyLedger nonReentrant {
        _closeRest(batch, kind, record);
    }

    /// @inheritdoc IVenture
    function setSuccessor(address from, address to) external onlyLedger {
        uint256 link = _links[from];
        // `to` has not moved, so nobody ever comes back to where they were.
        if (from == to || _isMoved(link) || _isMoved(_links[to])) revert MoveEndMoved(from, to);
        _links[from] = AccountLink.withAccount(link, to, AccountLink.SUCCESSOR);
        emit Moved(from, to);
    }

    /// @inheritdoc IVenture
    function awaitAct(address account) external onlyLedger {
        uint256 link = _links[account];
        if (AccountLink.lastActOf(link) != 0) _links[account] = AccountLink.withLastAct(link, 1);
    }

    /* NOTICE BOARD */

    /// @inheritdoc IGoverned
    function enact(address venture, Change change, bytes calldata data) external nonReentrant {
        if (msg.sender != _noticeBoard) revert NoticeBoardOnly(msg.sender, _noticeBoard);
        if (venture != address(this)) revert VentureForeign(venture, address(this));
        if (change == Change.Pool) _openPool(data);
        else if (change == Change.Kind) _addKind(data);
        else if (change == Change.KindClosed) _kinds[uint8(_wordAt(data, 0))].closed = true;
        else if (change == Change.Equation) _setEquation(data);
        else if (change == Change.Weight) _reweigh(uint8(_wordAt(data, 0)), uint32(_wordAt(data, 1)));
        else if (change == Change.Token) _list(address(uint160(_wordAt(data, 0))), _wordAt(data, 1) != 0);
        else if (change == Change.Governor) _setGovernor(_wordAt(data, 0));
        else if (change == Change.NoticePeriod) _rule.noticePeriod = uint32(_wordAt(data, 0));
        else revert ChangeNotHere(change);
    }

    /* MOVES */

    /// @dev Who claims for themselves shows that they are there.
    function _recipientFor(address account) internal override returns (address) {
        (address holder, uint256 link) = _holderOf(account);
        if (msg.sender == holder && AccountLink.lastActOf(link) <= 1) _noteAct(holder, link);
        return AccountLink.typeOf(link) == 0 ? holder : AccountLink.accountOf(link);
    }

    /// @dev The account board has checked the holder's signature.
    function _actAs(address account) internal override returns (address) {
        (address holder, uint256 link) = _holderOf(account);
        if (msg.sender != holder && msg.sender != _accountBoard) revert ClaimHolderOnly(msg.sender, holder);
        _noteAct(holder, link);
        return holder;
    }

    function _noteAct(address holder, uint256 link) private {
        _links[holder] = AccountLink.withLastAct(link, block.timestamp);
    }

    function _isMoved(uint256 link) private pure returns (bool) {
        return AccountLink.typeOf(link) == AccountLink.SUCCESSOR;
    }

    /* VIEWS */

    /// @inheritdoc IVenture
    function holderOf(address account) external view returns (address holder, uint256 lastAct) {
        (holder, lastAct) = _holderOf(account);
        lastAct = AccountLink.lastActOf(lastAct);
    }

    /// @inheritdoc IVenture
    function governor() external view returns (address) {
        return _rule.governor;
    }

    /// @inheritdoc IVenture
    function noticePeriod() external view returns (uint256) {
        return _rule.noticePeriod;
    }

    /// @inheritdoc IVenture
    function noticeEpoch() external view returns (uint256) {
        return _rule.noticeEpoch;
    }

    /// @inheritdoc IVenture
    function noticeBoard() external view returns (address) {
        return _noticeBoard;
    }

    /// @inheritdoc IVenture
    function ledger() external view returns (address) {
        return BirthRecord.ledger();
    }

    /* INTERNALS: the notice board has checked what they take */

    /// @dev Data: PoolConfig.
    function _openPool(bytes calldata data) private {
        uint8 pool = ++_head.pools;
        if (PoolType(_wordAt(data, 0)) == PoolType.Equity) {
            _equityPools[pool].exists = true;
            _equityPools[pool].openingPeriod = uint32(_wordAt(data, 3));
        } else {
            _debtPools[pool].token = address(uint160(_wordAt(data, 1)));
            _debtPools[pool].capBps = uint16(_wordAt(data, 2));
        }
    }

    /// @dev Data: KindConfig.
    function _addKind(bytes calldata data) private {
        uint8 pool = uint8(_wordAt(data, 3));
        bool isDebt = !_equityPools[pool].exists;
        Kind storage kind = _kinds[uint8(_head.kinds++)];
        (kind.pool, kind.decimals, kind.isDebt) = (pool, uint8(_wordAt(data, 2)), isDebt);
        (kind.rate, kind.voice) = (uint96(_wordAt(data, 4)), uint24(_wordAt(data, 5)));
    }

    /// @dev The first equation stands in the clone's code; what was paid in before runs through it. With it come the
    ///      governor and the notice period.
    function _setEquation(bytes calldata data) private {
        if (_head.version == 0) {
            _setGovernor(_wordAt(data, 0));
            _rule.noticePeriod = uint32(_wordAt(data, 1));
        } else {
            _syncAll();
            _head.equation = address(uint160(_wordAt(data, 0)));
        }
        _head.version++;
    }

    function _setGovernor(uint256 word) private {
        _rule.governor = address(uint160(word));
        _rule.noticeEpoch++;
    }

    /// @dev Word `index` of ABI-encoded data.
    function _wordAt(bytes calldata data, uint256 index) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(data.offset, mul(32, index)))
        }
    }

    function _checkLedger() private view {
        address own = BirthRecord.ledger();
        if (msg.sender != own) revert LedgerOnly(msg.sender, own);
    }

    function _birthTokens() internal view override returns (address[] memory) {
        return BirthRecord.tokens();
    }

    function _birthEquation() internal view override returns (bytes memory) {
        return BirthRecord.equation();
    }
}
