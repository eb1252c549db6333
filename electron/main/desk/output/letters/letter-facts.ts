import { loanPeriod } from '../../../../../shared/domain/loan-period.ts';
import { loadLibraryGroup } from '../../records/settings/settings.service.ts';
import { conditionsOfUse } from '../../../../../shared/domain/conditions.ts';
import { citationOf, noCitation } from '../../../../../shared/domain/citation.ts';
import { listConditions } from '../../store/conditions.queries.ts';
import * as z from 'zod';
import { storedLines } from '../../../../../shared/domain/plain-text.ts';
import type { LetterFacts } from '../../../../../shared/domain/letters/write-letter.ts';
import { addDays, calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../../shared/domain/ids.ts';
import { calendarDate } from '../../../../../shared/ipc/branded.ts';
import { isItemOut } from '../../../../../shared/domain/item-status.ts';
import {
  isNotice,
  type MessageKind,
  type Recipient,
} from '../../../../../shared/domain/letters/all-letters.ts';
import { isNamed, type Payload } from '../../../../../shared/domain/letters/letter.ts';
import { readPayload } from './read-payload.ts';
import type { ReadableDB } from '../../../db/types.ts';
import { type ItemRow, listItems } from '../../store/items.queries.ts';
import { type LetterFactsRow, correctedMessage } from './letters.queries.ts';
import type { Speaker } from '../../../../../shared/words/words.ts';

/** The text with which a message was sent, as stored in the outbox. */
export const frozenLetter = z.object({
  /** Omitted in letters stored before this field existed, and on paper. */
  from: z.object({ name: z.string(), address: z.string(), replyTo: z.string().nullable() }).optional(),
  to: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  body: z.string(),
});
export type FrozenLetter = z.infer<typeof frozenLetter>;

type VolumeInLetter = Pick<ItemRow, 'id' | 'volume' | 'barcode' | 'turnId' | 'dueOn' | 'status'>;

/** The volumes that a letter is about: those that its step named, otherwise all; for a partner, only those that it sent. */
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
  return row.recipient === 'partner' ? all.filter(({ turnId }) => turnId === row.turnId) : all;
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

const correctedOf = (db: ReadableDB, payload: Payload): LetterFacts['corrected'] => {
  if (payload.corrects === undefined) return null;
  const message = correctedMessage(db, payload.corrects);
  if (!message) return null;
  const letter = frozenLetter.safeParse(JSON.parse(message.letter ?? 'null')).data;
  return { kind: message.kind, subject: letter?.subject ?? '', at: message.at };
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
  const volumes = volumesOf(listItems(db, row.requestId), row, payload);
  return {
    recipient: row.recipient,
    title: row.title,
    author: row.author,
    format: row.format,
    citation: citationOf(row),
    externalId: row.externalId,
    requestedAt: row.requestedAt,
    volumesExpected: row.volumesExpected,
    items: volumes.map(({ volume, barcode }) => ({ volume, barcode })),
    dueOn: dueOnOf(db, calendarDateIn(clock.now, clock.timeZone), row, volumes, payload),
    wanted: row.askedFor !== null && row.askedFor < (row.volumesExpected ?? 1) ? row.askedFor : null,
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

/** Returns a made-up payload for the preview of a template, in the language of the letter. */
export const samplePayload = ({ t }: Speaker) =>
  ({
    receivedAt: '2026-11-25T09:30:00.000Z',
    dueOn: '2027-02-15',
    answer: 'yes',
    reason: t('It cannot arrive in time'),
    note: t('A note entered with the step.'),
  }) as const;

/** Returns a made-up request for the preview of a template, in the language of the letter. */
export const sampleFacts = (
  { recipient, kind }: { readonly recipient: Recipient; readonly kind: MessageKind },
  library: LetterFacts['library'],
  clock: { readonly now: Date; readonly timeZone: string },
  speaker: Speaker,
): LetterFacts => {
  const { t } = speaker;
  const isPatron = recipient === 'patron';
  return {
    recipient,
    title: t('The Sea Around Us'),
    author: t('Carson, Rachel'),
    format: 'physical',
    citation: {
      ...noCitation,
      materialType: 'book',
      edition: t('Second edition'),
      isbn: '978-0-19-506997-0',
      neededBy: '2027-01-20',
    },
    externalId: '01MAIN0000101',
    requestedAt: '2026-11-02T09:30:00.000Z' as Instant,
    volumesExpected: 2,
    items: [
      { volume: 1, barcode: 'N-31234' },
      { volume: 2, barcode: 'N-31235' },
    ],
    dueOn:
      kind === 'loan-overdue'
        ? addDays(calendarDateIn(clock.now, clock.timeZone), -7)
        : calendarDate.parse('2027-01-15'),
    wanted: null,
    conditions: [{ reason: 'LibraryUseOnly', note: '' }],
    readerName: isPatron ? t('Reader, A.') : t('North University Library'),
    partnerAddress: isPatron ? [] : [t('2 Hill Street'), 'Northtown'],
    pickupLocation: t('Main Circulation Desk'),
    holdUntil: calendarDate.parse('2026-12-09'),
    library,
    ...clock,
    step: readPayload(JSON.stringify(samplePayload(speaker))),
    corrected: kind === 'correction' ? sampleCorrected(isPatron, speaker) : null,
  };
};

const sampleCorrected = (isPatron: boolean, { t }: Speaker): NonNullable<LetterFacts['corrected']> => ({
  kind: isPatron ? 'item-ready' : 'returned',
  subject: isPatron ? t('Ready for you: The Sea Around Us') : t('Returned: 01MAIN0000101'),
  at: '2026-11-24T09:30:00.000Z' as Instant,
});
