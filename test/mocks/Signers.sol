// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {SignedAct} from "../../contracts/types/LedgerTypes.sol";

/// @title A contract that answers for signatures in one way, chosen by name
contract SignerWallet {
    enum Answer {
        Approved,
        Yes,
        YesAtLength,
        No,
        Reverts,
        RevertsAtLength,
        Short,
        Zero,
        BurnsGas
    }

    uint256 private constant LENGTH = 1_000_000;

    Answer public answer;
    mapping(bytes32 digest => bool) public approved;

    function setAnswer(Answer answer_) external {
        answer = answer_;
    }

    function approve(bytes32 digest) external {
        approved[digest] = true;
    }

    function run(address to, bytes calldata call_) external {
        (bool ok, bytes memory result) = to.call(call_);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(result, 32), mload(result))
        }
    }

    function isValidSignature(bytes32 digest, bytes calldata) external view returns (bytes4) {
        bytes4 yes = this.isValidSignature.selector;
        if (answer == Answer.Approved) return approved[digest] ? yes : bytes4(0xffffffff);
        if (answer == Answer.YesAtLength) {
            assembly ("memory-safe") {
                mstore(0, yes)
                return(0, LENGTH)
            }
        }
        if (answer == Answer.No) return 0xffffffff;
        if (answer == Answer.Reverts) revert("no");
        if (answer == Answer.RevertsAtLength) {
            assembly ("memory-safe") {
                mstore(0, yes)
                revert(0, LENGTH)
            }
        }
        if (answer == Answer.Short) {
            assembly ("memory-safe") {
                mstore(0, yes)
                return(0, 4)
            }
        }
        if (answer == Answer.Zero) return 0;
        if (answer == Answer.BurnsGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        return yes;
    }
}

/// @title Something that calls itself a ledger, takes every signature, and names whatever venture it is told
contract FakeLedger {
    address public venture;

    function setVenture(address venture_) external {
        venture = venture_;
    }

    function useSigned(SignedAct calldata, bytes32) external {}
}

/// @title Something that calls itself a venture and names a ledger that is not its own
contract FakeVenture {
    address public immutable ledger;

    constructor(address ledger_) {
        ledger = ledger_;
    }

    function holderOf(address account) external pure returns (address, uint256) {
        return (account, 0);
    }

    function claimTo(address, address, address[] calldata, uint8[] calldata, uint256) external {}

    function setPayee(address, address) external {}
}
