import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { SentFacts, SentService } from '../../../../shared/domain/other-system-messages.ts';
import { type Fields, kinds, sipMoment } from './message.ts';

/** What happened at the desk, as SIP2 reports it, without the institution. */
export type StepMessage = {
  readonly kind: string;
  readonly answerKind: string;
  readonly fixed: string;
  readonly fields: Fields;
};

const yes = 'Y';
const no = 'N';

/** The end of the day until which the item is lent; blank: the other system decides. */
const dueMoment = (dueOn: CalendarDate | null): string =>
  dueOn === null ? ' '.repeat(18) : `${dueOn.replaceAll('-', '')}    235900`;

/**
 * Returns the message about a step. "No block" says that it has happened already: the other system records it, with our due date, and does not decide
 * whether it is allowed. @param location where this workstation is, for a check-in
 */
export const stepMessage = (
  service: SentService,
  { item, user, dueOn, at }: SentFacts,
  { timeZone, location }: { readonly timeZone: string; readonly location: string },
): StepMessage => {
  const moment = sipMoment(new Date(at), timeZone);
  switch (service) {
    case 'CheckOutItem':
      return {
        kind: kinds.checkOut,
        answerKind: kinds.checkOutAnswer,
        // An item that is on loan already is not renewed instead.
        fixed: `${no}${yes}${moment}${dueMoment(dueOn)}`,
        fields: [
          ['AA', user],
          ['AB', item],
          ['AC', ''],
        ],
      };
    case 'CheckInItem':
      return {
        kind: kinds.checkIn,
        answerKind: kinds.checkInAnswer,
        fixed: `${yes}${moment}${moment}`,
        fields: [
          ['AP', location],
          ['AB', item],
          ['AC', ''],
        ],
      };
    case 'RenewItem':
      return {
        kind: kinds.renew,
        answerKind: kinds.renewAnswer,
        // Staff renew for the patron.
        fixed: `${yes}${yes}${moment}${dueMoment(dueOn)}`,
        fields: [
          ['AA', user],
          ['AD', ''],
          ['AB', item],
          ['AC', ''],
        ],
      };
    case 'AcceptItem':
    case 'RecallItem':
      throw new TypeError(`SIP2 has no message for ${service}`);
  }
};
