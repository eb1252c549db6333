import { openConditionOf } from '../../../../shared/domain/conditions.ts';
import type { Step } from '../kernel/step.ts';
import { listConditions, updateCondition } from '../store/conditions.queries.ts';
import { dealWithPartnerNotes } from './keep-notes.ts';

/** The condition of the active partner asks nothing any more, and its note is dealt with. */
export const endConditions = (step: Step): void => {
  const { db, at, request } = step;
  const open = openConditionOf(listConditions(db, request.id), request.activePartnerId);
  if (!open) return;
  updateCondition(db, open.id, { endedAt: at });
  dealWithPartnerNotes(step);
};
