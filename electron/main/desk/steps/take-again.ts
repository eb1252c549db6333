import type { OpId } from '../../../../shared/domain/ids.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { askedStep } from '../../../../shared/ipc/step-inputs.ts';
import type { DeskContext } from '../kernel/context.ts';
import type { LoggedCommand } from '../store/command-log.queries.ts';
import { inputAgain } from './input-again.ts';
import { takeAsked } from './take.ts';

/**
 * Takes a logged step again, with what was asked then, on everything as it is now.
 * @param opId the id of the step that it becomes.
 * @returns undefined where it cannot be asked so: the step of a file has another input than a person's.
 */
export const takeAgain = (
  context: DeskContext,
  { kind, input }: Pick<LoggedCommand, 'kind' | 'input'>,
  opId: OpId,
): Result<unknown> | undefined => {
  const asked = askedStep.safeParse({ kind, input: inputAgain(context.db, { input }, opId) });
  return asked.success ? takeAsked(context, asked.data) : undefined;
};
