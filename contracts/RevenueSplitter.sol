// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SSTORE2} from "solady/src/utils/SSTORE2.sol";
import {IRevenueSplitter} from "./interfaces/IRevenueSplitter.sol";
import {AccountLink} from "./libraries/AccountLink.sol";
import {Equation} from "./libraries/Equation.sol";
import {AccountBook, DebtPool, ETH, TokenBook} from "./types/VentureTypes.sol";

/// @title The engine of the value equation: books, lines, credits, claims
/// @dev Its heirs say who holds what in a pool: `Holdings` for a venture, `SharedEquipment` for a machine.
/// @dev `docs/decisions/storage.md` explains every slot, `contracts/README.md` numbers the invariants.
abstract contract RevenueSplitter is IRevenueSplitter, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    /// @dev Gas `balanceOf` gets, always: less could be used to have a token skipped.
    uint256 internal constant BALANCE_GAS = 200_000;
    uint256 internal constant MAX_ACCOUNTED = type(uint128).max;

    struct Head {
        address equation;
        uint32 version;
        uint16 kinds;
        uint8 pools;
        uint8 laterTokens;
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
    mapping(uint8 pool => DebtPool) internal _debtPools;
    mapping(address token => mapping(address account => AccountBook)) internal _accountBooks;
    mapping(address account => uint256 link) internal _links;

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

        received = token == ETH ? amount : _pull(token, amount);
        if (received == 0) revert PaymentEmpty(token);
        emit Paid(msg.sender, token, received, invoice);
    }

    /// @dev Takes tokens from the sender's allowance. Returns what arrived, measured. What came besides in the middle, by a
    ///      token that calls its sender, is not the sender's: it is revenue.
    function _pull(address token, uint256 amount) internal returns (uint256) {
        (, uint256 before) = _balanceOf(token);
        IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
        (, uint256 afterwards) = _balanceOf(token);
        return Math.min(amount, Math.saturatingSub(afterwards, before));
    }

    /// @inheritdoc IRevenueSplitter
    function sync(address token) external nonReentrant returns (uint256 amount) {
        return _sync(token, _books[token]);
    }

    /// @dev Every unit of the balance beyond the books is revenue. Called before anything that changes a share.
    function _sync(address token, TokenBook storage book) internal returns (uint256 amount) {
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
        _afterSync(token);
    }

    /// @dev All unmuted tokens, before units, weights, the equation or a kind change.
    /// @return list All listed tokens, the muted ones too.
    function _syncAll() internal returns (address[] memory list) {
        list = _listedTokens();
        for (uint256 i; i < list.length; i++) {
            TokenBook storage book = _books[list[i]];
            if (!book.muted) _sync(list[i], book);
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
                        recovered += _ownDue(pool, part);
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
    function _roomOf(uint8 pool, address token) internal view virtual returns (uint256) {
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
                _ownTake(pool, parts[i]);
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
    function _credit(address token, address account, uint256 amount) internal {
        if (amount == 0) return;
        unchecked {
            _accountBooks[token][account].credit += uint128(amount);
        }
    }

    /// @dev Brings `amount`, and what is parked, to a pool.
    function _feed(uint8 pool, address, uint256 amount, TokenBook storage) internal virtual {
        _debtPools[pool].repaid += uint128(amount);
    }

    function _isParked(TokenBook storage book, uint8 pool) internal view returns (bool) {
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
        _claim(account, _recipientFor(account), list, kinds, maxDebtEntries);
    }

    /// @inheritdoc IRevenueSplitter
    function claimTo(
        address account,
        address recipient,
        address[] calldata list,
        uint8[] calldata kinds,
        uint256 maxDebtEntries
    ) external nonReentrant {
        if (recipient == address(0) || recipient == address(this)) revert ClaimRecipientInvalid(recipient);
        _actAs(account);
        _claim(account, recipient, list, kinds, maxDebtEntries);
    }

    /// @inheritdoc IRevenueSplitter
    function setPayee(address account, address payee) external {
        if (payee == address(this)) revert ClaimRecipientInvalid(payee);
        _setPayee(_actAs(account), payee);
    }

    function _setPayee(address account, address payee) internal {
        uint256 link = _links[account];
        emit PayeeSet(account, AccountLink.accountOf(link), payee);
        _links[account] = AccountLink.withAccount(link, payee, payee == address(0) ? 0 : AccountLink.PAYEE);
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
            TokenBook storage book = _books[token];
            _sync(token, book);
            (uint256 amount, uint256 kindSet) = _takeEquity(account, token, kinds);
            (uint256 booked, bool hasDebts) = _takeBook(account, token, maxDebtEntries);
            amount += booked;
            if (amount == 0 && !hasDebts) continue;
            unchecked {
                // What anybody is owed is part of what is accounted for.
                book.accounted -= uint128(amount);
            }
            emit Claimed(account, token, recipient, amount, kindSet, maxDebtEntries);

            if (amount != 0) _send(token, recipient, amount);
        }
    }

    function _takeCredit(AccountBook storage book) internal returns (uint256 amount) {
        amount = book.credit;
        if (amount != 0) book.credit = 0;
    }

    function _send(address token, address recipient, uint256 amount) internal {
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

    /// @dev Who the account is now, at the end of its moves, and that one's link.
    function _holderOf(address account) internal view returns (address holder, uint256 link) {
        holder = account;
        link = _links[holder];
        while (AccountLink.typeOf(link) == AccountLink.SUCCESSOR) {
            holder = AccountLink.accountOf(link);
            link = _links[holder];
        }
    }

    /// @dev Where a claim of `account` that anyone makes is paid to.
    function _recipientOf(address account) internal view returns (address) {
        (address holder, uint256 link) = _holderOf(account);
        return AccountLink.typeOf(link) == 0 ? holder : AccountLink.accountOf(link);
    }

    /// @dev A claim is about to be paid. Returns where to.
    function _recipientFor(address account) internal virtual returns (address) {
        return _recipientOf(account);
    }

    /// @dev Reverts unless the caller may act for `account`. Returns who the account is now.
    function _actAs(address account) internal virtual returns (address) {
        if (msg.sender != account) revert ClaimHolderOnly(msg.sender, account);
        return account;
    }

    /* WHAT HEIRS SAY */

    /// @dev Pays out what the named kinds have earned. Without equity there is nothing.
    /// @return amount Token units, rounded down.
    /// @return kindSet Bit k is set for each kind named.
    function _takeEquity(
        address account,
        address token,
        uint8[] calldata kinds
    ) internal virtual returns (uint256 amount, uint256 kindSet) {}

    /// @dev Pays out credits of account lines and what debts were repaid.
    /// @return amount Token units.
    /// @return hasDebts Entries may have been left behind as settled, even where nothing was due.
    function _takeBook(
        address account,
        address token,
        uint256 maxDebtEntries
    ) internal virtual returns (uint256 amount, bool hasDebts);

    /// @dev What the contract's own debt entries in a pool would be paid once its line is repaid by `part` more.
    function _ownDue(uint8 pool, uint256 part) internal view virtual returns (uint256) {}

    /// @dev The same, written.
    function _ownTake(uint8 pool, uint256 part) internal virtual {}

    /// @dev What `_takeEquity` would pay after a distribution.
    function _previewEquity(
        address account,
        address token,
        uint8[] calldata kinds,
        Distribution memory distribution,
        bool readable
    ) internal view virtual returns (uint256 amount) {}

    /// @dev What debts would pay once `fed` has reached the pools.
    function _previewDebts(
        address account,
        address token,
        uint256 debtPools,
        uint256[] memory fed
    ) internal view virtual returns (uint256 amount);

    /// @dev After a distribution, or where something parked could be released.
    function _afterSync(address token) internal virtual {}

    /* HELPERS AND VIEWS */

    /// @dev Tokens listed at birth and the first equation stand in the code of the heirs' clones.
    function _birthTokens() internal view virtual returns (address[] memory);
    function _birthEquation() internal view virtual returns (bytes memory);

    /// @dev The equation in force, packed.
    function _equationCode() internal view returns (bytes memory) {
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

    /// @dev Lists a token that is new; mutes it, or takes the mute back.
    function _list(address token, bool muted) internal {
        _syncAll();
        if (!_isListed(token)) _laterTokens[_head.laterTokens++] = token;
        _books[token].listed = true;
        _books[token].muted = muted;
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
        unchecked {
            // All that is owed in a token is below 2^128.
            TokenBook storage book = _books[token];
            (bool readable, uint256 held) = _balanceOf(token);
            // While a token leaves, its balance is still above the books, or not any more; nothing new came in.
            uint256 unaccounted = readable && token != _inFlight ? _unaccounted(book.accounted, held) : 0;
            Distribution memory distribution = _distribute(token, unaccounted);

            amount = _previewEquity(account, token, kinds, distribution, readable);
            AccountBook memory accountBook = _accountBooks[token][account];
            amount += accountBook.credit + _creditIn(distribution, account);
            amount += _previewDebts(account, token, accountBook.debtPools, distribution.fed);
        }
    }

    /// @dev What a distribution brings to an account by account lines and as the remainder.
    function _creditIn(Distribution memory distribution, address account) private pure returns (uint256 credit) {
        unchecked {
            // Parts of one distribution.
            uint256 count = Equation.countOf(distribution.code);
            for (uint256 i; i <= count; i++) {
                uint256 word = Equation.wordAt(distribution.code, i);
                if (Equation.poolOf(word) != 0 || Equation.accountOf(word) != account) continue;
                credit += i == count ? distribution.rest : distribution.parts[i];
            }
        }
    }

    /// @inheritdoc IRevenueSplitter
    function equationVersion() external view returns (uint256) {
        return _head.version;
    }

    /// @inheritdoc IRevenueSplitter
    function equationCode() external view returns (bytes memory) {
        return _equationCode();
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
    function debtPool(uint8 pool) external view returns (DebtPool memory) {
        return _debtPools[pool];
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
