import { createHash } from 'node:crypto';
import type { CalendarDate, ItemId, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { ok, type Result } from '../../../../shared/ipc/result.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { ensureCapture } from '../../db/change-capture.ts';
import type { ReadableDB } from '../../db/types.ts';
import type { DeskContext } from '../context.ts';
import { findCommand, isTakenBackWithImport } from '../store/command-log.queries.ts';
import { take } from './take.ts';

/** A renewal that the patron made outside of this program, as it was told to us. */
export type PatronRenewal = {
  readonly requestId: RequestId;
  /** Each loan with its new date, later than the one that stands here. */
  readonly loans: readonly {
    readonly itemId: ItemId;
    readonly barcode: string;
    readonly loanedOn: CalendarDate;
    readonly dueOn: CalendarDate;
  }[];
  /** When the partner wants it back now, where that was told. */
  readonly requestDueOn: CalendarDate | null;
  /** Whether it was told that the partner has renewed. Otherwise one that wants to be asked is not passed over. */
  readonly partnerAgreed: boolean;
};

/**
 * Applies a renewal that the patron made outside: the loans get their new date, partner and patron are told, and the step stands in
 * the history, where it can be taken back. Told again it changes nothing (`already`), also after somebody took it back.
 * Refused: `status-forbids` (a recall, or a partner that wants to be asked), `date-refused`, `role-missing`.
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

/** Whether this renewal was applied before, taken back since or not. */
export const wasApplied = (db: ReadableDB, renewal: PatronRenewal): boolean => freeId(db, renewal) === null;

/** The id under which a renewal is applied; null where it was. One whose import was taken back counts as never told. */
const freeId = (db: ReadableDB, renewal: PatronRenewal): OpId | null => {
  for (let time = 0; ; time += 1) {
    const opId = opIdOf(renewal, time);
    const command = findCommand(db, opId);
    if (command === undefined) return opId;
    if (!isTakenBackWithImport(db, command)) return null;
  }
};

/** The same renewal has the same id, however often it is told. @param time how often its import was taken back. */
const opIdOf = ({ requestId, loans }: PatronRenewal, time: number): OpId => {
  const what = loans.map(({ barcode, loanedOn, dueOn }) => `${barcode} ${loanedOn} ${dueOn}`).sort();
  const hex = createHash('sha256')
    .update(JSON.stringify(['patron-renewal', requestId, what, ...(time > 0 ? [time] : [])]))
    .digest('hex');
  // Version 8 of RFC 9562: made from something else than the time.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}` as OpId;
};
