import { expect, test } from 'vitest';
import { hashOf, routeOf, startOf } from '../../../../renderer/src/places/routes.ts';
import { pageNames } from '../../../../shared/domain/pages.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import type { Route } from '../../../../renderer/src/places/routes.ts';

const routes: readonly Route[] = [
  ...pageNames.map(startOf),
  { page: 'today', card: null },
  { page: 'today', card: 'sets-unfinished' },
  { page: 'receiving' },
  { page: 'requests', request: null, view: null },
  { page: 'requests', request: 42 as RequestId, view: null },
  { page: 'requests', request: null, view: 'overdue' },
  { page: 'slips' },
  { page: 'letters' },
  { page: 'letters', show: 'no-address' },
  { page: 'settings' },
  { page: 'settings', section: 'library-file' },
];

test('every place is restored from its address', () => {
  for (const route of routes) expect(routeOf(hashOf(route))).toEqual(route);
});

test('an unknown address leads to the start page', () => {
  for (const hash of ['', '#', '#/nowhere', '#/today/empty', '#/today/constructor', '#/constructor'])
    expect(routeOf(hash)).toEqual({ page: 'today', card: null });
});
