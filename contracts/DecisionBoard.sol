// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAccountBoard} from "./interfaces/IAccountBoard.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IDecisionBoard} from "./interfaces/IDecisionBoard.sol";
import {ILargeBatches} from "./interfaces/ILargeBatches.sol";
import {ILazyConsensusGovernor} from "./interfaces/ILazyConsensusGovernor.sol";
import {INoticeBoard} from "./interfaces/INoticeBoard.sol";
import {IReviewBoard} from "./interfaces/IReviewBoard.sol";
import {ISharedEquipment} from "./interfaces/ISharedEquipment.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {IVoiceBoard} from "./interfaces/IVoiceBoard.sol";
import {RuleBounds} from "./libraries/RuleBounds.sol";
import {VoiceShare} from "./libraries/VoiceShare.sol";
import {CoOwnerAction} from "./types/CampaignTypes.sol";
import {KindBirth, MAX_CAST_BPS, MIN_REACH_BPS, Motion, Rules, TERM_BREAK} from "./types/GovernanceTypes.sol";
import {Attestation, BatchHeader, Correction, LedgerParameters, Move, Role} from "./types/LedgerTypes.sol";
import {BPS, Change, Kind, KindConfig} from "./types/VentureTypes.sol";

/// @title Which decision takes which track
contract DecisionBoard is IDecisionBoard {
    /// @dev Steps of weight are added up over this time.
    uint256 private constant STEP_PERIOD = 90 days;
    uint256 private constant MAX_DECIMALS = 18;
    /// @dev A term may begin later than it was proposed: window, delay and notice.
    uint256 private constant TERM_LEAD = 90 days;

    /// @dev While less than a fifth of all voice is within reach.
    uint256 private constant LOW_REACH_WINDOW = 30 days;
    uint256 private constant LOW_REACH_QUORUM_BPS = 5_000;

    struct Action {
        IContributionLedger ledger;
        IVenture venture;
        INoticeBoard noticeBoard;
        address governor;
        uint256 since;
        uint256 index;
        address target;
        uint256 value;
        bytes4 selector;
    }

    mapping(address noticeBoard => mapping(address venture => mapping(uint256 kind => KindBirth))) private _births;

    /* THE NOTICE BOARD */

    /// @inheritdoc IDecisionBoard
    function recordKind(address venture, uint256 kind, bytes32 unit, uint256 predecessor) external {
        _births[msg.sender][venture][kind] = KindBirth(_tagOf(unit), uint40(block.timestamp), uint16(predecessor));
    }

    /* A GOVERNOR */

    /// @inheritdoc IDecisionBoard
    function openMotion(
        address ledger,
        Rules calldata rules,
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas
    ) external view returns (Motion memory motion) {
        bool lazy = isLazy(ledger, rules, block.timestamp, targets, values, calldatas);
        uint256 reachable = IContributionLedger(ledger).getPastTotalSupply(block.timestamp - 1);
        if (reachable == 0) revert VoiceUnreachable(ledger);
        (motion.consensusWindow, motion.quorumBps) = (rules.consensusWindow, rules.quorumBps);
        address venture = IContributionLedger(ledger).venture();
        address governor = IVenture(venture).governor();
        if (governor != msg.sender) revert GovernorNotInCharge(msg.sender, governor);
        motion.epoch = uint32(IVenture(venture).noticeEpoch());
        uint256 all = IVoiceBoard(IContributionLedger(ledger).voiceBoard()).totalVoice(venture);
        if (reachable * BPS < all * MIN_REACH_BPS) {
            lazy = false;
            motion.consensusWindow = uint32(Math.max(LOW_REACH_WINDOW, rules.consensusWindow));
            motion.quorumBps = uint16(Math.max(LOW_REACH_QUORUM_BPS, rules.quorumBps));
        }
        motion.isConsensus = !lazy;
        motion.window = lazy ? rules.lazyWindow : motion.consensusWindow;
        motion.deadline = uint40(block.timestamp + motion.window);
        (motion.delay, motion.stopBps, motion.stopHeads) = (rules.delay, rules.stopBps, rules.stopHeads);
        (motion.quorumHeads, motion.stepBps) = (rules.quorumHeads, rules.stepBps);
        motion.reachable = uint128(reachable);
        motion.headVoice = uint128(Math.max(1, Math.min(rules.headVoice, (reachable * MAX_CAST_BPS) / BPS)));
    }

    /// @inheritdoc IDecisionBoard
    function checkRules(Rules calldata rules) external pure {
        RuleBounds.check(rules);
    }

    /// @inheritdoc IDecisionBoard
    function isLazy(
        address ledger,
        Rules calldata rules,
        uint256 since,
        address[] calldata targets,
        uint256[] calldata values,
        bytes[] calldata calldatas
    ) public view returns (bool lazy) {
        if (targets.length == 0 || targets.length != values.length || targets.length != calldatas.length) {
            revert ActionsUneven(targets.length, values.length, calldatas.length);
        }
        Action memory action = _actionOf(ledger, msg.sender, since);
        lazy = true;
        for (uint256 i; i < targets.length; i++) {
            (action.index, action.target, action.value) = (i, targets[i], values[i]);
            if (!_isLazy(action, rules, calldatas[i])) lazy = false;
        }
    }

    /// @inheritdoc IDecisionBoard
    function isActionLazy(
        address ledger,
        address governor,
        Rules calldata rules,
        uint256 since,
        address target,
        uint256 value,
        bytes calldata data
    ) external view returns (bool) {
        Action memory action = _actionOf(ledger, governor, since);
        (action.target, action.value) = (target, value);
        return _isLazy(action, rules, data);
    }

    function _actionOf(address ledger, address governor, uint256 since) private view returns (Action memory action) {
        action.ledger = IContributionLedger(ledger);
        action.venture = IVenture(action.ledger.venture());
        action.noticeBoard = INoticeBoard(action.venture.noticeBoard());
        (action.governor, action.since) = (governor, since);
    }

    function _isLazy(Action memory action, Rules calldata rules, bytes calldata data) private view returns (bool) {
        // ETH the governor holds.
        if (data.length == 0 && action.value != 0) return true;
        if (action.value != 0) revert ActionValue(action.index, action.value);
        if (data.length < 4) revert ActionUnknown(action.index, action.target, 0);
        action.selector = bytes4(data);
        data = data[4:];
        if (action.target == address(action.noticeBoard)) return _isNoticeLazy(action, rules, data);
        if (action.target == address(action.ledger)) return _isTask(action);
        if (action.target == action.ledger.reviewBoard()) return _isReviewLazy(action, data);
        if (action.target == action.ledger.accountBoard()) return _isMoveLazy(action, data);
        if (action.target == action.ledger.largeBatches()) return _isClosingLazy(action, data);
        if (action.target == action.governor) return _isOwnLazy(action);
        return _isOutsideLazy(action, data);
    }

    /// @inheritdoc IDecisionBoard
    function kindBirthOf(address venture, uint256 kind) external view returns (KindBirth memory) {
        return _births[IVenture(venture).noticeBoard()][venture][kind];
    }

    /* NOTICE BOARD */

    function _isNoticeLazy(
        Action memory action,
        Rules calldata rules,
        bytes calldata data
    ) private view returns (bool) {
        bytes4 selector = action.selector;
        _checkSubject(action, data, address(action.venture));
        if (selector == INoticeBoard.openPool.selector || selector == INoticeBoard.lengthenNotice.selector) return true;
        if (selector == INoticeBoard.openKind.selector) {
            (, KindConfig memory config) = abi.decode(data, (address, KindConfig));
            return _isWithinHighest(action, config);
        }
        if (selector == INoticeBoard.openSuccessor.selector) {
            (, uint8 kind, KindConfig memory config) = abi.decode(data, (address, uint8, KindConfig));
            return _isWithinStep(action, rules.stepBps, kind, config);
        }
        if (selector == INoticeBoard.tightenParameters.selector) {
            (, LedgerParameters memory parameters) = abi.decode(data, (address, LedgerParameters));
            LedgerParameters memory current = action.ledger.parameters();
            current.objectionWindow = parameters.objectionWindow;
            return keccak256(abi.encode(current)) == keccak256(abi.encode(parameters));
        }
        if (selector == INoticeBoard.announceChange.selector) {
            (, Change change, bytes memory content) = abi.decode(data, (address, Change, bytes));
            if (change == Change.Steward) _checkTerm(action, rules, content);
            return false;
        }
        bool isKnown =
            selector == INoticeBoard.closeKind.selector ||
                selector == INoticeBoard.removeSteward.selector ||
                selector == INoticeBoard.cancelChange.selector;
        if (!isKnown) _unknown(action);
        return false;
    }

    /// @dev Not above the highest weight (of a debt kind: price) and voice that a kind of this unit has, per whole unit, nor
    ///      above the voice per point there is in its pool.
    function _isWithinHighest(Action memory action, KindConfig memory config) private view returns (bool) {
        if (config.decimals > MAX_DECIMALS || !VoiceShare.isInProportion(action.venture, config)) return false;
        bytes8 tag = _tagOf(config.unit);
        bool isDebt = action.venture.debtPool(config.pool).token != address(0);
        uint256 count = action.venture.kindCount();
        bool rateWithin;
        bool voiceWithin = config.voice == 0;
        for (uint256 id; id < count && !(rateWithin && voiceWithin); id++) {
            if (_birthOf(action, id).unitTag != tag) continue;
            Kind memory kind = action.venture.kindOf(uint8(id));
            // Prices are in units of the pool's token.
            if (isDebt) rateWithin = rateWithin || (kind.pool == config.pool && config.rate <= kind.rate);
            else if (!kind.isDebt)
                rateWithin = rateWithin || _isUpTo(config.rate, config.decimals, kind.rate, kind.decimals);
            voiceWithin = voiceWithin || _isUpTo(config.voice, config.decimals, kind.voice, kind.decimals);
        }
        return rateWithin && voiceWithin;
    }

    function _isUpTo(uint256 a, uint256 decimals, uint256 b, uint256 decimalsOfB) private pure returns (bool) {
        return a * 10 ** decimals <= b * 10 ** decimalsOfB;
    }

    /// @dev The same unit, pool and voice, and a weight near to all that this work had in the last 90 days.
    function _isWithinStep(
        Action memory action,
        uint256 stepBps,
        uint256 id,
        KindConfig memory config
    ) private view returns (bool) {
        Kind memory kind = action.venture.kindOf(uint8(id));
        KindBirth memory birth = _birthOf(action, id);
        bool isSame =
            birth.unitTag == _tagOf(config.unit) &&
                kind.pool == config.pool &&
                kind.decimals == config.decimals &&
                kind.voice == config.voice;
        if (!isSame) return false;
        uint256 lowest = kind.rate;
        uint256 highest = kind.rate;
        while (birth.predecessor != 0 && birth.bornAt + STEP_PERIOD > block.timestamp) {
            id = birth.predecessor - 1;
            uint256 rate = action.venture.kindOf(uint8(id)).rate;
            lowest = Math.min(lowest, rate);
            highest = Math.max(highest, rate);
            birth = _birthOf(action, id);
        }
        uint256 scaled = uint256(config.rate) * BPS;
        return scaled <= lowest * (BPS + stepBps) && scaled >= highest * (BPS - stepBps);
    }

    /// @dev A steward is appointed for a term, and not more often in a row than the rules allow.
    function _checkTerm(Action memory action, Rules calldata rules, bytes memory content) private view {
        (address account, uint256 until) = abi.decode(content, (address, uint256));
        if (until == 0 || rules.stewardTerm == 0) return;
        if (until == 1) revert StewardTermMissing(account);
        uint256 latest = action.since + rules.stewardTerm + TERM_LEAD;
        if (until > latest) revert StewardTermTooLong(until, latest);
        (address holder, ) = action.venture.holderOf(account);
        Role memory role = action.ledger.roleOf(holder);
        if (rules.termsInRow == 0 || role.terms < rules.termsInRow) return;
        if (action.since < uint256(role.until) + TERM_BREAK) {
            revert StewardTermsSpent(account, role.terms, rules.termsInRow);
        }
    }

    /* LEDGER AND BOARDS */

    function _isTask(Action memory action) private pure returns (bool) {
        bool isTask =
            action.selector == IContributionLedger.openTask.selector ||
                action.selector == IContributionLedger.closeTask.selector;
        if (!isTask) _unknown(action);
        return true;
    }

    function _isReviewLazy(Action memory action, bytes calldata data) private view returns (bool) {
        if (action.selector == IReviewBoard.resolve.selector) {
            _checkSubject(action, data, address(action.ledger));
            (, BatchHeader memory header) = abi.decode(data, (address, BatchHeader));
            uint256 resolveBy = action.ledger.batchState(keccak256(abi.encode(header))).resolveBy;
            return resolveBy == 0 || action.since < resolveBy;
        }
        if (action.selector != IReviewBoard.applyCorrection.selector) _unknown(action);
        (Correction memory correction, ) = abi.decode(data, (Correction, Attestation[]));
        _checkForeign(action, correction.ledger, address(action.ledger));
        return false;
    }

    function _isMoveLazy(Action memory action, bytes calldata data) private pure returns (bool) {
        if (action.selector != IAccountBoard.decideMove.selector) _unknown(action);
        (Move memory move, ) = abi.decode(data, (Move, bool));
        _checkForeign(action, move.ledger, address(action.ledger));
        return false;
    }

    function _isClosingLazy(Action memory action, bytes calldata data) private pure returns (bool) {
        bool isKnown =
            action.selector == ILargeBatches.announceClosing.selector ||
                action.selector == ILargeBatches.cancelClosing.selector;
        if (!isKnown) _unknown(action);
        _checkSubject(action, data, address(action.ledger));
        return false;
    }

    /* THE GOVERNOR, AND OUTSIDE */

    function _isOwnLazy(Action memory action) private pure returns (bool) {
        if (action.selector != ILazyConsensusGovernor.setRules.selector) _unknown(action);
        return false;
    }

    /// @dev Tokens the governor holds, and machines of which it is the network.
    function _isOutsideLazy(Action memory action, bytes calldata data) private view returns (bool) {
        if (action.selector == IERC20.transfer.selector && data.length == 64 && action.target.code.length != 0)
            return true;
        if (action.selector != ISharedEquipment.enact.selector) _unknown(action);
        (CoOwnerAction decision, ) = abi.decode(data, (CoOwnerAction, bytes));
        return decision == CoOwnerAction.Spending;
    }

    /* HELPERS */

    function _birthOf(Action memory action, uint256 kind) private view returns (KindBirth memory) {
        return _births[address(action.noticeBoard)][address(action.venture)][kind];
    }

    function _tagOf(bytes32 unit) private pure returns (bytes8) {
        return bytes8(keccak256(abi.encode(unit)));
    }

    /// @dev The first word says what a call is about.
    function _checkSubject(Action memory action, bytes calldata data, address expected) private pure {
        if (data.length < 32) _unknown(action);
        _checkForeign(action, address(uint160(uint256(bytes32(data)))), expected);
    }

    function _checkForeign(Action memory action, address subject, address expected) private pure {
        if (subject != expected) revert ActionVentureForeign(action.index, subject, expected);
    }

    function _unknown(Action memory action) private pure {
        revert ActionUnknown(action.index, action.target, action.selector);
    }
}
