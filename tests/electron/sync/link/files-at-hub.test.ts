import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { maxStepBytes } from '../../../../electron/main/db/step-size.ts';
import type { LibraryFile } from '../../../../electron/main/files/library-file.service.ts';
import { authorizeImporter } from '../../../../electron/main/files/importer.ts';
import { Imports } from '../../../../electron/main/files/undo-import/imports.service.ts';
import { newOpId } from '../../../support/desk.ts';
import { realServer } from '../../../support/hub/real-server.ts';
import { twoWorkstations } from '../../../support/hub/two-workstations.ts';
import { faults, type Workstation } from '../../../support/hub/workstation.ts';
import { valueOf } from '../../../support/results.ts';
import { waitFor } from '../../../support/waiting.ts';
import { openLibraryFile } from '../../../support/library-file.ts';
import { startFileThread } from '../../../support/file-thread.ts';

// The rows of an import have no kind: they are pushed in the name of its operator, between the first and the last line of the import in the
// log.

const { server, first } = await realServer();
let one: Workstation;
let two: Workstation;
let file: LibraryFile;
beforeAll(async () => {
  // Importing operators requires a PIN.
  first.raw.exec("UPDATE operator SET pin_hash = 'of somebody'");
  [one, two] = await twoWorkstations(server, first);
  file = openLibraryFile(one);
}, 120_000);

const importing = async (name: string, library: object): Promise<unknown> => {
  const path = join(dirname(one.file), name);
  writeFileSync(path, JSON.stringify({ format: 'borrow-desk/library', version: 2, ...library }));
  const { outcome, bySection, refused, failure } = await file.importPath(
    path,
    authorizeImporter(one.context.session),
  );
  await one.inStep();
  return { outcome, bySection, refused, failure };
};

const rowsAt = ({ raw }: Workstation): unknown =>
  Object.fromEntries(
    [
      'library',
      'desk',
      'partner',
      'patron',
      'operator',
      'operator_role',
      'cancellation_reason',
      'library_setting',
      'request',
      'request_note',
    ].map((table) => [table, raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]),
  );

const request = (externalId: string, note = 'x'): object => ({
  externalId,
  title: 'Walden',
  patron: 'P-9',
  pickup: 'MAIN-CIRC',
  rota: ['LAKE'],
  notes: Array.from({ length: 20 }, (_, n) => ({
    from: 'staff',
    text: `${n} ${note}`,
    active: false,
    createdAt: '2026-11-03T10:00:00Z',
  })),
});

test('a full import reaches the other workstation, and is removed there when it is undone', async () => {
  const before = rowsAt(two);
  const library = {
    libraries: [{ code: 'BRANCH', name: 'Branch' }],
    desks: [{ code: 'BRANCH-1', name: 'Branch Desk', library: 'BRANCH' }],
    partners: [{ code: 'LAKE', name: 'Lakeside' }],
    patrons: [{ barcode: 'P-9', name: 'Ninth, R.', library: 'MAIN' }],
    operators: [{ name: 'D. Operator', roles: [{ role: 'requests-operator', library: 'MAIN' }] }],
    reasons: [{ code: 'NEW-REASON', label: 'New' }],
    requests: Array.from({ length: 300 }, (_, n) => request(`L-${n}`)),
  };
  expect(await importing('all.json', library)).toMatchObject({ outcome: 'done', refused: [] });
  await waitFor(
    'the other has it',
    () => JSON.stringify(rowsAt(two)) === JSON.stringify(rowsAt(one)) || undefined,
  );
  expect(rowsAt(two)).toMatchObject({
    library: 3,
    desk: 5,
    partner: 2,
    patron: 2,
    operator: 2,
    request: 300,
    request_note: 6_000,
  });

  const imports = new Imports({
    context: one.context as never,
    databaseFile: one.file,
    startProcess: startFileThread,
    libraryFile: file,
    demoFile: '',
    changed: () => undefined,
    ended: () => one.context.session.refresh(),
  });
  const [past] = valueOf(imports.list());
  valueOf(await imports.takeBack({ opId: newOpId(), undoes: past?.opId as never }));
  await one.inStep();
  await waitFor(
    'the other has it',
    () => JSON.stringify(rowsAt(two)) === JSON.stringify(rowsAt(one)) || undefined,
  );
  expect(rowsAt(two)).toMatchObject({
    request: 0,
    request_note: 0,
    library: (before as { library: number }).library,
  });
  expect(faults).toEqual([]);
}, 240_000);

test('rows are shared in parts, and one that is too large is named', async () => {
  const [large, tooLarge] = ['y'.repeat(9_000), 'z'.repeat(4_090)];
  const many = Array.from({ length: 60 }, (_, n) => request(`M-${n}`, large));
  const notes = Array.from({ length: 1_000 }, () => ({
    from: 'staff',
    text: tooLarge,
    active: false,
    createdAt: '2026-11-03T10:00:00Z',
  }));
  const library = {
    partners: [{ code: 'LAKE', name: 'Lakeside' }],
    patrons: [{ barcode: 'P-9', name: 'Ninth, R.', library: 'MAIN' }],
    requests: [...many, { ...request('TOO-LARGE'), notes }, request('AFTER')],
  };
  expect(await importing('large.json', library)).toMatchObject({
    outcome: 'done',
    bySection: { requests: { added: 61, refused: 1 } },
    refused: [{ key: 'TOO-LARGE', reason: expect.stringContaining('too large to share') as string }],
  });
  await waitFor(
    'the other has it',
    () => JSON.stringify(rowsAt(two)) === JSON.stringify(rowsAt(one)) || undefined,
  );
  const { rows } = await (
    await server.connect()
  ).query('SELECT max(bytes) AS most, count(*) AS steps FROM hub.op WHERE kind IS NULL AND bytes > 1000000');
  expect(Number((rows[0] as { most: number }).most)).toBeLessThan(2 * maxStepBytes);
  expect(Number((rows[0] as { steps: number }).steps)).toBeGreaterThan(2);
  expect(faults).toEqual([]);
}, 240_000);
