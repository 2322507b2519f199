// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {CampaignTerms} from "../types/CampaignTypes.sol";
import {MachineTerms} from "../types/MachineTypes.sol";
import {BPS} from "../types/VentureTypes.sol";

/// @title What is written into a machine's code at birth and can never change
/// @dev Packed: campaign 20 | token 20 | network 20 | goal 11 | maintenance, infrastructure, payback, maintenance
///      afterwards in bps 2 each | contest window 4 | payment period 4.
library MachineRecord {
    /// @dev Flags of a line, see `Equation`: of the gross to an account; of the gross to a pool; of what remains.
    uint256 private constant GROSS_ACCOUNT = 0;
    uint256 private constant GROSS_POOL = 2;
    uint256 private constant REMAINDER = 1;
    /// @dev The debt pool of the co-owners.
    uint160 internal constant PAYBACK_POOL = 1;

    /// @notice The whole record of a machine.
    struct Record {
        address campaign;
        address token;
        address network;
        uint88 goal;
        MachineTerms terms;
    }

    function encode(
        address campaign_,
        CampaignTerms memory campaignTerms,
        MachineTerms memory terms
    ) internal pure returns (bytes memory) {
        return
            abi.encodePacked(
                campaign_,
                campaignTerms.token,
                campaignTerms.venture,
                campaignTerms.goal,
                terms.maintenanceBps,
                terms.infrastructureBps,
                terms.paybackBps,
                terms.maintenanceAfterBps,
                terms.contestWindow,
                terms.paymentPeriod
            );
    }

    function read() internal view returns (Record memory record) {
        bytes memory args = Clones.fetchCloneArgs(address(this));
        record.campaign = address(bytes20(_word(args, 0)));
        record.token = address(bytes20(_word(args, 20)));
        record.network = address(bytes20(_word(args, 40)));
        record.goal = uint88(bytes11(_word(args, 60)));
        record.terms = MachineTerms({
            maintenanceBps: uint16(bytes2(_word(args, 71))),
            infrastructureBps: uint16(bytes2(_word(args, 73))),
            paybackBps: uint16(bytes2(_word(args, 75))),
            maintenanceAfterBps: uint16(bytes2(_word(args, 77))),
            contestWindow: uint32(bytes4(_word(args, 79))),
            paymentPeriod: uint32(bytes4(_word(args, 83)))
        });
    }

    function token() internal view returns (address) {
        return address(bytes20(_word(Clones.fetchCloneArgs(address(this)), 20)));
    }

    /// @notice How the net is shared, packed as in `Equation`: maintenance, which is the machine's own account,
    ///         infrastructure, payback, which has no share any more once the co-owners are paid back. The lines are the whole
    ///         together; the network takes what rounding leaves, and what the payback can't take.
    function equation(bool isReleased) internal view returns (bytes memory) {
        Record memory record = read();
        MachineTerms memory terms = record.terms;
        if (isReleased) {
            terms.maintenanceBps = terms.maintenanceAfterBps;
            terms.infrastructureBps = uint16(BPS) - terms.maintenanceAfterBps;
            terms.paybackBps = 0;
        }
        uint160 network = uint160(record.network);
        return
            abi.encodePacked(
                _line(GROSS_ACCOUNT, terms.maintenanceBps, uint160(address(this))),
                _line(GROSS_ACCOUNT, terms.infrastructureBps, network),
                _line(GROSS_POOL, terms.paybackBps, PAYBACK_POOL),
                _line(REMAINDER, BPS, network)
            );
    }

    function _line(uint256 flags, uint256 shareBps, uint160 target) private pure returns (bytes23) {
        return bytes23(uint184((flags << 176) | (shareBps << 160) | target));
    }

    /// @dev 32 bytes of `args` from `offset`; what lies behind its end is cut off by the callers' types.
    function _word(bytes memory args, uint256 offset) private pure returns (bytes32 word) {
        assembly ("memory-safe") {
            word := mload(add(add(args, 32), offset))
        }
    }
}
