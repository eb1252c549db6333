import { marksBesideStatus, marksOf } from '../../../../shared/domain/life/marks.ts';
import { queueFacts, queueNames } from '../../../../shared/domain/queues.ts';
import { requestFieldList } from '../../../../shared/domain/request-fields.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import { StatusBadge } from '../../components/StatusBadge.tsx';
import { DayCell, WhenCell } from '../../components/table/cells/Days.tsx';
import { Identifier } from '../../components/table/cells/Identifier.tsx';
import { Mark, WithMarks } from '../../components/table/cells/Marks.tsx';
import { TextCell, TwoLines } from '../../components/table/cells/Text.tsx';
import type { CellFacts, TableColumn, TableSpec } from '../../components/table/columns.ts';
import { cardSteps, dateOf, settlesConflicts, showsNotes, showsStatus, stepButtonsPx } from './card-rules.ts';
import { StepCell } from './StepCell.tsx';
import { t } from '../../../../shared/words/words.ts';

type Column = TableColumn<TodayRow>;

type TitleProps = { readonly card: TodayCardId; readonly row: TodayRow; readonly facts: CellFacts };

/** Title and author, behind what is open besides the status; all that is open, where the list does not show that. */
const Title = ({ card, row, facts }: TitleProps) => {
  const text = <TwoLines text={row.title} below={row.author} compact={facts.compact} />;
  const marks = showsStatus(card) ? marksBesideStatus(row, facts) : marksOf(row, facts.timeZone);
  if (marks.length === 0) return text;
  return (
    <WithMarks
      marks={marks.map(({ words, isLoud }) => (
        <Mark key={words} words={words} isLoud={isLoud} />
      ))}
    >
      {text}
    </WithMarks>
  );
};

const volumeWords = ({ volumesReceived, volumesExpected }: TodayRow): string =>
  volumesReceived > 0 && (volumesExpected ?? 0) !== 1
    ? `${volumesReceived}${volumesExpected === null ? t(' received') : t(' of {volumesExpected} received', { volumesExpected })}`
    : '';

const barcodesOf = ({ places, volumesReceived }: TodayRow): string =>
  `${places.map(({ barcode }) => barcode).join(', ')}${volumesReceived > places.length && places.length === 3 ? ' …' : ''}`;

/** The step of the queue, in sight before everything else of the row. */
const stepColumn = (card: TodayCardId): readonly Column[] => {
  if (cardSteps(card).length === 0) return [];
  return [
    {
      id: 'step',
      label: t('Step'),
      widthPx: stepButtonsPx(card),
      shown: true,
      // The details offer it themselves.
      givesWay: 1,
      cell: (row, { current }) => <StepCell card={card} request={row} current={current} />,
    },
  ];
};

/** The date that the queue is about. */
const dateColumn = (card: TodayCardId): readonly Column[] => {
  const date = dateOf(card);
  if (date === null) return [];
  return [
    {
      id: 'date',
      label: date.label,
      widthPx: 106,
      shown: true,
      cell: (row, facts) => <DayCell date={date.of(row)} counts={date.counts(row)} facts={facts} />,
    },
  ];
};

const noteColumn = (card: TodayCardId): readonly Column[] => {
  if (!showsNotes(card)) return [];
  return [
    {
      id: 'note',
      label: card === 'needs-person' ? t('Reason') : t('Note'),
      // Of a conflict both values are read before one is taken.
      widthPx: settlesConflicts(card) ? 360 : 180,
      grow: 3,
      givesWay: 4,
      shown: true,
      cell: ({ note }, { compact }) => <TextCell text={note} compact={compact} />,
    },
  ];
};

const identifierColumn: Column = {
  id: 'externalId',
  label: requestFieldList.externalId.label,
  widthPx: 146,
  shown: true,
  name: ({ externalId }) => externalId,
  cell: ({ externalId }, { current }) => <Identifier text={externalId} current={current} />,
};

const peopleColumns: readonly Column[] = [
  {
    id: 'requester',
    label: t('Requester'),
    widthPx: 110,
    grow: 0.5,
    shown: true,
    cell: ({ patronName }, { compact }) => <TextCell text={patronName} compact={compact} />,
  },
  {
    id: 'partner',
    label: t('Partner'),
    widthPx: 110,
    grow: 0.7,
    shown: true,
    cell: ({ partnerName }, { compact }) => <TextCell text={partnerName} compact={compact} />,
  },
];

const itemColumns: readonly Column[] = [
  {
    id: 'items',
    label: t('Items'),
    widthPx: 130,
    givesWay: 3,
    grow: 0.4,
    shown: true,
    cell: (row, { compact }) => (
      <TwoLines text={barcodesOf(row)} below={volumeWords(row)} compact={compact} />
    ),
  },
  {
    id: 'pickup',
    label: t('Pickup location'),
    widthPx: 120,
    givesWay: 2,
    shown: true,
    cell: ({ pickupName }, { compact }) => <TextCell text={pickupName} compact={compact} />,
  },
];

const columnsOf = (card: TodayCardId): readonly Column[] => [
  identifierColumn,
  ...stepColumn(card),
  ...noteColumn(card),
  {
    id: 'title',
    label: t('Title'),
    widthPx: 146,
    grow: 2,
    shown: true,
    cell: (row, facts) => <Title card={card} row={row} facts={facts} />,
  },
  ...peopleColumns,
  ...dateColumn(card),
  {
    id: 'since',
    label: t('Waiting since'),
    widthPx: 106,
    shown: queueFacts(card).group === 'waiting',
    cell: ({ since, past }, facts) => <WhenCell at={since} isLate={past} facts={facts} />,
  },
  {
    id: 'status',
    label: t('Status'),
    widthPx: 112,
    shown: showsStatus(card),
    cell: ({ status }) => <StatusBadge status={status} short />,
  },
  ...itemColumns,
];

const tableOf = (card: TodayCardId): TableSpec<TodayRow> => ({
  // Each queue keeps its own: a note is looked at in another way than a date.
  id: `today.${card}`,
  label: queueFacts(card).label,
  keyOf: ({ id }) => id,
  nameOf: ({ externalId }) => externalId,
  frozen: 1,
  columns: columnsOf(card),
});

const tables = new Map(queueNames.map((card) => [card, tableOf(card)]));

/** The table of a queue: the same all the time. */
export const todayTable = (card: TodayCardId): TableSpec<TodayRow> => tables.get(card) ?? tableOf(card);
