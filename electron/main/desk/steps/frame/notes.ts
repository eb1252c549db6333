import type { TurnId } from '../../../../../shared/domain/ids.ts';
import { dismissNote, insertNote, listActiveNotes } from '../../store/notes.queries.ts';
import { listConditions, updateCondition } from '../../store/conditions.queries.ts';
import type { CommandKind } from '../../../db/hub-writes.ts';
import type { Step as StepOf } from './step.ts';

type Step = StepOf<CommandKind>;

/** Dismisses the partner's active notes: they were answered. */
export const dealWithPartnerNotes = ({ db, at, request }: Step): void => {
  for (const { id, author } of listActiveNotes(db, request.id))
    if (author === 'partner') dismissNote(db, id, at);
};

/**
 * Dismisses the notes and ends the open conditions of a request that ends: they stay in the history, but no one is asked to act on them.
 */
export const dealWithNotes = (step: Step): void => {
  const { db, at, request } = step;
  for (const { id } of listActiveNotes(db, request.id)) dismissNote(db, id, at);
  endConditions(step, null);
};

/** Keeps what the partner said with the request; `active` asks staff to deal with it. An empty text is not kept. */
export const storePartnerNote = ({ db, opId, at, request }: Step, body: string, active: boolean): void => {
  if (body.trim() !== '')
    insertNote(db, {
      requestId: request.id,
      opId,
      author: 'partner',
      body,
      active: active ? 1 : 0,
      createdAt: at,
      operatorName: '',
    });
};

/** Keeps what we wrote to the partner with the request. An empty text is not kept. */
export const storeOurNote = ({ db, opId, at, request, operatorName }: Step, body: string): void => {
  if (body.trim() !== '')
    insertNote(db, {
      requestId: request.id,
      opId,
      author: 'staff',
      body,
      active: 0,
      createdAt: at,
      operatorName,
    });
};

/** Ends the open conditions of a turn (null: of the request) and dismisses the partner's notes. */
export const endConditions = (step: Step, turnId: TurnId | null): void => {
  const { db, at, request } = step;
  const open = listConditions(db, request.id).filter(
    (one) => one.answer === null && one.endedAt === null && (turnId === null || one.turnId === turnId),
  );
  if (open.length === 0) return;
  for (const { id } of open) updateCondition(db, id, { endedAt: at });
  dealWithPartnerNotes(step);
};
