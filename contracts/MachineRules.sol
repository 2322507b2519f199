// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IMachineRules} from "./interfaces/IMachineRules.sol";
import {ISharedEquipment} from "./interfaces/ISharedEquipment.sol";
import {RateCard} from "./libraries/RateCard.sol";
import {UseInvoice} from "./libraries/UseInvoice.sol";
import {CoOwnerAction} from "./types/CampaignTypes.sol";
import {Cost, Effect, Invoice, Material, Scenario, UseInput} from "./types/MachineTypes.sol";
import {ETH} from "./types/VentureTypes.sol";

/// @title What a use of a machine comes to, and what a decision about one may say
contract MachineRules is IMachineRules {
    uint256 private constant MAX_MINUTES = 7 days / 1 minutes;
    uint256 private constant MAX_AMOUNT = type(uint88).max;
    uint256 private constant MAX_SCENARIOS = 32;
    uint256 private constant MAX_MATERIALS = 64;
    uint256 private constant MAX_DECIMALS = 18;
    uint256 private constant MAX_TOKENS = 16;
    uint256 private constant MAX_UNMUTED = 8;

    /* USES */

    /// @inheritdoc IMachineRules
    function invoice(
        address machine,
        UseInput calldata input,
        address logger
    ) external view returns (Invoice memory result) {
        ISharedEquipment target = ISharedEquipment(machine);
        _checkInput(target, input, logger);
        Scenario memory scenario = _scenario(target, input.scenario);
        if (scenario.coOwnersOnly && target.coOwnerOf(input.user).pledged == 0) revert UseByCoOwnersOnly(input.user);

        result.loggedAt = uint40(block.timestamp);
        (result.user, result.logger, result.technician) = (input.user, logger, input.technician);
        uint256 costs;
        (result.costs, costs) = _costs(target, input, scenario);
        uint256 price =
            input.isJob ? input.agreedPrice : UseInvoice.timeDown(scenario.pricePerHour, input.durationMinutes);
        uint256 left = Math.saturatingSub(price, costs);
        if (scenario.inKind) result.inKind = uint88(left);
        else result.net = uint88(left);
        uint256 total = UseInvoice.totalOf(result);
        if (total > MAX_AMOUNT) revert UseAmountTooLarge(total, MAX_AMOUNT);
    }

    /// @dev Materials, the technician, and the fee, which a job does not have.
    /// @return list Without lines of nothing, materials apart.
    /// @return costs What the price has to cover: all but the fee.
    function _costs(
        ISharedEquipment target,
        UseInput calldata input,
        Scenario memory scenario
    ) private view returns (Cost[] memory list, uint256 costs) {
        uint256 count = input.materials.length;
        list = new Cost[](count + 2);
        for (uint256 i; i < count; i++) {
            list[i] = _materialCost(target, input, i);
            costs += list[i].amount;
        }
        // Rates are below 2^80 and a week has 168 hours: below 2^88.
        uint256 technician = UseInvoice.timeDown(scenario.technicianPerHour, input.technicianMinutes);
        uint256 fee = input.isJob ? 0 : UseInvoice.timeDown(scenario.maintenancePerHour, input.durationMinutes);
        if (technician != 0) list[count++] = Cost(input.technician, uint88(technician));
        if (fee != 0) list[count++] = Cost(address(target), uint88(fee));
        costs += technician;
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    function _materialCost(
        ISharedEquipment target,
        UseInput calldata input,
        uint256 index
    ) private view returns (Cost memory) {
        uint88 quantity = input.materials[index].quantity;
        if (quantity == 0) revert UseQuantityZero(index);
        Material memory material = _material(target, input.materials[index].material);
        uint256 amount = UseInvoice.materialDown(quantity, material.price, material.decimals);
        if (amount > MAX_AMOUNT) revert UseAmountTooLarge(amount, MAX_AMOUNT);
        return Cost(material.supplier, uint88(amount));
    }

    function _checkInput(ISharedEquipment target, UseInput calldata input, address logger) private view {
        bool isSteward = target.isSteward(logger);
        if (input.user == address(0) || (logger != input.user && !isSteward)) {
            revert UseLoggerInvalid(logger, input.user);
        }
        if (input.isJob ? !isSteward || logger == input.user : input.agreedPrice != 0) {
            revert UseJobInvalid(logger, input.user);
        }
        if (input.durationMinutes == 0 || input.durationMinutes > MAX_MINUTES) {
            revert UseMinutesOutOfBounds(input.durationMinutes, 1, MAX_MINUTES);
        }
        bool hasTechnician = input.technician != address(0);
        // Whoever works on their own use would pay themselves what the price leaves for the others.
        if (hasTechnician && (input.technician == input.user || !target.isSteward(input.technician))) {
            revert UseTechnicianUnknown(input.technician);
        }
        if (hasTechnician != (input.technicianMinutes != 0) || input.technicianMinutes > MAX_MINUTES) {
            revert UseMinutesOutOfBounds(
                input.technicianMinutes,
                hasTechnician ? 1 : 0,
                hasTechnician ? MAX_MINUTES : 0
            );
        }
    }

    /* DECISIONS */

    /// @inheritdoc IMachineRules
    function checkData(CoOwnerAction action, bytes calldata data) public pure {
        // Words of 32 bytes, in the order of `CoOwnerAction`.
        uint256 expected = 32 * uint256(uint8(bytes9(hex"030201020706040202")[uint256(action)]));
        if (data.length != expected) revert ActionDataInvalid(data.length, expected);
    }

    /// @inheritdoc IMachineRules
    function readAction(
        address machine,
        CoOwnerAction action,
        bytes calldata data
    ) external view returns (Effect memory effect) {
        checkData(action, data);
        ISharedEquipment target = ISharedEquipment(machine);
        if (action == CoOwnerAction.Custodian) {
            effect.account = abi.decode(data, (address));
        } else if (action == CoOwnerAction.Steward) {
            (effect.account, effect.flag) = abi.decode(data, (address, bool));
        } else if (action == CoOwnerAction.Scenario) {
            Scenario memory scenario;
            (effect.id, , scenario) = abi.decode(data, (uint256, bytes32, Scenario));
            (uint256 next, ) = target.rateCardSize();
            _checkPlace(effect.id, next, MAX_SCENARIOS);
            effect.word = RateCard.pack(scenario);
            return effect;
        } else if (action == CoOwnerAction.Material) {
            Material memory material;
            (effect.id, , , material) = abi.decode(data, (uint256, bytes32, bytes32, Material));
            (, uint256 next) = target.rateCardSize();
            _checkPlace(effect.id, next, MAX_MATERIALS);
            if (material.decimals > MAX_DECIMALS) revert MachineDecimalsTooMany(material.decimals, MAX_DECIMALS);
            (effect.account, effect.word) = (material.supplier, RateCard.pack(material));
        } else if (action == CoOwnerAction.Spending) {
            (effect.other, effect.account, effect.amount, ) = abi.decode(data, (address, address, uint256, bytes32));
            uint256 held = target.maintenanceOf(effect.other);
            if (effect.amount == 0 || effect.amount > held) {
                revert MaintenanceInsufficient(effect.other, held, effect.amount);
            }
        } else if (action == CoOwnerAction.Token) {
            (effect.other, effect.flag) = abi.decode(data, (address, bool));
            _checkToken(target, effect.other, effect.flag);
            return effect;
        } else if (action == CoOwnerAction.Move) {
            (effect.account, effect.other) = abi.decode(data, (address, address));
            _checkAccount(machine, effect.other);
            // What can't object is not moved: the network, suppliers, anything with code.
            bool isOwner = effect.account.code.length == 0 && target.coOwnerOf(effect.account).pledged != 0;
            isOwner = isOwner && effect.account != target.birth().network;
            if (!isOwner) revert MachineAccountInvalid(effect.account);
        } else {
            revert MachineActionUnknown(action);
        }
        _checkAccount(machine, effect.account);
    }

    /// @dev An entry that stands is replaced; a new one comes at the end.
    function _checkPlace(uint256 id, uint256 next, uint256 max) private pure {
        if (id > next || id >= max) revert MachinePlaceInvalid(id, next, max);
    }

    function _checkAccount(address machine, address account) private pure {
        if (account == address(0) || account == machine) revert MachineAccountInvalid(account);
    }

    /// @dev At most 16 tokens ever, at most 8 of them unmuted; its own can't be muted.
    function _checkToken(ISharedEquipment target, address token, bool muted) private view {
        if (token == target.birth().token) revert TokenTwice(token);
        if (token != ETH && token.code.length == 0) revert TokenWithoutCode(token);
        address[] memory list = target.tokens();
        uint256 count = 1;
        uint256 unmuted = muted ? 0 : 1;
        for (uint256 i; i < list.length; i++) {
            if (list[i] == token) continue;
            count++;
            if (!target.tokenBook(list[i]).muted) unmuted++;
        }
        if (count > MAX_TOKENS) revert TokensTooMany(count, MAX_TOKENS);
        if (unmuted > MAX_UNMUTED) revert TokensTooMany(unmuted, MAX_UNMUTED);
    }

    /* RATE CARD */

    /// @inheritdoc IMachineRules
    function scenarioOf(address machine, uint256 id) external view returns (Scenario memory) {
        return _scenario(ISharedEquipment(machine), id);
    }

    /// @inheritdoc IMachineRules
    function materialOf(address machine, uint256 id) external view returns (Material memory) {
        return _material(ISharedEquipment(machine), id);
    }

    function _scenario(ISharedEquipment target, uint256 id) private view returns (Scenario memory) {
        (uint256 count, ) = target.rateCardSize();
        if (id >= count) revert UseScenarioUnknown(id, count);
        return RateCard.scenario(target.scenarioWord(id));
    }

    function _material(ISharedEquipment target, uint256 id) private view returns (Material memory) {
        (, uint256 count) = target.rateCardSize();
        if (id >= count) revert UseMaterialUnknown(id, count);
        return RateCard.material(target.materialWord(id));
    }
}
