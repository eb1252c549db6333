import * as z from 'zod';
import { doneGroupNames, type DoneGroup, sentPlaces } from '../../domain/done-here.ts';
import * as view from '../views.ts';
import { type Call, nothing, page } from './shapes.ts';

const doneGroup = z.enum(doneGroupNames as [DoneGroup, ...DoneGroup[]]);

/** Filters the steps taken here: by day in the library's time zone, by operator, desk and kind. Null: any. */
export const doneFilter = z.strictObject({
  from: view.calendarDate,
  to: view.calendarDate,
  operatorId: view.operatorId.nullable(),
  deskId: view.deskId.nullable(),
  group: doneGroup.nullable(),
  /** `to-key`: steps that must still be keyed, or undone, in the other system. */
  show: z.enum(['to-key', 'all']),
});
export type DoneFilter = z.infer<typeof doneFilter>;

/** A step that was taken here. */
const doneStep = z.strictObject({
  /** Its position in the log. */
  id: z.int().positive(),
  opId: view.opId,
  at: view.instant,
  kind: view.stepKind,
  /** The name of the step, taking its effect into account: a cancellation may only have been asked for. */
  name: z.string(),
  /** What it did, in a few words. */
  headline: z.string(),
  requestId: view.requestId,
  externalId: z.string(),
  title: z.string(),
  /** Barcode of the item concerned; empty if there is none. */
  barcode: z.string(),
  patronName: z.string(),
  patronBarcode: z.string(),
  partnerName: z.string(),
  operatorName: z.string(),
  deskName: z.string(),
  /** Who keyed it into the other system; null if not yet keyed. */
  keyed: z.strictObject({ at: view.instant, operatorName: z.string() }).nullable(),
  /** What became of its messages to the other system, since when, and what that system said; null if staff key it. */
  sent: z.strictObject({ state: z.enum(sentPlaces), at: view.instant, words: z.string() }).nullable(),
  /** Whether it was undone here after it was keyed or sent, so that it must be undone in the other system too. */
  takenBack: z.boolean(),
  /** Who undid it there; null if not yet undone. */
  reversed: z.strictObject({ at: view.instant, operatorName: z.string() }).nullable(),
  /** A loan or a return that fits into an offline circulation file. */
  offline: z.enum(['loan', 'return']).nullable(),
});
export type DoneStep = z.infer<typeof doneStep>;

/** The steps taken here, and which of them were keyed into the library's other system. */
export const doneHereCalls = {
  /** Returns a page of steps, in the order in which they were taken. */
  'doneHere.list': {
    input: doneFilter.extend(page),
    output: z.strictObject({ total: z.int(), rows: z.array(doneStep) }),
  },
  /** Returns the operators and desks that can be chosen. */
  'doneHere.choices': {
    input: nothing,
    output: z.strictObject({
      operators: z.array(z.strictObject({ id: view.operatorId, name: z.string() })),
      desks: z.array(z.strictObject({ id: view.deskId, name: z.string() })),
    }),
  },
  /**
   * Marks steps as keyed, or unmarks them; for a step undone here, the mark means that it was undone in the other system. Returns the steps
   * that were changed: the same call for them reverts the change.
   */
  'doneHere.key': {
    input: z.strictObject({
      opId: view.opId,
      steps: z.array(view.opId).min(1).max(10_000),
      keyed: z.boolean(),
    }),
    output: z.strictObject({ changed: z.array(view.opId) }),
    changes: ['app', 'steps'],
  },
  /** Sends the refused messages about a step to the other system again; false if there are none. */
  'doneHere.sendAgain': {
    input: z.strictObject({ opId: view.opId, step: view.opId }),
    output: z.boolean(),
    changes: ['steps'],
  },
} as const satisfies Record<string, Call>;
