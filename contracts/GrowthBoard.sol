// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IGrowthBoard} from "./interfaces/IGrowthBoard.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {PackedEntry} from "./libraries/PackedEntry.sol";
import {BatchHeader, BatchState, Growth, GrowthRule, LedgerParameters} from "./types/LedgerTypes.sol";
import {BPS, EquityPool, Kind} from "./types/VentureTypes.sol";

/// @title Limits of growth, and acceptance by silence
contract GrowthBoard is IGrowthBoard {
    /// @dev Points a proposer got accepted by silence in a window.
    struct Quota {
        uint32 window;
        uint112 used;
    }

    mapping(address ledger => mapping(uint8 pool => mapping(bool silent => Growth))) private _growth;
    mapping(address ledger => mapping(uint8 pool => mapping(address proposer => Quota))) private _quotas;

    /// @inheritdoc IGrowthBoard
    function acceptSilent(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        uint8[] calldata proposerKinds
    ) external {
        IContributionLedger target = IContributionLedger(ledger);
        bytes32 batch = keccak256(abi.encode(header));
        BatchState memory state = target.batchState(batch);
        if (state.openObjections != 0) revert GrowthObjectionsOpen(batch, state.openObjections);
        if (block.timestamp < state.deadline) revert WindowOpen(block.timestamp, state.deadline);
        if (target.isBarred(header.proposer)) revert ProposerBarred(header.proposer);
        bool isAffiliate;
        IVenture venture = IVenture(target.venture());
        // An account that moved is nobody any more, although its units stay where they are.
        (address holder, ) = venture.holderOf(header.proposer);
        for (uint256 k; holder == header.proposer && k < proposerKinds.length; k++) {
            if (venture.unitsOf(header.proposer, proposerKinds[k]) != 0) isAffiliate = true;
        }
        uint256 i = first;
        while (i < end && i < entries.length) {
            i = _growSilent(target, entries, i, Math.min(end, entries.length), header.proposer, isAffiliate);
        }
        target.take(header, entries, first, end, new address[](0));
    }

    /// @inheritdoc IGrowthBoard
    function growInstant(GrowthRule calldata rule, uint8 pool, uint256 points, uint256 waitsUntil) external {
        (Growth memory growth, ) = _currentGrowth(msg.sender, rule, pool, false);
        uint256 left = Math.saturatingSub(growth.limit, growth.used);
        if (points > left) revert InstantGrowthExceeded(pool, points, left, waitsUntil);
        growth.used += uint112(points);
        _growth[msg.sender][pool][false] = growth;
    }

    /// @dev Entries of one kind from `first` on. All who are no affiliates together have the quota of the zero address.
    /// @return i Where the next kind begins.
    function _growSilent(
        IContributionLedger ledger,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        address proposer,
        bool isAffiliate
    ) private returns (uint256 i) {
        uint8 kindId = PackedEntry.kindOf(entries[first]);
        Kind memory kind = IVenture(ledger.venture()).kindOf(kindId);
        if (kind.isDebt) revert SilenceNeedsEquity(first, kindId);
        (Growth memory growth, uint256 nextWindowAt) = _currentGrowth(
            address(ledger),
            _ruleOf(ledger, true),
            kind.pool,
            true
        );
        mapping(address proposer => Quota) storage quotas = _quotas[address(ledger)][kind.pool];
        bool hadEntry = quotas[proposer].window == growth.window;
        // What a proposer uses counts as its own, shown to be an affiliate or not.
        uint256 own = hadEntry ? quotas[proposer].used : 0;
        Quota memory others = quotas[address(0)];
        if (others.window != growth.window) others = Quota(growth.window, 0);

        for (i = first; i < end && PackedEntry.kindOf(entries[i]) == kindId; i++) {
            uint256 points = PackedEntry.quantityOf(entries[i]) * kind.rate;
            uint256 left = Math.saturatingSub(growth.limit, growth.used);
            // Anyone's first entry in a window may use the whole, later ones what is left of a quarter.
            uint256 used = isAffiliate ? own : Math.max(own, others.used);
            if (hadEntry) left = Math.min(left, Math.saturatingSub(growth.limit / 4, used));
            if (points > left) revert SilentGrowthExceeded(kind.pool, i, points, left, nextWindowAt);
            growth.used += uint112(points);
            own += points;
            others.used += uint112(points);
            hadEntry = true;
        }
        _growth[address(ledger)][kind.pool][true] = growth;
        quotas[proposer] = Quota(growth.window, uint112(own));
        if (!isAffiliate) quotas[address(0)] = others;
    }

    /// @dev Growth in the window that runs now; its limit is fixed at its first use.
    function _currentGrowth(
        address ledger,
        GrowthRule memory rule,
        uint8 pool,
        bool silent
    ) private view returns (Growth memory growth, uint256 nextWindowAt) {
        EquityPool memory equity = IVenture(rule.venture).equityPool(pool);
        uint256 window;
        if (equity.firstPointsAt != 0) {
            window = (block.timestamp - equity.firstPointsAt) / rule.window;
            nextWindowAt = equity.firstPointsAt + (window + 1) * rule.window;
        }
        growth = _growth[ledger][pool][silent];
        if (growth.window == window + 1) return (growth, nextWindowAt);

        uint256 limit = Math.max((equity.points * rule.bps) / BPS, rule.floor);
        if (silent && equity.points == 0) limit = 0;
        growth = Growth(uint32(window + 1), uint112(limit), 0);
    }

    function _ruleOf(IContributionLedger ledger, bool silent) private view returns (GrowthRule memory) {
        LedgerParameters memory p = ledger.parameters();
        return
            silent
                ? GrowthRule(ledger.venture(), p.objectionWindow, p.silentGrowthBps, p.silentGrowthPoints)
                : GrowthRule(ledger.venture(), p.objectionWindow, p.instantGrowthBps, p.instantGrowthPoints);
    }

    /// @inheritdoc IGrowthBoard
    function growthOf(
        address ledger,
        uint8 pool,
        bool silent
    ) external view returns (Growth memory growth, uint256 nextWindowAt) {
        return _currentGrowth(ledger, _ruleOf(IContributionLedger(ledger), silent), pool, silent);
    }
}
