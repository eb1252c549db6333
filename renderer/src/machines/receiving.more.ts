import type { StepInput } from '../../../shared/domain/steps/all-steps.ts';
import type { ReceiptDetails } from '../../../shared/ipc/input-shapes.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { ReceivingContext } from './receiving.context.ts';
import { nextTurn } from './turns.ts';

// What is typed under More in the receive form, and the barcode that is made there.

type MorePatch = Partial<ReceivingContext>;

/** Whether the open form has something under More that cannot be stored. */
export const hasNoDate = ({ form, more }: ReceivingContext): boolean => form !== null && more.noDate !== '';

/** What was added for a volume. The partner reads the note with *Received*, which a set sends when it is done. */
export const detailsOf = (
  { more: { details } }: ReceivingContext,
  several: boolean,
): Pick<StepInput<'receive'>, 'details'> => {
  const { noteToPartner, ...rest } = details;
  const sent = several || noteToPartner === undefined ? rest : details;
  return Object.keys(sent).length === 0 ? {} : { details: sent };
};

/** Changes what is typed under More. */
export const changeMore = (
  { more }: ReceivingContext,
  { details, noDate = more.noDate }: { readonly details: ReceiptDetails; readonly noDate?: string },
): MorePatch => ({ more: { details: { ...more.details, ...details }, noDate } });

/** Prepares making a barcode for the item in hand. */
export const startMaking = (context: ReceivingContext): MorePatch =>
  context.form
    ? {
        pending: {
          call: 'make',
          externalId: context.form.request.externalId,
          input: { opId: context.newOpId(), requestId: context.form.request.id },
        },
        feedback: null,
        failure: '',
      }
    : {};

/** A barcode was made: it stands in the box, to be saved once the label is on the item. */
export const showMade = (context: ReceivingContext, made: Output<'receiving.makeBarcode'>): MorePatch => ({
  ...nextTurn(context),
  madeBarcode: made.barcode,
});

/** What stands on its spine is each volume's own; the rest holds for the parcel. */
export const ofNextVolume = (details: ReceiptDetails): ReceiptDetails => {
  const next = { ...details };
  delete next.label;
  return next;
};
