// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {RevenueSplitter} from "./RevenueSplitter.sol";
import {IHoldings} from "./interfaces/IHoldings.sol";
import {DebtLine} from "./libraries/DebtLine.sol";
import {EquityIndex} from "./libraries/EquityIndex.sol";
import {PackedEntry} from "./libraries/PackedEntry.sol";
import {
    AccountBook,
    DebtAcceptance,
    DebtEntry,
    DebtPool,
    DebtQueue,
    EquityPool,
    Kind,
    TokenBook
} from "./types/VentureTypes.sol";

/// @title What accounts hold: units of equity kinds, entries of debt pools
/// @dev Its heirs say who may add and take away. `docs/decisions/storage.md` explains every slot.
abstract contract Holdings is IHoldings, RevenueSplitter {
    uint256 internal constant MAX_POINTS = type(uint112).max;
    uint256 internal constant MAX_UNITS = type(uint96).max;
    /// @dev Of one entry: 250 of them merged, at a cap of 200%, still fit 104 bits.
    uint256 internal constant MAX_DEBT_MONEY = 2 ** 95;
    /// @dev Entries of the venture itself that one distribution settles per debt pool; the rest follow with the next.
    uint256 internal constant MAX_OWN = 16;

    struct KindBase {
        uint256 base;
        uint256 jAtBase;
    }

    mapping(uint8 pool => EquityPool) internal _equityPools;
    mapping(uint8 pool => mapping(address token => uint256 j)) internal _indices;
    mapping(uint8 pool => mapping(address token => uint256 amount)) internal _parked;
    mapping(uint8 kind => Kind) internal _kinds;
    mapping(uint8 kind => mapping(address token => KindBase)) internal _bases;
    mapping(uint8 kind => mapping(address account => uint256)) internal _units;
    mapping(uint8 kind => mapping(address token => mapping(address account => uint256))) internal _offsets;
    mapping(uint8 pool => mapping(uint256 index => DebtAcceptance)) internal _debtAcceptances;
    mapping(uint8 pool => mapping(address account => DebtQueue)) internal _debtQueues;
    mapping(uint8 pool => mapping(address account => mapping(uint256 index => DebtEntry))) internal _debtEntries;
    /// @dev Of large batches: the hash of a kind's record, which is passed again later: its index in each listed token when it
    ///      was accepted, then its total.
    mapping(bytes32 batch => mapping(uint8 kind => bytes32 hash)) internal _records;
    /// @dev And what was activated of the total: units 128 | leaves 128.
    mapping(bytes32 batch => mapping(uint8 kind => uint256)) internal _activated;

    /* POOLS */

    /// @dev An equity line takes all it gets, a debt line what is outstanding in its token.
    function _roomOf(uint8 pool, address token) internal view override returns (uint256) {
        if (_equityPools[pool].exists) return type(uint256).max;
        return super._roomOf(pool, token);
    }

    /// @dev Brings `amount`, and what is parked, to a pool; parks it where it can't be shared yet.
    function _feed(uint8 pool, address token, uint256 amount, TokenBook storage book) internal override {
        EquityPool storage equity = _equityPools[pool];
        if (!equity.exists) {
            super._feed(pool, token, amount, book);
            return;
        }
        uint256 points = equity.points;
        bool isOpen = points != 0 && block.timestamp >= equity.opensAt;
        uint256 parked = _isParked(book, pool) ? _parked[pool][token] : 0;
        if (isOpen) {
            unchecked {
                // modulo 2^256, see EquityIndex
                _indices[pool][token] += EquityIndex.perPoint(amount + parked, points);
            }
            if (parked == 0) return;
            delete _parked[pool][token];
            book.parkedPools &= ~uint32(1 << pool);
            emit ParkedReleased(pool, token, parked);
        } else if (amount != 0) {
            _parked[pool][token] = parked + amount;
            book.parkedPools |= uint32(1 << pool);
            emit Parked(pool, token, amount, parked + amount);
        }
    }

    /// @dev Revenue goes into the index of a pool that has points and has opened.
    function _isOpen(uint8 pool) private view returns (bool) {
        EquityPool storage equity = _equityPools[pool];
        return equity.points != 0 && block.timestamp >= equity.opensAt;
    }

    /* CLAIMS */

    /// @dev The offsets grow by exactly what is paid x 2^128; the fraction stays with the last kind that had any.
    /// @return amount Token units, rounded down.
    /// @return kindSet Bit k is set for each kind named.
    function _takeEquity(
        address account,
        address token,
        uint8[] calldata kinds
    ) internal override returns (uint256 amount, uint256 kindSet) {
        uint256 rawSum;
        uint256 last;
        // Modulo 2^256, as the offsets are; `rawSum` is below 2^256 because all that is owed is below 2^128.
        unchecked {
            for (uint256 i; i < kinds.length; i++) {
                uint8 kindId = kinds[i];
                if (kindSet >> kindId != 0) revert KindsNotAscending(i, kindId);
                kindSet |= 1 << kindId;
                uint256 raw = _rawOf(account, token, kindId);
                if (raw == 0) continue;
                rawSum += raw;
                last = i;
            }
            amount = EquityIndex.whole(rawSum);
            if (amount == 0) return (0, kindSet);
            uint256 fraction = rawSum - (amount << 128);
            for (uint256 i; i <= last; i++) {
                uint8 kindId = kinds[i];
                uint256 raw = last == 0 ? rawSum : _rawOf(account, token, kindId);
                if (i == last) raw -= fraction;
                if (raw != 0) _offsets[kindId][token][account] += raw;
            }
        }
    }

    /// @dev 2^128 times what an account is owed in one kind; nothing in a debt kind, where nobody holds units.
    function _rawOf(address account, address token, uint8 kindId) private view returns (uint256) {
        Kind storage kind = _knownKind(kindId);
        return _rawAt(account, token, kindId, _kindIndex(kind, kindId, token, _indices[kind.pool][token]));
    }

    function _rawAt(address account, address token, uint8 kindId, uint256 index) private view returns (uint256) {
        return EquityIndex.raw(_units[kindId][account], index, _offsets[kindId][token][account]);
    }

    /// @dev Credits of account lines and what debt entries were repaid.
    /// @return amount Token units.
    /// @return hasDebts Entries may have been left behind as settled, even where nothing was due.
    function _takeBook(
        address account,
        address token,
        uint256 maxDebtEntries
    ) internal override returns (uint256 amount, bool hasDebts) {
        unchecked {
            // What is owed in a token is below 2^128.
            AccountBook storage book = _accountBooks[token][account];
            uint256 debtPools = book.debtPools;
            hasDebts = debtPools != 0;
            amount = _takeCredit(book);
            for (uint8 pool = 1; debtPools >> pool != 0; pool++) {
                if (debtPools & (1 << pool) != 0) amount += _debtTake(pool, account, 0, maxDebtEntries);
            }
        }
    }

    /* DEBT */

    /// @dev What an account's entries in a pool, walked from its cursor, would be paid once the line is repaid by `part` more.
    ///      An account has one entry per acceptance, in their order, so at most the last one walked is paid in part.
    ///      The venture's own entries come in the order of corrections: there the walk goes on.
    function _debtDue(
        uint8 pool,
        address account,
        uint256 part,
        uint256 maxEntries
    ) private view returns (uint256 due) {
        unchecked {
            // Everything repaid is below 2^128, and entries are few.
            uint256 repaid = _debtPools[pool].repaid + part;
            DebtQueue memory queue = _debtQueues[pool][account];
            uint256 end = queue.count - queue.cursor > maxEntries ? queue.cursor + maxEntries : queue.count;
            for (uint256 i = queue.cursor; i < end; i++) {
                DebtEntry memory entry = _debtEntries[pool][account][i];
                (uint256 paid, bool isSettled) = _paidEver(pool, entry, repaid);
                if (paid > entry.paid) due += paid - entry.paid;
                if (!isSettled && account != address(this)) break;
            }
        }
    }

    function _ownDue(uint8 pool, uint256 part) internal view override returns (uint256) {
        return _debtDue(pool, address(this), part, MAX_OWN);
    }

    function _ownTake(uint8 pool, uint256 part) internal override {
        _debtTake(pool, address(this), part, MAX_OWN);
    }

    function _previewDebts(
        address account,
        address,
        uint256 debtPools,
        uint256[] memory fed
    ) internal view override returns (uint256 amount) {
        unchecked {
            // Debts of one token are below 2^128.
            for (uint8 pool = 1; debtPools >> pool != 0; pool++) {
                if (debtPools & (1 << pool) == 0) continue;
                amount += _debtDue(pool, account, fed[pool], type(uint256).max);
            }
        }
    }

    /// @dev The same, written. The cursor leaves settled entries behind, paid now or not.
    function _debtTake(uint8 pool, address account, uint256 part, uint256 maxEntries) private returns (uint256 due) {
        unchecked {
            // As in `_debtDue`; nobody has 2^32 entries.
            uint256 repaid = _debtPools[pool].repaid + part;
            DebtQueue storage queue = _debtQueues[pool][account];
            uint256 first = queue.cursor;
            uint256 end = queue.count - first > maxEntries ? first + maxEntries : queue.count;
            for (uint256 i = first; i < end; i++) {
                DebtEntry storage entry = _debtEntries[pool][account][i];
                (uint256 paid, bool isSettled) = _paidEver(pool, entry, repaid);
                if (paid > entry.paid) {
                    due += paid - entry.paid;
                    entry.paid = uint104(paid);
                }
                if (isSettled && queue.cursor == i) queue.cursor++;
                else if (!isSettled && account != address(this)) break;
            }
        }
    }

    function _paidEver(
        uint8 pool,
        DebtEntry memory entry,
        uint256 repaid
    ) private view returns (uint256 paid, bool isSettled) {
        DebtAcceptance memory acceptance = _debtAcceptances[pool][entry.acceptance];
        uint256 length = DebtLine.lengthOf(acceptance.money, _debtPools[pool].capBps);
        paid = DebtLine.paidDown(entry.money, acceptance.money, acceptance.start, length, repaid);
        isSettled = repaid >= acceptance.start + length;
    }

    /* HOLDINGS: written by the heirs, who say who may */

    /// @dev Distributes everything first, then adds. Entries are sorted by kind; the ledger has checked that.
    function _addUnits(bytes32 batch, uint256[] calldata entries) internal {
        address[] memory list = _syncAll();
        uint256[] memory money = new uint256[](_head.pools + 1);
        uint256 i;
        while (i < entries.length) {
            uint8 kindId = PackedEntry.kindOf(entries[i]);
            Kind storage kind = _knownKind(kindId);
            if (kind.closed) revert KindIsClosed(kindId);
            if (kind.isDebt) {
                (uint256 next, uint256 sum) = _addDebts(kindId, kind, entries, i);
                (i, money[kind.pool]) = (next, money[kind.pool] + sum);
            } else if (PackedEntry.affiliateOf(entries[i]) == address(this)) {
                _addTotal(batch, kindId, kind, PackedEntry.quantityOf(entries[i++]), list);
            } else {
                i = _addEquity(kindId, kind, entries, i, list);
            }
        }
        for (uint8 pool = 1; pool < money.length; pool++) {
            if (money[pool] != 0) _extendDebtLine(pool, money[pool]);
        }
        emit UnitsAdded(batch, entries);
    }

    /// @dev The total of a large batch counts at once; whose it is shows when its leaves are activated.
    function _addTotal(
        bytes32 batch,
        uint8 kindId,
        Kind storage kind,
        uint256 quantity,
        address[] memory list
    ) private {
        unchecked {
            // At most 16 tokens.
            uint256[] memory record = new uint256[](list.length + 1);
            for (uint256 t; t < list.length; t++) {
                record[t] = _kindIndex(kind, kindId, list[t], _indices[kind.pool][list[t]]);
            }
            record[list.length] = quantity;
            _records[batch][kindId] = _hash(record);
            emit TotalAdded(batch, kindId, record);
            _raise(kindId, kind, quantity);
        }
    }

    /// @dev All entries of one kind from `first` on. Returns where the next kind begins.
    function _addEquity(
        uint8 kindId,
        Kind storage kind,
        uint256[] calldata entries,
        uint256 first,
        address[] memory list
    ) private returns (uint256 i) {
        (uint256[] memory slots, uint256[] memory indices) = _offsetSlots(kindId, kind, list);
        uint256 added;
        (i, added) = _enter(kindId, entries, first, slots, indices);
        _raise(kindId, kind, added);
    }

    function _raise(uint8 kindId, Kind storage kind, uint256 added) private {
        unchecked {
            // Units of a kind stay below 2^96 and weights below 2^32: no sum or product overflows.
            uint256 total = kind.units + added;
            if (total > MAX_UNITS) revert KindUnitsTooMany(kindId, total, MAX_UNITS);
            _kinds[kindId].units = uint96(total);
            _addPoints(kind.pool, added * kind.rate);
        }
    }

    function _enter(
        uint8 kindId,
        uint256[] calldata entries,
        uint256 first,
        uint256[] memory slots,
        uint256[] memory indices
    ) private returns (uint256 i, uint256 added) {
        mapping(address account => uint256) storage units = _units[kindId];
        // Quantities are below 2^88 and entries few, units of a kind below 2^96: no sum overflows.
        unchecked {
            for (i = first; i < entries.length; i++) {
                uint256 entry = entries[i];
                if (PackedEntry.kindOf(entry) != kindId) break;
                (address account, , uint256 quantity) = PackedEntry.unpack(entry);
                added += quantity;
                units[account] += quantity;
                for (uint256 t; t < slots.length; t++) {
                    mapping(address account => uint256) storage offsets = _offsetsAt(slots[t]);
                    offsets[account] = EquityIndex.offsetAfterAdding(offsets[account], quantity, indices[t]);
                }
            }
        }
    }

    /// @dev Leaves of one kind get their units as of the acceptance of their batch, at the indices that stood then. No share
    ///      changes, so nothing is distributed first.
    function _activate(bytes32 batch, uint256[] memory record, uint256[] calldata leaves) internal {
        unchecked {
            // What is activated stays within the total, below 2^88; leaves are fewer than 2^33.
            uint8 kindId = PackedEntry.kindOf(leaves[0]);
            uint256 rest = _restOf(batch, kindId, record);
            address[] memory list = _listedTokens();
            uint256[] memory slots = new uint256[](record.length - 1);
            for (uint256 t; t < slots.length; t++) {
                slots[t] = _offsetsSlot(kindId, list[t]);
            }
            (uint256 count, uint256 added) = _enter(kindId, leaves, 0, slots, record);
            _checkUnits(address(this), kindId, rest, added);
            _activated[batch][kindId] += added | (count << 128);
            emit UnitsActivated(batch, leaves);
        }
    }

    /// @dev What nobody came for leaves the pool; what it has earned goes to the points that stay.
    function _closeRest(bytes32 batch, uint8 kindId, uint256[] memory record) internal {
        unchecked {
            // A record has its total at least, and the rest is part of it.
            address[] memory list = _syncAll();
            uint256 rest = _restOf(batch, kindId, record);
            _activated[batch][kindId] += rest;
            Kind storage kind = _kinds[kindId];
            _lower(kindId, kind, rest);
            emit RestClosed(batch, kindId, rest);
            uint256 last = record.length - 1;
            // A token that was listed later had brought nothing when the batch was accepted.
            record[last] = 0;
            for (uint256 t; t < list.length; t++) {
                address token = list[t];
                uint256 index = _kindIndex(kind, kindId, token, _indices[kind.pool][token]);
                uint256 offset = EquityIndex.offsetAfterAdding(0, rest, record[t < last ? t : last]);
                uint256 amount = EquityIndex.whole(EquityIndex.raw(rest, index, offset));
                if (amount != 0) _feed(kind.pool, token, amount, _books[token]);
            }
        }
    }

    /// @dev What is left of a total, by its record.
    function _restOf(bytes32 batch, uint8 kindId, uint256[] memory record) private view returns (uint256) {
        unchecked {
            // Never more is activated than the total.
            if (_records[batch][kindId] != _hash(record)) revert RecordWrong(batch, kindId);
            return record[record.length - 1] - uint128(_activated[batch][kindId]);
        }
    }

    function _hash(uint256[] memory words) private pure returns (bytes32 result) {
        assembly ("memory-safe") {
            result := keccak256(add(words, 32), mul(mload(words), 32))
        }
    }

    /// @dev What is left of a large batch counts as the venture's.
    function _checkUnits(address account, uint8 kindId, uint256 units, uint256 asked) private pure {
        if (asked > units) revert UnitsInsufficient(account, kindId, units, asked);
    }

    function _lower(uint8 kindId, Kind storage kind, uint256 removed) private {
        unchecked {
            // Nobody has more units than the kind has, and their points are among the pool's.
            _kinds[kindId].units = kind.units - uint96(removed);
            _equityPools[kind.pool].points -= uint112(removed * kind.rate);
        }
    }

    /// @dev The offset mappings and indices of a kind in the tokens that ever reached it: where the index is 0,
    ///      adding changes no offset.
    function _offsetSlots(
        uint8 kindId,
        Kind storage kind,
        address[] memory list
    ) private view returns (uint256[] memory slots, uint256[] memory indices) {
        slots = new uint256[](list.length);
        indices = new uint256[](list.length);
        uint256 count;
        for (uint256 t; t < list.length; t++) {
            uint256 index = _kindIndex(kind, kindId, list[t], _indices[kind.pool][list[t]]);
            if (index == 0) continue;
            (slots[count], indices[count]) = (_offsetsSlot(kindId, list[t]), index);
            count++;
        }
        assembly ("memory-safe") {
            mstore(slots, count)
        }
    }

    function _offsetsSlot(uint8 kindId, address token) private view returns (uint256 slot) {
        mapping(address account => uint256) storage offsets = _offsets[kindId][token];
        assembly ("memory-safe") {
            slot := offsets.slot
        }
    }

    /// @dev The reverse: one hash per entry in place of three.
    function _offsetsAt(uint256 slot) private pure returns (mapping(address account => uint256) storage offsets) {
        assembly ("memory-safe") {
            offsets.slot := slot
        }
    }

    /// @dev Distributes everything first. What the units have earned stays owed.
    function _removeUnits(address account, uint8 kindId, uint256 quantity) internal {
        unchecked {
            // Nobody gives up more units than they have.
            address[] memory list = _syncAll();
            Kind storage kind = _knownKind(kindId);
            uint256 units = _units[kindId][account];
            _checkUnits(account, kindId, units, quantity);

            (uint256[] memory slots, uint256[] memory indices) = _offsetSlots(kindId, kind, list);
            for (uint256 t; t < slots.length; t++) {
                mapping(address account => uint256) storage offsets = _offsetsAt(slots[t]);
                offsets[account] = EquityIndex.offsetAfterRemoving(offsets[account], quantity, indices[t]);
            }
            _units[kindId][account] = units - quantity;
            _lower(kindId, kind, quantity);
            emit UnitsRemoved(account, kindId, quantity, units - quantity);
        }
    }

    /// @dev Re-prices all units of a kind for revenue to come; what has accrued stays as it is.
    function _reweigh(uint8 kindId, uint32 weight) internal {
        address[] memory list = _syncAll();
        Kind storage kind = _knownKind(kindId);
        for (uint256 t; t < list.length; t++) {
            uint256 j = _indices[kind.pool][list[t]];
            // Where nothing ever came in there is nothing to keep; an index that wrapped to 0 has a base already.
            if (j == 0 && !kind.reweighed) continue;
            _bases[kindId][list[t]] = KindBase(_kindIndex(kind, kindId, list[t], j), j);
        }
        EquityPool storage pool = _equityPools[kind.pool];
        uint256 points;
        unchecked {
            // Products below 2^128; the points of the kind are among the pool's.
            points = pool.points - uint256(kind.units) * kind.rate + uint256(kind.units) * weight;
        }
        if (points > MAX_POINTS) revert PoolPointsTooMany(kind.pool, points, MAX_POINTS);
        (kind.rate, kind.reweighed) = (weight, true);
        pool.points = uint112(points);
    }

    /// @dev The account keeps what accrued until now, as a credit; from there on the entry is the venture's.
    function _reassignDebt(uint8 poolId, address account, uint256 index) internal {
        DebtEntry memory entry = _debtEntries[poolId][account][index];
        if (entry.money == 0 || account == address(this)) revert DebtEntryUnknown(poolId, account, index);
        address token = _debtPools[poolId].token;
        if (_isListed(token)) _sync(token, _books[token]);

        (uint256 accrued, ) = _paidEver(poolId, entry, _debtPools[poolId].repaid);
        uint256 credited = accrued - entry.paid;
        _credit(token, account, credited);
        _debtEntries[poolId][account][index] = DebtEntry(0, 0, entry.acceptance);
        emit DebtReassigned(poolId, account, index, entry.money, credited);
        entry.paid = uint104(accrued);
        _addDebtEntry(poolId, address(this), entry);
    }

    function _addPoints(uint8 poolId, uint256 added) private {
        unchecked {
            // Both are below 2^129; what passes the check is below 2^112. Dates are below 2^40.
            EquityPool storage pool = _equityPools[poolId];
            uint256 points = pool.points + added;
            if (points > MAX_POINTS) revert PoolPointsTooMany(poolId, points, MAX_POINTS);
            if (pool.points == 0 && points != 0) {
                pool.opensAt = uint40(block.timestamp) + pool.openingPeriod;
                if (pool.firstPointsAt == 0) pool.firstPointsAt = uint40(block.timestamp);
                emit PoolOpens(poolId, pool.opensAt);
            }
            pool.points = uint112(points);
        }
    }

    /// @dev Entries of one debt kind. They join the acceptance that `_extendDebtLine` closes afterwards.
    function _addDebts(
        uint8 kindId,
        Kind storage kind,
        uint256[] calldata entries,
        uint256 first
    ) private returns (uint256 i, uint256 sum) {
        unchecked {
            // At most 250 amounts up to 2^95.
            DebtPool storage pool = _debtPools[kind.pool];
            i = first;
            while (i < entries.length && PackedEntry.kindOf(entries[i]) == kindId) {
                (address account, , uint256 quantity) = PackedEntry.unpack(entries[i]);
                uint256 money = DebtLine.moneyDown(quantity, kind.rate, kind.decimals);
                if (money == 0 || money > MAX_DEBT_MONEY) {
                    revert DebtMoneyOutOfBounds(kind.pool, account, money, MAX_DEBT_MONEY);
                }
                _addDebtEntry(kind.pool, account, DebtEntry(uint104(money), 0, pool.acceptances));
                sum += money;
                i++;
            }
        }
    }

    /// @dev One entry per account and acceptance: a second kind of the same pool joins the first.
    function _addDebtEntry(uint8 poolId, address account, DebtEntry memory entry) private {
        unchecked {
            // One acceptance holds at most 250 amounts up to 2^95.
            mapping(uint256 index => DebtEntry) storage entries = _debtEntries[poolId][account];
            uint32 index = _debtQueues[poolId][account].count;
            if (index != 0 && entries[index - 1].acceptance == entry.acceptance) {
                index--;
                entry.money += entries[index].money;
                entry.paid += entries[index].paid;
            }
            entries[index] = entry;
            _debtQueues[poolId][account].count = index + 1;
            if (index == 0) _accountBooks[_debtPools[poolId].token][account].debtPools |= uint32(1 << poolId);
        }
    }

    function _extendDebtLine(uint8 poolId, uint256 money) private {
        unchecked {
            // The line ends below 2^128, an acceptance is below 2^105.
            DebtPool storage pool = _debtPools[poolId];
            uint256 end = pool.end + DebtLine.lengthOf(money, pool.capBps);
            if (end > MAX_ACCOUNTED) revert DebtLineTooLong(poolId, end, MAX_ACCOUNTED);
            _debtAcceptances[poolId][pool.acceptances] = DebtAcceptance(pool.end, uint128(money));
            pool.acceptances++;
            pool.end = uint128(end);
        }
    }

    /* HELPERS AND VIEWS */

    function _knownKind(uint8 kindId) internal view returns (Kind storage kind) {
        kind = _kinds[kindId];
        if (kind.pool == 0) revert KindUnknown(kindId, _head.kinds);
    }

    function _kindIndex(Kind storage kind, uint8 kindId, address token, uint256 j) internal view returns (uint256) {
        // A kind that was never re-weighed needs no base.
        if (!kind.reweighed) return EquityIndex.perUnit(0, kind.rate, j, 0);
        KindBase storage base = _bases[kindId][token];
        return EquityIndex.perUnit(base.base, kind.rate, j, base.jAtBase);
    }

    /// @dev Strictly ascending, so that nothing is counted twice.
    function _checkAscending(uint8[] calldata kinds) private pure {
        for (uint256 i = 1; i < kinds.length; i++) {
            if (kinds[i] <= kinds[i - 1]) revert KindsNotAscending(i, kinds[i]);
        }
    }

    function _previewEquity(
        address account,
        address token,
        uint8[] calldata kinds,
        Distribution memory distribution,
        bool readable
    ) internal view override returns (uint256 amount) {
        _checkAscending(kinds);
        for (uint256 i; i < kinds.length; i++) {
            Kind storage kind = _knownKind(kinds[i]);
            uint256 j = _indices[kind.pool][token];
            unchecked {
                if (readable && _isOpen(kind.pool)) j += _growthOf(kind.pool, token, _books[token], distribution);
                amount += _rawAt(account, token, kinds[i], _kindIndex(kind, kinds[i], token, j));
            }
        }
        amount = EquityIndex.whole(amount);
    }

    /// @dev How much the revenue per point of an open pool grows by a distribution and what is parked.
    function _growthOf(
        uint8 pool,
        address token,
        TokenBook storage book,
        Distribution memory distribution
    ) private view returns (uint256) {
        uint256 fed = distribution.fed[pool];
        if (_isParked(book, pool)) fed += _parked[pool][token];
        return EquityIndex.perPoint(fed, _equityPools[pool].points);
    }

    /// @inheritdoc IHoldings
    function equityPool(uint8 pool) external view returns (EquityPool memory) {
        return _equityPools[pool];
    }

    /// @inheritdoc IHoldings
    function kindCount() external view returns (uint256) {
        return _head.kinds;
    }

    /// @inheritdoc IHoldings
    function kindOf(uint8 kind) external view returns (Kind memory) {
        return _knownKind(kind);
    }

    /// @inheritdoc IHoldings
    function unitsOf(address account, uint8 kind) external view returns (uint256) {
        return _units[kind][account];
    }

    /// @inheritdoc IHoldings
    function activatedOf(bytes32 batch, uint8 kind) external view returns (uint256 units, uint256 leaves) {
        return (uint128(_activated[batch][kind]), _activated[batch][kind] >> 128);
    }
}
