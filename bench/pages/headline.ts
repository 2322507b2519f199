import { AT_ONCE, LEAVES } from '../million/settings.ts'
import { type Act, type MeasuredRow, type PeerRow, SUBJECTS, type Subject, isMeasured } from '../peers/row.ts'
import { number, range, recipientsOf } from './format.ts'

const PAYERS = ['peer-push-loop', 'peer-payment-splitter', 'peer-merkle-distributor'] as const
const RECORDERS = ['peer-eas-lean', 'peer-eas'] as const

/** What the page begins with. Nothing quoted is in it: all of it was measured in one run. */
export function headline(rows: readonly PeerRow[]): string[] {
  const measured = rows.filter(isMeasured)
  const of = (subject: Subject, act: Act) => measured.filter((row) => row.subject === subject && row.act === act)
  const gas = (subject: Subject, act: Act) => range(of(subject, act).map((row) => row.gas))

  const pushes = of('peer-push-loop', 'distribution')
  const many = Math.max(...pushes.map(({ recipients }) => recipients))
  const at = (subject: Subject, act: Act) => only(of(subject, act).filter(({ recipients }) => recipients === many))
  const push = at('peer-push-loop', 'distribution').gas
  const distribution = at('ours', 'distribution').gas
  const cheaper = pushes.filter((row) => of('ours', 'distribution').some((own) => isFor(own, row) && own.gas > row.gas))
  /** Who does it for less, and for how much. */
  const lessElsewhere = (act: Act) =>
    PAYERS.filter((subject) => at(subject, act).transactions > 0 && at(subject, act).gas < at('ours', act).gas)
      .map((subject) => `${gasAt(subject, act)} at ${SUBJECTS[subject]}`)
      .join(', ')
  const gasAt = (subject: Subject, act: Act) => number(at(subject, act).gas)
  const each = (subject: Subject) => Math.ceil(at(subject, 'record').gas / many)
  const million = only(of('ours', 'record').filter(({ recipients }) => recipients > many))
  const activation = (subject: Subject) => only(of(subject, 'activation'))
  const sentences = (...parts: (string | false)[]) => parts.filter((part) => part !== false).join(' ')

  return [
    `A sale costs ${gas('ours', 'sale')} gas, its distribution ${gas('ours', 'distribution')} and a claim ${gas('ours', 'claim')}, for ${range(recipientsOf(of('ours', 'claim')))} recipients.`,
    sentences(
      `Sending to ${number(many)} recipients one by one costs ${number(push)}, ${(push / distribution).toFixed(0)} times a distribution.`,
      ...cheaper.map((row) => `To ${number(row.recipients)} it is the cheaper way: ${number(row.gas)}.`),
    ),
    sentences(
      `Paying all ${number(many)} after every single sale costs ${gasAt('ours', 'everyone')}.`,
      lessElsewhere('everyone') !== '' && `Others do it for less: ${lessElsewhere('everyone')}.`,
      lessElsewhere('claim') !== '' && `So it is with a single claim: ${lessElsewhere('claim')}.`,
      'Here, as at PaymentSplitter, a claim takes the parts of all sales since the last.',
    ),
    `Recording ${number(many)} contributions costs ${number(each('ours'))} gas each, ${number(each('ours-new'))} of people who are new, and includes that peers accept them; as attestations, which nobody has accepted yet, ${range(RECORDERS.map(each))}.`,
    `${number(LEAVES)} contributions of ${number(million.recipients)} people enter as one large batch for ${number(million.gas)} gas, ${(million.gas / LEAVES).toFixed(2)} each. They earn from then on; each becomes units of whoever it is of for ${number(activation('ours').gas)}, or ${number(Math.ceil(activation('ours-fifty').gas / AT_ONCE))} where ${AT_ONCE} are brought together.`,
  ]
}

const isFor = (one: MeasuredRow, other: MeasuredRow) => one.recipients === other.recipients

function only([row]: readonly MeasuredRow[]): MeasuredRow {
  if (!row) throw new Error('A row of the headline was not measured.')
  return row
}
