// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IReviewBoard} from "./interfaces/IReviewBoard.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {Attestors} from "./libraries/Attestors.sol";
import {PackedEntry} from "./libraries/PackedEntry.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {
    Attestation,
    BatchHeader,
    BatchState,
    BatchStatus,
    Correction,
    CorrectionState,
    CorrectionStatus,
    DebtReference,
    Decision,
    Objection,
    ObjectionStatus,
    SignedBy
} from "./types/LedgerTypes.sol";

/// @title Objections, amendments, resolutions, corrections
contract ReviewBoard is IReviewBoard {
    uint256 private constant MIN_WINDOW = 48 hours;

    bytes32 private constant CONSENT_TYPE = keccak256(
        "AmendmentConsent(bytes32 batch,bytes32 amendment,address affiliate,uint256 deadline)"
    );
    bytes32 private constant RESOLUTION_TYPE = keccak256(
        "Resolution(bytes32 batch,uint256 objections,uint8 decision,uint256 allowed,bytes32 entries,address steward,uint256 deadline)"
    );

    mapping(address ledger => mapping(bytes32 id => mapping(address objector => Objection))) private _objections;
    mapping(bytes32 correction => CorrectionState) private _corrections;

    /// @dev A batch under review. What changes of `state` is written back by `_write`.
    struct Review {
        IContributionLedger ledger;
        bytes32 batch;
        bytes32 entriesHash;
        BatchState state;
    }

    /* OBJECT AND RESOLVE */

    /// @inheritdoc IReviewBoard
    function object(
        address ledger,
        BatchHeader calldata header,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries
    ) external {
        Review memory review = _pending(ledger, header);
        bytes32 amendment;
        if (amendedEntries.length != 0) {
            _checkInForce(review, header, entries);
            amendment = _checkAmendment(review, entries, amendedEntries);
        }
        _recordObjection(review.ledger, review.batch, review.state.deadline, kinds, amendment);

        if (review.state.openObjections == 0) {
            review.state.resolveBy = uint40(block.timestamp + review.ledger.parameters().resolutionDeadline);
        }
        review.state.openObjections++;
        review.state.objectionsEver++;
        _write(review, 0, 0);
        emit BatchObjected(
            ledger,
            review.batch,
            msg.sender,
            reasonHash,
            reasonURI,
            amendment,
            amendedEntries,
            review.state.openObjections,
            review.state.resolveBy
        );
    }

    /// @inheritdoc IReviewBoard
    function withdrawObjection(address ledger, BatchHeader calldata header) external {
        Review memory review = _pending(ledger, header);
        _closeObjection(review, msg.sender, ObjectionStatus.Withdrawn);
        _write(review, 0, 0);
        emit ObjectionWithdrawn(ledger, review.batch, msg.sender, review.state.openObjections, review.state.deadline);
    }

    /// @inheritdoc IReviewBoard
    function acceptAmendment(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries,
        address objector,
        SignedBy[] calldata consents
    ) external {
        Review memory review = _pending(ledger, header);
        _checkInForce(review, header, entries);
        bytes32 amendment = _checkAmendment(review, entries, amendedEntries);
        if (_objections[ledger][review.batch][objector].amendment != amendment) {
            revert AmendmentMissing(review.batch, objector);
        }
        for (uint256 i; i < consents.length; i++) {
            bytes32 structHash = keccak256(
                abi.encode(CONSENT_TYPE, review.batch, amendment, consents[i].signer, consents[i].deadline)
            );
            _verify(review.ledger, structHash, consents[i]);
        }
        for (uint256 i; i < entries.length; i++) {
            if (entries[i] != amendedEntries[i]) _checkConsent(PackedEntry.affiliateOf(entries[i]), consents);
        }

        _closeObjection(review, objector, ObjectionStatus.Settled);
        review.state.amended = true;
        _write(review, 0, amendment);
        emit BatchAmended(ledger, review.batch, objector, amendment, review.state.deadline);
    }

    /// @inheritdoc IReviewBoard
    function resolve(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        Decision decision,
        uint256 allowed,
        address objector,
        SignedBy[] calldata stewards
    ) external {
        Review memory review = _pending(ledger, header);
        _checkInForce(review, header, entries);
        if (decision == Decision.Amendment) {
            // An amendment is of the entries that were proposed: it is too late for it once others are in force.
            if (review.state.partly || review.state.amended) revert AmendmentTooLate(review.batch);
            Objection memory objection = _objections[ledger][review.batch][objector];
            if (objection.status != ObjectionStatus.Standing || objection.amendment == 0) {
                revert AmendmentMissing(review.batch, objector);
            }
            review.entriesHash = objection.amendment;
            review.state.amended = true;
        }
        bool some = decision == Decision.Some;
        if (some ? allowed == 0 || allowed >> entries.length != 0 : allowed != 0) {
            revert ResolutionBitmapInvalid(allowed, entries.length);
        }
        if (stewards.length == 0) _checkGovernorResolves(review, header.proposer, entries);
        else _checkStewardsResolve(review, entries, decision, allowed, stewards);

        review.state.status = decision == Decision.Reject ? BatchStatus.Rejected : BatchStatus.Resolved;
        review.state.some = some;
        _write(review, allowed, review.entriesHash);
        emit BatchResolved(ledger, review.batch, decision, allowed, review.entriesHash);
    }

    /// @dev Objections stand until the deadline, one per account, with a reason in the event that follows.
    function _recordObjection(
        IContributionLedger ledger,
        bytes32 id,
        uint256 deadline,
        uint8[] calldata kinds,
        bytes32 amendment
    ) private {
        if (block.timestamp >= deadline) revert ObjectionTooLate(block.timestamp, deadline);
        Objection storage objection = _objections[address(ledger)][id][msg.sender];
        if (objection.status != ObjectionStatus.None) revert ObjectionExists(id, msg.sender);
        // Never more than a tenth of all points is asked of an objector.
        uint256 tenth = _totalPoints(IVenture(ledger.venture())) / 10;
        uint256 minPoints = Math.max(1, Math.min(ledger.parameters().objectorMinPoints, tenth));
        uint256 missing = ledger.missingPoints(msg.sender, kinds, minPoints);
        if (missing != 0) revert ObjectorUnqualified(msg.sender, minPoints - missing, minPoints);

        objection.status = ObjectionStatus.Standing;
        objection.amendment = amendment;
    }

    /// @dev Whoever held back because an objection stood gets time for an own one.
    function _closeObjection(Review memory review, address objector, ObjectionStatus status) private {
        Objection storage objection = _objections[address(review.ledger)][review.batch][objector];
        if (objection.status != ObjectionStatus.Standing) revert ObjectionMissing(review.batch, objector);
        objection.status = status;
        review.state.openObjections--;
        if (review.state.openObjections == 0 && review.state.deadline < block.timestamp + MIN_WINDOW) {
            review.state.deadline = uint40(block.timestamp + MIN_WINDOW);
        }
    }

    /// @dev Only quantities, only lower. A batch that was taken in part can't be amended any more.
    function _checkAmendment(
        Review memory review,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries
    ) private pure returns (bytes32 amendment) {
        if (review.state.partly) revert AmendmentTooLate(review.batch);
        if (amendedEntries.length != entries.length) revert AmendmentSizeWrong(amendedEntries.length, entries.length);
        bool lowered;
        for (uint256 i; i < entries.length; i++) {
            if (amendedEntries[i] >> 88 != entries[i] >> 88 || amendedEntries[i] > entries[i]) {
                revert AmendmentRaises(i, entries[i], amendedEntries[i]);
            }
            if (amendedEntries[i] != entries[i]) lowered = true;
        }
        if (!lowered) revert AmendmentUnchanged();
        return PackedEntry.hash(amendedEntries);
    }

    function _checkConsent(address affiliate, SignedBy[] calldata consents) private view {
        if (affiliate == msg.sender) return;
        for (uint256 i; i < consents.length; i++) {
            if (consents[i].signer == affiliate) return;
        }
        revert AmendmentConsentMissing(affiliate);
    }

    function _checkGovernorResolves(Review memory review, address proposer, uint256[] calldata entries) private view {
        address governor = _checkGovernor(review.ledger);
        if (review.state.openObjections == 0 && block.timestamp < review.state.deadline) {
            revert BatchNotResolvable(review.batch);
        }
        if (governor == proposer) revert ResolutionConflict(governor);
        for (uint256 i; i < entries.length; i++) {
            if (PackedEntry.affiliateOf(entries[i]) == governor) revert ResolutionConflict(governor);
        }
    }

    function _checkStewardsResolve(
        Review memory review,
        uint256[] calldata entries,
        Decision decision,
        uint256 allowed,
        SignedBy[] calldata stewards
    ) private view {
        if (review.state.openObjections == 0) revert BatchNotResolvable(review.batch);
        if (block.timestamp >= review.state.resolveBy) {
            revert ResolutionTooLate(block.timestamp, review.state.resolveBy);
        }
        _checkResolvers(review, decision, allowed, stewards);
        uint256 required = uint256(review.ledger.parameters().attestationsRequired) + 1;
        if (stewards.length < required) revert ResolutionStewardsMissing(0, stewards.length, required);
        if (decision == Decision.Reject) return;
        for (uint256 i; i < entries.length; i++) {
            if (decision == Decision.Some && allowed & (1 << i) == 0) continue;
            uint256 others = stewards.length;
            for (uint256 j; j < stewards.length; j++) {
                if (stewards[j].signer == PackedEntry.affiliateOf(entries[i])) others--;
            }
            if (others < required) revert ResolutionStewardsMissing(i, others, required);
        }
    }

    /// @dev Stewards, ascending, none of them barred or an objector, each with a signature given after all objections.
    function _checkResolvers(
        Review memory review,
        Decision decision,
        uint256 allowed,
        SignedBy[] calldata stewards
    ) private view {
        address previous;
        for (uint256 i; i < stewards.length; i++) {
            address steward = stewards[i].signer;
            if (steward <= previous) revert ResolutionNotAscending(i, steward);
            previous = steward;
            if (!review.ledger.isSteward(steward) || review.ledger.isBarred(steward)) {
                revert ResolutionStewardOnly(steward);
            }
            if (_objections[address(review.ledger)][review.batch][steward].status != ObjectionStatus.None) {
                revert ResolutionConflict(steward);
            }
            bytes32 structHash = keccak256(
                abi.encode(
                    RESOLUTION_TYPE,
                    review.batch,
                    review.state.objectionsEver,
                    decision,
                    allowed,
                    review.entriesHash,
                    steward,
                    stewards[i].deadline
                )
            );
            _verify(review.ledger, structHash, stewards[i]);
        }
    }

    /* CORRECT */

    /// @inheritdoc IReviewBoard
    function proposeCorrection(
        Correction calldata correction,
        string calldata reasonURI
    ) external returns (bytes32 id) {
        IContributionLedger ledger = IContributionLedger(correction.ledger);
        if (msg.sender != correction.proposer || ledger.isBarred(msg.sender)) {
            revert CorrectionProposerInvalid(msg.sender, correction.proposer);
        }
        if (correction.entries.length + correction.debts.length == 0) revert CorrectionEmpty();
        if (correction.entries.length != 0) ledger.checkEntries(correction.entries);
        BatchState memory corrected = ledger.batchState(correction.batch);
        if (corrected.left == corrected.size) revert CorrectionBatchUnknown(correction.batch);
        id = correctionId(correction);
        if (_corrections[id].status != CorrectionStatus.None) revert CorrectionExists(id);

        uint256 deadline = block.timestamp + ledger.parameters().objectionWindow;
        _corrections[id] = CorrectionState(CorrectionStatus.Pending, uint40(deadline), 0);
        emit CorrectionProposed(correction.ledger, id, msg.sender, correction, reasonURI, deadline);
    }

    /// @inheritdoc IReviewBoard
    function objectToCorrection(
        Correction calldata correction,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external {
        (bytes32 id, CorrectionState storage state) = _pendingCorrection(correction);
        _recordObjection(IContributionLedger(correction.ledger), id, state.deadline, kinds, 0);
        state.openObjections++;
        emit CorrectionObjected(correction.ledger, id, msg.sender, reasonHash, reasonURI, state.openObjections);
    }

    /// @inheritdoc IReviewBoard
    function withdrawCorrection(Correction calldata correction) external {
        (bytes32 id, CorrectionState storage state) = _pendingCorrection(correction);
        if (msg.sender != correction.proposer) revert CorrectionProposerInvalid(msg.sender, correction.proposer);
        state.status = CorrectionStatus.Withdrawn;
        emit CorrectionWithdrawn(correction.ledger, id);
    }

    /// @inheritdoc IReviewBoard
    function applyCorrection(Correction calldata correction, Attestation[] calldata attestations) external {
        (bytes32 id, CorrectionState storage state) = _pendingCorrection(correction);
        IContributionLedger ledger = IContributionLedger(correction.ledger);
        address governor = _checkGovernor(ledger);
        if (block.timestamp < state.deadline) revert CorrectionTooEarly(block.timestamp, state.deadline);
        uint256 required = ledger.parameters().attestationsRequired;
        if (state.openObjections != 0) required++;
        for (uint256 i; i < attestations.length; i++) {
            if (attestations[i].attestor == governor) revert ResolutionConflict(governor);
        }
        (address[] memory attestors, uint256 stewards) = ledger.checkAttestors(
            id,
            0,
            correction.proposer,
            msg.sender,
            attestations
        );
        for (uint256 i; i < correction.entries.length; i++) {
            Attestors.check(i, PackedEntry.affiliateOf(correction.entries[i]), attestors, stewards, required);
        }
        for (uint256 i; i < correction.debts.length; i++) {
            Attestors.check(i, correction.debts[i].account, attestors, stewards, required);
        }

        state.status = CorrectionStatus.Applied;
        emit CorrectionApplied(correction.ledger, id, correction.batch);

        for (uint256 i; i < correction.entries.length; i++) {
            (address affiliate, uint8 kind, uint256 quantity) = PackedEntry.unpack(correction.entries[i]);
            ledger.correctUnits(affiliate, kind, quantity);
        }
        for (uint256 i; i < correction.debts.length; i++) {
            DebtReference calldata debt = correction.debts[i];
            ledger.correctDebt(debt.pool, debt.account, debt.index);
        }
    }

    /// @inheritdoc IReviewBoard
    function reply(address ledger, bytes32 replyHash, string calldata replyURI) external {
        emit Replied(ledger, msg.sender, replyHash, replyURI);
    }

    /* HELPERS AND VIEWS */

    function _pending(address ledger, BatchHeader calldata header) private view returns (Review memory review) {
        review.ledger = IContributionLedger(ledger);
        review.batch = keccak256(abi.encode(header));
        review.state = review.ledger.batchState(review.batch);
        if (review.state.status != BatchStatus.Pending) {
            revert BatchNotPending(review.batch, uint256(review.state.status));
        }
    }

    function _checkInForce(Review memory review, BatchHeader calldata header, uint256[] calldata entries) private view {
        bytes32 expected = review.state.amended ? _amendmentOf(review) : header.entriesHash;
        review.entriesHash = PackedEntry.hash(entries);
        if (review.entriesHash != expected) revert ReviewEntriesWrong(review.entriesHash, expected);
    }

    function _amendmentOf(Review memory review) private view returns (bytes32) {
        return review.ledger.amendmentOf(review.batch);
    }

    function _write(Review memory review, uint256 allowed, bytes32 amendment) private {
        review.ledger.review(review.batch, review.state, allowed, amendment);
    }

    function _checkGovernor(IContributionLedger ledger) private view returns (address governor) {
        governor = IVenture(ledger.venture()).governor();
        if (msg.sender != governor) revert GovernorOnly(msg.sender, governor);
    }

    function _verify(IContributionLedger ledger, bytes32 structHash, SignedBy calldata signed) private view {
        if (block.timestamp > signed.deadline) revert ReviewSignatureExpired(block.timestamp, signed.deadline);
        bytes32 digest = ledger.hashTypedData(structHash);
        if (!Signatures.isValid(signed.signer, digest, signed.signature)) {
            revert ReviewSignatureInvalid(signed.signer);
        }
    }

    function _totalPoints(IVenture venture) private view returns (uint256 points) {
        uint256 pools = venture.poolCount();
        for (uint8 pool = 1; pool <= pools; pool++) {
            points += venture.equityPool(pool).points;
        }
    }

    function _pendingCorrection(
        Correction calldata correction
    ) private view returns (bytes32 id, CorrectionState storage state) {
        id = correctionId(correction);
        state = _corrections[id];
        if (state.status != CorrectionStatus.Pending) revert CorrectionNotPending(id, uint256(state.status));
    }

    /// @inheritdoc IReviewBoard
    function objectionOf(address ledger, bytes32 batch, address objector) external view returns (Objection memory) {
        return _objections[ledger][batch][objector];
    }

    /// @inheritdoc IReviewBoard
    function correctionState(bytes32 correction) external view returns (CorrectionState memory) {
        return _corrections[correction];
    }

    /// @inheritdoc IReviewBoard
    function correctionId(Correction calldata correction) public pure returns (bytes32) {
        return keccak256(abi.encode(correction));
    }
}
