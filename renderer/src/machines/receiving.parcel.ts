import type { ReceiveForm } from '../../../shared/ipc/receiving-views.ts';
import type { More, ReceivingContext } from './receiving.context.ts';
import type { Use } from './step-runner.ts';

// What a form asks of a parcel before a barcode is taken: what becomes of it, who sent it, and when it is due back.

/** How many came of what the patron waits for: what is to go back is none of it. */
export const countOf = (received: ReceiveForm['received'] | ReceivingContext['received']): number =>
  received.filter(({ use }) => use === 'for-patron').length;

/** What was chosen of a parcel, as far as the form still asks for it. */
export const chosenUse = ({ choice }: ReceiveForm, use: Use | null): Use | null =>
  choice === null || (use === 'for-patron' && choice.forPatron === null) ? null : use;

/** What must be settled in the open form before a barcode is taken. */
export type Missing = 'use' | 'sender' | 'date';

/** Whether nobody said who sent it: several partners may have, or the request has none. */
const lacksSender = (form: ReceiveForm, received: number, { details }: More): boolean => {
  if (form.senders.length === 0) return form.asksPartner && received === 0 && details.partnerId === undefined;
  return form.senders.length > 1 && details.turnId === undefined;
};

/** Who sent it: the one that was chosen, or the only one that can have. */
export const senderOf = ({
  form,
  more,
}: Pick<ReceivingContext, 'form' | 'more'>): ReceiveForm['senders'][number] | undefined => {
  const [only, ...others] = form?.senders ?? [];
  return others.length === 0 ? only : form?.senders.find(({ turnId }) => turnId === more.details.turnId);
};

/** What is missing first before a barcode can be stored; null where nothing is. */
export const missingOf = ({ form, use, received, more }: ReceivingContext): Missing | null => {
  if (form === null) return null;
  if (form.choice !== null && use === null) return 'use';
  if (lacksSender(form, received.length, more)) return 'sender';
  return more.noDate === '' ? null : 'date';
};
