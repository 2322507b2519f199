// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {GasBurner, ReturnBomb} from "../../../contracts/mocks/OddRecipients.sol";
import {CampaignRecord} from "../../../contracts/libraries/CampaignRecord.sol";
import {DebtLine} from "../../../contracts/libraries/DebtLine.sol";
import {Equation} from "../../../contracts/libraries/Equation.sol";
import {IsolatedCall} from "../../../contracts/libraries/IsolatedCall.sol";
import {MachineRecord} from "../../../contracts/libraries/MachineRecord.sol";
import {RateCard} from "../../../contracts/libraries/RateCard.sol";
import {UseInvoice} from "../../../contracts/libraries/UseInvoice.sol";
import {CampaignEnd, CampaignTerms} from "../../../contracts/types/CampaignTypes.sol";
import {
    Cost,
    Invoice,
    MachineConfig,
    MachineTerms,
    Material,
    Scenario
} from "../../../contracts/types/MachineTypes.sol";
import {BPS, Basis, Line} from "../../../contracts/types/VentureTypes.sol";
import {Test} from "../../utils/Test.sol";

contract RateCardTest is Test {
    function testFuzz_ScenarioRoundTrip(
        uint80 price,
        uint80 maintenance,
        uint80 technician,
        bool coOwnersOnly,
        bool inKind
    ) external pure {
        Scenario memory scenario = Scenario(price, maintenance, technician, coOwnersOnly, inKind);
        uint256 word = RateCard.pack(scenario);
        assertEq(keccak256(abi.encode(RateCard.scenario(word))), keccak256(abi.encode(scenario)), "scenario");
        assertEq(RateCard.pack(RateCard.scenario(word)), word, "one meaning, one word");
    }

    function testFuzz_MaterialRoundTrip(address supplier, uint88 price, uint8 decimals) external pure {
        uint256 word = RateCard.pack(Material(supplier, price, decimals));
        Material memory material = RateCard.material(word);
        assertEq(material.supplier, supplier, "supplier");
        assertEq(material.price, price, "price");
        assertEq(material.decimals, decimals, "decimals");
        assertEq(RateCard.pack(material), word, "one meaning, one word");
    }

    function testFuzz_EveryWordIsAMaterial(uint256 word) external pure {
        assertEq(RateCard.pack(RateCard.material(word)), word, "no bit without a meaning");
    }
}

contract UseInvoiceTest is Test {
    function testFuzz_TimeDown(uint80 rate, uint32 durationMinutes) external pure {
        uint256 amount = UseInvoice.timeDown(rate, durationMinutes);
        uint256 exact = uint256(rate) * durationMinutes;
        assertTrue(amount * 60 <= exact && exact - amount * 60 < 60, "rounded down, by less than one");
    }

    function testFuzz_MaterialDown(uint88 quantity, uint88 price, uint8 decimals) external pure {
        uint256 unit = 10 ** bound(decimals, 0, 18);
        uint256 amount = UseInvoice.materialDown(quantity, price, bound(decimals, 0, 18));
        uint256 exact = uint256(quantity) * price;
        assertTrue(amount * unit <= exact && exact - amount * unit < unit, "rounded down, by less than one");
    }

    function testFuzz_TotalOf(uint88[5] memory amounts, uint88 net, uint88 inKind) external pure {
        Invoice memory invoice;
        invoice.costs = new Cost[](5);
        uint256 sum = net;
        for (uint256 i; i < 5; i++) {
            invoice.costs[i].amount = amounts[i];
            sum += amounts[i];
        }
        (invoice.net, invoice.inKind) = (net, inKind);
        assertEq(UseInvoice.totalOf(invoice), sum, "costs and net, nothing else");
    }

    /// @dev Counts unit by unit what lies in the stretch.
    function testFuzz_OverlapCountsUnits(uint8 start, uint8 length, uint8 before, uint8 part) external pure {
        uint256 afterwards = uint256(before) + part;
        uint256 count;
        for (uint256 unit = before; unit < afterwards; unit++) {
            if (unit >= start && unit < uint256(start) + length) count++;
        }
        assertEq(UseInvoice.overlap(start, length, before, afterwards), count, "overlap");
        uint256 within;
        for (uint256 unit; unit < before; unit++) {
            if (unit >= start && unit < uint256(start) + length) within++;
        }
        assertEq(UseInvoice.within(start, length, before), within, "within");
    }

    function testFuzz_PartsMeetAtEveryPoint(
        uint256 start,
        uint256 length,
        uint256 a,
        uint256 b,
        uint256 c
    ) external pure {
        b = bound(b, a, type(uint256).max);
        c = bound(c, b, type(uint256).max);
        uint256 both = UseInvoice.overlap(start, length, a, b) + UseInvoice.overlap(start, length, b, c);
        assertEq(both, UseInvoice.overlap(start, length, a, c), "two payments = one");
        assertTrue(UseInvoice.within(start, length, c) <= length, "never more than the line is long");
    }

    /// @dev However a total is cut into payments, each line gets what one payment brings it, and all of it is shared.
    function testFuzz_ManyPartsAreOnePart(uint88[4] memory amounts, uint256[8] memory cuts) external pure {
        uint256 total;
        for (uint256 i; i < 4; i++) {
            total += amounts[i];
        }
        uint256[4] memory got;
        uint256 paid;
        for (uint256 p; p <= cuts.length; p++) {
            uint256 afterwards = p == cuts.length ? total : bound(cuts[p], paid, total);
            uint256 start;
            for (uint256 i; i < 4; i++) {
                got[i] += UseInvoice.overlap(start, amounts[i], paid, afterwards);
                start += amounts[i];
            }
            paid = afterwards;
        }
        for (uint256 i; i < 4; i++) {
            assertEq(got[i], amounts[i], "a line gets its amount");
        }
    }
}

/// @dev What a clone reads of its own record.
contract MachineReader {
    function read() external view returns (MachineRecord.Record memory) {
        return MachineRecord.read();
    }

    function token() external view returns (address) {
        return MachineRecord.token();
    }

    function equation(bool isReleased) external view returns (bytes memory) {
        return MachineRecord.equation(isReleased);
    }
}

contract MachineRecordTest is Test {
    address private immutable _code = address(new MachineReader());

    function _clone(
        address campaign,
        address token,
        address network,
        uint88 goal,
        MachineTerms memory terms
    ) private returns (MachineReader) {
        CampaignTerms memory campaignTerms;
        (campaignTerms.token, campaignTerms.venture, campaignTerms.goal) = (token, network, goal);
        return
            MachineReader(Clones.cloneWithImmutableArgs(_code, MachineRecord.encode(campaign, campaignTerms, terms)));
    }

    function testFuzz_RoundTrip(
        address campaign,
        address token,
        address network,
        uint88 goal,
        MachineTerms memory terms
    ) external {
        MachineReader reader = _clone(campaign, token, network, goal, terms);
        MachineRecord.Record memory record = reader.read();
        assertEq(record.campaign, campaign, "campaign");
        assertEq(record.token, token, "token");
        assertEq(reader.token(), token, "token alone");
        assertEq(record.network, network, "network");
        assertEq(record.goal, goal, "goal");
        assertEq(keccak256(abi.encode(record.terms)), keccak256(abi.encode(terms)), "terms");
        assertEq(address(reader).code.length, 45 + 87, "87 bytes behind the proxy");
    }

    /// @dev Two splits that a factory would let through.
    function _split(uint16 maintenance, uint16 infrastructure) private pure returns (MachineTerms memory terms) {
        terms.maintenanceBps = uint16(bound(maintenance, 0, BPS - 1));
        terms.infrastructureBps = uint16(bound(infrastructure, 0, BPS - 1 - terms.maintenanceBps));
        terms.paybackBps = uint16(BPS - terms.maintenanceBps - terms.infrastructureBps);
        terms.maintenanceAfterBps = maintenance % uint16(BPS + 1);
    }

    function testFuzz_EquationsInWords(address network, uint16 maintenance, uint16 infrastructure) external {
        MachineTerms memory terms = _split(maintenance, infrastructure);
        MachineReader reader = _clone(address(1), address(2), network, 3, terms);
        Line[] memory lines = new Line[](3);
        lines[0] = Line(address(reader), 0, Basis.Gross, terms.maintenanceBps);
        lines[1] = Line(network, 0, Basis.Gross, terms.infrastructureBps);
        lines[2] = Line(address(0), 1, Basis.Gross, terms.paybackBps);
        assertEq(keccak256(reader.equation(false)), keccak256(Equation.encode(lines, network)), "before release");
        lines[0].shareBps = terms.maintenanceAfterBps;
        lines[1].shareBps = uint16(BPS) - terms.maintenanceAfterBps;
        lines[2].shareBps = 0;
        assertEq(keccak256(reader.equation(true)), keccak256(Equation.encode(lines, network)), "after release");
    }

    /// @dev The net of an invoice in parts: every line gets what one payment gives it, and with the last unit the remainder
    ///      gets what rounding left, less than a unit a line.
    function testFuzz_NetInPartsIsExact(
        uint16 maintenance,
        uint16 infrastructure,
        bool isReleased,
        uint88 net,
        uint256[8] memory cuts
    ) external {
        MachineReader reader = _clone(address(1), address(2), address(3), 4, _split(maintenance, infrastructure));
        bytes memory code = reader.equation(isReleased);
        uint256 count = Equation.countOf(code);
        uint256 sum;
        for (uint256 i; i < count; i++) {
            uint256 word = Equation.wordAt(code, i);
            uint256 got;
            uint256 paid;
            for (uint256 p; p <= cuts.length; p++) {
                uint256 reached = p == cuts.length ? net : bound(cuts[p], paid, net);
                got += Equation.shareDown(word, reached, 0) - Equation.shareDown(word, paid, 0);
                paid = reached;
            }
            assertEq(got, Equation.shareDown(word, net, 0), "many parts = one part");
            sum += got;
        }
        assertTrue(sum <= net && net - sum < count, "the shares are the whole, the rest is dust");
    }
}

contract PaybackTest is Test {
    /// @dev E6 for any cost, cap and pledges: nobody passes the own cap, and what rounding leaves is below their number.
    function testFuzz_PaybackKeepsToTheCap(
        uint80[5] memory pledges,
        uint88 spent,
        uint16 capBps,
        uint128 repaid
    ) external pure {
        uint256 goal;
        for (uint256 i; i < 5; i++) {
            goal += pledges[i];
        }
        if (goal == 0) return;
        capBps = uint16(bound(capBps, BPS, 2 * BPS));
        uint256 end = DebtLine.lengthOf(bound(spent, 1, goal), capBps);
        repaid = uint128(bound(repaid, 0, end));
        uint256 sum;
        for (uint256 i; i < 5; i++) {
            uint256 part = DebtLine.paidDown(pledges[i], goal, 0, end, repaid);
            assertTrue(part <= (uint256(pledges[i]) * capBps) / BPS, "the own cap");
            sum += part;
        }
        assertTrue(sum <= repaid && repaid - sum < 5, "dust below the number of co-owners");
    }
}

/// @dev What a clone reads of its campaign's record.
contract CampaignReader {
    function readTerms() external view returns (CampaignTerms memory) {
        return CampaignRecord.readTerms();
    }

    function readMachineTerms() external view returns (MachineTerms memory) {
        return CampaignRecord.readMachineTerms();
    }

    function readMachineSetup() external view returns (address[] memory, uint256[] memory, uint256[] memory) {
        return CampaignRecord.readMachineSetup();
    }
}

contract CampaignRecordTest is Test {
    address private immutable _code = address(new CampaignReader());

    /// @dev Terms in which every bit is random.
    function _terms(bytes32 seed, bool isVenture) private pure returns (CampaignTerms memory terms) {
        uint256 a = uint256(keccak256(abi.encode(seed, 1)));
        uint256 b = uint256(keccak256(abi.encode(seed, 2)));
        uint256 c = uint256(keccak256(abi.encode(seed, 3)));
        terms.end = isVenture ? CampaignEnd.Venture : CampaignEnd.Machine;
        (terms.token, terms.goal) = (address(uint160(a)), uint88(a >> 160));
        (terms.minPledge, terms.maxPledge) = (uint88(b), uint88(b >> 88));
        (terms.deadline, terms.releaseDeadline) = (uint40(b >> 176), uint40(b >> 216));
        (terms.initiator, terms.objectionWindow) = (address(uint160(c)), uint32(c >> 160));
        (terms.objectionBps, terms.capBps, terms.agreementHash) = (uint16(c >> 192), uint16(c >> 208), seed);
        terms.custodian = address(uint160(uint256(keccak256(abi.encode(seed, 4)))));
        terms.venture = address(uint160(uint256(keccak256(abi.encode(seed, 5)))));
    }

    function testFuzz_RoundTrip(
        bytes32 seed,
        bool isVenture,
        MachineTerms memory machineTerms,
        address[3] memory stewards,
        Scenario[2] memory scenarios,
        Material[2] memory materials
    ) external {
        CampaignTerms memory terms = _terms(seed, isVenture);
        MachineConfig memory machine;
        machine.terms = machineTerms;
        machine.stewards = new address[](3);
        machine.scenarios = new Scenario[](2);
        machine.materials = new Material[](2);
        for (uint256 i; i < 3; i++) {
            machine.stewards[i] = stewards[i];
            if (i == 2) continue;
            (machine.scenarios[i], machine.materials[i]) = (scenarios[i], materials[i]);
        }
        CampaignReader reader = CampaignReader(
            Clones.cloneWithImmutableArgs(_code, CampaignRecord.encode(terms, machine))
        );
        assertEq(keccak256(abi.encode(reader.readTerms())), keccak256(abi.encode(terms)), "terms");
        bytes32 hash = keccak256(abi.encode(reader.readMachineTerms()));
        assertEq(hash, keccak256(abi.encode(machineTerms)), "terms of the machine");
        (address[] memory list, uint256[] memory packedScenarios, uint256[] memory packedMaterials) = reader
            .readMachineSetup();
        assertEq(keccak256(abi.encode(list)), keccak256(abi.encode(machine.stewards)), "stewards");
        assertEq(packedScenarios.length + packedMaterials.length, 4, "as many as there were");
        for (uint256 i; i < 2; i++) {
            assertEq(packedScenarios[i], RateCard.pack(scenarios[i]), "scenario");
            assertEq(packedMaterials[i], RateCard.pack(materials[i]), "material");
        }
    }
}

/// @dev Says how much gas it was given, refuses with an error, or with less than one.
contract Callee {
    uint256 public gasGiven;

    error Refused(uint256 why);

    function ask() external payable {
        gasGiven = gasleft();
    }

    function refuse() external payable {
        revert Refused(1);
    }

    function refuseShortly() external pure {
        assembly {
            mstore(0, not(0))
            revert(0, 2)
        }
    }
}

contract IsolatedCallTest is Test {
    uint256 private constant GAS_EACH = 100_000;

    Callee private _callee = new Callee();

    function attemptWith(uint256 gasEach) external returns (bool ok) {
        (ok, ) = IsolatedCall.attempt(address(_callee), 0, abi.encodeCall(Callee.ask, ()), gasEach);
    }

    function testFuzz_WhatItNeedsIsEnough(uint32 gasEach) external {
        uint256 each = bound(gasEach, 50_000, 2_000_000);
        // 3,000 for what comes between the count and the call here.
        assertTrue(this.attemptWith{gas: IsolatedCall.gasNeeded(each) + 3_000}(each), "it goes through");
        uint256 given = _callee.gasGiven();
        assertTrue(given <= each && each - given < 1_000, "the callee has all it was promised");
    }

    function test_SaysWhyItFailed() external {
        (bool ok, bytes4 reason) = IsolatedCall.attempt(
            address(_callee),
            0,
            abi.encodeCall(Callee.refuse, ()),
            GAS_EACH
        );
        assertTrue(!ok && reason == Callee.Refused.selector, "the error's selector");
        (ok, reason) = IsolatedCall.attempt(address(_callee), 0, abi.encodeCall(Callee.refuseShortly, ()), GAS_EACH);
        assertTrue(!ok && reason == 0xffff0000, "what there is of one");
        (ok, reason) = IsolatedCall.attempt(address(0xABCDEF), 0, "", GAS_EACH);
        assertTrue(ok && reason == 0, "nothing");
    }

    function test_AHostileTargetCostsItsOwnGasOnly() external {
        address[2] memory targets = [address(new GasBurner()), address(new ReturnBomb())];
        for (uint256 i; i < 2; i++) {
            uint256 before = gasleft();
            (bool ok, bytes4 reason) = IsolatedCall.attempt(targets[i], 0, "", GAS_EACH);
            assertTrue(!ok && reason == 0, "it fails, without a word");
            assertTrue(before - gasleft() < GAS_EACH + 10_000, "and costs no more than it was given");
        }
    }
}
