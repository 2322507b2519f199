// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {CampaignConfig} from "../types/CampaignTypes.sol";

/// @title Makes campaigns
/// @dev No owner, no list: the event is enough. An address can be computed before it is deployed; nobody else can take it,
///      since the sender and the whole config are in it. The chain id is not.
interface ICampaignFactory {
    /// @notice A campaign was made. The config is all it began with.
    /// @param venture Who is paid for the work, or the network the machine will belong to.
    /// @param machine Where the machine will be; zero for work in a venture.
    event CampaignDeployed(
        address indexed campaign,
        address indexed venture,
        address indexed initiator,
        address machine,
        CampaignConfig config
    );

    error FactoryNameInvalid(uint256 length, uint256 max);
    error ParameterOutOfBounds(bytes32 parameter, uint256 actual, uint256 min, uint256 max);
    error CampaignAccountMissing(bytes32 parameter);
    error CampaignAccountUnused(bytes32 parameter, address account);
    error CampaignVentureWithoutCode(address venture);
    error CampaignAgreementMissing();
    error TokenWithoutCode(address token);

    /// @notice Makes a campaign. Called again with the same config and salt by the same sender, it returns what stands
    ///         there and changes nothing.
    function deploy(CampaignConfig calldata config, bytes32 salt) external returns (address campaign);

    /// @notice The address `deploy` gives this sender.
    function predict(
        address sender,
        CampaignConfig calldata config,
        bytes32 salt
    ) external view returns (address campaign);

    /// @notice Reverts with what a campaign can't be made of.
    function checkConfig(CampaignConfig calldata config) external view;

    function campaignImplementation() external view returns (address);
}
