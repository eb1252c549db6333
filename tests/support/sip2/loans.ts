import type { SipItem } from './server.ts';

const date = '20261201    101500';

/** The characters at fixed places, which other fields follow. */
const fixed: Readonly<Record<string, number>> = { '11': 40, '09': 39, '29': 40 };

const field = (message: string, id: string): string =>
  message
    .slice(fixed[message.slice(0, 2)])
    .split('|')
    .find((part) => part.startsWith(id))
    ?.slice(2) ?? '';

/** Lends, returns or renews in the book of the server, and answers. It refuses what does not fit its book. */
export const loanAnswer = (items: Map<string, SipItem>, message: string, isKnownPatron: boolean): string => {
  const kind = message.slice(0, 2);
  const [barcode, user] = [field(message, 'AB'), field(message, 'AA')];
  const item = items.get(barcode);
  const due = message.slice(22, 30);
  const answerKind = { '11': '12', '09': '10', '29': '30' }[kind];
  const answer = (isDone: boolean, words: string): string =>
    `${answerKind}${isDone ? 1 : 0}NNN${date}AOMAIN|AB${barcode}|${kind === '09' ? '' : `AA${user}|`}AJ|AH${due}|${isDone ? '' : `AF${words}|`}`;
  if (!item) return answer(false, 'Item not found');
  if (kind === '09') {
    if (item.onLoanTo === null) return answer(false, 'Item not checked out');
    item.onLoanTo = null;
    return answer(true, '');
  }
  if (!isKnownPatron) return answer(false, 'Unknown patron');
  if (kind === '11' && item.onLoanTo !== null) return answer(false, 'Item is on loan');
  if (kind === '29' && item.onLoanTo !== user) return answer(false, 'Not on loan to this patron');
  item.onLoanTo = user;
  item.dueOn = `${due.slice(0, 4)}-${due.slice(4, 6)}-${due.slice(6, 8)}`;
  return answer(true, '');
};
