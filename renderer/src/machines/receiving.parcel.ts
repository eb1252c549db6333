import type { ReceiveForm, StaysAt } from '../../../shared/ipc/receiving-views.ts';
import type { More, ReceivingContext } from './receiving.context.ts';
import type { Use } from './step-runner.ts';

// The questions a form asks about a parcel before it accepts a barcode: its use, its sender, and its due date.

/** Returns where the item of a form stays, because only its barcode is unknown; null if it is placed now. */
export const staysOf = ({ known }: ReceiveForm): StaysAt =>
  known === null || known.place === 'on-hold-shelf' ? null : known.place;

/** Returns the number of volumes received for the patron, without those that go back. */
export const countOf = (received: ReceiveForm['received'] | ReceivingContext['received']): number =>
  received.filter(({ use }) => use === 'for-patron').length;

/** Returns the choice made for a parcel, if the form still offers it. */
export const chosenUse = ({ choice }: ReceiveForm, use: Use | null): Use | null =>
  choice === null || (use === 'for-patron' && choice.forPatron === null) ? null : use;

/** The kinds of input that may be missing before a barcode is accepted. */
export type Missing = 'use' | 'sender' | 'date';

/** Whether the sender is unknown: several partners may have sent it, or the request has no partner. */
const lacksSender = (form: ReceiveForm, received: number, { details }: More): boolean => {
  if (form.senders.length === 0) return form.asksPartner && received === 0 && details.partnerId === undefined;
  return form.senders.length > 1 && details.turnId === undefined;
};

/** Returns the sender: the chosen partner, or the only possible one. */
export const senderOf = ({
  form,
  more,
}: Pick<ReceivingContext, 'form' | 'more'>): ReceiveForm['senders'][number] | undefined => {
  const [only, ...others] = form?.senders ?? [];
  return others.length === 0 ? only : form?.senders.find(({ turnId }) => turnId === more.details.turnId);
};

/** Returns the first missing input before a barcode can be stored; null if nothing is missing. */
export const missingOf = ({ form, use, received, more }: ReceivingContext): Missing | null => {
  if (form === null) return null;
  if (form.choice !== null && use === null) return 'use';
  if (lacksSender(form, received.length, more)) return 'sender';
  return more.noDate === '' ? null : 'date';
};
