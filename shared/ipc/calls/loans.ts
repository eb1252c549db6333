import * as z from 'zod';
import { demandStates, renewalStates } from '../../domain/life/volume.ts';
import * as view from '../views.ts';
import { rawCode } from '../input-shapes.ts';
import type { Call } from './shapes.ts';

const patronLoan = z.strictObject({
  id: view.loanId,
  itemId: view.itemId,
  requestId: view.requestId,
  externalId: z.string(),
  /** Empty if it has none: its name is then the external identifier. */
  barcode: z.string(),
  title: z.string(),
  author: z.string(),
  volume: z.int().positive(),
  volumesExpected: z.int().positive().nullable(),
  partnerName: z.string(),
  /** The library to which its request belongs. */
  libraryId: view.libraryId.nullable(),
  libraryName: z.string(),
  /** These determine whether it can be renewed. */
  renewal: z.enum(renewalStates),
  demand: z.enum(demandStates),
  /** Null if no file said when. */
  loanedOn: view.calendarDate.nullable(),
  dueOn: view.calendarDate,
  /** The days for which it was lent; 0 if unknown. */
  periodDays: z.int(),
  endedOn: view.calendarDate.nullable(),
  renewals: z.int(),
});
export type PatronLoan = z.infer<typeof patronLoan>;

/** A request whose items the patron has not received yet, or that is otherwise not over. */
const patronRequest = z.strictObject({
  id: view.requestId,
  externalId: z.string(),
  title: z.string(),
  author: z.string(),
  status: z.string(),
  pickupName: z.string(),
  dueOn: view.calendarDate.nullable(),
  /** The items waiting for this patron on a hold shelf, or on their way to one. */
  items: z.array(
    z.strictObject({
      barcode: z.string(),
      volume: z.int().positive(),
      status: z.string(),
      deskName: z.string(),
      /** Whether it is on the hold shelf of the operator's desk. */
      here: z.boolean(),
      holdUntil: view.calendarDate.nullable(),
    }),
  ),
});
export type PatronRequest = z.infer<typeof patronRequest>;

const loansDisplay = z.enum(['all', 'active', 'overdue']);
export type LoansDisplay = z.infer<typeof loansDisplay>;

/** Maximum number of lines in each of a patron's lists. */
export const patronLinesLimit = 300;

/** Manage Patron Services. */
export const loansCalls = {
  'loans.findPatron': {
    /** A card's barcode, or prefixes of words in a name. */
    input: z.strictObject({ text: rawCode }),
    output: z.strictObject({
      /** Whether the card itself was given; there is then exactly one patron. */
      byCard: z.boolean(),
      /** Between one and twenty patrons, by name. */
      patrons: z.array(view.patronView),
      /** Whether more patrons match. */
      more: z.boolean(),
    }),
  },
  'loans.ofPatron': {
    input: z.strictObject({ patronId: view.patronId, display: loansDisplay }),
    output: z.strictObject({
      patron: view.patronView,
      loans: z.array(patronLoan),
      /** The total number of loans under this display: at most `patronLinesLimit` are listed. */
      loansTotal: z.int(),
      counts: z.strictObject({ all: z.int(), active: z.int(), overdue: z.int() }),
      requests: z.array(patronRequest),
    }),
  },
} as const satisfies Record<string, Call>;
