// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {IRevenueSplitter} from "./interfaces/IRevenueSplitter.sol";
import {DebtLine} from "./libraries/DebtLine.sol";
import {EquityIndex} from "./libraries/EquityIndex.sol";
import {Equation} from "./libraries/Equation.sol";
import {PackedEntry} from "./libraries/PackedEntry.sol";
import {
    AccountBook,
    DebtAcceptance,
    DebtEntry,
    DebtPool,
    DebtQueue,
    ETH,
    EquityPool,
    Kind,
    Line,
    TokenBook
} from "./types/VentureTypes.sol";

/// @title The engine of the value equation
/// @dev `docs/decisions/storage.md` explains every slot, `contracts/README.md` numbers the invariants.
abstract contract RevenueSplitter is IRevenueSplitter, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev Gas `balanceOf` gets, always: less could be used to have a token skipped.
    uint256 internal constant BALANCE_GAS = 200_000;
    uint256 internal constant MAX_ACCOUNTED = type(uint128).max;
    uint256 internal constant MAX_POINTS = type(uint112).max;
    uint256 internal constant MAX_UNITS = type(uint96).max;
    /// @dev Of one entry: 250 of them merged, at a cap of 200%, still fit 104 bits.
    uint256 internal constant MAX_DEBT_MONEY = 2 ** 95;
    /// @dev Entries of the venture itself that one distribution settles per debt pool; the rest follow with the next.
    uint256 internal constant MAX_OWN = 16;

    enum LinkType {
        None,
        Payee
    }

    struct Link {
        address account;
        LinkType linkType;
    }

    struct Head {
        address equation;
        uint32 version;
        uint16 kinds;
        uint8 pools;
        uint8 laterTokens;
    }

    struct KindBase {
        uint256 base;
        uint256 jAtBase;
    }

    /// @dev A distribution worked out in memory: what previews show and `_commit` writes.
    struct Distribution {
        /// The equation, packed.
        bytes code;
        /// What each line takes of the amount, the remainder last.
        uint256[] parts;
        /// What reaches each pool, by its id, and the remainder: the parts, and what was recovered.
        uint256[] fed;
        uint256 rest;
        /// Paid to the venture's own debt entries: it goes on to the last pool line, and the rest to the remainder.
        uint256 recovered;
        /// A debt pool of this token is among the lines.
        bool hasDebt;
    }

    Head internal _head;
    mapping(address token => TokenBook) internal _books;
    mapping(uint256 index => address token) internal _laterTokens;
    mapping(uint8 pool => EquityPool) internal _equityPools;
    mapping(uint8 pool => DebtPool) internal _debtPools;
    mapping(uint8 pool => mapping(address token => uint256 j)) internal _indices;
    mapping(uint8 pool => mapping(address token => uint256 amount)) internal _parked;
    mapping(uint8 kind => Kind) internal _kinds;
    mapping(uint8 kind => mapping(address token => KindBase)) internal _bases;
    mapping(uint8 kind => mapping(address account => uint256)) internal _units;
    mapping(uint8 kind => mapping(address token => mapping(address account => uint256))) internal _offsets;
    mapping(address token => mapping(address account => AccountBook)) internal _accountBooks;
    mapping(uint8 pool => mapping(uint256 index => DebtAcceptance)) internal _debtAcceptances;
    mapping(uint8 pool => mapping(address account => DebtQueue)) internal _debtQueues;
    mapping(uint8 pool => mapping(address account => mapping(uint256 index => DebtEntry))) internal _debtEntries;
    mapping(address account => Link) internal _links;

    /// @dev The token that is just leaving; its balance says nothing until it has left.
    address private transient _inFlight;

    address private immutable _self = address(this);

    /// @dev The implementation behind the clones takes no money.
    receive() external payable {
        if (address(this) == _self) revert CloneOnly();
    }

    /* REVENUE */

    /// @inheritdoc IRevenueSplitter
    function pay(
        address token,
        uint256 amount,
        bytes32 invoice
    ) external payable nonReentrant returns (uint256 received) {
        if (address(this) == _self) revert CloneOnly();
        if (token == ETH ? msg.value != amount : msg.value != 0) revert PaymentValueMismatch(msg.value, amount);

        received = amount;
        if (token != ETH) {
            (, uint256 before) = _balanceOf(token);
            IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
            (, uint256 afterwards) = _balanceOf(token);
            received = Math.saturatingSub(afterwards, before);
        }
        if (received == 0) revert PaymentEmpty(token);
        emit Paid(msg.sender, token, received, invoice);
    }

    /// @inheritdoc IRevenueSplitter
    function sync(address token) external nonReentrant returns (uint256 amount) {
        return _sync(token);
    }

    /// @dev Every unit of the balance beyond the books is revenue. Called before anything that changes a share.
    function _sync(address token) internal returns (uint256 amount) {
        TokenBook storage book = _books[token];
        (uint256 accounted, uint256 parkedPools) = (book.accounted, book.parkedPools);
        if (!book.listed && !_isBirthToken(token)) revert TokenNotListed(token);
        (bool readable, uint256 held) = _balanceOf(token);
        if (!readable) {
            emit TokenSkipped(token);
            return 0;
        }
        amount = _unaccounted(accounted, held);
        if (amount == 0 && parkedPools == 0) return 0;

        Distribution memory distribution = _distribute(token, amount);
        _commit(token, book, distribution);
        unchecked {
            // `amount` was cut so that the sum stays below 2^128.
            book.accounted += uint128(amount);
        }
        if (!book.listed) book.listed = true;
        if (amount != 0) emit Distributed(token, amount, distribution.parts);
    }

    /// @dev All unmuted tokens, before units, weights, the equation or a kind change.
    /// @return list All listed tokens, the muted ones too.
    function _syncAll() internal returns (address[] memory list) {
        list = _listedTokens();
        for (uint256 i; i < list.length; i++) {
            if (!_books[list[i]].muted) _sync(list[i]);
        }
    }

    function _unaccounted(uint256 accounted, uint256 held) private pure returns (uint256) {
        if (held <= accounted) return 0;
        unchecked {
            uint256 room = MAX_ACCOUNTED - accounted;
            return held - accounted < room ? held - accounted : room;
        }
    }

    /// @dev Reads no more than 32 bytes of what a token returns. A success with less counts as unreadable.
    function _balanceOf(address token) private view returns (bool readable, uint256 held) {
        if (token == ETH) return (true, address(this).balance);

        // The call passes on at most 63/64 of what is left; 5,000 cover what comes before it.
        uint256 needed = (BALANCE_GAS * 64) / 63 + 5_000;
        if (gasleft() < needed) revert TokenGasTooLow(gasleft(), needed);
        bytes4 selector = IERC20.balanceOf.selector;
        assembly ("memory-safe") {
            mstore(0, selector)
            mstore(4, address())
            readable := staticcall(BALANCE_GAS, token, 0, 36, 0, 32)
            readable := and(readable, gt(returndatasize(), 31))
            if readable {
                held := mload(0)
            }
        }
    }

    /// @dev Runs `amount` through the equation in memory.
    function _distribute(address token, uint256 amount) private view returns (Distribution memory distribution) {
        bytes memory code = _equationCode();
        uint256 count = Equation.countOf(code);
        uint256[] memory parts = new uint256[](count + 1);
        uint256[] memory fed = new uint256[](_head.pools + 1);
        uint256 left = amount;
        uint256 recovered;
        bool hasDebt;
        uint256 last;
        // No part is above what is left, and all of them together are `amount`: nothing here can overflow.
        unchecked {
            for (uint256 i; i < count; i++) {
                uint256 word = Equation.wordAt(code, i);
                uint256 part = Equation.shareDown(word, amount, left);
                if (part > left) part = left;
                uint8 pool = Equation.poolOf(word);
                if (pool != 0) {
                    uint256 room = _roomOf(pool, token);
                    if (part > room) part = room;
                    fed[pool] = part;
                    last = pool;
                    if (room != type(uint256).max && amount != 0 && _debtPools[pool].token == token) {
                        hasDebt = true;
                        recovered += _debtDue(pool, address(this), part, MAX_OWN);
                    }
                }
                parts[i] = part;
                left -= part;
            }
            parts[count] = left;
            // What the venture's own debt entries are paid does not go through account lines again.
            if (recovered != 0) {
                uint256 taken = Math.min(recovered, _roomOf(uint8(last), token) - fed[last]);
                fed[last] += taken;
                left += recovered - taken;
            }
        }
        distribution = Distribution(code, parts, fed, left, recovered, hasDebt);
    }

    /// @dev What a line can take at most: a debt pool what is outstanding in its token.
    function _roomOf(uint8 pool, address token) private view returns (uint256) {
        if (_equityPools[pool].exists) return type(uint256).max;
        DebtPool storage debt = _debtPools[pool];
        return debt.token == token ? debt.end - debt.repaid : 0;
    }

    function _commit(address token, TokenBook storage book, Distribution memory distribution) private {
        bytes memory code = distribution.code;
        uint256[] memory parts = distribution.parts;
        uint256 count = parts.length - 1;
        for (uint256 i; i < count; i++) {
            uint256 word = Equation.wordAt(code, i);
            uint8 pool = Equation.poolOf(word);
            if (pool == 0) _credit(token, Equation.accountOf(word), parts[i]);
            else if (distribution.hasDebt && _debtPools[pool].token == token) {
                _debtTake(pool, address(this), parts[i], MAX_OWN);
            }
        }
        _credit(token, Equation.accountOf(Equation.wordAt(code, count)), distribution.rest);
        uint256[] memory fed = distribution.fed;
        for (uint256 pool = 1; pool < fed.length; pool++) {
            if (fed[pool] != 0 || _isParked(book, uint8(pool))) _feed(uint8(pool), token, fed[pool], book);
        }
        if (distribution.recovered != 0) emit Recovered(token, distribution.recovered);
    }

    /// @dev No sum of credits passes what is accounted for, below 2^128.
    function _credit(address token, address account, uint256 amount) private {
        if (amount == 0) return;
        unchecked {
            _accountBooks[token][account].credit += uint128(amount);
        }
    }

    /// @dev Brings `amount`, and what is parked, to a pool; parks it where it can't be shared yet.
    function _feed(uint8 pool, address token, uint256 amount, TokenBook storage book) private {
        EquityPool storage equity = _equityPools[pool];
        if (!equity.exists) {
            _debtPools[pool].repaid += uint128(amount);
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

    function _isParked(TokenBook storage book, uint8 pool) private view returns (bool) {
        return book.parkedPools & (1 << pool) != 0;
    }

    /* CLAIMS */

    /// @inheritdoc IRevenueSplitter
    function claim(
        address account,
        address[] calldata list,
        uint8[] calldata kinds,
        uint256 maxDebtEntries
    ) external nonReentrant {
        _claim(account, _recipientOf(account), list, kinds, maxDebtEntries);
    }

    /// @inheritdoc IRevenueSplitter
    function claimTo(
        address recipient,
        address[] calldata list,
        uint8[] calldata kinds,
        uint256 maxDebtEntries
    ) external nonReentrant {
        if (recipient == address(0) || recipient == address(this)) revert ClaimRecipientInvalid(recipient);
        _claim(msg.sender, recipient, list, kinds, maxDebtEntries);
    }

    /// @inheritdoc IRevenueSplitter
    function setPayee(address payee) external {
        if (payee == address(this)) revert ClaimRecipientInvalid(payee);
        Link storage link = _links[msg.sender];
        emit PayeeSet(msg.sender, link.account, payee);
        link.account = payee;
        link.linkType = payee == address(0) ? LinkType.None : LinkType.Payee;
    }

    function _claim(
        address account,
        address recipient,
        address[] calldata list,
        uint8[] calldata kinds,
        uint256 maxDebtEntries
    ) private {
        if (account == address(this)) revert ClaimRecipientInvalid(account);
        for (uint256 i; i < list.length; i++) {
            address token = list[i];
            _sync(token);
            (uint256 amount, uint256 kindSet) = _takeEquity(account, token, kinds);
            (uint256 booked, bool hasDebts) = _takeBook(account, token, maxDebtEntries);
            amount += booked;
            if (amount == 0 && !hasDebts) continue;
            unchecked {
                // What anybody is owed is part of what is accounted for.
                _books[token].accounted -= uint128(amount);
            }
            emit Claimed(account, token, recipient, amount, kindSet, maxDebtEntries);

            if (amount != 0) _send(token, recipient, amount);
        }
    }

    /// @dev The offsets grow by exactly what is paid x 2^128; the fraction stays with the last kind that had any.
    /// @return amount Token units, rounded down.
    /// @return kindSet Bit k is set for each kind named.
    function _takeEquity(
        address account,
        address token,
        uint8[] calldata kinds
    ) private returns (uint256 amount, uint256 kindSet) {
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
    ) private returns (uint256 amount, bool hasDebts) {
        AccountBook storage book = _accountBooks[token][account];
        uint256 debtPools = book.debtPools;
        hasDebts = debtPools != 0;
        amount = book.credit;
        if (amount != 0) book.credit = 0;
        for (uint8 pool = 1; debtPools >> pool != 0; pool++) {
            if (debtPools & (1 << pool) != 0) amount += _debtTake(pool, account, 0, maxDebtEntries);
        }
    }

    function _send(address token, address recipient, uint256 amount) private {
        _inFlight = token;
        if (token == ETH) {
            bool ok;
            assembly ("memory-safe") {
                ok := call(gas(), recipient, amount, 0, 0, 0, 0)
            }
            if (!ok) revert ClaimEthRefused(recipient, amount);
        } else {
            IERC20(token).safeTransfer(recipient, amount);
        }
        _inFlight = address(0);
    }

    function _recipientOf(address account) private view returns (address) {
        Link storage link = _links[account];
        return link.linkType == LinkType.Payee ? link.account : account;
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

    /// @dev The same, written. The cursor leaves settled entries behind, paid now or not.
    function _debtTake(uint8 pool, address account, uint256 part, uint256 maxEntries) private returns (uint256 due) {
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
            } else {
                i = _addEquity(kindId, kind, entries, i, list);
            }
        }
        for (uint8 pool = 1; pool < money.length; pool++) {
            if (money[pool] != 0) _extendDebtLine(pool, money[pool]);
        }
        emit UnitsAdded(batch, entries);
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
        mapping(address account => uint256) storage units = _units[kindId];
        uint256 added;
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
        uint256 total = kind.units + added;
        if (total > MAX_UNITS) revert KindUnitsTooMany(kindId, total, MAX_UNITS);
        _kinds[kindId].units = uint96(total);
        _addPoints(kind.pool, added * kind.rate);
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
            mapping(address account => uint256) storage offsets = _offsets[kindId][list[t]];
            uint256 slot;
            assembly ("memory-safe") {
                slot := offsets.slot
            }
            (slots[count], indices[count]) = (slot, index);
            count++;
        }
        assembly ("memory-safe") {
            mstore(slots, count)
        }
    }

    /// @dev The reverse of `.slot`: one hash per entry in place of three.
    function _offsetsAt(uint256 slot) private pure returns (mapping(address account => uint256) storage offsets) {
        assembly ("memory-safe") {
            offsets.slot := slot
        }
    }

    /// @dev Distributes everything first. What the units have earned stays owed.
    function _removeUnits(address account, uint8 kindId, uint256 quantity) internal {
        address[] memory list = _syncAll();
        Kind storage kind = _knownKind(kindId);
        uint256 units = _units[kindId][account];
        if (quantity > units) revert UnitsInsufficient(account, kindId, units, quantity);

        (uint256[] memory slots, uint256[] memory indices) = _offsetSlots(kindId, kind, list);
        for (uint256 t; t < slots.length; t++) {
            mapping(address account => uint256) storage offsets = _offsetsAt(slots[t]);
            offsets[account] = EquityIndex.offsetAfterRemoving(offsets[account], quantity, indices[t]);
        }
        _units[kindId][account] = units - quantity;
        _kinds[kindId].units = kind.units - uint96(quantity);
        _equityPools[kind.pool].points -= uint112(quantity * kind.rate);
        emit UnitsRemoved(account, kindId, quantity, units - quantity);
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
        uint256 points = pool.points - uint256(kind.units) * kind.rate + uint256(kind.units) * weight;
        if (points > MAX_POINTS) revert PoolPointsTooMany(kind.pool, points, MAX_POINTS);
        (kind.rate, kind.reweighed) = (weight, true);
        pool.points = uint112(points);
    }

    /// @dev The account keeps what accrued until now, as a credit; from there on the entry is the venture's.
    function _reassignDebt(uint8 poolId, address account, uint256 index) internal {
        DebtEntry memory entry = _debtEntries[poolId][account][index];
        if (entry.money == 0 || account == address(this)) revert DebtEntryUnknown(poolId, account, index);
        address token = _debtPools[poolId].token;
        if (_isListed(token)) _sync(token);

        (uint256 accrued, ) = _paidEver(poolId, entry, _debtPools[poolId].repaid);
        uint256 credited = accrued - entry.paid;
        _credit(token, account, credited);
        _debtEntries[poolId][account][index] = DebtEntry(0, 0, entry.acceptance);
        emit DebtReassigned(poolId, account, index, entry.money, credited);
        entry.paid = uint104(accrued);
        _addDebtEntry(poolId, address(this), entry);
    }

    function _addPoints(uint8 poolId, uint256 added) private {
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

    /// @dev Entries of one debt kind. They join the acceptance that `_extendDebtLine` closes afterwards.
    function _addDebts(
        uint8 kindId,
        Kind storage kind,
        uint256[] calldata entries,
        uint256 first
    ) private returns (uint256 i, uint256 sum) {
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

    /// @dev One entry per account and acceptance: a second kind of the same pool joins the first.
    function _addDebtEntry(uint8 poolId, address account, DebtEntry memory entry) private {
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

    function _extendDebtLine(uint8 poolId, uint256 money) private {
        DebtPool storage pool = _debtPools[poolId];
        uint256 end = pool.end + DebtLine.lengthOf(money, pool.capBps);
        if (end > MAX_ACCOUNTED) revert DebtLineTooLong(poolId, end, MAX_ACCOUNTED);
        _debtAcceptances[poolId][pool.acceptances] = DebtAcceptance(pool.end, uint128(money));
        pool.acceptances++;
        pool.end = uint128(end);
    }

    /* HELPERS AND VIEWS */

    /// @dev Tokens listed at birth and the first equation stand in the code of the heirs' clones.
    function _birthTokens() internal view virtual returns (address[] memory);
    function _birthEquation() internal view virtual returns (bytes memory);

    /// @dev The equation in force, packed.
    function _equationCode() private view returns (bytes memory) {
        address pointer = _head.equation;
        return pointer == address(0) ? _birthEquation() : SSTORE2.read(pointer);
    }

    function _listedTokens() internal view returns (address[] memory list) {
        address[] memory birth = _birthTokens();
        uint256 later = _head.laterTokens;
        if (later == 0) return birth;
        list = new address[](birth.length + later);
        for (uint256 i; i < list.length; i++) {
            list[i] = i < birth.length ? birth[i] : _laterTokens[i - birth.length];
        }
    }

    function _isListed(address token) internal view returns (bool) {
        return _books[token].listed || _isBirthToken(token);
    }

    function _isBirthToken(address token) private view returns (bool) {
        address[] memory birth = _birthTokens();
        for (uint256 i; i < birth.length; i++) {
            if (birth[i] == token) return true;
        }
        return false;
    }

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

    /// @inheritdoc IRevenueSplitter
    function previewDistribution(address token, uint256 amount) external view returns (uint256[] memory) {
        return _distribute(token, Math.min(amount, MAX_ACCOUNTED)).parts;
    }

    /// @inheritdoc IRevenueSplitter
    function previewClaim(
        address account,
        address[] calldata list,
        uint8[] calldata kinds
    ) external view returns (uint256[] memory amounts) {
        _checkAscending(kinds);
        amounts = new uint256[](list.length);
        for (uint256 i; i < list.length; i++) {
            if (_isListed(list[i])) amounts[i] = _previewToken(account, list[i], kinds);
        }
    }

    function _previewToken(
        address account,
        address token,
        uint8[] calldata kinds
    ) private view returns (uint256 amount) {
        TokenBook storage book = _books[token];
        (bool readable, uint256 held) = _balanceOf(token);
        // While a token leaves, its balance is still above the books, or not any more; nothing new came in.
        uint256 unaccounted = readable && token != _inFlight ? _unaccounted(book.accounted, held) : 0;
        Distribution memory distribution = _distribute(token, unaccounted);

        for (uint256 i; i < kinds.length; i++) {
            Kind storage kind = _knownKind(kinds[i]);
            uint256 j = _indices[kind.pool][token];
            unchecked {
                if (readable && _isOpen(kind.pool)) j += _growthOf(kind.pool, token, book, distribution);
                amount += _rawAt(account, token, kinds[i], _kindIndex(kind, kinds[i], token, j));
            }
        }
        amount = EquityIndex.whole(amount);

        AccountBook memory accountBook = _accountBooks[token][account];
        amount += accountBook.credit + _creditIn(distribution, account);
        for (uint8 pool = 1; accountBook.debtPools >> pool != 0; pool++) {
            if (accountBook.debtPools & (1 << pool) == 0) continue;
            amount += _debtDue(pool, account, distribution.fed[pool], type(uint256).max);
        }
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

    /// @dev What a distribution brings to an account by account lines and as the remainder.
    function _creditIn(Distribution memory distribution, address account) private pure returns (uint256 credit) {
        uint256 count = Equation.countOf(distribution.code);
        for (uint256 i; i <= count; i++) {
            uint256 word = Equation.wordAt(distribution.code, i);
            if (Equation.poolOf(word) != 0 || Equation.accountOf(word) != account) continue;
            credit += i == count ? distribution.rest : distribution.parts[i];
        }
    }

    /// @inheritdoc IRevenueSplitter
    function equationVersion() external view returns (uint256) {
        return _head.version;
    }

    /// @inheritdoc IRevenueSplitter
    function equation() external view returns (uint256 version, Line[] memory lines, address remainder) {
        version = _head.version;
        (lines, remainder) = Equation.decode(_equationCode());
    }

    /// @inheritdoc IRevenueSplitter
    function tokens() external view returns (address[] memory) {
        return _listedTokens();
    }

    /// @inheritdoc IRevenueSplitter
    function tokenBook(address token) external view returns (TokenBook memory book) {
        book = _books[token];
        book.listed = _isListed(token);
    }

    /// @inheritdoc IRevenueSplitter
    function poolCount() external view returns (uint256) {
        return _head.pools;
    }

    /// @inheritdoc IRevenueSplitter
    function equityPool(uint8 pool) external view returns (EquityPool memory) {
        return _equityPools[pool];
    }

    /// @inheritdoc IRevenueSplitter
    function debtPool(uint8 pool) external view returns (DebtPool memory) {
        return _debtPools[pool];
    }

    /// @inheritdoc IRevenueSplitter
    function kindCount() external view returns (uint256) {
        return _head.kinds;
    }

    /// @inheritdoc IRevenueSplitter
    function kindOf(uint8 kind) external view returns (Kind memory) {
        return _knownKind(kind);
    }

    /// @inheritdoc IRevenueSplitter
    function unitsOf(address account, uint8 kind) external view returns (uint256) {
        return _units[kind][account];
    }

    /// @inheritdoc IRevenueSplitter
    function pointsOf(address account, uint8[] calldata kinds) external view returns (uint256 points) {
        _checkAscending(kinds);
        for (uint256 i; i < kinds.length; i++) {
            // Nobody holds units of a debt kind.
            points += _units[kinds[i]][account] * _kinds[kinds[i]].rate;
        }
    }

    /// @inheritdoc IRevenueSplitter
    function payeeOf(address account) external view returns (address) {
        return _recipientOf(account);
    }

    /// @inheritdoc IRevenueSplitter
    function extsload(bytes32[] calldata slots) external view returns (bytes32[] memory words) {
        words = new bytes32[](slots.length);
        for (uint256 i; i < slots.length; i++) {
            bytes32 slot = slots[i];
            bytes32 word;
            assembly ("memory-safe") {
                word := sload(slot)
            }
            words[i] = word;
        }
    }
}
