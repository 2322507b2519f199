// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {CampaignTerms} from "../types/CampaignTypes.sol";
import {MachineConfig, MachineTerms} from "../types/MachineTypes.sol";
import {RateCard} from "./RateCard.sol";

/// @title What is written into a campaign's code at birth and can never change
/// @dev The terms first, since every pledge reads them; then the machine's; then what it will begin with.
library CampaignRecord {
    /// @dev Where the arguments begin in a clone's code, see `Clones.fetchCloneArgs`.
    uint256 private constant ARGS_AT = 45;
    uint256 private constant TERMS_BYTES = 14 * 32;
    uint256 private constant MACHINE_TERMS_BYTES = 6 * 32;

    function encode(CampaignTerms memory terms, MachineConfig memory machine) internal pure returns (bytes memory) {
        uint256[] memory scenarios = new uint256[](machine.scenarios.length);
        for (uint256 i; i < scenarios.length; i++) {
            scenarios[i] = RateCard.pack(machine.scenarios[i]);
        }
        uint256[] memory materials = new uint256[](machine.materials.length);
        for (uint256 i; i < materials.length; i++) {
            materials[i] = RateCard.pack(machine.materials[i]);
        }
        return abi.encode(terms, machine.terms, machine.stewards, scenarios, materials);
    }

    /// @dev Both are words only, and stand in code as they stand in memory. Copying no more than what is asked for keeps a
    ///      pledge and a refund at the same price whatever the rate card holds; `encode` has checked each word.
    function readTerms() internal view returns (CampaignTerms memory terms) {
        assembly ("memory-safe") {
            extcodecopy(address(), terms, ARGS_AT, TERMS_BYTES)
        }
    }

    function readMachineTerms() internal view returns (MachineTerms memory terms) {
        assembly ("memory-safe") {
            extcodecopy(address(), terms, add(ARGS_AT, TERMS_BYTES), MACHINE_TERMS_BYTES)
        }
    }

    function readMachineSetup()
        internal
        view
        returns (address[] memory stewards, uint256[] memory scenarios, uint256[] memory materials)
    {
        (, , stewards, scenarios, materials) = abi.decode(
            Clones.fetchCloneArgs(address(this)),
            (CampaignTerms, MachineTerms, address[], uint256[], uint256[])
        );
    }
}
