// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Material, Scenario} from "../types/MachineTypes.sol";

/// @title Scenarios and materials in one word each, as a machine stores them
/// @dev Scenario: price 80 | maintenance 80 | technician 80 | co-owners only 8 | in kind 8, from the lowest bit.
///      Material: supplier 160 | price 88 | decimals 8.
library RateCard {
    function pack(Scenario memory scenario) internal pure returns (uint256 word) {
        word = scenario.pricePerHour | (uint256(scenario.maintenancePerHour) << 80);
        word |= uint256(scenario.technicianPerHour) << 160;
        if (scenario.coOwnersOnly) word |= 1 << 240;
        if (scenario.inKind) word |= 1 << 248;
    }

    function pack(Material memory material) internal pure returns (uint256) {
        return uint160(material.supplier) | (uint256(material.price) << 160) | (uint256(material.decimals) << 248);
    }

    function scenario(uint256 word) internal pure returns (Scenario memory) {
        return
            Scenario({
                pricePerHour: uint80(word),
                maintenancePerHour: uint80(word >> 80),
                technicianPerHour: uint80(word >> 160),
                coOwnersOnly: uint8(word >> 240) != 0,
                inKind: uint8(word >> 248) != 0
            });
    }

    function material(uint256 word) internal pure returns (Material memory) {
        return Material(address(uint160(word)), uint88(word >> 160), uint8(word >> 248));
    }
}
