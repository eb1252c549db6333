import type { StepKind } from '../../../../shared/domain/steps.ts';
import { stepRoleRefusal } from '../../../../shared/domain/steps.ts';
import { anyRoleRefusal } from '../../../../shared/domain/roles.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../shared/ipc/result.ts';
import type { Session } from '../context.ts';

/** Whether the operator may take a step at the desk where they are (product.md §4); refused with the role that is missing. */
export const judgeRole = (session: Session, kind: StepKind): Result<null> => {
  const { libraryId, id: deskId } = session.desk();
  const refusal = stepRoleRefusal(kind, session.operator().grants, { libraryId, deskId });
  return refusal === null ? ok(null) : refuse('role-missing', refusal);
};

/** Whether the operator has any role at the desk where they are. @param doing begins the refusal: `Printing slips`. */
export const judgeAnyRole = (session: Session, doing: string): Result<null> => {
  const { libraryId, id: deskId } = session.desk();
  const refusal = anyRoleRefusal(doing, session.operator().grants, { libraryId, deskId });
  return refusal === null ? ok(null) : refuse('role-missing', refusal);
};
