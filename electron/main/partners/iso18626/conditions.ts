import { addDays } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { ConditionConvention } from '../../../../shared/domain/partner-profile.ts';
import { dayOf } from './dates.ts';
import type { SupplyingAgencyMessage } from './message.ts';
import type { ReadNote } from './notes.ts';
import { isLent, isTerminal, type Standing } from './standing.ts';

type Costs = { readonly currencyCode: string | null; readonly monetaryValue: string | null };

const costWords = ({ currencyCode, monetaryValue }: Costs): string =>
  [monetaryValue, currencyCode].filter((part) => part !== null).join(' ');

/** What a message says of the terms on which a partner lends. */
export type Terms = {
  /** Codes of loan conditions, in order. */
  readonly codes: readonly string[];
  /** The price as the partner wrote it; empty if it named none. */
  readonly cost: string;
  /** The price that it offers before it lends: it lends only if we accept it. Empty if it offers none. */
  readonly offer: string;
};

export const termsOf = ({
  body: { messageInfo, retryInfo, deliveryInfo },
}: SupplyingAgencyMessage): Terms => {
  const offered = [messageInfo.offeredCosts, ...(retryInfo?.offeredCosts ?? [])].filter(
    (one) => one !== null,
  );
  const [offer = ''] = offered.map(costWords);
  const [delivery = ''] = (deliveryInfo?.deliveryCosts ?? []).map(costWords);
  return {
    codes: [...new Set([...(deliveryInfo?.loanCondition ?? []), ...(retryInfo?.loanCondition ?? [])])],
    cost: offer === '' ? delivery : offer,
    offer,
  };
};

/** Whether a line of a note names a condition; `Loan condition: OTHER (none)` names none. */
const namesCondition = (text: string): boolean =>
  text.split('\n').some((line) => {
    const said = /^loan condition:(.*)$/i.exec(line.trim())?.[1]?.trim() ?? '';
    return said !== '' && !said.toLowerCase().endsWith('(none)');
  });
const asksToAnswer = /\bACCEPT\b[^\n]{0,40}\bREJECT\b|^conditions pending/im;
const labelled = /^(?:condition|cost): *\S/im;

/** Days after which a partner of the convention `conditional-reply` gives up waiting. */
const daysToReply = 4;

const retryReasons: readonly string[] = ['LoanCondition', 'MustMeetLoanCondition', 'CostExceedsMaxCost'];

/** Whether a message that says that the partner will supply, or expects to, sets a condition that awaits our answer. */
const isSet = (
  { codes, offer }: Terms,
  note: ReadNote,
  convention: ConditionConvention,
  condition: Standing['condition'],
): boolean => {
  if (note.assumesYes) return false;
  // A mark alone refers to the condition that was set before.
  const isReminder = condition !== 'none' && codes.length === 0 && offer === '' && note.text === '';
  if (note.setsCondition || note.awaitsAnswer) return !isReminder;
  // A partner repeats the conditions that we accepted.
  if (condition === 'accepted') return false;
  switch (convention) {
    case 'reshare':
      return codes.length > 0;
    case 'accept-reject':
      return codes.length > 0 || offer !== '' || asksToAnswer.test(note.text) || labelled.test(note.text);
    case 'conditional-reply':
      return codes.length > 0 || offer !== '' || namesCondition(note.text);
    case 'retry':
      return false;
  }
};

/** Whether a message sets a condition, by the partner's convention. */
export const setsCondition = (
  message: SupplyingAgencyMessage,
  note: ReadNote,
  { condition, status: before, volumes }: Pick<Standing, 'condition' | 'status' | 'volumes'>,
  convention: ConditionConvention,
): boolean => {
  const { statusInfo, messageInfo } = message.body;
  if (statusInfo.status === 'RetryPossible')
    return convention === 'retry' && retryReasons.includes(messageInfo.reasonRetry ?? '');
  // Once the partner has sent the item, its conditions are about using it.
  if (isLent(before) || isTerminal(before) || volumes !== 'none') return false;
  const isOpen =
    statusInfo.status === null ||
    statusInfo.status === 'WillSupply' ||
    statusInfo.status === 'ExpectToSupply';
  return isOpen && isSet(termsOf(message), note, convention, condition);
};

/** Returns the day by which the partner wants our answer; null if it named none. */
export const replyByOf = (
  { body: { header, messageInfo, retryInfo } }: SupplyingAgencyMessage,
  convention: ConditionConvention,
  timeZone: string,
): CalendarDate | null => {
  const before = messageInfo.retryBefore ?? retryInfo?.retryBefore ?? null;
  if (before !== null) return dayOf(before, timeZone);
  return convention === 'conditional-reply' && header.timestamp !== null
    ? addDays(dayOf(header.timestamp, timeZone), daysToReply)
    : null;
};
