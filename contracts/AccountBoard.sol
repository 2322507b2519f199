// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAccountBoard} from "./interfaces/IAccountBoard.sol";
import {IContributionLedger} from "./interfaces/IContributionLedger.sol";
import {IReviewBoard} from "./interfaces/IReviewBoard.sol";
import {IVenture} from "./interfaces/IVenture.sol";
import {Attestors} from "./libraries/Attestors.sol";
import {Attestation, Move, MoveState, MoveStatus, SignedAct} from "./types/LedgerTypes.sol";

/// @title Where an account's money goes, and who goes on as whom
contract AccountBoard is IAccountBoard {
    uint256 private constant VETO = 30 days;

    bytes32 private constant CLAIM_TYPE = keccak256(
        "ClaimTo(address account,address recipient,address[] tokens,uint8[] kinds,uint256 maxDebtEntries,address signer,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant PAYEE_TYPE = keccak256(
        "Payee(address account,address payee,address signer,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant MOVE_TYPE = keccak256(
        "Move(address from,address to,address signer,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant ACCEPTANCE_TYPE = keccak256(
        "MoveAcceptance(address from,address to,address proposer,address signer,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant PRESENCE_TYPE = keccak256("Presence(address signer,uint256 nonce,uint256 deadline)");
    bytes32 private constant OBJECTION_TYPE = keccak256(
        "Objection(bytes32 subject,address account,bytes32 reason,string reasonURI,bytes32 amendment,address signer,uint256 nonce,uint256 deadline)"
    );

    mapping(bytes32 move => MoveState) private _moves;
    mapping(bytes32 move => mapping(address objector => bool)) private _objections;
    mapping(address ledger => mapping(address account => uint256)) private _lastActs;

    /* PAYOUT, by signature */

    /// @inheritdoc IAccountBoard
    function claimTo(
        address ledger,
        address account,
        address recipient,
        address[] calldata tokens,
        uint8[] calldata kinds,
        uint256 maxDebtEntries,
        SignedAct calldata act
    ) external {
        IVenture venture = _holderSigns(ledger, account, act);
        bytes32 structHash = keccak256(
            abi.encode(
                CLAIM_TYPE,
                account,
                recipient,
                keccak256(abi.encodePacked(tokens)),
                keccak256(abi.encodePacked(kinds)),
                maxDebtEntries,
                act.signer,
                act.nonce,
                act.deadline
            )
        );
        IContributionLedger(ledger).useSigned(act, structHash);
        venture.claimTo(account, recipient, tokens, kinds, maxDebtEntries);
    }

    /// @inheritdoc IAccountBoard
    function setPayee(address ledger, address account, address payee, SignedAct calldata act) external {
        IVenture venture = _holderSigns(ledger, account, act);
        bytes32 structHash = keccak256(abi.encode(PAYEE_TYPE, account, payee, act.signer, act.nonce, act.deadline));
        IContributionLedger(ledger).useSigned(act, structHash);
        venture.setPayee(account, payee);
    }

    /// @dev The venture does what this board says: it must be the one whose ledger checks the signature.
    function _holderSigns(
        address ledger,
        address account,
        SignedAct calldata act
    ) private view returns (IVenture venture) {
        venture = IVenture(IContributionLedger(ledger).venture());
        if (venture.ledger() != ledger) revert LedgerForeign(ledger, venture.ledger());
        (address holder, ) = venture.holderOf(account);
        if (act.signer != holder) revert SignerNotHolder(act.signer, holder);
    }

    /* MOVE: by the account itself */

    /// @inheritdoc IAccountBoard
    function move(
        address ledger,
        address from,
        address to,
        SignedAct calldata fromAct,
        SignedAct calldata toAct
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(MOVE_TYPE, from, to, fromAct.signer, fromAct.nonce, fromAct.deadline)
        );
        _consent(ledger, from, structHash, fromAct);
        _accept(ledger, from, to, address(0), toAct);
        _checkEnds(IContributionLedger(ledger), from, to);
        IContributionLedger(ledger).move(from, to);
    }

    /// @inheritdoc IAccountBoard
    function showPresence(address ledger) external {
        IContributionLedger(ledger).recordAct(msg.sender);
        emit PresenceShown(ledger, msg.sender);
    }

    /// @inheritdoc IAccountBoard
    function showPresenceFor(address ledger, SignedAct calldata act) external {
        bytes32 structHash = keccak256(abi.encode(PRESENCE_TYPE, act.signer, act.nonce, act.deadline));
        IContributionLedger(ledger).useSigned(act, structHash);
        emit PresenceShown(ledger, act.signer);
    }

    /// @dev What is accepted names who proposed it, so that nobody uses up a signature meant for another way.
    function _accept(address ledger, address from, address to, address proposer, SignedAct calldata act) private {
        bytes32 structHash = keccak256(
            abi.encode(ACCEPTANCE_TYPE, from, to, proposer, act.signer, act.nonce, act.deadline)
        );
        _consent(ledger, to, structHash, act);
    }

    /// @dev The account sends it itself, or has signed.
    function _consent(address ledger, address account, bytes32 structHash, SignedAct calldata act) private {
        if (msg.sender == account) {
            IContributionLedger(ledger).recordAct(account);
            return;
        }
        if (act.signer != account) revert SignerNotHolder(act.signer, account);
        IContributionLedger(ledger).useSigned(act, structHash);
    }

    function _checkEnds(IContributionLedger ledger, address from, address to) private view {
        IVenture venture = IVenture(ledger.venture());
        if (from == to || from == address(0) || from == address(venture) || to == address(venture)) {
            revert MoveInvalid(from, to);
        }
        _checkUnmoved(venture, from);
        _checkUnmoved(venture, to);
    }

    function _checkUnmoved(IVenture venture, address account) private view {
        (address holder, ) = venture.holderOf(account);
        if (holder != account) revert MoveInvalid(account, holder);
    }

    /* MOVE: by others */

    /// @inheritdoc IAccountBoard
    function proposeMove(
        Move calldata move_,
        string calldata reasonURI,
        SignedAct calldata toAct
    ) external returns (bytes32 id) {
        IContributionLedger ledger = IContributionLedger(move_.ledger);
        if (msg.sender != move_.proposer || ledger.isBarred(msg.sender)) {
            revert MoveProposerInvalid(msg.sender, move_.proposer);
        }
        _accept(move_.ledger, move_.from, move_.to, move_.proposer, toAct);
        _checkEnds(ledger, move_.from, move_.to);
        _checkCode(move_.from);
        ledger.recordAct(msg.sender);
        // What is forgotten there is kept here: it may have cancelled another move.
        uint256 lastAct = ledger.awaitAct(move_.from);
        if (lastAct > _lastActs[move_.ledger][move_.from]) _lastActs[move_.ledger][move_.from] = lastAct;
        id = moveId(move_);
        if (_moves[id].status != MoveStatus.None) revert MoveExists(id);
        _moves[id].status = MoveStatus.Proposed;
        _moves[id].proposedAt = uint40(block.timestamp);
        emit MoveProposed(move_.ledger, id, move_.from, move_, reasonURI);
    }

    /// @inheritdoc IAccountBoard
    function attestMove(Move calldata move_, Attestation[] calldata attestations) external {
        (bytes32 id, MoveState storage state) = _inStatus(move_, MoveStatus.Proposed);
        if (state.openObjections != 0) revert MoveHasObjections(id, state.openObjections);
        if (lastActOf(move_.ledger, move_.from) != 0) revert MoveNeedsGovernor(id, move_.from);
        IContributionLedger ledger = IContributionLedger(move_.ledger);
        (address[] memory attestors, uint256 stewards, ) = IReviewBoard(ledger.reviewBoard()).attestorsOf(
            move_.ledger,
            id,
            0,
            address(0),
            msg.sender,
            attestations
        );
        // Whoever gains by it is none of the others.
        Attestors.check(0, move_.to, attestors, stewards, ledger.parameters().attestationsRequired);
        for (uint256 i; i < attestors.length; i++) {
            ledger.recordAct(attestors[i]);
        }
        _wait(move_, id, state, false);
    }

    /// @inheritdoc IAccountBoard
    function decideMove(Move calldata move_, bool approved) external {
        bytes32 id = moveId(move_);
        MoveState storage state = _moves[id];
        if (state.status != MoveStatus.Proposed && state.status != MoveStatus.Waiting) {
            revert MoveStatusWrong(id, uint256(state.status), uint256(MoveStatus.Proposed));
        }
        address governor = IVenture(IContributionLedger(move_.ledger).venture()).governor();
        if (msg.sender != governor) revert MoveGovernorOnly(msg.sender, governor);
        IContributionLedger(move_.ledger).recordAct(governor);
        if (!approved) {
            state.status = MoveStatus.Rejected;
            emit MoveRejected(move_.ledger, id);
            return;
        }
        if (governor == move_.to || governor == move_.proposer) revert MoveConflict(governor);
        state.openObjections = 0;
        _wait(move_, id, state, true);
    }

    /// @inheritdoc IAccountBoard
    function objectToMove(
        Move calldata move_,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI
    ) external {
        IContributionLedger(move_.ledger).recordAct(msg.sender);
        _object(move_, msg.sender, msg.sender, kinds, reasonHash, reasonURI);
    }

    /// @inheritdoc IAccountBoard
    function objectToMoveFor(
        Move calldata move_,
        address account,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI,
        SignedAct calldata act
    ) external {
        bytes32 structHash = keccak256(
            abi.encode(
                OBJECTION_TYPE,
                moveId(move_),
                account,
                reasonHash,
                keccak256(bytes(reasonURI)),
                bytes32(0),
                act.signer,
                act.nonce,
                act.deadline
            )
        );
        IContributionLedger(move_.ledger).useSigned(act, structHash);
        _object(move_, act.signer, account, kinds, reasonHash, reasonURI);
    }

    /// @inheritdoc IAccountBoard
    function makeMove(Move calldata move_) external {
        (bytes32 id, MoveState storage state) = _inStatus(move_, MoveStatus.Waiting);
        if (block.timestamp < state.readyAt) revert MoveTooEarly(block.timestamp, state.readyAt);
        if (state.openObjections != 0) revert MoveHasObjections(id, state.openObjections);
        _checkCode(move_.from);
        _checkEnds(IContributionLedger(move_.ledger), move_.from, move_.to);
        uint256 lastAct = lastActOf(move_.ledger, move_.from);
        if (lastAct >= state.proposedAt) revert MoveCancelledByAct(id, lastAct);
        state.status = MoveStatus.Made;
        emit MoveMade(move_.ledger, id);
        IContributionLedger(move_.ledger).move(move_.from, move_.to);
    }

    function _wait(Move calldata move_, bytes32 id, MoveState storage state, bool byGovernor) private {
        uint256 readyAt = block.timestamp + VETO;
        (state.status, state.readyAt, state.byGovernor) = (MoveStatus.Waiting, uint40(readyAt), byGovernor);
        emit MoveWaits(move_.ledger, id, byGovernor, readyAt);
    }

    function _object(
        Move calldata move_,
        address objector,
        address account,
        uint8[] calldata kinds,
        bytes32 reasonHash,
        string calldata reasonURI
    ) private {
        bytes32 id = moveId(move_);
        MoveState storage state = _moves[id];
        bool isOpen =
            state.status == MoveStatus.Proposed ||
                (state.status == MoveStatus.Waiting && block.timestamp < state.readyAt);
        if (!isOpen) revert MoveStatusWrong(id, uint256(state.status), uint256(MoveStatus.Waiting));
        if (_objections[id][objector]) revert MoveObjectionExists(id, objector);
        address board = IContributionLedger(move_.ledger).reviewBoard();
        IReviewBoard(board).checkObjector(move_.ledger, objector, account, kinds);

        _objections[id][objector] = true;
        state.openObjections++;
        emit MoveObjected(move_.ledger, id, objector, reasonHash, reasonURI, state.openObjections);
    }

    /// @dev What can't say no is not moved by others: a contract may never be able to. An account that carries code for a
    ///      while (EIP-7702) still has its key.
    function _checkCode(address account) private view {
        bytes memory code = account.code;
        if (code.length == 0) return;
        if (code.length != 23 || bytes3(code) != 0xef0100) revert MoveOfContract(account);
    }

    function _inStatus(
        Move calldata move_,
        MoveStatus status
    ) private view returns (bytes32 id, MoveState storage state) {
        id = moveId(move_);
        state = _moves[id];
        if (state.status != status) revert MoveStatusWrong(id, uint256(state.status), uint256(status));
    }

    /* VIEWS */

    /// @inheritdoc IAccountBoard
    function lastActOf(address ledger, address account) public view returns (uint256) {
        uint256 inLedger = IContributionLedger(ledger).roleOf(account).lastAct;
        (, uint256 inVenture) = IVenture(IContributionLedger(ledger).venture()).holderOf(account);
        return Math.max(_lastActs[ledger][account], Math.max(inLedger, inVenture));
    }

    /// @inheritdoc IAccountBoard
    function moveState(bytes32 id) external view returns (MoveState memory) {
        return _moves[id];
    }

    /// @inheritdoc IAccountBoard
    function hasObjected(bytes32 id, address objector) external view returns (bool) {
        return _objections[id][objector];
    }

    /// @inheritdoc IAccountBoard
    function moveId(Move calldata move_) public pure returns (bytes32) {
        return keccak256(abi.encode(move_));
    }
}
