import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { CellFacts } from '../../renderer/src/components/table/columns.ts';
import { textPx } from '../../renderer/src/components/text-width.ts';
import { doneTable } from '../../renderer/src/pages/done-here/done-table.tsx';
import { slipTable } from '../../renderer/src/pages/slips/slip-table.tsx';
import { requestTable } from '../../renderer/src/pages/requests/table/request-tables.ts';
import { todayTable } from '../../renderer/src/pages/today/columns.tsx';
import type { TodayRow } from '../../shared/ipc/today-views.ts';
import { show } from './shown.tsx';
import { readyViewNames } from '../../shared/domain/request-list.ts';
import { slipKinds } from '../../shared/domain/slips/all-slips.ts';

type Spec = { readonly columns: readonly { readonly id: string; readonly shown: boolean }[] };

/** Returns the first default columns. */
const first = ({ columns }: Spec): readonly string[] =>
  columns
    .filter(({ shown }) => shown)
    .slice(0, 4)
    .map(({ id }) => id);

test('each view of Borrowing Requests starts with its main columns', () => {
  expect(first(requestTable(null, null))).toEqual(['externalId', 'title', 'partner', 'status']);
  expect(first(requestTable('conditional', null))).toEqual([
    'externalId',
    'replyBy',
    'conditionReason',
    'title',
  ]);
  expect(first(requestTable('overdue', null)).slice(0, 3)).toEqual(['externalId', 'dueOn', 'title']);
  expect(first(requestTable('patron-overdue', null))[1]).toBe('patronDueOn');
  expect(first(requestTable('returned-not-checked-in', null))[1]).toBe('updatedAt');
});

test('each ready and saved view stores its columns under its own name, and its table is cached', () => {
  const ids = [null, ...readyViewNames].map((view) => requestTable(view, null).id);
  expect(new Set(ids).size).toBe(ids.length);
  // A saved view starts with the columns of the view that it narrows.
  expect(requestTable('conditional', 7)).toMatchObject({ id: 'requests.own-7' });
  expect(first(requestTable('conditional', 7))[1]).toBe('replyBy');
  expect(requestTable('conditional', 7)).toBe(requestTable('conditional', 7));
});

test('each queue of Today starts with its main columns', () => {
  expect(first(todayTable('patron-overdue')).slice(0, 3)).toEqual(['externalId', 'date', 'title']);
  expect(first(todayTable('conditional'))).toEqual(['externalId', 'date', 'note', 'title']);
  expect(first(todayTable('sent-no-answer'))[1]).toBe('since');
  expect(first(todayTable('active-notes'))[1]).toBe('note');
  expect(first(todayTable('to-receive'))[1]).toBe('title');
});

test('a step to be keyed has room for its details, almost as much as the title', () => {
  const [step, title] = ['step', 'title'].map((id) => doneTable.columns.find((column) => column.id === id));
  expect([step?.widthPx, title?.widthPx]).toEqual([220, 240]);
});

test('the name of no kind of slip is cut', () => {
  const widthPx = slipTable.columns.find(({ id }) => id === 'kind')?.widthPx;
  const px = typeof widthPx === 'function' ? widthPx('comfortable') : (widthPx ?? 0);
  for (const { label } of Object.values(slipKinds)) expect(px).toBeGreaterThan(textPx(label, 14));
});

test('a row of an incomplete set says how much of it is here', () => {
  const { columns } = todayTable('sets-unfinished');
  const volumes = columns.find(({ id }) => id === 'volumes');
  // It never gives way: the queue is about it.
  expect(volumes).toMatchObject({ shown: true });
  expect(volumes?.givesWay).toBeUndefined();
  const row = { volumesReceived: 1, volumesExpected: 3 } as TodayRow;
  show(volumes?.cell(row, {} as CellFacts));
  expect(screen.getByText('1 of 3')).toBeTruthy();
  expect(todayTable('to-receive').columns.some(({ id }) => id === 'volumes')).toBe(false);
});
