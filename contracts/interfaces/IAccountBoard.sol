// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Attestation, Move, MoveState, SignedAct} from "../types/LedgerTypes.sol";

/// @title Where an account's money goes, and who goes on as whom, in every venture
/// @dev One contract for all ventures. It holds no money and has no owner. A venture takes claims to an address and payees
///      from here, where the holder of the account has signed; a ledger takes moves. Signatures are EIP-712 in the domain of
///      the ledger, or ERC-1271; each can be submitted once, by anybody, who can do no more than submit it.
interface IAccountBoard {
    event PresenceShown(address indexed ledger, address indexed account);
    event MoveProposed(
        address indexed ledger,
        bytes32 indexed move,
        address indexed from,
        Move content,
        string reasonURI
    );
    /// @notice A move was attested or decided. Until `readyAt` anything `from` does cancels it, and others may object.
    event MoveWaits(address indexed ledger, bytes32 indexed move, bool byGovernor, uint256 readyAt);
    event MoveObjected(
        address indexed ledger,
        bytes32 indexed move,
        address indexed objector,
        bytes32 reasonHash,
        string reasonURI,
        uint256 openObjections
    );
    event MoveRejected(address indexed ledger, bytes32 indexed move);
    event MoveMade(address indexed ledger, bytes32 indexed move);

    error LedgerForeign(address ledger, address venturesLedger);
    error SignerNotHolder(address signer, address holder);
    error MoveInvalid(address account, address other);
    error MoveOfContract(address account);
    error MoveProposerInvalid(address caller, address proposer);
    error MoveExists(bytes32 move);
    error MoveStatusWrong(bytes32 move, uint256 status, uint256 expected);
    error MoveHasObjections(bytes32 move, uint256 openObjections);
    error MoveNeedsGovernor(bytes32 move, address from);
    error MoveGovernorOnly(address caller, address governor);
    error MoveConflict(address governor);
    error MoveObjectionExists(bytes32 move, address objector);
    error MoveTooEarly(uint256 nowTimestamp, uint256 readyAt);
    error MoveCancelledByAct(bytes32 move, uint256 lastAct);

    /* PAYOUT, by signature of the holder */

    /// @notice Pays what `account` is owed to a recipient its holder has signed for: `ClaimTo(address account, address
    ///         recipient, address[] tokens, uint8[] kinds, uint256 maxDebtEntries, address signer, uint256 nonce, uint256
    ///         deadline)`.
    function claimTo(
        address ledger,
        address account,
        address recipient,
        address[] calldata tokens,
        uint8[] calldata kinds,
        uint256 maxDebtEntries,
        SignedAct calldata act
    ) external;

    /// @notice Names who is paid in place of the holder of `account`: `Payee(address account, address payee, address signer,
    ///         uint256 nonce, uint256 deadline)`.
    function setPayee(address ledger, address account, address payee, SignedAct calldata act) external;

    /* MOVE, by the account itself: at once */

    /// @notice Lets `to` go on as `from`. Each of the two sends it, or has signed it: `Move(address from, address to, address
    ///         signer, uint256 nonce, uint256 deadline)` and `MoveAcceptance(address from, address to, address proposer,
    ///         address signer, uint256 nonce, uint256 deadline)`, without a proposer. The act of the sender is ignored.
    /// @dev Units stay where they are; claims, payees, bars and the steward's role follow. It can't be undone.
    function move(
        address ledger,
        address from,
        address to,
        SignedAct calldata fromAct,
        SignedAct calldata toAct
    ) external;

    /// @notice Shows that the caller is there: it cancels every move that others have proposed for it until now.
    function showPresence(address ledger) external;
    /// @notice The same, signed: `Presence(address signer, uint256 nonce, uint256 deadline)`.
    function showPresenceFor(address ledger, SignedAct calldata act) external;

    /* MOVE, by others: attested or decided, then 30 days */

    /// @notice Proposes that `to`, who accepts it (`MoveAcceptance`, or as the sender), goes on as `from`. Anyone not barred.
    /// @dev Not for contracts, which may have no way to say no.
    function proposeMove(
        Move calldata move,
        string calldata reasonURI,
        SignedAct calldata toAct
    ) external returns (bytes32 id);

    /// @notice Attests a move of an account that never did anything here: as many others as a batch takes, one of them a
    ///         steward, `to` not among them. `Attestation` with the move's id and no entries.
    function attestMove(Move calldata move, Attestation[] calldata attestations) external;

    /// @notice Approves or rejects a move, objected to or not. The governor alone, unless it is `to` or proposed it.
    function decideMove(Move calldata move, bool approved) external;

    /// @notice Stops a move until the governor decides it. As for a batch: stewards, and affiliates with enough points.
    function objectToMove(
        Move calldata move,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external;

    /// @notice The same, signed: `Objection`, as on the review board, its subject being the move, without an amendment.
    function objectToMoveFor(
        Move calldata move,
        address account,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        SignedAct calldata act
    ) external;

    /// @notice Carries out a move whose 30 days are over without an act of `from` or an open objection. Anyone.
    function makeMove(Move calldata move) external;

    /* VIEWS */

    /// @notice When an account did something in ledger or venture, in seconds since 1970: 0 never, 1 before somebody proposed
    ///         to move it; else the first time since then, or the last one before an earlier proposal.
    function lastActOf(address ledger, address account) external view returns (uint256);
    function moveState(bytes32 move) external view returns (MoveState memory);
    function hasObjected(bytes32 move, address objector) external view returns (bool);
    function moveId(Move calldata move) external pure returns (bytes32);
}
