import * as z from 'zod';
import { citationFields } from '../domain/citation.ts';
import { libraryUses, type LibraryUse } from '../domain/conditions.ts';
import { longestNote } from '../domain/plain-text.ts';
import type { CitationField } from '../domain/request-fields.ts';
import { noteId } from './request-views.ts';
import * as view from './views.ts';

/** Scanned or typed text before normalisation: longer than any code, so that an over-long one gets its own message. */
export const rawCode = z.string().max(4096);

/** The number of a volume in its set. */
export const volumeNumber = z.int().positive().max(10_000);

/** A text that staff type into a window. */
const noteText = z.string().max(longestNote);

/** The request, and the version of it that was displayed. */
const decided = {
  opId: view.opId,
  requestId: view.requestId,
  /**
   * The request's `updatedAt` as displayed: if it has changed since, the decision is refused and the change shown. Null skips that check.
   */
  asOf: view.instant.nullable(),
};

/** Details that staff add to a receipt. Omitted ones stay unchanged. */
const receiptDetails = z.strictObject({
  /** When the partner wants this volume back. */
  dueOn: view.calendarDate.optional(),
  cost: z.string().max(320).optional(),
  circulationNote: z.string().max(10_000).optional(),
  noteToPartner: noteText.optional(),
  /** The text on its spine. */
  label: z.string().max(200).optional(),
  /** The turn whose partner sent it; omitted if only one can have. */
  turnId: view.turnId.optional(),
  /** The sender, for a request without a partner; null: unknown. */
  partnerId: view.partnerId.nullable().optional(),
});
export type ReceiptDetails = z.infer<typeof receiptDetails>;

/** The partner's price, in its own words; omitted if it named none. */
const namedCost = z.string().max(320).optional();

/** A partner's answer, as recorded by staff. */
export const partnerAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('will-supply'), cost: namedCost, note: noteText }),
  z.strictObject({
    kind: z.literal('conditional'),
    /** A code such as `LibraryUseOnly`; empty if there is only a note. */
    reason: z.string().max(64),
    cost: namedCost,
    note: noteText,
    replyBy: view.calendarDate.nullable(),
  }),
  z.strictObject({
    kind: z.literal('shipped'),
    dueOn: view.calendarDate.nullable(),
    /** The conditions of use that come with it; empty if there are none. */
    reason: z.string().max(64),
    cost: namedCost,
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('shipped-digitally'), cost: namedCost, note: noteText }),
  z.strictObject({
    kind: z.literal('rejected'),
    note: noteText,
    /** Whether it would lend on a changed request; then the note says what to change. */
    ifChanged: z.boolean().optional(),
  }),
  z.strictObject({ kind: z.literal('cancelled'), note: noteText }),
  z.strictObject({ kind: z.literal('expired'), note: noteText }),
  z.strictObject({ kind: z.literal('cancel-accepted'), note: noteText }),
  z.strictObject({ kind: z.literal('cancel-refused'), note: noteText }),
  /** Without a date: until the requested one. */
  z.strictObject({ kind: z.literal('renewed'), dueOn: view.calendarDate.nullable(), note: noteText }),
  z.strictObject({ kind: z.literal('renewal-refused'), note: noteText }),
  z.strictObject({ kind: z.literal('overdue'), note: noteText }),
  z.strictObject({
    kind: z.literal('recalled'),
    /** By when it wants it back; null if it did not say. */
    backBy: view.calendarDate.nullable(),
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('demand-withdrawn'), note: noteText }),
  z.strictObject({
    kind: z.literal('checked-in'),
    /** The volumes that it has back; if omitted, all that were returned to it. */
    itemIds: z.array(view.itemId).min(1).max(10_000).optional(),
    /** Whether those among them that were reported lost have turned up there; if omitted, they stay lost. */
    found: z.boolean().optional(),
    /** Whether it ends a set some of whose volumes never arrived; if omitted, staff are asked (`set-incomplete`). */
    endsSet: z.boolean().optional(),
    note: noteText,
  }),
  z.strictObject({
    kind: z.literal('not-arrived'),
    /** Null: nothing that was sent back has arrived. */
    itemId: view.itemId.nullable(),
    note: noteText,
  }),
  z.strictObject({ kind: z.literal('settled'), note: noteText }),
]);
export type PartnerAnswer = z.infer<typeof partnerAnswer>;

/** The citation as typed. Omitted parts stay unchanged. */
const citationInput = Object.fromEntries(
  citationFields.map(({ name, longest }): [string, z.ZodType<string>] => [
    name,
    name === 'neededBy' ? z.union([z.literal(''), z.iso.date()]) : z.string().max(longest),
  ]),
) as Record<CitationField, z.ZodType<string>>;

/** The fields of a request as typed. */
const requestFields = z.strictObject({
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

/** The shapes from which the inputs of steps are built. They are passed to each step, so that the page does not load zod. */
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
