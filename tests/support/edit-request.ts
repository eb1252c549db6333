import { detailsService } from '../../electron/main/desk/queries/details/details.service.ts';
import { take } from '../../electron/main/desk/steps/take.ts';
import type { RequestId } from '../../shared/domain/ids.ts';
import type { RequestFields } from '../../shared/ipc/input-shapes.ts';
import { newOpId, type TestDesk } from './desk.ts';
import { valueOf } from './results.ts';

/** Edits a request like its form: unchanged fields are sent as they are shown. */
export const editRequest = (desk: TestDesk, requestId: RequestId, changed: Partial<RequestFields>) => {
  const details = valueOf(detailsService(desk.context).details({ requestId }));
  const { request, format, circulationNote, pickupDeskId, patron } = details;
  const { title, author, volumesExpected: volumes } = request;
  return take(desk.context, 'edit-request', {
    opId: newOpId(),
    requestId,
    fields: {
      title,
      author,
      format,
      circulationNote,
      pickupDeskId,
      volumes,
      patronId: patron?.id ?? null,
      ...changed,
    },
  });
};
