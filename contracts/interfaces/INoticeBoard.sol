// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

import {LedgerParameters} from "../types/LedgerTypes.sol";
import {Change, KindConfig, Line, PendingChange, PoolConfig} from "../types/VentureTypes.sol";

/// @title The one door to the rules of every venture: announce, wait, apply
/// @dev One contract for all ventures, apart from them so that what holds money stays small. It holds no money and has no
///      owner. A venture and its ledger take changes from here alone, and only from their venture's governor.
///      One change per subject can be pending; a new announcement takes the place of the one before; a hand-over to
///      another governor cancels all that is pending. A change is checked when announced and again when applied.
///
/// | change | notice | subject |
/// |---|---|---|
/// | Pool, Kind, KindClosed, longer notice, removing a steward, stricter parameters | at once | – |
/// | Equation | notice period | 0 |
/// | Weight (re-weighing past contributions) | notice period | kind |
/// | Token | notice period | token |
/// | Governor, NoticePeriod, Parameters | notice period | 0 |
/// | Steward | notice period | account |
/// | Bar | 7 days | account |
interface INoticeBoard {
    /// @notice A change will be possible from `readyAt` on.
    event ChangeAnnounced(
        address indexed venture,
        Change indexed change,
        uint256 indexed subject,
        bytes data,
        uint256 readyAt
    );
    /// @notice An announced change was taken back.
    event ChangeCancelled(address indexed venture, Change indexed change, uint256 indexed subject);
    /// @notice An announced change took effect.
    event ChangeApplied(address indexed venture, Change indexed change, uint256 indexed subject);

    /// @dev What a venture begins with stands in the factory's `VentureDeployed` alone; the events below tell what came
    ///      later.

    /// @notice A pool was opened; its id is permanent.
    event PoolOpened(address indexed venture, uint256 indexed pool, PoolConfig config);
    /// @notice A kind was opened; its id is permanent.
    event KindOpened(address indexed venture, uint256 indexed kind, KindConfig config);
    /// @notice A kind takes no more contributions. What it holds goes on earning.
    /// @param successor Kind that takes its place, or the kind itself where there is none.
    event KindClosed(address indexed venture, uint256 indexed kind, uint256 successor);
    /// @notice Past contributions of a kind count differently for revenue to come.
    event KindReweighed(address indexed venture, uint256 indexed kind, uint256 previousWeight, uint256 weight);
    /// @notice A version of the equation is in force; it is never changed.
    /// @param code Its lines, packed; `decodeEquation` reads them.
    event EquationSet(address indexed venture, uint256 indexed version, bytes code);
    /// @notice A payout token was listed.
    event TokenListed(address indexed venture, address indexed token, uint256 count);
    /// @notice A payout token is left out of automatic distribution, or back in it. Claims of it go on either way.
    event TokenMuted(address indexed venture, address indexed token, bool muted);
    /// @notice The venture has a governor; what was pending under the one before is cancelled.
    event GovernorSet(address indexed venture, address indexed previousGovernor, address indexed governor);
    event NoticePeriodSet(address indexed venture, uint256 previousPeriod, uint256 period);

    error GovernorOnly(address caller, address governor);
    error VentureBegun(address venture);
    error ChangeAtOnce(Change change);
    error ChangeDataInvalid(uint256 actualBytes, uint256 expectedBytes);
    error ChangeNotPending(Change change, uint256 subject);
    error ChangeDiffers(bytes32 content, bytes32 announced);
    error ChangeTooEarly(uint256 nowTimestamp, uint256 readyAt);
    error AccountZero();
    error NoticePeriodOutOfBounds(uint256 period, uint256 min, uint256 max);
    error NoticePeriodNotLonger(uint256 period, uint256 previousPeriod);

    error PoolTypeUnknown();
    error PoolsTooMany(uint256 count, uint256 max);
    error PoolTokenInvalid(address token);
    error PoolCapOutOfBounds(uint256 capBps, uint256 min, uint256 max);
    error PoolOpeningPeriodTooLong(uint256 period, uint256 max);
    error KindsTooMany(uint256 count, uint256 max);
    error KindNameEmpty();
    error KindDecimalsTooMany(uint256 decimals, uint256 max);
    error KindPoolUnknown(uint256 pool, uint256 poolCount);
    error KindRateOutOfBounds(uint256 rate, uint256 min, uint256 max);
    error KindVoiceOfDebt(uint256 voice);
    error KindAlreadyClosed(uint256 kind);
    error KindSuccessorInvalid(uint256 kind, uint256 successor);
    error StewardTermPast(uint256 until, uint256 nowTimestamp);
    error HandOverBoardOnly(address caller, address board);
    error WeightOfDebt(uint256 kind);
    error TokenWithoutCode(address token);
    error TokenTwice(address token);
    error TokensTooMany(uint256 count, uint256 max);
    error FloorTooHigh(uint256 floorBps, uint256 max);

    error EquationCodeInvalid(uint256 length);
    error EquationTooLong(uint256 lines, uint256 max);
    error EquationShareTooHigh(uint256 line, uint256 shareBps, uint256 maxBps);
    error EquationGrossShareTooHigh(uint256 actualBps, uint256 maxBps);
    error EquationLineTargetInvalid(uint256 line, address account, uint256 pool);
    error EquationPoolUnknown(uint256 line, uint256 pool, uint256 poolCount);
    error EquationPoolTwice(uint256 line, uint256 pool);
    error EquationRemainderInvalid(address remainder);
    error EquationDebtLeftOut(uint256 pool, uint256 outstanding);
    error EquationEquityLeftOut(uint256 pool, uint256 points);
    error EquationFloorMissed(uint256 actualBps, uint256 floorBps);
    error EquationDebtShareLowered(uint256 pool, uint256 actualBps, uint256 previousBps);

    error ParameterOutOfBounds(bytes32 parameter, uint256 actual, uint256 min, uint256 max);
    error ParametersNotStricter(bytes32 parameter, uint256 actual, uint256 current);

    /// @notice Opens the first pools and kinds of a venture and puts the equation it was born with into force, once. The
    ///         factory does it in the transaction that makes the clone.
    /// @param recordKinds The venture has a way to lazy consensus, which looks at the births of kinds.
    function begin(
        address venture,
        address governor,
        uint32 noticePeriod,
        PoolConfig[] calldata pools,
        KindConfig[] calldata kinds,
        bool recordKinds
    ) external;

    /* GOVERNOR, at once */

    function openPool(address venture, PoolConfig calldata config) external;
    function openKind(address venture, KindConfig calldata config) external;
    /// @notice Opens a kind and closes the one it succeeds: how new contributions get a new weight.
    function openSuccessor(address venture, uint8 kind, KindConfig calldata config) external;
    /// @notice Closes a kind to new contributions. What it holds goes on earning.
    /// @param successor An open kind that takes its place: how new contributions get a new weight. Else the kind itself.
    function closeKind(address venture, uint8 kind, uint8 successor) external;
    function lengthenNotice(address venture, uint32 period) external;
    function removeSteward(address venture, address account) external;
    /// @notice Stricter acceptance: more attestations, more points to attest, fewer to object, a longer window, less
    ///         growth. The resolution deadline must stay as it is.
    function tightenParameters(address venture, LedgerParameters calldata parameters) external;

    /* GOVERNOR, after notice; then applied by anyone */

    function announceChange(address venture, Change change, bytes calldata data) external;
    function cancelChange(address venture, Change change, uint256 subject) external;
    function applyChange(address venture, Change change, bytes calldata data) external;

    /* HAND-OVER */

    /// @notice Another governor takes over at once, what was pending is void, and a notice longer than 30 days
    ///         is 30 days. The hand-over board alone.
    /// @param accounts Who showed their voice, and is barred no more: nobody keeps a group out by barring it.
    function handOver(address venture, address governor, address[] calldata accounts) external;

    /* VIEWS */

    /// @notice What is announced and not applied yet; content zero when nothing is.
    function pendingChange(
        address venture,
        Change change,
        uint256 subject
    ) external view returns (PendingChange memory);
    /// @notice Reverts where the venture could not take this equation now.
    function checkEquation(address venture, bytes memory code) external view;
    /// @notice Packs an equation: 23 bytes a line, the remainder last.
    function encodeEquation(Line[] calldata lines, address remainder) external pure returns (bytes memory code);
    /// @notice The reverse of `encodeEquation`.
    function decodeEquation(bytes calldata code) external pure returns (Line[] memory lines, address remainder);
    /// @notice Reverts where a ledger could not take these parameters.
    function checkParameters(LedgerParameters memory parameters) external pure;
}
