import { expect, test } from 'vitest';
import { hashOf, routeOf } from '../../../renderer/src/app/routes.ts';
import type { Route } from '../../../renderer/src/app/routes.ts';

const routes: readonly Route[] = [
  { page: 'today', card: null },
  { page: 'today', card: 'sets-unfinished' },
  { page: 'receiving' },
  { page: 'slips' },
  { page: 'settings' },
];

test('every place comes back from its address', () => {
  for (const route of routes) expect(routeOf(hashOf(route))).toEqual(route);
});

test('an unknown address is the start page', () => {
  for (const hash of ['', '#', '#/nowhere', '#/today/nothing', '#/today/constructor'])
    expect(routeOf(hash)).toEqual({ page: 'today', card: null });
});
