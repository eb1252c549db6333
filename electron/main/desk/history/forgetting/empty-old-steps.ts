import { instantOf } from '../../../../../shared/domain/dates.ts';
import { overForPatron } from '../../../../../shared/domain/request-status.ts';
import { withoutHubCapture } from '../../../db/hub-capture.ts';
import { inTransaction } from '../../../db/open.ts';
import { loadSettingGroup } from '../../records/settings/settings.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { readHubState } from '../../store/hub.queries.ts';
import { emptySteps, lookAtRequests } from '../../store/old-steps.queries.ts';

/** So many requests are looked at in one transaction: no step waits for it. */
const inOneTurn = 200;
const dayMs = 24 * 60 * 60_000;

/**
 * Empties the steps of some requests that ended so many days ago as the library says. Each workstation does it for itself, and the hub for its order
 * (`hub.empty_steps`): nothing of it is shared.
 * @param after the number of the request up to which it was looked.
 * @returns up to where it has looked now; null where it is through.
 */
export const emptyOldSteps = (context: DeskContext, after: number): number | null => {
  const { days } = loadSettingGroup(context.db, 'steps');
  const before = instantOf(new Date(context.now().getTime() - days * dayMs));
  const looked = lookAtRequests(context.db, { after, over: overForPatron, before, limit: inOneTurn });
  const due = looked.filter(({ isDue }) => isDue === 1);
  if (due.length > 0)
    inTransaction(context.db, (db) => {
      const empty = (): void => due.forEach(({ id }) => emptySteps(db, id));
      if (readHubState(db) === null) empty();
      else withoutHubCapture(db, empty);
    });
  return looked.at(-1)?.id ?? null;
};
