import { type ColumnName, requestFieldList } from '../../../../../shared/domain/request-fields.ts';
import type { ReadyView } from '../../../../../shared/domain/request-list.ts';
import type { RequestRow } from '../../../../../shared/ipc/request-views.ts';
import { t } from '../../../../../shared/words/words.ts';
import type { Direction, TableColumn, TableSpec } from '../../../components/table/columns.ts';
import { drawnColumns } from './columns.tsx';

/** Past dates sort newest first, everything else from A or from the earliest day. */
const sortsOf = (id: string, facts: object): { readonly sorts?: Direction } => {
  if (!('sorts' in facts)) return {};
  return { sorts: id === 'createdAt' || id === 'updatedAt' ? 'descending' : 'ascending' };
};

const columnOf = (id: ColumnName): TableColumn<RequestRow> => {
  const { label, ...facts } = requestFieldList[id];
  return {
    id,
    label: 'label' in facts.column ? facts.column.label : label,
    shown: facts.column.shown,
    ...sortsOf(id, facts),
    ...drawnColumns[id],
  };
};

const columns = (Object.keys(drawnColumns) as ColumnName[]).map(columnOf);

/** The columns that a view starts with, after the identifier, and those that it omits because all of its requests have the same value. */
type ViewColumns = { readonly first: readonly ColumnName[]; readonly without?: readonly ColumnName[] };

const ofView: Partial<Readonly<Record<ReadyView, ViewColumns>>> = {
  conditional: { first: ['replyBy', 'conditionReason'], without: ['status', 'attention'] },
  'due-soon': { first: ['dueOn'] },
  overdue: { first: ['dueOn'] },
  recalled: { first: ['dueOn'] },
  'patron-overdue': { first: ['patronDueOn'] },
  'in-transit': { first: ['items'] },
  'not-picked-up': { first: ['items'] },
  'returned-not-checked-in': { first: ['updatedAt'], without: ['status'] },
};

const dates: readonly string[] = ['replyBy', 'dueOn', 'patronDueOn', 'updatedAt'];

/** The columns that a view is about are hidden last, and its date is never hidden. */
const leads = ({ givesWay, ...column }: TableColumn<RequestRow>): TableColumn<RequestRow> => ({
  ...column,
  shown: true,
  ...(givesWay !== undefined && !dates.includes(column.id) && { givesWay: 10 + givesWay }),
});

const columnsOf = ({ first, without = [] }: ViewColumns): readonly TableColumn<RequestRow>[] => {
  const leading: readonly string[] = ['externalId', ...first];
  const begins = leading.flatMap((id) => columns.find((column) => column.id === id) ?? []);
  const hasOwnDate = first.some((id) => dates.includes(id));
  return [
    ...begins.map(leads),
    ...columns
      .filter(({ id }) => !leading.includes(id))
      .map((column) => ({
        ...column,
        ...(without.includes(column.id as ColumnName) && { shown: false }),
        ...(hasOwnDate && column.id === 'dueOn' && { givesWay: 8 }),
      })),
  ];
};

const tableOf = (name: string, view: ReadyView | null): TableSpec<RequestRow> => ({
  id: name === '' ? 'requests' : `requests.${name}`,
  label: t('Requests'),
  keyOf: ({ id }) => id,
  nameOf: ({ externalId }) => externalId,
  frozen: 1,
  columns: columnsOf((view && ofView[view]) ?? { first: [] }),
});

const tables = new Map<string, TableSpec<RequestRow>>();

/**
 * The table of Borrowing Requests for a view, cached. Each view stores its own columns.
 * @param savedId the operator's own view, which starts with the columns of the ready view that it narrows
 */
export const requestTable = (view: ReadyView | null, savedId: number | null): TableSpec<RequestRow> => {
  const name = savedId === null ? (view ?? '') : `own-${savedId}`;
  const known = tables.get(name) ?? tableOf(name, view);
  tables.set(name, known);
  return known;
};
