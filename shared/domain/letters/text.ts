import { calendarDateIn, daysBetween, formatDate } from '../dates.ts';
import type { CalendarDate, Instant } from '../ids.ts';
import { factsOfLetter, messageLabel, type MessageKind, type Recipient } from './all-letters.ts';
import type { Payload } from './letter.ts';
import { fillTemplate } from './template.ts';
import { plainLine, plainLines } from '../plain-text.ts';
import { t } from '../../words/words.ts';

/** A template or a filled-in letter. Plain text; lines of the body end with `\n`. */
export type LetterText = { readonly subject: string; readonly body: string };

/** Limits in characters. */
export const letterLimits = { subject: 200, body: 8_000, value: 600, longValue: 2_000 } as const;

/** How many letters one call marks as dealt with. */
export const mostLettersAtOnce = 200;

/** Every field that a template may use, with what the person who edits it reads. */
export const letterFields = {
  title: t('Title'),
  author: t('Author'),
  citation: t('Citation: journal, pages, ISBN, needed by and so on, one per line'),
  externalId: t('External identifier'),
  requestedOn: t('Request date'),
  items: t('Volumes with their barcodes, one per line'),
  dueOn: t('Due date: of the loan for patrons, of the request for partners'),
  conditions: t('Partner’s use conditions'),
  patronName: t('Patron name'),
  partnerName: t('Partner name'),
  partnerAddress: t('Partner address, several lines'),
  pickupLocation: t('Pickup location'),
  holdUntil: t('Last day on the hold shelf'),
  libraryName: t('Your library’s name'),
  libraryAddress: t('Your library’s address, several lines'),
  libraryEmail: t('Your library’s e-mail address'),
  libraryPhone: t('Your library’s phone number'),
  today: t('Day the letter leaves'),
  receivedOn: t('Day the items arrived'),
  newDueOn: t('New due date'),
  backBy: t('Back by date'),
  wanted: t('How many volumes are still missing, if others have arrived'),
  daysLate: t('Days overdue'),
  accepted: t('Filled if the condition was accepted'),
  declined: t('Filled if the condition was declined'),
  reason: t('Chosen reason'),
  note: t('Note entered with the step'),
  correctedLetter: t('Kind of the corrected letter'),
  correctedSubject: t('Subject of the corrected letter'),
  correctedOn: t('Day the corrected letter was written'),
} as const;

export type LetterField = keyof typeof letterFields;

const always = [
  'title',
  'author',
  'externalId',
  'requestedOn',
  'items',
  'dueOn',
  'libraryName',
  'libraryAddress',
  'libraryEmail',
  'libraryPhone',
  'today',
] as const satisfies readonly LetterField[];
const forReader = {
  partner: ['partnerName', 'partnerAddress'],
  patron: ['patronName', 'pickupLocation', 'conditions'],
} as const satisfies Readonly<Record<Recipient, readonly LetterField[]>>;

/** The fields of one kind of letter. */
export const fieldsOf = (recipient: Recipient, kind: MessageKind): readonly LetterField[] => [
  ...(factsOfLetter(recipient, kind)?.fields ?? []),
  ...always,
  ...forReader[recipient],
];

/** What a letter is filled in from; dates and moments as they are stored. */
export type LetterFacts = {
  readonly recipient: Recipient;
  readonly title: string;
  readonly author: string;
  /** The citation beside title and author, one line a part. */
  readonly citation: readonly string[];
  readonly externalId: string;
  readonly requestedAt: Instant | null;
  readonly volumesExpected: number | null;
  readonly items: readonly { readonly volume: number; readonly barcode: string }[];
  readonly dueOn: CalendarDate | null;
  /** How many volumes are wanted of the partner, where others are here; null otherwise. */
  readonly wanted: number | null;
  readonly conditions: readonly string[];
  readonly readerName: string;
  readonly partnerAddress: readonly string[];
  readonly pickupLocation: string;
  readonly holdUntil: CalendarDate | null;
  readonly library: {
    readonly name: string;
    readonly address: readonly string[];
    readonly email: string;
    readonly phone: string;
  };
  readonly now: Date;
  /** IANA zone in which moments become days. */
  readonly timeZone: string;
  readonly step: Payload;
  readonly corrected: { readonly kind: string; readonly subject: string; readonly at: Instant } | null;
};

const itemLine = (facts: LetterFacts, item: LetterFacts['items'][number]): string => {
  const single =
    facts.volumesExpected === 1 ||
    (facts.volumesExpected === null && facts.items.length === 1 && item.volume === 1);
  if (single) return `Barcode ${item.barcode}`;
  const of =
    facts.volumesExpected === null
      ? ''
      : t(' of {volumesExpected}', { volumesExpected: facts.volumesExpected });
  return t('Volume {volume}{ofText}: barcode {barcode}', {
    volume: item.volume,
    ofText: of,
    barcode: item.barcode,
  });
};

/** `1 day`, `14 days`: how long ago it was due. */
const daysLate = ({ dueOn, now, timeZone }: LetterFacts): string => {
  const days = dueOn === null ? 0 : daysBetween(dueOn, calendarDateIn(now, timeZone));
  return days <= 0 ? '' : t('{days, plural, one {1 day} other {{days} days}}', { days });
};

/** The value of every field; empty where there is none. Plain text: nothing from outside can begin a header or a line. */
const letterValues = (facts: LetterFacts): Readonly<Record<LetterField, string>> => {
  const { library, step, corrected, timeZone } = facts;
  const day = (date: CalendarDate | null | undefined): string => (date ? formatDate(date) : '');
  const dayOf = (at: Instant | null | undefined): string =>
    at ? formatDate(calendarDateIn(new Date(at), timeZone)) : '';
  const line = (text: string | undefined): string => plainLine(text ?? '', letterLimits.value);
  const lines = (texts: readonly string[]): string => plainLines(texts.map(line).join('\n'));
  return {
    title: line(facts.title),
    author: line(facts.author),
    citation: plainLines(facts.citation.map((part) => plainLine(part, letterLimits.longValue)).join('\n')),
    externalId: line(facts.externalId),
    requestedOn: dayOf(facts.requestedAt),
    items: lines(facts.items.map((item) => itemLine(facts, item))),
    dueOn: day(facts.dueOn),
    conditions: lines(facts.conditions),
    patronName: facts.recipient === 'patron' ? line(facts.readerName) : '',
    partnerName: facts.recipient === 'partner' ? line(facts.readerName) : '',
    partnerAddress: lines(facts.partnerAddress),
    pickupLocation: line(facts.pickupLocation),
    holdUntil: day(facts.holdUntil),
    libraryName: line(library.name),
    libraryAddress: lines(library.address),
    libraryEmail: line(library.email),
    libraryPhone: line(library.phone),
    today: formatDate(calendarDateIn(facts.now, timeZone)),
    receivedOn: dayOf(step.receivedAt),
    newDueOn: day(step.dueOn),
    backBy: day(step.backBy),
    wanted:
      facts.wanted === null
        ? ''
        : t('We still need {wanted} of {expected} volumes.', {
            wanted: facts.wanted,
            expected: facts.volumesExpected ?? facts.wanted,
          }),
    daysLate: daysLate(facts),
    accepted: step.answer === 'yes' ? t('Yes') : '',
    declined: step.answer === 'no' ? t('No') : '',
    reason: line(step.reason),
    note: plainLines((step.note ?? '').slice(0, letterLimits.longValue)),
    correctedLetter: corrected ? messageLabel(facts.recipient, corrected.kind) : '',
    correctedSubject: line(corrected?.subject),
    correctedOn: dayOf(corrected?.at),
  };
};

/**
 * Fills a letter in: one line as subject, plain lines as body, whatever stands in the template or the values.
 */
export const writeLetter = (template: LetterText, facts: LetterFacts): LetterText => {
  const values = letterValues(facts);
  return {
    subject: plainLine(fillTemplate(template.subject, values), letterLimits.subject),
    body: `${plainLines(fillTemplate(template.body, values))}\n`,
  };
};

/**
 * Reads a template as it stands in a file: the subject is the first line, the body begins after the empty line behind it.
 */
export const readTemplateFile = (text: string): LetterText => {
  const [subject = '', ...body] = text.replace(/\r\n/g, '\n').split('\n');
  return { subject: subject.trim(), body: `${body.join('\n').replace(/^\n+|\n+$/g, '')}\n` };
};
