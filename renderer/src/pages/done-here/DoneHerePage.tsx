import '@mantine/core/styles/CloseButton.css';
import { useMemo, useState } from 'react';
import { isSent, isTicked } from '../../../../shared/domain/done-here.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { DoneFilter, DoneStep } from '../../../../shared/ipc/calls/done-here.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { t } from '../../../../shared/words/words.ts';
import { PopupMenu, type PopupItem, type PopupPlace } from '../../components/PopupMenu.tsx';
import { Table } from '../../components/table/Table.tsx';
import { useColumns, type Columns } from '../../components/table/use-columns.ts';
import { useTable } from '../../components/table/use-table.ts';
import { useToday } from '../../components/today.ts';
import { ExportButton } from '../../files/out/ExportButton.tsx';
import { BelowList } from '../../requests/lists/BelowList.tsx';
import { ListPage } from '../../requests/lists/ListAndPreview.tsx';
import { PagedList, usePaging } from '../../requests/lists/PagedList.tsx';
import { useBulkActions, type BulkActions } from '../../requests/lists/use-bulk-actions.ts';
import { useRowSelection, type RowSelection } from '../../requests/lists/use-row-selection.ts';
import { useShownRow } from '../../requests/lists/use-shown-row.ts';
import { usePageLabels } from '../../places/page-label.ts';
import { go } from '../../places/routes.ts';
import classes from './DoneHere.module.css';
import { DoneFilters, daysOf } from './DoneFilters.tsx';
import { doneTable, TickContext } from './done-table.tsx';
import { keyRows, keySteps, sendAgain } from './key-bulk-actions.ts';
import { OfflineFile } from './OfflineFile.tsx';
import { useDone } from './use-done.ts';

type Keying = ReturnType<typeof keyingBy>;

/** The menu of a row. */
const itemsOf = (row: DoneStep, { turn, again }: Keying): readonly PopupItem[] => [
  {
    id: 'tick',
    label: isTicked(row) ? t('Unmark') : t('Mark as done'),
    why: isSent(row) ? t('Already sent to the other system.') : null,
    run: () => turn(row),
  },
  ...(row.sent?.state === 'refused' && !row.takenBack
    ? [{ id: 'again', label: t('Send again'), why: null, run: () => again(row) }]
    : []),
  {
    id: 'request',
    label: t('Open the request'),
    why: null,
    run: () => go({ page: 'requests', request: row.requestId, view: null }),
  },
];

/** The table: Enter ticks the current row. */
const DoneList = ({
  rows,
  viewKey,
  columns,
  selection,
  keying,
}: {
  readonly rows: readonly DoneStep[];
  readonly viewKey: string;
  readonly columns: Columns<DoneStep>;
  readonly selection: RowSelection<DoneStep>;
  readonly keying: Keying;
}) => {
  const label = usePageLabels()('done-here');
  const place = useTable({ viewKey, total: rows.length, keeper: null });
  // A ticked row leaves the list, and the cursor moves to its neighbour.
  const shown = useShownRow(rows, place);
  const [menu, setMenu] = useState<{ readonly row: DoneStep; readonly place: PopupPlace } | null>(null);
  return (
    <section data-pane tabIndex={-1} aria-label={label} className={classes['list']}>
      <TickContext value={keying.turn}>
        <Table
          {...{ place, columns }}
          spec={doneTable}
          rowAt={(index) => rows[index]}
          openKey={null}
          menuKey={menu?.row.id ?? null}
          acts={{ enter: keying.turn, openMenu: (row, at) => setMenu({ row, place: at }), selection }}
        />
      </TickContext>
      {menu && (
        <PopupMenu
          label={t('Actions for {name}', { name: doneTable.nameOf(menu.row) })}
          place={menu.place}
          items={itemsOf(menu.row, keying)}
          close={(giveFocusBack) => {
            setMenu(null);
            if (giveFocusBack) shown.back();
          }}
        />
      )}
    </section>
  );
};

const Export = ({ filter }: { readonly filter: DoneFilter }) => (
  <ExportButton label={usePageLabels()('done-here')} of={{ list: 'done-here', filter }} />
);

/** The key and button actions for ticks. */
const keyingBy = (bulk: BulkActions<DoneStep>) => {
  const back =
    (keyed: boolean) =>
    (steps: readonly OpId[]): void =>
      void keySteps(steps, keyed).then(bulk.tell);
  const ticking = keyRows(true, back(false));
  const unticking = keyRows(false, back(true));
  return {
    turn: (row: DoneStep): void => {
      if (!isSent(row)) bulk.take(isTicked(row) ? unticking : ticking, [row]);
    },
    again: (row: DoneStep): void => void sendAgain(row).then(bulk.tell),
    tick: (rows: readonly DoneStep[]): void =>
      bulk.take(
        ticking,
        rows.filter((row) => !isTicked(row)),
      ),
    untick: (rows: readonly DoneStep[]): void =>
      bulk.take(
        unticking,
        rows.filter((row) => isTicked(row) && !isSent(row)),
      ),
    tickAll: async (steps: readonly OpId[]): Promise<void> => {
      const news = await keySteps(steps, true);
      bulk.tell(news.failed ? news : { ...news, undo: () => back(false)(steps) });
    },
  };
};

/** The steps taken here, by day, operator and kind, with ticks for those keyed into the library's other system. */
export const DoneHerePage = ({ state }: { readonly state: AppState }) => {
  const today = useToday();
  const [filter, setFilter] = useState<DoneFilter>(() => ({
    ...daysOf('week', today),
    operatorId: null,
    deskId: state.desk.id,
    group: null,
    show: 'to-key',
  }));
  const paging = usePaging(200);
  const { offset, limit } = paging;
  const done = useDone(filter, { offset, limit });
  paging.stayWithin(done.data?.total);
  const viewKey = `${JSON.stringify(filter)} ${offset}`;
  const columns = useColumns(doneTable, { of: viewKey, rows: done.data?.rows });
  const rows = useMemo(() => done.data?.rows ?? [], [done.data]);
  const selection = useRowSelection<DoneStep>(rows, () => null);
  const bulk = useBulkActions<DoneStep>(selection.choose);
  const keying = keyingBy(bulk);
  const change = (changes: Partial<DoneFilter>): void => {
    setFilter({ ...filter, ...changes });
    paging.turn(0);
  };
  const why = bulk.busy ? t('Busy, please wait.') : null;
  return (
    <ListPage>
      <PagedList
        {...{ paging, columns }}
        list={done}
        tools={
          <>
            <DoneFilters filter={filter} change={change} />
            <OfflineFile filter={filter} tick={(steps) => void keying.tickAll(steps)} />
          </>
        }
        exports={<Export filter={filter} />}
        empty={
          filter.show === 'to-key'
            ? t(
                'Nothing in this selection is left to key. Each step taken here (received, lent, returned, cancelled…) stays in this list until it is sent to the other system, or until someone keys it there and marks it as done.',
              )
            : t('No steps on these days. Choose other days, another desk or all kinds of steps.')
        }
      >
        <DoneList {...{ viewKey, rows, columns, selection, keying }} />
      </PagedList>
      <BelowList
        what={t('steps')}
        {...{ bulk, selection }}
        verbs={[
          { label: t('Mark as done'), why, run: () => keying.tick(selection.rows) },
          { label: t('Unmark'), why, run: () => keying.untick(selection.rows) },
        ]}
      />
    </ListPage>
  );
};
