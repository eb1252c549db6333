import type { KeyboardEvent } from 'react';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { routeOf } from '../../places/routes.ts';
import type { DetailsPlace, Opened } from '../requests.types.ts';
import { requestsStore, useRequests } from '../use-requests.ts';

/** Beside which list details stand that are opened now: on pages without such a list, beside that of Borrowing Requests. */
export const detailsPlace = (): DetailsPlace =>
  routeOf(location.hash).page === 'today' ? 'today' : 'requests';

const isHere = (opened: Opened | null, place: DetailsPlace): opened is Opened => opened?.on === place;

/** Shows a request beside the list. @param takesFocus whether a key or a link asked for it */
export const openDetails = (requestId: RequestId, at: Opened['at'] = 'top', takesFocus = true): void =>
  requestsStore().send({ type: 'details.opened', requestId, at, takesFocus, on: detailsPlace() });

/** The request whose details stand on a page now; null for none. */
export const openedOn = (place: DetailsPlace): RequestId | null => {
  const { opened } = requestsStore().getSnapshot().context;
  return isHere(opened, place) ? opened.requestId : null;
};

/** The details that stand on a page, drawn anew when they change; null for none. */
export const useOpened = (place: DetailsPlace): Opened | null =>
  useRequests(({ context: { opened } }) => (isHere(opened, place) ? opened : null));

/** Open details show the row that somebody is about to act on, or that the keys are on. */
export const showIfOpen = (requestId: RequestId, at: Opened['at'] = 'top'): void => {
  const opened = openedOn(detailsPlace());
  if (opened !== null && opened !== requestId) openDetails(requestId, at, false);
};

/** Closes the details and gives the focus to the row that the keys are on. */
export const closeDetails = (): void => {
  requestsStore().send({ type: 'details.closed' });
  document.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus({ preventScroll: true });
};

/** Escape among the rows closes the details beside them, unless something nearer takes the key. */
export const escapeCloses = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || openedOn(detailsPlace()) === null) return;
  event.preventDefault();
  closeDetails();
};
