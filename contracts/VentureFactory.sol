// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IHandOverBoard} from "./interfaces/IHandOverBoard.sol";
import {ILazyConsensusGovernor} from "./interfaces/ILazyConsensusGovernor.sol";
import {INoticeBoard} from "./interfaces/INoticeBoard.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {IVentureFactory} from "./interfaces/IVentureFactory.sol";
import {BirthRecord} from "./libraries/BirthRecord.sol";
import {Equation} from "./libraries/Equation.sol";
import {VentureConfig} from "./types/FactoryTypes.sol";
import {HandOver, HandOverTerms, Rules} from "./types/GovernanceTypes.sol";

/// @title Makes ventures
contract VentureFactory is IVentureFactory {
    uint256 private constant MAX_NAME = 256;
    uint40 private constant WITHOUT_END = 1;

    /// @inheritdoc IVentureFactory
    address public immutable ventureImplementation;
    /// @inheritdoc IVentureFactory
    address public immutable ledgerImplementation;
    /// @inheritdoc IVentureFactory
    address public immutable governorImplementation;
    /// @inheritdoc IVentureFactory
    address public immutable noticeBoard;
    /// @inheritdoc IVentureFactory
    address public immutable handOverBoard;

    constructor(
        address ventureImplementation_,
        address ledgerImplementation_,
        address governorImplementation_,
        address noticeBoard_,
        address handOverBoard_
    ) {
        ventureImplementation = ventureImplementation_;
        ledgerImplementation = ledgerImplementation_;
        governorImplementation = governorImplementation_;
        noticeBoard = noticeBoard_;
        handOverBoard = handOverBoard_;
    }

    /// @inheritdoc IVentureFactory
    function deploy(VentureConfig calldata config, bytes32 salt) external returns (address venture, address ledger) {
        bytes32 seed = _seed(msg.sender, config, salt);
        bytes memory args;
        (venture, ledger, args) = _predict(config, seed);
        if (venture.code.length != 0) return (venture, ledger);
        _clone(config, seed, args, ledger, venture, WITHOUT_END);
        _begin(config, venture, ledger, config.governor, false);
    }

    /// @inheritdoc IVentureFactory
    function deployWithGovernor(
        VentureConfig calldata config,
        Rules calldata rules,
        HandOverTerms calldata terms,
        bytes32 salt
    ) external returns (address venture, address ledger, address governor) {
        bytes32 seed = _governedSeed(msg.sender, config, rules, terms, salt);
        bytes memory args;
        (venture, ledger, args) = _predict(config, seed);
        governor = Clones.predictDeterministicAddress(governorImplementation, seed);
        if (venture.code.length != 0) return (venture, ledger, governor);
        bool atOnce = config.governor == address(0);
        if (!atOnce && terms.accounts == 0) revert FactoryHandOverInvalid(terms.accounts);

        // Who is a steward at first is one until the group has had time to elect.
        uint256 until = rules.stewardTerm == 0 ? WITHOUT_END : block.timestamp + terms.period + rules.stewardTerm;
        _clone(config, seed, args, ledger, venture, uint40(until));
        _cloneGovernor(seed, ledger, rules);
        if (!atOnce) {
            uint40 dueAt = uint40(block.timestamp + terms.period);
            IHandOverBoard(handOverBoard).publish(venture, HandOver(governor, dueAt, terms.affiliates, terms.accounts));
        }
        _begin(config, venture, ledger, atOnce ? governor : config.governor, true);
    }

    /// @inheritdoc IVentureFactory
    function deployGovernor(address venture, Rules calldata rules, bytes32 salt) external returns (address governor) {
        bytes32 seed = keccak256(abi.encode(msg.sender, venture, rules, salt));
        governor = Clones.predictDeterministicAddress(governorImplementation, seed);
        if (governor.code.length == 0) _cloneGovernor(seed, IVenture(venture).ledger(), rules);
    }

    /// @inheritdoc IVentureFactory
    function predict(
        address sender,
        VentureConfig calldata config,
        bytes32 salt
    ) external view returns (address venture, address ledger) {
        (venture, ledger, ) = _predict(config, _seed(sender, config, salt));
    }

    /// @inheritdoc IVentureFactory
    function predictWithGovernor(
        address sender,
        VentureConfig calldata config,
        Rules calldata rules,
        HandOverTerms calldata terms,
        bytes32 salt
    ) external view returns (address venture, address ledger, address governor) {
        bytes32 seed = _governedSeed(sender, config, rules, terms, salt);
        (venture, ledger, ) = _predict(config, seed);
        governor = Clones.predictDeterministicAddress(governorImplementation, seed);
    }

    function _clone(
        VentureConfig calldata config,
        bytes32 seed,
        bytes memory args,
        address ledger,
        address venture,
        uint40 stewardsUntil
    ) private {
        uint256 length = bytes(config.name).length;
        if (length == 0 || length > MAX_NAME) revert FactoryNameInvalid(length, MAX_NAME);
        INoticeBoard(noticeBoard).checkParameters(config.parameters);
        Clones.cloneDeterministicWithImmutableArgs(ventureImplementation, args, seed);
        Clones.cloneDeterministic(ledgerImplementation, seed);
        IContributionLedger(ledger).initialize(venture, config.parameters, config.stewards, stewardsUntil);
    }

    function _cloneGovernor(bytes32 seed, address ledger, Rules calldata rules) private {
        address governor = Clones.cloneDeterministic(governorImplementation, seed);
        ILazyConsensusGovernor(governor).initialize(ledger, rules);
        emit GovernorDeployed(governor, ledger, rules);
    }

    function _begin(
        VentureConfig calldata config,
        address venture,
        address ledger,
        address governor,
        bool recordKinds
    ) private {
        INoticeBoard(noticeBoard).begin(
            venture,
            governor,
            config.noticePeriod,
            config.pools,
            config.kinds,
            recordKinds
        );
        emit VentureDeployed(venture, ledger, governor, config.network, config.founder, config);
    }

    /// @dev The sender and the whole config are in it: nobody can take another's address.
    function _seed(address sender, VentureConfig calldata config, bytes32 salt) private pure returns (bytes32) {
        return keccak256(abi.encode(sender, keccak256(abi.encode(config)), salt));
    }

    function _governedSeed(
        address sender,
        VentureConfig calldata config,
        Rules calldata rules,
        HandOverTerms calldata terms,
        bytes32 salt
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(sender, keccak256(abi.encode(config, rules, terms)), salt));
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
