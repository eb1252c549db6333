import type { Instant } from '../../../shared/domain/ids.ts';
import { isStepKind } from '../../../shared/domain/steps/all-steps.ts';
import { isLog } from '../db/hub-capture.ts';
import type { ReadableDB } from '../db/types.ts';
import { findCommand, listHistoryAsTaken } from '../desk/store/command-log.queries.ts';
import type { PendingStep } from '../desk/store/pending-steps.queries.ts';
import { readHubState } from '../desk/store/hub.queries.ts';
import {
  findLoggedBefore,
  findRewrittenFrom,
  listHubChanges,
  type HubChange,
} from '../desk/store/hub-changes.queries.ts';
import type { Amend, OutgoingStep, Row, RowChange } from './wire.ts';

/** Returns the columns in which two images of a row differ. */
const differing = (before: Row, after: Row): { readonly b: Row; readonly a: Row } => {
  const names = Object.keys(after).filter((name) => after[name] !== before[name]);
  const only = (row: Row): Row => Object.fromEntries(names.map((name) => [name, row[name] ?? null]));
  return { b: only(before), a: only(after) };
};

/**
 * Converts a row change to its wire format. A row that was written but not changed is sent too, so that the log lists the same rows for a
 * step on every workstation.
 */
export const changeOf = ({ table, rowId, before, after }: HubChange): RowChange =>
  before === null || after === null
    ? { t: table, id: rowId, b: before, a: after }
    : { t: table, id: rowId, ...differing(before, after) };

/** Returns the change of a log line; empty for other rows. */
export const amendOf = ({ table, before, after }: HubChange): readonly Amend[] =>
  isLog(table) && table !== 'request_event' && before !== null ? [{ log: table, b: before, a: after }] : [];

const unknownTime = '' as Instant;

/** Converts a pending step to the format that the hub accepts. @param now the time of automatic changes. */
export const outgoingStep = (db: ReadableDB, step: PendingStep, now = unknownTime): OutgoingStep => {
  const { n, opId, timeZone, reads, writes, refusal } = step;
  const changes = listHubChanges(db, opId);
  const logged = step.kind === null || refusal !== null ? undefined : findCommand(db, opId);
  const { kind, operatorId, deskId, at, requestId } = refusal ?? logged ?? byItself(now);
  // Its request was created here and has since been deleted: others learn of it through the earlier step.
  const before = logged?.requestId === null && isStepKind(logged.kind) ? findLoggedBefore(db, opId) : null;
  return {
    n,
    workstation: readHubState(db)?.workstation ?? 0,
    opId,
    timeZone,
    reads: [...reads],
    writes: [...writes],
    changes: changes.filter(({ table }) => !isLog(table)).map(changeOf),
    amends: changes.flatMap(amendOf),
    events: before?.events ?? listHistoryAsTaken(db, opId),
    kind,
    operatorId,
    deskId,
    at,
    requestId: requestId ?? before?.requestId ?? null,
    outcome: refusal === null ? 'accepted' : 'refused',
    input: '{}',
    answer: 'null',
    ...(logged && { input: logged.input, answer: logged.answer, ...findRewrittenFrom(db, opId) }),
  };
};

const byItself = (
  at: Instant,
): Pick<OutgoingStep, 'kind' | 'operatorId' | 'deskId' | 'at' | 'requestId'> => ({
  kind: null,
  operatorId: null,
  deskId: null,
  at,
  requestId: null,
});
