// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Votes} from "@openzeppelin/contracts/governance/utils/Votes.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IContributionLedger} from "../../contracts/interfaces/IContributionLedger.sol";

/// @title Voice as OpenZeppelin's `Votes` keeps it, told what happens in a ledger
/// @dev Its supply is what somebody can cast, so that it can be compared with the voice board's.
contract PlainVotes is Votes {
    using Checkpoints for Checkpoints.Trace208;

    mapping(address account => uint256) private _units;
    Checkpoints.Trace208 private _reachable;

    constructor() EIP712("OpenValueLedger", "1") {}

    function setUnits(address account, uint256 units) external {
        uint256 previous = _units[account];
        _units[account] = units;
        if (units > previous) _transferVotingUnits(address(0), account, units - previous);
        else _transferVotingUnits(account, address(0), previous - units);
    }

    function setDelegate(address account, address delegatee) external {
        _delegate(account, delegatee);
    }

    /// @notice All of it goes to `to`; `from` has no delegate any more.
    function move(address from, address to) external {
        if (delegates(from) != address(0)) _delegate(from, address(0));
        uint256 units = _units[from];
        (_units[from], _units[to]) = (0, _units[to] + units);
        _transferVotingUnits(from, to, units);
    }

    function clock() public view override returns (uint48) {
        return uint48(block.timestamp);
    }

    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() public pure override returns (string memory) {
        return "mode=timestamp";
    }

    function getPastTotalSupply(uint256 timepoint) public view override returns (uint256) {
        return _reachable.upperLookupRecent(_validateTimepoint(timepoint));
    }

    function _moveDelegateVotes(address from, address to, uint256 amount) internal override {
        super._moveDelegateVotes(from, to, amount);
        uint208 before = _reachable.latest();
        if (from != address(0)) before -= uint208(amount);
        if (to != address(0)) before += uint208(amount);
        _reachable.push(clock(), before);
    }

    function _getVotingUnits(address account) internal view override returns (uint256) {
        return _units[account];
    }
}

/// @title Something that calls itself a ledger, with the venture and the domain of another
contract ForgedLedger {
    IContributionLedger private immutable _ledger;

    constructor(IContributionLedger ledger) {
        _ledger = ledger;
    }

    function tellDelegate(address, address, address) external {}

    function tellVotes(address, uint256, uint256) external {}

    function run(address to, bytes calldata call_) external {
        (bool ok, bytes memory result) = to.call(call_);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(result, 32), mload(result))
        }
    }

    function venture() external view returns (address) {
        return _ledger.venture();
    }

    function hashTypedData(bytes32 structHash) external view returns (bytes32) {
        return _ledger.hashTypedData(structHash);
    }
}

/// @title Something that governs nothing, and says whose governor it is
contract ForgedGovernor {
    address public immutable ledger;

    constructor(address ledger_) {
        ledger = ledger_;
    }

    function run(address to, bytes calldata call_) external {
        (bool ok, bytes memory result) = to.call(call_);
        if (ok) return;
        assembly ("memory-safe") {
            revert(add(result, 32), mload(result))
        }
    }
}

/// @title Many calls in one transaction
contract InOneGo {
    function run(address[] calldata to, bytes[] calldata calls) external {
        for (uint256 i; i < to.length; i++) {
            (bool ok, bytes memory result) = to[i].call(calls[i]);
            if (ok) continue;
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
    }
}

/// @title Something that calls itself a venture that has not begun
contract ForgedUnbegun {
    function equationVersion() external pure returns (uint256) {
        return 0;
    }
}
