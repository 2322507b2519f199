// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {
    Attestation,
    BatchHeader,
    BatchProposal,
    BatchState,
    Growth,
    LedgerParameters,
    SignedBy
} from "../types/LedgerTypes.sol";
import {IGoverned} from "./IGoverned.sol";

/// @title Who contributed what: tasks, proposals, attestations, acceptance
/// @dev Objections, resolutions and corrections come through the review board.
/// @dev Holds no money. Windows are half-open: before `deadline` one objects, from `deadline` on silence accepts.
///      Signatures are EIP-712 (domain "OpenValueLedger", version "1", this clone), or ERC-1271 for contract wallets.
interface IContributionLedger is IGoverned {
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
    /// @notice Somebody published an attestation, so that anyone can accept with it.
    event AttestationPublished(
        bytes32 indexed batch,
        address indexed attestor,
        bytes32 entriesHash,
        uint256 deadline,
        bytes signature
    );
    /// @notice Entries `first` to `end - 1` were taken. `accepted` of them entered the books, the others were rejected.
    event BatchAccepted(bytes32 indexed batch, uint256 first, uint256 end, uint256 accepted, uint256 left);
    event StewardSet(address indexed account, bool steward);
    event BarSet(address indexed account, bool barred);
    event ParametersSet(LedgerParameters previousParameters, LedgerParameters parameters);
    event NonceCancelled(address indexed signer, uint256 nonce);

    /* ERRORS */

    error LedgerInitialized(address venture);
    error ReviewBoardOnly(address caller, address reviewBoard);
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
    error WindowOpen(uint256 nowTimestamp, uint256 deadline);
    error DebtWaitsForWindow(uint256 index, uint256 nowTimestamp, uint256 deadline);
    error InstantGrowthExceeded(uint256 pool, uint256 points, uint256 left, uint256 waitsUntil);
    error SilentGrowthExceeded(uint256 pool, uint256 index, uint256 points, uint256 left, uint256 nextWindowAt);
    error SilenceNeedsEquity(uint256 index, uint256 kind);
    error AttestorUnqualified(address attestor, uint256 points, uint256 minPoints);
    error AttestorsNotAscending(uint256 index, address attestor);
    error SignatureExpired(uint256 nowTimestamp, uint256 deadline);
    error SignatureInvalid(address signer);
    error NonceUsed(address signer, uint256 nonce);
    /// @notice Sets up a fresh clone, once.
    function initialize(address venture, LedgerParameters calldata parameters, address[] calldata stewards) external;

    /* TASKS: stewards */

    function openTask(bytes32 ref, uint8 kind, uint256 estimate, string calldata uri) external;
    function closeTask(bytes32 ref) external;

    /* PROPOSE: anyone not barred */

    /// @notice Proposes a batch in the caller's name.
    /// @return batch keccak256(abi.encode(BatchHeader)).
    function propose(BatchProposal calldata proposal) external returns (bytes32 batch);

    /// @notice Submits a batch its proposer has signed: `Proposal(address proposer, bytes32 entries, bytes32 workDays,
    ///         bytes32 evidence, bytes32 task, uint256 nonce, uint256 deadline)`. The nonce can be used once.
    function proposeFor(BatchProposal calldata proposal, SignedBy calldata proposer) external returns (bytes32 batch);

    /// @notice Makes a nonce of the caller unusable: what was signed with it can't be submitted any more.
    function cancelNonce(uint256 nonce) external;

    /// @notice Takes back a pending batch. Its proposer alone; nothing of it may have been accepted.
    function withdraw(BatchHeader calldata header) external;

    /* ACCEPT: anyone; entries are those in force, from the event */

    /// @notice Publishes an attestation, checked, so that anyone can accept with it:
    ///         `Attestation(bytes32 batch, bytes32 entries, address attestor, uint256 deadline)`.
    function publishAttestation(bytes32 batch, bytes32 entriesHash, SignedBy calldata attestor) external;

    /// @notice Accepts entries `first` to `end - 1` attested by enough others, one of them a steward, entry by entry.
    /// @dev At once up to `instantGrowth`; above it, and for debt kinds, from the batch's deadline on.
    /// @param attestations Ascending by attestor. The proposer and the sender count without a signature.
    function acceptAttested(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        Attestation[] calldata attestations
    ) external;

    /// @notice Accepts by silence: the window ended, nobody's objection stands, and `silentGrowth` has room.
    /// @param proposerKinds Ascending kinds that show the proposer to be an affiliate; may be empty.
    function acceptSilent(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        uint8[] calldata proposerKinds
    ) external;

    /// @notice Accepts what a resolution allowed.
    function acceptResolved(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end
    ) external;

    /* REDUCE */

    /// @notice Gives up units of the caller. What they have earned stays owed.
    function reduceOwnUnits(uint8 kind, uint256 quantity) external;

    /* RULES */

    /// @notice Gives up the caller's steward role. At once.
    function resign() external;
    /* REVIEW BOARD */

    /// @notice Writes what the review board decided about a batch. The review board alone.
    /// @param allowed Bitmap of entries that may be taken, where `state.some`.
    /// @param amendment Hash of the entries in force, where they change.
    function review(bytes32 batch, BatchState calldata state, uint256 allowed, bytes32 amendment) external;

    /// @notice Takes units of an applied correction out; at most what is left of them. The review board alone.
    function correctUnits(address account, uint8 kind, uint256 quantity) external;

    /// @notice Re-assigns a debt entry of an applied correction to the venture. The review board alone.
    function correctDebt(uint8 pool, address account, uint256 index) external;

    /* VIEWS */

    function reviewBoard() external view returns (address);
    /// @notice Points an account lacks to attest (`minPoints` of the parameters) or to object; a steward lacks none.
    ///         Reverts for the barred.
    /// @param kinds Ascending kinds its points are counted in.
    function missingPoints(address account, uint8[] calldata kinds, uint256 minPoints) external view returns (uint256);
    /// @notice Reverts unless every attestor is qualified, ascending, and has signed; proposer and sender need not sign.
    /// @return attestors One per attestation.
    /// @return stewards Bit i is set when attestor i is a steward.
    function checkAttestors(
        bytes32 id,
        bytes32 entriesHash,
        address proposer,
        address sender,
        Attestation[] calldata attestations
    ) external view returns (address[] memory attestors, uint256 stewards);
    /// @notice Reverts unless each entry is valid and all are sorted by (kind, address), pairs unique.
    function checkEntries(uint256[] calldata entries) external view;
    /// @notice EIP-712 digest of a struct in this ledger's domain.
    function hashTypedData(bytes32 structHash) external view returns (bytes32);

    function venture() external view returns (address);
    function parameters() external view returns (LedgerParameters memory);
    function batchState(bytes32 batch) external view returns (BatchState memory);
    /// @notice Bitmap of the entries that were taken.
    function takenOf(bytes32 batch) external view returns (uint256);
    /// @notice Bitmap of the entries a resolution allows; all without one.
    function allowedOf(bytes32 batch) external view returns (uint256);
    /// @notice Hash of the amended entries, or zero where the proposed ones are in force.
    function amendmentOf(bytes32 batch) external view returns (bytes32);
    function isSteward(address account) external view returns (bool);
    function isBarred(address account) external view returns (bool);
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
    /// @notice Growth of a pool in the window that runs now, its limit fixed or as it would be fixed now.
    /// @return growth `window` counts from 1.
    /// @return nextWindowAt When the next window begins; 0 before the pool had points.
    function growthOf(uint8 pool, bool silent) external view returns (Growth memory growth, uint256 nextWindowAt);
    /// @notice Id of a batch.
    function batchId(BatchHeader calldata header) external pure returns (bytes32);
}
