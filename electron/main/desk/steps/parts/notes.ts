import { openConditionOf } from '../../../../../shared/domain/conditions.ts';
import { dismissNote, insertNote, listActiveNotes } from '../../store/notes.queries.ts';
import { listConditions, updateCondition } from '../../store/conditions.queries.ts';
import type { Step } from '../frame/step.ts';

/** Marks what the partner wrote as dealt with: it was answered. */
export const dealWithPartnerNotes = ({ db, at, request }: Step): void => {
  for (const { id, author } of listActiveNotes(db, request.id))
    if (author === 'partner') dismissNote(db, id, at);
};

/** Keeps what the partner said with the request; `active` asks somebody to deal with it. An empty text is not kept. */
export const keepPartnerNote = ({ db, at, request }: Step, body: string, active: boolean): void => {
  if (body.trim() !== '')
    insertNote(db, {
      requestId: request.id,
      author: 'partner',
      body,
      active: active ? 1 : 0,
      createdAt: at,
      operatorName: '',
    });
};

/** Keeps what we wrote to the partner with the request. An empty text is not kept. */
export const keepOurNote = ({ db, at, request, operatorName }: Step, body: string): void => {
  if (body.trim() !== '')
    insertNote(db, {
      requestId: request.id,
      author: 'staff',
      body,
      active: 0,
      createdAt: at,
      operatorName,
    });
};

/** The condition of the active partner asks nothing any more, and its note is dealt with. */
export const endConditions = (step: Step): void => {
  const { db, at, request } = step;
  const open = openConditionOf(listConditions(db, request.id), request.activePartnerId);
  if (!open) return;
  updateCondition(db, open.id, { endedAt: at });
  dealWithPartnerNotes(step);
};
