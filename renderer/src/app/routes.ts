import { useSyncExternalStore } from 'react';
import type { TodayCardId } from '../../../shared/ipc/views.ts';
import { recallPlace, rememberPlace } from './remember.ts';

/** Where the window is. It stands in the address, so that a reload comes back to it. */
export type Route =
  | { readonly page: 'today'; readonly card: TodayCardId | null }
  | { readonly page: 'receiving' }
  | { readonly page: 'slips' }
  | { readonly page: 'settings' };

const cards: readonly string[] = [
  'to-receive',
  'sets-unfinished',
  'conditional',
  'on-hold-shelf',
  'in-transit',
  'overdue',
] satisfies readonly TodayCardId[];

/** Reads a route from the hash of an address; anything unknown is the start page. */
export const routeOf = (hash: string): Route => {
  const [page, card = ''] = hash.replace(/^#\/?/, '').split('/');
  switch (page) {
    case 'receiving':
    case 'slips':
    case 'settings':
      return { page };
    default:
      return { page: 'today', card: cards.includes(card) ? (card as TodayCardId) : null };
  }
};

/** The hash of a route. */
export const hashOf = (route: Route): string =>
  route.page === 'today' && route.card !== null ? `#/today/${route.card}` : `#/${route.page}`;

/** Goes to a page. */
export const go = (route: Route): void => {
  location.hash = hashOf(route);
};

/** Comes back to where this window was; from then on each place is kept. */
export const keepPlace = (): void => {
  if (location.hash === '')
    history.replaceState(null, '', recallPlace() || hashOf({ page: 'today', card: null }));
  addEventListener('hashchange', () => rememberPlace(location.hash));
};

const listen = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export const useRoute = (): Route => routeOf(useSyncExternalStore(listen, () => location.hash));
