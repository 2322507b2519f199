import type { Command } from 'commander'
import { examples } from './examples.ts'
import * as batchActivate from './batch/activate.ts'
import * as batchBuild from './batch/build.ts'
import * as batchCheck from './batch/check.ts'
import * as batchClose from './batch/close.ts'
import * as batchProof from './batch/proof.ts'
import * as batchPropose from './batch/propose.ts'
import * as campaignAgreement from './campaign/agreement.ts'
import * as campaignAudit from './campaign/audit.ts'
import * as campaignCancel from './campaign/cancel.ts'
import * as campaignDeploy from './campaign/deploy.ts'
import * as campaignExecute from './campaign/execute.ts'
import * as campaignObject from './campaign/object.ts'
import * as campaignPledge from './campaign/pledge.ts'
import * as campaignPropose from './campaign/propose.ts'
import * as campaignRefund from './campaign/refund.ts'
import * as campaignStatus from './campaign/status.ts'
import * as campaignUnpledge from './campaign/unpledge.ts'
import * as campaignWithdraw from './campaign/withdraw.ts'
import * as accept from './contribution/accept.ts'
import * as amend from './contribution/amend.ts'
import * as attest from './contribution/attest.ts'
import * as importFile from './contribution/import.ts'
import * as log from './contribution/log.ts'
import * as object from './contribution/object.ts'
import * as withdraw from './contribution/withdraw.ts'
import * as decideApply from './decide/apply.ts'
import * as decideBegin from './decide/begin.ts'
import * as decideDelegate from './decide/delegate.ts'
import * as decideEscalate from './decide/escalate.ts'
import * as decideExecute from './decide/execute.ts'
import * as decideList from './decide/list.ts'
import * as decideObject from './decide/object.ts'
import * as decidePowers from './decide/powers.ts'
import * as decidePropose from './decide/propose.ts'
import * as decideRecall from './decide/recall.ts'
import * as decideReply from './decide/reply.ts'
import * as decideShow from './decide/show.ts'
import * as decideTakeOver from './decide/takeOver.ts'
import * as decideVoice from './decide/voice.ts'
import * as decideVote from './decide/vote.ts'
import * as decideWithdraw from './decide/withdraw.ts'
import * as machineClaim from './machine/claim.ts'
import * as machineContest from './machine/contest.ts'
import * as machineDeposit from './machine/deposit.ts'
import * as machineLog from './machine/log.ts'
import * as machinePay from './machine/pay.ts'
import * as machineSettle from './machine/settle.ts'
import * as machineStatus from './machine/status.ts'
import * as audit from './model/audit.ts'
import * as whatIf from './model/whatIf.ts'
import * as moveAttest from './move/attest.ts'
import * as moveDecide from './move/decide.ts'
import * as moveMake from './move/make.ts'
import * as moveObject from './move/object.ts'
import * as move from './move/own.ts'
import * as placeholder from './move/placeholder.ts'
import * as movePresence from './move/presence.ts'
import * as movePropose from './move/propose.ts'
import * as moveStatus from './move/status.ts'
import * as demo from './network/demo.ts'
import * as deploy from './network/deploy.ts'
import * as wait from './network/wait.ts'
import * as claim from './payout/claim.ts'
import * as pay from './payout/pay.ts'
import * as payday from './payout/payday.ts'
import * as payee from './payout/payee.ts'
import * as sweep from './payout/sweep.ts'
import * as why from './payout/why.ts'
import * as relayCancel from './relay/cancel.ts'
import * as relay from './relay/relay.ts'
import * as ventureDeploy from './venture/deploy.ts'
import * as status from './venture/status.ts'

/** In the order a venture, a campaign and a machine live them. */
const commands: readonly { register: (program: Command) => void }[] = [
  demo,
  whatIf,
  deploy,
  ventureDeploy,
  placeholder,
  log,
  importFile,
  batchBuild,
  batchProof,
  batchCheck,
  batchPropose,
  status,
  attest,
  object,
  amend,
  withdraw,
  accept,
  batchActivate,
  batchClose,
  pay,
  claim,
  payee,
  payday,
  sweep,
  why,
  relay,
  relayCancel,
  moveStatus,
  move,
  movePropose,
  moveAttest,
  moveDecide,
  moveObject,
  moveMake,
  movePresence,
  decidePowers,
  decideBegin,
  decideTakeOver,
  decideVoice,
  decideDelegate,
  decideRecall,
  decidePropose,
  decideList,
  decideShow,
  decideObject,
  decideVote,
  decideEscalate,
  decideWithdraw,
  decideExecute,
  decideApply,
  decideReply,
  campaignAgreement,
  campaignDeploy,
  campaignStatus,
  campaignPledge,
  campaignUnpledge,
  campaignCancel,
  campaignPropose,
  campaignObject,
  campaignWithdraw,
  campaignExecute,
  campaignRefund,
  campaignAudit,
  machineStatus,
  machineLog,
  machinePay,
  machineDeposit,
  machineContest,
  machineSettle,
  machineClaim,
  audit,
  wait,
]

export function registerCommands(program: Command): Command {
  for (const { register } of commands) register(program)
  for (const command of program.commands) command.addHelpText('after', `\nExample: ${examples[command.name()] ?? ''}`)
  return program
}
