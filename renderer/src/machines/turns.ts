import { instantOf } from '../../../shared/domain/dates.ts';
import type { LostCode, PastRefusal } from './lane-types.ts';

/** How many codes may wait. A person notices long before; beyond it scans are refused loudly. */
export const maxWaiting = 50;
const maxRefusals = 20;

/** The next code has its turn: the pending call is over. */
export const nextTurn = ({ turn }: { readonly turn: number }) => ({
  pending: null,
  failure: '',
  turn: turn + 1,
});

/** The pending call, where it is the one that a state runs. @throws Error when it is another: no transition leads there */
export const pendingCall = <Pending extends { readonly call: string }, Name extends Pending['call']>(
  { pending }: { readonly pending: Pending | null },
  name: Name,
): Extract<Pending, { call: Name }> => {
  if (pending?.call !== name) throw new Error(`No call to ${name} is pending.`);
  return pending as Extract<Pending, { call: Name }>;
};

/** Whether a code has no room in the queue any more. */
export const isQueueFull = ({ waiting }: { readonly waiting: readonly unknown[] }): boolean =>
  waiting.length >= maxWaiting;

/** Keeps a scan that was not taken, to be shown. */
export const lose = (
  { lost }: { readonly lost: readonly LostCode[] },
  code: string,
  why: LostCode['why'],
): { readonly lost: readonly LostCode[] } => ({ lost: [...lost, { code, why }] });

/** Puts a code at the end of the queue; one that finds no room is kept in `lost`, to be shown. */
export const enqueue = <Waiting>(
  context: { readonly waiting: readonly Waiting[]; readonly lost: readonly LostCode[] },
  next: Waiting,
  code: string,
) => (isQueueFull(context) ? lose(context, code, 'no-room') : { waiting: [...context.waiting, next] });

/** The code that has waited longest. @throws Error when none waits, which a guard has excluded */
export const first = <Waiting>({ waiting }: { readonly waiting: readonly Waiting[] }): Waiting => {
  const [next] = waiting;
  if (next === undefined) throw new Error('No code waits.');
  return next;
};

/** Takes the first waiting code out of the queue. */
export const dequeue = <Code>({
  waiting,
}: {
  readonly waiting: readonly Code[];
}): { readonly waiting: readonly Code[] } => ({ waiting: waiting.slice(1) });

/** The refusals that the list beside the lane shows once this one came: newest first, at most 20. */
export const withRefusal = (
  context: { readonly refusals: readonly PastRefusal[]; readonly now: () => Date },
  code: string,
  message: string,
): readonly PastRefusal[] =>
  [
    { at: instantOf(context.now()), code, message, seq: (context.refusals[0]?.seq ?? 0) + 1 },
    ...context.refusals,
  ].slice(0, maxRefusals);
