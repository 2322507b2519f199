// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {BatchHeader, Closing, LargeHeader, LargeProposal, Leaf, SignedAct} from "../types/LedgerTypes.sol";

/// @title Batches of any size behind one Merkle root, of every ledger
/// @dev One contract for all ledgers. It holds no money and has no owner. A large batch is a batch of its ledger whose
///      entries are its totals, one per kind, in the name of the venture; it is objected to, resolved and accepted as any
///      other (attested: by stewards, one more than usual). Equity kinds only. Its points count from the acceptance on;
///      whose they are shows leaf by leaf, whenever anybody brings one.
interface ILargeBatches {
    /// @notice A large batch was proposed. Everything that accepting it takes is in here; the leaves are in the data file.
    /// @param deadline From then on silence accepts it, unless somebody objects.
    event LargeBatchProposed(
        address indexed ledger,
        bytes32 indexed batch,
        address indexed proposer,
        bytes32 task,
        uint256 nonce,
        uint256 deadline,
        uint256[] totals,
        bytes32 root,
        uint256 leaves,
        bytes32 dataHash,
        string dataURI
    );
    /// @notice Leaves were activated, in this order; the venture's `UnitsActivated` tells what they got.
    event LeavesActivated(address indexed ledger, bytes32 indexed batch, uint256[] indices);
    /// @notice A leaf says more than was left of its total: it got `quantity` of `asked`.
    event LeafCut(
        address indexed ledger,
        bytes32 indexed batch,
        uint256 index,
        address affiliate,
        uint256 quantity,
        uint256 asked
    );
    /// @notice The governor finds that there are not as many leaves as the batch says.
    event ClosingAnnounced(
        address indexed ledger,
        bytes32 indexed batch,
        uint256 readyAt,
        bytes32 reasonHash,
        string reasonURI
    );
    event ClosingCancelled(address indexed ledger, bytes32 indexed batch);

    error LargeRootZero();
    error LargeLeavesOutOfBounds(uint256 leaves, uint256 min, uint256 max);
    error LargeDataHashZero();
    error LargeNonceDiffers(uint256 signedNonce, uint256 proposalNonce);
    error LargeTotalsOutOfBounds(uint256 totals, uint256 min, uint256 max);
    error LargeTotalNotVenture(uint256 index, address account, address venture);
    error LargeTotalsNotAscending(uint256 index, uint256 kind);
    error LargeTotalZero(uint256 index, uint256 kind);
    error LargeKindOfDebt(uint256 index, uint256 kind);
    error LargeKindClosed(uint256 index, uint256 kind);
    error LeafIndexTooHigh(uint256 index, uint256 leaves);
    error LeafAffiliateInvalid(uint256 index, address affiliate);
    error LeafProofTooLong(uint256 index, uint256 length, uint256 max);
    error LeafProofWrong(uint256 index, bytes32 root);
    error LeafActivated(bytes32 batch, uint256 index);
    error LeavesEmpty();
    error LeafKindDiffers(uint256 index, uint256 kind, uint256 expected);
    error LeavesNotAllActivated(bytes32 batch, uint256 activated, uint256 leaves);
    error RecordsMismatch(uint256 records, uint256 kinds);
    error ClosingKindsNotAscending(uint256 index, uint256 kind);
    error ClosingGovernorOnly(address caller, address governor);
    error ClosingTooSoon(bytes32 batch, uint256 status);
    error ClosingTooEarly(uint256 nowTimestamp, uint256 readyAt);

    /* PROPOSE: anyone not barred */

    /// @notice Proposes a large batch in the caller's name.
    /// @return batch Its id in the ledger: that of `batchHeader`.
    function propose(address ledger, LargeProposal calldata proposal) external returns (bytes32 batch);

    /// @notice Submits a large batch its proposer has signed: `LargeProposal(address proposer, bytes32 totals, bytes32 root,
    ///         uint256 leaves, bytes32 data, string dataURI, bytes32 task, uint256 nonce, uint256 deadline)`.
    function proposeFor(
        address ledger,
        LargeProposal calldata proposal,
        SignedAct calldata act
    ) external returns (bytes32 batch);

    /* ACTIVATE: anyone, for anyone, whenever they like */

    /// @notice Gives leaves of an accepted large batch their units, as of its acceptance. Each leaf once.
    /// @dev A leaf above what is left of its total gets what is left.
    /// @param record Of the kind, from the venture's `TotalAdded`.
    /// @param leaves All of one kind.
    function activate(
        address ledger,
        LargeHeader calldata header,
        uint256[] calldata record,
        Leaf[] calldata leaves
    ) external;

    /* CLOSE */

    /// @notice Says that there are not as many leaves as an accepted batch says. The governor alone. After 30 days, or the venture's
    ///         notice period where that is longer, the rests can be closed; until then anybody activates what there is.
    function announceClosing(
        address ledger,
        LargeHeader calldata header,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external;

    /// @notice Takes it back. The governor alone.
    function cancelClosing(address ledger, LargeHeader calldata header) external;

    /// @notice Closes what is left of totals once all leaves are activated, or a closing is due. Anyone. What it has earned
    ///         goes to the points that stay in the pool.
    /// @param kinds Ascending: all kinds of the batch, or once a closing is due any of them.
    /// @param records Of each, from the venture's `TotalAdded`.
    function closeRest(
        address ledger,
        LargeHeader calldata header,
        uint8[] calldata kinds,
        uint256[][] calldata records
    ) external;

    /* VIEWS */

    function isActivated(address ledger, bytes32 batch, uint256 index) external view returns (bool);
    function closingOf(address ledger, bytes32 batch) external view returns (Closing memory);
    /// @notice The header its ledger and the review board know it by.
    function batchHeader(LargeHeader memory header) external pure returns (BatchHeader memory);
    function batchId(LargeHeader memory header) external pure returns (bytes32);
}
