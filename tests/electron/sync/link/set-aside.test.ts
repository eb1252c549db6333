import { afterAll, expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { lie, stepsAfter, type LyingStep } from '../../../support/hub/hostile-steps.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import type { Workstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// A workstation that receives a step that it cannot write, on a real server: it keeps syncing with the others, and an administrator can
// resolve it.

const { server, first } = await realServer();
for (const externalId of ['R-1', 'R-2']) addRequest(first, { externalId });
const [one, two] = await twoWorkstations(server, first);
const client = await server.connect();
afterAll(() => client.end());

const query = async (text: string, values: readonly unknown[]): Promise<readonly unknown[]> =>
  (await client.query(text, [...values])).rows as unknown[];
const note = (desk: Workstation, requestId: number): void => {
  expect(lifeTries(desk)['add-note']?.(requestId as RequestId, newOpId(), 1)).toMatchObject({ ok: true });
};
const notesOf = ({ raw }: Workstation): unknown =>
  raw.prepare('SELECT count(*) FROM request_note').pluck().get();
const isShown = (state: string): Promise<true> =>
  waitFor(`the state ${state}`, () => one.status().state === state || undefined, 60_000);

/** Alters the second workstation's last step so that no workstation can write it, before the first one has pulled it. */
const oneThatCannotBeWritten = async (): Promise<LyingStep> => {
  valueOf(await one.hub.workAlone({ alone: true }));
  note(two, 1);
  await two.inStep();
  const step = (await stepsAfter(query, 0)).at(-1);
  if (!step) throw new Error('There is no step.');
  const honest = structuredClone(step);
  for (const { t, a } of (step.body as { changes: { t: string; a: Record<string, unknown> | null }[] })
    .changes)
    if (t === 'request_note' && a) a['active'] = 7;
  await lie(query, step);
  valueOf(await one.hub.workAlone({ alone: false }));
  await one.inStep();
  return honest;
};

test('it names the workstation, applies the other steps, compares, and uses the hub’s version', async () => {
  await oneThatCannotBeWritten();
  note(two, 2);
  await two.inStep();
  note(one, 2);
  await one.inStep();
  await two.inStep();
  await one.inStep();
  expect([notesOf(one), notesOf(two)]).toEqual([2, 3]);
  expect(valueOf(await one.hub.setAside({}))).toMatchObject([
    { name: 'Desk two', steps: 1, building: 0, why: 'row-refused', requests: [{ externalId: 'R-1' }] },
  ]);
  const found = valueOf(await one.hub.verify({}));
  expect(found?.count).toBeGreaterThan(0);
  expect(found?.ofAside).toBe(found?.count);
  expect(valueOf(await one.hub.takeHubRows({}))).toEqual({ left: 0 });
  expect(valueOf(await one.hub.setAside({}))).toEqual([]);
  expect([notesOf(one), notesOf(two)]).toEqual([3, 3]);
  expect(valueOf(await one.hub.verify({}))).toMatchObject({ count: 0, ofAside: 0 });
}, 120_000);

test('a comparison writes the steps that can be written now, and their task is solved', async () => {
  const honest = await oneThatCannotBeWritten();
  const [task] = valueOf(await one.hub.setAside({}));
  expect(valueOf(await one.hub.tryAside({}))).toEqual({ left: 1 });
  // An administrator can hide it.
  valueOf(await one.hub.leaveAside({ culprit: task?.culprit ?? 0 }));
  expect(valueOf(await one.hub.setAside({}))).toEqual([]);
  await lie(query, honest);
  expect(valueOf(await one.hub.verify({}))).toMatchObject({ count: 0, ofAside: 0 });
  expect(notesOf(one)).toBe(notesOf(two));
}, 120_000);

test('workstations are listed although this one has stopped sharing, and a removal waits until the hub knows who requested it', async () => {
  await client.query('UPDATE hub.head SET oldest_version = 100000');
  valueOf(await one.hub.workAlone({ alone: true }));
  valueOf(await one.hub.workAlone({ alone: false }));
  await isShown('needs-update');
  const names = async (): Promise<readonly string[]> =>
    valueOf(await one.hub.workstations({})).map(({ name }) => name);
  expect(await names()).toEqual(['Desk one', 'Desk two']);
  const culprit = valueOf(await one.hub.workstations({})).find(({ mine }) => !mine);
  const removed = await one.hub.remove({ opId: newOpId(), number: culprit?.number ?? 0 });
  expect(removed).toMatchObject({ ok: false, error: { code: 'hub-failed' } });
  expect(await names()).toEqual(['Desk one', 'Desk two']);
  expect(one.status().state).toBe('needs-update');
  // Operations that need the hub's order wait for it.
  expect(await one.hub.takeHubRows({})).toMatchObject({ ok: false, error: { code: 'hub-failed' } });
}, 120_000);
