// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {
    Attestation,
    BatchHeader,
    BatchProposal,
    BatchState,
    Correction,
    Decision,
    Growth,
    LedgerParameters,
    Objection,
    SignedBy
} from "../types/LedgerTypes.sol";
import {IGoverned} from "./IGoverned.sol";

/// @title Who contributed what: proposals, attestations, silence, objections, resolutions, corrections
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
    /// @param amendment Hash of `amendedEntries`, zero without an amendment.
    event BatchObjected(
        bytes32 indexed batch,
        address indexed objector,
        bytes32 reasonHash,
        string reasonURI,
        bytes32 amendment,
        uint256[] amendedEntries,
        uint256 openObjections,
        uint256 resolveBy
    );
    event ObjectionWithdrawn(bytes32 indexed batch, address indexed objector, uint256 openObjections, uint256 deadline);
    /// @notice The affected affiliates agreed to an amendment; it stands in the batch's place.
    event BatchAmended(bytes32 indexed batch, address indexed objector, bytes32 amendment, uint256 deadline);
    /// @param allowed Bit i is set when entry i may be taken.
    event BatchResolved(bytes32 indexed batch, Decision decision, uint256 allowed, bytes32 entriesInForce);
    event CorrectionProposed(
        bytes32 indexed correction, address indexed proposer, Correction content, string reasonURI, uint256 deadline
    );
    event CorrectionApplied(bytes32 indexed correction, bytes32 indexed batch);
    event StewardSet(address indexed account, bool steward);
    event BarSet(address indexed account, bool barred);
    event BarReplied(address indexed account, bytes32 replyHash, string replyURI);
    event ParametersSet(LedgerParameters previousParameters, LedgerParameters parameters);
    event NonceCancelled(address indexed signer, uint256 nonce);

    /* ERRORS */

    error LedgerInitialized(address venture);
    error LedgerAddressZero();
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
    error BatchHasNoObjection(bytes32 batch);
    error ProposerOnly(address caller, address proposer);
    error WindowOpen(uint256 nowTimestamp, uint256 deadline);
    error WindowClosed(uint256 nowTimestamp, uint256 deadline);
    error DebtWaitsForWindow(uint256 index, uint256 nowTimestamp, uint256 deadline);
    error InstantGrowthExceeded(uint256 pool, uint256 points, uint256 left, uint256 waitsUntil);
    error SilentGrowthExceeded(uint256 pool, uint256 index, uint256 points, uint256 left, uint256 nextWindowAt);
    error SilenceNeedsEquity(uint256 index, uint256 kind);
    error SilenceNeedsPoints(uint256 pool);
    error AttestationsMissing(uint256 index, uint256 actual, uint256 required);
    error AttestationStewardMissing(uint256 index);
    error AttestorUnqualified(address attestor, uint256 points, uint256 minPoints);
    error AttestorsNotAscending(uint256 index, address attestor);
    error SignatureExpired(uint256 nowTimestamp, uint256 deadline);
    error SignatureInvalid(address signer);
    error NonceUsed(address signer, uint256 nonce);
    error ObjectorUnqualified(address objector, uint256 points, uint256 minPoints);
    error ObjectionExists(bytes32 batch, address objector);
    error ObjectionMissing(bytes32 batch, address objector);
    error AmendmentMissing(bytes32 batch, address objector);
    error AmendmentRaises(uint256 index, uint256 actual, uint256 proposed);
    error AmendmentUnchanged();
    error AmendmentConsentMissing(address affiliate);
    error ResolutionUnauthorized(address caller);
    error ResolutionConflict(address account);
    error ResolutionStewardsMissing(uint256 index, uint256 actual, uint256 required);
    error ResolutionTooLate(uint256 nowTimestamp, uint256 resolveBy);
    error ResolutionBitmapInvalid(uint256 bitmap, uint256 size);
    error CorrectionEmpty();
    error CorrectionNeedsEquity(uint256 index, uint256 kind);
    error RoleUnchanged(address account);

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
    function acceptResolved(BatchHeader calldata header, uint256[] calldata entries, uint256 first, uint256 end)
        external;

    /* OBJECT AND RESOLVE */

    /// @notice Stops a pending batch or correction. Stewards, and affiliates with enough points, once each.
    /// @param kinds Ascending kinds the caller's points are counted in; stewards leave it empty.
    /// @param entries Entries in force; empty without an amendment.
    /// @param amendedEntries The same with lower quantities (0 strikes an entry); empty without an amendment.
    function object(
        BatchHeader calldata header,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries
    ) external;

    /// @notice Stops a pending correction.
    function objectToCorrection(bytes32 correction, uint8[] calldata kinds, bytes32 reasonHash, string calldata reasonURI)
        external;

    /// @notice Takes an objection back. When none is left, the batch goes on; others get at least 48 hours to object.
    function withdrawObjection(bytes32 batch) external;

    /// @notice Puts an objector's amendment in the batch's place and settles that objection.
    /// @param consents One of every affiliate whose quantity it lowers: `AmendmentConsent(bytes32 batch, bytes32
    ///        amendment, address affiliate, uint256 deadline)`. The sender needs none.
    function acceptAmendment(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries,
        address objector,
        SignedBy[] calldata consents
    ) external;

    /// @notice Decides an objected batch with `attestationsRequired + 1` stewards, none of them an objector or the
    ///         affiliate of an entry it allows: `Resolution(bytes32 batch, uint256 objections, uint8 decision,
    ///         uint256 allowed, bytes32 entries, address steward, uint256 deadline)`, ascending.
    /// @param amendmentOf Objector whose amendment is decided, else zero.
    /// @param allowed Bitmap of entries for `Decision.Some`, else zero.
    function resolve(
        BatchHeader calldata header,
        uint256[] calldata entries,
        Decision decision,
        uint256 allowed,
        address amendmentOf,
        SignedBy[] calldata stewards
    ) external;

    /// @notice Decides a batch by the governor: an objected one, or any after its window. Never one it proposed or
    ///         that names it.
    function resolveAsGovernor(
        BatchHeader calldata header,
        uint256[] calldata entries,
        Decision decision,
        uint256 allowed,
        address amendmentOf
    ) external;

    /* CORRECT */

    /// @notice Gives up units of the caller. What they have earned stays owed.
    function reduceOwnUnits(uint8 kind, uint256 quantity) external;

    /// @notice Proposes to take units or debts of others out. Anyone not barred.
    function proposeCorrection(Correction calldata correction, string calldata reasonURI) external returns (bytes32 id);

    /// @notice Takes back a pending correction. Its proposer alone.
    function withdrawCorrection(Correction calldata correction) external;

    /// @notice Applies a correction after its window: the governor, with the attestations a batch would need, of
    ///         others than the governor; one more while an objection stands. Units already gone are not taken twice.
    function applyCorrection(Correction calldata correction, Attestation[] calldata attestations) external;

    /* RULES */

    /// @notice Gives up the caller's steward role. At once.
    function resign() external;
    /// @notice The caller's reply to a bar, shown with it.
    function replyToBar(bytes32 replyHash, string calldata replyURI) external;

    /* VIEWS */

    function venture() external view returns (address);
    function parameters() external view returns (LedgerParameters memory);
    function batchState(bytes32 batch) external view returns (BatchState memory);
    /// @notice Bitmap of the entries that were taken.
    function takenOf(bytes32 batch) external view returns (uint256);
    /// @notice Bitmap of the entries a resolution allows; all without one.
    function allowedOf(bytes32 batch) external view returns (uint256);
    /// @notice Hash of the amended entries, or zero where the proposed ones are in force.
    function amendmentOf(bytes32 batch) external view returns (bytes32);
    function objectionOf(bytes32 batch, address objector) external view returns (Objection memory);
    function isSteward(address account) external view returns (bool);
    function isBarred(address account) external view returns (bool);
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool);
    /// @notice Growth of a pool in the window that runs now, its limit fixed or as it would be fixed now.
    /// @return growth `window` counts from 1.
    /// @return nextWindowAt When the next window begins; 0 before the pool had points.
    function growthOf(uint8 pool, bool silent) external view returns (Growth memory growth, uint256 nextWindowAt);
    /// @notice Id of a batch.
    function batchId(BatchHeader calldata header) external pure returns (bytes32);
    /// @notice Id of a correction.
    function correctionId(Correction calldata correction) external pure returns (bytes32);
}
