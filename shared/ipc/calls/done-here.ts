import * as z from 'zod';
import { doneGroupNames, type DoneGroup } from '../../domain/done-here.ts';
import * as view from '../views.ts';
import { type Call, nothing, page } from './shapes.ts';

const doneGroup = z.enum(doneGroupNames as [DoneGroup, ...DoneGroup[]]);

/** Of what was done here: by day in the library's time zone, by operator, desk and kind. Null: whichever. */
export const doneFilter = z.strictObject({
  from: view.calendarDate,
  to: view.calendarDate,
  operatorId: view.operatorId.nullable(),
  deskId: view.deskId.nullable(),
  group: doneGroup.nullable(),
  /** `to-key`: what is still to be keyed, or to be taken back, over there. */
  show: z.enum(['to-key', 'all']),
});
export type DoneFilter = z.infer<typeof doneFilter>;

/** A step that was taken here. */
export const doneStep = z.strictObject({
  /** Its place in the log. */
  id: z.int().positive(),
  opId: view.opId,
  at: view.instant,
  kind: view.stepKind,
  /** What it is called, as far as it came: a cancellation may only have been asked for. */
  name: z.string(),
  /** What it did, in a few words. */
  headline: z.string(),
  requestId: view.requestId,
  externalId: z.string(),
  title: z.string(),
  /** Of the item that it was about; empty where it was about none. */
  barcode: z.string(),
  patronName: z.string(),
  patronBarcode: z.string(),
  partnerName: z.string(),
  operatorName: z.string(),
  deskName: z.string(),
  /** Who keyed it into the other system; null while nobody has. */
  keyed: z.strictObject({ at: view.instant, operatorName: z.string() }).nullable(),
  /** It was keyed, and taken back here since: it must be taken back over there too. */
  takenBack: z.boolean(),
  /** Who did that; null while nobody has. */
  reversed: z.strictObject({ at: view.instant, operatorName: z.string() }).nullable(),
  /** A loan or a return that an offline circulation file can hold. */
  offline: z.enum(['loan', 'return']).nullable(),
});
export type DoneStep = z.infer<typeof doneStep>;

/** What was done here, and what of it was keyed into the library's other system. */
export const doneHereCalls = {
  /** A page of it, in the order in which it was done. */
  'doneHere.list': {
    input: doneFilter.extend(page),
    output: z.strictObject({ total: z.int(), rows: z.array(doneStep) }),
  },
  /** Whose steps and which desks can be chosen. */
  'doneHere.choices': {
    input: nothing,
    output: z.strictObject({
      operators: z.array(z.strictObject({ id: view.operatorId, name: z.string() })),
      desks: z.array(z.strictObject({ id: view.deskId, name: z.string() })),
    }),
  },
  /**
   * Ticks steps as keyed, or takes their ticks off; of one that was taken back here the tick says that it was taken back over there.
   * Answers with those that it changed: the way back is the same call for them.
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
} as const satisfies Record<string, Call>;
