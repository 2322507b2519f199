// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {ILazyConsensusGovernor} from "./interfaces/ILazyConsensusGovernor.sol";
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
    Role,
    SignedAct,
    SignedBy
} from "./types/LedgerTypes.sol";

/// @title Objections, amendments, resolutions, corrections
contract ReviewBoard is IReviewBoard {
    uint256 private constant MIN_WINDOW = 48 hours;

    bytes32 private constant ATTESTATION_TYPE = keccak256(
        "Attestation(bytes32 batch,bytes32 entries,address attestor,uint256 deadline)"
    );
    bytes32 private constant OBJECTION_TYPE = keccak256(
        "Objection(bytes32 subject,address account,bytes32 reason,string reasonURI,bytes32 amendment,address signer,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant CONSENT_TYPE = keccak256(
        "AmendmentConsent(bytes32 batch,bytes32 amendment,address affiliate,uint256 deadline)"
    );
    bytes32 private constant RESOLUTION_TYPE = keccak256(
        "Resolution(bytes32 batch,uint256 objections,uint8 decision,uint256 allowed,bytes32 entries,address steward,uint256 deadline)"
    );

    mapping(address ledger => mapping(bytes32 id => mapping(address objector => Objection))) private _objections;
    mapping(bytes32 correction => CorrectionState) private _corrections;

    /// @dev Code hash of every clone of the lazy-consensus governor.
    bytes32 private immutable _governorCodeHash;

    /// @dev A batch under review. What changes of `state` is written back by `_write`.
    struct Review {
        IContributionLedger ledger;
        bytes32 batch;
        bytes32 entriesHash;
        BatchState state;
    }

    constructor(address governorImplementation) {
        // ERC-1167
        _governorCodeHash = keccak256(
            abi.encodePacked(hex"363d3d373d3d3d363d73", governorImplementation, hex"5af43d82803e903d91602b57fd5bf3")
        );
    }

    /* ATTEST */

    /// @inheritdoc IReviewBoard
    function publishAttestation(
        address ledger,
        bytes32 batch,
        bytes32 entriesHash,
        SignedBy calldata attestor
    ) external {
        IContributionLedger target = IContributionLedger(ledger);
        if (target.batchState(batch).status == BatchStatus.None) revert BatchNotPending(batch, 0);
        address holder = _holderOf(target, attestor.signer);
        _verify(
            target,
            _attestationHash(batch, entriesHash, attestor.signer, attestor.deadline),
            holder,
            attestor.deadline,
            attestor.signature
        );
        // Anybody can publish it again: only the first time says that somebody is there.
        if (target.roleOf(holder).lastAct == 0) target.recordAct(holder);
        emit AttestationPublished(ledger, batch, attestor.signer, entriesHash, attestor.deadline, attestor.signature);
    }

    /// @inheritdoc IReviewBoard
    function acceptAttested(
        address ledger,
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        Attestation[] calldata attestations
    ) external {
        IContributionLedger target = IContributionLedger(ledger);
        bytes32 batch = keccak256(abi.encode(header));
        (uint256 required, bool large) = target.attestationRule(batch);
        (address[] memory attestors, uint256 stewards, bool anyMoved) = _attestorsOf(
            target,
            batch,
            PackedEntry.hash(entries),
            header.proposer,
            msg.sender,
            attestations
        );
        if (large) {
            required++;
            if (stewards != (1 << attestors.length) - 1) revert LargeAttestorsNotStewards(stewards, attestors.length);
        }
        for (uint256 i = first; i < end && i < entries.length; i++) {
            address affiliate = PackedEntry.affiliateOf(entries[i]);
            if (anyMoved) affiliate = _holderOf(target, affiliate);
            Attestors.check(i, affiliate, attestors, stewards, required);
        }
        for (uint256 i; i < attestors.length; i++) {
            if (attestors[i] == msg.sender) _sent(target);
        }
        target.take(header, entries, first, end, attestors);
    }

    /// @inheritdoc IReviewBoard
    function attestorsOf(
        address ledger,
        bytes32 id,
        bytes32 entriesHash,
        address proposer,
        address sender,
        Attestation[] calldata attestations
    ) public view returns (address[] memory attestors, uint256 stewards, bool anyMoved) {
        IContributionLedger target = IContributionLedger(ledger);
        return _attestorsOf(target, id, entriesHash, proposer, sender, attestations);
    }

    function _attestorsOf(
        IContributionLedger target,
        bytes32 id,
        bytes32 entriesHash,
        address proposer,
        address sender,
        Attestation[] calldata attestations
    ) private view returns (address[] memory attestors, uint256 stewards, bool anyMoved) {
        attestors = new address[](attestations.length);
        address previous;
        for (uint256 i; i < attestations.length; i++) {
            Attestation calldata attestation = attestations[i];
            (address holder, Role memory role) = _attestor(target, attestation);
            if (holder <= previous) revert AttestorsNotAscending(i, holder);
            (previous, attestors[i]) = (holder, holder);
            if (role.steward) stewards |= 1 << i;
            if (role.depth != 0) anyMoved = true;
            if (holder == sender || holder == proposer) continue;
            _verify(
                target,
                _attestationHash(id, entriesHash, attestation.attestor, attestation.deadline),
                holder,
                attestation.deadline,
                attestation.signature
            );
        }
    }

    /// @dev Who attests, as who they are now: a steward, or one with enough points.
    function _attestor(
        IContributionLedger ledger,
        Attestation calldata attestation
    ) private view returns (address holder, Role memory role) {
        holder = attestation.attestor;
        role = ledger.roleOf(holder);
        // The role moves along, so a steward is who they are now.
        if (!role.steward) {
            holder = _holderOf(ledger, holder);
            if (holder != attestation.attestor) role = ledger.roleOf(holder);
        }
        if (role.barred) revert AccountBarred(holder);
        if (role.steward) return (holder, role);
        uint256 minPoints = ledger.parameters().attestorMinPoints;
        uint256 missing = _missing(ledger, attestation.attestor, attestation.kinds, minPoints);
        if (missing != 0) revert AttestorUnqualified(holder, minPoints - missing, minPoints);
    }

    function _attestationHash(
        bytes32 id,
        bytes32 entriesHash,
        address attestor,
        uint256 deadline
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(ATTESTATION_TYPE, id, entriesHash, attestor, deadline));
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
        bytes32 amendment = _amendment(review, header, entries, amendedEntries);
        _sent(review.ledger);
        _checkObjector(review.ledger, msg.sender, msg.sender, kinds);
        _object(review, msg.sender, reasonHash, reasonURI, amendment, amendedEntries);
    }

    /// @inheritdoc IReviewBoard
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
    ) external {
        Review memory review = _pending(ledger, header);
        bytes32 amendment = _amendment(review, header, entries, amendedEntries);
        _signed(review.ledger, review.batch, account, reasonHash, reasonURI, amendment, act);
        _checkObjector(review.ledger, act.signer, account, kinds);
        _object(review, act.signer, reasonHash, reasonURI, amendment, amendedEntries);
    }

    function _amendment(
        Review memory review,
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256[] calldata amendedEntries
    ) private view returns (bytes32) {
        if (amendedEntries.length == 0) return 0;
        _checkInForce(review, header, entries);
        return _checkAmendment(review, entries, amendedEntries);
    }

    /// @dev Uses up a signed objection.
    function _signed(
        IContributionLedger ledger,
        bytes32 subject,
        address account,
        bytes32 reasonHash,
        string calldata reasonURI,
        bytes32 amendment,
        SignedAct calldata act
    ) private {
        bytes32 structHash = keccak256(
            abi.encode(
                OBJECTION_TYPE,
                subject,
                account,
                reasonHash,
                keccak256(bytes(reasonURI)),
                amendment,
                act.signer,
                act.nonce,
                act.deadline
            )
        );
        ledger.useSigned(act, structHash);
    }

    function _object(
        Review memory review,
        address objector,
        bytes32 reasonHash,
        string calldata reasonURI,
        bytes32 amendment,
        uint256[] calldata amendedEntries
    ) private {
        address ledger = address(review.ledger);
        _recordObjection(ledger, review.batch, review.state.deadline, objector, amendment);

        if (review.state.openObjections == 0) {
            review.state.resolveBy = uint40(block.timestamp + review.ledger.parameters().resolutionDeadline);
        }
        review.state.openObjections++;
        review.state.objectionsEver++;
        _write(review, 0, 0);
        emit BatchObjected(
            ledger,
            review.batch,
            objector,
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
        _sent(review.ledger);
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
        _sent(review.ledger);
        _checkInForce(review, header, entries);
        bytes32 amendment = _checkAmendment(review, entries, amendedEntries);
        if (_objections[ledger][review.batch][objector].amendment != amendment) {
            revert AmendmentMissing(review.batch, objector);
        }
        for (uint256 i; i < consents.length; i++) {
            bytes32 structHash = keccak256(
                abi.encode(CONSENT_TYPE, review.batch, amendment, consents[i].signer, consents[i].deadline)
            );
            _verify(review.ledger, structHash, consents[i].signer, consents[i].deadline, consents[i].signature);
            review.ledger.recordAct(consents[i].signer);
        }
        for (uint256 i; i < entries.length; i++) {
            if (entries[i] == amendedEntries[i]) continue;
            _checkConsent(_holderOf(review.ledger, PackedEntry.affiliateOf(entries[i])), consents);
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
        address ledger,
        bytes32 id,
        uint256 deadline,
        address objector,
        bytes32 amendment
    ) private {
        if (block.timestamp >= deadline) revert ObjectionTooLate(block.timestamp, deadline);
        Objection storage objection = _objections[ledger][id][objector];
        if (objection.status != ObjectionStatus.None) revert ObjectionExists(id, objector);
        objection.status = ObjectionStatus.Standing;
        objection.amendment = amendment;
    }

    /// @dev Whose points count is `account`; who objects is its holder.
    function _checkObjector(
        IContributionLedger ledger,
        address objector,
        address account,
        uint8[] calldata kinds
    ) private view {
        address holder = _holderOf(ledger, account);
        if (holder != objector) revert ObjectorMoved(account, holder);
        // Never more than a tenth of all points is asked of an objector.
        uint256 tenth = _totalPoints(IVenture(ledger.venture())) / 10;
        uint256 minPoints = Math.max(1, Math.min(ledger.parameters().objectorMinPoints, tenth));
        if (_unbarred(ledger, objector).steward) return;
        uint256 missing = _missing(ledger, account, kinds, minPoints);
        if (missing != 0) revert ObjectorUnqualified(objector, minPoints - missing, minPoints);
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

    function _checkGovernorResolves(Review memory review, address proposer, uint256[] calldata entries) private {
        address governor = _checkGovernor(review.ledger);
        if (review.state.openObjections == 0 && block.timestamp < review.state.deadline) {
            revert BatchNotResolvable(review.batch);
        }
        if (_holderOf(review.ledger, proposer) == governor) revert ResolutionConflict(governor);
        for (uint256 i; i < entries.length; i++) {
            if (_holderOf(review.ledger, PackedEntry.affiliateOf(entries[i])) == governor) {
                revert ResolutionConflict(governor);
            }
        }
    }

    function _checkStewardsResolve(
        Review memory review,
        uint256[] calldata entries,
        Decision decision,
        uint256 allowed,
        SignedBy[] calldata stewards
    ) private {
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
            address affiliate = _holderOf(review.ledger, PackedEntry.affiliateOf(entries[i]));
            uint256 others = stewards.length;
            for (uint256 j; j < stewards.length; j++) {
                if (stewards[j].signer == affiliate) others--;
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
    ) private {
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
            _verify(review.ledger, structHash, steward, stewards[i].deadline, stewards[i].signature);
            review.ledger.recordAct(steward);
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

        _sent(ledger);
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
        IContributionLedger ledger = IContributionLedger(correction.ledger);
        _sent(ledger);
        _checkObjector(ledger, msg.sender, msg.sender, kinds);
        _objectToCorrection(correction, msg.sender, reasonHash, reasonURI);
    }

    /// @inheritdoc IReviewBoard
    function objectToCorrectionFor(
        Correction calldata correction,
        address account,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        SignedAct calldata act
    ) external {
        IContributionLedger ledger = IContributionLedger(correction.ledger);
        _signed(ledger, correctionId(correction), account, reasonHash, reasonURI, 0, act);
        _checkObjector(ledger, act.signer, account, kinds);
        _objectToCorrection(correction, act.signer, reasonHash, reasonURI);
    }

    function _objectToCorrection(
        Correction calldata correction,
        address objector,
        bytes32 reasonHash,
        string calldata reasonURI
    ) private {
        (bytes32 id, CorrectionState storage state) = _pendingCorrection(correction);
        _recordObjection(correction.ledger, id, state.deadline, objector, 0);
        state.openObjections++;
        emit CorrectionObjected(correction.ledger, id, objector, reasonHash, reasonURI, state.openObjections);
    }

    /// @inheritdoc IReviewBoard
    function withdrawCorrection(Correction calldata correction) external {
        (bytes32 id, CorrectionState storage state) = _pendingCorrection(correction);
        if (msg.sender != correction.proposer) revert CorrectionProposerInvalid(msg.sender, correction.proposer);
        state.status = CorrectionStatus.Withdrawn;
        _sent(IContributionLedger(correction.ledger));
        emit CorrectionWithdrawn(correction.ledger, id);
    }

    /// @inheritdoc IReviewBoard
    function applyCorrection(Correction calldata correction, Attestation[] calldata attestations) external {
        (bytes32 id, CorrectionState storage state) = _pendingCorrection(correction);
        IContributionLedger ledger = IContributionLedger(correction.ledger);
        address governor = _checkGovernor(ledger);
        if (block.timestamp < state.deadline) revert CorrectionTooEarly(block.timestamp, state.deadline);
        if (!_isGroup(governor, correction.ledger))
            _checkAttested(correction, id, state.openObjections != 0, attestations);

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

    /// @dev A governor who is one wallet, or a few, can't take units away alone; whoever calls is the governor.
    function _checkAttested(
        Correction calldata correction,
        bytes32 id,
        bool isObjected,
        Attestation[] calldata attestations
    ) private {
        (address[] memory attestors, uint256 stewards, ) = attestorsOf(
            correction.ledger,
            id,
            0,
            correction.proposer,
            msg.sender,
            attestations
        );
        IContributionLedger ledger = IContributionLedger(correction.ledger);
        for (uint256 i; i < attestors.length; i++) {
            if (attestors[i] == msg.sender) revert ResolutionConflict(msg.sender);
            ledger.recordAct(attestors[i]);
        }
        uint256 required = ledger.parameters().attestationsRequired;
        if (isObjected) required++;
        for (uint256 i; i < correction.entries.length; i++) {
            address affiliate = _holderOf(ledger, PackedEntry.affiliateOf(correction.entries[i]));
            Attestors.check(i, affiliate, attestors, stewards, required);
        }
        for (uint256 i; i < correction.debts.length; i++) {
            Attestors.check(i, _holderOf(ledger, correction.debts[i].account), attestors, stewards, required);
        }
    }

    /// @dev The lazy-consensus governor of this ledger decides for the group.
    function _isGroup(address governor, address ledger) private view returns (bool) {
        return governor.codehash == _governorCodeHash && ILazyConsensusGovernor(governor).ledger() == ledger;
    }

    /// @inheritdoc IReviewBoard
    function reply(address ledger, bytes32 replyHash, string calldata replyURI) external {
        _sent(IContributionLedger(ledger));
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

    function _checkGovernor(IContributionLedger ledger) private returns (address governor) {
        governor = IVenture(ledger.venture()).governor();
        if (msg.sender != governor) revert GovernorOnly(msg.sender, governor);
        _sent(ledger);
    }

    /// @dev The caller did something here.
    function _sent(IContributionLedger ledger) private {
        ledger.recordAct(msg.sender);
    }

    function _holderOf(IContributionLedger ledger, address account) private view returns (address holder) {
        (holder, ) = IVenture(ledger.venture()).holderOf(account);
    }

    function _unbarred(IContributionLedger ledger, address account) private view returns (Role memory role) {
        role = ledger.roleOf(account);
        if (role.barred) revert AccountBarred(account);
    }

    /// @dev Points an account lacks, counted in the named kinds. Strictly ascending, so that nothing is counted twice.
    function _missing(
        IContributionLedger ledger,
        address account,
        uint8[] calldata kinds,
        uint256 minPoints
    ) private view returns (uint256) {
        IVenture venture = IVenture(ledger.venture());
        uint256 points;
        for (uint256 i; i < kinds.length; i++) {
            if (i != 0 && kinds[i] <= kinds[i - 1]) revert StandingKindsNotAscending(i, kinds[i]);
            // Nobody holds units of a debt kind.
            uint256 units = venture.unitsOf(account, kinds[i]);
            if (units != 0) points += units * venture.kindOf(kinds[i]).rate;
        }
        return Math.saturatingSub(minPoints, points);
    }

    function _verify(
        IContributionLedger ledger,
        bytes32 structHash,
        address signer,
        uint256 deadline,
        bytes calldata signature
    ) private view {
        if (block.timestamp > deadline) revert ReviewSignatureExpired(block.timestamp, deadline);
        if (!Signatures.isValid(signer, ledger.hashTypedData(structHash), signature)) {
            revert ReviewSignatureInvalid(signer);
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
    function missingPoints(
        address ledger,
        address account,
        uint8[] calldata kinds,
        uint256 minPoints
    ) external view returns (uint256) {
        IContributionLedger target = IContributionLedger(ledger);
        if (_unbarred(target, _holderOf(target, account)).steward) return 0;
        return _missing(target, account, kinds, minPoints);
    }

    /// @inheritdoc IReviewBoard
    function checkObjector(address ledger, address objector, address account, uint8[] calldata kinds) external view {
        _checkObjector(IContributionLedger(ledger), objector, account, kinds);
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
