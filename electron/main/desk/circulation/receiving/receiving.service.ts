import type { ReceiptLook } from '../../../../../shared/ipc/calls/receiving.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { ReceiveForm } from '../../../../../shared/ipc/views.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { noteShownByCode } from '../../kernel/shown-by-code.ts';
import type { StoredRequest } from '../../store/requests.queries.ts';
import { findRequestByExternalId } from '../../store/requests.queries.ts';
import { authorizeReceiving, readScannedCode, refuseUnknownIdentifier } from './classify-code.ts';
import { lookAtReceipt } from './look-at-receipt.ts';
import { makeBarcode } from './make-barcode.ts';
import { receiveFormOf } from './receive-form.ts';
import { classifyRequest } from './receive-position.ts';

export type ReceivingService = {
  /**
   * Opens the receive form for what was scanned. Changes nothing.
   * @param code as the scanner or the keyboard gave it; `further` asks on purpose for one more volume.
   */
  readonly open: (input: Input<'receiving.open'>) => Result<ReceiveForm>;
  /** What the list of receipts shows of an identifier, alone or with the barcode of its item. Changes nothing. */
  readonly look: (input: Input<'receiving.look'>) => Result<ReceiptLook>;
  /** The next temporary barcode of the library's series, with its label in the queue of the printer. */
  readonly makeBarcode: (input: Input<'receiving.makeBarcode'>) => Result<Output<'receiving.makeBarcode'>>;
};

/** The job of Receiving Items. */
export const receivingService = (context: DeskContext): ReceivingService => ({
  open: ({ code, further }) => {
    const opened = openRequest(context, code, further);
    if (!opened.ok) return opened;
    const { request, position } = opened.value;
    return ok(receiveFormOf(context, request, position));
  },

  look: (input) => {
    const opened = openRequest(context, input.identifier, false);
    if (!opened.ok) return opened;
    const { request, position } = opened.value;
    return lookAtReceipt(context, request, position, input);
  },

  makeBarcode: (input) => makeBarcode(context, input),
});

const openRequest = (
  context: DeskContext,
  code: string,
  further: boolean,
): Result<{ readonly request: StoredRequest; readonly position: ReceiveForm['position'] }> => {
  const read = readScannedCode(code);
  const request = read.ok ? findRequestByExternalId(context.db, read.value) : undefined;
  const allowed = authorizeReceiving(context, request ? { requestId: request.id, by: 'code' } : null);
  if (!allowed.ok) return allowed;
  if (!read.ok) return read;
  if (!request) return refuseUnknownIdentifier(context, read.value);
  noteShownByCode(context.session, request.id);
  const position = classifyRequest(context, request, further);
  return position.ok ? ok({ request, position: position.value }) : position;
};
