import { take } from '../../../electron/main/desk/steps/take.ts';
import { expect } from 'vitest';
import { hubTasksService } from '../../../electron/main/sync/tasks.service.ts';
import type { ItemId, OpId, PatronId, RequestId } from '../../../shared/domain/ids.ts';
import type { HubTask } from '../../../shared/ipc/hub-views.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { newOpId } from '../desk.ts';
import { valueOf } from '../results.ts';
import type { SyncDesk } from './sync-desk.ts';

// Two workstations work on the same records at the same time, on the first library (first-library.ts).

/** A request whose item is on the hold shelf of desk 1, and one whose item is on loan. */
export const shelved = 3 as RequestId;
export const lent = 4 as RequestId;
export const reader = 1 as PatronId;

/** Returns the only item of a request. */
export const itemOf = ({ raw }: SyncDesk, requestId: RequestId): { id: ItemId; barcode: string } =>
  raw.prepare('SELECT id, barcode FROM item WHERE request_id = ?').get(requestId) as {
    id: ItemId;
    barcode: string;
  };

/** Takes a step at a desk. */
export type Do = (desk: SyncDesk, opId: OpId) => Result<unknown>;
export const lend: Do = (desk, opId) =>
  take(desk.context, 'lend', { opId, patronId: reader, code: itemOf(desk, shelved).barcode });
export const giveBack =
  (requestId: RequestId): Do =>
  (desk, opId) =>
    take(desk.context, 'return', { opId, itemId: itemOf(desk, requestId).id });
export const scanIn: Do = (desk, opId) =>
  take(desk.context, 'scan-in', { opId, code: itemOf(desk, shelved).barcode });
export const renewLoan: Do = (desk, opId) =>
  take(desk.context, 'renew-loan', { opId, itemId: itemOf(desk, lent).id });
export const lost: Do = (desk, opId) =>
  take(desk.context, 'report-lost', {
    opId,
    requestId: lent,
    asOf: null,
    itemId: null,
    note: '',
  });
export const cancel =
  (note: string, reason = 'NO_LONGER_NEEDED'): Do =>
  (desk, opId) =>
    take(desk.context, 'cancel', {
      opId,
      requestId: 2 as RequestId,
      asOf: null,
      reason,
      note,
      notifyPatron: false,
      requestedBy: 'staff',
    });
export const receive =
  (barcode: string, circulationNote = ''): Do =>
  (desk, opId) =>
    take(desk.context, 'receive', {
      opId,
      requestId: 2 as RequestId,
      barcode,
      several: true,
      printSlip: false,
      notifyPatron: false,
      use: null,
      ...(circulationNote !== '' && { details: { circulationNote } }),
    });
export const finish: Do = (desk, opId) =>
  take(desk.context, 'finish-receiving', {
    opId,
    requestId: 2 as RequestId,
    notifyPatron: false,
    rest: 'coming',
  });
export const undo =
  (undoes: OpId): Do =>
  (desk, opId) =>
    take(desk.context, 'undo', { opId, undoes });

/** Takes a step; fails the test if it is refused. */
export const did = (desk: SyncDesk, act: Do): OpId => {
  const opId = newOpId();
  valueOf(act(desk, opId) as never);
  return opId;
};

/** Returns the outcome of steps: the kinds of those that count, and the tasks. */
export const kept = ({ raw }: SyncDesk): { readonly counts: unknown; readonly tasks: unknown } => ({
  counts: raw.prepare('SELECT kind FROM command_log WHERE undone_by IS NULL ORDER BY seq').pluck().all(),
  tasks: raw.prepare("SELECT kind || ' ' || (facts ->> '$.code') FROM task ORDER BY id").pluck().all(),
});

/**
 * Both act without knowing of each other; the first one's steps get their positions first. @returns the outcome, which is the same at both.
 */
export const meet = async (
  [one, other]: readonly [SyncDesk, SyncDesk],
  first: () => unknown,
  later: () => unknown,
): Promise<ReturnType<typeof kept>> => {
  first();
  later();
  await one.sync();
  await other.sync();
  await one.sync();
  expect(kept(one)).toEqual(kept(other));
  return kept(other);
};

/** Takes a step and lets both workstations pull it. */
export const known = async (desks: readonly [SyncDesk, SyncDesk], act: Do): Promise<OpId> => {
  const opId = did(desks[0], act);
  for (const desk of desks) await desk.sync();
  return opId;
};

/** Returns the tasks as a desk shows them. */
export const tasksAt = ({ context }: SyncDesk): readonly HubTask[] =>
  valueOf(hubTasksService(context).tasks());

/** Solves the first task at a desk. */
export const solveAt = (desk: SyncDesk, how: 'again' | 'done'): Result<null> =>
  hubTasksService(desk.context).solve({ opId: newOpId(), id: tasksAt(desk)[0]?.id ?? 0, how });
