import { createHash } from 'node:crypto';
import type { CalendarDate, ItemId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { ensureCapture } from '../../db/change-capture.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../context.ts';
import { findCommand, isUndoneWithImport } from '../store/command-log.queries.ts';
import { take } from './take.ts';

/** A renewal that the patron made in another system, as reported to us. */
export type PatronRenewal = {
  readonly requestId: RequestId;
  /** Each loan with its new date, which is later than the one stored here. */
  readonly loans: readonly {
    readonly itemId: ItemId;
    readonly barcode: string;
    /** Null if no file said it. */
    readonly loanedOn: CalendarDate | null;
    readonly dueOn: CalendarDate;
  }[];
  /** The partner's new due date, if reported. */
  readonly requestDueOn: CalendarDate | null;
  /** Whether the partner is reported to have renewed. Otherwise a partner that must be asked is not bypassed. */
  readonly partnerAgreed: boolean;
};

/**
 * Applies a renewal that the patron made in another system: the loans get their new date, partner and patron are notified, and the step is
 * in the history, where it can be undone. Reporting it again changes nothing (`already`), even after it was undone. Refused:
 * `status-forbids` (a recall, or a partner that must be asked), `date-refused`, `role-missing`.
 */
export const renewedByPatron = (
  context: DeskContext,
  renewal: PatronRenewal,
): Result<Outcome | 'already'> => {
  const opId = freeId(context.db, renewal);
  if (opId === null) return ok('already');
  ensureCapture(context.db);
  return take(context, 'patron-renewal', { opId, ...renewal, loans: [...renewal.loans] });
};

/** Whether this renewal was applied before, undone since or not. */
export const wasApplied = (db: ReadableDB, renewal: PatronRenewal): boolean => freeId(db, renewal) === null;

/** The id under which to apply a renewal; null if it was applied. A renewal whose import was undone counts as never reported. */
const freeId = (db: ReadableDB, renewal: PatronRenewal): OpId | null => {
  for (let time = 0; ; time += 1) {
    const opId = opIdOf(renewal, time);
    const command = findCommand(db, opId);
    if (command === undefined) return opId;
    if (!isUndoneWithImport(db, command)) return null;
  }
};

/** The same renewal always has the same id. @param time how often its import was undone. */
const opIdOf = ({ requestId, loans }: PatronRenewal, time: number): OpId => {
  const what = loans.map(({ barcode, loanedOn, dueOn }) => `${barcode} ${loanedOn} ${dueOn}`).sort();
  const hex = createHash('sha256')
    .update(JSON.stringify(['patron-renewal', requestId, what, ...(time > 0 ? [time] : [])]))
    .digest('hex');
  // Version 8 of RFC 9562: a UUID that is not derived from the time.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as OpId;
};
