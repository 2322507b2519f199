// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {CoOwnerAction} from "../types/CampaignTypes.sol";
import {Effect, Invoice, Material, Scenario, UseInput} from "../types/MachineTypes.sol";

/// @title What a use of a machine comes to, and what a decision about one may say
/// @dev One for all machines, without state, money or rights: machines ask it before they act.
interface IMachineRules {
    error ActionDataInvalid(uint256 actualBytes, uint256 expectedBytes);
    error MachineActionUnknown(CoOwnerAction action);
    error MachineAccountInvalid(address account);
    error MachinePlaceInvalid(uint256 id, uint256 next, uint256 max);
    error MachineDecimalsTooMany(uint256 decimals, uint256 max);
    error MaintenanceInsufficient(address token, uint256 held, uint256 asked);
    error UseScenarioUnknown(uint256 scenario, uint256 count);
    error UseMaterialUnknown(uint256 material, uint256 count);
    error UseQuantityZero(uint256 index);
    error UseMinutesOutOfBounds(uint256 durationMinutes, uint256 min, uint256 max);
    error UseTechnicianUnknown(address technician);
    error UseLoggerInvalid(address logger, address user);
    error UseJobInvalid(address logger, address user);
    error UseByCoOwnersOnly(address user);
    error UseAmountTooLarge(uint256 amount, uint256 max);
    error TokenWithoutCode(address token);
    error TokenTwice(address token);
    error TokensTooMany(uint256 count, uint256 max);

    /// @notice The invoice of a use: `max(price, material + technician) + fee`, in lines. All sums are rounded down.
    /// @dev Reverts where the log can't be right: an unknown scenario, material or technician, minutes out of bounds, somebody
    ///      who may not log it.
    /// @return The invoice without its number, which the machine gives it.
    function invoice(address machine, UseInput calldata input, address logger) external view returns (Invoice memory);

    /// @notice Reverts unless the data of an action has the length it should have.
    function checkData(CoOwnerAction action, bytes calldata data) external pure;

    /// @notice What an action comes to. Reverts unless it makes sense for the machine as it stands.
    function readAction(
        address machine,
        CoOwnerAction action,
        bytes calldata data
    ) external view returns (Effect memory);

    /// @notice Reverts with `UseScenarioUnknown` where there is none.
    function scenarioOf(address machine, uint256 id) external view returns (Scenario memory);

    /// @notice Reverts with `UseMaterialUnknown` where there is none.
    function materialOf(address machine, uint256 id) external view returns (Material memory);
}
