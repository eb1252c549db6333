import IconAlertTriangle from '@tabler/icons-react/icons/IconAlertTriangle';
import IconClock from '@tabler/icons-react/icons/IconClock';
import { placesWords } from '../../../../../shared/domain/item-places.ts';
import type { ColumnName } from '../../../../../shared/domain/request-fields.ts';
import { requestFieldList } from '../../../../../shared/domain/request-fields.ts';
import { dueStageOf } from '../../../../../shared/domain/life/due-stage.ts';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import { StatusBadge } from '../../../components/StatusBadge.tsx';
import { DayCell, WhenCell } from '../../../components/table/cells/Days.tsx';
import { Identifier } from '../../../components/table/cells/Identifier.tsx';
import { Mark, NotesLink, WithMarks } from '../../../components/table/cells/Marks.tsx';
import { TextCell, TwoLines } from '../../../components/table/cells/Text.tsx';
import type { CellFacts, Direction, TableColumn, TableSpec } from '../../../components/table/columns.ts';
import { conditionWords } from '../../../requests/condition-words.ts';
import { hashOf } from '../../../places/routes.ts';
import { openDetails } from '../../../requests/details/open-details.ts';
import { marksBesideStatus } from '../../../../../shared/domain/life/marks.ts';
import classes from './RequestTable.module.css';
import { t } from '../../../../../shared/words/words.ts';

/** Title and author, behind the notes and the open questions. */
const Title = ({ row, facts }: { readonly row: RequestRow; readonly facts: CellFacts }) => {
  const condition = row.condition && conditionWords(row.condition, facts);
  const marks = [
    ...marksBesideStatus(row, facts),
    ...(condition?.loud ? [{ words: condition.short, isLoud: true }] : []),
  ];
  const text = <TwoLines text={row.title} below={row.author} compact={facts.compact} />;
  if (marks.length === 0 && row.activeNotes === 0) return text;
  return (
    <WithMarks
      marks={
        <>
          {row.activeNotes > 0 && (
            <NotesLink
              label={t('Request with active notes')}
              count={row.activeNotes}
              href={hashOf({ page: 'requests', request: row.id, view: null })}
              current={facts.current}
              open={() => openDetails(row.id, 'notes')}
            />
          )}
          {marks.map(({ words, isLoud }) => (
            <Mark key={words} words={words} isLoud={isLoud} />
          ))}
        </>
      }
    >
      {text}
    </WithMarks>
  );
};

/** The open questions and the condition, in words. */
const Attention = ({ row, facts }: { readonly row: RequestRow; readonly facts: CellFacts }) => {
  const condition = row.condition && conditionWords(row.condition, facts);
  const marks = marksBesideStatus(row, facts);
  const isLoud = marks.some((mark) => mark.isLoud) || condition?.loud === true;
  const words = [...marks.map((mark) => mark.words), ...(condition ? [condition.short] : [])].join(' · ');
  if (words === '') return null;
  const Icon = isLoud ? IconAlertTriangle : IconClock;
  return (
    <span
      className={classes['attention']}
      data-loud={isLoud || undefined}
      title={[...marks.map((mark) => mark.words), condition?.full ?? ''].filter(Boolean).join(' · ')}
    >
      <Icon size={16} aria-hidden />
      <TextCell text={words} compact={facts.compact} />
    </span>
  );
};

const Items = ({ row, compact }: { readonly row: RequestRow; readonly compact: boolean }) => {
  const [first] = row.places;
  if (!first) return null;
  const of =
    row.volumesExpected === null ? '' : t(' of {volumesExpected}', { volumesExpected: row.volumesExpected });
  const more =
    row.volumesReceived > 1
      ? t(' and {volumesReceived} more', { volumesReceived: row.volumesReceived - 1 })
      : '';
  const came = (row.volumesExpected ?? 1) > 1 ? ` · ${row.volumesReceived}${of}` : '';
  return (
    <TwoLines
      text={`${first.barcode}${more}`}
      below={`${placesWords(row.places)}${came}`}
      compact={compact}
    />
  );
};

/** How a column is drawn. Widths in pixels. */
type Drawn = Pick<TableColumn<RequestRow>, 'widthPx' | 'grow' | 'cell' | 'name' | 'givesWay'>;

/**
 * How each column is drawn, in the order of the table. The first six stand beside the details at 1280 pixels: by them a
 * request is found and told from others. The others give way to the details, which say the same.
 */
const drawn: Readonly<Record<ColumnName, Drawn>> = {
  externalId: {
    widthPx: 146,
    name: ({ externalId }) => externalId,
    cell: (row, { current }) => <Identifier text={row.externalId} current={current} />,
  },
  title: { widthPx: 146, grow: 2, cell: (row, facts) => <Title row={row} facts={facts} /> },
  requester: {
    widthPx: 110,
    grow: 0.4,
    cell: (row, { compact }) => <TextCell text={row.patronName} compact={compact} />,
  },
  partner: {
    widthPx: 110,
    grow: 0.6,
    cell: (row, { compact }) => <TextCell text={row.partnerName} compact={compact} />,
  },
  status: { widthPx: 112, cell: (row) => <StatusBadge status={row.status} short /> },
  dueOn: {
    widthPx: 106,
    cell: (row, facts) => <DayCell date={row.dueOn} counts={dueStageOf(row.life) === 'out'} facts={facts} />,
  },
  patronDueOn: {
    widthPx: 106,
    givesWay: 4,
    cell: (row, facts) => <DayCell date={row.patronDueOn} counts facts={facts} />,
  },
  attention: {
    widthPx: 180,
    grow: 1,
    givesWay: 6,
    cell: (row, facts) => <Attention row={row} facts={facts} />,
  },
  pickup: {
    widthPx: 120,
    givesWay: 3,
    cell: (row, { compact }) => <TextCell text={row.pickupName} compact={compact} />,
  },
  items: { widthPx: 180, givesWay: 5, cell: (row, { compact }) => <Items row={row} compact={compact} /> },
  createdAt: {
    widthPx: 100,
    givesWay: 1,
    cell: (row, facts) => <WhenCell at={row.createdAt} facts={facts} />,
  },
  updatedAt: {
    widthPx: 100,
    givesWay: 2,
    cell: (row, facts) => <WhenCell at={row.updatedAt} facts={facts} />,
  },
};

/** Dates of the past begin with the newest, everything else with A or the first day. */
const sortsOf = (id: string, facts: object): { readonly sorts?: Direction } => {
  if (!('sorts' in facts)) return {};
  return { sorts: id === 'createdAt' || id === 'updatedAt' ? 'descending' : 'ascending' };
};

/** The table of Borrowing Requests; what is the same everywhere about its columns stands in the list of fields. */
export const requestTable: TableSpec<RequestRow> = {
  id: 'requests',
  label: t('Requests'),
  keyOf: ({ id }) => id,
  nameOf: ({ externalId }) => externalId,
  frozen: 1,
  columns: (Object.entries(drawn) as [ColumnName, Drawn][]).map(([id, how]) => {
    const { label, ...facts } = requestFieldList[id];
    return {
      id,
      label: 'label' in facts.column ? facts.column.label : label,
      shown: facts.column.shown,
      ...sortsOf(id, facts),
      ...how,
    };
  }),
};
