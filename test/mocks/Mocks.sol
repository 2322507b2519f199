// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ICampaign} from "../../contracts/interfaces/ICampaign.sol";
import {TestToken} from "../../contracts/mocks/TestToken.sol";

/// @title A token that does one odd thing, chosen by name
contract OddToken is TestToken {
    enum Oddity {
        None,
        NoReturnValue,
        ReturnsFalse,
        TransferReverts,
        TakesAFee,
        TakesAll,
        BalanceReverts,
        BalanceShort,
        BalanceBurnsGas,
        CallsBack
    }

    Oddity public oddity;
    address public target;
    bytes public data;
    bool public callbackOk;
    bytes public callbackResult;

    constructor() TestToken("Odd", "ODD", 2) {}

    function be(Oddity wanted) external {
        oddity = wanted;
    }

    /// @notice What happens in the middle of a transfer.
    function callBack(address target_, bytes calldata data_) external {
        (oddity, target, data) = (Oddity.CallsBack, target_, data_);
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        _move(msg.sender, to, amount);
        return true;
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        _spendAllowance(from, msg.sender, amount);
        _move(from, to, amount);
        return true;
    }

    function balanceOf(address account) public view override returns (uint256) {
        if (oddity == Oddity.BalanceReverts) revert("no");
        if (oddity == Oddity.BalanceShort) {
            assembly ("memory-safe") {
                return(0, 31)
            }
        }
        if (oddity == Oddity.BalanceBurnsGas) {
            while (true) {}
        }
        return super.balanceOf(account);
    }

    function _move(address from, address to, uint256 amount) private {
        if (oddity == Oddity.TransferReverts) revert("no");
        if (oddity == Oddity.CallsBack) (callbackOk, callbackResult) = target.call(data);
        if (oddity == Oddity.TakesAFee) _transfer(from, to, amount - amount / 100);
        else if (oddity != Oddity.TakesAll) _transfer(from, to, amount);
        if (oddity == Oddity.NoReturnValue) {
            assembly ("memory-safe") {
                return(0, 0)
            }
        }
        if (oddity == Oddity.ReturnsFalse) {
            assembly ("memory-safe") {
                mstore(0, 0)
                return(0, 32)
            }
        }
    }
}

/// @title A token with allowances by signature
contract PermitToken is ERC20Permit {
    constructor() ERC20("Permit", "PRM") ERC20Permit("Permit") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}

/// @title A token that takes any call for one it knows, and does nothing then
contract PhantomPermitToken is TestToken {
    constructor() TestToken("Phantom", "PHM", 2) {}

    // solhint-disable-next-line no-empty-blocks
    fallback() external {}
}

/// @title Pledges the least there is for many, in one transaction
contract Crowd {
    /// @param first Address of the first of them; the others come after it.
    function pledge(ICampaign campaign, bytes32 agreementHash, uint160 first, uint160 count) external payable {
        for (uint160 i; i < count; i++) {
            campaign.pledgeFor{value: 1}(address(first + i), 1, agreementHash, address(0), false);
        }
    }
}

/// @title A contract that is paid, and answers for signatures
contract Wallet {
    enum Answer {
        Yes,
        No,
        Revert,
        Short,
        Garbage,
        Bomb
    }

    Answer public answer;
    bool public refusesEth;
    address public target;
    bytes public data;
    bool public callbackOk;
    bytes public callbackResult;

    function setAnswer(Answer answer_) external {
        answer = answer_;
    }

    function refuseEth(bool refuses) external {
        refusesEth = refuses;
    }

    function callBack(address target_, bytes calldata data_) external {
        (target, data) = (target_, data_);
    }

    function run(address to, bytes calldata call_) external {
        (bool ok, bytes memory result) = to.call(call_);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(result, 32), mload(result))
        }
    }

    // solhint-disable-next-line no-complex-fallback
    receive() external payable {
        require(!refusesEth);
        if (target != address(0)) (callbackOk, callbackResult) = target.call(data);
    }

    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4) {
        if (answer == Answer.No) return 0xffffffff;
        if (answer == Answer.Revert) revert("no");
        if (answer == Answer.Short) {
            assembly ("memory-safe") {
                mstore(0, shl(224, 0x1626ba7e))
                return(0, 4)
            }
        }
        if (answer == Answer.Garbage) {
            assembly ("memory-safe") {
                mstore(0, not(0))
                return(0, 32)
            }
        }
        if (answer == Answer.Bomb) {
            assembly ("memory-safe") {
                return(0, 1000000)
            }
        }
        return this.isValidSignature.selector;
    }
}

/// @title Something that calls itself a venture, has a governor of its own, and names another's ledger
contract ForgedVenture {
    address public governor = msg.sender;
    uint256 public noticePeriod = 2 days;
    uint256 public noticeEpoch;
    address public immutable ledger;

    constructor(address ledger_) {
        ledger = ledger_;
    }
}

/// @title A venture whose claims fail in one way
contract HostileVenture {
    bool public burns;

    constructor(bool burns_) {
        burns = burns_;
    }

    // solhint-disable-next-line no-complex-fallback
    fallback() external {
        while (burns) {}
        assembly ("memory-safe") {
            mstore(0, shl(224, 0xdeadbeef))
            revert(0, 100000)
        }
    }
}
