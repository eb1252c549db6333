import type { SetAside } from '../../../shared/ipc/hub-views.ts';
import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { DeskContext } from '../desk/context.ts';
import { mayRead } from '../desk/steps/frame/authorize.ts';
import { listRequestsSetAside, listSetAsideByOne } from '../desk/store/set-aside.queries.ts';

/** How many requests are examined, and how many of those are named. */
const maxLookedAt = 50;
const maxNamed = 5;

type SetAsideService = {
  /** Returns the steps of others that cannot be written here, grouped by the workstation that is the cause; earliest first. */
  readonly setAside: () => Result<SetAside[]>;
};

/** The steps of the hub's order that are set aside, for a person to decide. */
export const setAsideService = (context: DeskContext): SetAsideService => ({
  setAside: () =>
    ok(
      listSetAsideByOne(context.db).map(({ madeAt, ...one }) => ({
        ...one,
        since: madeAt,
        requests: listRequestsSetAside(context.db, one.culprit, maxLookedAt)
          .filter(({ id }) => mayRead(context, id))
          .slice(0, maxNamed),
      })),
    ),
});
