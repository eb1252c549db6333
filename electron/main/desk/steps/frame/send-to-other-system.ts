import type { Instant, ItemId, OpId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import {
  isBySip2,
  sendingOf,
  type SentStep,
  sentSteps,
} from '../../../../../shared/domain/other-system-kinds.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { type Change, listChanges, type RowImage } from '../../store/change-log.queries.ts';
import {
  findBarcode,
  findCard,
  findDeskCode,
  insertToSend,
  hasReceipt,
} from '../../store/other-system.queries.ts';
import { findLibrarySetting } from '../../store/settings.queries.ts';
import { isFromFile } from './is-from-file.ts';

type SendingStep = {
  readonly db: WritableDB;
  readonly opId: OpId;
  readonly at: Instant;
  readonly request: {
    readonly id: RequestId;
    readonly externalId: string;
    readonly title: string;
    readonly author: string;
    readonly patronId: PatronId | null;
  };
};

/** What happened to an item, with the row that says so. */
type Happened = { readonly step: SentStep; readonly itemId: ItemId; readonly row: RowImage };

/**
 * Writes the messages to the library's other system about a step, as set in Settings: what the step did to items and loans, which its changes show.
 * What a file says is not sent: the file came from there.
 */
export const sendToOtherSystem = ({ db, opId, at, request }: SendingStep): void => {
  const settings = settingsOf(db);
  if (settings === null || isFromFile(opId)) return;
  const steps = Object.values(sendingOf(settings)).flat();
  if (steps.length === 0) return;
  const { id: requestId, externalId, title, author } = request;
  const parts = whatHappened(db, listChanges(db, opId)).map(({ step, itemId, row }) => {
    const { service } = sentSteps[step];
    const item = String(row['barcode'] ?? findBarcode(db, itemId));
    const user = findCard(db, (row['patron_id'] ?? request.patronId) as PatronId | null);
    // Without a barcode or a card, staff key it.
    const isComplete = item !== '' && (user !== '' || service === 'CheckInItem' || service === 'RecallItem');
    return {
      service,
      itemId,
      facts: { step, item, user, dueOn: dueOnOf(step, row) },
      isSent: isComplete && steps.includes(step),
      // NCIP has one message for both returns, of which SIP2 knows only that by the patron.
      message: `${service} ${itemId} ${isBySip2(step, settings)}`,
    };
  });
  const sent = new Map(parts.filter(({ isSent }) => isSent).map((part) => [part.message, part]));
  // What goes back to the partner is no longer on loan.
  const hasRest = parts.some(
    ({ isSent, message, facts }) => !isSent && !(facts.step === 'back' && sent.has(message)),
  );
  const desk = findDeskCode(db, requestId);
  for (const { service, itemId, facts } of sent.values())
    insertToSend(db, {
      opId,
      requestId,
      itemId,
      service,
      facts: { ...facts, requestId: externalId, title, author, desk, at },
      leftToDo: hasRest ? 'rest' : '',
    });
};

/** How steps are sent; null if that was never set. The settings were checked when they were stored. */
const settingsOf = (db: WritableDB): Parameters<typeof sendingOf>[0] | null => {
  const stored = findLibrarySetting(db, null, 'ncip');
  return stored === undefined ? null : (JSON.parse(stored) as Parameters<typeof sendingOf>[0]);
};

const dueOnOf = (step: SentStep, row: RowImage): CalendarDate | null =>
  (step === 'recalled' ? row['back_by'] : row['due_on']) as CalendarDate | null;

/** Returns what a step did to items and loans, in its order: from what each was before it to what it is after it. */
const whatHappened = (db: ReadableDB, changes: readonly Change[]): readonly Happened[] => {
  const rows = new Map<string, Change>();
  for (const change of changes) {
    const row = `${change.table} ${change.rowId}`;
    rows.set(row, { ...(rows.get(row) ?? change), after: change.after });
  }
  return [...rows.values()].flatMap(({ table, rowId, before, after: row }): readonly Happened[] => {
    if (row === null) return [];
    if (table === 'item') {
      const itemId = rowId as ItemId;
      return ofItem(before, row, () => hasReceipt(db, itemId)).map((step) => ({ step, itemId, row }));
    }
    const itemId = row['item_id'] as ItemId;
    return table === 'loan' && rows.get(`item ${itemId}`)?.after?.['status'] !== 'lost'
      ? ofLoan(before, row).map((step) => ({ step, itemId, row }))
      : [];
  });
};

/** Whether an item is here for the patron: one that only goes back is not held there. */
const isWanted = (row: RowImage | null): boolean =>
  row !== null && !isBack(row) && row['use'] === 'for-patron';
const isBack = (row: RowImage | null): boolean => row?.['status'] === 'returned-to-partner';
const isRecalled = (row: RowImage | null): boolean => row?.['demand'] === 'recalled';

/** @param isKnown whether a receipt of the item was written before: it may have been kept after all. */
const ofItem = (before: RowImage | null, after: RowImage, isKnown: () => boolean): readonly SentStep[] => [
  ...(isWanted(after) && !isWanted(before) && !(before !== null && isKnown()) ? (['received'] as const) : []),
  ...(!isBack(before) && isBack(after) ? (['returned'] as const) : []),
  ...(!isRecalled(before) && isRecalled(after) ? (['recalled'] as const) : []),
];

const ofLoan = (before: RowImage | null, after: RowImage): readonly SentStep[] => {
  const isOpen = after['ended_on'] === null;
  if (before === null) return isOpen ? ['lent'] : [];
  if (before['ended_on'] !== null) return [];
  if (!isOpen) return ['back'];
  return before['due_on'] === after['due_on'] ? [] : ['renewed'];
};
