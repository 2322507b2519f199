// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {
    Attestation,
    BatchHeader,
    Correction,
    CorrectionState,
    Decision,
    Objection,
    SignedBy
} from "../types/LedgerTypes.sol";

/// @title Objections, amendments, resolutions and corrections of every ledger
/// @dev One contract for all ledgers. It holds no money and has no owner. A ledger takes decisions about its batches
///      from here alone. Signatures are EIP-712 in the domain of the ledger they are about, or ERC-1271.
interface IReviewBoard {
    /// @notice A batch was objected to; it waits.
    /// @param amendment Hash of `amendedEntries`, zero without an amendment.
    event BatchObjected(
        address indexed ledger,
        bytes32 indexed batch,
        address indexed objector,
        bytes32 reasonHash,
        string reasonURI,
        bytes32 amendment,
        uint256[] amendedEntries,
        uint256 openObjections,
        uint256 resolveBy
    );
    event ObjectionWithdrawn(
        address indexed ledger,
        bytes32 indexed batch,
        address indexed objector,
        uint256 openObjections,
        uint256 deadline
    );
    /// @notice The affected affiliates agreed to an amendment; it stands in the batch's place.
    event BatchAmended(
        address indexed ledger,
        bytes32 indexed batch,
        address indexed objector,
        bytes32 amendment,
        uint256 deadline
    );
    /// @param allowed Bit i is set when entry i may be taken.
    event BatchResolved(
        address indexed ledger,
        bytes32 indexed batch,
        Decision decision,
        uint256 allowed,
        bytes32 entriesHash
    );
    event CorrectionProposed(
        address indexed ledger,
        bytes32 indexed correction,
        address indexed proposer,
        Correction content,
        string reasonURI,
        uint256 deadline
    );
    event CorrectionObjected(
        address indexed ledger,
        bytes32 indexed correction,
        address indexed objector,
        bytes32 reasonHash,
        string reasonURI,
        uint256 openObjections
    );
    event CorrectionWithdrawn(address indexed ledger, bytes32 indexed correction);
    event CorrectionApplied(address indexed ledger, bytes32 indexed correction, bytes32 indexed batch);
    /// @notice An account's reply to what is said about it, a bar for example.
    event Replied(address indexed ledger, address indexed account, bytes32 replyHash, string replyURI);

    error GovernorOnly(address caller, address governor);
    error BatchNotResolvable(bytes32 batch);
    error CorrectionEmpty();
    error CorrectionExists(bytes32 correction);
    error CorrectionNotPending(bytes32 correction, uint256 status);
    error ObjectorUnqualified(address objector, uint256 points, uint256 minPoints);
    error BatchNotPending(bytes32 batch, uint256 status);
    error ReviewEntriesWrong(bytes32 actualHash, bytes32 expectedHash);
    error ReviewSignatureExpired(uint256 nowTimestamp, uint256 deadline);
    error ReviewSignatureInvalid(address signer);
    error ObjectionTooLate(uint256 nowTimestamp, uint256 deadline);
    error ObjectionExists(bytes32 batch, address objector);
    error ObjectionMissing(bytes32 batch, address objector);
    error AmendmentMissing(bytes32 batch, address objector);
    error AmendmentSizeWrong(uint256 actual, uint256 expected);
    error AmendmentRaises(uint256 index, uint256 actual, uint256 proposed);
    error AmendmentUnchanged();
    error AmendmentTooLate(bytes32 batch);
    error AmendmentConsentMissing(address affiliate);
    error ResolutionNotAscending(uint256 index, address steward);
    error ResolutionStewardOnly(address account);
    error ResolutionConflict(address account);
    error ResolutionStewardsMissing(uint256 index, uint256 actual, uint256 required);
    error ResolutionTooLate(uint256 nowTimestamp, uint256 resolveBy);
    error ResolutionBitmapInvalid(uint256 bitmap, uint256 size);
    error CorrectionProposerInvalid(address caller, address proposer);
    error CorrectionTooEarly(uint256 nowTimestamp, uint256 deadline);
    error CorrectionBatchUnknown(bytes32 batch);

    /* OBJECT AND RESOLVE */

    /// @notice Stops a pending batch or correction. Stewards, and affiliates with enough points, once each.
    /// @param kinds Ascending kinds the caller's points are counted in; stewards leave it empty.
    /// @param entries Entries in force; empty without an amendment.
    /// @param amendedEntries The same with lower quantities (0 strikes an entry); empty without an amendment.
    function object(
        address ledger,
        BatchHeader calldata header,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries
    ) external;

    /// @notice Stops a pending correction.
    function objectToCorrection(
        Correction calldata correction,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external;

    /// @notice Takes an objection back. When none is left, the batch goes on; others get at least 48 hours to object.
    function withdrawObjection(address ledger, BatchHeader calldata header) external;

    /// @notice Puts an objector's amendment in the batch's place and settles that objection.
    /// @param consents One of every affiliate whose quantity it lowers: `AmendmentConsent(bytes32 batch, bytes32
    ///        amendment, address affiliate, uint256 deadline)`. The sender needs none.
    function acceptAmendment(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries,
        address objector,
        SignedBy[] calldata consents
    ) external;

    /// @notice Decides a batch: to reject it, or to accept all, some or an amendment of it.
    /// @dev The governor alone decides an objected batch, or any after its window, without signatures; never one it
    ///      proposed or that names it. Otherwise, until `resolveBy`, `attestationsRequired + 1` stewards decide an
    ///      objected batch, none of them an objector; for an entry of their own they don't count:
    ///      `Resolution(bytes32 batch, uint256 objections, uint8 decision, uint256 allowed, bytes32 entries, address
    ///      steward, uint256 deadline)`, ascending. `objections` is how many were ever made, so that no signature is
    ///      older than the last objection.
    /// @param allowed Bitmap of entries for `Decision.Some`, else zero.
    /// @param objector Whose amendment is decided, else zero.
    function resolve(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        Decision decision,
        uint256 allowed,
        address objector,
        SignedBy[] calldata stewards
    ) external;

    /* CORRECT */

    /// @notice Proposes to take units or debts of others out. Anyone not barred.
    function proposeCorrection(Correction calldata correction, string calldata reasonURI) external returns (bytes32 id);

    /// @notice Takes back a pending correction. Its proposer alone.
    function withdrawCorrection(Correction calldata correction) external;

    /// @notice Applies a correction after its window: the governor, with the attestations a batch would need, of
    ///         others than the governor; one more while an objection stands. Units already gone are not taken twice.
    function applyCorrection(Correction calldata correction, Attestation[] calldata attestations) external;

    /// @notice Leaves the caller's reply, to be shown with a bar of it.
    function reply(address ledger, bytes32 replyHash, string calldata replyURI) external;

    /* VIEWS */

    function objectionOf(address ledger, bytes32 batch, address objector) external view returns (Objection memory);
    function correctionState(bytes32 correction) external view returns (CorrectionState memory);
    /// @notice Id of a correction.
    function correctionId(Correction calldata correction) external pure returns (bytes32);
}
