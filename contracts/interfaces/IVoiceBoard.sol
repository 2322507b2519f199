// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {Voice} from "../types/GovernanceTypes.sol";

/// @title Voice in every ledger: what accounts earned, who casts it, and since when
/// @dev Each ledger calls for itself; it tells what changed in the events of ERC-5805. Voice is earned by accepted units of
///      kinds that carry voice, never bought and never sent. Only voice that somebody can cast is in `getPastTotalSupply`.
interface IVoiceBoard is IERC6372 {
    /// @dev The same errors as in OpenZeppelin's `Votes` and `Nonces`.
    error ERC5805FutureLookup(uint256 timepoint, uint48 clock);
    error VotesExpiredSignature(uint256 expiry);
    error InvalidAccountNonce(address account, uint256 currentNonce);
    error VoiceTooLarge(address account, uint256 units, uint256 max);
    error VoiceNotLapsed(address account, uint256 now_, uint256 lapsesAt);
    error VoiceMoved(address account, address successor);
    error VoiceOutOfReach(address account);
    error VoiceGovernorOnly(address caller, address governor);

    /* ANYBODY */

    /// @notice Counts what an account earned in the named kinds as voice. It can be cast once the account's holder delegated
    ///         it, to themselves or to a representative. Kinds that are not named stay as they were counted.
    /// @param account Whose units count; the voice is its holder's. If the holder calls, it is a sign of life.
    function updateVoice(address ledger, address account, uint8[] calldata kinds) external;

    /// @notice Takes the voice of an account out of reach that gave no sign of life for 24 months. Delegating brings it back.
    function lapse(address ledger, address account) external;

    /* A LEDGER, for itself: whoever calls is the ledger */

    /// @notice Puts the voice of `account` into the hands of `delegatee`; zero takes it out of reach.
    function setDelegate(address account, address delegatee) external;

    /// @notice The same, signed as in OpenZeppelin's `Votes`, for the ledger's EIP-712 domain.
    /// @return signer Whose voice it is.
    function setDelegateBySig(
        address delegatee,
        uint256 nonce,
        uint256 expiry,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external returns (address signer);

    /// @notice Hands the voice of `from` to `to`, who casts it from now on.
    function moveVoice(address from, address to) external;

    function getVotes(address account) external view returns (uint256);
    function getPastVotes(address account, uint256 timepoint) external view returns (uint256);
    function getPastTotalSupply(uint256 timepoint) external view returns (uint256);
    function delegates(address account) external view returns (address);
    function nonces(address account) external view returns (uint256);

    /* THE GOVERNOR of a ledger's venture */

    /// @notice Notes that an account voted.
    function noteVote(address ledger, address account) external;

    /* VIEWS */

    function voiceOf(address ledger, address account) external view returns (Voice memory);
    /// @notice Voice that was counted in one kind.
    function countedOf(address ledger, address account, uint8 kind) external view returns (uint256);
    /// @notice From then on anybody may take the account's voice out of reach; 24 months after its last sign of life, to
    ///         the end of a day in UTC.
    function lapsesAt(address ledger, address account) external view returns (uint256);
    /// @notice All voice there is in a venture, counted and within reach or not.
    function totalVoice(address venture) external view returns (uint256);
}
