// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {Holdings} from "./Holdings.sol";
import {IGoverned} from "./interfaces/IGoverned.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {BirthRecord} from "./libraries/BirthRecord.sol";
import {Change, EquityPool, Kind, KindConfig, PoolConfig, PoolType} from "./types/VentureTypes.sol";

/// @title A venture
contract Venture is IVenture, Holdings {
    struct Rule {
        address governor;
        uint32 noticePeriod;
        uint32 noticeEpoch;
    }

    Rule private _rule;

    address private immutable _noticeBoard;

    modifier onlyLedger() {
        _checkLedger();
        _;
    }

    /// @dev Locks the implementation: it has a governor, so it can't be initialized, and nobody holds its key.
    constructor(address noticeBoard_) {
        _noticeBoard = noticeBoard_;
        _rule.governor = address(0xdead);
    }

    /// @inheritdoc IVenture
    function initialize(address governor_, uint32 noticePeriod_) external {
        if (_rule.governor != address(0)) revert VentureInitialized(_rule.governor);
        if (governor_ == address(0)) revert GovernorZero();
        _rule.noticePeriod = noticePeriod_;
        _setGovernor(governor_);
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

    /* NOTICE BOARD */

    /// @inheritdoc IGoverned
    function enact(address venture, Change change, bytes calldata data) external nonReentrant {
        if (msg.sender != _noticeBoard) revert NoticeBoardOnly(msg.sender, _noticeBoard);
        if (venture != address(this)) revert VentureForeign(venture, address(this));
        if (change == Change.Pool) _openPool(abi.decode(data, (PoolConfig)));
        else if (change == Change.Kind) _openKind(abi.decode(data, (KindConfig)));
        else if (change == Change.KindClosed) _closeKind(data);
        else if (change == Change.Equation) _setEquation(data);
        else if (change == Change.Weight) _setWeight(data);
        else if (change == Change.Token) _setToken(data);
        else if (change == Change.Governor) _setGovernor(abi.decode(data, (address)));
        else if (change == Change.NoticePeriod) _setNoticePeriod(abi.decode(data, (uint32)));
        else revert ChangeNotHere(change);
    }

    /* VIEWS */

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
    function birth() external view returns (BirthRecord.Birth memory) {
        return BirthRecord.read();
    }

    /* INTERNALS: the notice board has checked what they take */

    function _openPool(PoolConfig memory config) private {
        uint8 pool = ++_head.pools;
        if (config.poolType == PoolType.Equity) {
            _equityPools[pool] = EquityPool(true, config.openingPeriod, 0, 0, 0);
        } else {
            _debtPools[pool].token = config.token;
            _debtPools[pool].capBps = config.capBps;
        }
    }

    function _openKind(KindConfig memory config) private {
        uint8 kind = uint8(_head.kinds++);
        bool isDebt = !_equityPools[config.pool].exists;
        _kinds[kind] = Kind(config.pool, config.decimals, false, false, isDebt, config.voice, 0, config.rate);
    }

    function _closeKind(bytes calldata data) private {
        (uint8 kind, ) = abi.decode(data, (uint8, uint8));
        _kinds[kind].closed = true;
    }

    function _setEquation(bytes calldata code) private {
        // The first equation stands in the clone's code; what was paid in before runs through it.
        if (_head.version != 0) {
            _syncAll();
            _head.equation = SSTORE2.write(code);
        }
        _head.version++;
    }

    function _setWeight(bytes calldata data) private {
        (uint8 kind, uint32 weight) = abi.decode(data, (uint8, uint32));
        _reweigh(kind, weight);
    }

    /// @dev Lists a token that is new, mutes one, or takes the mute back.
    function _setToken(bytes calldata data) private {
        (address token, bool muted) = abi.decode(data, (address, bool));
        _list(token, muted);
    }

    function _setGovernor(address governor_) private {
        _rule.governor = governor_;
        _rule.noticeEpoch++;
    }

    function _setNoticePeriod(uint32 period) private {
        _rule.noticePeriod = period;
    }

    function _checkLedger() private view {
        address ledger = BirthRecord.ledger();
        if (msg.sender != ledger) revert LedgerOnly(msg.sender, ledger);
    }

    function _birthTokens() internal view override returns (address[] memory) {
        return BirthRecord.tokens();
    }

    function _birthEquation() internal view override returns (bytes memory) {
        return BirthRecord.equation();
    }
}
