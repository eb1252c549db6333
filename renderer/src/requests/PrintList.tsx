import type { ReactNode } from 'react';
import { formatDate } from '../../../shared/domain/dates.ts';
import { requestFieldList } from '../../../shared/domain/request-fields.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';
import { statusLabel } from '../../../shared/domain/request-status.ts';
import type { RequestSummary } from '../../../shared/ipc/views.ts';
import { PrintTable } from './PrintTable.tsx';
import { showFailed } from './list-runner.ts';
import { t } from '../../../shared/words/words.ts';

/** A request as printed. */
type PaperRow = RequestSummary & {
  readonly places: readonly { readonly barcode: string; readonly holdUntil?: CalendarDate | null }[];
};

type PaperList = { readonly total: number; readonly rows: readonly PaperRow[] };

const untilOf = ({ places }: PaperRow): string => {
  const until = places.map(({ holdUntil }) => holdUntil).find((date) => (date ?? null) !== null);
  return until ? formatDate(until) : '';
};

const heads = [
  t('Title, author'),
  t('Identifier, items'),
  t('Requester'),
  t('Partner'),
  requestFieldList.patronDueOn.label,
  requestFieldList.dueOn.label,
  t('Hold until'),
  t('Status'),
];

const cellsOf = (row: PaperRow): readonly ReactNode[] => [
  <>
    <bdi>{row.title}</bdi>
    {row.author !== '' && (
      <>
        <br />
        <bdi>{row.author}</bdi>
      </>
    )}
  </>,
  <>
    {row.externalId}
    <br />
    {row.places.map(({ barcode }) => barcode).join(', ')}
  </>,
  <bdi key="patron">{row.patronName}</bdi>,
  <bdi key="partner">{row.partnerName}</bdi>,
  row.patronDueOn === null ? '' : formatDate(row.patronDueOn),
  row.wantedOn === null
    ? ''
    : row.wantedOn === row.openSince.backBy
      ? t('Back by {day}', { day: formatDate(row.wantedOn) })
      : formatDate(row.wantedOn),
  untilOf(row),
  statusLabel(row.status),
];

type PrintListProps = {
  readonly title: string;
  readonly deskName: string;
  /** Shows only an icon. */
  readonly iconOnly?: boolean;
  readonly read: () => Promise<PaperList>;
};

/**
 * Prints a whole list of requests, to take along to the shelf.
 * @param read loads its rows, `maxRows` at most
 */
export const PrintList = ({ read, ...facts }: PrintListProps) => (
  <PrintTable
    {...facts}
    what="requests"
    heads={heads}
    failed={showFailed}
    read={async () => {
      const { total, rows } = await read();
      return { total, rows: rows.map((row) => ({ key: row.id, cells: cellsOf(row) })) };
    }}
  />
);
