import { marksNotInStatus, marksOf } from '../../../../shared/domain/life/marks.ts';
import { queueFacts, queueNames } from '../../../../shared/domain/queues.ts';
import { requestFieldList } from '../../../../shared/domain/request-fields.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { StatusWord } from '../../components/StatusBadge.tsx';
import { DayCell, WhenCell } from '../../components/table/cells/Days.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { Mark } from '../../components/table/cells/Marks.tsx';
import { Line, TextCell, TwoLines } from '../../components/table/cells/Text.tsx';
import { TitleCell } from '../../components/table/cells/Title.tsx';
import type { CellFacts, TableColumn, TableSpec } from '../../components/table/columns.ts';
import {
  buttonsPx,
  codePx,
  dayPx,
  nameWidths,
  statusPx,
  titleWidths,
  wantedPx,
  wordsPx,
} from '../../components/table/widths.ts';
import { cardSteps, dateOf, settlesConflicts, showsNotes, showsStatus } from './card-rules.ts';
import { partnerBelow } from '../../requests/partner-below.ts';
import { StepCell } from './StepCell.tsx';
import { t } from '../../../../shared/words/words.ts';

type Column = TableColumn<TodayRow>;

type TitleProps = { readonly card: TodayCardId; readonly row: TodayRow; readonly facts: CellFacts };

/** Title, author and requester, after icons for what the status does not say; or for everything open, if the list has no status. */
const Title = ({ card, row, facts }: TitleProps) => {
  const marks = showsStatus(card) ? marksNotInStatus(row, facts) : marksOf(row, facts.timeZone);
  return (
    <TitleCell
      title={row.title}
      author={row.author}
      reader={facts.hasColumn('requester') ? '' : row.patronName}
      facts={facts}
      marks={
        marks.length === 0
          ? null
          : marks.map(({ words, isUrgent }) => <Mark key={words} words={words} isUrgent={isUrgent} />)
      }
    />
  );
};

const volumeWords = ({ volumesReceived, volumesExpected }: TodayRow): string =>
  volumesReceived > 0 && (volumesExpected ?? 0) !== 1
    ? `${volumesReceived}${volumesExpected === null ? t(' received') : t(' of {volumesExpected} received', { volumesExpected })}`
    : '';

/** Volumes without a barcode are counted below. */
const barcodesOf = ({ places, volumesReceived }: TodayRow): string => {
  const codes = places.flatMap(({ barcode }) => barcode || []);
  return `${codes.join(', ')}${codes.length > 0 && volumesReceived > places.length && places.length === 3 ? ' …' : ''}`;
};

/** The step of the queue, at the end of the row. */
const stepColumn = (card: TodayCardId): readonly Column[] => {
  const words = cardSteps(card);
  if (words.length === 0) return [];
  return [
    {
      id: 'step',
      label: t('Step'),
      widthPx: () => buttonsPx(words),
      shown: true,
      isQuiet: true,
      cell: (row, { current }) => <StepCell card={card} request={row} current={current} />,
    },
  ];
};

const isPast = (date: CalendarDate | null, today: CalendarDate): boolean => date !== null && date < today;

/** Whether the queue's date or the waiting time is past, which determines the row's colour. */
const isLate = (card: TodayCardId, row: TodayRow, { today }: CellFacts): boolean => {
  const date = dateOf(card);
  return row.past || (date !== null && date.counts(row) && isPast(date.of(row), today));
};

/** The date that the queue is about. */
const dateColumn = (card: TodayCardId): readonly Column[] => {
  const date = dateOf(card);
  if (date === null) return [];
  return [
    {
      id: 'date',
      label: date.label,
      widthPx: date.isWanted ? wantedPx : dayPx,
      shown: true,
      // In these queues the date is not the main information.
      ...((showsNotes(card) || queueFacts(card).group === 'waiting') && { givesWay: 4 }),
      has: (row) => date.of(row) !== null,
      cell: (row, facts) => (
        <DayCell
          date={date.of(row)}
          counts={date.counts(row)}
          recalledBy={date.isWanted ? row.openSince.backBy : null}
          facts={facts}
        />
      ),
    },
  ];
};

/** Queues whose notes contain the partner's condition; these are hidden before the reply date. */
const asksInNote: readonly TodayCardId[] = ['conditional', 'past-reply'];

const noteColumn = (card: TodayCardId): readonly Column[] => {
  if (!showsNotes(card) && !asksInNote.includes(card)) return [];
  return [
    {
      id: 'note',
      label: card === 'needs-person' ? t('Reason') : t('Note'),
      // For a conflict, both values must be readable before choosing one.
      widthPx: settlesConflicts(card) ? 320 : 150,
      leastPx: 120,
      grow: 0.6,
      ...(!showsNotes(card) && { givesWay: 1 }),
      shown: true,
      has: ({ note }) => note !== '',
      cell: ({ note }, { compact }) => <TextCell text={note} compact={compact} />,
    },
  ];
};

const identifierColumn: Column = {
  id: 'externalId',
  label: requestFieldList.externalId.label,
  widthPx: codePx(13),
  shown: true,
  name: (row, facts) => `${row.externalId} ${partnerBelow(row, facts)}`.trim(),
  cell: (row, facts) => (
    <Identifier text={row.externalId} current={facts.current} below={partnerBelow(row, facts)} />
  ),
};

const peopleColumns: readonly Column[] = [
  {
    id: 'requester',
    label: t('Requester'),
    ...nameWidths,
    // The title column already contains it.
    shown: false,
    has: ({ patronName }) => patronName !== '',
    cell: ({ patronName }) => <Line text={patronName} />,
  },
  {
    id: 'partner',
    label: t('Partner'),
    ...nameWidths,
    givesWay: 5,
    shown: true,
    has: ({ partnerName }) => partnerName !== '',
    cell: ({ partnerName }) => <Line text={partnerName} />,
  },
];

/** How much of a set is here: what its queue is about. */
const setColumn = (card: TodayCardId): readonly Column[] =>
  card === 'sets-unfinished'
    ? [
        {
          id: 'volumes',
          label: t('Volumes'),
          widthPx: wordsPx([t('{received} of {expected}', { received: 88, expected: 88 })]),
          shown: true,
          cell: ({ volumesReceived: received, volumesExpected: expected }) => (
            <Line
              text={
                expected === null ? String(received) : t('{received} of {expected}', { received, expected })
              }
            />
          ),
        },
      ]
    : [];

const itemColumns: readonly Column[] = [
  {
    id: 'items',
    label: t('Items'),
    widthPx: 130,
    givesWay: 2,
    grow: 0.2,
    shown: true,
    has: ({ places }) => places.some(({ barcode }) => barcode !== ''),
    cell: (row, { compact }) => (
      <TwoLines text={barcodesOf(row)} below={volumeWords(row)} compact={compact} />
    ),
  },
  {
    id: 'pickup',
    label: t('Pickup location'),
    widthPx: 165,
    givesWay: 1,
    shown: true,
    has: ({ pickupName }) => pickupName !== '',
    cell: ({ pickupName }) => <Line text={pickupName} />,
  },
];

/** How long it has waited. */
const sinceColumn = (card: TodayCardId): Column => ({
  id: 'since',
  label: t('Waiting since'),
  widthPx: dayPx,
  shown: queueFacts(card).group === 'waiting',
  has: ({ since }) => since !== null,
  cell: ({ since, past }, facts) => since && <WhenCell at={since} isLate={past} facts={facts} />,
});

/** Queues that are about a date, which comes first. */
const ofDates: readonly TodayCardId[] = [
  'recalled',
  'past-reply',
  'patron-overdue',
  'partner-overdue',
  'not-picked-up',
  'conditional',
  'due-soon',
];

const columnsOf = (card: TodayCardId): readonly Column[] => {
  const days = [...dateColumn(card), sinceColumn(card)];
  const leading = ofDates.includes(card) ? 'date' : queueFacts(card).group === 'waiting' ? 'since' : null;
  return [
    identifierColumn,
    ...days.filter(({ id }) => id === leading),
    ...noteColumn(card),
    {
      id: 'title',
      label: t('Title'),
      ...titleWidths,
      shown: true,
      cell: (row, facts) => <Title card={card} row={row} facts={facts} />,
    },
    ...setColumn(card),
    ...peopleColumns,
    ...days.filter(({ id }) => id !== leading),
    {
      id: 'status',
      label: t('Status'),
      widthPx: statusPx,
      givesWay: 3,
      shown: showsStatus(card),
      cell: (row, facts) => <StatusWord status={row.status} isLate={isLate(card, row, facts)} />,
    },
    ...itemColumns,
    ...stepColumn(card),
  ];
};

const tableOf = (card: TodayCardId): TableSpec<TodayRow> => ({
  // Each queue stores its own columns: notes and dates need different ones.
  id: `today.${card}`,
  label: queueFacts(card).label,
  keyOf: ({ id }) => id,
  nameOf: ({ externalId }) => externalId,
  frozen: 1,
  columns: columnsOf(card),
});

const tables = new Map(queueNames.map((card) => [card, tableOf(card)]));

/** The table of a queue, cached. */
export const todayTable = (card: TodayCardId): TableSpec<TodayRow> => tables.get(card) ?? tableOf(card);
