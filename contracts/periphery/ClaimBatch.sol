// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IVenture} from "../interfaces/IVenture.sol";

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
            uint256 needed = (gasEach * 64) / 63 + 20_000;
            if (gasleft() < needed) revert ClaimGasTooLow(gasleft(), needed);
            bytes4 reason;
            (paid[i], reason) = _try(requests[i], gasEach);
            if (!paid[i]) emit ClaimFailed(i, requests[i].venture, requests[i].account, reason);
        }
    }

    /// @dev Copies at most 4 bytes of what comes back: a return bomb costs its own claim only.
    function _try(Request calldata request, uint256 gasEach) private returns (bool ok, bytes4 reason) {
        bytes memory data = abi.encodeCall(
            IVenture(request.venture).claim,
            (request.account, request.tokens, request.kinds, request.maxDebtEntries)
        );
        address venture = request.venture;
        assembly ("memory-safe") {
            mstore(0, 0)
            ok := call(gasEach, venture, 0, add(data, 32), mload(data), 0, 4)
            reason := and(mload(0), shl(224, 0xffffffff))
        }
        ok = ok && venture.code.length != 0;
    }
}
