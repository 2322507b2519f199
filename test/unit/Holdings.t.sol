// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Holdings} from "../../contracts/Holdings.sol";
import {Equation} from "../../contracts/libraries/Equation.sol";
import {PackedEntry} from "../../contracts/libraries/PackedEntry.sol";
import {TestToken} from "../../contracts/mocks/TestToken.sol";
import {Basis, EquityPool, Kind, Line} from "../../contracts/types/VentureTypes.sol";
import {Test} from "../utils/Test.sol";

/// @dev The engine with doors: pool 1 is equity, pool 2 debt at 120%; kinds 0 and 1 are equity, kind 2 is cash.
contract Engine is Holdings {
    address private immutable _token;
    uint256[] private _record;

    constructor(address token, uint32[2] memory weights) {
        _token = token;
        _head.pools = 2;
        _head.kinds = 3;
        _head.version = 1;
        _equityPools[1] = EquityPool(true, 0, 0, 0, 0);
        _debtPools[2].token = token;
        _debtPools[2].capBps = 12_000;
        _kinds[0] = Kind(1, 0, false, false, false, 0, 0, weights[0]);
        _kinds[1] = Kind(1, 0, false, false, false, 0, 0, weights[1]);
        _kinds[2] = Kind(2, 0, false, false, true, 0, 0, 1);
    }

    function add(uint256[] calldata entries) external {
        _addUnits(0, entries);
    }

    /// @dev A large batch of one kind, its total at once.
    function addLarge(bytes32 batch, uint256[] calldata totals) external {
        _addUnits(batch, totals);
        // As `TotalAdded` tells it: nothing happens between the distribution and the acceptance.
        _record = [_kindIndex(_kinds[0], 0, _token, _indices[1][_token]), PackedEntry.quantityOf(totals[0])];
    }

    function activate(bytes32 batch, uint256[] calldata leaves) external {
        _activate(batch, _record, leaves);
    }

    function close(bytes32 batch, uint8 kind) external {
        _closeRest(batch, kind, _record);
    }

    function remove(address account, uint8 kind, uint256 quantity) external {
        _removeUnits(account, kind, quantity);
    }

    function reweigh(uint8 kind, uint32 weight) external {
        _reweigh(kind, weight);
    }

    function reassign(address account, uint256 index) external {
        _reassignDebt(2, account, index);
    }

    function _birthTokens() internal view override returns (address[] memory list) {
        list = new address[](1);
        list[0] = _token;
    }

    function _birthEquation() internal pure override returns (bytes memory) {
        Line[] memory lines = new Line[](3);
        lines[0] = Line(address(0xFEE), 0, Basis.Gross, 500);
        lines[1] = Line(address(0), 2, Basis.Remaining, 5000);
        lines[2] = Line(address(0), 1, Basis.Remaining, 9000);
        return Equation.encode(lines, address(0xF00D));
    }
}

contract HoldingsTest is Test {
    struct Step {
        uint8 action;
        uint8 who;
        uint8 kind;
        uint64 quantity;
    }

    uint256 private constant PEOPLE = 4;
    address private constant FEE = address(0xFEE);
    address private constant FUND = address(0xF00D);

    TestToken private token;
    Engine private engine;
    Engine private twin;
    uint256 private sales;

    function _person(uint256 i) private pure returns (address) {
        return address(uint160(0x1000 + (i % PEOPLE)));
    }

    function _begin(uint32 weight0, uint32 weight1) private {
        token = new TestToken("Test", "T", 6);
        uint32[2] memory weights = [
            uint32(bound(weight0, 1, type(uint32).max)),
            uint32(bound(weight1, 1, type(uint32).max))
        ];
        engine = new Engine(address(token), weights);
        twin = new Engine(address(token), weights);
    }

    function _owed(Engine target, address account) private view returns (uint256) {
        address[] memory list = new address[](1);
        list[0] = address(token);
        return target.previewClaim(account, list, _kinds())[0];
    }

    function _kinds() private pure returns (uint8[] memory kinds) {
        kinds = new uint8[](2);
        kinds[1] = 1;
    }

    function _claim(Engine target, address account) private {
        address[] memory list = new address[](1);
        list[0] = address(token);
        uint256 expected = _owed(target, account);
        uint256 before = token.balanceOf(account);
        target.claim(account, list, _kinds(), 100);
        assertEq(token.balanceOf(account) - before, expected, "a preview is what the claim pays");
        assertEq(_owed(target, account), 0, "nothing is left, nothing is paid twice");
    }

    function _do(Step memory step) private {
        address account = _person(step.who);
        uint8 action = step.action % 6;
        if (action <= 1) {
            uint256 amount = bound(step.quantity, 1, type(uint64).max);
            token.mint(address(engine), amount);
            token.mint(address(twin), amount);
            sales += amount;
        } else if (action == 2) {
            uint256[] memory entries = new uint256[](1);
            uint256 quantity = bound(step.quantity, 1, 2 ** 40);
            entries[0] = (uint256(uint160(account)) << 96) | (uint256(step.kind % 3) << 88) | quantity;
            engine.add(entries);
            twin.add(entries);
        } else if (action == 3) {
            uint256 quantity = bound(step.quantity, 0, engine.unitsOf(account, step.kind % 2));
            if (quantity == 0) return;
            engine.remove(account, step.kind % 2, quantity);
            twin.remove(account, step.kind % 2, quantity);
        } else if (action == 4) {
            uint32 weight = uint32(bound(step.quantity, 1, type(uint32).max));
            engine.reweigh(step.kind % 2, weight);
            twin.reweigh(step.kind % 2, weight);
        } else {
            // Claims in the engine only: the twin's people wait until the end. A claim distributes what arrived, so the twin
            // does too: two sales distributed together are rounded once.
            _claim(engine, account);
            twin.sync(address(token));
        }
    }

    /// @dev S1, S2, O1, O3, N2: whatever happens, nobody's total falls, the contract stays solvent, and claiming often or
    ///      only at the end differs by less than a unit per account.
    function testFuzz_ClaimOrderAndFrequencyChangeNothing(
        uint32 weight0,
        uint32 weight1,
        Step[12] memory steps
    ) external {
        _begin(weight0, weight1);
        for (uint256 i; i < steps.length; i++) {
            uint256[] memory before = new uint256[](PEOPLE);
            for (uint256 p; p < PEOPLE; p++) {
                before[p] = _total(engine, _person(p));
            }
            _do(steps[i]);
            for (uint256 p; p < PEOPLE; p++) {
                assertTrue(_total(engine, _person(p)) >= before[p], "N2: what accrued never falls");
            }
        }
        // The two engines share recipients, so what was paid by the first is read before the second pays.
        for (uint256 p = PEOPLE; p > 0; p--) {
            _claim(engine, _person(p - 1));
        }
        _claim(engine, FEE);
        _claim(engine, FUND);
        uint256 paid;
        uint256[] memory totals = new uint256[](PEOPLE);
        for (uint256 p; p < PEOPLE; p++) {
            totals[p] = token.balanceOf(_person(p));
            paid += totals[p];
        }
        paid += token.balanceOf(FEE) + token.balanceOf(FUND);
        assertEq(token.balanceOf(address(engine)) + paid, sales, "S2: nothing is made or lost");
        for (uint256 p; p < PEOPLE; p++) {
            assertEq(_owed(twin, _person(p)), totals[p], "O1, O3: as if nobody had claimed before");
        }
    }

    function _total(Engine target, address account) private view returns (uint256) {
        return token.balanceOf(account) + _owed(target, account);
    }

    /// @dev M3, C1: an entry is never paid above its cap, and a re-assigned one leaves no hole.
    function testFuzz_ReassignedDebtLeavesNoHole(
        uint64[4] memory money,
        uint64[3] memory amounts,
        uint8 wrong
    ) external {
        _begin(1, 1);
        uint256[] memory entries = new uint256[](4);
        uint256 total;
        for (uint256 p; p < 4; p++) {
            money[p] = uint64(bound(money[p], 1, 2 ** 50));
            total += money[p];
            entries[p] = (uint256(uint160(_person(p))) << 96) | (2 << 88) | money[p];
        }
        engine.add(entries);
        for (uint256 i; i < amounts.length; i++) {
            token.mint(address(engine), amounts[i]);
            engine.sync(address(token));
            if (i == 0) {
                uint256 accrued = _owed(engine, _person(wrong));
                engine.reassign(_person(wrong), 0);
                assertEq(_owed(engine, _person(wrong)), accrued, "what accrued stays");
            }
        }
        uint256 line = (total * 12_000) / 10_000;
        assertTrue(engine.debtPool(2).repaid <= line, "C1");
        assertEq(engine.debtPool(2).end, line, "no hole");
        for (uint256 p; p < 4; p++) {
            assertTrue(_owed(engine, _person(p)) <= (uint256(money[p]) * 12_000) / 10_000, "C1 for each");
        }
        uint256 owed = _owed(engine, FEE) + _owed(engine, FUND);
        for (uint256 p; p < 4; p++) {
            owed += _owed(engine, _person(p));
        }
        assertTrue(owed <= engine.tokenBook(address(token)).accounted, "S1");
    }

    struct LargeStep {
        uint8 action;
        uint8 who;
        uint64 amount;
    }

    /// @dev L1: a leaf is worth what an entry of an ordinary batch accepted at the same time is, whenever it is activated.
    function testFuzz_ALeafIsAnEntryWheneverItIsActivated(
        uint32 weight0,
        uint32 weight1,
        uint64[4] memory quantities,
        LargeStep[10] memory steps
    ) external {
        _begin(weight0, weight1);
        _mintBoth(1000);
        uint256[] memory old = new uint256[](1);
        old[0] = PackedEntry.pack(address(0xA11CE), 0, 777);
        engine.add(old);
        twin.add(old);
        _mintBoth(5000);

        bytes32 batch = keccak256("large");
        uint256[] memory entries = new uint256[](PEOPLE);
        uint256 total;
        for (uint256 p; p < PEOPLE; p++) {
            quantities[p] = uint64(bound(quantities[p], 1, 2 ** 40));
            entries[p] = PackedEntry.pack(_person(p), 0, quantities[p]);
            total += quantities[p];
        }
        twin.add(entries);
        uint256[] memory totals = new uint256[](1);
        totals[0] = PackedEntry.pack(address(engine), 0, total);
        engine.addLarge(batch, totals);

        for (uint256 i; i < steps.length; i++) {
            _doLarge(batch, steps[i], entries);
        }
        for (uint256 p; p < PEOPLE; p++) {
            if (engine.unitsOf(_person(p), 0) == 0) _activate(batch, entries[p]);
            assertEq(_owed(engine, _person(p)), _owed(twin, _person(p)), "L1: the same as an entry");
        }
        assertEq(_owed(engine, address(0xA11CE)), _owed(twin, address(0xA11CE)), "nobody else has more or less");
        (uint256 activated, uint256 leaves) = engine.activatedOf(batch, 0);
        assertEq(activated, total, "nothing is left");
        assertEq(leaves, PEOPLE, "each leaf is counted");
        assertEq(engine.equityPool(1).points, twin.equityPool(1).points, "the same points");
    }

    function _doLarge(bytes32 batch, LargeStep memory step, uint256[] memory entries) private {
        uint8 action = step.action % 4;
        if (action == 0) {
            uint256 p = step.who % PEOPLE;
            if (engine.unitsOf(_person(p), 0) == 0) _activate(batch, entries[p]);
        } else if (action == 1) {
            uint32 weight = uint32(bound(step.amount, 1, type(uint32).max));
            engine.reweigh(0, weight);
            twin.reweigh(0, weight);
        } else {
            _mintBoth(bound(step.amount, 1, type(uint64).max));
            if (action == 2) {
                engine.sync(address(token));
                twin.sync(address(token));
            }
        }
    }

    function _activate(bytes32 batch, uint256 leaf) private {
        uint256[] memory leaves = new uint256[](1);
        leaves[0] = leaf;
        engine.activate(batch, leaves);
    }

    function _mintBoth(uint256 amount) private {
        token.mint(address(engine), amount);
        token.mint(address(twin), amount);
        sales += amount;
    }

    /// @dev S1, S2, N2: what a rest had earned goes to those who stay or waits for them; nobody loses by a closing.
    function testFuzz_AClosedRestLosesNothing(
        uint32 weight0,
        uint64 total,
        uint64 activated,
        uint64[3] memory amounts
    ) external {
        _begin(weight0, 1);
        total = uint64(bound(total, 1, 2 ** 40));
        activated = uint64(bound(activated, 0, total));
        bytes32 batch = keccak256("large");
        uint256[] memory totals = new uint256[](1);
        totals[0] = PackedEntry.pack(address(engine), 0, total);
        engine.addLarge(batch, totals);
        _mintBoth(amounts[0]);
        if (activated != 0) _activate(batch, PackedEntry.pack(_person(0), 0, activated));
        _mintBoth(amounts[1]);
        uint256 owed = _owed(engine, _person(0));
        engine.close(batch, 0);

        assertTrue(_owed(engine, _person(0)) >= owed, "N2: who stays loses nothing");
        assertEq(engine.equityPool(1).points, uint256(activated) * engine.kindOf(0).rate, "only the rest leaves");
        _mintBoth(amounts[2]);
        engine.sync(address(token));
        uint256 equity = (uint256(engine.tokenBook(address(token)).accounted) -
            _owed(engine, FEE) -
            _owed(engine, FUND));
        uint256 held = _owed(engine, _person(0));
        assertTrue(held <= equity, "S1");
        // At most a unit for each time that something was rounded: two feeds, the closing, the last sale, the claim.
        if (activated != 0) assertTrue(equity - held <= 5, "S2: what the rest had is not lost");
    }
}
