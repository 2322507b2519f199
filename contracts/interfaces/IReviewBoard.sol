// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {
    Attestation,
    BatchHeader,
    Correction,
    CorrectionState,
    Decision,
    Objection,
    SignedAct,
    SignedBy
} from "../types/LedgerTypes.sol";

/// @title Objections, amendments, resolutions and corrections of every ledger
/// @dev One contract for all ledgers. It holds no money and has no owner. A ledger takes decisions about its batches
///      from here alone. Signatures are EIP-712 in the domain of the ledger they are about, or ERC-1271.
interface IReviewBoard {
    /// @notice Somebody published an attestation, so that anyone can accept with it.
    event AttestationPublished(
        address indexed ledger,
        bytes32 indexed batch,
        address indexed attestor,
        bytes32 entriesHash,
        uint256 deadline,
        bytes signature
    );
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
    error AttestorUnqualified(address attestor, uint256 points, uint256 minPoints);
    error AttestorsNotAscending(uint256 index, address attestor);
    error LargeAttestorsNotStewards(uint256 stewards, uint256 attestors);
    error StandingKindsNotAscending(uint256 index, uint256 kind);
    error AccountBarred(address account);
    error ObjectorMoved(address account, address holder);
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

    /* ATTEST */

    /// @notice Publishes an attestation, checked, so that anyone can accept with it:
    ///         `Attestation(bytes32 batch, bytes32 entries, address attestor, uint256 deadline)`.
    function publishAttestation(
        address ledger,
        bytes32 batch,
        bytes32 entriesHash,
        SignedBy calldata attestor
    ) external;

    /// @notice Accepts entries `first` to `end - 1` attested by enough others, one of them a steward, entry by entry.
    /// @dev At once up to `instantGrowth`; above it, and for debt kinds, from the batch's deadline on. A large batch takes one
    ///      more than usual, all of them stewards. Others: neither the entry's affiliate nor who that is after its moves.
    /// @param entries Those in force, from the event.
    /// @param attestations Ascending by who the attestors are now. The proposer and the sender count without a signature.
    function acceptAttested(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        Attestation[] calldata attestations
    ) external;

    /// @notice Reverts unless every attestor is qualified and has signed; proposer and sender need not sign. An account that
    ///         moved is attested for by who it is now, with the points that stayed.
    /// @param attestations Ascending by who the attestors are now.
    /// @return attestors Who they are now.
    /// @return stewards Bit i is set when attestor i is a steward.
    /// @return anyMoved Others moved to one of them.
    function attestorsOf(
        address ledger,
        bytes32 id,
        bytes32 entriesHash,
        address proposer,
        address sender,
        Attestation[] calldata attestations
    ) external view returns (address[] memory attestors, uint256 stewards, bool anyMoved);

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

    /// @notice The same without a transaction of the objector: `Objection(bytes32 subject, address account, bytes32 reason,
    ///         string reasonURI, bytes32 amendment, address signer, uint256 nonce, uint256 deadline)`, subject being the batch.
    /// @param account Whose points count: the signer, or an account that moved to the signer.
    function objectFor(
        address ledger,
        BatchHeader calldata header,
        address account,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries,
        SignedAct calldata act
    ) external;

    /// @notice Stops a pending correction.
    function objectToCorrection(
        Correction calldata correction,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external;

    /// @notice The same, signed: `Objection`, its subject being the correction, without an amendment.
    function objectToCorrectionFor(
        Correction calldata correction,
        address account,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        SignedAct calldata act
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

    /// @notice Points an account lacks to attest (`minPoints` of the parameters) or to object; a steward lacks none.
    ///         Reverts for the barred.
    /// @param kinds Ascending kinds its points are counted in.
    function missingPoints(
        address ledger,
        address account,
        uint8[] calldata kinds,
        uint256 minPoints
    ) external view returns (uint256);
    /// @notice Reverts unless `objector` may object: a steward, or one with enough points.
    /// @param account Whose points count: the objector, or an account that moved to it.
    function checkObjector(address ledger, address objector, address account, uint8[] calldata kinds) external view;

    function objectionOf(address ledger, bytes32 batch, address objector) external view returns (Objection memory);
    function correctionState(bytes32 correction) external view returns (CorrectionState memory);
    /// @notice Id of a correction.
    function correctionId(Correction calldata correction) external pure returns (bytes32);
}
