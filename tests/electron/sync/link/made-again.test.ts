import { take } from '../../../../electron/main/desk/steps/take.ts';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import type { RequestId } from '../../../../shared/domain/ids.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { joins, makesHub, twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, type Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';

const { server, first } = await realServer();

const notes = ({ raw }: Workstation): unknown[] =>
  raw.prepare('SELECT body FROM request_note ORDER BY body').pluck().all();

test('a library that was shared before creates a hub again, and its rows keep their ids', async () => {
  const requestId = addRequest(first, { externalId: 'R-1' }) as RequestId;
  const add = ({ context }: Workstation, text: string): void => {
    valueOf(take(context, 'add-note', { opId: newOpId(), requestId, text, active: true }) as never);
  };
  const [one, two] = await twoWorkstations(server, first);
  for (const [desk, text] of [
    [one, 'a'],
    [two, 'b'],
  ] as const) {
    add(desk, text);
    await desk.inStep();
  }
  await one.inStep();
  expect(notes(one)).toEqual(['a', 'b']);

  // The server of the hub is lost, and each works alone for a while.
  await two.stop();
  valueOf(await one.hub.remove({ opId: newOpId(), number: null }));
  const client = await server.connect();
  await client.query('DROP SCHEMA hub CASCADE; DROP SCHEMA hub_rows CASCADE; DROP SCHEMA reports CASCADE');
  await client.end();
  add(one, 'c');
  await makesHub(server, one);
  add(one, 'd');
  await one.inStep();
  const again = await joins(one, join(dirname(first.file), 'again'));
  add(again, 'e');
  await again.inStep();
  await one.inStep();
  expect(notes(one)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(notes(again)).toEqual(notes(one));
  const numbers = valueOf(await one.hub.workstations({})).map(({ number }) => number);
  expect(Math.min(...numbers), 'ranges of the first hub have rows').toBeGreaterThan(2);
  expect(faults).toEqual([]);
}, 120_000);
