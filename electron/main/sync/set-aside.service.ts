import type { SetAside } from '../../../shared/ipc/hub-views.ts';
import { ok, type Result } from '../../../shared/ipc/result.ts';
import type { DeskContext } from '../desk/context.ts';
import { mayRead } from '../desk/steps/frame/authorize.ts';
import { listRequestsSetAside, listSetAsideByOne } from '../desk/store/set-aside.queries.ts';

/** So many requests are looked at, and so many are named. */
const mostLookedAt = 50;
const mostNamed = 5;

type SetAsideService = {
  /** Steps of others that cannot be written here, by the workstation because of which they cannot; the earliest first. */
  readonly setAside: () => Result<SetAside[]>;
};

/** What is set aside of the hub's order, for a person to decide. */
export const setAsideService = (context: DeskContext): SetAsideService => ({
  setAside: () =>
    ok(
      listSetAsideByOne(context.db).map(({ madeAt, ...one }) => ({
        ...one,
        since: madeAt,
        requests: listRequestsSetAside(context.db, one.culprit, mostLookedAt)
          .filter(({ id }) => mayRead(context, id))
          .slice(0, mostNamed)
          .map((request) => ({ ...request })),
      })),
    ),
});
