// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

/// @title Pays amounts that its owner worked out elsewhere, from a root per round
/// @dev A peer to measure against, never deployed. Leaves are those of OpenZeppelin's `StandardMerkleTree`:
///      `(uint256 index, address account, uint256 amount)`.
contract MerkleDistributor {
    using BitMaps for BitMaps.BitMap;
    using SafeERC20 for IERC20;

    IERC20 public immutable token;
    address public immutable owner;
    mapping(uint256 round => bytes32) public roots;
    mapping(uint256 round => BitMaps.BitMap) private _claimed;

    event RoundOpened(uint256 indexed round, bytes32 root);
    event Claimed(uint256 indexed round, uint256 index, address indexed account, uint256 amount);

    error DistributorNotOwner(address caller, address owner);
    error DistributorRoundOpen(uint256 round);
    error DistributorClaimed(uint256 round, uint256 index);
    error DistributorProofInvalid(uint256 round, uint256 index);

    constructor(IERC20 token_, address owner_) {
        token = token_;
        owner = owner_;
    }

    function open(uint256 round, bytes32 root) external {
        if (msg.sender != owner) revert DistributorNotOwner(msg.sender, owner);
        if (roots[round] != 0) revert DistributorRoundOpen(round);
        roots[round] = root;
        emit RoundOpened(round, root);
    }

    /// @notice Anyone may call; the money goes to `account`.
    function claim(uint256 round, uint256 index, address account, uint256 amount, bytes32[] calldata proof) external {
        if (_claimed[round].get(index)) revert DistributorClaimed(round, index);
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, account, amount))));
        if (!MerkleProof.verifyCalldata(proof, roots[round], leaf)) revert DistributorProofInvalid(round, index);

        _claimed[round].set(index);
        emit Claimed(round, index, account, amount);

        token.safeTransfer(account, amount);
    }
}
