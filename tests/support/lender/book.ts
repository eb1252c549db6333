import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { Heard, Saying } from './peer-xml.ts';

/** What a lending library knows of a request, from the words that it heard and those that it said. */
export type Entry = {
  readonly requestId: string;
  readonly borrower: string;
  readonly title: string;
  /** Its last status. */
  status: string;
  /** Whether the borrower still wants it, as far as it said. */
  needed: boolean;
  condition: 'none' | 'open' | 'accepted' | 'declined';
  /** The volumes that it lent, those that the borrower says arrived and those that it says are on their way back. */
  lent: string[];
  heardReceived: boolean;
  heardReturned: boolean;
  /** The borrower's questions that it has not answered. */
  owes: string[];
  /** Every word that it heard, once each, and that it said, in order. */
  readonly heard: { readonly action: string; readonly at: string; readonly note: string }[];
  readonly said: { readonly reason: string; readonly status: string; readonly at: string }[];
};

/** What a lender said that has not been delivered. */
export type Waiting = { readonly id: number; readonly requestId: string; readonly xml: string };

/** The lender's book: what it keeps, whatever happens to its program. */
export type Book = {
  readonly entries: Map<string, Entry>;
  /** What it said that has not been delivered, in order. */
  readonly waiting: () => readonly Waiting[];
  readonly keep: (entry: Entry) => void;
  readonly wait: (requestId: string, xml: string) => void;
  readonly delivered: (id: number) => void;
  /** Runs work that changes the book. All of it is in the file when this returns, and none of it before. */
  readonly together: <T>(work: () => T) => T;
};

type Line = { readonly entry: Entry } | { readonly wait: Waiting } | { readonly delivered: number };

/** Opens a book in a file, a line for each change; a new one if there is none. */
export const openBook = (file: string): Book => {
  const entries = new Map<string, Entry>();
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  const take = (line: Line): void => {
    if ('entry' in line) entries.set(line.entry.requestId, line.entry);
    else if ('wait' in line) {
      waiting.set(line.wait.id, line.wait);
      lastId = line.wait.id;
    } else waiting.delete(line.delivered);
  };
  if (existsSync(file))
    for (const line of readFileSync(file, 'utf8').split('\n'))
      if (line !== '') take(JSON.parse(line) as Line);
  let together: string[] | null = null;
  const write = (line: Line): void => {
    const text = `${JSON.stringify(line)}\n`;
    if (together) together.push(text);
    else appendFileSync(file, text);
    take(line);
  };
  return {
    entries,
    waiting: () => [...waiting.values()],
    keep: (entry) => write({ entry }),
    wait: (requestId, xml) => write({ wait: { id: lastId + 1, requestId, xml } }),
    delivered: (id) => write({ delivered: id }),
    together: (work) => {
      together = [];
      try {
        return work();
      } finally {
        appendFileSync(file, together.join(''));
        together = null;
      }
    },
  };
};

/** Why a lender refuses a word. */
export type Refusal = { readonly type: string; readonly value: string };

/** Writes down what was heard. @returns the refusal; `again` if it heard the same before; null: it is new. */
export const writeHeard = ({ entries, keep }: Book, heard: Heard): Refusal | 'again' | null => {
  const entry = entries.get(heard.requestId);
  if (heard.kind === 'request') {
    if (entry) return { type: 'UnrecognisedDataValue', value: 'RequestingAgencyRequestId already exists' };
    keep(newEntry(heard));
    return null;
  }
  if (!entry) return { type: 'UnrecognisedDataValue', value: 'requestingAgencyRequestId: not found' };
  const isAgain = entry.heard.some(({ action, at }) => action === heard.action && at === heard.at);
  if (isAgain) return 'again';
  if (!mayHear(entry, heard.action)) return { type: 'UnsupportedActionType', value: 'invalid action' };
  entry.heard.push({ action: heard.action, at: heard.at, note: heard.note });
  takeAction(entry, heard);
  keep(entry);
  return null;
};

const over: readonly string[] = ['Unfilled', 'RetryPossible', 'LoanCompleted', 'CompletedWithoutReturn'];

/** Whether an action makes sense to a lender; what crosses a word of its own on the way does. */
const mayHear = ({ status, owes, heardReturned }: Entry, action: string): boolean => {
  switch (action) {
    case 'Renew':
      return (status === 'Loaned' || status === 'Overdue') && !owes.includes('Renew') && !heardReturned;
    case 'ShippedReturn':
      return !over.includes(status) && !heardReturned;
    case 'Cancel':
      return !owes.includes('Cancel') && status !== 'LoanCompleted';
    default:
      return true;
  }
};

const newEntry = ({ requestId, borrower, title }: Heard): Entry => ({
  requestId,
  borrower,
  title,
  status: '',
  needed: true,
  condition: 'none',
  lent: [],
  heardReceived: false,
  heardReturned: false,
  owes: [],
  heard: [],
  said: [],
});

const takeAction = (entry: Entry, { action, note }: Heard): void => {
  switch (action) {
    case 'Received':
      entry.heardReceived = true;
      break;
    case 'ShippedReturn':
      entry.heardReturned = true;
      break;
    case 'Cancel':
      entry.needed = false;
      if (entry.condition === 'open') entry.condition = 'declined';
      entry.owes.push('Cancel');
      break;
    case 'Renew':
      entry.owes.push('Renew');
      break;
    case 'Notification':
      if (entry.condition !== 'open') break;
      if (/AgreeResponse#|^ACCEPT$|reply: yes/i.test(note)) entry.condition = 'accepted';
      else if (/^REJECT$/i.test(note)) entry.condition = 'declined';
      break;
    default:
  }
};

/** Writes down what the lender says. */
export const writeSaid = (entry: Entry, saying: Saying, at: string): void => {
  entry.said.push({ reason: saying.reason, status: saying.status ?? '', at });
  // A refused cancellation is written beside Cancelled by some systems, and changes nothing.
  const isRefusal = saying.answer === 'N' && saying.status === 'Cancelled';
  const isAgreed = saying.answer === 'Y' && saying.reason === 'CancelResponse';
  if (isAgreed) entry.status = 'Cancelled';
  else if (saying.status !== undefined && saying.reason !== 'Notification' && !isRefusal)
    entry.status = saying.status;
  if (saying.itemIds && saying.status === 'Loaned') entry.lent = [...saying.itemIds];
  if (over.includes(saying.status ?? '')) entry.lent = [];
  const answered = { CancelResponse: 'Cancel', RenewResponse: 'Renew' }[saying.reason];
  if (answered !== undefined) entry.owes = entry.owes.filter((question) => question !== answered);
};
