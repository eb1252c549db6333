import type { OpId } from '../../../shared/domain/ids.ts';

/** What taking a step back asks for: the id of the undo, and of the step. */
export type UndoAsk = { readonly opId: OpId; readonly undoes: OpId };

/** Prepares taking a step back: a new press is a new intention, so it gets a new id. */
export const startUndo = ({ newOpId }: { readonly newOpId: () => OpId }, undoes: OpId) =>
  ({ pending: { call: 'undo', input: { opId: newOpId(), undoes } }, failure: '' }) as const;

/** The step that a person wants to take back. */
export const undoneStep = ({ event }: { readonly event: { readonly undoes: OpId } }): OpId => event.undoes;
