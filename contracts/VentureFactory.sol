// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {INoticeBoard} from "./interfaces/INoticeBoard.sol";
import {IVentureFactory} from "./interfaces/IVentureFactory.sol";
import {BirthRecord} from "./libraries/BirthRecord.sol";
import {Equation} from "./libraries/Equation.sol";
import {VentureConfig} from "./types/FactoryTypes.sol";

/// @title Makes ventures
contract VentureFactory is IVentureFactory {
    uint256 private constant MAX_NAME = 256;

    /// @inheritdoc IVentureFactory
    address public immutable ventureImplementation;
    /// @inheritdoc IVentureFactory
    address public immutable ledgerImplementation;
    /// @inheritdoc IVentureFactory
    address public immutable noticeBoard;

    constructor(address ventureImplementation_, address ledgerImplementation_, address noticeBoard_) {
        ventureImplementation = ventureImplementation_;
        ledgerImplementation = ledgerImplementation_;
        noticeBoard = noticeBoard_;
    }

    /// @inheritdoc IVentureFactory
    function deploy(VentureConfig calldata config, bytes32 salt) external returns (address venture, address ledger) {
        bytes32 seed = _seed(msg.sender, config, salt);
        bytes memory args;
        (venture, ledger, args) = _predict(config, seed);
        if (venture.code.length != 0) return (venture, ledger);
        uint256 length = bytes(config.name).length;
        if (length == 0 || length > MAX_NAME) revert FactoryNameInvalid(length, MAX_NAME);
        INoticeBoard board = INoticeBoard(noticeBoard);
        board.checkParameters(config.parameters);

        Clones.cloneDeterministicWithImmutableArgs(ventureImplementation, args, seed);
        Clones.cloneDeterministic(ledgerImplementation, seed);
        IContributionLedger(ledger).initialize(venture, config.parameters, config.stewards);
        board.begin(venture, config.governor, config.noticePeriod, config.pools, config.kinds);
        emit VentureDeployed(venture, ledger, config.governor, config.network, config.founder, config);
    }

    /// @inheritdoc IVentureFactory
    function predict(
        address sender,
        VentureConfig calldata config,
        bytes32 salt
    ) external view returns (address venture, address ledger) {
        (venture, ledger, ) = _predict(config, _seed(sender, config, salt));
    }

    /// @dev The sender and the whole config are in it: nobody can take another's address.
    function _seed(address sender, VentureConfig calldata config, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(sender, keccak256(abi.encode(config)), salt));
    }

    function _predict(
        VentureConfig calldata config,
        bytes32 seed
    ) private view returns (address venture, address ledger, bytes memory args) {
        ledger = Clones.predictDeterministicAddress(ledgerImplementation, seed);
        args = BirthRecord.encode(
            BirthRecord.Birth({
                ledger: ledger,
                contributorsFloorBps: config.contributorsFloorBps,
                birthPools: uint8(config.pools.length),
                tokens: config.tokens,
                equation: Equation.encode(config.equation, config.remainder)
            })
        );
        venture = Clones.predictDeterministicAddressWithImmutableArgs(ventureImplementation, args, seed);
    }
}
