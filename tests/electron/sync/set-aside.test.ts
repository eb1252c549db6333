import { expect, test } from 'vitest';
import { openCopyOf } from '../../../electron/main/db/sharing.ts';
import { recount } from '../../support/recount.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { take as takeStep } from '../../../electron/main/desk/steps/take.ts';
import { findRequest } from '../../../electron/main/desk/store/requests.queries.ts';
import { compareWithHub } from '../../../electron/main/sync/compare-with-hub.ts';
import { fetchHubRows, writeHubRows } from '../../../electron/main/sync/hub-rows.ts';
import {
  nameCulprits,
  retrySetAside,
  overwriteWithHubRows,
} from '../../../electron/main/sync/retry-set-aside.ts';
import { setAsideService } from '../../../electron/main/sync/set-aside.service.ts';
import type { OpId, RequestId } from '../../../shared/domain/ids.ts';
import type { StepKind } from '../../../shared/domain/steps/all-steps.ts';
import type { SetAside } from '../../../shared/ipc/hub-views.ts';
import { newOpId } from '../../support/desk.ts';
import { lie, type LyingStep, stepsAfter } from '../../support/hub/hostile-steps.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { lifeTries } from '../../support/life-tries.ts';
import { valueOf } from '../../support/results.ts';
import { countAll, storedSums } from '../desk/queries/reports/count-rows.ts';

// A step that cannot be written here is set aside, with those that build on it; everything else continues.

const shared = sharedLibrary();

const take = (desk: SyncDesk, name: StepKind, requestId: number, pick = 1): OpId => {
  const opId = newOpId();
  expect(lifeTries(desk)[name]?.(requestId as RequestId, opId, pick)).toMatchObject({ ok: true });
  return opId;
};
const retitle = (desk: SyncDesk, title: string): void => {
  const request = findRequest(desk.context.db, 1 as RequestId);
  if (!request) throw new Error('There is no such request.');
  const asked = { opId: newOpId(), requestId: request.id, fields: { ...fieldsOf(request), title } };
  valueOf(takeStep(desk.context, 'edit-request', asked));
};
const asideOf = ({ context }: SyncDesk): readonly SetAside[] => valueOf(setAsideService(context).setAside());
const count = ({ raw }: SyncDesk, table: string): unknown =>
  raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
const bodyOf = (step: LyingStep): Changes => step.body as Changes;
type Changes = { changes: { t: string; id: number; b: object | null; a: Record<string, unknown> | null }[] };

/** Alters the last step of the order. */
const falsify = async (change: (changes: Changes['changes']) => void): Promise<LyingStep> => {
  const step = (await stepsAfter(shared.hub.query, 0)).at(-1);
  if (!step) throw new Error('There is no step yet.');
  const honest = structuredClone(step);
  change(bodyOf(step).changes);
  await lie(shared.hub.query, step);
  return honest;
};
/** Makes a note impossible to write: its request is not a number. */
const withoutRequest = (changes: Changes['changes']): void => {
  const note = changes.find(({ t }) => t === 'request_note');
  if (note?.a) note.a['request_id'] = 'empty';
};
const checked = async (desk: SyncDesk) => {
  const copy = await openCopyOf(desk.context.db, `${desk.file}.checked`);
  try {
    return await compareWithHub(copy, desk.parts.hub, () => undefined, new AbortController().signal);
  } finally {
    copy.close();
  }
};

test('steps that build on a set-aside step are set aside too, under the name of one workstation, and are written once it can be', () =>
  shared.hub.playOn(async () => {
    const [one, two, three] = [shared.openDesk(1), shared.openDesk(2), shared.openDesk(3)];
    retitle(two, 'One');
    await two.sync();
    await three.sync();
    const honest = await falsify((changes) => {
      for (const { t, a } of changes) if (t === 'request' && a) a['title'] = null;
    });
    retitle(three, 'Another');
    take(three, 'add-note', 1);
    take(three, 'add-note', 2);
    await three.sync();
    await one.sync();
    await nameCulprits(one.parts);
    expect(asideOf(one)).toMatchObject([
      {
        culprit: 2,
        name: 'Desk 2',
        steps: 1,
        building: 2,
        why: 'row-refused',
        requests: [{ externalId: 'R-1' }],
      },
    ]);
    expect([count(one, 'request_note'), count(one, 'hub_pending')]).toEqual([1, 0]);
    // Retrying changes nothing until it can be written.
    await retrySetAside(one.parts);
    expect(count(one, 'hub_aside')).toBe(3);
    await lie(shared.hub.query, honest);
    await retrySetAside(one.parts);
    expect(asideOf(one)).toEqual([]);
    expect(await checked(one)).toMatchObject({ differing: [] });
  }));

test('the rows of a step that can never be written are fetched from the hub, with its line in the log', () =>
  shared.hub.playOn(async () => {
    const [one, two] = [shared.openDesk(1), shared.openDesk(2)];
    const opId = take(two, 'add-note', 2);
    await two.sync();
    await falsify(withoutRequest);
    take(two, 'add-note', 1);
    await two.sync();
    take(one, 'add-note', 3);
    await one.sync();
    expect([count(one, 'request_note'), count(one, 'hub_aside')]).toEqual([2, 1]);
    expect(await checked(one)).toMatchObject({ count: 3, ofAside: 3 });
    // Steps pending here stay on top.
    take(one, 'add-note', 2);
    expect(await overwriteWithHubRows(one.parts)).toBe(0);
    await one.sync();
    await two.sync();
    expect([count(one, 'request_note'), count(two, 'request_note')]).toEqual([4, 4]);
    expect(count(one, 'hub_pending')).toBe(0);
    // It cannot be taken again by the rules: those after it can.
    expect(await checked(one)).toMatchObject({ count: 0, steps: 3 });
    expect(one.raw.prepare('SELECT kind FROM command_log WHERE op_id = ?').pluck().get(opId)).toBe(
      'add-note',
    );
  }));

test('a row that cannot be written even as the hub has it stays set aside, and the others are written', () =>
  shared.hub.playOn(async () => {
    const [one, two] = [shared.openDesk(1), shared.openDesk(2)];
    for (const id of [2, 4]) {
      take(two, 'add-note', id);
      await two.sync();
      await falsify(withoutRequest);
    }
    await shared.hub.query('ALTER TABLE hub_rows.request_note ALTER author DROP NOT NULL', []);
    await shared.hub.query('UPDATE hub_rows.request_note SET author = NULL WHERE request_id = 4', []);
    await one.sync();
    expect(asideOf(one)).toMatchObject([{ culprit: 2, steps: 2 }]);
    expect(await overwriteWithHubRows(one.parts)).toBe(1);
    expect(asideOf(one)).toMatchObject([{ culprit: 2, steps: 1 }]);
    expect(count(one, 'request_note')).toBe(1);
    expect(await checked(one)).toMatchObject({ ofAside: 1 });
  }));

test('an error that would prevent every step sets nothing aside: it is retried', () =>
  shared.hub.playOn(async () => {
    const [one, two] = [shared.openDesk(1), shared.openDesk(2)];
    take(two, 'add-note', 2);
    await two.sync();
    one.raw.exec(
      "CREATE TEMP TRIGGER broken BEFORE INSERT ON main.command_log BEGIN SELECT raise(ABORT, 'broken'); END",
    );
    await expect(one.sync()).rejects.toThrow('broken');
    expect(count(one, 'hub_aside')).toBe(0);
    one.raw.exec('DROP TRIGGER broken');
    // Nor does a full disk.
    one.raw.function('full', () => {
      throw Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
    });
    one.raw.exec('CREATE TEMP TRIGGER full_disk AFTER INSERT ON main.request_note BEGIN SELECT full(); END');
    await expect(one.sync()).rejects.toThrow('full');
    expect(count(one, 'hub_aside')).toBe(0);
    one.raw.exec('DROP TRIGGER full_disk');
    await one.sync();
    expect([count(one, 'hub_aside'), count(one, 'request_note')]).toEqual([0, 1]);
  }));

test('fifty set-aside steps make applying steps no slower than fifty more steps', () =>
  shared.hub.playOn(async () => {
    const [one, two, three] = [shared.openDesk(1), shared.openDesk(2), shared.openDesk(3)];
    for (let at = 0; at < 100; at += 1) take(two, 'add-note', at < 50 ? 3 + (at % 2) : 1 + (at % 2));
    await two.sync();
    const startMs = performance.now();
    await three.sync();
    const honestMs = performance.now() - startMs;
    for (const step of await stepsAfter(shared.hub.query, 50)) {
      withoutRequest(bodyOf(step).changes);
      await lie(shared.hub.query, step);
    }
    const againMs = performance.now();
    await one.sync();
    const tookMs = performance.now() - againMs;
    expect([count(one, 'hub_aside'), count(one, 'request_note')]).toEqual([50, 50]);
    console.log(`100 steps in ${Math.round(honestMs)} ms, with 50 set aside in ${Math.round(tookMs)} ms`);
    expect(tookMs).toBeLessThan(honestMs * 3 + 1_000);
    for (let at = 0; at < 100; at += 1) take(two, 'add-note', 3 + (at % 2));
    await two.sync();
    const laterMs = performance.now();
    await one.sync();
    console.log(`100 more in ${Math.round(performance.now() - laterMs)} ms`);
    expect(performance.now() - laterMs).toBeLessThan(honestMs * 2 + 500);
    expect(count(one, 'request_note')).toBe(150);
  }));

test('the reports count a row again that was fetched from the hub', () =>
  shared.hub.playOn(async () => {
    const one = shared.openDesk(1);
    const id = one.raw.prepare<[], number>('SELECT min(id) FROM item').pluck().get() ?? 0;
    countAll(one.context);
    await shared.hub.query(
      `UPDATE hub_rows.item SET shelved_at = NULL, left_shelf_since = '2026-11-02T08:00:00.000Z', left_shelf_at = '2026-11-05T08:00:00.000Z',
              left_shelf_as = 'on-loan' WHERE id = $1`,
      [id],
    );
    expect(await writeHubRows(one.parts, await fetchHubRows(one.parts.hub, [{ table: 'item', id }]))).toBe(
      true,
    );
    countAll(one.context);
    expect(recount(one.context.db)).toEqual([]);
    expect([...storedSums(one.raw).keys()]).toContain('shelf 2026-11-05 1 1 3');
  }));
