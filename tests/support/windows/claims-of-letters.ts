import {
  type Claim,
  type Held,
  isValid,
  type Letter,
  NAME,
  type Taken,
  THAT,
  truth,
  turnsNamed,
  waitsFor,
} from './claim.ts';
import type { Seen } from './seen.ts';

/** The kinds of letters for the words of a sentence. */
const kindsOfWords: Readonly<Record<string, readonly string[]>> = {
  'to lend it': ['request'],
  'to agree to the cancellation': ['cancel-asked'],
  'where the parcel is': ['claim'],
  'to renew it': ['renewal-asked'],
  'that we accept its condition': ['condition-answered'],
  'that we decline its condition': ['condition-answered'],
  'that the item arrived': ['received'],
  'that the item is on its way back': ['returned'],
  'that we no longer need it': ['not-needed', 'not-needed-unanswered'],
  'that we no longer need the remaining volumes': ['rest-not-needed'],
  'that we want it after all': ['cancel-withdrawn'],
  'that the parcel is lost': ['lost'],
  'that the item is lost': ['lost'],
  'that the parcel was found': ['found'],
  'that the item was found': ['found'],
  'that the item is damaged': ['damaged'],
  'about the new due date': ['renewal'],
  'that we no longer want the renewal': ['renewal-withdrawn'],
  'that it did not send this item': ['correction'],
  'that its other items arrived': ['received'],
};

/** Returns the letters to a partner about something. */
const toPartner = (taken: Taken, name: string, what: string): readonly Letter[] | string => {
  const kinds = kindsOfWords[what];
  if (!kinds) return `nobody knows what “${what}” is`;
  const turns = turnsNamed(taken, name);
  return taken.written.filter(
    ({ recipient, turnId, kind }) =>
      recipient === 'partner' && turnId !== null && turns.includes(turnId) && kinds.includes(kind),
  );
};

/** Checks that a partner gets a letter. */
const byLetter = (taken: Taken, name: string, what: string): Held | string => {
  const letters = toPartner(taken, name, what);
  if (typeof letters === 'string') return letters;
  const [letter] = letters;
  if (!letter) return `no letter tells ${name} ${what}`;
  return isValid(letter.email) ? { letters } : `the letter to ${name} cannot leave: “${letter.email}”`;
};

/** Checks that staff must tell a partner, for a reason. */
const byHand = (taken: Taken, name: string, what: string, reason: string): Held | string => {
  const letters = toPartner(taken, name, what);
  if (typeof letters === 'string') return letters;
  const isByHand = taken.after.turns.some((turn) => turn.name === name && turn.isByHand);
  if (reason.startsWith('this partner is contacted by hand'))
    return isByHand && letters[0]?.email === '' ? { letters } : `${name} is not contacted by hand`;
  if (reason.startsWith('no e-mail address'))
    return letters[0]?.email.trim() === '' && !isByHand
      ? { letters }
      : `no letter without an address is there for ${name}`;
  if (/not valid/u.test(reason)) {
    const email = letters[0]?.email.trim() ?? '';
    return email !== '' && !isValid(email) ? { letters } : `the address of ${name} is not wrong`;
  }
  return letters.length === 0 ? {} : `a letter goes to ${name} all the same`;
};

const patronLetters = ({ written }: Taken): readonly Letter[] =>
  written.filter(({ recipient }) => recipient === 'patron');

/** Whether the sentence is about a letter that is sent later. */
const isLater = (that: string): boolean => that === ' when the request closes';

const patron = (taken: Taken, that: string, address: (email: string) => boolean): Held | string => {
  const { request } = taken.after;
  if (request.patronId === null) return 'there is no requester';
  if (!address(request.patronEmail)) return `the address of the patron is “${request.patronEmail}”`;
  const letters = patronLetters(taken);
  if (isLater(that)) {
    const waits = request.endedAs === null && request.cancelNotify === 1;
    return waits && letters.length === 0 ? {} : 'the patron hears now, or never';
  }
  return letters.length > 0 ? { letters } : 'no letter tells the patron';
};

const silentPatron = (taken: Taken): Held | string =>
  patronLetters(taken).length === 0 ? {} : 'the patron is told all the same';

/** Claims about who is told, and what is no longer sent. */
export const claimsOfLetters: readonly Claim[] = [
  {
    name: 'a request that waits is not sent',
    words: new RegExp(`^${NAME} has not been sent the request yet and will not be\\.`, 'u'),
    holds: ({ before, after }, { name }) => {
      const waited = before.turns.filter((turn) => turn.name === name && turn.requestWaits);
      const still = after.turns.filter(
        (turn) => turn.requestWaits && waited.some(({ id }) => id === turn.id),
      );
      return truth(
        waited.length > still.length && waited.length > 0,
        'its letter waits still, or never did',
        ['request-taken-back'],
      );
    },
  },
  {
    name: 'a receipt that waits is not sent',
    words: new RegExp(`^${NAME} has not been notified yet that the item arrived, and will not be\\.`, 'u'),
    holds: (taken, { name = '' }) => {
      const turns = turnsNamed(taken, name);
      const waits = ({ letters }: Seen): number =>
        letters.filter(
          ({ kind, turnId, state }) =>
            kind === 'received' && turnId !== null && turns.includes(turnId) && state !== 'outdated',
        ).length;
      return truth(waits(taken.after) <= waits(taken.before), 'it waits still');
    },
  },
  {
    name: 'a partner is asked',
    words: new RegExp(`^${NAME} will be asked (?<what>[^.]*?)\\.`, 'u'),
    holds: (taken, { name = '', what = '' }) => byLetter(taken, name, what),
  },
  {
    name: 'staff ask a partner',
    words: new RegExp(`^Ask ${NAME} yourself (?<what>[^.(]*?) \\((?<reason>[^)]*)\\)\\.`, 'u'),
    holds: (taken, { name = '', what = '', reason = '' }) => byHand(taken, name, what, reason),
  },
  {
    name: 'the patron is not notified, a letter that is off',
    words: new RegExp(`^The patron will not be notified${THAT} \\(this letter is switched off\\)\\.`, 'u'),
    holds: silentPatron,
  },
  {
    name: 'the patron is not notified, as was chosen',
    words: /^The patron will not be notified\./u,
    holds: (taken) =>
      taken.after.request.cancelNotify === 0 ? silentPatron(taken) : 'the patron will be notified later',
  },
  {
    name: 'the patron is notified',
    words: new RegExp(`^The patron will be notified${THAT}\\.`, 'u'),
    holds: (taken, { that = '' }) => patron(taken, that, isValid),
  },
  {
    name: 'staff notify the patron',
    words: new RegExp(`^Notify the patron yourself${THAT} \\(no e-mail address[^)]*\\)\\.`, 'u'),
    holds: (taken, { that = '' }) => patron(taken, that, (email) => email.trim() === ''),
  },
  {
    name: 'staff notify the patron, whose address is wrong',
    words: new RegExp(
      `^Notify the patron yourself${THAT} \\(the e-mail address is not valid[^)]*\\)\\.`,
      'u',
    ),
    holds: (taken, { that = '' }) => patron(taken, that, (email) => email.trim() !== '' && !isValid(email)),
  },
  {
    name: 'no patron is recorded',
    words: new RegExp(`^No patron will be notified${THAT} \\(no requester is recorded\\)\\.`, 'u'),
    holds: (taken) => (taken.after.request.patronId === null ? silentPatron(taken) : 'there is a requester'),
  },
  {
    name: 'a partner is not notified, a letter that is off',
    words: new RegExp(
      `^${NAME} will not be notified (?<what>[^.(]*?) \\((?<reason>this letter is switched off)\\)\\.`,
      'u',
    ),
    holds: (taken, { name = '', what = '', reason = '' }) => byHand(taken, name, what, reason),
  },
  {
    name: 'a partner is notified',
    words: new RegExp(`^${NAME} will be notified (?<what>[^.]*?)\\.`, 'u'),
    holds: (taken, { name = '', what = '' }) => byLetter(taken, name, what),
  },
  {
    name: 'staff notify a partner',
    words: new RegExp(`^Notify ${NAME} yourself (?<what>[^.(]*?) \\((?<reason>[^)]*)\\)\\.`, 'u'),
    holds: (taken, { name = '', what = '', reason = '' }) => byHand(taken, name, what, reason),
  },
  {
    name: 'letters to a partner are on hold',
    words: new RegExp(`^Letters to ${NAME} are on hold\\.`, 'u'),
    holds: (taken, { name = '' }) => {
      const turns = turnsNamed(taken, name);
      return truth(
        taken.after.turns.some(({ id, isHeld }) => isHeld && turns.includes(id)) &&
          taken.written.some(({ turnId }) => turnId !== null && turns.includes(turnId)),
        'no letter is held back',
      );
    },
  },
  {
    name: 'letters are queued',
    words: /^Mail queued: (?<why>no mail account|the mail password is missing|mail is unavailable)\./u,
    holds: ({ lettersWait, written, after }, { why }) => {
      const canLeave = written.some(({ email }) => isValid(email)) || after.request.cancelNotify === 1;
      return truth(lettersWait === waitsFor[why ?? ''] && canLeave, 'no letter waits for that');
    },
  },
];
