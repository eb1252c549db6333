import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ownRequestsIn } from '../../../../electron/main/sync/link/own-requests.ts';
import { noMapping } from '../../../../shared/domain/intake/mapping.ts';
import { addRequest, newOpId, openTestDesk } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { restarted, twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, openWorkstation, type Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';
import { openLibraryFile } from '../../../support/library-file.ts';

// Closed last: a workstation lies in its folder.
const own = openTestDesk();
afterAll(() => own.close());
const { server, first } = await realServer();

const requestsAt = ({ raw }: Workstation): unknown =>
  raw.prepare('SELECT external_id FROM request ORDER BY external_id').pluck().all();

test('requests from before a workstation joined are reviewed, imported, and reach the others', async () => {
  addRequest(first, { externalId: 'SHARED-1' });
  const [one] = await twoWorkstations(server, first);
  // The same request exists at both; the other one exists only here.
  addRequest(own, { externalId: 'SHARED-1' });
  addRequest(own, { externalId: 'OWN-1', title: 'A Book of Its Own' });
  const folder = join(dirname(own.file), 'three');
  mkdirSync(folder);
  own.raw.exec(`VACUUM INTO '${join(folder, 'borrow-desk.sqlite')}'`);
  valueOf(await one.hub.invite({ hours: 24 }));
  const three = openWorkstation(join(folder, 'borrow-desk.sqlite'), () => one.written());
  const joining = valueOf(await three.hub.chooseJoining({}));
  expect(joining?.ownRequests).toBe(2);
  valueOf(await three.hub.join({ token: joining?.token ?? '', name: 'Desk three' }));
  const joined = await restarted(three);
  expect(joined.status()).toMatchObject({ state: 'in-step', ownRequests: 2 });
  expect(requestsAt(joined)).toEqual(['SHARED-1']);
  const path = ownRequestsIn(folder).path() ?? '';
  const file = openLibraryFile(joined);
  try {
    const { token } = valueOf(await file.drop({ path }));
    const tried = valueOf(await file.dryRun({ token, mapping: noMapping }));
    expect(tried).toMatchObject({
      outcome: 'done',
      bySection: { requests: { added: 1, refused: 0 } },
    });
    expect(requestsAt(joined), 'nothing is stored by a look').toEqual(['SHARED-1']);
    valueOf(file.import({ token, mapping: noMapping }));
    await waitFor(
      'the file is in',
      () => ((requestsAt(joined) as string[]).includes('OWN-1') && !file.isRunning()) || undefined,
    );
  } finally {
    await file.close();
  }
  const totals = { added: 1, updated: 0, unchanged: 1, conflict: 0, skipped: 0, refused: 0 };
  const report = { fileName: 'own-requests-2.json', outcome: 'done', totals } as const;
  joined.hub.imported({ ...report, fileName: 'another file.json' });
  joined.hub.imported({ ...report, outcome: 'cancelled' });
  joined.hub.imported({ ...report, totals: { ...totals, refused: 1 } });
  expect(joined.status().ownRequests, 'not all of them are in').toBe(2);
  await joined.inStep();
  // Nor may they be lost if it joins again.
  valueOf(await joined.hub.remove({ opId: newOpId(), number: null }));
  valueOf(await one.hub.invite({ hours: 24 }));
  const again = valueOf(joined.hub.readInvitation(one.written()));
  expect(await joined.hub.join({ token: again.token, name: 'Desk three' })).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('from before this workstation joined') },
  });
  expect(joined.status().ownRequests).toBe(2);
  // As staff may have typed it on Windows.
  joined.hub.imported({ ...report, fileName: 'Own-Requests-2.json' });
  expect(joined.status().ownRequests).toBe(0);
  expect(existsSync(path)).toBe(false);

  await one.inStep();
  await waitFor('the others have it', () => (requestsAt(one) as string[]).length === 2 || undefined);
  expect(requestsAt(one)).toEqual(['OWN-1', 'SHARED-1']);
  expect(faults).toEqual([]);
}, 120_000);
