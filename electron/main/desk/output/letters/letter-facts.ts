import { loanPeriod } from '../../../../../shared/domain/loan-period.ts';
import { loadLibraryGroup } from '../../records/settings/settings.service.ts';
import { conditionsOfUse } from '../../../../../shared/domain/conditions.ts';
import { citationOf } from '../../../../../shared/domain/citation.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import * as z from 'zod';
import { storedLines } from '../../../../../shared/domain/plain-text.ts';
import type { LetterFacts } from '../../../../../shared/domain/letters/write-letter.ts';
import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate } from '../../../../../shared/domain/ids.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import { isNotice } from '../../../../../shared/domain/letters/all-letters.ts';
import { isNamed, type Payload } from '../../../../../shared/domain/letters/letter.ts';
import { volumesToldOf } from '../../../../../shared/domain/letters/patron.ts';
import { isSetOf } from '../../../../../shared/domain/volume-names.ts';
import { readPayload } from './read-payload.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type ItemRow, listItems } from '../../store/items.queries.ts';
import { type LetterFactsRow, correctedMessage } from './letters.queries.ts';

/** The text with which a message was sent, as stored in the outbox. */
export const frozenLetter = z.object({
  /** Omitted in letters stored before this field existed, and on paper. */
  from: z.object({ name: z.string(), address: z.string(), replyTo: z.string().nullable() }).optional(),
  to: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  body: z.string(),
});
export type FrozenLetter = z.infer<typeof frozenLetter>;

type VolumeInLetter = Pick<
  ItemRow,
  'id' | 'volume' | 'barcode' | 'turnId' | 'dueOn' | 'status' | 'use' | 'goingBack'
>;

/**
 * The volumes that a letter is about: those that its step named, otherwise all; for a partner, only those that it sent; in a notice that
 * items are ready or on their way, only those that are.
 */
const volumesOf = (
  all: readonly VolumeInLetter[],
  row: LetterFactsRow,
  payload: Payload,
): readonly VolumeInLetter[] => {
  const named = all.filter(
    (one) =>
      payload.itemIds?.includes(one.id) === true || (payload.barcodes && isNamed(one, payload.barcodes)),
  );
  if (named.length > 0) return named;
  if (row.recipient === 'partner') return all.filter(({ turnId }) => turnId === row.turnId);
  const told = all.filter(volumesToldOf[row.kind] ?? (() => true));
  return told.length > 0 ? told : all;
};

/** The conditions of use of the senders of volumes that are out; before anything has arrived, of the partner that was asked last. */
const conditionsOf = (
  db: ReadableDB,
  row: LetterFactsRow,
  volumes: readonly VolumeInLetter[],
): LetterFacts['conditions'] => {
  const conditions = listConditions(db, row.requestId);
  const senders = volumes.filter(({ status }) => isItemOut(status)).map(({ turnId }) => turnId);
  const turns = row.recipient === 'partner' || senders.length === 0 ? [row.turnId] : senders;
  return [...new Set(turns)].flatMap((turnId) => conditionsOfUse(conditions, turnId));
};

/** The date until which a patron who collects today gets the item; null if its partner named none. */
const loanDueOnToday = (
  db: ReadableDB,
  { libraryId, requestDueOn }: LetterFactsRow,
  today: CalendarDate,
): CalendarDate | null => {
  const { defaultPeriodDays: loanDays, daysBeforePartner } = loadLibraryGroup(db, libraryId, 'loans');
  return requestDueOn && loanPeriod({ today, dueOn: requestDueOn, loanDays, daysBeforePartner }).dueOn;
};

/** The due date in a letter: that of a notice, otherwise that of the loan for the patron, or of its own volumes for a partner. */
const dueOnOf = (
  db: ReadableDB,
  today: CalendarDate,
  row: LetterFactsRow,
  volumes: readonly VolumeInLetter[],
  payload: Payload,
): CalendarDate | null =>
  row.recipient === 'patron'
    ? (isNotice(row.kind) && payload.dueOn) || (row.loanDueOn ?? loanDueOnToday(db, row, today))
    : (volumes.flatMap(({ dueOn }) => dueOn ?? []).sort()[0] ?? row.requestDueOn);

/** How many volumes the partner was asked for, if that is not simply the one item. */
const wantedOf = ({ askedFor, volumesExpected }: LetterFactsRow): number | null =>
  askedFor !== null && (askedFor > 1 || askedFor < (volumesExpected ?? 1)) ? askedFor : null;

const correctedOf = (db: ReadableDB, payload: Payload): LetterFacts['corrected'] => {
  if (payload.corrects === undefined) return null;
  const message = correctedMessage(db, payload.corrects);
  if (!message) return null;
  const letter = frozenLetter.safeParse(JSON.parse(message.letter ?? 'null')).data;
  return { kind: message.kind, subject: letter?.subject ?? '', text: letter?.body ?? '', at: message.at };
};

/** Returns the recipient of a correction: the one of the letter that it corrects. Null if unknown. */
export const correctedReader = (db: ReadableDB, payloadJson: string): FrozenLetter['to'] | null => {
  const { corrects } = readPayload(payloadJson);
  const message = corrects === undefined ? undefined : correctedMessage(db, corrects);
  return frozenLetter.safeParse(JSON.parse(message?.letter ?? 'null')).data?.to ?? null;
};

/** A letter may have waited for weeks: dates in the past are left out. */
const stillToCome = (
  day: CalendarDate | null,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): CalendarDate | null => (day !== null && day < calendarDateIn(now, timeZone) ? null : day);

/** Returns the facts that a letter is filled in with, from its row. Dates are in the time zone. */
export const letterFacts = (
  db: ReadableDB,
  row: LetterFactsRow,
  clock: { readonly now: Date; readonly timeZone: string },
): LetterFacts => {
  const payload = readPayload(row.payload);
  const all = listItems(db, row.requestId);
  const volumes = volumesOf(all, row, payload);
  return {
    recipient: row.recipient,
    title: row.title,
    author: row.author,
    format: row.format,
    citation: citationOf(row),
    externalId: row.externalId,
    requestedAt: row.requestedAt,
    volumesExpected: row.volumesExpected,
    isSet: isSetOf(row.volumesExpected, all),
    items: volumes.map(({ volume, barcode }) => ({ volume, barcode })),
    dueOn: dueOnOf(db, calendarDateIn(clock.now, clock.timeZone), row, volumes, payload),
    wanted: wantedOf(row),
    conditions: conditionsOf(db, row, volumes),
    readerName: row.readerName ?? '',
    partnerAddress: row.recipient === 'partner' ? storedLines(row.readerAddress) : [],
    pickupLocation: row.pickupLocation ?? '',
    holdUntil: stillToCome(payload.holdUntil ?? row.holdUntil, clock),
    library: {
      name: row.libraryName,
      address: storedLines(row.libraryAddress),
      email: row.libraryEmail,
      phone: row.libraryPhone,
    },
    ...clock,
    step: payload,
    corrected: correctedOf(db, payload),
  };
};
