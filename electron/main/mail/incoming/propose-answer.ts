import { isCalendarDate } from '../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import { readOutsideDay } from '../../../../shared/domain/intake/outside-day.ts';
import { plainLine } from '../../../../shared/domain/plain-text.ts';
import { conditions, exceptions, type ProposedKind, refusals, statements } from './answer-forms.ts';
import { replyPart } from './reply-part.ts';

/** The answer that a mail most likely contains. */
export type ProposedAnswer = {
  readonly kind: ProposedKind;
  /** The sentence that says so. */
  readonly words: string;
  /** The day that it names; null if it names none, or several. */
  readonly day: CalendarDate | null;
};

/** Longer mails are not answers; what is read of one is bounded. */
const longest = 6_000;
const longestSentence = 400;

/** Words before a statement that cancel it: it did not happen, will happen, or is only considered. */
const beforeStatement =
  /\b(?:not|n't|never|no|nor|cannot|can't|unable|if|unless|whether|once|when|as soon as|until|would|could|might|may|should|shall|will|to be|going to|must|can|before|after|please|nicht|noch nicht|kein\w{0,2}|nie|wenn|falls|ob|sobald|würden?|wird|werden|soll\w{0,2}|könnten?|muss|bitte|si|cuando|en cuanto|no|nunca|aún no|todavía no|podría|será|debe|por favor)(?![\p{L}])/u;
/** Things that are sent, cancelled or received beside the item. */
const otherThing =
  /\b(?:invoices?|bills?|fees?|requests?|inquir(?:y|ies)|reminders?|e-?mails?|messages?|letters?|forms?|notices?|replies|questions?|receipts?|labels?|questions?|rechnung(?:en)?|anfrage|formular|erinnerung|mahnung|nachricht|factura|formulario|correo|mensaje|recordatorio|solicitud|petición)(?![\p{L}])/u;
const mayBeOther: readonly ProposedKind[] = ['shipped', 'shipped-digitally', 'checked-in', 'renewed'];
/** An offer with a condition is not a promise. */
const unless =
  /\b(?:if|unless|once|as soon as|sobald|cuando|provided|on condition|wenn|falls|sofern|si|siempre que)(?![\p{L}])/u;
const hypothetical = /\b(?:if|unless|whether|in case|wenn|falls|sofern|ob|si|en caso)(?![\p{L}])/u;

const harmless: readonly (readonly [RegExp, string])[] = [
  [
    /\b(?:no|without)(?: any)? (?:charge|cost|fee)s?\b|\bohne (?:kosten|gebühr)\b|\bsin (?:coste|cargo)\b/gu,
    ' ',
  ],
  [/\b(?:no (?:problem|worries)|kein problem|sin problemas?)\b/gu, ' '],
  [/\bplease find attached\b|\battached (?:please|you will) find\b/gu, 'attached is'],
  [/\brenewal request\b/gu, 'renewal'],
  [/\bsolicitud de renovación\b/gu, 'renovación'],
  // A number is no negation.
  [/\b(?:no|nr|núm)\.? ?:? ?(?=[\p{L}-]{0,10}\d)/gu, ' '],
];

const lowered = (sentence: string): string => {
  const plain = sentence
    .toLowerCase()
    .normalize('NFC')
    .replace(/[’‘`´]/gu, "'")
    .replace(/\s+/gu, ' ')
    .trim();
  return harmless.reduce((text, [form, by]) => text.replace(form, by), plain);
};

/** Joins lines that a program has wrapped: a short line followed by a new one begins something else. */
const joined = (text: string): string =>
  text.replace(/([^\n]*)\n(?!\n)/gu, (_, line: string) =>
    line.length >= 50 && !/[.!?:;]\s*$/u.test(line) ? `${line} ` : `${line}\n`,
  );

/** Splits a text into sentences. A number with a dot is a day or an ordinal, not an end. */
const sentencesOf = (text: string): readonly string[] =>
  joined(text)
    .split(/\n+|(?<=[!?])\s+|(?<=[^\s\d]\.|\d{3}\.|;)\s+/u)
    .map((one) => one.trim().slice(0, longestSentence))
    .filter((one) => one !== '');

type Found = { readonly kind: ProposedKind; readonly sentence: string };

const statementIn = (sentence: string, kind: ProposedKind, forms: readonly RegExp[]): boolean =>
  forms.some((form) => {
    const match = form.exec(sentence);
    if (match === null) return false;
    const until = sentence.slice(0, match.index + match[0].length);
    if (kind === 'will-supply')
      return !unless.test(sentence) && !/\b(?:not|n't|nicht|no)(?![\p{L}])/u.test(until);
    const isOther = mayBeOther.includes(kind) && otherThing.test(until);
    // A renewal or recall is often explained by a wish, but only what stands before it changes its meaning.
    return !isOther && !beforeStatement.test(until);
  });

const foundIn = (sentence: string): readonly Found[] => {
  const text = lowered(sentence);
  const isQuestion = text.includes('?');
  const found: ProposedKind[] = [];
  if (conditions.some((form) => form.test(text))) found.push('conditional');
  if (!isQuestion) {
    if (!hypothetical.test(text))
      for (const [kind, forms] of Object.entries(refusals) as [ProposedKind, readonly RegExp[]][])
        if (forms.some((form) => form.test(text))) found.push(kind);
    for (const [kind, forms] of Object.entries(statements) as [ProposedKind, readonly RegExp[]][])
      if (statementIn(text, kind, forms)) found.push(kind);
  }
  return found.filter((kind) => exceptions[kind]?.test(text) !== true).map((kind) => ({ kind, sentence }));
};

/** Two answers of which the first makes the second part of it. Any other two contradict each other. */
const including: Readonly<Partial<Record<ProposedKind, readonly ProposedKind[]>>> = {
  shipped: ['will-supply', 'renewal-refused'],
  'shipped-digitally': ['will-supply', 'shipped'],
  conditional: ['will-supply', 'renewal-refused'],
  recalled: ['overdue'],
};

const oneOf = (kinds: readonly ProposedKind[]): ProposedKind | null => {
  const distinct = [...new Set(kinds)];
  const whole = distinct.filter((kind) =>
    distinct.every((other) => other === kind || including[kind]?.includes(other) === true),
  );
  return whole[0] ?? null;
};

const dayForms =
  /\b(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2,4}|\d{1,2}(?:st|nd|rd|th)?\.?(?: of| de)? \p{L}{3,10}\.?,?(?: de)? \d{4}|\p{L}{3,10}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?![\d])/giu;

/** What stands before the day until which something is lent. */
const untilDay =
  /(?:\b(?:until|till|through|to|by|before|due|back|date|is|on|bis|zum|spätestens|hasta|antes|vence|vencimiento|devolución|leihfristende|rückgabe\p{L}*)|:)\s*(?:the|zum|den|am|del?|el)?\s*:?\s*$/iu;
/** A sentence about when a parcel must be back, not about when it left. */
const aboutReturn = /\b(?:due|return|back by|leihfrist|rückgabe|fällig|devol|vence|vencim)/iu;
/** A sentence about when something was done. */
const aboutPast = /(?:\b(?:on|am|since|seit|desde)|(?<!\bhasta )\bel)\s*(?:the|den|el)?\s*$/iu;

/** Returns the only day that sentences name as the one until which it is lent, or by which it is wanted back. */
const dayIn = (sentences: readonly string[]): CalendarDate | null => {
  const days = new Set(
    sentences.flatMap((sentence) =>
      [...sentence.matchAll(dayForms)].flatMap((match) => {
        const before = sentence.slice(0, match.index);
        const isUntil = untilDay.test(before) && (!aboutPast.test(before) || aboutReturn.test(before));
        const day = isUntil ? readOutsideDay(match[0].replace(/ of /iu, ' '), null) : null;
        // A day whose order is unknown counts as another one: then none is taken.
        return isUntil ? [day !== null && typeof day === 'object' ? day.date : ''] : [];
      }),
    ),
  );
  const [only = ''] = days;
  return days.size === 1 && isCalendarDate(only) ? only : null;
};

const dayOf = (kind: ProposedKind, said: readonly string[], all: readonly string[]): CalendarDate | null => {
  if (kind === 'shipped') return dayIn(all.filter((sentence) => aboutReturn.test(sentence)));
  return kind === 'renewed' || kind === 'recalled' ? dayIn(said.length > 0 ? all : []) : null;
};

const isReply = (subject: string): boolean =>
  /^\s*(?:re|aw|fwd?|wg|rv|antw|res)\s?(?:\[\d+\])?:/iu.test(subject);

/**
 * Returns the answer that a mail of a partner gives, or null if it gives none or several, or asks something: no proposal is better than a wrong
 * one. Only what its writer wrote is read, not what it quotes. Its subject counts unless it is that of the quoted mail.
 */
export const proposeAnswer = ({
  subject,
  text,
  isAutomatic,
}: {
  readonly subject: string;
  readonly text: string;
  readonly isAutomatic: boolean;
}): ProposedAnswer | null => {
  if (isAutomatic) return null;
  const own = replyPart(text);
  if (own.length > longest) return null;
  const sentences = [...(isReply(subject) ? [] : [subject]), ...sentencesOf(own)];
  const found = sentences.flatMap(foundIn);
  const kind = oneOf(found.map((one) => one.kind));
  if (kind === null) return null;
  // A question is open: what is said beside it is not the whole answer, unless the question is whether we accept.
  if (kind !== 'conditional' && sentences.some((one) => one.includes('?'))) return null;
  const said = found.filter((one) => one.kind === kind).map(({ sentence }) => sentence);
  return { kind, words: plainLine(said[0] ?? '', 300), day: dayOf(kind, said, sentences) };
};
