// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IVenture} from "../interfaces/IVenture.sol";
import {BirthRecord} from "../libraries/BirthRecord.sol";
import {Equation} from "../libraries/Equation.sol";
import {AccountBook, DebtAcceptance, DebtEntry, DebtQueue, Holding, Line} from "../types/VentureTypes.sol";

/// @title Reads what a venture has no getter of its own for
/// @dev Without state or rights. It knows what stands in which slot (`docs/decisions/storage.md`); a test holds the
///      numbers here against the compiler's layout.
contract VentureLens {
    uint256 private constant INDICES = 7;
    uint256 private constant PARKED = 8;
    uint256 private constant BASES = 10;
    uint256 private constant OFFSETS = 12;
    uint256 private constant ACCOUNT_BOOKS = 4;
    uint256 private constant DEBT_ACCEPTANCES = 13;
    uint256 private constant DEBT_QUEUES = 14;
    uint256 private constant DEBT_ENTRIES = 15;

    /// @notice Revenue per point of an equity pool, x 2^128, modulo 2^256.
    function poolIndex(address venture, uint8 pool, address token) public view returns (uint256) {
        return _read(venture, _at(_at(bytes32(INDICES), pool), token));
    }

    /// @notice What waits for an equity pool to have points or to open, token units.
    function parkedOf(address venture, uint8 pool, address token) public view returns (uint256) {
        return _read(venture, _at(_at(bytes32(PARKED), pool), token));
    }

    /// @notice Revenue per unit of a kind when it was last re-weighed, and its pool's index then.
    function kindBase(address venture, uint8 kind, address token) public view returns (uint256 base, uint256 jAtBase) {
        bytes32 slot = _at(_at(bytes32(BASES), kind), token);
        return (_read(venture, slot), _read(venture, bytes32(uint256(slot) + 1)));
    }

    /// @notice What an account's units in a kind have earned before or been paid, x 2^128, modulo 2^256.
    function offsetOf(address venture, address account, uint8 kind, address token) public view returns (uint256) {
        return _read(venture, _at(_at(_at(bytes32(OFFSETS), kind), token), account));
    }

    /// @notice Credits of account lines, and which debt pools the account has entries in.
    function accountBook(address venture, address account, address token) public view returns (AccountBook memory) {
        uint256 word = _read(venture, _at(_at(bytes32(ACCOUNT_BOOKS), token), account));
        return AccountBook(uint128(word), uint32(word >> 128));
    }

    function debtAcceptance(address venture, uint8 pool, uint256 index) public view returns (DebtAcceptance memory) {
        uint256 word = _read(venture, _at(_at(bytes32(DEBT_ACCEPTANCES), pool), index));
        return DebtAcceptance(uint128(word), uint128(word >> 128));
    }

    function debtQueue(address venture, uint8 pool, address account) public view returns (DebtQueue memory) {
        uint256 word = _read(venture, _at(_at(bytes32(DEBT_QUEUES), pool), account));
        return DebtQueue(uint32(word), uint32(word >> 32));
    }

    function debtEntry(
        address venture,
        uint8 pool,
        address account,
        uint256 index
    ) public view returns (DebtEntry memory) {
        uint256 word = _read(venture, _at(_at(_at(bytes32(DEBT_ENTRIES), pool), account), index));
        return DebtEntry(uint104(word), uint104(word >> 104), uint40(word >> 208));
    }

    /// @notice What a venture was born with and can never change.
    function birth(address venture) external view returns (BirthRecord.Birth memory) {
        return BirthRecord.read(venture);
    }

    /// @notice The equation in force of a venture or a machine.
    function equation(
        address splitter
    ) external view returns (uint256 version, Line[] memory lines, address remainder) {
        version = IVenture(splitter).equationVersion();
        (lines, remainder) = Equation.decode(IVenture(splitter).equationCode());
    }

    /// @notice Points of an account in the named equity kinds, all pools together.
    /// @param kinds Each one once.
    function pointsOf(address venture, address account, uint8[] calldata kinds) external view returns (uint256 points) {
        for (uint256 i; i < kinds.length; i++) {
            // Nobody holds units of a debt kind.
            points += IVenture(venture).unitsOf(account, kinds[i]) * IVenture(venture).kindOf(kinds[i]).rate;
        }
    }

    /// @notice Every kind an account holds units in.
    function holdings(address venture, address account) external view returns (Holding[] memory list) {
        uint256 kinds = IVenture(venture).kindCount();
        list = new Holding[](kinds);
        uint256 count;
        for (uint256 kind; kind < kinds; kind++) {
            uint256 units = IVenture(venture).unitsOf(account, uint8(kind));
            if (units != 0) list[count++] = Holding(uint8(kind), units);
        }
        assembly ("memory-safe") {
            mstore(list, count)
        }
    }

    /// @notice What rounding holds back: what is accounted for, less what is parked, less what all accounts named are owed.
    /// @dev Only with all creditors named, and after a sync: what has not been distributed is nobody's yet. What leaves of large
    ///      batches that nobody activated have earned is in it too.
    function heldBack(
        address venture,
        address token,
        address[] calldata accounts
    ) external view returns (uint256 left) {
        IVenture target = IVenture(venture);
        uint8[] memory kinds = new uint8[](target.kindCount());
        for (uint256 kind; kind < kinds.length; kind++) {
            kinds[kind] = uint8(kind);
        }
        address[] memory list = new address[](1);
        list[0] = token;
        left = target.tokenBook(token).accounted;
        uint256 pools = target.poolCount();
        for (uint8 pool = 1; pool <= pools; pool++) {
            left -= parkedOf(venture, pool, token);
        }
        for (uint256 i; i < accounts.length; i++) {
            left -= target.previewClaim(accounts[i], list, kinds)[0];
        }
    }

    function _read(address venture, bytes32 slot) private view returns (uint256) {
        bytes32[] memory slots = new bytes32[](1);
        slots[0] = slot;
        return uint256(IVenture(venture).extsload(slots)[0]);
    }

    function _at(bytes32 slot, uint256 key) private pure returns (bytes32) {
        return keccak256(abi.encode(key, slot));
    }

    function _at(bytes32 slot, address key) private pure returns (bytes32) {
        return keccak256(abi.encode(key, slot));
    }
}
