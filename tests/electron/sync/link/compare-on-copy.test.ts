import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runHubSwitches } from '../../../../electron/main/app/hub-switches.ts';
import { parseSwitches } from '../../../../electron/main/app/switches.ts';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';

const { server, first } = await realServer();
const takenOrThrow = (result: { readonly ok: boolean } | undefined): void => {
  if (result?.ok !== true) throw new Error('A step was not taken.');
};
const requests = ['R-1', 'R-2'].map((externalId) => addRequest(first, { externalId }) as RequestId);
const [one, two] = await twoWorkstations(server, first);
for (const [at, id] of requests.entries()) {
  takenOrThrow(lifeTries(one)['receive']?.(id, newOpId(), 1 + at));
  await one.inStep();
  await two.inStep();
  takenOrThrow(lifeTries(two)['lend']?.(id, newOpId(), 0));
  await two.inStep();
}
await one.inStep();

const operator = () => Promise.resolve(ok(first.context.session.operator()));

test('a workstation that matches its hub says so, with how much it compared', async () => {
  const [here, there] = [valueOf(await one.hub.verify({})), valueOf(await two.hub.verify({}))];
  expect(here).toMatchObject({ count: 0, differing: [] });
  expect(here?.steps).toBeGreaterThanOrEqual(4);
  expect(there).toMatchObject({ count: 0, differing: [], steps: here?.steps, rows: here?.rows });
  expect(existsSync(`${one.file}.checked`)).toBe(false);
  // The workstation's own work is unaffected.
  expect(one.status()).toMatchObject({ state: 'in-step', waiting: 0, looked: null });
  expect(await runHubSwitches(one.hub, parseSwitches(['--verify-hub'], '/'), operator)).toBe(true);
});

test('differences are reported: a different row, and a different step', async () => {
  const client = await server.connect();
  await client.query("UPDATE hub_rows.request SET title = 'Another' WHERE id = 1");
  const rows = valueOf(await one.hub.verify({}));
  expect(rows?.differing).toEqual([expect.stringMatching(/^request 1: title is .*, and there "Another"$/u)]);
  await client.query('UPDATE hub_rows.request SET title = $1 WHERE id = 1', [
    one.raw.prepare('SELECT title FROM request WHERE id = 1').pluck().get(),
  ]);
  await client.end();
  const kept = one.raw
    .prepare(`SELECT count(*) FROM hub_kept WHERE body LIKE '%"kind":"lend"%'`)
    .pluck()
    .get();
  expect(kept).toBe(2);
  one.raw.exec(
    `UPDATE hub_kept SET body = json_replace(body, '$.answer', '{}') WHERE body LIKE '%"kind":"lend"%'`,
  );
  const steps = valueOf(await one.hub.verify({}));
  expect(steps?.count).toBe(2);
  expect(steps?.differing[0]).toMatch(/^step \d+ lend: /u);
  expect(await runHubSwitches(one.hub, parseSwitches(['--verify-hub'], '/'), operator)).toBe(false);
});

test('a comparison can be cancelled, and leaves nothing behind', async () => {
  const asked = two.hub.verify({});
  expect(valueOf(await two.hub.cancelVerify({}))).toMatchObject({ looked: 0 });
  expect(valueOf(await asked)).toBeNull();
  expect(existsSync(`${two.file}.checked`)).toBe(false);
  expect(two.status().looked).toBeNull();
});
