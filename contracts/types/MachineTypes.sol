// SPDX-License-Identifier: MIT
pragma solidity 0.8.29;

/// @notice What an hour costs one sort of users. One slot. All in token units per hour, rounded down to the minute used.
/// @param pricePerHour All-in: it covers material and technician, what is left of it is the net.
/// @param maintenancePerHour Fee on top, paid by everyone, owners too.
/// @param technicianPerHour What the technician gets of it.
/// @param coOwnersOnly Only accounts with a pledge use the machine at this rate.
/// @param inKind What is left of the price is not paid but contributed to a venture as machine hours.
struct Scenario {
    uint80 pricePerHour;
    uint80 maintenancePerHour;
    uint80 technicianPerHour;
    bool coOwnersOnly;
    bool inKind;
}

/// @notice A material and who is reimbursed for it. One slot.
/// @param price Token units per whole unit.
/// @param decimals Quantities count 10^-decimals of the unit.
struct Material {
    address supplier;
    uint88 price;
    uint8 decimals;
}

/// @notice What a machine is bound by. Nothing of it ever changes.
/// @dev The net of a use is shared by the first three, 10,000 bps together, until the co-owners are paid back. Afterwards
///      infrastructure gets what maintenance leaves.
/// @param contestWindow Seconds from a log in which it can be contested.
/// @param paymentPeriod Seconds from a log until its invoice is overdue.
struct MachineTerms {
    uint16 maintenanceBps;
    uint16 infrastructureBps;
    uint16 paybackBps;
    uint16 maintenanceAfterBps;
    uint32 contestWindow;
    uint32 paymentPeriod;
}

/// @notice What a machine begins with.
/// @param stewards Log uses for others, settle contested ones, and are its technicians.
/// @param scenarios Rate card; ids are their places, from 0.
/// @param scenarioNames At most 32 bytes of UTF-8 each, in the same order.
/// @param materials Ids are their places, from 0.
/// @param materialNames, materialUnits At most 32 bytes of UTF-8 each, in the same order.
struct MachineConfig {
    MachineTerms terms;
    address[] stewards;
    Scenario[] scenarios;
    bytes32[] scenarioNames;
    Material[] materials;
    bytes32[] materialNames;
    bytes32[] materialUnits;
}

/// @notice Who is co-owner of a machine, as far as it was asked. One slot.
/// @param pledged Copied from the campaign when first needed.
/// @param paid Token units of payback paid so far.
/// @param isSettled Everything was paid; counted once.
/// @param isPlaceholder Nobody's wallet yet, as the campaign knows.
struct CoOwner {
    uint88 pledged;
    uint96 paid;
    bool isSettled;
    bool isPlaceholder;
}

/// @notice Material used: `quantity` in 10^-decimals of its unit.
struct MaterialUse {
    uint8 material;
    uint88 quantity;
}

/// @notice A run of the machine, as logged.
/// @param user Who used it and is invoiced.
/// @param scenario Its place in the rate card.
/// @param durationMinutes 1 to 10,080, a week.
/// @param technician A steward of the machine who is not the user, or zero.
/// @param isJob At an agreed price, all-in, with no hourly fee on top; logged by a steward.
/// @param agreedPrice Of a job, token units.
/// @param evidenceHash keccak256 of what `evidenceURI` leads to.
struct UseInput {
    address user;
    uint8 scenario;
    uint32 durationMinutes;
    MaterialUse[] materials;
    address technician;
    uint32 technicianMinutes;
    bool isJob;
    uint88 agreedPrice;
    bytes32 evidenceHash;
    string evidenceURI;
}

/// @notice What a decision comes to, read from its data.
/// @param account Custodian, steward, recipient, or who is moved.
/// @param other Whom it is moved to, or a token.
/// @param id Place in the rate card.
/// @param word Scenario or material, packed.
/// @param flag Appointed, or muted.
struct Effect {
    address account;
    address other;
    uint256 amount;
    uint256 id;
    uint256 word;
    bool flag;
}

/// @notice What an invoice brings to one account. The maintenance fee goes to the machine's own.
struct Cost {
    address account;
    uint88 amount;
}

/// @notice The invoice of a use, in token units. The id of the use is keccak256(abi.encode(invoice)).
/// @param number Of the use; the first is 1.
/// @param costs Materials as logged, then the technician, then the maintenance fee; each only where there is one.
/// @param net What the price leaves after material and technician; shared by the equation.
/// @param inKind What the price leaves where it is contributed as machine hours; not to be paid.
struct Invoice {
    uint64 number;
    uint40 loggedAt;
    address user;
    address logger;
    address technician;
    Cost[] costs;
    uint88 net;
    uint88 inKind;
}

enum UseStatus {
    None,
    Logged,
    Contested,
    Paid,
    Void
}

/// @notice A use as it stands. One slot.
/// @param version Of the equation its net is shared by: the one in force at its first payment; 0 before.
/// @param paid Token units paid of its invoice.
struct UseState {
    UseStatus status;
    uint32 version;
    uint88 paid;
}

/// @notice What pays an invoice.
enum Funding {
    Wallet,
    Deposit
}
