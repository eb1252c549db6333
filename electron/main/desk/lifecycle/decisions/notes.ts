import type { DecisionStep } from '../../kernel/decide.ts';
import { dismissPartnerNotes, insertNote } from '../../kernel/decisions.queries.ts';

/** Marks what the partner wrote as dealt with: it was answered. */
export const dealWithPartnerNotes = ({ db, at, request }: DecisionStep): void =>
  dismissPartnerNotes(db, request.id, at);

/** Keeps what the partner said with the request; `active` asks somebody to deal with it. An empty text is not kept. */
export const keepPartnerNote = ({ db, at, request }: DecisionStep, body: string, active: boolean): void => {
  if (body.trim() !== '')
    insertNote(db, { requestId: request.id, author: 'partner', body, active, operatorName: '', at });
};

/** Keeps what we wrote to the partner with the request. An empty text is not kept. */
export const keepOurNote = ({ db, at, request, operatorName }: DecisionStep, body: string): void => {
  if (body.trim() !== '')
    insertNote(db, { requestId: request.id, author: 'staff', body, active: false, operatorName, at });
};
