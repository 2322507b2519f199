// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {PaymentSplitter} from "openzeppelin-contracts-v4/finance/PaymentSplitter.sol";

/// @title OpenZeppelin's PaymentSplitter 4.9 as it is, under this project's compiler
/// @dev A peer to measure against, never deployed.
contract PaymentSplitterV4 is PaymentSplitter {
    constructor(address[] memory payees, uint256[] memory shares) PaymentSplitter(payees, shares) {}
}
