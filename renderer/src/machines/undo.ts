import type { OpId } from '../../../shared/domain/ids.ts';
import type { Outcome, Undone } from '../../../shared/ipc/views.ts';

/** What taking a step back asks for: the id of the undo, and of the step. */
export type UndoAsk = { readonly opId: OpId; readonly undoes: OpId };

/** What taking a step again asks for: the id of the new step, and of the one that was taken back. */
export type RedoAsk = { readonly opId: OpId; readonly redoes: OpId };

/** Back or again: both go over the same way, and only one at a time. */
export type BackOrAgain = UndoAsk | RedoAsk;

/** What became of it. */
export type BackOrAgainAnswer = Undone | Outcome;

export const isUndone = (answer: BackOrAgainAnswer): answer is Undone => 'undoes' in answer;

/** What a person wants, as an event says it. */
export type BackOrAgainEvent =
  | { readonly type: 'undo.asked'; readonly undoes: OpId }
  | { readonly type: 'redo.asked'; readonly redoes: OpId };

/** The call that an event asks for: a new press is a new intention, so it gets a new id. */
export const askOf = (opId: OpId, event: BackOrAgainEvent): BackOrAgain =>
  event.type === 'undo.asked' ? { opId, undoes: event.undoes } : { opId, redoes: event.redoes };

/** Prepares taking a step back, or again. */
export const startUndo = ({ newOpId }: { readonly newOpId: () => OpId }, event: BackOrAgainEvent) =>
  ({ pending: { call: 'undo', input: askOf(newOpId(), event) }, failure: '' }) as const;

/** The step that a person wants to take back, or again. */
export const undoneStep = ({ event }: { readonly event: BackOrAgainEvent }): BackOrAgainEvent => event;
