import * as z from 'zod';
import type { LetterFacts } from '../../../../../shared/domain/letters.ts';
import { calendarDateIn } from '../../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant, RequestId } from '../../../../../shared/domain/ids.ts';
import type { MessageKind, Recipient } from '../../../../../shared/domain/messages.ts';
import { calendarDate, instant } from '../../../../../shared/ipc/views.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { ItemRow } from '../../store/items.queries.ts';
import { listItems } from '../../store/items.queries.ts';
import type { LetterFactsRow } from './letters.queries.ts';
import { correctedMessage } from './letters.queries.ts';

const lines = z.array(z.string());

/** The lines of an address as it is stored, a JSON list. */
export const addressLines = (json: string | null | undefined): readonly string[] =>
  lines.safeParse(JSON.parse(json ?? '[]')).data ?? [];

/** What a step may have left for its letter. Anything else in a payload is passed over. */
const payloadShape = z.object({
  receivedAt: instant.optional().catch(undefined),
  dueOn: calendarDate.optional().catch(undefined),
  answer: z.enum(['yes', 'no']).optional().catch(undefined),
  reason: z.string().optional().catch(undefined),
  note: z.string().optional().catch(undefined),
  itemIds: z.array(z.number()).optional().catch(undefined),
  corrects: z.number().optional().catch(undefined),
  kind: z.string().optional().catch(undefined),
});
type Payload = z.infer<typeof payloadShape>;

/** What the step of a message left for it. @param json as it is stored */
export const readPayload = (json: string): Payload => payloadShape.safeParse(JSON.parse(json)).data ?? {};

/** The text that a message left with, as it is kept in the outbox. */
export const frozenLetter = z.object({
  to: z.object({ name: z.string(), address: z.string() }),
  subject: z.string(),
  body: z.string(),
});
export type FrozenLetter = z.infer<typeof frozenLetter>;

type VolumeInLetter = Pick<ItemRow, 'id' | 'volume' | 'barcode'>;

const itemsOf = (all: readonly VolumeInLetter[], payload: Payload): readonly VolumeInLetter[] => {
  const named = all.filter(({ id }) => payload.itemIds?.includes(id));
  return named.length > 0 ? named : all;
};

const volumesOf = (db: ReadableDB, requestId: RequestId): readonly VolumeInLetter[] =>
  listItems(db, requestId).map(({ id, volume, barcode }) => ({ id, volume, barcode }));

const correctedOf = (db: ReadableDB, payload: Payload): LetterFacts['corrected'] => {
  if (payload.corrects === undefined) return null;
  const message = correctedMessage(db, payload.corrects);
  if (!message) return null;
  const letter = frozenLetter.safeParse(JSON.parse(message.letter ?? 'null')).data;
  return { kind: message.kind, subject: letter?.subject ?? '', at: message.at };
};

/** To whom a correction must go: to where the letter went that it corrects. Null where that is not known. */
export const correctedReader = (db: ReadableDB, payloadJson: string): FrozenLetter['to'] | null => {
  const { corrects } = readPayload(payloadJson);
  const message = corrects === undefined ? undefined : correctedMessage(db, corrects);
  return frozenLetter.safeParse(JSON.parse(message?.letter ?? 'null')).data?.to ?? null;
};

/** A letter may have waited for weeks: a day that is over is promised to nobody. */
const stillToCome = (
  day: CalendarDate | null,
  { now, timeZone }: { readonly now: Date; readonly timeZone: string },
): CalendarDate | null => (day !== null && day < calendarDateIn(now, timeZone) ? null : day);

/** What a letter is filled in from, out of its row. Days are those of the time zone. */
export const letterFacts = (
  db: ReadableDB,
  row: LetterFactsRow,
  clock: { readonly now: Date; readonly timeZone: string },
): LetterFacts => {
  const payload = readPayload(row.payload);
  return {
    recipient: row.recipient,
    title: row.title,
    author: row.author,
    externalId: row.externalId,
    requestedAt: row.requestedAt,
    volumesExpected: row.volumesExpected,
    items: itemsOf(volumesOf(db, row.requestId), payload),
    dueOn: row.recipient === 'patron' ? (row.loanDueOn ?? row.requestDueOn) : row.requestDueOn,
    conditions: row.condition ? [row.condition] : [],
    readerName: row.readerName ?? '',
    partnerAddress: row.recipient === 'partner' ? addressLines(row.readerAddress) : [],
    pickupLocation: row.pickupLocation ?? '',
    holdUntil: stillToCome(row.holdUntil, clock),
    library: {
      name: row.libraryName,
      address: addressLines(row.libraryAddress),
      email: row.libraryEmail,
      phone: row.libraryPhone,
    },
    ...clock,
    step: payload,
    corrected: correctedOf(db, payload),
  };
};

/** What a step might have said, to show a template with. */
export const samplePayload = {
  receivedAt: '2026-11-25T09:30:00.000Z',
  dueOn: '2027-02-15',
  answer: 'yes',
  reason: 'It cannot come in time',
  note: 'A note that was written with the step.',
} as const;

/** A made-up request to show a template with. */
export const sampleFacts = (
  recipient: Recipient,
  kind: MessageKind,
  library: LetterFacts['library'],
  clock: { readonly now: Date; readonly timeZone: string },
): LetterFacts => ({
  recipient,
  title: 'The Sea Around Us',
  author: 'Carson, Rachel',
  externalId: '01MAIN0000101',
  requestedAt: '2026-11-02T09:30:00.000Z' as Instant,
  volumesExpected: 2,
  items: [
    { volume: 1, barcode: 'N-31234' },
    { volume: 2, barcode: 'N-31235' },
  ],
  dueOn: calendarDate.parse('2027-01-15'),
  conditions: ['Library use only'],
  readerName: recipient === 'patron' ? 'Reader, A.' : 'North University Library',
  partnerAddress: recipient === 'partner' ? ['2 Hill Street', 'Northtown'] : [],
  pickupLocation: 'Main Circulation Desk',
  holdUntil: calendarDate.parse('2026-12-09'),
  library,
  ...clock,
  step: payloadShape.parse(samplePayload),
  corrected:
    kind === 'correction'
      ? {
          kind: recipient === 'patron' ? 'item-ready' : 'returned',
          subject: recipient === 'patron' ? 'Ready for you: The Sea Around Us' : 'Returned: 01MAIN0000101',
          at: '2026-11-24T09:30:00.000Z' as Instant,
        }
      : null,
});
