// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {ICampaign} from "../../contracts/interfaces/ICampaign.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title Pledges for as many as one likes, each an account of its own
contract Crowd {
    ICampaign private immutable _campaign;
    bytes32 private immutable _agreementHash;

    constructor(ICampaign campaign) {
        _campaign = campaign;
        _agreementHash = campaign.terms().agreementHash;
        IERC20(campaign.terms().token).approve(address(campaign), type(uint256).max);
    }

    /// @notice Pledges `amount` for each of the members from `first` on, out of this contract's own money.
    function pledge(uint256 first, uint256 count, uint256 amount) external {
        for (uint256 i = first; i < first + count; i++) {
            _campaign.pledgeFor(member(i), amount, _agreementHash, address(0), false);
        }
    }

    function member(uint256 i) public pure returns (address) {
        return address(uint160(uint256(keccak256(abi.encode("member", i)))));
    }
}
