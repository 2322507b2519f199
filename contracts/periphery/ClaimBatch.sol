// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IVenture} from "../interfaces/IVenture.sol";
import {IsolatedCall} from "../libraries/IsolatedCall.sol";

/// @title Claims for many, of any ventures, each on its own
/// @dev Without state, money or rights: it makes the calls anyone may make. One that fails or wastes its gas changes
///      nothing for the others.
contract ClaimBatch {
    struct Request {
        address venture;
        address account;
        address[] tokens;
        uint8[] kinds;
        uint256 maxDebtEntries;
    }

    /// @notice One claim of a batch failed; nothing of it was paid, nothing was lost.
    /// @param reason Selector of the error, zero where there is none.
    event ClaimFailed(uint256 indexed index, address indexed venture, address indexed account, bytes4 reason);

    error ClaimGasTooLow(uint256 gasLeft, uint256 gasNeeded);

    /// @notice Claims one after the other.
    /// @param gasEach Gas each claim gets; a transaction that can't give it reverts as a whole, so nobody can make a
    ///        claim fail by passing too little.
    /// @return paid Which claims went through.
    function claim(Request[] calldata requests, uint256 gasEach) external returns (bool[] memory paid) {
        paid = new bool[](requests.length);
        for (uint256 i; i < requests.length; i++) {
            uint256 needed = IsolatedCall.gasNeeded(gasEach);
            if (gasleft() < needed) revert ClaimGasTooLow(gasleft(), needed);
            bytes4 reason;
            (paid[i], reason) = _try(requests[i], gasEach);
            if (!paid[i]) emit ClaimFailed(i, requests[i].venture, requests[i].account, reason);
        }
    }

    function _try(Request calldata request, uint256 gasEach) private returns (bool ok, bytes4 reason) {
        bytes memory data = abi.encodeCall(
            IVenture(request.venture).claim,
            (request.account, request.tokens, request.kinds, request.maxDebtEntries)
        );
        (ok, reason) = IsolatedCall.attempt(request.venture, 0, data, gasEach);
        ok = ok && request.venture.code.length != 0;
    }
}
