// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {LedgerParameters} from "./LedgerTypes.sol";
import {KindConfig, Line, PoolConfig} from "./VentureTypes.sol";

/// @notice All that a venture begins with. Its hash is part of the venture's address.
/// @param network Venture this one belongs to, or zero.
/// @param founder Who founds it; told in the event, nothing more.
/// @param governor Account that may set rules: a wallet, a Safe, or a governor contract.
/// @param pools In order of their ids, which begin at 1.
/// @param kinds In order of their ids, which begin at 0.
struct VentureConfig {
    string name;
    string uri;
    address network;
    address founder;
    address governor;
    address[] stewards;
    uint16 contributorsFloorBps;
    uint32 noticePeriod;
    LedgerParameters parameters;
    address[] tokens;
    PoolConfig[] pools;
    KindConfig[] kinds;
    Line[] equation;
    address remainder;
}
