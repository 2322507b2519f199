// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ICampaign} from "./interfaces/ICampaign.sol";
import {ICampaignFactory} from "./interfaces/ICampaignFactory.sol";
import {CampaignRecord} from "./libraries/CampaignRecord.sol";
import {CampaignConfig, CampaignEnd, CampaignTerms} from "./types/CampaignTypes.sol";
import {MachineConfig, MachineTerms} from "./types/MachineTypes.sol";
import {BPS, ETH} from "./types/VentureTypes.sol";

/// @title Makes campaigns
contract CampaignFactory is ICampaignFactory {
    uint256 private constant MAX_NAME = 256;
    uint256 private constant MAX_GOAL = type(uint88).max;
    uint256 private constant MIN_WINDOW = 48 hours;
    uint256 private constant MAX_WINDOW = 60 days;
    uint256 private constant MAX_PERIOD = 366 days;
    /// @dev A majority can always stop a proposal.
    uint256 private constant MAX_OBJECTION_BPS = 5_000;
    uint256 private constant MAX_CAP_BPS = 20_000;
    uint256 private constant MAX_SCENARIOS = 32;
    uint256 private constant MAX_MATERIALS = 64;
    uint256 private constant MAX_STEWARDS = 32;
    uint256 private constant MAX_DECIMALS = 18;

    /// @inheritdoc ICampaignFactory
    address public immutable campaignImplementation;

    constructor(address campaignImplementation_) {
        campaignImplementation = campaignImplementation_;
    }

    /// @inheritdoc ICampaignFactory
    function deploy(CampaignConfig calldata config, bytes32 salt) external returns (address campaign) {
        bytes32 seed = _seed(msg.sender, config, salt);
        bytes memory args = CampaignRecord.encode(config.terms, config.machine);
        campaign = Clones.predictDeterministicAddressWithImmutableArgs(campaignImplementation, args, seed);
        if (campaign.code.length != 0) return campaign;
        checkConfig(config);

        Clones.cloneDeterministicWithImmutableArgs(campaignImplementation, args, seed);
        address machine = ICampaign(campaign).machine();
        emit CampaignDeployed(campaign, config.terms.venture, config.terms.initiator, machine, config);
    }

    /// @inheritdoc ICampaignFactory
    function predict(
        address sender,
        CampaignConfig calldata config,
        bytes32 salt
    ) external view returns (address campaign) {
        return
            Clones.predictDeterministicAddressWithImmutableArgs(
                campaignImplementation,
                CampaignRecord.encode(config.terms, config.machine),
                _seed(sender, config, salt)
            );
    }

    /// @inheritdoc ICampaignFactory
    function checkConfig(CampaignConfig calldata config) public view {
        uint256 length = bytes(config.name).length;
        if (length == 0 || length > MAX_NAME) revert FactoryNameInvalid(length, MAX_NAME);
        CampaignTerms memory terms = config.terms;
        if (terms.token != ETH && terms.token.code.length == 0) revert TokenWithoutCode(terms.token);
        if (terms.agreementHash == 0) revert CampaignAgreementMissing();
        if (terms.initiator == address(0)) revert CampaignAccountMissing("initiator");
        if (terms.venture == address(0)) revert CampaignAccountMissing("venture");
        _bound("minPledge", terms.minPledge, 1, terms.maxPledge);
        _bound("maxPledge", terms.maxPledge, terms.minPledge, terms.goal);
        _bound("objectionWindow", terms.objectionWindow, MIN_WINDOW, MAX_WINDOW);
        _bound("objectionBps", terms.objectionBps, 1, MAX_OBJECTION_BPS);
        _bound("deadline", terms.deadline, block.timestamp + 1, block.timestamp + MAX_PERIOD);
        // Whoever was stopped once has the time to propose once more.
        uint256 earliest = uint256(terms.deadline) + 2 * uint256(terms.objectionWindow);
        _bound("releaseDeadline", terms.releaseDeadline, earliest, earliest + MAX_PERIOD);
        if (terms.end == CampaignEnd.Machine) {
            if (terms.custodian == address(0)) revert CampaignAccountMissing("custodian");
            _bound("capBps", terms.capBps, BPS, MAX_CAP_BPS);
            _checkMachine(config.machine);
        } else {
            if (terms.venture.code.length == 0) revert CampaignVentureWithoutCode(terms.venture);
            if (terms.custodian != address(0)) revert CampaignAccountUnused("custodian", terms.custodian);
        }
    }

    function _checkMachine(MachineConfig calldata machine) private pure {
        MachineTerms memory terms = machine.terms;
        uint256 sum = uint256(terms.maintenanceBps) + terms.infrastructureBps + terms.paybackBps;
        _bound("split", sum, BPS, BPS);
        _bound("paybackBps", terms.paybackBps, 1, BPS);
        _bound("maintenanceAfterBps", terms.maintenanceAfterBps, 0, BPS);
        _bound("contestWindow", terms.contestWindow, MIN_WINDOW, MAX_WINDOW);
        _bound("paymentPeriod", terms.paymentPeriod, 1, MAX_PERIOD);
        _bound("stewards", machine.stewards.length, 1, MAX_STEWARDS);
        _bound("scenarios", machine.scenarios.length, 1, MAX_SCENARIOS);
        _bound("materials", machine.materials.length, 0, MAX_MATERIALS);
        _bound("scenarioNames", machine.scenarioNames.length, machine.scenarios.length, machine.scenarios.length);
        _bound("materialNames", machine.materialNames.length, machine.materials.length, machine.materials.length);
        _bound("materialUnits", machine.materialUnits.length, machine.materials.length, machine.materials.length);
        for (uint256 i; i < machine.stewards.length; i++) {
            if (machine.stewards[i] == address(0)) revert CampaignAccountMissing("stewards");
        }
        for (uint256 i; i < machine.materials.length; i++) {
            if (machine.materials[i].supplier == address(0)) revert CampaignAccountMissing("supplier");
            _bound("decimals", machine.materials[i].decimals, 0, MAX_DECIMALS);
        }
    }

    function _bound(bytes32 parameter, uint256 actual, uint256 min, uint256 max) private pure {
        if (actual < min || actual > max) revert ParameterOutOfBounds(parameter, actual, min, max);
    }

    /// @dev The sender and the whole config are in it: nobody can take another's address.
    function _seed(address sender, CampaignConfig calldata config, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(sender, keccak256(abi.encode(config)), salt));
    }
}
