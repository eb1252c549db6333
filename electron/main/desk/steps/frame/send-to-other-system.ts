import type { Instant, ItemId, OpId, PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import {
  canSend,
  isBySip2,
  type SentStep,
  sentStepNames,
  sentSteps,
} from '../../../../../shared/domain/other-system-kinds.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import type { WritableDB } from '../../../db/types.ts';
import { type Change, listChanges, type RowImage } from '../../store/change-log.queries.ts';
import { findBarcode, findCard, findDeskCode, insertToSend } from '../../store/other-system.queries.ts';
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
  const steps = stepsToSend(settings);
  if (settings === null || steps.length === 0 || isFromFile(opId)) return;
  const said = new Set<string>();
  for (const { step, itemId, row } of whatHappened(listChanges(db, opId))) {
    const { service } = sentSteps[step];
    const item = String(row['barcode'] ?? findBarcode(db, itemId));
    const user = findCard(db, (row['patron_id'] ?? request.patronId) as PatronId | null);
    // Without a barcode or a card, staff key it.
    const isComplete = item !== '' && (user !== '' || service === 'CheckInItem' || service === 'RecallItem');
    // NCIP has one message for both returns, of which SIP2 knows only that by the patron.
    const message = `${service} ${itemId} ${isBySip2(step, settings)}`;
    if (!steps.includes(step) || !isComplete || said.has(message)) continue;
    said.add(message);
    const { id: requestId, externalId, title, author } = request;
    insertToSend(db, {
      opId,
      requestId,
      itemId,
      service,
      facts: {
        step,
        item,
        user,
        requestId: externalId,
        title,
        author,
        dueOn: dueOnOf(step, row),
        desk: findDeskCode(db, requestId),
        at,
      },
    });
  }
};

type SendingSettings = Parameters<typeof canSend>[1] & Readonly<Record<string, unknown>>;

/** How steps are sent; null if that was never set. The settings were checked when they were stored. */
const settingsOf = (db: WritableDB): SendingSettings | null => {
  const stored = findLibrarySetting(db, null, 'ncip');
  return stored === undefined ? null : (JSON.parse(stored) as SendingSettings);
};

/** The steps that are sent to the other system now. */
const stepsToSend = (settings: SendingSettings | null): readonly SentStep[] =>
  settings === null ? [] : sentStepNames.filter((step) => settings[step] === true && canSend(step, settings));

const dueOnOf = (step: SentStep, row: RowImage): CalendarDate | null =>
  (step === 'recalled' ? row['back_by'] : row['due_on']) as CalendarDate | null;

/** Returns what a step did to items and loans, in its order. */
const whatHappened = (changes: readonly Change[]): readonly Happened[] => {
  const gone = new Set(
    changes.flatMap(({ table, rowId, after }) =>
      table === 'item' && after?.['status'] === 'lost' ? [rowId] : [],
    ),
  );
  return changes.flatMap((change): readonly Happened[] => {
    const { table, after: row, before } = change;
    if (row === null) return [];
    if (table === 'item')
      return ofItem(before, row).map((step) => ({ step, itemId: change.rowId as ItemId, row }));
    const itemId = row['item_id'] as ItemId;
    return table === 'loan' && !gone.has(itemId)
      ? ofLoan(before, row).map((step) => ({ step, itemId, row }))
      : [];
  });
};

const isBack = (row: RowImage | null): boolean => row?.['status'] === 'returned-to-partner';
const isRecalled = (row: RowImage | null): boolean => row?.['demand'] === 'recalled';

const ofItem = (before: RowImage | null, after: RowImage): readonly SentStep[] => [
  ...(before === null && !isBack(after) ? (['received'] as const) : []),
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
