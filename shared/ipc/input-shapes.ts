import * as z from 'zod';
import { citationFields } from '../domain/citation.ts';
import { libraryUses, type LibraryUse } from '../domain/conditions.ts';
import type { CitationField } from '../domain/request-fields.ts';
import { noteId } from './request-views.ts';
import * as view from './views.ts';

/** Scanned or typed text, before it is normalised: longer than any code, so that over-long ones get their own sentence. */
export const rawCode = z.string().max(4096);

/** The number of a volume in its set. */
export const volumeNumber = z.int().positive().max(10_000);

/** A text that staff write into a window. */
export const noteText = z.string().max(2000);

/** Which request, and in which state the person saw it. */
export const decided = {
  opId: view.opId,
  requestId: view.requestId,
  /** The request's `updatedAt` as it was shown: a change since then is refused and shown. Null decides whatever it is now. */
  asOf: view.instant.nullable(),
};

/** What staff add to a receipt. What is left out stays as it is. */
export const receiptDetails = z.strictObject({
  /** When the partner wants this volume back. */
  dueOn: view.calendarDate.optional(),
  cost: z.string().max(320).optional(),
  circulationNote: z.string().max(10_000).optional(),
  noteToPartner: noteText.optional(),
  /** What stands on its spine. */
  label: z.string().max(200).optional(),
  /** In which turn its partner sent it; left out where only one can have. */
  turnId: view.turnId.optional(),
  /** Who sent it, of a request that has no partner yet; null: nobody knows. */
  partnerId: view.partnerId.nullable().optional(),
});
export type ReceiptDetails = z.infer<typeof receiptDetails>;

/** What the partner asks for it, in its own words; left out where it named nothing. */
const namedCost = z.string().max(320).optional();

/** What a partner said, as a person writes it down. */
export const partnerAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('will-supply'), cost: namedCost, note: noteText }),
  z.strictObject({
    kind: z.literal('conditional'),
    /** A code such as `LibraryUseOnly`; empty where only a note says it. */
    reason: z.string().max(64),
    cost: namedCost,
    note: noteText,
    replyBy: view.calendarDate.nullable(),
  }),
  z.strictObject({
    kind: z.literal('shipped'),
    dueOn: view.calendarDate.nullable(),
    /** The conditions of use that come with it; empty where there are none. */
    reason: z.string().max(64),
    cost: namedCost,
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('shipped-digitally'), cost: namedCost, note: noteText }),
  z.strictObject({ kind: z.literal('rejected'), note: noteText }),
  z.strictObject({ kind: z.literal('cancelled'), note: noteText }),
  z.strictObject({ kind: z.literal('expired'), note: noteText }),
  z.strictObject({ kind: z.literal('cancel-accepted'), note: noteText }),
  z.strictObject({ kind: z.literal('cancel-refused'), note: noteText }),
  /** Without a date: until the one that it was asked for. */
  z.strictObject({ kind: z.literal('renewed'), dueOn: view.calendarDate.nullable(), note: noteText }),
  z.strictObject({ kind: z.literal('renewal-refused'), note: noteText }),
  z.strictObject({ kind: z.literal('overdue'), note: noteText }),
  z.strictObject({
    kind: z.literal('recalled'),
    /** By when it wants it back; null where it did not say. */
    backBy: view.calendarDate.nullable(),
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('demand-withdrawn'), note: noteText }),
  z.strictObject({
    kind: z.literal('checked-in'),
    /** The volumes that it has back; left out: all that went back to it. */
    itemIds: z.array(view.itemId).min(1).max(10_000).optional(),
    /** Those among them that were reported lost have turned up there; left out, they stay lost. */
    found: z.boolean().optional(),
    /** Whether a set of which volumes never came is over with it; left out, staff are asked (`set-incomplete`). */
    endsSet: z.boolean().optional(),
    note: noteText,
  }),
  z.strictObject({
    kind: z.literal('not-arrived'),
    /** Null: nothing of what was sent back. */
    itemId: view.itemId.nullable(),
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('settled'), note: noteText }),
]);
export type PartnerAnswer = z.infer<typeof partnerAnswer>;

/** The citation as a person writes it. What is left out stays as it is. */
const citationInput = Object.fromEntries(
  citationFields.map(({ name, longest }): [string, z.ZodType<string>] => [
    name,
    name === 'neededBy' ? z.union([z.literal(''), z.iso.date()]) : z.string().max(longest),
  ]),
) as Record<CitationField, z.ZodType<string>>;

/** What a person writes of a request. */
export const requestFields = z.strictObject({
  ...z.strictObject(citationInput).partial().shape,
  title: z.string().max(10_000),
  author: z.string().max(10_000),
  format: z.string().max(64),
  patronId: view.patronId.nullable(),
  pickupDeskId: view.deskId.nullable(),
  volumes: z.int().min(1).max(10_000).nullable(),
  circulationNote: z.string().max(10_000),
});
export type RequestFields = z.infer<typeof requestFields>;

/** The shapes that inputs of steps are made of. A step gets them passed in, so that the page does not load zod. */
export const inputShapes = {
  z,
  opId: view.opId,
  requestId: view.requestId,
  itemId: view.itemId,
  turnId: view.turnId,
  patronId: view.patronId,
  partnerId: view.partnerId,
  noteId,
  date: view.calendarDate,
  code: rawCode,
  volume: volumeNumber,
  note: noteText,
  decided,
  receiptDetails,
  partnerAnswer,
  requestFields,
  libraryUse: z.enum(Object.keys(libraryUses) as [LibraryUse, ...LibraryUse[]]),
};
export type InputShapes = typeof inputShapes;
