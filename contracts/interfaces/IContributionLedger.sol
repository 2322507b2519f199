// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {IERC5805} from "@openzeppelin/contracts/interfaces/IERC5805.sol";
import {
    BatchHeader,
    BatchProposal,
    BatchState,
    LedgerParameters,
    Role,
    SignedAct,
    SignedBy
} from "../types/LedgerTypes.sol";
import {IGoverned} from "./IGoverned.sol";

/// @title Who contributed what: tasks, proposals, attestations, acceptance
/// @dev Attestations, objections, resolutions and corrections come through the review board, moves of house through the
///      account board, large batches through their own.
/// @dev Holds no money. Windows are half-open: before `deadline` one objects, from `deadline` on silence accepts.
///      Signatures are EIP-712 (domain "OpenValueLedger", version "1", this clone), or ERC-1271 for contract wallets.
interface IContributionLedger is IGoverned, IERC5805 {
    /* EVENTS */

    /// @notice A need was opened to anyone.
    event TaskOpened(bytes32 indexed ref, uint8 indexed kind, uint256 estimate, string uri);
    event TaskClosed(bytes32 indexed ref);
    /// @notice A batch was proposed. Everything that accepting it takes is in here.
    /// @param deadline From then on silence accepts it, unless somebody objects.
    event BatchProposed(
        bytes32 indexed batch,
        address indexed proposer,
        bytes32 indexed task,
        uint256 nonce,
        uint256 deadline,
        uint256[] entries,
        bytes workDays,
        bytes32 evidenceHash,
        string evidenceURI
    );
    event BatchWithdrawn(bytes32 indexed batch);
    /// @notice Entries `first` to `end - 1` were taken. `accepted` of them entered the books, the others were rejected.
    event BatchAccepted(bytes32 indexed batch, uint256 first, uint256 end, uint256 accepted, uint256 left);
    /// @param until End of its term; 1 = without end, 0 = a steward no more.
    event StewardSet(address indexed account, bool steward, uint256 until);
    event BarSet(address indexed account, bool barred);
    event ParametersSet(LedgerParameters previousParameters, LedgerParameters parameters);
    event NonceCancelled(address indexed signer, uint256 nonce);

    /* ERRORS */

    error LedgerInitialized(address venture);
    /// @param board The one board that may; zero where more than one may.
    error BoardOnly(address caller, address board);
    error StewardOnly(address caller);
    error AccountBarred(address account);
    error BatchEmpty();
    error BatchTooLarge(uint256 size, uint256 max);
    error BatchWorkDaysMismatch(uint256 actualBytes, uint256 expectedBytes);
    error BatchNotSorted(uint256 index, uint256 key, uint256 previousKey);
    error EntryQuantityZero(uint256 index);
    error EntryAffiliateInvalid(uint256 index, address affiliate);
    error EntryMoneyOutOfBounds(uint256 index, uint256 money, uint256 min, uint256 max);
    error EntryKindClosed(uint256 index, uint256 kind);
    error BatchExists(bytes32 batch, uint256 status);
    error BatchStatusWrong(bytes32 batch, uint256 status, uint256 expected);
    error BatchEntriesWrong(bytes32 actualHash, bytes32 expectedHash);
    error BatchRangeInvalid(uint256 first, uint256 end, uint256 size);
    error BatchRangeTaken(bytes32 batch, uint256 first, uint256 end);
    error BatchRangeSplitsDebt(uint256 pool, uint256 index);
    error BatchHasObjections(bytes32 batch, uint256 openObjections);
    error ProposerOnly(address caller, address proposer);
    error DebtWaitsForWindow(uint256 index, uint256 nowTimestamp, uint256 deadline);
    error HolderOnly(address caller, address holder);
    error MovesTooMany(uint256 moves, uint256 max);
    error SignatureExpired(uint256 nowTimestamp, uint256 deadline);
    error SignatureInvalid(address signer);
    error NonceUsed(address signer, uint256 nonce);
    /// @notice Sets up a fresh clone, once.
    function initialize(
        address venture,
        LedgerParameters calldata parameters,
        address[] calldata stewards,
        uint40 stewardsUntil
    ) external;

    /* TASKS: stewards */

    function openTask(bytes32 ref, uint8 kind, uint256 estimate, string calldata uri) external;
    function closeTask(bytes32 ref) external;

    /* PROPOSE: anyone not barred */

    /// @notice Proposes a batch in the caller's name.
    /// @return batch keccak256(abi.encode(BatchHeader)).
    function propose(BatchProposal calldata proposal) external returns (bytes32 batch);

    /// @notice Submits a batch its proposer has signed: `Proposal(address proposer, bytes32 entries, bytes32 workDays,
    ///         bytes32 evidence, string evidenceURI, bytes32 task, uint256 nonce, uint256 deadline)`. The nonce can be used once.
    function proposeFor(BatchProposal calldata proposal, SignedBy calldata proposer) external returns (bytes32 batch);

    /// @notice Makes a nonce of the caller unusable: what was signed with it can't be submitted any more.
    function cancelNonce(uint256 nonce) external;

    /// @notice Takes back a pending batch. Its proposer alone; nothing of it may have been accepted.
    function withdraw(BatchHeader calldata header) external;

    /* ACCEPT: anyone; entries are those in force, from the event; by attestations on the review
       board, by silence on the growth board */

    /// @notice Accepts what a resolution allowed.
    function acceptResolved(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end
    ) external;

    /* REDUCE */

    /// @notice Gives up units of `account`. What they have earned stays owed.
    /// @dev Its holder alone: the account itself, or who it is after its moves.
    function reduceOwnUnits(address account, uint8 kind, uint256 quantity) external;

    /* RULES */

    /// @notice Gives up the caller's steward role. At once.
    function resign() external;

    /* VOICE */

    /// @notice The next nonce of `delegateBySig`.
    function nonces(address account) external view returns (uint256);

    /// @notice Of the voice board: tells that an account's voice is in other hands.
    function tellDelegate(address account, address previous, address delegatee) external;

    /// @notice Of the voice board: tells that somebody can cast more or fewer votes.
    function tellVotes(address delegatee, uint256 previous, uint256 votes) external;
    /* REVIEW BOARD */

    /// @notice Writes what the review board decided about a batch. The review board alone.
    /// @param allowed Bitmap of entries that may be taken, where `state.some`.
    /// @param amendment Hash of the entries in force, where they change.
    function review(bytes32 batch, BatchState calldata state, uint256 allowed, bytes32 amendment) external;

    /// @notice Takes units of an applied correction out; at most what is left of them. The review board alone.
    function correctUnits(address account, uint8 kind, uint256 quantity) external;

    /// @notice Re-assigns a debt entry of an applied correction to the venture. The review board alone.
    function correctDebt(uint8 pool, address account, uint256 index) external;

    /* BOARDS */

    /// @notice Uses up something an account signed: checks it and its nonce, and notes that the account is there. A board
    ///         alone, which has built the struct from what is submitted, signer, nonce and deadline included.
    function useSigned(SignedAct calldata act, bytes32 structHash) external;
    /// @notice Notes that an account did something. A board alone.
    function recordAct(address account) external;
    /// @notice Enters a large batch as proposed. The board of large batches alone.
    function enter(bytes32 batch, address proposer, uint256 size) external returns (uint256 deadline);
    /// @notice Accepts entries of a pending batch nobody objects to. The review board and the growth board alone, which have
    ///         found them attested, or their window over.
    /// @dev Before the batch's deadline up to `instantGrowth`, and no debt.
    /// @param attestors Who attested: they are there.
    function take(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        address[] calldata attestors
    ) external;
    /// @notice Gives leaves of an accepted large batch their units. The board of large batches alone, which has checked them.
    function activate(bytes32 batch, uint256[] calldata record, uint256[] calldata leaves) external;
    /// @notice Takes out what is left of a large batch's total. The board of large batches alone.
    function closeRest(bytes32 batch, uint8 kind, uint256[] calldata record) external;
    /// @notice Somebody proposed to move `account`: the next thing it does here shows. The account board alone.
    /// @return lastAct When it last did something here or in the venture, as in `Role`.
    function awaitAct(address account) external returns (uint256 lastAct);
    /// @notice Lets `to` go on as `from`, a bar and the steward's role included. The account board alone.
    function move(address from, address to) external;

    /* VIEWS */

    function reviewBoard() external view returns (address);
    function growthBoard() external view returns (address);
    function accountBoard() external view returns (address);
    function largeBatches() external view returns (address);
    /// @notice Keeps the books of voice; they are read and written here, as in any ERC-5805 contract.
    function voiceBoard() external view returns (address);
    /// @notice Reverts unless each entry is valid and all are sorted by (kind, address), pairs unique.
    function checkEntries(uint256[] calldata entries) external view;
    /// @notice EIP-712 digest of a struct in this ledger's domain.
    function hashTypedData(bytes32 structHash) external view returns (bytes32);

    function venture() external view returns (address);
    function parameters() external view returns (LedgerParameters memory);
    /// @notice How many others a batch takes to be attested, and whether it is large.
    function attestationRule(bytes32 batch) external view returns (uint256 required, bool large);
    function batchState(bytes32 batch) external view returns (BatchState memory);
    /// @notice Bitmap of the entries that were taken.
    function takenOf(bytes32 batch) external view returns (uint256);
    /// @notice Bitmap of the entries a resolution allows; all without one.
    function allowedOf(bytes32 batch) external view returns (uint256);
    /// @notice Hash of the amended entries, or zero where the proposed ones are in force.
    function amendmentOf(bytes32 batch) external view returns (bytes32);
    function isSteward(address account) external view returns (bool);
    function isBarred(address account) external view returns (bool);
    function roleOf(address account) external view returns (Role memory);
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
    /// @notice Id of a batch.
    function batchId(BatchHeader calldata header) external pure returns (bytes32);
}
