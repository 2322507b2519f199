import type { Address } from 'viem'
import { BaseError } from './base.ts'
import { docs } from './words.ts'

export class PaymentEmptyError extends BaseError {
  override name = 'PaymentEmptyError'
  constructor(readonly token: Address) {
    super(`Nothing of ${token} arrived, expected a payment above 0.`, docs('payment'))
  }
}

export class PaymentValueMismatchError extends BaseError {
  override name = 'PaymentValueMismatchError'
  constructor(
    readonly value: bigint,
    readonly amount: bigint,
  ) {
    super(`${value} wei came with a payment of ${amount}, expected the amount itself for ETH and nothing for other tokens.`, {
      hints: ['A prepared transaction has the right value: `preparePay` for a venture, for example.'],
      ...docs('payment'),
    })
  }
}

export class ReentrancyGuardReentrantCallError extends BaseError {
  override name = 'ReentrancyGuardReentrantCallError'
  constructor() {
    super('The contract was called while it was at work, expected one call after the other.', {
      hints: ['A contract that is paid must not call it in the same moment; a later transaction can.'],
      ...docs('payment'),
    })
  }
}

export class SafeERC20FailedOperationError extends BaseError {
  override name = 'SafeERC20FailedOperationError'
  constructor(readonly token: Address) {
    super(`Token ${token} refused the transfer without a reason, expected it to go through.`, {
      hints: [
        'The token may block the payer or the recipient, or be paused. A claim can leave it out or name another recipient, a refund too (`setRefundTo`).',
      ],
      ...docs('payment'),
    })
  }
}

/* ERC-6093: errors of the tokens themselves */

export class ERC20InsufficientAllowanceError extends BaseError {
  override name = 'ERC20InsufficientAllowanceError'
  constructor(
    readonly spender: Address,
    readonly allowance: bigint,
    readonly needed: bigint,
  ) {
    super(`${spender} may take ${allowance} smallest units of the token, ${needed} are required.`, {
      hints: [
        'Approve whom you pay or pledge to first (`approvePayment`). Ventures and machines take a plain transfer, too, without approval.',
      ],
      ...docs('payment'),
    })
  }
}

export class ERC20InsufficientBalanceError extends BaseError {
  override name = 'ERC20InsufficientBalanceError'
  constructor(
    readonly sender: Address,
    readonly balance: bigint,
    readonly needed: bigint,
  ) {
    super(`${sender} holds ${balance} smallest units of the token, ${needed} are required.`, docs('payment'))
  }
}

export class ERC20InvalidApproverError extends BaseError {
  override name = 'ERC20InvalidApproverError'
  constructor(readonly approver: Address) {
    super(`The token refused ${approver} as approver, expected another account.`, docs('payment'))
  }
}

export class ERC20InvalidReceiverError extends BaseError {
  override name = 'ERC20InvalidReceiverError'
  constructor(readonly receiver: Address) {
    super(`The token refused ${receiver} as receiver, expected another account.`, docs('payment'))
  }
}

export class ERC20InvalidSenderError extends BaseError {
  override name = 'ERC20InvalidSenderError'
  constructor(readonly sender: Address) {
    super(`The token refused ${sender} as sender, expected another account.`, docs('payment'))
  }
}

export class ERC20InvalidSpenderError extends BaseError {
  override name = 'ERC20InvalidSpenderError'
  constructor(readonly spender: Address) {
    super(`The token refused ${spender} as spender, expected another account.`, docs('payment'))
  }
}
