import { Button } from '@mantine/core';
import IconPrinter from '@tabler/icons-react/icons/IconPrinter';
import { useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatDate, formatInstant } from '../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { statusLabel } from '../../../../shared/domain/request-status.ts';
import type { Output } from '../../../../shared/ipc/contract.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { useTimeZone } from '../../components/today.ts';
import { requestsActor } from '../requests/requests-actor.ts';
import { cardTitles } from './card-titles.ts';
import classes from './PrintList.module.css';

/** More than this on paper is no list to walk along a shelf with. */
const mostRows = 500;

const untilOf = ({ places }: TodayRow): string => {
  const until = places.map(({ holdUntil }) => holdUntil).find((date) => date !== null);
  return until ? formatDate(until) : '';
};

const Line = ({ row }: { readonly row: TodayRow }) => (
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
      <bdi>{row.lenderName}</bdi>
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
  'Lender',
  'Due back',
  'On shelf until',
  'Status',
];

const Paper = ({
  card,
  list: { rows, total },
  deskName,
  ended,
}: {
  readonly card: TodayCardId;
  readonly list: Output<'today.list'>;
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
      <h1>{cardTitles[card]}</h1>
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

/** Puts the whole list of a card on paper, to walk along the shelf with: the system asks for the printer, or makes a PDF. */
export const PrintList = ({ card, state }: { readonly card: TodayCardId; readonly state: AppState }) => {
  const [list, setList] = useState<Output<'today.list'> | null>(null);
  const [ended] = useState(() => () => setList(null));
  const read = async (): Promise<void> => {
    try {
      setList(await ask('today.list', { card, offset: 0, limit: mostRows }));
    } catch (error) {
      requestsActor().send({ type: 'refused', message: sentenceOf(error) });
    }
  };
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        leftSection={<IconPrinter size={18} aria-hidden />}
        title="Print the whole list, with a box to tick for each"
        onClick={() => void read()}
      >
        Print list
      </Button>
      {list && <Paper card={card} list={list} deskName={state.desk.name} ended={ended} />}
    </>
  );
};
