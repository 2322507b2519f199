// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IGoverned} from "./interfaces/IGoverned.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {Attestors} from "./libraries/Attestors.sol";
import {DebtLine} from "./libraries/DebtLine.sol";
import {PackedEntry} from "./libraries/PackedEntry.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {
    Attestation,
    BatchHeader,
    BatchProposal,
    BatchState,
    BatchStatus,
    Growth,
    LedgerParameters,
    Role,
    SignedBy
} from "./types/LedgerTypes.sol";
import {BPS, Change, EquityPool, Kind} from "./types/VentureTypes.sol";

/// @title Who contributed what
/// @dev `docs/decisions/storage.md` explains every slot. The venture is called last, always.
contract ContributionLedger is IContributionLedger, EIP712 {
    using BitMaps for BitMaps.BitMap;

    uint256 private constant MAX_ENTRIES = 250;
    uint256 private constant MAX_DEBT_MONEY = 2 ** 95;

    bytes32 private constant PROPOSAL_TYPE = keccak256(
        "Proposal(address proposer,bytes32 entries,bytes32 workDays,bytes32 evidence,bytes32 task,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant ATTESTATION_TYPE = keccak256(
        "Attestation(bytes32 batch,bytes32 entries,address attestor,uint256 deadline)"
    );
    struct Head {
        IVenture venture;
        uint24 objectionWindow;
        uint24 resolutionDeadline;
        uint8 attestationsRequired;
        uint16 silentGrowthBps;
        uint16 instantGrowthBps;
    }

    struct Thresholds {
        uint64 attestorMinPoints;
        uint64 objectorMinPoints;
        uint64 silentGrowthPoints;
        uint64 instantGrowthPoints;
    }

    /// @dev Points a proposer got accepted by silence in a window.
    struct Quota {
        uint32 window;
        uint112 used;
    }

    Head private _head;
    Thresholds private _thresholds;
    mapping(bytes32 batch => BatchState) private _batches;
    mapping(bytes32 batch => uint256 bitmap) private _taken;
    mapping(bytes32 batch => uint256 bitmap) private _allowed;
    mapping(bytes32 batch => bytes32 entriesHash) private _amendments;
    mapping(address account => Role) private _roles;
    mapping(uint8 pool => mapping(bool silent => Growth)) private _growth;
    mapping(uint8 pool => mapping(address proposer => Quota)) private _quotas;
    mapping(address signer => BitMaps.BitMap) private _nonces;

    address private immutable _noticeBoard;
    address private immutable _reviewBoard;

    modifier onlyReviewBoard() {
        if (msg.sender != _reviewBoard) revert ReviewBoardOnly(msg.sender, _reviewBoard);
        _;
    }

    /// @dev Locks the implementation: it has a venture, so it can't be initialized.
    constructor(address noticeBoard, address reviewBoard_) EIP712("OpenValueLedger", "1") {
        _noticeBoard = noticeBoard;
        _reviewBoard = reviewBoard_;
        _head.venture = IVenture(address(0xdead));
    }

    /// @inheritdoc IContributionLedger
    function initialize(address venture_, LedgerParameters calldata parameters_, address[] calldata stewards) external {
        if (address(_head.venture) != address(0)) revert LedgerInitialized(address(_head.venture));
        _head.venture = IVenture(venture_);
        _setParameters(parameters_);
        for (uint256 i; i < stewards.length; i++) {
            _roles[stewards[i]].steward = true;
        }
    }

    /* TASKS */

    /// @inheritdoc IContributionLedger
    function openTask(bytes32 ref, uint8 kind, uint256 estimate, string calldata uri) external {
        if (!_roles[msg.sender].steward) revert StewardOnly(msg.sender);
        emit TaskOpened(ref, kind, estimate, uri);
    }

    /// @inheritdoc IContributionLedger
    function closeTask(bytes32 ref) external {
        if (!_roles[msg.sender].steward) revert StewardOnly(msg.sender);
        emit TaskClosed(ref);
    }

    /* PROPOSE */

    /// @inheritdoc IContributionLedger
    function propose(BatchProposal calldata proposal) external returns (bytes32) {
        return _propose(proposal, msg.sender, PackedEntry.hash(proposal.entries));
    }

    /// @inheritdoc IContributionLedger
    function proposeFor(BatchProposal calldata proposal, SignedBy calldata proposer) external returns (bytes32) {
        bytes32 entriesHash = PackedEntry.hash(proposal.entries);
        bytes32 structHash = keccak256(
            abi.encode(
                PROPOSAL_TYPE,
                proposer.signer,
                entriesHash,
                keccak256(proposal.workDays),
                proposal.evidenceHash,
                proposal.task,
                proposal.nonce,
                proposer.deadline
            )
        );
        _verify(proposer.signer, structHash, proposer.deadline, proposer.signature);
        _useNonce(proposer.signer, proposal.nonce);
        return _propose(proposal, proposer.signer, entriesHash);
    }

    /// @inheritdoc IContributionLedger
    function cancelNonce(uint256 nonce) external {
        _useNonce(msg.sender, nonce);
        emit NonceCancelled(msg.sender, nonce);
    }

    /// @inheritdoc IContributionLedger
    function withdraw(BatchHeader calldata header) external {
        bytes32 batch = batchId(header);
        BatchState storage state = _inStatus(batch, BatchStatus.Pending);
        if (msg.sender != header.proposer) revert ProposerOnly(msg.sender, header.proposer);
        if (state.partly) revert BatchRangeTaken(batch, 0, state.size);
        state.status = BatchStatus.Withdrawn;
        emit BatchWithdrawn(batch);
    }

    function _propose(
        BatchProposal calldata proposal,
        address proposer,
        bytes32 entriesHash
    ) private returns (bytes32 batch) {
        if (_roles[proposer].barred) revert AccountBarred(proposer);
        checkEntries(proposal.entries);
        uint256 expectedBytes = proposal.entries.length * 4;
        if (proposal.workDays.length != expectedBytes) {
            revert BatchWorkDaysMismatch(proposal.workDays.length, expectedBytes);
        }

        bytes32 workDaysHash = keccak256(proposal.workDays);
        batch = keccak256(abi.encode(entriesHash, workDaysHash, proposal.evidenceHash, proposer, proposal.nonce));
        BatchState storage state = _batches[batch];
        if (state.status != BatchStatus.None) revert BatchExists(batch, uint256(state.status));
        uint256 deadline = block.timestamp + _head.objectionWindow;
        state.status = BatchStatus.Pending;
        state.deadline = uint40(deadline);
        state.size = uint8(proposal.entries.length);
        state.left = uint8(proposal.entries.length);
        emit BatchProposed(
            batch,
            proposer,
            proposal.task,
            proposal.nonce,
            deadline,
            proposal.entries,
            proposal.workDays,
            proposal.evidenceHash,
            proposal.evidenceURI
        );
    }

    /// @inheritdoc IContributionLedger
    function checkEntries(uint256[] calldata entries) public view {
        if (entries.length == 0) revert BatchEmpty();
        if (entries.length > MAX_ENTRIES) revert BatchTooLarge(entries.length, MAX_ENTRIES);
        IVenture venture_ = _head.venture;
        Kind memory kind;
        uint256 previousKey;
        for (uint256 i; i < entries.length; i++) {
            uint256 entry = entries[i];
            uint256 key = PackedEntry.sortKey(entry);
            if (i == 0 || key >> 160 != previousKey >> 160) {
                kind = venture_.kindOf(PackedEntry.kindOf(entry));
                // A closed kind takes no more contributions, but its units can still be corrected.
                if (kind.closed && msg.sender != _reviewBoard) revert EntryKindClosed(i, key >> 160);
            }
            if (i != 0 && key <= previousKey) revert BatchNotSorted(i, key, previousKey);
            previousKey = key;
            (address affiliate, , uint256 quantity) = PackedEntry.unpack(entry);
            if (quantity == 0) revert EntryQuantityZero(i);
            if (affiliate == address(0) || affiliate == address(venture_)) revert EntryAffiliateInvalid(i, affiliate);
            if (!kind.isDebt) continue;
            uint256 money = DebtLine.moneyDown(quantity, kind.rate, kind.decimals);
            if (money == 0 || money > MAX_DEBT_MONEY) revert EntryMoneyOutOfBounds(i, money, 1, MAX_DEBT_MONEY);
        }
    }

    /* ACCEPT */

    /// @inheritdoc IContributionLedger
    function publishAttestation(bytes32 batch, bytes32 entriesHash, SignedBy calldata attestor) external {
        if (_batches[batch].status == BatchStatus.None) revert BatchStatusWrong(batch, 0, uint256(BatchStatus.Pending));
        _verify(
            attestor.signer,
            _attestationHash(batch, entriesHash, attestor.signer, attestor.deadline),
            attestor.deadline,
            attestor.signature
        );
        emit AttestationPublished(batch, attestor.signer, entriesHash, attestor.deadline, attestor.signature);
    }

    /// @inheritdoc IContributionLedger
    function acceptAttested(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        Attestation[] calldata attestations
    ) external {
        (bytes32 batch, bytes32 entriesHash, BatchState memory state) = _pending(header, entries);
        if (state.openObjections != 0) revert BatchHasObjections(batch, state.openObjections);
        (address[] memory attestors, uint256 stewards) = checkAttestors(
            batch,
            entriesHash,
            header.proposer,
            msg.sender,
            attestations
        );
        _checkRange(entries, first, end);
        uint256 required = _head.attestationsRequired;
        for (uint256 i = first; i < end; i++) {
            Attestors.check(i, PackedEntry.affiliateOf(entries[i]), attestors, stewards, required);
        }
        _take(batch, state, entries, first, end, type(uint256).max);
    }

    /// @inheritdoc IContributionLedger
    function acceptSilent(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        uint8[] calldata proposerKinds
    ) external {
        (bytes32 batch, , BatchState memory state) = _pending(header, entries);
        if (state.openObjections != 0) revert BatchHasObjections(batch, state.openObjections);
        if (block.timestamp < state.deadline) revert WindowOpen(block.timestamp, state.deadline);
        if (_roles[header.proposer].barred) revert AccountBarred(header.proposer);
        _checkRange(entries, first, end);
        bool isAffiliate = _head.venture.pointsOf(header.proposer, proposerKinds) != 0;
        uint256 i = first;
        while (i < end) {
            i = _growSilent(entries, i, end, header.proposer, isAffiliate);
        }
        _take(batch, state, entries, first, end, type(uint256).max);
    }

    /// @inheritdoc IContributionLedger
    function acceptResolved(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end
    ) external {
        bytes32 batch = batchId(header);
        BatchState memory state = _inStatus(batch, BatchStatus.Resolved);
        _checkInForce(batch, state, header, entries);
        _checkRange(entries, first, end);
        _take(batch, state, entries, first, end, state.some ? _allowed[batch] : type(uint256).max);
    }

    /// @dev Marks a range as taken and hands what is accepted of it to the venture.
    function _take(
        bytes32 batch,
        BatchState memory state,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        uint256 allowed
    ) private {
        uint256 range = (1 << end) - (1 << first);
        if (end - first == entries.length && !state.partly) {
            state.left = 0;
        } else {
            uint256 taken = _taken[batch];
            if (taken & range != 0) revert BatchRangeTaken(batch, first, end);
            _taken[batch] = taken | range;
            state.partly = true;
            state.left -= uint8(end - first);
        }
        if (state.left == 0) state.status = BatchStatus.Accepted;
        _batches[batch] = state;

        uint256[] memory kept = _keep(entries, first, end, allowed);
        _grow(state, entries, kept, range, allowed);
        emit BatchAccepted(batch, first, end, kept.length, state.left);
        if (kept.length != 0) _head.venture.addUnits(batch, kept);
    }

    /// @dev The entries of a range that are allowed and were not struck.
    function _keep(
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        uint256 allowed
    ) private pure returns (uint256[] memory kept) {
        kept = entries[first:end];
        uint256 count;
        unchecked {
            for (uint256 i; i < kept.length; i++) {
                uint256 entry = kept[i];
                if (allowed & (1 << (first + i)) != 0 && PackedEntry.quantityOf(entry) != 0) kept[count++] = entry;
            }
        }
        assembly ("memory-safe") {
            mstore(kept, count)
        }
    }

    /// @dev Before the deadline: equity within `instantGrowth`, no debt. All debt entries of a pool in one range.
    function _grow(
        BatchState memory state,
        uint256[] calldata entries,
        uint256[] memory kept,
        uint256 range,
        uint256 allowed
    ) private {
        bool instant = block.timestamp < state.deadline;
        uint256 debtPools;
        uint256 i;
        while (i < kept.length) {
            uint8 kindId = PackedEntry.kindOf(kept[i]);
            Kind memory kind = _head.venture.kindOf(kindId);
            if (kind.isDebt) {
                if (instant) revert DebtWaitsForWindow(i, block.timestamp, state.deadline);
                debtPools |= 1 << kind.pool;
            }
            uint256 quantity;
            unchecked {
                // At most 250 quantities below 2^88.
                for (; i < kept.length; i++) {
                    uint256 entry = kept[i];
                    if (PackedEntry.kindOf(entry) != kindId) break;
                    quantity += PackedEntry.quantityOf(entry);
                }
            }
            if (instant) _growInstant(kind.pool, quantity * kind.rate, state.deadline);
        }
        if (debtPools == 0) return;
        for (i = 0; i < entries.length; i++) {
            if ((range | ~allowed) & (1 << i) != 0 || PackedEntry.quantityOf(entries[i]) == 0) continue;
            Kind memory kind = _head.venture.kindOf(PackedEntry.kindOf(entries[i]));
            if (kind.isDebt && debtPools & (1 << kind.pool) != 0) revert BatchRangeSplitsDebt(kind.pool, i);
        }
    }

    function _growInstant(uint8 pool, uint256 points, uint256 deadline) private {
        (Growth memory growth, ) = _currentGrowth(pool, false);
        uint256 left = Math.saturatingSub(growth.limit, growth.used);
        if (points > left) revert InstantGrowthExceeded(pool, points, left, deadline);
        growth.used += uint112(points);
        _growth[pool][false] = growth;
    }

    /// @dev Entries of one kind from `first` on. All who are no affiliates together have the quota of the zero address.
    /// @return i Where the next kind begins.
    function _growSilent(
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        address proposer,
        bool isAffiliate
    ) private returns (uint256 i) {
        uint8 kindId = PackedEntry.kindOf(entries[first]);
        Kind memory kind = _head.venture.kindOf(kindId);
        if (kind.isDebt) revert SilenceNeedsEquity(first, kindId);
        (Growth memory growth, uint256 nextWindowAt) = _currentGrowth(kind.pool, true);
        bool hadEntry = _quotas[kind.pool][proposer].window == growth.window;
        // What a proposer uses counts as its own, shown to be an affiliate or not.
        uint256 own = hadEntry ? _quotas[kind.pool][proposer].used : 0;
        Quota memory others = _quotas[kind.pool][address(0)];
        if (others.window != growth.window) others = Quota(growth.window, 0);

        for (i = first; i < end && PackedEntry.kindOf(entries[i]) == kindId; i++) {
            uint256 points = PackedEntry.quantityOf(entries[i]) * kind.rate;
            uint256 left = Math.saturatingSub(growth.limit, growth.used);
            // Anyone's first entry in a window may use the whole, later ones what is left of a quarter.
            uint256 used = isAffiliate ? own : Math.max(own, others.used);
            if (hadEntry) left = Math.min(left, Math.saturatingSub(growth.limit / 4, used));
            if (points > left) revert SilentGrowthExceeded(kind.pool, i, points, left, nextWindowAt);
            growth.used += uint112(points);
            own += points;
            others.used += uint112(points);
            hadEntry = true;
        }
        _growth[kind.pool][true] = growth;
        _quotas[kind.pool][proposer] = Quota(growth.window, uint112(own));
        if (!isAffiliate) _quotas[kind.pool][address(0)] = others;
    }

    /// @dev Growth in the window that runs now; its limit is fixed at its first use.
    function _currentGrowth(uint8 pool, bool silent) private view returns (Growth memory growth, uint256 nextWindowAt) {
        EquityPool memory equity = _head.venture.equityPool(pool);
        uint256 window;
        if (equity.firstPointsAt != 0) {
            window = (block.timestamp - equity.firstPointsAt) / _head.objectionWindow;
            nextWindowAt = equity.firstPointsAt + (window + 1) * _head.objectionWindow;
        }
        growth = _growth[pool][silent];
        if (growth.window == window + 1) return (growth, nextWindowAt);

        uint256 bps = silent ? _head.silentGrowthBps : _head.instantGrowthBps;
        uint256 floor = silent ? _thresholds.silentGrowthPoints : _thresholds.instantGrowthPoints;
        uint256 limit = Math.max((equity.points * bps) / BPS, floor);
        if (silent && equity.points == 0) limit = 0;
        growth = Growth(uint32(window + 1), uint112(limit), 0);
    }

    /// @inheritdoc IContributionLedger
    function checkAttestors(
        bytes32 id,
        bytes32 entriesHash,
        address proposer,
        address sender,
        Attestation[] calldata attestations
    ) public view returns (address[] memory attestors, uint256 stewards) {
        attestors = new address[](attestations.length);
        address previous;
        for (uint256 i; i < attestations.length; i++) {
            Attestation calldata attestation = attestations[i];
            address attestor = attestation.attestor;
            if (attestor <= previous) revert AttestorsNotAscending(i, attestor);
            (previous, attestors[i]) = (attestor, attestor);
            uint256 minPoints = _thresholds.attestorMinPoints;
            uint256 missing = missingPoints(attestor, attestation.kinds, minPoints);
            if (missing != 0) revert AttestorUnqualified(attestor, minPoints - missing, minPoints);
            if (_roles[attestor].steward) stewards |= 1 << i;
            if (attestor == sender || attestor == proposer) continue;
            bytes32 structHash = _attestationHash(id, entriesHash, attestor, attestation.deadline);
            _verify(attestor, structHash, attestation.deadline, attestation.signature);
        }
    }

    /// @inheritdoc IContributionLedger
    function missingPoints(address account, uint8[] calldata kinds, uint256 minPoints) public view returns (uint256) {
        Role memory role = _roles[account];
        if (role.barred) revert AccountBarred(account);
        return role.steward ? 0 : Math.saturatingSub(minPoints, _head.venture.pointsOf(account, kinds));
    }

    /* REDUCE */

    /// @inheritdoc IContributionLedger
    function reduceOwnUnits(uint8 kind, uint256 quantity) external {
        _head.venture.removeUnits(msg.sender, kind, quantity);
    }

    /* REVIEW BOARD */

    /// @inheritdoc IContributionLedger
    function review(
        bytes32 batch,
        BatchState calldata state,
        uint256 allowed,
        bytes32 amendment
    ) external onlyReviewBoard {
        _batches[batch] = state;
        if (state.some) _allowed[batch] = allowed;
        if (state.amended && amendment != 0) _amendments[batch] = amendment;
    }

    /// @inheritdoc IContributionLedger
    function correctUnits(address account, uint8 kind, uint256 quantity) external onlyReviewBoard {
        // Units given up meanwhile are not taken twice, and don't stop the rest of a correction.
        quantity = Math.min(quantity, _head.venture.unitsOf(account, kind));
        if (quantity != 0) _head.venture.removeUnits(account, kind, quantity);
    }

    /// @inheritdoc IContributionLedger
    function correctDebt(uint8 pool, address account, uint256 index) external onlyReviewBoard {
        _head.venture.reassignDebt(pool, account, index);
    }

    /* RULES */

    /// @inheritdoc IContributionLedger
    function resign() external {
        if (!_roles[msg.sender].steward) revert StewardOnly(msg.sender);
        _setSteward(msg.sender, false);
    }

    /// @inheritdoc IGoverned
    function enact(address venture_, Change change, bytes calldata data) external {
        if (msg.sender != _noticeBoard) revert NoticeBoardOnly(msg.sender, _noticeBoard);
        if (venture_ != address(_head.venture)) revert VentureForeign(venture_, address(_head.venture));
        if (change == Change.Parameters) {
            LedgerParameters memory previous = parameters();
            _setParameters(abi.decode(data, (LedgerParameters)));
            emit ParametersSet(previous, parameters());
        } else {
            (address account, bool value) = abi.decode(data, (address, bool));
            if (change == Change.Steward) {
                _setSteward(account, value);
            } else if (change == Change.Bar) {
                _roles[account].barred = value;
                emit BarSet(account, value);
            } else {
                revert ChangeNotHere(change);
            }
        }
    }

    function _setSteward(address account, bool steward) private {
        _roles[account].steward = steward;
        emit StewardSet(account, steward);
    }

    function _setParameters(LedgerParameters memory p) private {
        _head = Head(
            _head.venture,
            p.objectionWindow,
            p.resolutionDeadline,
            p.attestationsRequired,
            p.silentGrowthBps,
            p.instantGrowthBps
        );
        _thresholds = Thresholds(p.attestorMinPoints, p.objectorMinPoints, p.silentGrowthPoints, p.instantGrowthPoints);
    }

    /* HELPERS */

    /// @dev A pending batch, its entries in force.
    function _pending(
        BatchHeader calldata header,
        uint256[] calldata entries
    ) private view returns (bytes32 batch, bytes32 entriesHash, BatchState memory state) {
        batch = batchId(header);
        state = _inStatus(batch, BatchStatus.Pending);
        entriesHash = _checkInForce(batch, state, header, entries);
    }

    function _inStatus(bytes32 batch, BatchStatus status) private view returns (BatchState storage state) {
        state = _batches[batch];
        if (state.status != status) revert BatchStatusWrong(batch, uint256(state.status), uint256(status));
    }

    function _checkInForce(
        bytes32 batch,
        BatchState memory state,
        BatchHeader calldata header,
        uint256[] calldata entries
    ) private view returns (bytes32 actual) {
        bytes32 expected = state.amended ? _amendments[batch] : header.entriesHash;
        actual = PackedEntry.hash(entries);
        if (actual != expected) revert BatchEntriesWrong(actual, expected);
    }

    function _checkRange(uint256[] calldata entries, uint256 first, uint256 end) private pure {
        if (first >= end || end > entries.length) revert BatchRangeInvalid(first, end, entries.length);
    }

    function _attestationHash(
        bytes32 batch,
        bytes32 entriesHash,
        address attestor,
        uint256 deadline
    ) private pure returns (bytes32) {
        return keccak256(abi.encode(ATTESTATION_TYPE, batch, entriesHash, attestor, deadline));
    }

    function _verify(address signer, bytes32 structHash, uint256 deadline, bytes calldata signature) private view {
        if (block.timestamp > deadline) revert SignatureExpired(block.timestamp, deadline);
        if (!Signatures.isValid(signer, _hashTypedDataV4(structHash), signature)) revert SignatureInvalid(signer);
    }

    function _useNonce(address signer, uint256 nonce) private {
        if (_nonces[signer].get(nonce)) revert NonceUsed(signer, nonce);
        _nonces[signer].set(nonce);
    }

    /* VIEWS */

    /// @inheritdoc IContributionLedger
    function hashTypedData(bytes32 structHash) external view returns (bytes32) {
        return _hashTypedDataV4(structHash);
    }

    /// @inheritdoc IContributionLedger
    function reviewBoard() external view returns (address) {
        return _reviewBoard;
    }

    /// @inheritdoc IContributionLedger
    function venture() external view returns (address) {
        return address(_head.venture);
    }

    /// @inheritdoc IContributionLedger
    function parameters() public view returns (LedgerParameters memory) {
        Head memory head = _head;
        Thresholds memory thresholds = _thresholds;
        return
            LedgerParameters({
                attestationsRequired: head.attestationsRequired,
                attestorMinPoints: thresholds.attestorMinPoints,
                objectorMinPoints: thresholds.objectorMinPoints,
                objectionWindow: head.objectionWindow,
                resolutionDeadline: head.resolutionDeadline,
                instantGrowthBps: head.instantGrowthBps,
                instantGrowthPoints: thresholds.instantGrowthPoints,
                silentGrowthBps: head.silentGrowthBps,
                silentGrowthPoints: thresholds.silentGrowthPoints
            });
    }

    /// @inheritdoc IContributionLedger
    function batchState(bytes32 batch) external view returns (BatchState memory) {
        return _batches[batch];
    }

    /// @inheritdoc IContributionLedger
    function takenOf(bytes32 batch) external view returns (uint256) {
        BatchState memory state = _batches[batch];
        return state.status == BatchStatus.Accepted ? (1 << state.size) - 1 : _taken[batch];
    }

    /// @inheritdoc IContributionLedger
    function allowedOf(bytes32 batch) external view returns (uint256) {
        return _batches[batch].some ? _allowed[batch] : type(uint256).max;
    }

    /// @inheritdoc IContributionLedger
    function amendmentOf(bytes32 batch) external view returns (bytes32) {
        return _amendments[batch];
    }

    /// @inheritdoc IContributionLedger
    function isSteward(address account) external view returns (bool) {
        return _roles[account].steward;
    }

    /// @inheritdoc IContributionLedger
    function isBarred(address account) external view returns (bool) {
        return _roles[account].barred;
    }

    /// @inheritdoc IContributionLedger
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    /// @inheritdoc IContributionLedger
    function growthOf(uint8 pool, bool silent) external view returns (Growth memory growth, uint256 nextWindowAt) {
        return _currentGrowth(pool, silent);
    }

    /// @inheritdoc IContributionLedger
    function batchId(BatchHeader calldata header) public pure returns (bytes32) {
        return keccak256(abi.encode(header));
    }
}
