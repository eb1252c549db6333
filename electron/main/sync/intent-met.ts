import { endsSet } from '../../../shared/domain/receiving.ts';
import { elsewhereOf, type Seen } from './still-same.ts';
import type {
  DeskId,
  Instant,
  ItemId,
  LoanId,
  OpId,
  PatronId,
  RequestId,
} from '../../../shared/domain/ids.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import { holdsNames } from '../db/change-capture.ts';
import type { ReadableDB } from '../db/types.ts';
import { inputWithoutNames } from '../desk/records/run-record-command.ts';
import { findLastStepOnItem } from '../desk/steps/items/items.queries.ts';
import type { LoggedCommand } from '../desk/store/command-log.queries.ts';
import { findCommand, listCountingFrom } from '../desk/store/command-log.queries.ts';
import { readRow } from '../desk/store/change-log.queries.ts';
import { isPending } from '../desk/store/pending-steps.queries.ts';
import { findItem, findItemsByBarcode } from '../desk/store/items.queries.ts';
import { listNotes } from '../desk/store/notes.queries.ts';
import { findRequest } from '../desk/store/requests.queries.ts';
import { findTask } from '../desk/store/tasks.queries.ts';
import type { RolledBack } from './roll-back.ts';

/** A step that was refused when it was rechecked. */
type Refused = Pick<RolledBack, 'changes'> & { readonly logged: LoggedCommand };

type Asked = {
  readonly undoes?: OpId;
  readonly redoes?: OpId;
  readonly requestId?: RequestId;
  readonly itemId?: ItemId;
  readonly noteId?: number;
  readonly id?: number;
  readonly code?: string;
  readonly barcode?: string;
  readonly patronId?: PatronId;
  readonly noteToPartner?: string;
  readonly details?: object;
  readonly saw?: {
    readonly item?: { readonly itemId: ItemId };
    readonly loans?: readonly { readonly loanId: LoanId }[];
  };
};

type IntentCheck = (db: ReadableDB, asked: Asked, refused: Refused) => boolean;

const askedOf = ({ input }: Pick<LoggedCommand, 'input'>): Asked => JSON.parse(input) as Asked;

/** The undone step is not in the log because it was refused itself, or another desk undid it and has not redone it. */
const isUndone: IntentCheck = (db, { undoes }, { logged }) => {
  const step = undoes && findCommand(db, undoes);
  if (!step) return true;
  return (
    step.undoneBy !== null &&
    !listCountingFrom(db, logged.seq, step.kind).some((later) => askedOf(later).redoes === undoes)
  );
};

/** The note needs no action: it was dismissed, or it was removed with the step that wrote it. */
const isDealtWith: IntentCheck = (db, { requestId, noteId }) =>
  requestId !== undefined && listNotes(db, requestId).find(({ id }) => id === noteId)?.active !== 1;

/** The set is finished and its volumes count, and no note to the partner would be lost. */
const hasSetEnded: IntentCheck = (db, { requestId, noteToPartner = '' }) => {
  const request = requestId === undefined ? undefined : findRequest(db, requestId);
  return (
    request?.receivingOpen === 0 &&
    noteToPartner === '' &&
    (request.volumesReceived > 0 || endsSet(request.status))
  );
};

const itemIn = ({ saw, itemId }: Asked): ItemId | undefined => saw?.item?.itemId ?? itemId;

/** The item was returned to its partner. */
const hasGoneBack: IntentCheck = (db, asked) => {
  const id = itemIn(asked);
  return id !== undefined && findItem(db, id)?.status === 'returned-to-partner';
};

/** The item was handled later at another desk, so its earlier location no longer matters. */
const wasSeenLater = (db: ReadableDB, asked: Asked, at: Instant): boolean => {
  const id = itemIn(asked);
  const later = id && findLastStepOnItem(db, id, ['lend', 'return', 'return-at-other-desk', 'scan-in']);
  return later !== undefined && later.at > at;
};

/** The item is on its way back from this desk, or was handled later. */
const isOnItsWayBack: IntentCheck = (db, asked, { logged }) => {
  const id = itemIn(asked);
  const item = id === undefined ? undefined : findItem(db, id);
  const isHere = item?.status === 'in-transit' && item.goingBack === 1 && item.deskId === logged.deskId;
  return isHere || wasSeenLater(db, asked, logged.at);
};

/** The item is on the hold shelf of this desk, or was handled later. */
const isScannedIn: IntentCheck = (db, asked, { logged }) => {
  const id = itemIn(asked);
  const item = id === undefined ? undefined : findItem(db, id);
  const isHere = item?.status === 'on-hold-shelf' && (item.deskId as DeskId) === logged.deskId;
  return isHere || wasSeenLater(db, asked, logged.at);
};

/** The same patron has the item on loan. */
const isLentToThem: IntentCheck = (db, { code = '', patronId, ...asked }) => {
  const seen = asked.saw?.item?.itemId;
  const item = seen === undefined ? findItemsByBarcode(db, code.trim())[0] : findItem(db, seen);
  return item?.status === 'on-loan' && item.borrowerId === patronId;
};

/** Each loan has ended, so nothing is left to renew, or is due no earlier than was wanted. */
const isRenewed: IntentCheck = (db, { saw }, { changes }) => {
  const loans = saw?.loans ?? [];
  return (
    loans.length > 0 &&
    loans.every(({ loanId }) => {
      const loan = readRow(db, 'loan', loanId);
      if (loan === undefined) return false;
      const item = findItem(db, loan['item_id'] as ItemId);
      if (loan['ended_on'] !== null) return item?.status !== 'lost';
      const wanted = changes.find(({ table, rowId }) => table === 'loan' && rowId === loanId)?.after;
      const until = String(wanted?.['renewal_due_on'] ?? wanted?.['due_on'] ?? '');
      return (
        until !== '' && [loan['due_on'], loan['renewal_due_on']].some((day) => String(day ?? '') >= until)
      );
    })
  );
};

/**
 * Steps of the same kind from a given step on that the hub knows. Steps still pending here are left out: they may be refused themselves.
 */
const othersFrom = (db: ReadableDB, { seq, kind, opId }: LoggedCommand): readonly LoggedCommand[] =>
  listCountingFrom(db, seq, kind).filter((other) => other.opId !== opId && !isPending(db, other.opId));

/** The same barcode was received for the same request, with no other details. */
const isReceived: IntentCheck = (db, { requestId, barcode = '', details = {} }, { logged }) =>
  barcode !== '' &&
  othersFrom(db, logged).some((other) => {
    const theirs = askedOf(other);
    return (
      theirs.requestId === requestId &&
      theirs.barcode === barcode &&
      Object.entries(details).every(([name, value]) => {
        const other = (theirs.details as Readonly<Record<string, unknown>> | undefined)?.[name];
        return other === value;
      })
    );
  });

/**
 * For each kind of step, whether its intended result already holds when it is refused. For all other kinds, the same step at another desk
 * decides.
 */
const wanted: Readonly<Partial<Record<StepKind | 'solve-task', IntentCheck>>> = {
  undo: isUndone,
  'dismiss-note': isDealtWith,
  'finish-receiving': hasSetEnded,
  return: hasGoneBack,
  'return-at-other-desk': isOnItsWayBack,
  'scan-in': isScannedIn,
  lend: isLentToThem,
  'renew-loan': isRenewed,
  'request-renewal': isRenewed,
  receive: isReceived,
  'solve-task': (db, { id = 0 }) => findTask(db, id)?.solvedAt !== null,
};

/** Input fields that do not describe what was wanted. */
const besides: readonly string[] = ['opId', 'asOf', 'saw', 'redoes', 'run', 'digest'];

const whatWasAsked = (kind: string, input: string): string => {
  const asked = JSON.parse(input) as Readonly<Record<string, unknown>>;
  const words = Object.entries(asked).filter(([name]) => !besides.includes(name));
  const { status: _status, ...seen } = (asked['saw'] ?? {}) as Seen;
  // Two decisions are the same only if they were made on the same state.
  return JSON.stringify([words, elsewhereOf({ kind, input }) === 'first-decides' ? seen : null]);
};

/** Whether the names in a change of a person or place were removed from its line: the same words are no longer the same wish. */
const lacksNames = ({ logged: { kind, input }, changes }: Refused): boolean =>
  changes.some(({ table }) => holdsNames(table) && kind === `save-${table}`) &&
  inputWithoutNames(input) === input;

/** The same input was given at another desk, word for word. */
const wasAskedAlike: IntentCheck = (db, _, refused) => {
  if (lacksNames(refused)) return false;
  const { logged } = refused;
  const mine = whatWasAsked(logged.kind, logged.input);
  return othersFrom(db, logged).some(({ kind, input }) => whatWasAsked(kind, input) === mine);
};

/**
 * Whether the intended result of a refused step already holds, judged by the current rows and not by the reason for the refusal: then there
 * is nothing to decide. Otherwise the step becomes a task.
 */
export const isIntentMet = (db: ReadableDB, refused: Refused): boolean => {
  const isMet = wanted[refused.logged.kind as StepKind] ?? wasAskedAlike;
  return isMet(db, askedOf(refused.logged), refused);
};
