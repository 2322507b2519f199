// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";
import {MerkleProofLib} from "solady/src/utils/MerkleProofLib.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {ILargeBatches} from "./interfaces/ILargeBatches.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {PackedEntry} from "./libraries/PackedEntry.sol";
import {BatchHeader, BatchStatus, Closing, LargeHeader, LargeProposal, Leaf, SignedAct} from "./types/LedgerTypes.sol";
import {Kind} from "./types/VentureTypes.sol";

/// @title A million contributions behind one root
contract LargeBatches is ILargeBatches {
    using BitMaps for BitMaps.BitMap;

    uint256 private constant MAX_TOTALS = 250;
    uint256 private constant MAX_LEAVES = 2 ** 32;
    uint256 private constant CLOSING_NOTICE = 30 days;

    bytes32 private constant PROPOSAL_TYPE = keccak256(
        "LargeProposal(address proposer,bytes32 totals,bytes32 root,uint256 leaves,bytes32 data,string dataURI,bytes32 task,uint256 nonce,uint256 deadline)"
    );

    mapping(address ledger => mapping(bytes32 batch => BitMaps.BitMap)) private _activated;
    mapping(address ledger => mapping(bytes32 batch => Closing)) private _closings;

    /* PROPOSE */

    /// @inheritdoc ILargeBatches
    function propose(address ledger, LargeProposal calldata proposal) external returns (bytes32) {
        return _propose(IContributionLedger(ledger), proposal, msg.sender);
    }

    /// @inheritdoc ILargeBatches
    function proposeFor(
        address ledger,
        LargeProposal calldata proposal,
        SignedAct calldata act
    ) external returns (bytes32) {
        if (act.nonce != proposal.nonce) revert LargeNonceDiffers(act.nonce, proposal.nonce);
        bytes32 structHash = keccak256(
            abi.encode(
                PROPOSAL_TYPE,
                act.signer,
                PackedEntry.hash(proposal.totals),
                proposal.root,
                proposal.leaves,
                proposal.dataHash,
                keccak256(bytes(proposal.dataURI)),
                proposal.task,
                act.nonce,
                act.deadline
            )
        );
        IContributionLedger(ledger).useSigned(act, structHash);
        return _propose(IContributionLedger(ledger), proposal, act.signer);
    }

    function _propose(
        IContributionLedger ledger,
        LargeProposal calldata proposal,
        address proposer
    ) private returns (bytes32 batch) {
        if (proposal.root == 0) revert LargeRootZero();
        if (proposal.leaves == 0 || proposal.leaves > MAX_LEAVES) {
            revert LargeLeavesOutOfBounds(proposal.leaves, 1, MAX_LEAVES);
        }
        if (proposal.dataHash == 0) revert LargeDataHashZero();
        _checkTotals(IVenture(ledger.venture()), proposal.totals);
        batch = batchId(
            LargeHeader(
                PackedEntry.hash(proposal.totals),
                proposal.root,
                proposal.leaves,
                proposal.dataHash,
                proposer,
                proposal.nonce
            )
        );
        uint256 deadline = ledger.enter(batch, proposer, proposal.totals.length);
        emit LargeBatchProposed(
            address(ledger),
            batch,
            proposer,
            proposal.task,
            proposal.nonce,
            deadline,
            proposal.totals,
            proposal.root,
            proposal.leaves,
            proposal.dataHash,
            proposal.dataURI
        );
    }

    /// @dev One total per kind, ascending, in the name of the venture.
    function _checkTotals(IVenture venture, uint256[] calldata totals) private view {
        if (totals.length == 0 || totals.length > MAX_TOTALS) {
            revert LargeTotalsOutOfBounds(totals.length, 1, MAX_TOTALS);
        }
        for (uint256 i; i < totals.length; i++) {
            (address account, uint8 kindId, uint256 quantity) = PackedEntry.unpack(totals[i]);
            if (account != address(venture)) revert LargeTotalNotVenture(i, account, address(venture));
            if (i != 0 && kindId <= PackedEntry.kindOf(totals[i - 1])) revert LargeTotalsNotAscending(i, kindId);
            Kind memory kind = venture.kindOf(kindId);
            if (kind.isDebt) revert LargeKindOfDebt(i, kindId);
            if (kind.closed) revert LargeKindClosed(i, kindId);
            if (quantity == 0) revert LargeTotalZero(i, kindId);
        }
    }

    /* ACTIVATE */

    /// @inheritdoc ILargeBatches
    function activate(
        address ledger,
        LargeHeader calldata header,
        uint256[] calldata record,
        Leaf[] calldata leaves
    ) external {
        if (leaves.length == 0 || record.length == 0) revert LeavesEmpty();
        bytes32 batch = batchId(header);
        IVenture venture = IVenture(IContributionLedger(ledger).venture());
        BitMaps.BitMap storage activated = _activated[ledger][batch];
        uint8 kind = leaves[0].kind;
        // The venture checks the record: whoever passes another one gets nowhere.
        (uint256 units, ) = venture.activatedOf(batch, kind);
        uint256 rest = Math.saturatingSub(record[record.length - 1], units);
        uint256[] memory entries = new uint256[](leaves.length);
        uint256[] memory indices = new uint256[](leaves.length);
        for (uint256 i; i < leaves.length; i++) {
            Leaf calldata leaf = leaves[i];
            if (leaf.kind != kind) revert LeafKindDiffers(leaf.index, leaf.kind, kind);
            _checkLeaf(header, leaf, address(venture));
            if (activated.get(leaf.index)) revert LeafActivated(batch, leaf.index);
            activated.set(leaf.index);
            uint256 quantity = Math.min(leaf.quantity, rest);
            rest -= quantity;
            if (quantity != leaf.quantity) {
                emit LeafCut(ledger, batch, leaf.index, leaf.affiliate, quantity, leaf.quantity);
            }
            entries[i] = PackedEntry.pack(leaf.affiliate, kind, quantity);
            indices[i] = leaf.index;
        }
        emit LeavesActivated(ledger, batch, indices);
        IContributionLedger(ledger).activate(batch, record, entries);
    }

    function _checkLeaf(LargeHeader calldata header, Leaf calldata leaf, address venture) private pure {
        if (leaf.index >= header.leaves) revert LeafIndexTooHigh(leaf.index, header.leaves);
        if (leaf.affiliate == address(0) || leaf.affiliate == venture) {
            revert LeafAffiliateInvalid(leaf.index, leaf.affiliate);
        }
        uint256 max = Math.log2(header.leaves, Math.Rounding.Ceil);
        if (leaf.proof.length > max) revert LeafProofTooLong(leaf.index, leaf.proof.length, max);
        // Hashed twice, so that no inner node can pass for a leaf.
        bytes32 hash = keccak256(
            bytes.concat(keccak256(abi.encode(leaf.index, leaf.affiliate, leaf.kind, leaf.quantity)))
        );
        if (!MerkleProofLib.verifyCalldata(leaf.proof, header.root, hash))
            revert LeafProofWrong(leaf.index, header.root);
    }

    /* CLOSE */

    /// @inheritdoc ILargeBatches
    function announceClosing(
        address ledger,
        LargeHeader calldata header,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external {
        bytes32 batch = batchId(header);
        IVenture venture = IVenture(IContributionLedger(ledger).venture());
        address governor = venture.governor();
        if (msg.sender != governor) revert ClosingGovernorOnly(msg.sender, governor);
        // The notice is for those who activate: it begins when they can.
        BatchStatus status = IContributionLedger(ledger).batchState(batch).status;
        if (status != BatchStatus.Accepted && status != BatchStatus.Rejected) {
            revert ClosingTooSoon(batch, uint256(status));
        }
        IContributionLedger(ledger).recordAct(governor);
        uint256 readyAt = block.timestamp + Math.max(CLOSING_NOTICE, venture.noticePeriod());
        _closings[ledger][batch] = Closing(uint40(readyAt), uint32(venture.noticeEpoch()));
        emit ClosingAnnounced(ledger, batch, readyAt, reasonHash, reasonURI);
    }

    /// @inheritdoc ILargeBatches
    function cancelClosing(address ledger, LargeHeader calldata header) external {
        bytes32 batch = batchId(header);
        address governor = IVenture(IContributionLedger(ledger).venture()).governor();
        if (msg.sender != governor) revert ClosingGovernorOnly(msg.sender, governor);
        delete _closings[ledger][batch];
        emit ClosingCancelled(ledger, batch);
    }

    /// @inheritdoc ILargeBatches
    function closeRest(
        address ledger,
        LargeHeader calldata header,
        uint8[] calldata kinds,
        uint256[][] calldata records
    ) external {
        bytes32 batch = batchId(header);
        IContributionLedger target = IContributionLedger(ledger);
        IVenture venture = IVenture(target.venture());
        if (kinds.length != records.length) revert RecordsMismatch(records.length, kinds.length);
        uint256[] memory rests = new uint256[](kinds.length);
        uint256 count;
        for (uint256 i; i < kinds.length; i++) {
            if (i != 0 && kinds[i] <= kinds[i - 1]) revert ClosingKindsNotAscending(i, kinds[i]);
            (uint256 units, uint256 leaves) = venture.activatedOf(batch, kinds[i]);
            count += leaves;
            if (records[i].length != 0) rests[i] = Math.saturatingSub(records[i][records[i].length - 1], units);
        }
        if (count != header.leaves) _checkDue(ledger, batch, venture, count, header.leaves);
        for (uint256 i; i < kinds.length; i++) {
            if (rests[i] != 0) target.closeRest(batch, kinds[i], records[i]);
        }
    }

    /// @dev The governor announced it long enough ago, and is still the governor.
    function _checkDue(address ledger, bytes32 batch, IVenture venture, uint256 count, uint256 leaves) private view {
        Closing memory closing = _closings[ledger][batch];
        if (closing.readyAt == 0 || closing.epoch != venture.noticeEpoch()) {
            revert LeavesNotAllActivated(batch, count, leaves);
        }
        if (block.timestamp < closing.readyAt) revert ClosingTooEarly(block.timestamp, closing.readyAt);
    }

    /* VIEWS */

    /// @inheritdoc ILargeBatches
    function isActivated(address ledger, bytes32 batch, uint256 index) external view returns (bool) {
        return _activated[ledger][batch].get(index);
    }

    /// @inheritdoc ILargeBatches
    function closingOf(address ledger, bytes32 batch) external view returns (Closing memory) {
        return _closings[ledger][batch];
    }

    /// @inheritdoc ILargeBatches
    function batchHeader(LargeHeader memory header) public pure returns (BatchHeader memory) {
        bytes32 detailsHash = keccak256(abi.encode(header.root, header.leaves));
        return BatchHeader(header.totalsHash, detailsHash, header.dataHash, header.proposer, header.nonce);
    }

    /// @inheritdoc ILargeBatches
    function batchId(LargeHeader memory header) public pure returns (bytes32) {
        return keccak256(abi.encode(batchHeader(header)));
    }
}
