import { administrator } from '../../../shared/domain/administration.ts';
import { factsOf, stepKinds, type StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { SharedTable } from './hub-capture.ts';
import { deskWork } from './hub-desk-work.ts';

// All kinds of steps that this program writes, with the tables they write and the role they need. The hub enforces this list
// (`hub.check_step`): it rejects a step of another kind, or one that writes anything else.

/** What a kind may write in a table: whole rows, or only parts. */
type Rows =
  | 'all'
  | {
      readonly adds?: true;
      readonly removes?: true;
      /** The columns that it may change. */
      readonly changes?: readonly string[];
    };
type Writes = Readonly<Partial<Record<SharedTable, Rows>>>;

type KindFacts = {
  /**
   * `step`: needs one of its roles at the library of the request or item; `records`: needs an administrator of what it changes; `staff`:
   * needs any role; `clock`: made by the program as the signed-in operator; `none`: needs no role.
   */
  readonly who: 'step' | 'records' | 'staff' | 'clock' | 'none';
  readonly writes: Writes;
};

/** What becomes of a message that was said with a partner. */
const messageOutcome = ['state', 'updated_at'];
/** And of one to the other system. */
const sentOutcome = [...messageOutcome, 'facts', 'words', 'next_at'];
/** One whose step is undone, or keyed by staff, is no longer sent. */
const withdrawing = { removes: true, changes: [...messageOutcome, 'facts', 'next_at'] } as const;

/** A request with everything that belongs to it. A message that waited to be sent is withdrawn with its letter. */
const request: Writes = {
  request: 'all',
  turn: 'all',
  request_note: 'all',
  turn_condition: 'all',
  item: 'all',
  loan: 'all',
  outbox: 'all',
  notice: 'all',
  file_conflict: 'all',
  partner_message: { changes: messageOutcome },
  conversation: { changes: ['turn_id'] },
  // What it may say, and what may become of one, is for the hub to check (hub.beyond_sending).
  other_system_message: { adds: true },
};

const records = (...tables: readonly SharedTable[]): KindFacts & { readonly who: 'records' } => ({
  who: 'records',
  writes: Object.fromEntries(tables.map((table) => [table, 'all'])),
});

const places = ['library', 'desk', 'partner', 'patron'] as const;
const pin = ['pin_hash', 'pin_failures', 'pin_wait_until'];

/** Removing what identifies a patron, in any row, from requests that are over (`hub.beyond_forgetting`). */
const forgetting: Writes = {
  request: {
    changes: ['patron_id', 'circulation_note', 'cancel_note', 'partner_note', 'patron_forgotten_at'],
  },
  loan: { changes: ['patron_id'] },
  turn_condition: { changes: ['note', 'answer_note'] },
  outbox: { removes: true, changes: ['payload'] },
  request_note: { removes: true },
  notice: { removes: true },
  file_conflict: { removes: true },
  partner_message: { removes: true },
  other_system_message: { changes: sentOutcome },
  incoming_mail: { removes: true },
  task: { changes: ['facts'] },
};

const letter = [
  'state',
  'note',
  'attempts',
  'next_at',
  'updated_at',
  'message_id',
  'letter',
  'may_have_left_at',
  'on_purpose',
  'waits_past',
];

/** Only the workstation that sends the letters tells the other system (hub.check_step). */
const sending = {
  removes: true,
  changes: [...sentOutcome, 'left_to_do', 'attempts', 'may_have_arrived_at'],
} as const;

/**
 * Automatic changes, and changes that staff make outside the log: letters being sent, what is said with partners by protocol and the tasks from
 * it, mail that comes in, notices, saved views, file profiles, PIN attempts.
 */
const unnamed: Writes = {
  outbox: {
    adds: true,
    removes: true,
    changes: letter,
  },
  notice: { adds: true },
  // A request that its partner refused began nothing: its conversation leaves the turn.
  conversation: { adds: true, changes: ['state', 'updated_at', 'turn_id'] },
  // Only what belongs to no request is removed: there is a bound on it (hub.check_step).
  partner_message: {
    adds: true,
    removes: true,
    changes: [...messageOutcome, 'attempts', 'may_have_arrived_at', 'words', 'read_at'],
  },
  other_system_message: sending,
  // What a partner said and could not be recorded.
  task: { adds: true },
  incoming_mail: {
    adds: true,
    removes: true,
    changes: ['request_id', 'turn_id', 'proposal', 'read_at', 'set_aside_at', 'taken_op', 'updated_at'],
  },
  mailbox_position: { adds: true, changes: ['uid_validity', 'last_uid', 'updated_at'] },
  saved_view: 'all',
  file_profile: 'all',
  operator: { changes: pin.slice(1) },
};

/** The kinds of steps other than those on a request (shared/domain/steps/all-steps.ts). */
const otherKinds = {
  'save-library': records('library', 'library_setting', 'operator_role'),
  'save-letters': records('library'),
  'save-desk': { who: 'records', writes: { desk: 'all', operator_role: 'all', ...deskWork } },
  'save-partner': records('partner'),
  'save-patron': records('patron'),
  'remove-record': records(
    ...places,
    'operator_role',
    'opening_hours',
    'closed_day',
    'library_setting',
    'letter_template',
  ),
  'follow-file': records(...places),
  'save-operator': records('operator', 'operator_role'),
  'remove-operator': records('operator', 'operator_role', 'saved_view'),
  'set-pin': { who: 'records', writes: { operator: { changes: pin } } },
  'save-hours': records('opening_hours'),
  'close-days': records('closed_day'),
  'open-days': records('closed_day'),
  'save-settings': records('library_setting'),
  'save-slip-logo': records('library_setting'),
  'save-template': records('letter_template'),
  'reset-template': records('letter_template'),
  'save-reason': records('cancellation_reason'),
  'order-reasons': records('cancellation_reason'),
  'remove-reason': records('cancellation_reason'),
  'forget-patron': { who: 'records', writes: { ...forgetting, patron: { removes: true } } },
  'forget-patron-data': { who: 'clock', writes: forgetting },
  'remove-workstation': records(),
  'bring-up-hub': records(),
  import: records(),
  'take-back-import': records(),
  'make-barcode': { who: 'staff', writes: {} },
  'print-slips': { who: 'staff', writes: {} },
  'reprint-slip': { who: 'staff', writes: {} },
  'print-test-slip': { who: 'staff', writes: {} },
  'print-letter': {
    who: 'staff',
    writes: {
      outbox: { changes: letter },
      partner_message: { changes: messageOutcome },
      conversation: { changes: ['turn_id'] },
    },
  },
  'hold-partner': { who: 'staff', writes: { partner: { changes: ['held_at', 'held_by_name'] } } },
  'key-steps': {
    who: 'staff',
    writes: { keyed_step: 'all', other_system_message: withdrawing },
  },
  'send-again': {
    who: 'staff',
    writes: { other_system_message: { changes: [...messageOutcome, 'words', 'next_at'] } },
  },
  'solve-task': {
    who: 'staff',
    writes: { task: { changes: ['solved_at', 'solved_by', 'solution', 'facts'] } },
  },
} as const satisfies Readonly<Record<string, KindFacts>>;

/** Changes that are in no log of steps. */
const withoutKind = {
  '(none)': { who: 'none', writes: unnamed },
  /** The rows of an import, between its first and its last line in the log. */
  '(file)': {
    who: 'none',
    writes: {
      ...unnamed,
      ...request,
      other_system_message: sending,
      ...Object.fromEntries(
        [...places, 'cancellation_reason', 'letter_template', 'library_setting'].map((table) => [
          table,
          'all',
        ]),
      ),
      operator: 'all',
      operator_role: 'all',
      keyed_step: 'all',
      task: 'all',
    },
  },
  /** A refused step: its task, and the ticks that are removed with it. */
  '(refused)': { who: 'none', writes: { task: { adds: true }, keyed_step: { removes: true } } },
} as const satisfies Readonly<Record<string, KindFacts>>;

/** A kind of step that is logged. */
export type CommandKind = StepKind | keyof typeof otherKinds;
/** A kind that changes records, logged with its input but without names. */
export type RecordCommand = {
  [Kind in keyof typeof otherKinds]: (typeof otherKinds)[Kind]['who'] extends 'records' | 'clock'
    ? Kind
    : never;
}[keyof typeof otherKinds];

type KindAtHub = {
  readonly kind: string;
  readonly who: KindFacts['who'];
  readonly inHand: boolean;
  readonly ofPartners: boolean;
  readonly writes: readonly {
    readonly table: string;
    readonly adds: boolean;
    readonly removes: boolean;
    /** Null: all columns. */
    readonly columns: readonly string[] | null;
  }[];
};

const atHub = (
  kind: string,
  { who, writes }: KindFacts,
  { inHand = false, ofPartners = false } = {},
): KindAtHub => ({
  kind,
  who,
  inHand,
  ofPartners,
  writes: Object.entries(writes).map(([table, rows]) => ({
    table,
    adds: rows === 'all' || rows.adds === true,
    removes: rows === 'all' || rows.removes === true,
    columns: rows === 'all' ? null : [...(rows.changes ?? [])],
  })),
});

/** A check-in that applies only to some of the volumes it names creates tasks for the others. */
const writesOf = (kind: StepKind): Writes => {
  if (kind === 'undo') return { ...request, other_system_message: withdrawing };
  return kind === 'partner-answer' ? { ...request, task: { adds: true } } : request;
};

/** Returns every kind in the hub's format. */
export const kindsForHub = (): readonly KindAtHub[] => [
  ...stepKinds.map((kind) => {
    const { inHand, asked } = factsOf(kind).who;
    const ofPartners = asked === 'by-staff-and-partners';
    return atHub(kind, { who: 'step', writes: writesOf(kind) }, { inHand, ofPartners });
  }),
  ...Object.entries({ ...otherKinds, ...withoutKind }).map(([kind, facts]) => atHub(kind, facts)),
];

/** Returns the roles that may take each kind of step; for kinds without any, `who` decides. */
export const rolesForHub = (): Readonly<Record<string, readonly string[]>> => ({
  ...Object.fromEntries(stepKinds.map((kind) => [kind, factsOf(kind).who.roles])),
  ...Object.fromEntries(
    Object.entries<KindFacts>(otherKinds).flatMap(([kind, { who }]) =>
      who === 'records' ? [[kind, [administrator]]] : [],
    ),
  ),
});

/** Whether a kind of step is only for administrators: those on records are, except for the operator's own PIN. */
export const needsAdministrator = (kind: string): boolean =>
  kind !== 'set-pin' &&
  Object.hasOwn(otherKinds, kind) &&
  otherKinds[kind as keyof typeof otherKinds].who === 'records';
