import type { Instant, PrintJobId } from '../../../shared/domain/ids.ts';
import type { ReadableDB } from '../db/types.ts';
import { readHubState, type HubState } from '../desk/store/hub.queries.ts';
import type { Hub } from './hub.ts';
import type { Replay } from './roll-back.ts';
import type { TimeSlices } from './time-slices.ts';

/** What syncing needs. */
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
  /** Called with slips that are not kept any more, because their patron was forgotten. */
  readonly slipsGone: (jobs: readonly PrintJobId[]) => void;
  /** Called with what patrons who were forgotten elsewhere were known by: files of this workstation may name them. */
  readonly namesGone: (texts: readonly string[]) => void;
  /** Called when the hub forbids what the rules allowed: one of them is wrong. */
  readonly fault: (words: string) => void;
};

/** This workstation works alone: it was taken out, or its library was replaced. */
class WorksAlone extends Error {}

export const stateOf = (db: ReadableDB): HubState => {
  const state = readHubState(db);
  if (state === null) throw new WorksAlone('works alone');
  return state;
};
