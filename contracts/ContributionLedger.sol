// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {IVotes} from "@openzeppelin/contracts/governance/utils/IVotes.sol";
import {IERC6372} from "@openzeppelin/contracts/interfaces/IERC6372.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IGoverned} from "./interfaces/IGoverned.sol";
import {IGrowthBoard} from "./interfaces/IGrowthBoard.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {IVoiceBoard} from "./interfaces/IVoiceBoard.sol";
import {DebtLine} from "./libraries/DebtLine.sol";
import {PackedEntry} from "./libraries/PackedEntry.sol";
import {Signatures} from "./libraries/Signatures.sol";
import {
    BatchHeader,
    BatchProposal,
    BatchState,
    BatchStatus,
    GrowthRule,
    LedgerParameters,
    Role,
    SignedAct,
    SignedBy
} from "./types/LedgerTypes.sol";
import {TERM_BREAK} from "./types/GovernanceTypes.sol";
import {Change, Kind} from "./types/VentureTypes.sol";

/// @title Who contributed what
/// @dev `docs/decisions/storage.md` explains every slot. The venture is called last, always.
contract ContributionLedger is IContributionLedger, EIP712 {
    using BitMaps for BitMaps.BitMap;

    uint256 private constant MAX_ENTRIES = 250;
    uint256 private constant MAX_DEBT_MONEY = 2 ** 95;
    uint256 private constant MAX_POOLS = 31;

    bytes32 private constant PROPOSAL_TYPE = keccak256(
        "Proposal(address proposer,bytes32 entries,bytes32 workDays,bytes32 evidence,string evidenceURI,bytes32 task,uint256 nonce,uint256 deadline)"
    );
    /// @dev At most this many moves in a row.
    uint256 private constant MAX_MOVES = 8;

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

    Head private _head;
    Thresholds private _thresholds;
    mapping(bytes32 batch => BatchState) private _batches;
    mapping(bytes32 batch => uint256 bitmap) private _taken;
    mapping(bytes32 batch => uint256 bitmap) private _allowed;
    mapping(bytes32 batch => bytes32 entriesHash) private _amendments;
    mapping(address account => Role) private _roles;
    mapping(address signer => BitMaps.BitMap) private _nonces;

    address private immutable _noticeBoard;
    address private immutable _reviewBoard;
    IGrowthBoard private immutable _growthBoard;
    address private immutable _accountBoard;
    address private immutable _largeBatches;
    IVoiceBoard private immutable _voiceBoard;

    modifier onlyBoard(address board) {
        _checkBoard(board);
        _;
    }

    modifier onlyBoards() {
        _checkBoards();
        _;
    }

    /// @dev Locks the implementation: it has a venture, so it can't be initialized.
    constructor(
        address noticeBoard,
        address reviewBoard_,
        IGrowthBoard growthBoard_,
        address accountBoard_,
        address largeBatches_,
        IVoiceBoard voiceBoard_
    ) EIP712("OpenValueLedger", "1") {
        _noticeBoard = noticeBoard;
        _reviewBoard = reviewBoard_;
        _growthBoard = growthBoard_;
        _accountBoard = accountBoard_;
        _largeBatches = largeBatches_;
        _voiceBoard = voiceBoard_;
        _head.venture = IVenture(address(0xdead));
    }

    /// @inheritdoc IContributionLedger
    function initialize(
        address venture_,
        LedgerParameters calldata parameters_,
        address[] calldata stewards,
        uint40 stewardsUntil
    ) external {
        if (address(_head.venture) != address(0)) revert LedgerInitialized(address(_head.venture));
        _head.venture = IVenture(venture_);
        _setParameters(parameters_);
        for (uint256 i; i < stewards.length; i++) {
            _roles[stewards[i]] = Role(true, false, 0, 0, stewardsUntil, 1);
        }
    }

    /* TASKS */

    /// @inheritdoc IContributionLedger
    function openTask(bytes32 ref, uint8 kind, uint256 estimate, string calldata uri) external {
        _actAsSteward();
        emit TaskOpened(ref, kind, estimate, uri);
    }

    /// @inheritdoc IContributionLedger
    function closeTask(bytes32 ref) external {
        _actAsSteward();
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
                keccak256(bytes(proposal.evidenceURI)),
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
        _recordAct(msg.sender);
        emit NonceCancelled(msg.sender, nonce);
    }

    /// @inheritdoc IContributionLedger
    function withdraw(BatchHeader calldata header) external {
        bytes32 batch = batchId(header);
        BatchState memory state = _inStatus(batch, BatchStatus.Pending);
        if (msg.sender != header.proposer) revert ProposerOnly(msg.sender, header.proposer);
        if (state.partly) revert BatchRangeTaken(batch, 0, state.size);
        _batches[batch].status = BatchStatus.Withdrawn;
        _recordAct(msg.sender);
        emit BatchWithdrawn(batch);
    }

    function _propose(
        BatchProposal calldata proposal,
        address proposer,
        bytes32 entriesHash
    ) private returns (bytes32 batch) {
        checkEntries(proposal.entries);
        uint256 expectedBytes = proposal.entries.length * 4;
        if (proposal.workDays.length != expectedBytes) {
            revert BatchWorkDaysMismatch(proposal.workDays.length, expectedBytes);
        }

        bytes32 detailsHash = keccak256(proposal.workDays);
        batch = keccak256(abi.encode(entriesHash, detailsHash, proposal.evidenceHash, proposer, proposal.nonce));
        uint256 deadline = _enter(batch, proposer, proposal.entries.length, false);
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

    function _enter(bytes32 batch, address proposer, uint256 size, bool large) private returns (uint256 deadline) {
        if (_roles[proposer].barred) revert AccountBarred(proposer);
        BatchState storage state = _batches[batch];
        if (state.status != BatchStatus.None) revert BatchExists(batch, uint256(state.status));
        _recordAct(proposer);
        deadline = block.timestamp + _head.objectionWindow;
        state.status = BatchStatus.Pending;
        state.deadline = uint40(deadline);
        (state.size, state.left, state.large) = (uint8(size), uint8(size), large);
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
                kind = _kindOf(PackedEntry.kindOf(entry));
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
    function acceptResolved(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end
    ) external {
        bytes32 batch = batchId(header);
        BatchState memory state = _inStatus(batch, BatchStatus.Resolved);
        _checkInForce(batch, state, header, entries);
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
        if (first >= end || end > entries.length) revert BatchRangeInvalid(first, end, entries.length);
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
        // A large batch holds no debts.
        if (state.large && !instant) return;
        uint256[] memory points = new uint256[](MAX_POOLS + 1);
        uint256 debtPools;
        uint256 i;
        while (i < kept.length) {
            uint8 kindId = PackedEntry.kindOf(kept[i]);
            Kind memory kind = _kindOf(kindId);
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
            points[kind.pool] += quantity * kind.rate;
        }
        if (instant) _growInstant(points, state.deadline);
        if (debtPools == 0) return;
        for (i = 0; i < entries.length; i++) {
            if ((range | ~allowed) & (1 << i) != 0 || PackedEntry.quantityOf(entries[i]) == 0) continue;
            Kind memory kind = _kindOf(PackedEntry.kindOf(entries[i]));
            if (kind.isDebt && debtPools & (1 << kind.pool) != 0) revert BatchRangeSplitsDebt(kind.pool, i);
        }
    }

    function _growInstant(uint256[] memory points, uint256 deadline) private {
        GrowthRule memory rule = GrowthRule(
            address(_head.venture),
            _head.objectionWindow,
            _head.instantGrowthBps,
            _thresholds.instantGrowthPoints
        );
        for (uint8 pool = 1; pool <= MAX_POOLS; pool++) {
            if (points[pool] != 0) _growthBoard.growInstant(rule, pool, points[pool], deadline);
        }
    }

    /* REDUCE */

    /// @inheritdoc IContributionLedger
    function reduceOwnUnits(address account, uint8 kind, uint256 quantity) external {
        address holder = _holderOf(account);
        if (msg.sender != holder) revert HolderOnly(msg.sender, holder);
        _recordAct(msg.sender);
        _head.venture.removeUnits(account, kind, quantity);
    }

    /* BOARDS */

    /// @inheritdoc IContributionLedger
    function useSigned(SignedAct calldata act, bytes32 structHash) external onlyBoards {
        _verify(act.signer, structHash, act.deadline, act.signature);
        _useNonce(act.signer, act.nonce);
        _recordAct(act.signer);
    }

    /// @inheritdoc IContributionLedger
    function recordAct(address account) external onlyBoards {
        _recordAct(account);
    }

    /// @inheritdoc IContributionLedger
    function enter(bytes32 batch, address proposer, uint256 size) external onlyBoard(_largeBatches) returns (uint256) {
        return _enter(batch, proposer, size, true);
    }

    /// @inheritdoc IContributionLedger
    function take(
        BatchHeader calldata header,
        uint256[] calldata entries,
        uint256 first,
        uint256 end,
        address[] calldata attestors
    ) external {
        if (msg.sender != _reviewBoard && msg.sender != address(_growthBoard)) {
            revert BoardOnly(msg.sender, address(0));
        }
        bytes32 batch = batchId(header);
        BatchState memory state = _inStatus(batch, BatchStatus.Pending);
        _checkInForce(batch, state, header, entries);
        if (state.openObjections != 0) revert BatchHasObjections(batch, state.openObjections);
        for (uint256 i; i < attestors.length; i++) {
            // A signature may be old: it says that somebody was there, not that they are.
            if (_roles[attestors[i]].lastAct == 0) _recordAct(attestors[i]);
        }
        _take(batch, state, entries, first, end, type(uint256).max);
    }

    /// @inheritdoc IContributionLedger
    function activate(
        bytes32 batch,
        uint256[] calldata record,
        uint256[] calldata leaves
    ) external onlyBoard(_largeBatches) {
        _head.venture.activate(batch, record, leaves);
    }

    /// @inheritdoc IContributionLedger
    function closeRest(bytes32 batch, uint8 kind, uint256[] calldata record) external onlyBoard(_largeBatches) {
        _head.venture.closeRest(batch, kind, record);
    }

    /// @inheritdoc IContributionLedger
    function awaitAct(address account) external onlyBoard(_accountBoard) returns (uint256 lastAct) {
        (, uint256 inVenture) = _head.venture.holderOf(account);
        lastAct = Math.max(_roles[account].lastAct, inVenture);
        if (_roles[account].lastAct != 0) _roles[account].lastAct = 1;
        _head.venture.awaitAct(account);
    }

    /// @inheritdoc IContributionLedger
    function move(address from, address to) external onlyBoard(_accountBoard) {
        Role memory role = _roles[from];
        Role storage heir = _roles[to];
        uint256 depth = Math.max(heir.depth, uint256(role.depth) + 1);
        if (depth > MAX_MOVES) revert MovesTooMany(depth, MAX_MOVES);
        heir.depth = uint8(depth);
        if (role.barred) _setBar(to, true);
        // Who is a steward keeps their own term; terms served are not forgotten.
        bool isHeirSteward = _isSteward(to);
        if (isHeirSteward) heir.terms = uint8(Math.max(heir.terms, role.terms));
        else if (role.terms >= heir.terms) (heir.steward, heir.until, heir.terms) = (false, role.until, role.terms);
        if (_isSteward(from)) {
            _setSteward(from, 0);
            if (!isHeirSteward) {
                heir.terms--;
                _setSteward(to, role.until);
            }
        }
        _voiceBoard.moveVoice(from, to);
        _head.venture.setSuccessor(from, to);
    }

    /// @inheritdoc IContributionLedger
    function review(
        bytes32 batch,
        BatchState calldata state,
        uint256 allowed,
        bytes32 amendment
    ) external onlyBoard(_reviewBoard) {
        _batches[batch] = state;
        if (state.some) _allowed[batch] = allowed;
        if (state.amended && amendment != 0) _amendments[batch] = amendment;
    }

    /// @inheritdoc IContributionLedger
    function correctUnits(address account, uint8 kind, uint256 quantity) external onlyBoard(_reviewBoard) {
        // Units given up meanwhile are not taken twice, and don't stop the rest of a correction.
        quantity = Math.min(quantity, _head.venture.unitsOf(account, kind));
        if (quantity != 0) _head.venture.removeUnits(account, kind, quantity);
    }

    /// @inheritdoc IContributionLedger
    function correctDebt(uint8 pool, address account, uint256 index) external onlyBoard(_reviewBoard) {
        _head.venture.reassignDebt(pool, account, index);
    }

    /* VOICE */

    /// @inheritdoc IVotes
    function delegate(address delegatee) external {
        _recordAct(msg.sender);
        _voiceBoard.setDelegate(msg.sender, delegatee);
    }

    /// @inheritdoc IVotes
    function delegateBySig(address delegatee, uint256 nonce, uint256 expiry, uint8 v, bytes32 r, bytes32 s) external {
        _recordAct(_voiceBoard.setDelegateBySig(delegatee, nonce, expiry, v, r, s));
    }

    /// @inheritdoc IContributionLedger
    function tellDelegate(
        address account,
        address previous,
        address delegatee
    ) external onlyBoard(address(_voiceBoard)) {
        emit DelegateChanged(account, previous, delegatee);
    }

    /// @inheritdoc IContributionLedger
    function tellVotes(address delegatee, uint256 previous, uint256 votes) external onlyBoard(address(_voiceBoard)) {
        emit DelegateVotesChanged(delegatee, previous, votes);
    }

    /// @dev Asks the voice board what this contract was asked, and answers what it answers.
    function _passOn() private view {
        address board = address(_voiceBoard);
        assembly ("memory-safe") {
            let pointer := mload(64)
            calldatacopy(pointer, 0, calldatasize())
            let ok := staticcall(gas(), board, pointer, calldatasize(), 0, 0)
            returndatacopy(pointer, 0, returndatasize())
            if iszero(ok) {
                revert(pointer, returndatasize())
            }
            return(pointer, returndatasize())
        }
    }

    /* RULES */

    /// @inheritdoc IContributionLedger
    function resign() external {
        _actAsSteward();
        _setSteward(msg.sender, 0);
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
            (address account, uint40 value) = abi.decode(data, (address, uint40));
            address holder = _holderOf(account);
            if (change == Change.Steward) {
                _setSteward(holder, value);
            } else if (change == Change.Bar) {
                _setBar(account, value != 0);
                if (holder != account) _setBar(holder, value != 0);
            } else {
                revert ChangeNotHere(change);
            }
        }
    }

    /// @param until End of the term; 1 = without end, 0 = a steward no more.
    function _setSteward(address account, uint40 until) private {
        Role storage role = _roles[account];
        role.steward = until != 0;
        if (until != 0) {
            role.terms = block.timestamp < uint256(role.until) + TERM_BREAK ? role.terms + 1 : 1;
            role.until = until;
        }
        emit StewardSet(account, until != 0, until);
    }

    function _isSteward(address account) private view returns (bool) {
        Role storage role = _roles[account];
        return role.steward && (role.until == 1 || block.timestamp < role.until);
    }

    function _setBar(address account, bool barred) private {
        _roles[account].barred = barred;
        emit BarSet(account, barred);
    }

    function _actAsSteward() private {
        if (!_isSteward(msg.sender) && msg.sender != _head.venture.governor()) revert StewardOnly(msg.sender);
        _recordAct(msg.sender);
    }

    /// @dev Whoever is there can't be moved by others without a chance to say so. Only the first act since somebody proposed
    ///      it is written.
    function _recordAct(address account) private {
        if (_roles[account].lastAct <= 1) _roles[account].lastAct = uint40(block.timestamp);
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

    function _checkBoard(address board) private view {
        if (msg.sender != board) revert BoardOnly(msg.sender, board);
    }

    function _checkBoards() private view {
        bool isBoard =
            msg.sender == _reviewBoard ||
                msg.sender == address(_growthBoard) ||
                msg.sender == _accountBoard ||
                msg.sender == _largeBatches;
        if (!isBoard) revert BoardOnly(msg.sender, address(0));
    }

    function _kindOf(uint8 kind) private view returns (Kind memory) {
        return _head.venture.kindOf(kind);
    }

    function _holderOf(address account) private view returns (address holder) {
        (holder, ) = _head.venture.holderOf(account);
    }

    function _inStatus(bytes32 batch, BatchStatus status) private view returns (BatchState memory state) {
        state = _batches[batch];
        if (state.status != status) revert BatchStatusWrong(batch, uint256(state.status), uint256(status));
    }

    function _checkInForce(
        bytes32 batch,
        BatchState memory state,
        BatchHeader calldata header,
        uint256[] calldata entries
    ) private view {
        bytes32 expected = state.amended ? _amendments[batch] : header.entriesHash;
        bytes32 actual = PackedEntry.hash(entries);
        if (actual != expected) revert BatchEntriesWrong(actual, expected);
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
    function growthBoard() external view returns (address) {
        return address(_growthBoard);
    }

    /// @inheritdoc IContributionLedger
    function accountBoard() external view returns (address) {
        return _accountBoard;
    }

    /// @inheritdoc IContributionLedger
    function largeBatches() external view returns (address) {
        return _largeBatches;
    }

    /// @inheritdoc IContributionLedger
    function voiceBoard() external view returns (address) {
        return address(_voiceBoard);
    }

    /// @inheritdoc IERC6372
    function clock() external view returns (uint48) {
        _passOn();
    }

    /// @inheritdoc IERC6372
    // solhint-disable-next-line func-name-mixedcase
    function CLOCK_MODE() external view returns (string memory) {
        _passOn();
    }

    /// @inheritdoc IVotes
    function getVotes(address) external view returns (uint256) {
        _passOn();
    }

    /// @inheritdoc IVotes
    function getPastVotes(address, uint256) external view returns (uint256) {
        _passOn();
    }

    /// @inheritdoc IVotes
    function getPastTotalSupply(uint256) external view returns (uint256) {
        _passOn();
    }

    /// @inheritdoc IVotes
    function delegates(address) external view returns (address) {
        _passOn();
    }

    /// @inheritdoc IContributionLedger
    function nonces(address) external view returns (uint256) {
        _passOn();
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
    function attestationRule(bytes32 batch) external view returns (uint256 required, bool large) {
        return (_head.attestationsRequired, _batches[batch].large);
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
        return _isSteward(account);
    }

    /// @inheritdoc IContributionLedger
    function isBarred(address account) external view returns (bool) {
        return _roles[account].barred;
    }

    /// @inheritdoc IContributionLedger
    function roleOf(address account) external view returns (Role memory role) {
        role = _roles[account];
        role.steward = _isSteward(account);
    }

    /// @inheritdoc IContributionLedger
    function isNonceUsed(address signer, uint256 nonce) external view returns (bool) {
        return _nonces[signer].get(nonce);
    }

    /// @inheritdoc IContributionLedger
    function batchId(BatchHeader calldata header) public pure returns (bytes32) {
        return keccak256(abi.encode(header));
    }
}
