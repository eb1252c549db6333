import { MantineThemeProvider, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { themeOf } from '../../renderer/src/app/theme.ts';
import { StatusWord } from '../../renderer/src/components/StatusBadge.tsx';
import { DayCell } from '../../renderer/src/components/table/cells/Days.tsx';
import { Identifier } from '../../renderer/src/components/table/cells/Identifier.tsx';
import { Mark, NotesLink } from '../../renderer/src/components/table/cells/Marks.tsx';
import { TextCell } from '../../renderer/src/components/table/cells/Text.tsx';
import { TitleCell } from '../../renderer/src/components/table/cells/Title.tsx';
import type { TableSort, TableSpec } from '../../renderer/src/components/table/columns.ts';
import { ShortTable } from '../../renderer/src/components/table/ShortTable.tsx';
import { InsteadOfTable, TableWaiting } from '../../renderer/src/components/table/TableWaiting.tsx';
import {
  codePx,
  dayPx,
  nameWidths,
  statusPx,
  titleWidths,
} from '../../renderer/src/components/table/widths.ts';
import { requestStatusCodes } from '../../shared/domain/request-status.ts';
import type { CalendarDate } from '../../shared/domain/ids.ts';

const titles = ['The Sea Around Us', 'Kosmos: Entwurf einer physischen Weltbeschreibung', 'كتاب الحيوان', ''];
const people = ['Reader, A.', 'Mbeki-Dlamini, Nomathemba Thandeka', 'رضا كاظمی'];

type Sample = { readonly id: number; readonly code: string; readonly status: string };

const samples: readonly Sample[] = requestStatusCodes.map((status, index) => ({
  id: index,
  code: index % 3 === 0 ? `01SUNY_RIV00005${String(index).padStart(2, '0')}` : `01MAIN00001${index}`,
  status,
}));

const of = (texts: readonly string[], { id }: Sample): string => texts[id % texts.length] ?? '';
const nothing = (): void => undefined;

const spec: TableSpec<Sample> = {
  id: 'gallery',
  label: 'Samples',
  keyOf: ({ id }) => id,
  nameOf: ({ code }) => code,
  frozen: 1,
  columns: [
    {
      id: 'code',
      label: 'Identifier',
      widthPx: codePx(13),
      sorts: 'ascending',
      shown: true,
      name: ({ code }) => code,
      cell: ({ code }, { current }) => <Identifier text={code} current={current} />,
    },
    {
      id: 'title',
      label: 'Title, author',
      ...titleWidths,
      shown: true,
      cell: (row, facts) => (
        <TitleCell
          title={of(titles, row)}
          author="Carson, Rachel"
          reader={facts.hasColumn('reader') ? '' : of(people, row)}
          facts={facts}
          marks={
            row.id % 2 === 0 ? (
              <>
                <NotesLink
                  label="Active notes"
                  count={row.id}
                  href="#"
                  open={nothing}
                  current={facts.current}
                />
                <Mark words="recalled 3 Nov 2026" isUrgent={row.id % 4 === 0} />
              </>
            ) : null
          }
        />
      ),
    },
    {
      id: 'reader',
      label: 'Requester',
      ...nameWidths,
      givesWay: 1,
      shown: true,
      cell: (row, { compact }) => <TextCell text={of(people, row)} compact={compact} />,
    },
    {
      id: 'status',
      label: 'Status',
      widthPx: statusPx,
      shown: true,
      cell: ({ id, status }) => <StatusWord status={status} isLate={id === 3} />,
    },
    {
      id: 'due',
      label: 'Due date',
      widthPx: dayPx,
      shown: true,
      cell: ({ id }, facts) => (
        <DayCell date={`2026-1${id % 3}-15` as CalendarDate} counts={id % 2 === 0} facts={facts} />
      ),
    },
  ],
};

const Samples = ({ count = samples.length }: { readonly count?: number }) => {
  const [selected, setSelected] = useState<readonly number[]>([1, 2]);
  const [sort, sortBy] = useState<TableSort | null>({ column: 'code', direction: 'ascending' });
  return (
    <ShortTable
      spec={spec}
      rows={samples.slice(0, count)}
      sort={sort}
      sortBy={sortBy}
      openKey={4}
      acts={{
        open: nothing,
        openMenu: nothing,
        selection: {
          count: selected.length,
          has: ({ id }) => selected.includes(id),
          toggle: ({ id }) =>
            setSelected(selected.includes(id) ? selected.filter((each) => each !== id) : [...selected, id]),
          add: (rows) => setSelected([...selected, ...rows.map(({ id }) => id)]),
          toggleAll: () => setSelected(selected.length > 0 ? [] : samples.map(({ id }) => id)),
        },
      }}
    />
  );
};

/** A few rows for a screenshot: selected, open, with icons and without. */
export const FewRows = () => (
  <Stack>
    <Samples count={8} />
    <InsteadOfTable>
      <Text>Nothing is here yet.</Text>
    </InsteadOfTable>
  </Stack>
);

/** The table in its states: comfortable and compact, narrow, right-to-left, loading, empty. */
export const Tables = () => (
  <Stack>
    <Samples />
    <MantineThemeProvider theme={themeOf('compact')}>
      <Samples />
    </MantineThemeProvider>
    <div style={{ width: '26rem' }}>
      <Samples />
    </div>
    <div dir="rtl">
      <Samples />
    </div>
    <div style={{ display: 'flex', height: '14rem' }}>
      <TableWaiting rows={5} />
    </div>
    <InsteadOfTable>
      <Text>Nothing is here yet.</Text>
    </InsteadOfTable>
  </Stack>
);
