// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {AccountLink} from "../../../contracts/libraries/AccountLink.sol";
import {Attestors} from "../../../contracts/libraries/Attestors.sol";
import {DebtLine} from "../../../contracts/libraries/DebtLine.sol";
import {EquityIndex} from "../../../contracts/libraries/EquityIndex.sol";
import {Equation} from "../../../contracts/libraries/Equation.sol";
import {PackedEntry} from "../../../contracts/libraries/PackedEntry.sol";
import {BPS, Basis, Line} from "../../../contracts/types/VentureTypes.sol";
import {Test} from "../../utils/Test.sol";

contract EquityIndexTest is Test {
    /// @dev What happens to one kind and one holder, in this order: units, sale, units, re-weighing, sale, removal, sale.
    struct History {
        uint32 weight;
        uint32 newWeight;
        uint64 units;
        uint64 moreUnits;
        uint64 removed;
        uint64 otherPoints;
        uint64 amount0;
        uint64 amount1;
        uint64 amount2;
    }

    function _boundHistory(History memory h) private pure returns (History memory) {
        h.weight = uint32(bound(h.weight, 1, type(uint32).max));
        h.newWeight = uint32(bound(h.newWeight, 1, type(uint32).max));
        h.units = uint64(bound(h.units, 1, 2 ** 40));
        h.moreUnits = uint64(bound(h.moreUnits, 0, 2 ** 40));
        h.removed = uint64(bound(h.removed, 0, uint256(h.units) + h.moreUnits));
        h.otherPoints = uint64(bound(h.otherPoints, 1, type(uint64).max));
        return h;
    }

    /// @dev The library's way, from any starting point of the index and of the base.
    function _library(History memory h, uint256 j, uint256 base) private pure returns (uint256) {
        uint256 jAtBase = j;
        uint256 weight = h.weight;
        uint256 units = h.units;
        uint256 offset = EquityIndex.offsetAfterAdding(0, units, EquityIndex.perUnit(base, weight, j, jAtBase));
        unchecked {
            j += EquityIndex.perPoint(h.amount0, h.otherPoints + units * weight);
        }
        uint256 index = EquityIndex.perUnit(base, weight, j, jAtBase);
        offset = EquityIndex.offsetAfterAdding(offset, h.moreUnits, index);
        units += h.moreUnits;
        (base, jAtBase, weight) = (index, j, h.newWeight);
        unchecked {
            j += EquityIndex.perPoint(h.amount1, h.otherPoints + units * weight);
        }
        index = EquityIndex.perUnit(base, weight, j, jAtBase);
        offset = EquityIndex.offsetAfterRemoving(offset, h.removed, index);
        units -= h.removed;
        unchecked {
            j += EquityIndex.perPoint(h.amount2, h.otherPoints + units * weight);
        }
        return EquityIndex.raw(units, EquityIndex.perUnit(base, weight, j, jAtBase), offset);
    }

    /// @dev The plain way: units held x weight in force x revenue per point, sale by sale, checked arithmetic.
    function _plain(History memory h) private pure returns (uint256 owed) {
        uint256 units = h.units;
        uint256 points = units * h.weight;
        owed = points * ((uint256(h.amount0) << 128) / (h.otherPoints + points));
        units += h.moreUnits;
        points = units * h.newWeight;
        owed += points * ((uint256(h.amount1) << 128) / (h.otherPoints + points));
        units -= h.removed;
        points = units * h.newWeight;
        owed += points * ((uint256(h.amount2) << 128) / (h.otherPoints + points));
    }

    function testFuzz_EqualsPlainArithmetic(History memory h) external pure {
        h = _boundHistory(h);
        assertEq(_library(h, 0, 0), _plain(h), "owed x 2^128");
    }

    function testFuzz_WrapsAroundWithoutLoss(History memory h, uint256 j, uint256 base) external pure {
        h = _boundHistory(h);
        assertEq(_library(h, j, base), _plain(h), "owed does not depend on where the index stands");
    }

    function testFuzz_WrapsAroundJustBelowTheTop(History memory h, uint128 below, uint256 base) external pure {
        h = _boundHistory(h);
        assertEq(_library(h, type(uint256).max - below, base), _plain(h), "owed across the wrap");
    }

    function testFuzz_NeverOwesMoreThanCameIn(uint128 amount, uint112 points, uint112 units) external pure {
        points = uint112(bound(points, 1, type(uint112).max));
        units = uint112(bound(units, 0, points));
        uint256 owed = EquityIndex.whole(EquityIndex.raw(units, EquityIndex.perPoint(amount, points), 0));
        uint256 rest = EquityIndex.whole(EquityIndex.raw(points - units, EquityIndex.perPoint(amount, points), 0));
        assertTrue(owed + rest <= amount, "all shares together");
        // J loses less than one 2^-128 per point, so all points together less than one unit, and one per rounding.
        assertTrue(amount - (owed + rest) <= 2, "what rounding holds back");
    }

    function test_LargestAmountOnOnePoint() external pure {
        uint256 j = EquityIndex.perPoint(type(uint128).max, 1);
        assertEq(EquityIndex.whole(EquityIndex.raw(1, j, 0)), type(uint128).max, "the whole amount");
    }
}

contract DebtLineTest is Test {
    function testFuzz_PaidDownIsMonotoneAndCapped(
        uint104 total,
        uint104 money,
        uint128 start,
        uint16 capBps,
        uint256 repaid,
        uint256 later
    ) external pure {
        total = uint104(bound(total, 1, 250 * 2 ** 95));
        money = uint104(bound(money, 1, total));
        capBps = uint16(bound(capBps, 1, 20_000));
        uint256 length = DebtLine.lengthOf(total, capBps);
        later = bound(later, 0, type(uint128).max);
        repaid = bound(repaid, 0, later);
        uint256 paid = DebtLine.paidDown(money, total, start, length, repaid);
        uint256 paidLater = DebtLine.paidDown(money, total, start, length, later);
        assertTrue(paid <= paidLater, "M2: paid never falls");
        assertTrue(paidLater <= (uint256(money) * capBps) / BPS, "C1: never above the cap");
        if (repaid <= start) assertEq(paid, 0, "nothing before its turn");
        if (later >= start + length) {
            assertEq(paidLater, (uint256(money) * length) / total, "all of it at the end");
            if (capBps == BPS) assertEq(paidLater, money, "the principal, exactly");
        }
    }

    function testFuzz_EntriesTogetherNeverPassTheLine(
        uint88[6] memory money,
        uint16 capBps,
        uint128 repaid
    ) external pure {
        capBps = uint16(bound(capBps, 1, 20_000));
        uint256 total;
        for (uint256 i; i < 6; i++) {
            total += money[i];
        }
        if (total == 0) return;
        uint256 length = DebtLine.lengthOf(total, capBps);
        uint256 sum;
        for (uint256 i; i < 6; i++) {
            sum += DebtLine.paidDown(money[i], total, 0, length, repaid);
        }
        uint256 reached = repaid < length ? repaid : length;
        assertTrue(sum <= reached, "never more than came in");
        assertTrue(reached - sum < 6, "C5: dust below the number of entries");
        assertTrue(length <= (total * capBps) / BPS, "C1: the cap of the acceptance");
    }

    function testFuzz_MoneyDown(uint88 quantity, uint96 price, uint8 decimals) external pure {
        decimals = uint8(bound(decimals, 0, 18));
        uint256 money = DebtLine.moneyDown(quantity, price, decimals);
        uint256 product = uint256(quantity) * price;
        assertTrue(money * 10 ** decimals <= product, "rounded down");
        assertTrue(product - money * 10 ** decimals < 10 ** decimals, "by less than one");
    }
}

contract EquationTest is Test {
    /// @dev Lines as a governor could give them, from random numbers: an account or a pool.
    function _lines(uint256[] memory seeds) private pure returns (Line[] memory lines) {
        uint256 count = seeds.length < 15 ? seeds.length : 15;
        lines = new Line[](count);
        for (uint256 i; i < count; i++) {
            uint256 seed = seeds[i];
            bool isPool = seed & 1 == 1;
            lines[i] = Line({
                account: isPool ? address(0) : address(uint160(bound(seed >> 32, 1, type(uint160).max))),
                pool: isPool ? uint8(bound((seed >> 16) & 0xff, 1, 31)) : 0,
                basis: seed & 2 == 2 ? Basis.Remaining : Basis.Gross,
                shareBps: uint16((seed >> 200) % (BPS + 1))
            });
        }
    }

    function testFuzz_RoundTrip(uint256[] memory seeds, uint160 fund) external pure {
        Line[] memory lines = _lines(seeds);
        address remainder = address(uint160(bound(fund, 1, type(uint160).max)));
        bytes memory code = Equation.encode(lines, remainder);
        assertEq(code.length, 23 * (lines.length + 1), "23 bytes a line");
        assertEq(Equation.countOf(code), lines.length, "count");
        (Line[] memory decoded, address decodedRemainder) = Equation.decode(code);
        assertEq(keccak256(abi.encode(decoded)), keccak256(abi.encode(lines)), "lines");
        assertEq(decodedRemainder, remainder, "remainder");
        assertEq(keccak256(Equation.encode(decoded, decodedRemainder)), keccak256(code), "code");
        for (uint256 i; i <= lines.length; i++) {
            assertTrue(Equation.isCanonical(Equation.wordAt(code, i)), "canonical");
        }
        assertTrue(Equation.isRemainder(Equation.wordAt(code, lines.length)), "the last is the remainder");
    }

    function testFuzz_PartsAddUpToTheAmount(uint256[] memory seeds, uint128 amount) external pure {
        bytes memory code = Equation.encode(_lines(seeds), address(1));
        uint256 count = Equation.countOf(code);
        uint256 left = amount;
        uint256 sum;
        for (uint256 i; i < count; i++) {
            uint256 word = Equation.wordAt(code, i);
            uint256 share = Equation.shareDown(word, amount, left);
            uint256 base = Equation.isGross(word) ? amount : left;
            assertTrue(share * BPS <= base * Equation.shareBpsOf(word), "rounded down");
            uint256 part = share < left ? share : left;
            left -= part;
            sum += part;
        }
        assertEq(sum + left, amount, "to the unit");
    }

    function testFuzz_OneMeaningOneCode(uint256 word) external pure {
        word &= 2 ** 184 - 1;
        if (!Equation.isCanonical(word)) return;
        uint256 flags = word >> 176;
        assertTrue(flags < 4, "two flags");
        if (flags & 2 != 0) assertEq(uint160(word), Equation.poolOf(word), "a pool fits a byte");
        else assertEq(Equation.accountOf(word), address(uint160(word)), "an account");
    }
}

contract PackedEntryTest is Test {
    function testFuzz_Unpack(address affiliate, uint8 kind, uint88 quantity) external pure {
        uint256 entry = (uint256(uint160(affiliate)) << 96) | (uint256(kind) << 88) | quantity;
        (address a, uint8 k, uint256 q) = PackedEntry.unpack(entry);
        assertEq(a, affiliate, "affiliate");
        assertEq(k, kind, "kind");
        assertEq(q, quantity, "quantity");
        assertEq(PackedEntry.affiliateOf(entry), affiliate, "affiliateOf");
        assertEq(PackedEntry.kindOf(entry), kind, "kindOf");
        assertEq(PackedEntry.quantityOf(entry), quantity, "quantityOf");
    }

    function testFuzz_PackIsTheReverse(address affiliate, uint8 kind, uint88 quantity) external pure {
        (address a, uint8 k, uint256 q) = PackedEntry.unpack(PackedEntry.pack(affiliate, kind, quantity));
        assertTrue(a == affiliate && k == kind && q == quantity, "pack, then unpack");
    }

    function testFuzz_SortKeyOrdersByKindThenAddress(uint256 a, uint256 b) external pure {
        uint256 kindA = PackedEntry.kindOf(a);
        uint256 kindB = PackedEntry.kindOf(b);
        bool before = kindA < kindB || (kindA == kindB && PackedEntry.affiliateOf(a) < PackedEntry.affiliateOf(b));
        assertTrue(before == (PackedEntry.sortKey(a) < PackedEntry.sortKey(b)), "order");
    }

    function testFuzz_Hash(uint256[] calldata entries) external pure {
        assertEq(PackedEntry.hash(entries), keccak256(abi.encodePacked(entries)), "32 bytes each");
    }
}

contract AttestorsTest is Test {
    function check(address affiliate, address[] memory attestors, uint256 stewards, uint256 required) external pure {
        Attestors.check(7, affiliate, attestors, stewards, required);
    }

    /// @dev Few addresses, so that affiliate and attestors meet often.
    function testFuzz_CountsOthersAndOneSteward(uint8 who, uint8 count, uint16 stewards, uint8 required) external {
        address affiliate = address(uint160(bound(who, 1, 8)));
        address[] memory attestors = new address[](bound(count, 0, 8));
        stewards &= uint16((1 << attestors.length) - 1);
        required = uint8(bound(required, 1, 8));
        uint256 others;
        bool isStewardAmong;
        for (uint256 i; i < attestors.length; i++) {
            attestors[i] = address(uint160(i + 1));
            if (attestors[i] == affiliate) continue;
            others++;
            if (stewards & (1 << i) != 0) isStewardAmong = true;
        }
        if (others < required) {
            vm.expectRevert(abi.encodeWithSelector(Attestors.AttestationsMissing.selector, 7, others, required));
        } else if (!isStewardAmong) {
            vm.expectRevert(abi.encodeWithSelector(Attestors.AttestationStewardMissing.selector, 7));
        }
        this.check(affiliate, attestors, stewards, required);
    }
}

contract AccountLinkTest is Test {
    function testFuzz_EachPartStaysWhenAnotherChanges(
        uint256 link,
        address account,
        uint8 linkType,
        uint40 lastAct
    ) external pure {
        uint256 linked = AccountLink.withAccount(link, account, linkType);
        assertEq(AccountLink.accountOf(linked), account, "account");
        assertEq(AccountLink.typeOf(linked), linkType, "type");
        assertEq(AccountLink.lastActOf(linked), AccountLink.lastActOf(link), "the last act stays");

        uint256 acted = AccountLink.withLastAct(link, lastAct);
        assertEq(AccountLink.lastActOf(acted), lastAct, "last act");
        assertEq(AccountLink.accountOf(acted), AccountLink.accountOf(link), "the account stays");
        assertEq(AccountLink.typeOf(acted), AccountLink.typeOf(link), "the type stays");
    }

    function testFuzz_AWordIsWhatItsPartsSay(address account, bool isPayee, uint40 lastAct) external pure {
        uint256 linkType = isPayee ? AccountLink.PAYEE : AccountLink.SUCCESSOR;
        uint256 expected = uint160(account) | (linkType << 160) | (uint256(lastAct) << 168);
        assertEq(AccountLink.withLastAct(AccountLink.withAccount(0, account, linkType), lastAct), expected, "word");
        assertEq(
            AccountLink.withAccount(AccountLink.withLastAct(0, lastAct), account, linkType),
            expected,
            "any order"
        );
    }
}
