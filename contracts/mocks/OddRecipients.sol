// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Caller} from "./OddTokens.sol";

/// @title Refuses ETH
contract RevertingRecipient {
    receive() external payable {
        revert("RevertingRecipient");
    }
}

/// @title Uses up all gas it is given
contract GasBurner {
    receive() external payable {
        while (true) {}
    }
}

/// @title Answers with a megabyte
contract ReturnBomb {
    receive() external payable {
        assembly {
            revert(0, 1000000)
        }
    }
}

/// @title Calls on when it is paid
contract Reenterer is Caller {
    receive() external payable {
        _callOn();
    }
}

/// @title Leaves its ETH where nobody asked for it
contract Forcer {
    constructor(address payable target) payable {
        selfdestruct(target);
    }
}
