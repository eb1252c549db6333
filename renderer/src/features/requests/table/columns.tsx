import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconClock from '@tabler/icons-react/icons/IconClock';
import IconMessageExclamation from '@tabler/icons-react/icons/IconMessageExclamation';
import type { ReactNode } from 'react';
import {
  calendarDateIn,
  formatDate,
  formatInstant,
  relativeDate,
} from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import { isItemStatus, itemStatuses } from '../../../../../shared/domain/item-status.ts';
import type { ColumnName } from '../../../../../shared/domain/request-fields.ts';
import { requestFieldList } from '../../../../../shared/domain/request-fields.ts';
import type { SortColumn } from '../../../../../shared/domain/request-list.ts';
import { outStatuses } from '../../../../../shared/domain/request-list.ts';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { conditionWords } from '../condition-words.ts';
import { requestsStore } from '../../../shell/requests/use-requests.ts';
import classes from './RequestTable.module.css';

/** What cells need besides their row. */
export type CellFacts = {
  readonly today: CalendarDate;
  readonly timeZone: string;
  readonly compact: boolean;
  /** Whether the row is the one that the keys are on: only its controls are stops of the Tab key. */
  readonly current: boolean;
};

export type Column = {
  readonly id: string;
  readonly label: string;
  /** Width as the grid takes it. */
  readonly width: string;
  readonly sort: SortColumn | null;
  /** Whether it is shown before a person chooses. */
  readonly shown: boolean;
  readonly cell: (row: RequestRow, facts: CellFacts) => ReactNode;
};

/** Long enough for any cell; a text of ten thousand letters in each row would make scrolling heavy. */
const cellLength = 240;
const cut = (text: string): string => (text.length > cellLength ? `${text.slice(0, cellLength)}…` : text);

const Line = ({ text }: { readonly text: string }) => (
  <bdi className={classes['line']} title={text.slice(0, 1000)}>
    {cut(text)}
  </bdi>
);

const Title = ({ row, compact }: { readonly row: RequestRow; readonly compact: boolean }) =>
  compact ? (
    <Line text={row.author === '' ? row.title : `${row.title} · ${row.author}`} />
  ) : (
    <>
      <Line text={row.title} />
      <span className={classes['faint']}>
        <Line text={row.author} />
      </span>
    </>
  );

const NotesLink = ({ row, current }: { readonly row: RequestRow; readonly current: boolean }) => (
  <a
    className={classes['notes']}
    href={`#/requests/${row.id}`}
    tabIndex={current ? 0 : -1}
    onClick={(event) => {
      event.preventDefault();
      event.stopPropagation();
      requestsStore().send({ type: 'details.opened', requestId: row.id, at: 'notes', takesFocus: true });
    }}
  >
    <IconMessageExclamation size={16} aria-hidden />
    <span>Request with active notes</span>
  </a>
);

const Attention = ({ row, facts }: { readonly row: RequestRow; readonly facts: CellFacts }) => {
  const words = row.condition && conditionWords(row.condition, facts);
  return (
    <>
      {words && (
        <span className={classes['condition']} data-loud={words.loud || undefined} title={words.full}>
          {words.loud ? <IconAlertTriangle size={16} aria-hidden /> : <IconClock size={16} aria-hidden />}
          <span>{words.short}</span>
        </span>
      )}
      {row.activeNotes > 0 && <NotesLink row={row} current={facts.current} />}
    </>
  );
};

const Day = ({
  date,
  today,
  compact,
  loud,
}: { date: CalendarDate; loud: boolean } & Pick<CellFacts, 'today' | 'compact'>) => (
  <time dateTime={date} title={`${date}, ${relativeDate(date, today)}`} className={classes['day']}>
    <span className={loud ? classes['late'] : undefined}>
      {loud && compact && 'Overdue: '}
      {formatDate(date)}
    </span>
    {!compact && (
      <span className={loud ? classes['late'] : classes['faint']}>
        {loud ? 'overdue, ' : ''}
        {relativeDate(date, today)}
      </span>
    )}
  </time>
);

const When = ({ at, facts }: { readonly at: Instant | null; readonly facts: CellFacts }) => {
  if (at === null) return null;
  const date = calendarDateIn(new Date(at), facts.timeZone);
  return (
    <time dateTime={at} title={formatInstant(at, facts.timeZone)} className={classes['day']}>
      <span>{formatDate(date)}</span>
      {!facts.compact && <span className={classes['faint']}>{relativeDate(date, facts.today)}</span>}
    </time>
  );
};

type Place = RequestRow['places'][number];

const placeWords = ({ status, deskName, destinationName }: Place): string => {
  const label = isItemStatus(status) ? itemStatuses[status].label : status;
  if (status === 'in-transit' && destinationName !== '') return `${label} to ${destinationName}`;
  return status === 'on-hold-shelf' && deskName !== '' ? `${label}, ${deskName}` : label;
};

/** Where the volumes are; with several places, how many are at each: `2 on loan · 1 on hold shelf, Main Desk`. */
const placesWords = (places: readonly Place[]): string =>
  places.length === 1
    ? places.map(placeWords).join('')
    : places
        .map(
          (place) => `${place.count} ${placeWords(place).replace(/^./u, (letter) => letter.toLowerCase())}`,
        )
        .join(' · ');

const Items = ({ row }: { readonly row: RequestRow }) => {
  const [first] = row.places;
  if (!first) return null;
  const of = row.volumesExpected === null ? '' : ` of ${row.volumesExpected}`;
  return (
    <>
      <Line
        text={
          row.volumesReceived > 1 ? `${first.barcode} and ${row.volumesReceived - 1} more` : first.barcode
        }
      />
      <span className={classes['faint']}>
        <Line
          text={`${placesWords(row.places)}${(row.volumesExpected ?? 1) > 1 ? ` · ${row.volumesReceived}${of}` : ''}`}
        />
      </span>
    </>
  );
};

/** A column as it is drawn: its width as the grid takes it, and its cell. */
type Drawn = readonly [width: string, cell: Column['cell']];

/**
 * How each column is drawn, in the order of the table. The first four fit beside the filters at
 * 1280 pixels: the link to the notes is a step that staff were trained in.
 */
const drawn: Readonly<Record<ColumnName, Drawn>> = {
  externalId: ['9.75rem', (row) => <Line text={row.externalId} />],
  title: ['minmax(10.5rem, 1fr)', (row, { compact }) => <Title row={row} compact={compact} />],
  status: ['var(--status-column)', (row) => <StatusBadge status={row.status} />],
  attention: ['minmax(13.25rem, 1.26fr)', (row, facts) => <Attention row={row} facts={facts} />],
  requester: ['9rem', (row) => <Line text={row.patronName} />],
  partner: ['10rem', (row) => <Line text={row.partnerName} />],
  dueOn: [
    '9.5rem',
    (row, { today, compact }) =>
      row.dueOn && (
        <Day
          date={row.dueOn}
          today={today}
          compact={compact}
          loud={row.dueOn < today && (outStatuses as readonly string[]).includes(row.status)}
        />
      ),
  ],
  pickup: ['9.5rem', (row) => <Line text={row.pickupName} />],
  items: ['11rem', (row) => <Items row={row} />],
  createdAt: ['7.5rem', (row, facts) => <When at={row.createdAt} facts={facts} />],
  updatedAt: ['7.5rem', (row, facts) => <When at={row.updatedAt} facts={facts} />],
};

/** Every column that the table can show, in its order; what is the same everywhere stands in the list of fields. */
export const columns: readonly Column[] = (Object.entries(drawn) as [ColumnName, Drawn][]).map(
  ([id, [width, cell]]) => {
    const { label, ...facts } = requestFieldList[id];
    return {
      id,
      label: 'label' in facts.column ? facts.column.label : label,
      width,
      sort: 'sorts' in facts ? (id as SortColumn) : null,
      shown: facts.column.shown,
      cell,
    };
  },
);
