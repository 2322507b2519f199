// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IsolatedCall} from "../libraries/IsolatedCall.sol";

/// @title What others have signed, submitted together
/// @dev Without state, money or rights: it makes calls anyone may make, and none that carries ETH. One that fails or wastes
///      its gas changes nothing for the others. Whoever submits can do no more than submit: anybody speaks through this
///      address, so nothing should ever be given to it.
contract RelayBatch {
    struct Call {
        address target;
        bytes data;
    }

    /// @notice One call of a batch failed; nothing of it happened, nothing was lost.
    /// @param reason Selector of the error, zero where there is none.
    event CallFailed(uint256 indexed index, address indexed target, bytes4 reason);

    error RelayGasTooLow(uint256 gasLeft, uint256 gasNeeded);

    /// @notice Makes one call after the other.
    /// @param gasEach Gas each call gets; a transaction that can't give it reverts as a whole, so nobody can make a call
    ///        fail by passing too little.
    /// @return done Which calls went through.
    function submit(Call[] calldata calls, uint256 gasEach) external returns (bool[] memory done) {
        done = new bool[](calls.length);
        for (uint256 i; i < calls.length; i++) {
            uint256 needed = IsolatedCall.gasNeeded(gasEach);
            if (gasleft() < needed) revert RelayGasTooLow(gasleft(), needed);
            bytes4 reason;
            (done[i], reason) = IsolatedCall.attempt(calls[i].target, 0, calls[i].data, gasEach);
            done[i] = done[i] && calls[i].target.code.length != 0;
            if (!done[i]) emit CallFailed(i, calls[i].target, reason);
        }
    }
}
