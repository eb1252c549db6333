import { expect, onTestFinished, test, vi } from 'vitest';
import { libraryTimeZone, machineTimeZone } from '../../../renderer/src/components/today.ts';
import { isoDatesIn } from '../../../renderer/src/requests/dates-in-search.ts';
import {
  countFilters,
  countInFacets,
  firstSort,
  firstView,
  isNarrowed,
  queryOf,
  readyQuery,
  searchText,
  splitWords,
  toggled,
  viewOf,
} from '../../../renderer/src/requests/requests.view.ts';
import type { CalendarDate } from '../../../shared/domain/ids.ts';

// As on a workstation in the United States.
vi.hoisted(() =>
  Object.defineProperty(globalThis, 'navigator', { value: { language: 'en-US' }, configurable: true }),
);

test('a finished part leaves the box; words and unfinished parts stay', () => {
  expect(splitWords('status:conditional ', false)).toEqual({ words: '', parts: ['status:conditional'] });
  expect(splitWords('status:conditional', false)).toEqual({ words: 'status:conditional', parts: [] });
  expect(splitWords('status:conditional', true)).toEqual({ words: '', parts: ['status:conditional'] });
  expect(splitWords('darwin due<2026-12-01 beagle', false)).toEqual({
    words: 'darwin beagle',
    parts: ['due<2026-12-01'],
  });
  expect(splitWords('partner:"North University" x', false)).toEqual({
    words: 'x',
    parts: ['partner:"North University"'],
  });
});

test('a status of several words becomes one part; its beginning waits for the rest', () => {
  expect(splitWords('status:on ', false)).toEqual({ words: 'status:on ', parts: [] });
  expect(splitWords('status:on loan ', false)).toEqual({ words: '', parts: ['status:on loan'] });
  expect(splitWords('status:on loan sea', true)).toEqual({ words: 'sea', parts: ['status:on loan'] });
  expect(viewOf({ ...queryOf(firstView), text: 'status:on loan sea' }, firstSort, null)).toMatchObject({
    words: 'sea',
    parts: ['status:on loan'],
  });
});

test('a title with a colon is treated as words', () => {
  expect(splitWords('Walden: or Life ', true)).toEqual({ words: 'Walden: or Life ', parts: [] });
});

test('a view is restored from its query', () => {
  const view = {
    ...firstView,
    words: 'darwin',
    parts: ['status:conditional', 'due<2026-12-01'],
    facets: { ...firstView.facets, statuses: ['CONDITIONAL'], activeNotes: true },
    savedName: 'Mine',
  };
  expect(searchText(view)).toBe('status:conditional due<2026-12-01 darwin');
  expect(viewOf(queryOf(view), firstSort, 'Mine')).toEqual(view);
});

test('only active filters count as narrowed', () => {
  expect(isNarrowed(firstView)).toBe(false);
  expect(isNarrowed({ ...firstView, words: '  ' })).toBe(false);
  expect(isNarrowed({ ...firstView, words: 'x' })).toBe(true);
  // A part that is not understood filters nothing.
  expect(isNarrowed({ ...firstView, parts: ['status:blorp'], words: 'due<soon' })).toBe(false);
  expect(isNarrowed(viewOf(readyQuery('overdue'), firstSort, null))).toBe(true);
  expect(isNarrowed({ ...firstView, facets: { ...firstView.facets, activeNotes: false } })).toBe(true);
});

test('a value is added, and removed again', () => {
  expect(toggled([1, 2], 3)).toEqual([1, 2, 3]);
  expect(toggled([1, 2, 3], 2)).toEqual([1, 3]);
});

test('a date in a search key may be written as in date fields, and is kept in the form of the search', () => {
  const today = '2026-11-30' as CalendarDate;
  const read = (text: string): string => isoDatesIn(text, today);
  expect(read('darwin created<11/05/2026')).toBe('darwin created<2026-11-05');
  expect(read('created:11/5 due<"Jan 15" back<=+14')).toBe(
    'created:2026-11-05 due<2027-01-15 back<=2026-12-14',
  );
  for (const same of ['created<2026-11-05', 'due:2026-12', 'due:overdue', 'title<1/2', 'created<13/32/2026'])
    expect(read(same)).toBe(same);
  expect(splitWords('created<11/05/2026 ', false)).toEqual({ words: '', parts: ['created<2026-11-05'] });
  expect(searchText({ parts: [], words: 'created<11/05/2026' })).toBe('created<2026-11-05');
});

test('every search key that takes a date, by any of its names, reads it as date fields do', () => {
  const read = (text: string): string => isoDatesIn(text, '2026-11-30' as CalendarDate);
  expect(read('file>=11/05/2026 dueback:+1 DUE:+1 partner:1/2')).toBe(
    'file>=2026-11-05 dueback:2026-12-01 DUE:2026-12-01 partner:1/2',
  );
});

test('days ahead in a search key count from the current date at the library', () => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-11-30T11:00:00Z');
  onTestFinished(() => {
    libraryTimeZone.set(machineTimeZone);
    vi.useRealTimers();
  });
  libraryTimeZone.set('Pacific/Kiritimati');
  expect(isoDatesIn('due:+1')).toBe('due:2026-12-02');
  libraryTimeZone.set('Pacific/Pago_Pago');
  expect(isoDatesIn('due:+1')).toBe('due:2026-12-01');
});

test('the button of the facets counts what is chosen in them, not the search, which is seen', () => {
  const facets = {
    ...firstView.facets,
    statuses: ['CONDITIONAL', 'RECALLED_BOR'],
    ready: 'due-soon' as const,
  };
  const view = { ...firstView, words: 'Candide', parts: ['due:overdue'], facets };
  expect([countInFacets(view), countFilters(view)]).toEqual([2, 5]);
});
