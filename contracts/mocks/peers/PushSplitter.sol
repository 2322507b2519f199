// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title Sends to one after the other: what nobody who pays each recipient at once gets below
/// @dev A peer to measure against, never deployed. It keeps nothing; its owner says whom and how much.
contract PushSplitter {
    using SafeERC20 for IERC20;

    address public immutable owner;

    error PushNotOwner(address caller, address owner);
    error PushLengthMismatch(uint256 recipients, uint256 amounts);

    constructor(address owner_) {
        owner = owner_;
    }

    function push(IERC20 token, address[] calldata recipients, uint256[] calldata amounts) external {
        if (msg.sender != owner) revert PushNotOwner(msg.sender, owner);
        if (recipients.length != amounts.length) revert PushLengthMismatch(recipients.length, amounts.length);
        for (uint256 i; i < recipients.length; i++) {
            token.safeTransfer(recipients[i], amounts[i]);
        }
    }
}
