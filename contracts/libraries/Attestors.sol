// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @title Enough others
library Attestors {
    error AttestationsMissing(uint256 index, uint256 actual, uint256 required);
    error AttestationStewardMissing(uint256 index);

    /// @notice Reverts unless enough others than the entry's own affiliate attest, one of them a steward.
    /// @param index Of the entry, for the error.
    /// @param stewards Bit i is set when attestor i is a steward.
    function check(
        uint256 index,
        address affiliate,
        address[] memory attestors,
        uint256 stewards,
        uint256 required
    ) internal pure {
        uint256 others = attestors.length;
        unchecked {
            for (uint256 i; i < attestors.length; i++) {
                if (attestors[i] != affiliate) continue;
                others--;
                stewards &= ~(1 << i);
            }
        }
        if (others < required) revert AttestationsMissing(index, others, required);
        if (stewards == 0) revert AttestationStewardMissing(index);
    }
}
