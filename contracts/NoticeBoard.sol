// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IDecisionBoard} from "./interfaces/IDecisionBoard.sol";
import {IGoverned} from "./interfaces/IGoverned.sol";
import {IHandOverBoard} from "./interfaces/IHandOverBoard.sol";
import {INoticeBoard} from "./interfaces/INoticeBoard.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {BirthRecord} from "./libraries/BirthRecord.sol";
import {Equation} from "./libraries/Equation.sol";
import {LedgerParameters} from "./types/LedgerTypes.sol";
import {
    BPS,
    Change,
    DebtPool,
    ETH,
    KindConfig,
    Line,
    PendingChange,
    PoolConfig,
    PoolType
} from "./types/VentureTypes.sol";

/// @title Announce, wait, apply
contract NoticeBoard is INoticeBoard {
    uint256 private constant MIN_WINDOW = 48 hours;
    uint256 private constant MAX_WINDOW = 180 days;
    uint256 private constant HEARING = 7 days;
    /// @dev At most so long is the notice when a group takes over.
    uint32 private constant HAND_OVER_NOTICE = 30 days;
    uint256 private constant MAX_POOLS = 31;
    uint256 private constant MAX_KINDS = 256;
    uint256 private constant MAX_TOKENS = 16;
    uint256 private constant MAX_UNMUTED = 8;
    uint256 private constant MAX_DECIMALS = 18;
    uint256 private constant MAX_CAP_BPS = 20_000;
    uint256 private constant MAX_OPENING_PERIOD = 180 days;
    uint256 private constant MAX_ATTESTATIONS = 16;
    uint256 private constant MAX_GROWTH_BPS = 5_000;

    /// @dev Keyed by venture, change, subject and notice epoch: a hand-over leaves everything pending behind.
    mapping(bytes32 key => PendingChange) private _changes;

    IDecisionBoard private immutable _decisionBoard;
    IHandOverBoard private immutable _handOverBoard;

    constructor(IDecisionBoard decisionBoard_, IHandOverBoard handOverBoard_) {
        _decisionBoard = decisionBoard_;
        _handOverBoard = handOverBoard_;
    }

    modifier onlyGovernor(address venture) {
        _checkGovernor(venture);
        _;
    }

    /// @inheritdoc INoticeBoard
    function begin(
        address venture,
        address governor,
        uint32 noticePeriod,
        PoolConfig[] calldata pools,
        KindConfig[] calldata kinds,
        bool recordKinds
    ) external {
        if (IVenture(venture).equationVersion() != 0) revert VentureBegun(venture);
        if (governor == address(0)) revert AccountZero();
        _checkPeriod(noticePeriod);
        BirthRecord.Birth memory birth = BirthRecord.read(venture);
        _checkBirthTokens(birth.tokens);

        for (uint256 i; i < pools.length; i++) {
            _openPool(venture, pools[i], i);
        }
        for (uint256 i; i < kinds.length; i++) {
            uint256 pool = kinds[i].pool;
            if (pool == 0 || pool > pools.length) revert KindPoolUnknown(pool, pools.length);
            _openKind(venture, kinds[i], i, pools[pool - 1].poolType == PoolType.Debt);
            if (recordKinds) _decisionBoard.recordKind(venture, i, kinds[i].unit, 0);
        }
        // Nobody has points or debts yet: the rest of what is checked later can't fail.
        _checkLines(venture, birth.equation, pools.length);
        uint256 equityPools;
        for (uint256 i; i < pools.length; i++) {
            if (pools[i].poolType == PoolType.Equity) equityPools |= 2 << i;
        }
        _checkFloor(birth, birth.equation, equityPools);
        IGoverned(venture).enact(venture, Change.Equation, abi.encode(governor, noticePeriod));
    }

    /* GOVERNOR, at once */

    /// @inheritdoc INoticeBoard
    function openPool(address venture, PoolConfig calldata config) external onlyGovernor(venture) {
        uint256 count = IVenture(venture).poolCount();
        _openPool(venture, config, count);
        emit PoolOpened(venture, count + 1, config);
    }

    /// @inheritdoc INoticeBoard
    function openKind(address venture, KindConfig calldata config) external onlyGovernor(venture) {
        _openLaterKind(venture, config, 0);
    }

    /// @inheritdoc INoticeBoard
    function openSuccessor(address venture, uint8 kind, KindConfig calldata config) external onlyGovernor(venture) {
        // Only of a kind there is.
        IVenture(venture).kindOf(kind);
        uint256 successor = _openLaterKind(venture, config, uint256(kind) + 1);
        _closeKind(venture, kind, uint8(successor));
    }

    /// @inheritdoc INoticeBoard
    function closeKind(address venture, uint8 kind, uint8 successor) external onlyGovernor(venture) {
        _closeKind(venture, kind, successor);
    }

    /// @inheritdoc INoticeBoard
    function lengthenNotice(address venture, uint32 period) external onlyGovernor(venture) {
        uint256 previous = IVenture(venture).noticePeriod();
        if (period <= previous) revert NoticePeriodNotLonger(period, previous);
        _checkPeriod(period);
        _enact(venture, Change.NoticePeriod, abi.encode(period));
    }

    /// @inheritdoc INoticeBoard
    function removeSteward(address venture, address account) external onlyGovernor(venture) {
        // Nor does an appointment that was announced before bring the steward back.
        _drop(venture, Change.Steward, uint160(account));
        _enact(venture, Change.Steward, abi.encode(account, false));
    }

    /// @inheritdoc INoticeBoard
    function tightenParameters(address venture, LedgerParameters calldata parameters) external onlyGovernor(venture) {
        checkParameters(parameters);
        LedgerParameters memory now_ = IContributionLedger(_ledgerOf(venture)).parameters();
        _notBelow("attestationsRequired", parameters.attestationsRequired, now_.attestationsRequired);
        _notBelow("attestorMinPoints", parameters.attestorMinPoints, now_.attestorMinPoints);
        _notAbove("objectorMinPoints", parameters.objectorMinPoints, now_.objectorMinPoints);
        _notBelow("objectionWindow", parameters.objectionWindow, now_.objectionWindow);
        _notBelow("resolutionDeadline", parameters.resolutionDeadline, now_.resolutionDeadline);
        _notAbove("resolutionDeadline", parameters.resolutionDeadline, now_.resolutionDeadline);
        _notAbove("instantGrowthBps", parameters.instantGrowthBps, now_.instantGrowthBps);
        _notAbove("instantGrowthPoints", parameters.instantGrowthPoints, now_.instantGrowthPoints);
        _notAbove("silentGrowthBps", parameters.silentGrowthBps, now_.silentGrowthBps);
        _notAbove("silentGrowthPoints", parameters.silentGrowthPoints, now_.silentGrowthPoints);
        _enact(venture, Change.Parameters, abi.encode(parameters));
    }

    /* GOVERNOR, after notice */

    /// @inheritdoc INoticeBoard
    function announceChange(address venture, Change change, bytes calldata data) external onlyGovernor(venture) {
        uint256 subject = _review(venture, change, data);
        uint256 readyAt = block.timestamp + (change == Change.Bar ? HEARING : IVenture(venture).noticePeriod());
        _changes[_key(venture, change, subject)] = PendingChange(keccak256(data), uint40(readyAt));
        emit ChangeAnnounced(venture, change, subject, data, readyAt);
    }

    /// @inheritdoc INoticeBoard
    function cancelChange(address venture, Change change, uint256 subject) external onlyGovernor(venture) {
        if (!_drop(venture, change, subject)) revert ChangeNotPending(change, subject);
    }

    /// @inheritdoc INoticeBoard
    function applyChange(address venture, Change change, bytes calldata data) external {
        uint256 subject = _review(venture, change, data);
        bytes32 key = _key(venture, change, subject);
        PendingChange memory pending = _changes[key];
        if (pending.content == 0) revert ChangeNotPending(change, subject);
        if (pending.content != keccak256(data)) revert ChangeDiffers(keccak256(data), pending.content);
        if (block.timestamp < pending.readyAt) revert ChangeTooEarly(block.timestamp, pending.readyAt);

        delete _changes[key];
        emit ChangeApplied(venture, change, subject);

        _enact(venture, change, data);
    }

    /* HAND-OVER */

    /// @inheritdoc INoticeBoard
    function handOver(address venture, address governor, address[] calldata accounts) external {
        if (msg.sender != address(_handOverBoard)) revert HandOverBoardOnly(msg.sender, address(_handOverBoard));
        IContributionLedger ledger = IContributionLedger(_ledgerOf(venture));
        for (uint256 i; i < accounts.length; i++) {
            if (ledger.isBarred(accounts[i])) _enact(venture, Change.Bar, abi.encode(accounts[i], false));
        }
        // Or what the governor before tightened to the utmost would stay so for half a year.
        if (IVenture(venture).noticePeriod() > HAND_OVER_NOTICE) {
            _enact(venture, Change.NoticePeriod, abi.encode(HAND_OVER_NOTICE));
        }
        _enact(venture, Change.Governor, abi.encode(governor));
    }

    /* VIEWS */

    /// @inheritdoc INoticeBoard
    function pendingChange(
        address venture,
        Change change,
        uint256 subject
    ) external view returns (PendingChange memory) {
        return _changes[_key(venture, change, subject)];
    }

    /// @inheritdoc INoticeBoard
    function checkEquation(address venture, bytes memory code) public view {
        uint256 pools = IVenture(venture).poolCount();
        _checkLines(venture, code, pools);
        uint256 equityPools;
        for (uint8 pool = 1; pool <= pools; pool++) {
            if (IVenture(venture).equityPool(pool).exists) equityPools |= 1 << pool;
        }
        _checkFloor(BirthRecord.read(venture), code, equityPools);
        _checkPools(IVenture(venture), code, pools);
    }

    /// @inheritdoc INoticeBoard
    function encodeEquation(Line[] calldata lines, address remainder) external pure returns (bytes memory) {
        return Equation.encode(lines, remainder);
    }

    /// @inheritdoc INoticeBoard
    function decodeEquation(bytes calldata code) external pure returns (Line[] memory, address) {
        return Equation.decode(code);
    }

    /// @inheritdoc INoticeBoard
    function checkParameters(LedgerParameters memory parameters) public pure {
        _within("attestationsRequired", parameters.attestationsRequired, 1, MAX_ATTESTATIONS);
        _within("attestorMinPoints", parameters.attestorMinPoints, 1, type(uint64).max);
        _within("objectionWindow", parameters.objectionWindow, MIN_WINDOW, MAX_WINDOW);
        _within("resolutionDeadline", parameters.resolutionDeadline, MIN_WINDOW, MAX_WINDOW);
        _within("instantGrowthBps", parameters.instantGrowthBps, 0, MAX_GROWTH_BPS);
        _within("silentGrowthBps", parameters.silentGrowthBps, 0, MAX_GROWTH_BPS);
    }

    /* ENACT */

    /// @dev Tells what changes, after the venture has distributed what arrived before.
    function _enact(address venture, Change change, bytes memory data) private {
        IVenture target = IVenture(venture);
        if (change == Change.Equation) {
            // The venture keeps where its code stands: one slot for all lines.
            target.enact(venture, change, abi.encode(SSTORE2.write(data)));
            emit EquationSet(venture, target.equationVersion(), data);
        } else if (change == Change.Weight) {
            (uint8 kind, uint32 weight) = abi.decode(data, (uint8, uint32));
            uint256 previous = target.kindOf(kind).rate;
            target.enact(venture, change, data);
            emit KindReweighed(venture, kind, previous, weight);
        } else if (change == Change.Token) {
            (address token, bool muted) = abi.decode(data, (address, bool));
            bool wasMuted = target.tokenBook(token).muted;
            uint256 count = target.tokens().length;
            target.enact(venture, change, data);
            if (target.tokens().length != count) emit TokenListed(venture, token, count + 1);
            if (muted != wasMuted) emit TokenMuted(venture, token, muted);
        } else if (change == Change.Governor) {
            address previous = target.governor();
            target.enact(venture, change, data);
            emit GovernorSet(venture, previous, abi.decode(data, (address)));
        } else if (change == Change.NoticePeriod) {
            uint256 previous = target.noticePeriod();
            target.enact(venture, change, data);
            emit NoticePeriodSet(venture, previous, abi.decode(data, (uint32)));
        } else {
            IGoverned(_ledgerOf(venture)).enact(venture, change, data);
        }
    }

    function _drop(address venture, Change change, uint256 subject) private returns (bool wasPending) {
        bytes32 key = _key(venture, change, subject);
        wasPending = _changes[key].content != 0;
        if (!wasPending) return false;
        delete _changes[key];
        emit ChangeCancelled(venture, change, subject);
    }

    /* CHECKS */

    function _checkGovernor(address venture) private view {
        address governor = IVenture(venture).governor();
        if (msg.sender != governor) revert GovernorOnly(msg.sender, governor);
    }

    /// @dev Reverts where the change could not take effect now. Returns what it is about.
    function _review(address venture, Change change, bytes calldata data) private view returns (uint256 subject) {
        if (change == Change.Equation) {
            checkEquation(venture, data);
            return 0;
        }
        uint256 expected = 64;
        if (change == Change.Governor || change == Change.NoticePeriod) expected = 32;
        else if (change == Change.Parameters) expected = 9 * 32;
        if (data.length != expected) revert ChangeDataInvalid(data.length, expected);

        if (change == Change.Weight) {
            (uint8 kind, uint32 weight) = abi.decode(data, (uint8, uint32));
            if (IVenture(venture).kindOf(kind).isDebt) revert WeightOfDebt(kind);
            _checkRate(weight, type(uint32).max);
            subject = kind;
        } else if (change == Change.Token) {
            (address token, bool muted) = abi.decode(data, (address, bool));
            _checkToken(venture, token, muted);
            subject = uint160(token);
        } else if (change == Change.Governor) {
            if (abi.decode(data, (address)) == address(0)) revert AccountZero();
        } else if (change == Change.NoticePeriod) {
            _checkPeriod(abi.decode(data, (uint32)));
        } else if (change == Change.Steward || change == Change.Bar) {
            (address account, uint40 value) = abi.decode(data, (address, uint40));
            if (account == address(0)) revert AccountZero();
            if (value > 1 && value <= block.timestamp) revert StewardTermPast(value, block.timestamp);
            subject = uint160(account);
        } else if (change == Change.Parameters) {
            checkParameters(abi.decode(data, (LedgerParameters)));
        } else {
            revert ChangeAtOnce(change);
        }
    }

    function _openPool(address venture, PoolConfig memory config, uint256 count) private {
        if (count >= MAX_POOLS) revert PoolsTooMany(count + 1, MAX_POOLS);
        if (config.poolType == PoolType.Equity) {
            if (config.token != address(0)) revert PoolTokenInvalid(config.token);
            if (config.capBps != 0) revert PoolCapOutOfBounds(config.capBps, 0, 0);
            if (config.openingPeriod > MAX_OPENING_PERIOD) {
                revert PoolOpeningPeriodTooLong(config.openingPeriod, MAX_OPENING_PERIOD);
            }
        } else if (config.poolType == PoolType.Debt) {
            if (config.token != ETH && config.token.code.length == 0) revert PoolTokenInvalid(config.token);
            if (config.openingPeriod != 0) revert PoolOpeningPeriodTooLong(config.openingPeriod, 0);
            if (config.capBps == 0 || config.capBps > MAX_CAP_BPS) {
                revert PoolCapOutOfBounds(config.capBps, 1, MAX_CAP_BPS);
            }
        } else {
            revert PoolTypeUnknown();
        }
        IGoverned(venture).enact(venture, Change.Pool, abi.encode(config));
    }

    function _openKind(address venture, KindConfig memory config, uint256 count, bool isDebt) private {
        if (count >= MAX_KINDS) revert KindsTooMany(count + 1, MAX_KINDS);
        if (config.name == 0 || config.unit == 0) revert KindNameEmpty();
        if (config.decimals > MAX_DECIMALS) revert KindDecimalsTooMany(config.decimals, MAX_DECIMALS);
        _checkRate(config.rate, isDebt ? type(uint96).max : type(uint32).max);
        if (isDebt && config.voice != 0) revert KindVoiceOfDebt(config.voice);
        IGoverned(venture).enact(venture, Change.Kind, abi.encode(config));
    }

    /// @param predecessor 1 + id of the kind it succeeds, or 0.
    function _openLaterKind(
        address venture,
        KindConfig calldata config,
        uint256 predecessor
    ) private returns (uint256 count) {
        count = IVenture(venture).kindCount();
        bool isDebt = IVenture(venture).debtPool(config.pool).token != address(0);
        if (!isDebt && !IVenture(venture).equityPool(config.pool).exists) {
            revert KindPoolUnknown(config.pool, IVenture(venture).poolCount());
        }
        if (!isDebt) _handOverBoard.checkVoice(venture, config);
        _openKind(venture, config, count, isDebt);
        _decisionBoard.recordKind(venture, count, config.unit, predecessor);
        emit KindOpened(venture, count, config);
    }

    function _closeKind(address venture, uint8 kind, uint8 successor) private {
        if (IVenture(venture).kindOf(kind).closed) revert KindAlreadyClosed(kind);
        if (IVenture(venture).kindOf(successor).closed) revert KindSuccessorInvalid(kind, successor);
        IGoverned(venture).enact(venture, Change.KindClosed, abi.encode(kind, successor));
        emit KindClosed(venture, kind, successor);
    }

    function _checkRate(uint256 rate, uint256 max) private pure {
        if (rate == 0 || rate > max) revert KindRateOutOfBounds(rate, 1, max);
    }

    function _checkPeriod(uint256 period) private pure {
        if (period < MIN_WINDOW || period > MAX_WINDOW) revert NoticePeriodOutOfBounds(period, MIN_WINDOW, MAX_WINDOW);
    }

    function _checkBirthTokens(address[] memory list) private view {
        if (list.length > MAX_UNMUTED) revert TokensTooMany(list.length, MAX_UNMUTED);
        for (uint256 i; i < list.length; i++) {
            if (list[i] != ETH && list[i].code.length == 0) revert TokenWithoutCode(list[i]);
            for (uint256 j; j < i; j++) {
                if (list[i] == list[j]) revert TokenTwice(list[i]);
            }
        }
    }

    /// @dev At most 16 tokens ever, at most 8 of them unmuted.
    function _checkToken(address venture, address token, bool muted) private view {
        if (token != ETH && token.code.length == 0) revert TokenWithoutCode(token);
        address[] memory list = IVenture(venture).tokens();
        uint256 count = 1;
        uint256 unmuted = muted ? 0 : 1;
        for (uint256 i; i < list.length; i++) {
            if (list[i] == token) continue;
            count++;
            if (!IVenture(venture).tokenBook(list[i]).muted) unmuted++;
        }
        if (count > MAX_TOKENS) revert TokensTooMany(count, MAX_TOKENS);
        if (unmuted > MAX_UNMUTED) revert TokensTooMany(unmuted, MAX_UNMUTED);
    }

    function _checkLines(address venture, bytes memory code, uint256 pools) private pure {
        if (code.length == 0 || code.length % Equation.LINE_BYTES != 0) revert EquationCodeInvalid(code.length);
        uint256 count = Equation.countOf(code);
        if (count + 1 > Equation.MAX_LINES) revert EquationTooLong(count + 1, Equation.MAX_LINES);
        uint256 gross;
        uint256 seen;
        for (uint256 i; i < count; i++) {
            uint256 word = Equation.wordAt(code, i);
            uint256 shareBps = Equation.shareBpsOf(word);
            if (shareBps > BPS) revert EquationShareTooHigh(i, shareBps, BPS);
            if (Equation.isGross(word)) gross += shareBps;
            address account = Equation.accountOf(word);
            uint8 pool = Equation.poolOf(word);
            if (pool == 0) {
                if (account == address(0) || account == venture) revert EquationLineTargetInvalid(i, account, pool);
            } else {
                if (pool > pools) revert EquationPoolUnknown(i, pool, pools);
                if (seen & (1 << pool) != 0) revert EquationPoolTwice(i, pool);
                seen |= 1 << pool;
            }
            // No spare bits that mean nothing: one equation has one code.
            if (!Equation.isCanonical(word)) revert EquationLineTargetInvalid(i, account, pool);
        }
        if (gross > BPS) revert EquationGrossShareTooHigh(gross, BPS);
        uint256 last = Equation.wordAt(code, count);
        address remainder = Equation.accountOf(last);
        if (remainder == address(0) || remainder == venture || !Equation.isRemainder(last)) {
            revert EquationRemainderInvalid(remainder);
        }
    }

    /// @dev Run on 10,000, so that amounts read as bps. With all debts settled, the pools of birth together get at least
    ///      the contributors' floor.
    /// @param equityPools Bit p is set when pool p is an equity pool.
    function _checkFloor(BirthRecord.Birth memory birth, bytes memory code, uint256 equityPools) private pure {
        if (birth.contributorsFloorBps > BPS) revert FloorTooHigh(birth.contributorsFloorBps, BPS);
        uint256 left = BPS;
        uint256 toContributors;
        uint256 count = Equation.countOf(code);
        for (uint256 i; i < count; i++) {
            uint256 word = Equation.wordAt(code, i);
            uint8 pool = Equation.poolOf(word);
            if (pool != 0 && equityPools & (1 << pool) == 0) continue;
            uint256 part = Math.min(Equation.shareDown(word, BPS, left), left);
            left -= part;
            if (pool != 0 && pool <= birth.birthPools) toContributors += part;
        }
        if (toContributors < birth.contributorsFloorBps) {
            revert EquationFloorMissed(toContributors, birth.contributorsFloorBps);
        }
    }

    /// @dev Nobody with a claim to future revenue is left out, and no open debt gets less than before.
    function _checkPools(IVenture venture, bytes memory code, uint256 pools) private view {
        (uint256[] memory shares, uint256 listed) = _openDebtShares(code, pools);
        (uint256[] memory before, ) = _openDebtShares(venture.equationCode(), pools);
        for (uint8 pool = 1; pool <= pools; pool++) {
            uint256 points = venture.equityPool(pool).points;
            if (points != 0 && listed & (1 << pool) == 0) revert EquationEquityLeftOut(pool, points);
            DebtPool memory debt = venture.debtPool(pool);
            uint256 outstanding = debt.end - debt.repaid;
            if (outstanding == 0) continue;
            if (listed & (1 << pool) == 0) revert EquationDebtLeftOut(pool, outstanding);
            if (shares[pool] < before[pool]) revert EquationDebtShareLowered(pool, shares[pool], before[pool]);
        }
    }

    /// @dev What each pool gets of 10,000 while all debts are open, and which pools are listed with a share.
    function _openDebtShares(
        bytes memory code,
        uint256 pools
    ) private pure returns (uint256[] memory shares, uint256 listed) {
        shares = new uint256[](pools + 1);
        uint256 left = BPS;
        uint256 count = Equation.countOf(code);
        for (uint256 i; i < count; i++) {
            uint256 word = Equation.wordAt(code, i);
            uint256 part = Math.min(Equation.shareDown(word, BPS, left), left);
            left -= part;
            uint8 pool = Equation.poolOf(word);
            shares[pool] = part;
            if (Equation.shareBpsOf(word) != 0) listed |= 1 << pool;
        }
    }

    function _within(bytes32 parameter, uint256 actual, uint256 min, uint256 max) private pure {
        if (actual < min || actual > max) revert ParameterOutOfBounds(parameter, actual, min, max);
    }

    function _notBelow(bytes32 parameter, uint256 actual, uint256 current) private pure {
        if (actual < current) revert ParametersNotStricter(parameter, actual, current);
    }

    function _notAbove(bytes32 parameter, uint256 actual, uint256 current) private pure {
        if (actual > current) revert ParametersNotStricter(parameter, actual, current);
    }

    /// @dev What calls itself a venture may name any ledger; a ledger takes changes of its own venture only.
    function _ledgerOf(address venture) private view returns (address) {
        return IVenture(venture).ledger();
    }

    function _key(address venture, Change change, uint256 subject) private view returns (bytes32) {
        return keccak256(abi.encode(venture, change, subject, IVenture(venture).noticeEpoch()));
    }
}
