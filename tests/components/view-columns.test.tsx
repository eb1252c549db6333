import { expect, test } from 'vitest';
import { requestTable } from '../../renderer/src/pages/requests/table/request-tables.ts';
import { todayTable } from '../../renderer/src/pages/today/columns.tsx';
import { readyViewNames } from '../../shared/domain/request-list.ts';

type Spec = { readonly columns: readonly { readonly id: string; readonly shown: boolean }[] };

/** The first columns that are shown before anybody chooses. */
const first = ({ columns }: Spec): readonly string[] =>
  columns
    .filter(({ shown }) => shown)
    .slice(0, 4)
    .map(({ id }) => id);

test('each view of Borrowing Requests begins with what it is about', () => {
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

test('each view and each saved one keeps its columns under its own name, and is the same table each time', () => {
  const ids = [null, ...readyViewNames].map((view) => requestTable(view, null).id);
  expect(new Set(ids).size).toBe(ids.length);
  // A saved view begins with the columns of the one that it narrows.
  expect(requestTable('conditional', 7)).toMatchObject({ id: 'requests.own-7' });
  expect(first(requestTable('conditional', 7))[1]).toBe('replyBy');
  expect(requestTable('conditional', 7)).toBe(requestTable('conditional', 7));
});

test('each queue of Today begins with what it is about', () => {
  expect(first(todayTable('patron-overdue')).slice(0, 3)).toEqual(['externalId', 'date', 'title']);
  expect(first(todayTable('conditional'))).toEqual(['externalId', 'date', 'note', 'title']);
  expect(first(todayTable('sent-no-answer'))[1]).toBe('since');
  expect(first(todayTable('active-notes'))[1]).toBe('note');
  expect(first(todayTable('to-receive'))[1]).toBe('title');
});
