import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon, Button } from '@mantine/core';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatDate, formatInstant } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { RequestSummary } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { useTimeZone } from '../../components/today.ts';
import { requestsStore } from './use-requests.ts';
import classes from './PrintList.module.css';

/** More than this on paper is no list to walk along a shelf with. */
export const mostRows = 500;

/** A request as the paper shows it. */
type PaperRow = RequestSummary & {
  readonly places: readonly { readonly barcode: string; readonly holdUntil?: CalendarDate | null }[];
};

export type PaperList = { readonly total: number; readonly rows: readonly PaperRow[] };

const untilOf = ({ places }: PaperRow): string => {
  const until = places.map(({ holdUntil }) => holdUntil).find((date) => (date ?? null) !== null);
  return until ? formatDate(until) : '';
};

const Line = ({ row }: { readonly row: PaperRow }) => (
  <tr>
    <td aria-label="Done">☐</td>
    <td>
      <bdi>{row.title}</bdi>
      {row.author !== '' && (
        <>
          <br />
          <bdi>{row.author}</bdi>
        </>
      )}
    </td>
    <td>
      {row.externalId}
      <br />
      {row.places.map(({ barcode }) => barcode).join(', ')}
    </td>
    <td>
      <bdi>{row.patronName}</bdi>
    </td>
    <td>
      <bdi>{row.partnerName}</bdi>
    </td>
    <td>{row.dueOn === null ? '' : formatDate(row.dueOn)}</td>
    <td>{untilOf(row)}</td>
    <td>{statusLabel(row.status)}</td>
  </tr>
);

const heads = [
  '',
  'Title, author',
  'Identifier, items',
  'Requester',
  'Partner',
  'Due back',
  'On shelf until',
  'Status',
];

const Paper = ({
  title,
  list: { rows, total },
  deskName,
  ended,
}: {
  readonly title: string;
  readonly list: PaperList;
  readonly deskName: string;
  readonly ended: () => void;
}) => {
  const timeZone = useTimeZone();
  const [at] = useState(() => formatInstant(new Date().toISOString() as Instant, timeZone));
  useEffect(() => {
    addEventListener('afterprint', ended, { once: true });
    print();
    return () => removeEventListener('afterprint', ended);
  }, [ended]);
  return createPortal(
    <div className={classes['paper']}>
      <h1>{title}</h1>
      <p>
        {deskName}, {at} · {rows.length < total ? `the first ${rows.length} of ${total}` : total} requests
      </p>
      <table>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Line key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>,
    document.body,
  );
};

const hint = 'Print the whole list, with a box to tick for each';

/**
 * Puts a whole list on paper, to walk along the shelf with: the system asks for the printer, or makes a PDF.
 * @param read reads its rows, `mostRows` at most
 */
export const PrintList = ({
  title,
  deskName,
  iconOnly = false,
  read,
}: {
  readonly title: string;
  readonly deskName: string;
  /** Where there is no room for the words. */
  readonly iconOnly?: boolean;
  readonly read: () => Promise<PaperList>;
}) => {
  const [list, setList] = useState<PaperList | null>(null);
  const [ended] = useState(() => () => setList(null));
  const print = async (): Promise<void> => {
    try {
      setList(await read());
    } catch (error) {
      requestsStore().send({ type: 'refused', message: sentenceOf(error) });
    }
  };
  return (
    <>
      {iconOnly ? (
        <ActionIcon
          variant="default"
          size={30}
          aria-label="Print list"
          title={hint}
          onClick={() => void print()}
        >
          <IconPrinter size={18} aria-hidden />
        </ActionIcon>
      ) : (
        <Button
          size="compact-md"
          variant="default"
          leftSection={<IconPrinter size={18} aria-hidden />}
          title={hint}
          onClick={() => void print()}
        >
          Print list
        </Button>
      )}
      {list && <Paper title={title} list={list} deskName={deskName} ended={ended} />}
    </>
  );
};
