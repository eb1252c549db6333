import { hasCommands, hasStandingSteps } from '../../desk/store/command-log.queries.ts';
import type { RequestRow } from '../../desk/store/requests.queries.ts';
import type { Writing } from './write-places.ts';

/** Whether a person has worked on a request: what a step made of it, a file does not overwrite. */
export const isWorkedOn = ({ db }: Writing, { id, workedOn }: RequestRow): boolean =>
  hasStandingSteps(db, id) || (workedOn === 1 && !hasCommands(db, id));
