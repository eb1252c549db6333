import * as z from 'zod';
import { demandStates, renewalStates } from '../../domain/life/volume.ts';
import * as view from '../views.ts';
import { rawCode } from '../input-shapes.ts';
import type { Call } from './shapes.ts';

export const patronLoan = z.strictObject({
  id: view.loanId,
  itemId: view.itemId,
  requestId: view.requestId,
  externalId: z.string(),
  barcode: z.string(),
  title: z.string(),
  author: z.string(),
  volume: z.int().positive(),
  volumesExpected: z.int().positive().nullable(),
  partnerName: z.string(),
  /** The library to which its request belongs. */
  libraryId: view.libraryId.nullable(),
  libraryName: z.string(),
  /** Whether it can be renewed depends on these. */
  renewal: z.enum(renewalStates),
  demand: z.enum(demandStates),
  loanedOn: view.calendarDate,
  dueOn: view.calendarDate,
  endedOn: view.calendarDate.nullable(),
  renewals: z.int(),
});
export type PatronLoan = z.infer<typeof patronLoan>;

/** What the patron asked for and has not got yet, or what is otherwise not over. */
export const patronRequest = z.strictObject({
  id: view.requestId,
  externalId: z.string(),
  title: z.string(),
  author: z.string(),
  status: z.string(),
  pickupName: z.string(),
  dueOn: view.calendarDate.nullable(),
  /** The items that wait for this patron on a hold shelf, or are on their way to one. */
  items: z.array(
    z.strictObject({
      barcode: z.string(),
      volume: z.int().positive(),
      status: z.string(),
      deskName: z.string(),
      /** On the hold shelf of the desk where staff are. */
      here: z.boolean(),
      holdUntil: view.calendarDate.nullable(),
    }),
  ),
});
export type PatronRequest = z.infer<typeof patronRequest>;

export const loansDisplay = z.enum(['all', 'active', 'overdue']);
export type LoansDisplay = z.infer<typeof loansDisplay>;

/** How many lines a patron's lists show at most. */
export const patronLinesLimit = 300;

/** Manage Patron Services. */
export const loansCalls = {
  'loans.findPatron': {
    /** A card's barcode, or the beginning of any words of a name. */
    input: z.strictObject({ text: rawCode }),
    output: z.strictObject({
      /** Whether the card itself was given: then there is one patron. */
      byCard: z.boolean(),
      /** At least one, by name; at most twenty. */
      patrons: z.array(view.patronView),
      /** Whether more patrons fit. */
      more: z.boolean(),
    }),
  },
  'loans.ofPatron': {
    input: z.strictObject({ patronId: view.patronId, display: loansDisplay }),
    output: z.strictObject({
      patron: view.patronView,
      loans: z.array(patronLoan),
      /** How many loans there are in all under this display: at most `patronLinesLimit` are listed. */
      loansTotal: z.int(),
      counts: z.strictObject({ all: z.int(), active: z.int(), overdue: z.int() }),
      requests: z.array(patronRequest),
    }),
  },
} as const satisfies Record<string, Call>;
