import { receivePosition } from '../../../../../shared/domain/receiving.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { refuseCancelled, refuseClosed, refuseReceived, refuseReturnedSet } from './classify-code.ts';

/** How many volumes of a request there are to be, and have come. */
export const countsOf = (request: StoredRequest) => ({
  expected: request.volumesExpected,
  received: request.volumesReceived,
  unscanned: request.volumesKnown - request.volumesReceived,
});

/** What may be done with a request here, or why nothing. */
export const classifyRequest = (
  { db, timeZone }: Pick<DeskContext, 'db' | 'timeZone'>,
  request: StoredRequest,
  further: boolean,
): Result<ReceiveForm['position']> => {
  const position = receivePosition({
    status: request.status,
    loopOpen: request.receivingOpen === 1,
    ...countsOf(request),
  });
  switch (position) {
    case 'begin':
      return ok('begin');
    case 'resume':
      return ok('resume');
    case 'received':
      return further ? ok('further') : refuseReceived(db, request, timeZone());
    case 'late':
      return further ? ok('late') : refuseReturnedSet(db, request, timeZone());
    case 'return':
      return refuseCancelled(request, timeZone());
    case 'closed':
      return refuseClosed(db, request, timeZone());
  }
};
