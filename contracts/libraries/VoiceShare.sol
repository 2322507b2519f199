// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IVenture} from "../interfaces/IVenture.sol";
import {Kind, KindConfig} from "../types/VentureTypes.sol";

/// @title Voice in proportion to points
/// @dev Growth is limited in points. A kind of much voice and little weight would make a majority of what is within the
///      limits.
library VoiceShare {
    /// @notice True where a new kind gives no more voice per point than a kind of its pool does.
    function isInProportion(IVenture venture, KindConfig memory config) internal view returns (bool) {
        if (config.voice == 0) return true;
        uint256 count = venture.kindCount();
        for (uint256 id; id < count; id++) {
            Kind memory kind = venture.kindOf(uint8(id));
            // A weight that was lowered afterwards is no measure, nor is another pool: each grows within limits of its own.
            if (kind.isDebt || kind.reweighed || kind.pool != config.pool) continue;
            if (uint256(config.voice) * kind.rate <= uint256(kind.voice) * config.rate) return true;
        }
        return false;
    }
}
