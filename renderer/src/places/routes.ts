import { useSyncExternalStore } from 'react';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { SettingsSection } from './settings-sections.ts';
import { isSettingsSection } from './settings-sections.ts';
import type { Page } from '../../../shared/domain/pages.ts';
import { isPage } from '../../../shared/domain/pages.ts';
import type { ReadyView } from '../../../shared/domain/request-list.ts';
import { readyViews } from '../../../shared/domain/request-list.ts';
import type { TodayCardId } from '../../../shared/ipc/today-views.ts';
import { queueNames } from '../../../shared/domain/queues.ts';
import { guardPlace, shownPlace } from './leave-guard.ts';
import { restoredPlace, savePlace } from './kept-place.ts';

type PageWithPlaces = 'today' | 'requests' | 'letters' | 'settings';

/** The place that the window shows. It is part of the address, so that a reload returns to it. */
export type Route =
  | { readonly page: 'today'; readonly card: TodayCardId | null }
  /** `request` is open in the details; `view` is the initial ready view. At most one is set. */
  | { readonly page: 'requests'; readonly request: RequestId | null; readonly view: ReadyView | null }
  /** Without a list: the outbox. */
  | { readonly page: 'letters'; readonly show?: LettersList }
  /** Without a section: the first one. */
  | { readonly page: 'settings'; readonly section?: SettingsSection }
  | { readonly page: Exclude<Page, PageWithPlaces> };

/** The lists of letters beside the outbox. */
const lettersLists = ['needs-person', 'no-address', 'gone', 'outdated'] as const;
export type LettersList = (typeof lettersLists)[number];

const isReadyView = (text: string): text is ReadyView => Object.hasOwn(readyViews, text);

const cards: readonly string[] = queueNames;

/** Parses a route from the hash of an address; anything unknown leads to the start page. */
export const routeOf = (hash: string): Route => {
  const [page, card = '', more = ''] = hash.replace(/^#\/?/, '').split('/');
  switch (page) {
    case 'today':
      return { page, card: cards.includes(card) ? (card as TodayCardId) : null };
    case 'requests':
      return requestsRoute(card, more);
    case 'letters':
      return lettersRoute(card);
    case 'settings':
      return isSettingsSection(card) ? { page, section: card } : { page };
    default:
      return page !== undefined && isPage(page) ? startOf(page) : startOf('today');
  }
};

/** Returns the initial place on a page. */
export const startOf = (page: Page): Route => {
  switch (page) {
    case 'today':
      return { page, card: null };
    case 'requests':
      return { page, request: null, view: null };
    default:
      return { page };
  }
};

const lettersRoute = (list: string): Route => {
  const show = lettersLists.find((one) => one === list);
  return { page: 'letters', ...(show && { show }) };
};

const requestsRoute = (first: string, second: string): Route => ({
  page: 'requests',
  request: /^[1-9]\d{0,14}$/.test(first) ? (Number(first) as RequestId) : null,
  view: first === 'view' && isReadyView(second) ? second : null,
});

/** The hash of a route. */
export const hashOf = (route: Route): string => {
  if (route.page === 'today' && route.card !== null) return `#/today/${route.card}`;
  if (route.page === 'requests' && route.request !== null) return `#/requests/${route.request}`;
  if (route.page === 'requests' && route.view !== null) return `#/requests/view/${route.view}`;
  if (route.page === 'letters' && route.show !== undefined) return `#/letters/${route.show}`;
  if (route.page === 'settings' && route.section !== undefined) return `#/settings/${route.section}`;
  return `#/${route.page}`;
};

/** Navigates to a route. */
export const go = (route: Route): void => {
  location.hash = hashOf(route);
};

/** Restores the window's last place, and stores each place from then on. */
export const keepPlace = (): void => {
  guardPlace();
  if (location.hash === '') history.replaceState(null, '', restoredPlace() || hashOf(startOf('today')));
  addEventListener('hashchange', () => savePlace(location.hash));
};

const listen = (changed: () => void): (() => void) => {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
};

export const useRoute = (): Route => routeOf(useSyncExternalStore(listen, shownPlace));
