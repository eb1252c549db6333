import { isCancellationAsked, isVolumeUnexpected } from '../../../../../shared/domain/receiving.ts';
import type { ReceiptLook } from '../../../../../shared/ipc/calls/receiving.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { isPickupClosed } from '../items/route.ts';
import { checkBarcode, readScannedCode, refuseUnexpectedVolume } from './classify-code.ts';
import { receiveFormOf } from './receive-form.ts';
import { countsOf } from './receive-position.ts';
import { t } from '../../../../../shared/words/words.ts';

/**
 * What the list of receipts shows of a request, and of the volume where its barcode was scanned too. Changes nothing.
 * @param position as the request opens
 * @returns a refusal where the barcode cannot be received; what is not to be received without a look at the form says why
 */
export const lookAtReceipt = (
  context: DeskContext,
  request: StoredRequest,
  position: ReceiveForm['position'],
  { barcode, listed }: Input<'receiving.look'>,
): Result<ReceiptLook> => {
  const code = barcode === null ? null : readScannedCode(barcode);
  if (code && !code.ok) return code;
  if (code) {
    const free = checkBarcode(context, code.value, request);
    if (!free.ok) return free;
  }
  const counts = countsOf(request);
  if (isVolumeUnexpected({ ...counts, received: counts.received + listed }))
    return refuseUnexpectedVolume(request);
  const form = receiveFormOf(context, request, position);
  const question = questionOf(request, form);
  return ok({
    requestId: request.id,
    externalId: request.externalId,
    title: request.title,
    patronName: request.patronName,
    partnerName: request.partnerName,
    destination: form.destination,
    barcode: code ? code.value : null,
    volumesExpected: request.volumesExpected,
    volumesReceived: request.volumesReceived,
    inSet: position === 'resume' || (request.volumesExpected ?? 1) > 1,
    remarks: question === null && form.warning !== null ? [form.warning] : [],
    question,
  });
};

/** What a person is asked in the form, so that it is not answered by a list; null where nothing is. */
const questionOf = (request: StoredRequest, form: ReceiveForm): string | null => {
  if (isCancellationAsked(request.status)) return t('receiving.aCancellationWasAskedForBut');
  if (form.senders.length > 1)
    return t('receiving.moreThanOnePartnerWasAsked', {
      senders: form.senders.map(({ name }) => name).join(t('common.or')),
    });
  if (isPickupClosed(request))
    return t('receiving.thePickupLocationIsNotIn', { pickupName: request.pickupName });
  return null;
};
