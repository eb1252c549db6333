import type { PatronId, RequestId } from '../../../../../shared/domain/ids.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import type { LoggedCommand } from '../../store/command-log.queries.ts';
import { forgettingKind } from './forget-here.ts';
import { forgetEnded } from './forget-ended.ts';
import { forgetPatron } from './patron-data.service.ts';

/**
 * Forgets again, on what is there now, where others wrote something about the same requests meanwhile: that goes too.
 * @param requests those that it was about.
 */
export const forgetAgain = (
  context: DeskContext,
  { opId, kind, input }: Pick<LoggedCommand, 'opId' | 'kind' | 'input'>,
  requests: readonly RequestId[],
): Result<unknown> => {
  const { asked } = JSON.parse(input) as { readonly asked: object };
  return kind === forgettingKind
    ? forgetEnded(context, { opId, ...asked }, requests)
    : forgetPatron(context, { opId, id: (asked as { readonly id: PatronId }).id });
};
