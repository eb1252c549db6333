import type { RequestSummary } from '../../../../shared/ipc/views.ts';

/** What lists and windows show of a request, out of a row that may know more of it. */
export const summaryOf = (
  request: Omit<RequestSummary, 'setOpen'> & { readonly receivingOpen: number },
): RequestSummary => ({
  id: request.id,
  externalId: request.externalId,
  title: request.title,
  author: request.author,
  status: request.status,
  patronName: request.patronName,
  partnerName: request.partnerName,
  pickupName: request.pickupName,
  libraryId: request.libraryId,
  libraryName: request.libraryName,
  dueOn: request.dueOn,
  createdAt: request.createdAt,
  updatedAt: request.updatedAt,
  volumesExpected: request.volumesExpected,
  volumesReceived: request.volumesReceived,
  setOpen: request.receivingOpen === 1,
});
