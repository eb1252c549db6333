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
  title: t('common.title'),
  author: t('common.author'),
  citation: t('letters.citationJournalPagesIsbnNeededBy'),
  externalId: t('letters.externalIdentifierOfTheRequest'),
  requestedOn: t('letters.dayOfTheRequest'),
  items: t('letters.volumesWithTheirBarcodesOneLine'),
  dueOn: t('letters.dueDateForThePatronOf'),
  conditions: t('letters.useConditionsOfThePartner'),
  patronName: t('letters.nameOfThePatron'),
  partnerName: t('common.nameOfThePartner'),
  partnerAddress: t('letters.addressOfThePartnerSeveralLines'),
  pickupLocation: t('common.pickupLocation'),
  holdUntil: t('letters.lastDayOnTheHoldShelf'),
  libraryName: t('letters.nameOfYourLibrary'),
  libraryAddress: t('letters.addressOfYourLibrarySeveralLines'),
  libraryEmail: t('letters.eMailAddressOfYourLibrary'),
  libraryPhone: t('letters.telephoneOfYourLibrary'),
  today: t('letters.dayOnWhichTheLetterLeaves'),
  receivedOn: t('letters.dayOnWhichTheItemsCame'),
  newDueOn: t('common.newDueDate'),
  backBy: t('letters.dayByWhichItIsWantedBack'),
  wanted: t('letters.howManyVolumesAreWanted'),
  daysLate: t('letters.howManyDaysAgoItWas'),
  accepted: t('letters.filledWhereTheConditionWasAccepted'),
  declined: t('letters.filledWhereTheConditionWasDeclined'),
  reason: t('letters.reasonAsItWasChosen'),
  note: t('letters.noteThatWasWrittenWithThe'),
  correctedLetter: t('letters.whatTheLetterWasThatDoes'),
  correctedSubject: t('letters.subjectOfThatLetter'),
  correctedOn: t('letters.dayOnWhichThatLetterWas'),
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
  const of = facts.volumesExpected === null ? '' : t('common.of', { volumesExpected: facts.volumesExpected });
  return t('letters.volumeBarcode', { volume: item.volume, ofText: of, barcode: item.barcode });
};

/** `1 day`, `14 days`: how long ago it was due. */
const daysLate = ({ dueOn, now, timeZone }: LetterFacts): string => {
  const days = dueOn === null ? 0 : daysBetween(dueOn, calendarDateIn(now, timeZone));
  return days <= 0 ? '' : t('letters.daysLate', { days });
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
        : t('letters.volumesWanted', {
            wanted: facts.wanted,
            expected: facts.volumesExpected ?? facts.wanted,
          }),
    daysLate: daysLate(facts),
    accepted: step.answer === 'yes' ? t('common.yes') : '',
    declined: step.answer === 'no' ? t('common.no') : '',
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
