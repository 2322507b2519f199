// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ContributionLedger} from "../../../contracts/ContributionLedger.sol";
import {IContributionLedger} from "../../../contracts/interfaces/IContributionLedger.sol";
import {IGrowthBoard} from "../../../contracts/interfaces/IGrowthBoard.sol";
import {IVoiceBoard} from "../../../contracts/interfaces/IVoiceBoard.sol";
import {LedgerParameters, SignedAct} from "../../../contracts/types/LedgerTypes.sol";
import {Test} from "../../utils/Test.sol";

/// @notice Cheatcodes for chains and keys.
// solhint-disable-next-line interface-starts-with-i
interface VmSigning {
    function chainId(uint256 id) external;
    function addr(uint256 key) external pure returns (address);
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
}

/// @dev T43, T44: what was signed before a chain split is good on one side of it.
contract ChainIdTest is Test {
    VmSigning private constant signing = VmSigning(address(vm));
    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
    bytes32 private constant DOMAIN_TYPE = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    ContributionLedger private _implementation;
    ContributionLedger private _ledger;
    ContributionLedger private _other;
    /// @dev Kept, as the compiler takes the chain id for one that doesn't change within a call.
    uint256 private _before;

    function setUp() external {
        _before = block.chainid;
        address board = address(this);
        _implementation = new ContributionLedger(board, board, IGrowthBoard(board), board, board, IVoiceBoard(board));
        _ledger = _clone();
        _other = _clone();
    }

    function testFuzz_TheDomainIsThatOfTheCloneOnTheChainOfNow(uint64 chain, bytes32 structHash) external {
        chain = uint64(bound(chain, 1, type(uint64).max - 1));
        assertEq(_ledger.hashTypedData(structHash), _expected(_ledger, _before, structHash), "here");
        signing.chainId(chain);
        assertEq(_ledger.hashTypedData(structHash), _expected(_ledger, chain, structHash), "there");
        assertEq(_other.hashTypedData(structHash), _expected(_other, chain, structHash), "another clone");
        assertEq(
            _implementation.hashTypedData(structHash),
            _expected(_implementation, chain, structHash),
            "the implementation"
        );
    }

    function testFuzz_IsGoodOnOneSideOfASplit(uint64 chain, uint256 key, bytes32 structHash, uint256 nonce) external {
        chain = uint64(bound(chain, 1, type(uint64).max - 1));
        if (chain == _before) chain++;
        key = bound(key, 1, ORDER - 1);
        address signer = signing.addr(key);
        SignedAct memory act = _signed(key, signer, nonce, structHash);

        signing.chainId(chain);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.SignatureInvalid.selector, signer));
        _ledger.useSigned(act, structHash);
        signing.chainId(_before);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.SignatureInvalid.selector, signer));
        _other.useSigned(act, structHash);
        _ledger.useSigned(act, structHash);
        vm.expectRevert(abi.encodeWithSelector(IContributionLedger.NonceUsed.selector, signer, nonce));
        _ledger.useSigned(act, structHash);
    }

    function testFuzz_AnyNumberIsANonceOnce(uint256 key, uint256[4] calldata nonces, bytes32 structHash) external {
        key = bound(key, 1, ORDER - 1);
        address signer = signing.addr(key);
        for (uint256 i; i < 4; i++) {
            SignedAct memory act = _signed(key, signer, nonces[i], structHash);
            bool isUsed = _ledger.isNonceUsed(signer, nonces[i]);
            for (uint256 j; j < i; j++) {
                if (nonces[j] == nonces[i]) assertTrue(isUsed, "used before");
            }
            if (isUsed)
                vm.expectRevert(abi.encodeWithSelector(IContributionLedger.NonceUsed.selector, signer, nonces[i]));
            _ledger.useSigned(act, structHash);
            assertTrue(_ledger.isNonceUsed(signer, nonces[i]), "used now");
            assertTrue(!_ledger.isNonceUsed(address(this), nonces[i]), "the signer's alone");
        }
    }

    function _clone() private returns (ContributionLedger clone) {
        clone = ContributionLedger(Clones.clone(address(_implementation)));
        LedgerParameters memory parameters;
        clone.initialize(address(this), parameters, new address[](0), 1);
    }

    function _signed(
        uint256 key,
        address signer,
        uint256 nonce,
        bytes32 structHash
    ) private view returns (SignedAct memory) {
        (uint8 v, bytes32 r, bytes32 s) = signing.sign(key, _ledger.hashTypedData(structHash));
        return SignedAct(signer, nonce, block.timestamp, abi.encodePacked(r, s, v));
    }

    function _expected(ContributionLedger ledger, uint256 chain, bytes32 structHash) private pure returns (bytes32) {
        bytes32 domain = keccak256(
            abi.encode(DOMAIN_TYPE, keccak256("OpenValueLedger"), keccak256("1"), chain, address(ledger))
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash));
    }
}
