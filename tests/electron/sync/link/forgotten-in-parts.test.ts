import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { maxStepBytes } from '../../../../electron/main/db/step-size.ts';
import { patronDataService } from '../../../../electron/main/desk/records/erasure/patron-data.service.ts';
import { addRequest, newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, type Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';

// A patron with so many requests that forgetting them is too much for one step of a shared library.

const { server, first } = await realServer();
const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-parts-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const requests = 60;
const kept = ({ raw }: Workstation): unknown =>
  raw
    .prepare(
      `SELECT (SELECT count(*) FROM patron WHERE id = 1), (SELECT count(*) FROM request WHERE patron_id = 1),
              (SELECT count(*) FROM request_note), (SELECT count(*) FROM request WHERE patron_forgotten_at IS NOT NULL)`,
    )
    .raw()
    .get();

test('is forgotten here and at the other workstation, even if the library keeps patrons forever', async () => {
  first.raw.exec(`INSERT INTO library_setting (key, value) VALUES ('patronData', '{"afterDays":0}')`);
  for (let n = 1; n <= requests; n += 1) addRequest(first, { externalId: `R-${n}` });
  first.raw.exec(`
    UPDATE request SET patron_id = 1, status = 'REQUEST_COMPLETED', ended_as = 'REQUEST_COMPLETED';
    INSERT INTO request_note (request_id, author, body, active, created_at, operator_name)
    SELECT id, 'staff', printf('%.*c', ${Math.ceil((1.5 * maxStepBytes) / requests)}, 'x'), 0, '2026-11-25T08:00:00.000Z', '' FROM request;`);
  const [one, two] = await twoWorkstations(server, first);
  expect(kept(two)).toEqual([1, requests, requests, 0]);
  const { forget } = patronDataService(one.context, {
    slipFolder: folder,
    reportFolder: folder,
    saveFile: () => Promise.resolve(null),
    emptyLog: () => Promise.resolve(),
    forgetPage: () => undefined,
  });
  expect(valueOf(await forget({ opId: newOpId(), id: 1 as never }))).toMatchObject({
    requests,
    notes: requests,
  });
  await one.inStep();
  await two.inStep();
  for (const each of [one, two]) expect(kept(each)).toEqual([0, 0, 0, requests]);
  expect(faults).toEqual([]);
}, 120_000);
