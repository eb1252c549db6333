import type { StepKind } from '../../../../shared/domain/steps/all-steps.ts';
import { expect, test } from 'vitest';
import { finishTakeOver } from '../../../../electron/main/db/take-over.ts';
import type { OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import { lifeTries } from '../../../support/life-tries.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';

// A workstation that was away so long that the hub no longer keeps the steps it missed reloads the whole library; its own steps are
// rechecked like all pending steps.

const { server, first } = await realServer();

const take = (one: Workstation, name: StepKind, request: RequestId, pick = 0): OpId => {
  const opId = newOpId();
  valueOf(lifeTries(one)[name]?.(request, opId, pick) as never);
  return opId;
};

const statusesAt = ({ raw }: Workstation): unknown =>
  raw.prepare('SELECT external_id, status FROM request ORDER BY id').raw().all();
const logged = ({ raw }: Workstation, opId: OpId): unknown =>
  raw.prepare('SELECT kind FROM command_log WHERE op_id = ?').pluck().get(opId);

const isTold = async (one: Workstation): Promise<void> => {
  one.hub.link()?.wake();
  await waitFor('it is told', () => one.status().state === 'too-far-behind' || undefined);
};

test('none of its steps is lost: those that fit are shared, the others become tasks, and slips are printed once', async () => {
  const [a, b, c] = ['R-1', 'R-2', 'R-3'].map((externalId) => addRequest(first, { externalId })) as [
    RequestId,
    RequestId,
    RequestId,
  ];
  const [one, two] = await twoWorkstations(server, first);
  expect(await two.hub.takeAnew({}), 'it is in step').toMatchObject({ ok: false });
  await two.inStep();
  valueOf(await two.hub.workAlone({ alone: true }));
  // Both receive the same request and one of their own, and one of them adds a note.
  take(one, 'receive', a, 1);
  take(one, 'receive', b, 1);
  await one.inStep();
  const lost = take(two, 'receive', a, 10);
  const [received, noted] = [take(two, 'receive', c, 4), take(two, 'add-note', c)];
  const slips = two.raw.prepare('SELECT count(*) FROM print_job').pluck().get();
  two.raw.exec("UPDATE print_job SET state = 'printed'");

  const client = await server.connect();
  await client.query("UPDATE hub.op SET hub_at = hub_at - interval '91 days'");
  await client.query(
    "UPDATE hub.workstation SET seen_at = seen_at - interval '91 days' WHERE name = 'Desk two'",
  );
  await client.query('UPDATE hub.workstation SET reached = (SELECT seq FROM hub.head) WHERE name <> $1', [
    'Desk two',
  ]);
  const { rows } = await client.query('SELECT login FROM hub.workstation WHERE name <> $1', ['Desk two']);
  await client.query(`SET SESSION AUTHORIZATION ${(rows[0] as { readonly login: string }).login}`);
  await client.query('SELECT hub.empty_steps()');
  await client.query('SELECT hub.empty_steps()');
  await client.query('RESET SESSION AUTHORIZATION');

  valueOf(await two.hub.workAlone({ alone: false }));
  await isTold(two);
  expect(two.status().waiting).toBe(3);
  valueOf(await two.hub.takeAnew({}));
  // Steps are still taken while the program exits.
  const late = take(two, 'add-note', c);
  await two.stop();
  await finishTakeOver(two.file, new Date());
  const again = openWorkstation(two.file);
  expect(again.raw.prepare("SELECT value FROM setting WHERE key = 'waiting-steps'").get()).toBeUndefined();
  expect([received, noted, late].map((opId) => logged(again, opId))).toEqual([
    'receive',
    'add-note',
    'add-note',
  ]);
  await again.inStep();
  await one.inStep();
  expect(statusesAt(again)).toEqual(statusesAt(one));
  expect([received, noted, late].map((opId) => logged(one, opId))).toEqual([
    'receive',
    'add-note',
    'add-note',
  ]);
  expect(logged(again, lost)).toBeUndefined();
  for (const desk of [one, again])
    expect(desk.raw.prepare('SELECT kind, op_id FROM task').raw().all()).toEqual([['receive', lost]]);
  const left = again.raw.prepare('SELECT DISTINCT state FROM print_job').pluck().all();
  expect(left, 'what is on paper is not printed again').toEqual(['printed']);
  expect(slips).toBeGreaterThan(0);
  const { rows: numbers } = await client.query(
    "SELECT count(*)::int AS all, count(ended_at)::int AS ended FROM hub.workstation WHERE name = 'Desk two'",
  );
  await client.end();
  expect(numbers).toEqual([{ all: 2, ended: 1 }]);
  expect(faults).toEqual([]);
}, 120_000);
