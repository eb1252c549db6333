import { type Citation, citationLines } from '../citation.ts';
import { calendarDateIn, daysBetween, formatDateInFull } from '../dates.ts';
import type { CalendarDate, Instant } from '../ids.ts';
import { plainLine, plainLines } from '../plain-text.ts';
import { reasonToPatron } from '../reasons.ts';
import { conditionLines, useConditions } from '../receiving.ts';
import type { Speaker, Translate } from '../../words/words.ts';
import { messageLabel, type Recipient } from './all-letters.ts';
import type { Payload } from './letter.ts';
import { fillTemplate } from './template.ts';
import { type LetterField, letterLimits, type LetterText } from './text.ts';

/** The data that a letter is filled in with, as stored: its language turns it into words. */
export type LetterFacts = {
  readonly recipient: Recipient;
  readonly title: string;
  readonly author: string;
  readonly format: string;
  /** The citation besides title, author and format. */
  readonly citation: Citation;
  readonly externalId: string;
  readonly requestedAt: Instant | null;
  readonly volumesExpected: number | null;
  /** Whether the request has more than one volume: a letter about one of them says which. */
  readonly isSet: boolean;
  readonly items: readonly { readonly volume: number; readonly barcode: string }[];
  readonly dueOn: CalendarDate | null;
  /** How many volumes are wanted from the partner; null if the request is for one item, or this is unknown. */
  readonly wanted: number | null;
  /** The partner's conditions of use. */
  readonly conditions: readonly { readonly reason: string; readonly note: string }[];
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
  /** IANA time zone for converting moments to days. */
  readonly timeZone: string;
  readonly step: Payload;
  /** The letter that this one corrects, with its text: of several alike, only the text says which volumes it was about. */
  readonly corrected: {
    readonly kind: string;
    readonly subject: string;
    readonly text: string;
    readonly at: Instant;
  } | null;
};

/**
 * `Volume 1: barcode N-31234`; empty if nothing is known. Without the size of the set: it changes when the rest is not wanted, and the slip
 * keeps what was true when it was printed.
 */
const itemLine = (
  t: Translate,
  { isSet }: LetterFacts,
  { volume, barcode }: LetterFacts['items'][number],
): string => {
  if (!isSet) return barcode === '' ? '' : t('Barcode {barcode}', { barcode });
  return t('Volume {volume}{isBarcodeKnown, select, yes {: barcode {barcode}} other {}}', {
    volume,
    isBarcodeKnown: barcode === '' ? 'no' : 'yes',
    barcode,
  });
};

/** `1 day`, `14 days`: how long it has been overdue. */
const daysLate = (t: Translate, { dueOn, now, timeZone }: LetterFacts): string => {
  const days = dueOn === null ? 0 : daysBetween(dueOn, calendarDateIn(now, timeZone));
  return days <= 0 ? '' : t('{days, plural, one {1 day} other {{days} days}}', { days });
};

/** All lines of another letter, each after a `>`: a part would correct only that part. */
const quoted = (text: string): string =>
  plainLines(text)
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n')
    .replace(/^>$/, '');

/** `We need 2 of 3 volumes.` if others were received, wherever they are now; otherwise how many are wanted. */
const wantedWords = (t: Translate, { wanted, volumesExpected }: LetterFacts): string => {
  if (wanted === null) return '';
  return wanted < (volumesExpected ?? wanted)
    ? t('We need {wanted} of {expected} volumes.', { wanted, expected: volumesExpected })
    : t('We need {wanted} volumes.', { wanted });
};

/** The value of every field; empty if there is none. Plain text: no external text can start a header or a line. */
const letterValues = (facts: LetterFacts, { t, locale }: Speaker): Readonly<Record<LetterField, string>> => {
  const { library, step, corrected, timeZone } = facts;
  const correctedLabel = corrected ? messageLabel(facts.recipient, corrected.kind, t) : '';
  const day = (date: CalendarDate | null | undefined): string => (date ? formatDateInFull(date, locale) : '');
  const dayOf = (at: Instant | null | undefined): string =>
    day(at ? calendarDateIn(new Date(at), timeZone) : null);
  const line = (text: string | undefined): string => plainLine(text ?? '', letterLimits.value);
  const lines = (texts: readonly string[], longest: number = letterLimits.value): string =>
    plainLines(texts.map((text) => plainLine(text, longest)).join('\n'));
  return {
    title: line(facts.title),
    author: line(facts.author),
    citation: lines(citationLines(facts.format, facts.citation, { t, locale }), letterLimits.longValue),
    externalId: line(facts.externalId),
    requestedOn: dayOf(facts.requestedAt),
    items: lines(facts.items.map((item) => itemLine(t, facts, item))),
    dueOn: day(facts.dueOn),
    conditions: lines(conditionLines(facts.conditions, useConditions(t))),
    patronName: facts.recipient === 'patron' ? line(facts.readerName) : '',
    partnerName: facts.recipient === 'partner' ? line(facts.readerName) : '',
    partnerAddress: lines(facts.partnerAddress),
    pickupLocation: line(facts.pickupLocation),
    holdUntil: day(facts.holdUntil),
    libraryName: line(library.name),
    libraryAddress: lines(library.address),
    libraryEmail: line(library.email),
    libraryPhone: line(library.phone),
    today: day(calendarDateIn(facts.now, timeZone)),
    receivedOn: dayOf(step.receivedAt),
    newDueOn: day(step.dueOn),
    backBy: day(step.backBy),
    wanted: wantedWords(t, facts),
    daysLate: daysLate(t, facts),
    accepted: step.answer === 'yes' ? t('Yes') : '',
    declined: step.answer === 'no' ? t('No') : '',
    reason: line(reasonToPatron(step.reason ?? '', t)),
    note: plainLines((step.note ?? '').slice(0, letterLimits.longValue)),
    correctedLetter: correctedLabel,
    // One that was told by hand has no subject.
    correctedSubject: line(corrected?.subject || correctedLabel),
    correctedOn: dayOf(corrected?.at),
    correctedText: quoted(corrected?.text ?? ''),
  };
};

/**
 * Fills in a letter: one line as the subject, plain lines as the body, whatever the template or the values contain.
 * @param speaker the language of its dates, labels and conditions
 */
export const writeLetter = (template: LetterText, facts: LetterFacts, speaker: Speaker): LetterText => {
  const values = letterValues(facts, speaker);
  return {
    subject: plainLine(fillTemplate(template.subject, values), letterLimits.subject),
    body: `${plainLines(fillTemplate(template.body, values))}\n`,
  };
};
