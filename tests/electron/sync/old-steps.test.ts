import * as z from 'zod';
import { expect, test } from 'vitest';
import { inTransaction } from '../../../electron/main/db/open.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { emptyOldSteps } from '../../../electron/main/desk/records/erasure/erasure-clock.ts';
import { saveInstallationSettings } from '../../../electron/main/desk/records/settings/settings.service.ts';
import { take } from '../../../electron/main/desk/steps/take.ts';
import { findCommand } from '../../../electron/main/desk/store/command-log.queries.ts';
import { readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import { TooFarBehindError } from '../../../electron/main/sync/apply-steps.ts';
import { answerOf } from '../../../electron/main/sync/hub.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import { newOpId } from '../../support/desk.ts';
import { joinedLibrary } from '../../support/hub/joined-library.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { valueOf } from '../../support/results.ts';

// The hub deletes the details of steps that are older than the library keeps them, as soon as every workstation has them.

const shared = sharedLibrary();
/** Requests of the first library: one in transit, and one with a loan. */
const open = 2 as RequestId;
const lent = 4 as RequestId;

const rowsOf = async (text: string): Promise<readonly unknown[]> =>
  (await shared.hub.query(text, [])).map((row): readonly unknown[] => Object.values(row as object));

/** Acts as the workstation that does the housekeeping. @returns how many steps and keys it examined. */
const emptyAtHub = async (): Promise<number> => {
  for (let all = 0; ;) {
    const some = answerOf(
      await shared.hub.queryAs(1)('SELECT hub.empty_steps($1) AS answer', [3]),
      z.number(),
    );
    if (some === 0) return all;
    all += some;
  }
};
const daysPass = (days: number): Promise<unknown> =>
  shared.hub.query('UPDATE hub.op SET hub_at = hub_at - make_interval(days => $1)', [days]);
const historyOf = (db: ReadableDB): unknown =>
  db
    .prepare(
      'SELECT request_id, op_id, at, kind, status_before, status_after, headline FROM request_event ORDER BY at, op_id',
    )
    .all();

const joined = (): ReturnType<typeof joinedLibrary> => joinedLibrary(shared);
/** Lets each workstation report its position. */
const allSay = async (...desks: readonly SyncDesk[]): Promise<void> => {
  for (const { login, context } of desks)
    await shared.hub.query('UPDATE hub.workstation SET reached = $1, seen_at = now() WHERE number = $2', [
      readHubState(context.db)?.cursor ?? 0,
      login,
    ]);
  await shared.hub.query('DELETE FROM hub.workstation WHERE number > $1', [desks.length]);
};

/** A loan ends at one, and a parcel arrives at the other. */
const work = async (
  one: SyncDesk,
  other: SyncDesk,
): Promise<{ readonly returned: OpId; readonly received: OpId }> => {
  const [returned, received] = [newOpId(), newOpId()];
  valueOf(lifeTries(one)['return']?.(lent, returned, 0) as never);
  await one.sync();
  await other.sync();
  valueOf(lifeTries(other)['receive']?.(open, received, 1) as never);
  await other.sync();
  await one.sync();
  return { returned, received };
};

/** For each of the two kinds of step: whether the hub has its changes, and its input. */
const bodies = async (): Promise<unknown> =>
  Object.fromEntries(
    (await rowsOf(
      "SELECT kind, coalesce(body ? 'changes', false) || ' ' || coalesce(body ? 'input', false) FROM hub.op WHERE kind IS NOT NULL",
    )) as [string, string][],
  );

test('the changes of old steps are deleted once every workstation has them, and their history is kept', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await work(one, other);
    await allSay(one, other);
    const steps = await rowsOf('SELECT place, step, at, day FROM reports.steps');
    expect(await bodies()).toEqual({ return: 'true true', receive: 'true true' });
    await daysPass(89);
    expect(await emptyAtHub(), 'they are not old').toBe(0);
    await daysPass(2);
    await shared.hub.query('UPDATE hub.workstation SET reached = 0 WHERE number = 2', []);
    expect(await emptyAtHub(), 'one has not said that it has them').toBe(0);
    await allSay(one, other);
    expect(await emptyAtHub()).toBeGreaterThan(2);
    expect(await bodies(), 'one request is open').toEqual({ return: 'false false', receive: 'false true' });
    expect(await rowsOf('SELECT * FROM hub.key')).toEqual([]);
    expect(await rowsOf('SELECT place, step, at, day FROM reports.steps')).toEqual(steps);

    const third = await joined();
    expect(historyOf(third)).toEqual(historyOf(one.context.db));
    third.close();
  }));

test('after the number of days that the library sets, and never sooner than a restore may need', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await work(one, other);
    valueOf(
      saveInstallationSettings(one.context, { opId: newOpId(), settings: { steps: { days: 200 } } }) as never,
    );
    await one.sync();
    await other.sync();
    await allSay(one, other);
    await daysPass(199);
    expect(await emptyAtHub()).toBe(0);
    const days = async (value: string): Promise<unknown> => {
      await shared.hub.query("UPDATE hub_rows.library_setting SET value = $1 WHERE key = 'steps'", [value]);
      return (await rowsOf('SELECT hub.days_kept()'))[0];
    };
    expect(await days('{"days":5}'), 'a login that writes what the program forbids').toEqual([60]);
    expect(await days('{"days":"none"}')).toEqual([90]);
    await days('{"days":200}');
    await daysPass(2);
    expect(await emptyAtHub()).toBeGreaterThan(2);
  }));

test('a workstation that is offline for longer does not hold up the others, and must reload the library', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await work(one, other);
    const away = shared.openDesk(3);
    expect(lifeTries(away)['add-note']?.(3 as RequestId, newOpId(), 0).ok).toBe(true);
    await allSay(one, other, away);
    await daysPass(91);
    expect(await emptyAtHub(), 'it was here a moment ago').toBe(0);
    await shared.hub.query(
      "UPDATE hub.workstation SET seen_at = seen_at - interval '91 days' WHERE number = 3",
      [],
    );
    expect(await emptyAtHub()).toBeGreaterThan(2);
    // Its steps may conflict with steps that are no longer kept: they are not placed.
    await expect(away.sync()).rejects.toThrow(TooFarBehindError);
    expect(await rowsOf("SELECT 1 FROM hub.op WHERE kind = 'add-note'")).toEqual([]);
    // The others continue.
    expect(lifeTries(one)['add-note']?.(3 as RequestId, newOpId(), 0).ok).toBe(true);
    await one.sync();
    await other.sync();
    expect(await rowsOf("SELECT count(*)::int FROM hub.op WHERE kind = 'add-note'")).toEqual([[1]]);
  }));

test('a patron who is forgotten later disappears from the history of old steps', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    await work(one, other);
    const name =
      "UPDATE hub.op SET body = jsonb_set(body, '{events,0,headline}', '\"For Wanda\"') WHERE kind = 'return'";
    await shared.hub.query(name, []);
    await allSay(one, other);
    await daysPass(91);
    await emptyAtHub();
    const named = (): Promise<readonly unknown[]> =>
      rowsOf("SELECT kind FROM hub.op WHERE body::text LIKE '%Wanda%'");
    expect(await named()).toEqual([['return']]);
    const forgotten =
      "UPDATE hub_rows.request SET patron_forgotten_at = '2026-11-26T08:00:00.000Z' WHERE id = $1";
    await shared.hub.query(forgotten, [lent]);
    await shared.hub.query("UPDATE hub.op SET kind = 'forget-patron-data' WHERE kind = 'receive'", []);
    answerOf(await shared.hub.queryAs(1)('SELECT hub.forget_patrons() AS answer', []), z.number());
    expect(await named()).toEqual([]);
  }));

test('each workstation empties its own log, and shares nothing of that', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const { returned } = await work(one, other);
    const later = new Date(one.context.now().getTime() + 100 * 86_400_000).toISOString();
    one.setNow(later);
    inTransaction(one.context.db, () => emptyOldSteps(one.context, 0));
    expect(findCommand(one.context.db, returned)?.input).toBe('{}');
    const undoes = returned;
    expect(take(one.context, 'undo', { opId: newOpId(), undoes })).toMatchObject({ ok: false });
    await one.sync();
    expect(await rowsOf('SELECT count(*)::int FROM hub.op WHERE kind IS NULL AND workstation = 1')).toEqual([
      [0],
    ]);
    // Another one, which has not, undoes it: it is undone here too.
    valueOf(take(other.context, 'undo', { opId: newOpId(), undoes }) as never);
    await other.sync();
    await one.sync();
    const statusOf = ({ raw }: SyncDesk): unknown =>
      raw.prepare('SELECT status FROM request WHERE id = ?').pluck().get(lent);
    expect(statusOf(one)).toBe(statusOf(other));
    expect(findCommand(one.context.db, returned)?.undoneBy).not.toBeNull();
    expect([...one.faults, ...other.faults]).toEqual([]);
  }));
