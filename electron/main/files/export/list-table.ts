import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { isTicked, sentLabel } from '../../../../shared/domain/done-here.ts';
import { placesWords } from '../../../../shared/domain/item-places.ts';
import { messageLabel, shownStates } from '../../../../shared/domain/letters/all-letters.ts';
import { marksNotInStatus } from '../../../../shared/domain/life/marks.ts';
import { pageLabel } from '../../../../shared/domain/pages.ts';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import { type ColumnName, requestFieldList } from '../../../../shared/domain/request-fields.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import { discardWords, slipKinds } from '../../../../shared/domain/slips/all-slips.ts';
import { printJobStates } from '../../../../shared/domain/slips/printing.ts';
import type { DoneStep } from '../../../../shared/ipc/calls/done-here.ts';
import type { SavedList } from '../../../../shared/ipc/calls/files.ts';
import type { LetterRow } from '../../../../shared/ipc/calls/letters.ts';
import type { RequestRow } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import type { TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { PrintJobView } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import type { DeskContext } from '../../desk/context.ts';
import { lettersListOf } from '../../desk/output/letters/letters.service.ts';
import { slipsListOf } from '../../desk/output/slips/slips.service.ts';
import { doneHereService } from '../../desk/queries/done-here/done-here.service.ts';
import { listService } from '../../desk/queries/list/list.service.ts';
import { todayService } from '../../desk/queries/today/today.service.ts';
import { loadSettingGroup } from '../../desk/records/settings/settings.service.ts';
import type { Cell, ExportTable } from './table-pieces.ts';

type Column<Row> = ExportTable['columns'][number] & { readonly of: (row: Row, timeZone: string) => Cell };

const column = <Row>(
  head: string,
  of: (row: Row, timeZone: string) => Cell,
  holds: Column<Row>['holds'] = 'text',
): Column<Row> => ({ head, holds, of });

const day = (date: CalendarDate | null): Cell => date && { day: date };
const moment = (at: Instant | null): Cell => at && { at };

/** A page of a list, as the pages' services return it. */
type ReadPage<Row> = (page: {
  readonly offset: number;
  readonly limit: number;
}) => Result<{ readonly total: number; readonly rows: readonly Row[] }>;

/** Rows per query. */
const rowBatchSize = 500;

function* rowsOf<Row>(
  read: ReadPage<Row>,
  total: number,
  cellsOf: (row: Row) => readonly Cell[],
): Generator<readonly Cell[]> {
  for (let offset = 0; offset < total; offset += rowBatchSize) {
    const page = read({ offset, limit: rowBatchSize });
    if (!page.ok) throw new Error(page.error.message);
    for (const row of page.value.rows) yield cellsOf(row);
    if (page.value.rows.length === 0) return;
  }
}

const tableOf = <Row>(
  name: string,
  columns: readonly Column<Row>[],
  read: ReadPage<Row>,
  timeZone: string,
): ExportTable => {
  const first = read({ offset: 0, limit: 1 });
  const total = first.ok ? first.value.total : 0;
  return {
    name,
    columns: columns.map(({ head, holds }) => ({ head, holds })),
    total,
    rows: rowsOf(read, total, (row) => columns.map(({ of }) => of(row, timeZone))),
  };
};

const label = (name: keyof typeof requestFieldList): string => requestFieldList[name].label;

const marksOfRow = (row: RequestRow | TodayRow, timeZone: string): string =>
  marksNotInStatus(row, { timeZone })
    .map(({ words }) => words)
    .join(' · ');

const requesterColumn = column<RequestRow>(label('requester'), ({ patronName }) => patronName);

/** The columns for each column of Borrowing Requests. Values that share one column on the page get separate columns here. */
const requestColumns: Readonly<Record<ColumnName, readonly Column<RequestRow>[]>> = {
  externalId: [column(label('externalId'), ({ externalId }) => externalId)],
  title: [
    column(label('title'), ({ title }) => title),
    column(label('author'), ({ author }) => author),
    requesterColumn,
  ],
  requester: [requesterColumn],
  partner: [column(label('partner'), ({ partnerName }) => partnerName)],
  status: [column(label('status'), ({ status }) => statusLabel(status))],
  attention: [
    column(t('Active notes'), ({ activeNotes }) => activeNotes, 'number'),
    column(t('Open issues'), marksOfRow),
  ],
  replyBy: [column(label('replyBy'), ({ condition }) => day(condition?.replyBy ?? null), 'day')],
  conditionReason: [column(t('Condition'), ({ condition }) => condition?.words ?? '')],
  pickup: [column(label('pickup'), ({ pickupName }) => pickupName)],
  patronDueOn: [column(label('patronDueOn'), ({ patronDueOn }) => day(patronDueOn), 'day')],
  dueOn: [column(label('dueOn'), ({ dueOn }) => day(dueOn), 'day')],
  items: [
    column(t('Barcodes'), ({ places }) => barcodesOf(places)),
    column(label('items'), ({ places }) => placesWords(places)),
    column(t('Received'), ({ volumesReceived }) => volumesReceived, 'number'),
    column(label('volumes'), ({ volumesExpected }) => volumesExpected, 'number'),
  ],
  createdAt: [column(label('createdAt'), ({ createdAt }) => moment(createdAt), 'moment')],
  updatedAt: [column(label('updatedAt'), ({ updatedAt }) => moment(updatedAt), 'moment')],
};

const barcodesOf = (places: readonly { readonly barcode: string }[]): string =>
  places
    .map(({ barcode }) => barcode)
    .filter((barcode) => barcode !== '')
    .join(', ');

const queueColumns: readonly Column<TodayRow>[] = [
  column(label('externalId'), ({ externalId }) => externalId),
  column(label('title'), ({ title }) => title),
  column(label('author'), ({ author }) => author),
  column(label('requester'), ({ patronName }) => patronName),
  column(label('partner'), ({ partnerName }) => partnerName),
  column(label('status'), ({ status }) => statusLabel(status)),
  column(t('Open issues'), marksOfRow),
  column(t('Waiting since'), ({ since }) => moment(since), 'moment'),
  column(label('patronDueOn'), ({ patronDueOn }) => day(patronDueOn), 'day'),
  column(label('dueOn'), ({ dueOn }) => day(dueOn), 'day'),
  column(label('replyBy'), ({ replyBy }) => day(replyBy), 'day'),
  column(t('Barcodes'), ({ places }) => barcodesOf(places)),
  column(
    t('Hold until'),
    ({ places }) => day(places.find(({ holdUntil }) => holdUntil !== null)?.holdUntil ?? null),
    'day',
  ),
  column(label('pickup'), ({ pickupName }) => pickupName),
  column(t('Note'), ({ note }) => note),
];

const letterColumns: readonly Column<LetterRow>[] = [
  column(t('Letter'), ({ recipient, kind }) => messageLabel(recipient, kind)),
  column(t('For'), ({ readerName }) => readerName),
  column(t('E-mail'), ({ readerEmail }) => readerEmail),
  column(t('Phone'), ({ readerPhone }) => readerPhone),
  column(t('State'), ({ state }) => shownStates[state].label),
  column(t('Note'), ({ note }) => note),
  column(t('External identifier'), ({ externalId }) => externalId),
  column(t('Title'), ({ title }) => title),
  column(t('Written'), ({ createdAt }) => moment(createdAt), 'moment'),
  column(t('Changed'), ({ updatedAt }) => moment(updatedAt), 'moment'),
];

const keyedWords = (row: DoneStep): string => {
  const { takenBack, reversed } = row;
  if (!takenBack) return isTicked(row) ? t('Yes') : t('No');
  return reversed ? t('Undone in the other system too') : t('Undone here; undo it in the other system too');
};

const doneColumns: readonly Column<DoneStep>[] = [
  column(t('When'), ({ at }) => moment(at), 'moment'),
  column(t('Step'), ({ name }) => name),
  column(t('Result'), ({ headline }) => headline),
  column(t('External identifier'), ({ externalId }) => externalId),
  column(t('Title'), ({ title }) => title),
  column(t('Item barcode'), ({ barcode }) => barcode),
  column(t('Patron'), ({ patronName }) => patronName),
  column(t('Card'), ({ patronBarcode }) => patronBarcode),
  column(t('Partner'), ({ partnerName }) => partnerName),
  column(t('Operator'), ({ operatorName }) => operatorName),
  column(t('Desk'), ({ deskName }) => deskName),
  column(t.in('in the other system', 'Done'), keyedWords),
  column(t('Done at'), ({ keyed }) => moment(keyed?.at ?? null), 'moment'),
  column(t('Done by'), ({ keyed }) => keyed?.operatorName ?? ''),
  column(t('Other system'), (row) => [sentLabel(row), row.sent?.words].filter(Boolean).join(': ')),
];

const slipColumns: readonly Column<PrintJobView>[] = [
  column(t('Slip'), ({ kind }) => slipKinds[kind].label),
  column(t('External identifier'), ({ externalId }) => externalId),
  column(t('Title'), ({ title }) => title),
  column(t('Item barcode'), ({ barcode }) => barcode),
  column(t('State'), ({ state }) => printJobStates[state].label),
  column(t('Note'), (slip) => discardWords(slip) ?? slip.note),
  column(t('Created'), ({ createdAt }) => moment(createdAt), 'moment'),
];

/** No limits: the whole list is sorted and searched in one go. */
const noLimits = { smallList: Infinity, entries: 0, hits: 10_000_000, searched: 10_000_000 } as const;

/** Returns the complete list that a page shows, with the rights of the operator who saves it. */
export const listTable = (context: DeskContext, wanted: SavedList): ExportTable => {
  const timeZone = context.timeZone();
  switch (wanted.list) {
    case 'requests': {
      const { list } = listService(context, noLimits);
      return tableOf<RequestRow>(
        t('Borrowing Requests'),
        [...new Set(wanted.columns.flatMap((name) => requestColumns[name]))],
        (page) => list({ query: wanted.query, sort: wanted.sort, ...page }),
        timeZone,
      );
    }
    case 'queue':
      return tableOf<TodayRow>(
        queueFacts(wanted.card).label,
        queueColumns,
        (page) => todayService(context).list({ card: wanted.card, ...page }),
        timeZone,
      );
    case 'letters':
      return tableOf<LetterRow>(
        t('Letters and messages'),
        letterColumns,
        (page) => lettersListOf(context, { show: wanted.show, ...page }),
        timeZone,
      );
    case 'done-here':
      return tableOf<DoneStep>(
        pageLabel('done-here', loadSettingGroup(context.db, 'otherSystem').name),
        doneColumns,
        (page) => doneHereService(context).list({ ...wanted.filter, ...page }),
        timeZone,
      );
    case 'slips':
      return tableOf<PrintJobView>(
        t('Slips'),
        slipColumns,
        (page) => slipsListOf(context, { only: wanted.only, ...page }),
        timeZone,
      );
  }
};
