import type { Instant, PrintJobId } from '../../../shared/domain/ids.ts';
import type { ReadableDB } from '../db/types.ts';
import { readHubState, type HubState } from '../desk/store/hub.queries.ts';
import type { Hub } from './hub.ts';
import type { Replay } from './roll-back.ts';
import type { TimeSlices } from './time-slices.ts';

/** Everything that syncing needs. */
export type SyncParts = {
  readonly db: ReadableDB;
  readonly hub: Hub;
  readonly replay: Replay;
  /** The name of this workstation. */
  readonly name: string;
  readonly slices: TimeSlices;
  readonly now: () => Instant;
  /** Called when others have changed something here. */
  readonly changed: () => void;
  /** Called with slips that are no longer kept because their patron was forgotten. */
  readonly onSlipsRemoved: (jobs: readonly PrintJobId[]) => void;
  /** Called with the identifying texts of patrons who were forgotten elsewhere: files of this workstation may contain them. */
  readonly onNamesForgotten: (texts: readonly string[]) => void;
  /** Called when the hub forbids what the rules allowed: one of the two is wrong. `isStep`: staff took it; otherwise the program wrote it by itself. */
  readonly fault: (words: string, isStep: boolean) => void;
};

/** Thrown if this workstation works alone: it was removed from the hub, or its library was replaced. */
class NoHubError extends Error {}

export const stateOf = (db: ReadableDB): HubState => {
  const state = readHubState(db);
  if (state === null) throw new NoHubError('works alone');
  return state;
};
