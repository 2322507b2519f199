// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {VentureConfig} from "../types/FactoryTypes.sol";

/// @title Makes ventures
/// @dev No owner, no list: the event is enough. An address can be computed, and paid, before it is deployed; nobody
///      else can take it, since the sender and the whole config are in it. The chain id is not, so a founder reaches
///      the same address on every chain where factory and boards stand at the same addresses.
interface IVentureFactory {
    /// @notice A venture was made. The config is all it began with.
    event VentureDeployed(
        address indexed venture,
        address ledger,
        address governor,
        address indexed network,
        address indexed founder,
        VentureConfig config
    );

    error FactoryNameInvalid(uint256 length, uint256 max);

    /// @notice Makes a venture and its ledger. Called again with the same config and salt by the same sender, it
    ///         returns what stands there and changes nothing.
    function deploy(VentureConfig calldata config, bytes32 salt) external returns (address venture, address ledger);

    /// @notice Addresses `deploy` gives this sender.
    function predict(
        address sender,
        VentureConfig calldata config,
        bytes32 salt
    ) external view returns (address venture, address ledger);

    function ventureImplementation() external view returns (address);
    function ledgerImplementation() external view returns (address);
    function noticeBoard() external view returns (address);
}
