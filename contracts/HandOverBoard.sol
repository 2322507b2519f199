// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IHandOverBoard} from "./interfaces/IHandOverBoard.sol";
import {INoticeBoard} from "./interfaces/INoticeBoard.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {IVoiceBoard} from "./interfaces/IVoiceBoard.sol";
import {VoiceShare} from "./libraries/VoiceShare.sol";
import {HandOver, MIN_REACH_BPS, Voice} from "./types/GovernanceTypes.sol";
import {BPS, KindConfig} from "./types/VentureTypes.sol";

/// @title From the founder to the group
contract HandOverBoard is IHandOverBoard {
    mapping(address venture => HandOver) private _handOvers;

    /// @inheritdoc IHandOverBoard
    function publish(address venture, HandOver calldata handOver) external {
        if (IVenture(venture).equationVersion() != 0) revert HandOverTooLate(venture);
        if (_handOvers[venture].target != address(0)) revert HandOverPublishedAlready(venture);
        _handOvers[venture] = handOver;
        emit HandOverPublished(venture, handOver);
    }

    /// @inheritdoc IHandOverBoard
    function takeOver(address venture, address[] calldata accounts) external {
        HandOver memory terms = _handOvers[venture];
        if (terms.target == address(0)) revert HandOverNone(venture);
        if (block.timestamp < terms.dueAt && (terms.affiliates == 0 || accounts.length < terms.affiliates)) {
            revert HandOverTooEarly(block.timestamp, terms.dueAt, terms.affiliates);
        }
        if (accounts.length < terms.accounts) revert HandOverAccountsMissing(accounts.length, terms.accounts);
        IVenture target = IVenture(venture);
        address ledger = target.ledger();
        IVoiceBoard voices = IVoiceBoard(IContributionLedger(ledger).voiceBoard());
        uint256 shown;
        for (uint256 i; i < accounts.length; i++) {
            if (i != 0 && accounts[i] <= accounts[i - 1]) revert HandOverNotAscending(i, accounts[i]);
            Voice memory voice = voices.voiceOf(ledger, accounts[i]);
            if (voice.delegatee == address(0) || voice.units == 0) revert HandOverWithoutVoice(accounts[i]);
            shown += voice.units;
        }
        uint256 required = Math.ceilDiv(voices.totalVoice(venture) * MIN_REACH_BPS, BPS);
        if (shown < required) revert HandOverVoiceMissing(shown, required);

        delete _handOvers[venture];
        emit HandedOver(venture, terms.target);
        if (target.governor() == terms.target) return;
        INoticeBoard(target.noticeBoard()).handOver(venture, terms.target, accounts);
    }

    /// @inheritdoc IHandOverBoard
    function checkVoice(address venture, KindConfig calldata config) external view {
        if (_handOvers[venture].target == address(0)) return;
        if (!VoiceShare.isInProportion(IVenture(venture), config)) revert KindVoiceTooHigh(config.voice);
    }

    /// @inheritdoc IHandOverBoard
    function handOverOf(address venture) external view returns (HandOver memory) {
        return _handOvers[venture];
    }
}
