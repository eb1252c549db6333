import type { RequestQuery } from '../../../../shared/ipc/request-views.ts';

/** The query that nothing narrows. */
export const anyRequest: RequestQuery = {
  text: '',
  statuses: [],
  activity: null,
  partnerIds: [],
  pickupDeskIds: [],
  patronDue: [],
  due: [],
  activeNotes: null,
  ready: null,
};
