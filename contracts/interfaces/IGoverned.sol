// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Change} from "../types/VentureTypes.sol";

/// @title What a notice board sets
interface IGoverned {
    error NoticeBoardOnly(address caller, address noticeBoard);
    error VentureForeign(address venture, address own);
    error ChangeNotHere(Change change);

    /// @notice Puts a change into effect. The notice board alone; it has checked who decided it, how long ago, and that
    ///         it is valid.
    /// @param venture Venture whose governor decided it; anything but the own one is refused.
    function enact(address venture, Change change, bytes calldata data) external;
}
