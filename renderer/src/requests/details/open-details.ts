import type { KeyboardEvent } from 'react';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { routeOf } from '../../places/routes.ts';
import type { DetailsPlace, Opened } from '../requests.types.ts';
import { requestsStore, useRequests } from '../use-requests.ts';

/** Returns the page whose list shows details opened now: Borrowing Requests, unless Today is shown. */
export const detailsPlace = (): DetailsPlace =>
  routeOf(location.hash).page === 'today' ? 'today' : 'requests';

const isHere = (opened: Opened | null, place: DetailsPlace): opened is Opened => opened?.on === place;

/** Opens a request beside the list. @param takesFocus whether it was opened with a key or a link */
export const openDetails = (requestId: RequestId, at: Opened['at'] = 'top', takesFocus = true): void =>
  requestsStore().send({ type: 'details.opened', requestId, at, takesFocus, on: detailsPlace() });

/** Returns the request whose details are open on a page; null for none. */
export const openedOn = (place: DetailsPlace): RequestId | null => {
  const { opened } = requestsStore().getSnapshot().context;
  return isHere(opened, place) ? opened.requestId : null;
};

/** The details open on a page; null for none. */
export const useOpened = (place: DetailsPlace): Opened | null =>
  useRequests(({ context: { opened } }) => (isHere(opened, place) ? opened : null));

/** Lets open details follow the row that the user is about to act on, or that is current. */
export const showIfOpen = (requestId: RequestId, at: Opened['at'] = 'top'): void => {
  const opened = openedOn(detailsPlace());
  if (opened !== null && opened !== requestId) openDetails(requestId, at, false);
};

/** Closes the details and focuses the current row. */
export const closeDetails = (): void => {
  requestsStore().send({ type: 'details.closed' });
  document.querySelector<HTMLElement>('[data-index][tabindex="0"]')?.focus({ preventScroll: true });
};

/** Escape among the rows closes the details beside them, unless another handler has consumed the key. */
export const escapeCloses = (event: KeyboardEvent): void => {
  if (event.key !== 'Escape' || event.defaultPrevented || openedOn(detailsPlace()) === null) return;
  event.preventDefault();
  closeDetails();
};
