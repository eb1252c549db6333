import { expect, test } from 'vitest';
import { entriesFor, paletteEntries } from '../../../../renderer/src/app/palette/commands.ts';
import { settingsSections } from '../../../../renderer/src/places/settings-sections.ts';
import { pageLabel, pageNames } from '../../../../shared/domain/pages.ts';
import { queuesToDo } from '../../../../shared/domain/queues/to-do.ts';
import { readyViewNames, readyViews } from '../../../../shared/domain/request-list.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';

const desk = (id: number, name: string) => ({ id, name, libraryId: 1, libraryName: 'Main Library' }) as never;

const stateWith = (grants: AppState['operator']['grants']): Parameters<typeof paletteEntries>[0] => ({
  desk: desk(1, 'Main Circulation Desk'),
  desks: [desk(1, 'Main Circulation Desk'), desk(2, 'Hilltop Branch')],
  operator: { id: 1 as never, name: 'A. Operator', grants, hasPin: false },
  operators: [],
  settings: { otherSystem: { name: 'Alma' } },
});

const entries = paletteEntries(stateWith([]));
const found = (typed: string): string[] => entriesFor(entries, typed).map(({ label }) => label);

test('offers every page, every section of Settings, every ready view and the other desks', () => {
  const labels = entries.map(({ label }) => label);
  expect(labels).toEqual(
    expect.arrayContaining([
      ...settingsSections.map(({ label }) => label),
      ...readyViewNames.map((view) => readyViews[view].label),
      ...pageNames.map((page) => pageLabel(page, 'Alma')),
      'Key into Alma',
      'Switch operator',
      'Undo last step',
      'Import a file',
      'Hilltop Branch',
    ]),
  );
  expect(labels).not.toContain('Main Circulation Desk');
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length);
});

test('the view of all shipped parcels is not named like the queue of those that are not late', () => {
  expect(readyViews['to-receive'].label).not.toBe(queuesToDo['to-receive'].label);
});

test.each([
  ['ret', 'Return Items'],
  ['scan in', 'Scan In Items'],
  ['hill', 'Hilltop Branch'],
  ['desk hill', 'Hilltop Branch'],
  ['undo', 'Undo last step'],
  ['mail set', 'Mail'],
  ['HOLD EXP', 'Hold expired'],
])('“%s” offers “%s” first', (typed, label) => {
  expect(found(typed)[0]).toBe(label);
});

test('offers everything for empty input, and nothing for text that is not a command', () => {
  expect(found('')).toHaveLength(entries.length);
  expect(found('01MAIN0000101')).toEqual([]);
});

test.each(['new-request', 'import'])('says why %s is unavailable', (asked) => {
  const why = entries.find(({ id }) => id === asked)?.why;
  expect(why).toContain('Contact the staff responsible for assigning user roles');
});
