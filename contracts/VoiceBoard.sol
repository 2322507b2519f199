// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {IVoiceBoard} from "./interfaces/IVoiceBoard.sol";
import {VoteTrace} from "./libraries/VoteTrace.sol";
import {Voice} from "./types/GovernanceTypes.sol";
import {Kind} from "./types/VentureTypes.sol";

/// @title Voice, earned
/// @dev The books of OpenZeppelin's `Votes`, for all ledgers; a ledger has no room for them.
contract VoiceBoard is IVoiceBoard {
    using VoteTrace for VoteTrace.Trace;

    /// @dev 24 months, and the day of the last sign of life to its end.
    uint256 private constant LAPSE_DAYS = 731;
    bytes32 private constant DELEGATION_TYPE = keccak256("Delegation(address delegatee,uint256 nonce,uint256 expiry)");
    /// @dev In place of a day: the account moved, and `delegatee` is who goes on.
    uint16 private constant MOVED = type(uint16).max;
    uint256 private constant MAX_VOICE = type(uint80).max;

    struct KindVoice {
        address venture;
        uint24 voice;
    }

    mapping(address ledger => mapping(uint8 kind => KindVoice)) private _kindVoices;
    mapping(address ledger => mapping(address account => Voice)) private _voices;
    mapping(address ledger => mapping(address account => mapping(uint8 kind => uint256 voice))) private _counted;
    mapping(address ledger => mapping(address delegatee => VoteTrace.Trace)) private _votes;
    mapping(address ledger => VoteTrace.Trace) private _reachable;
    mapping(address ledger => mapping(address account => uint256)) private _nonces;

    /* ANYBODY */

    /// @inheritdoc IVoiceBoard
    function updateVoice(address ledger, address account, uint8[] calldata kinds) external {
        mapping(uint8 kind => uint256 voice) storage counted = _counted[ledger][account];
        uint256 added;
        uint256 removed;
        for (uint256 i; i < kinds.length; i++) {
            uint8 kind = kinds[i];
            KindVoice memory known = _knownKind(ledger, kind);
            uint256 voice = IVenture(known.venture).unitsOf(account, kind) * known.voice;
            uint256 previous = counted[kind];
            if (voice == previous) continue;
            counted[kind] = voice;
            added += voice;
            removed += previous;
        }
        address holder = account;
        Voice memory own = _voices[ledger][holder];
        while (own.activeDay == MOVED) {
            holder = own.delegatee;
            own = _voices[ledger][holder];
        }
        uint256 units = own.units + added - removed;
        _write(ledger, own.delegatee, own.units, units);
        own.units = _fit(holder, units);
        if (msg.sender == holder) own.activeDay = _today();
        _voices[ledger][holder] = own;
    }

    /// @inheritdoc IVoiceBoard
    function lapse(address ledger, address account) external {
        if (_voices[ledger][account].delegatee == address(0)) revert VoiceOutOfReach(account);
        uint256 at = lapsesAt(ledger, account);
        if (block.timestamp < at) revert VoiceNotLapsed(account, block.timestamp, at);
        _setDelegate(ledger, account, address(0));
    }

    /* A LEDGER, for itself */

    /// @inheritdoc IVoiceBoard
    function setDelegate(address account, address delegatee) external {
        _setDelegate(msg.sender, account, delegatee);
    }

    /// @inheritdoc IVoiceBoard
    function setDelegateBySig(
        address delegatee,
        uint256 nonce,
        uint256 expiry,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (address signer) {
        if (block.timestamp > expiry) revert VotesExpiredSignature(expiry);
        bytes32 structHash = keccak256(abi.encode(DELEGATION_TYPE, delegatee, nonce, expiry));
        signer = ECDSA.recover(IContributionLedger(msg.sender).hashTypedData(structHash), v, r, s);
        uint256 next = _nonces[msg.sender][signer]++;
        if (nonce != next) revert InvalidAccountNonce(signer, next);
        _setDelegate(msg.sender, signer, delegatee);
    }

    /// @inheritdoc IVoiceBoard
    function moveVoice(address from, address to) external {
        uint256 units = _voices[msg.sender][from].units;
        if (_voices[msg.sender][from].delegatee != address(0)) _setDelegate(msg.sender, from, address(0));
        _voices[msg.sender][from] = Voice(to, MOVED, 0);
        Voice storage own = _voices[msg.sender][to];
        _write(msg.sender, own.delegatee, own.units, own.units + units);
        own.units = _fit(to, own.units + units);
    }

    /* THE GOVERNOR */

    /// @inheritdoc IVoiceBoard
    function noteVote(address ledger, address account) external {
        address governor = IVenture(IContributionLedger(ledger).venture()).governor();
        if (msg.sender != governor) revert VoiceGovernorOnly(msg.sender, governor);
        if (_voices[ledger][account].activeDay != MOVED) _voices[ledger][account].activeDay = _today();
    }

    /* INTERNALS */

    /// @dev Neither the venture of a ledger nor the voice of a kind ever changes: both are asked once and kept.
    function _knownKind(address ledger, uint8 kind) private returns (KindVoice memory known) {
        known = _kindVoices[ledger][kind];
        if (known.venture != address(0)) return known;
        known.venture = IContributionLedger(ledger).venture();
        known.voice = IVenture(known.venture).kindOf(kind).voice;
        _kindVoices[ledger][kind] = known;
    }

    function _setDelegate(address ledger, address account, address delegatee) private {
        Voice storage own = _voices[ledger][account];
        address previous = own.delegatee;
        if (own.activeDay == MOVED) revert VoiceMoved(account, previous);
        (own.delegatee, own.activeDay) = (delegatee, _today());
        IContributionLedger(ledger).tellDelegate(account, previous, delegatee);
        if (previous == delegatee) return;
        _write(ledger, previous, own.units, 0);
        _write(ledger, delegatee, 0, own.units);
    }

    /// @dev What nobody can cast is in no checkpoint.
    function _write(address ledger, address delegatee, uint256 previous, uint256 units) private {
        if (delegatee == address(0) || previous == units) return;
        _reachable[ledger].change(previous, units);
        (uint256 before, uint256 votes) = _votes[ledger][delegatee].change(previous, units);
        IContributionLedger(ledger).tellVotes(delegatee, before, votes);
    }

    function _fit(address account, uint256 units) private pure returns (uint80) {
        if (units > MAX_VOICE) revert VoiceTooLarge(account, units, MAX_VOICE);
        return uint80(units);
    }

    function _today() private view returns (uint16) {
        return uint16(block.timestamp / 1 days);
    }

    function _past(uint256 timepoint) private view returns (uint48) {
        if (timepoint >= block.timestamp) revert ERC5805FutureLookup(timepoint, uint48(block.timestamp));
        return uint48(timepoint);
    }

    /* VIEWS */

    /// @inheritdoc IVoiceBoard
    function getVotes(address account) external view returns (uint256) {
        return _votes[msg.sender][account].latest();
    }

    /// @inheritdoc IVoiceBoard
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256) {
        return _votes[msg.sender][account].at(_past(timepoint));
    }

    /// @inheritdoc IVoiceBoard
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256) {
        return _reachable[msg.sender].at(_past(timepoint));
    }

    /// @inheritdoc IERC6372
    function clock() external view returns (uint48) {
        return uint48(block.timestamp);
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=timestamp";
    }

    /// @inheritdoc IVoiceBoard
    function delegates(address account) external view returns (address) {
        return voiceOf(msg.sender, account).delegatee;
    }

    /// @inheritdoc IVoiceBoard
    function nonces(address account) external view returns (uint256) {
        return _nonces[msg.sender][account];
    }

    /// @inheritdoc IVoiceBoard
    function voiceOf(address ledger, address account) public view returns (Voice memory voice) {
        voice = _voices[ledger][account];
        if (voice.activeDay == MOVED) return Voice(address(0), 0, 0);
    }

    /// @inheritdoc IVoiceBoard
    function countedOf(address ledger, address account, uint8 kind) external view returns (uint256) {
        return _counted[ledger][account][kind];
    }

    /// @inheritdoc IVoiceBoard
    function lapsesAt(address ledger, address account) public view returns (uint256) {
        return (_voices[ledger][account].activeDay + LAPSE_DAYS) * 1 days;
    }

    /// @inheritdoc IVoiceBoard
    function totalVoice(address venture) external view returns (uint256 total) {
        uint256 count = IVenture(venture).kindCount();
        for (uint256 id; id < count; id++) {
            Kind memory kind = IVenture(venture).kindOf(uint8(id));
            total += uint256(kind.units) * kind.voice;
        }
    }
}
