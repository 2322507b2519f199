// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {VentureConfig} from "../types/FactoryTypes.sol";
import {HandOverTerms, Rules} from "../types/GovernanceTypes.sol";

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

    /// @notice A lazy-consensus governor was made for the venture of a ledger.
    event GovernorDeployed(address indexed governor, address indexed ledger, Rules rules);

    /// @dev Some accounts have to show their voice before a group takes over.
    error FactoryHandOverInvalid(uint256 accounts);
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

    /// @notice The same with a lazy-consensus governor. Where the config names a governor, it governs until the group takes over
    ///         on these terms; where it names none (zero), the group governs from the beginning.
    /// @dev Stewards of the config serve until the hand-over is due, and a term after it.
    function deployWithGovernor(
        VentureConfig calldata config,
        Rules calldata rules,
        HandOverTerms calldata terms,
        bytes32 salt
    ) external returns (address venture, address ledger, address governor);

    /// @notice Makes a lazy-consensus governor for a venture that stands already, which has to appoint it. Called again with
    ///         the same arguments by the same sender, it returns what stands there.
    function deployGovernor(address venture, Rules calldata rules, bytes32 salt) external returns (address governor);

    /// @notice Addresses `deployWithGovernor` gives this sender.
    function predictWithGovernor(
        address sender,
        VentureConfig calldata config,
        Rules calldata rules,
        HandOverTerms calldata terms,
        bytes32 salt
    ) external view returns (address venture, address ledger, address governor);

    function ventureImplementation() external view returns (address);
    function governorImplementation() external view returns (address);
    function handOverBoard() external view returns (address);
    function ledgerImplementation() external view returns (address);
    function noticeBoard() external view returns (address);
}
