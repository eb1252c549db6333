import { join } from 'node:path';
import { expect, test } from 'vitest';
import { authorizeImporter } from '../../../electron/main/files/importer.ts';
import { noMapping } from '../../../shared/domain/intake/mapping.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { startNodeProcess } from '../../support/file-process.ts';
import { startFileThread } from '../../support/file-thread.ts';
import { libraryWith } from './import-desk.ts';
import { rows, someRows, beforeRequests, useImportHost } from './import-host.ts';

const { desk, host, serviceWith, importPath, bigFile, requestCount } = useImportHost();

const aMoment = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

test('the page chooses a file, imports it by its token, and receives its progress and end', async () => {
  expect(await host.service.choose()).toEqual({ ok: true, value: null });
  host.chosen = bigFile(someRows);
  const choice = await host.service.choose();
  const answer = contract['libraryFile.choose'].output.parse(choice.ok && choice.value);
  expect(answer).toMatchObject({ fileName: 'big.json' });
  const { service: first } = host;
  const over = new Promise<void>((resolve) => {
    host.service = serviceWith({
      emitEnded: (report) => {
        host.ended.push(report);
        resolve();
      },
    });
  });
  const again = await host.service.choose();
  const token = (again.ok && again.value?.token) || '';
  expect(host.service.import({ token: answer?.token ?? '', mapping: noMapping })).toMatchObject({
    ok: false,
    error: { code: 'file-unreadable' },
  });
  expect(host.service.import({ token: token, mapping: noMapping })).toEqual({ ok: true, value: null });
  expect(host.service.status()).toMatchObject({
    ok: true,
    value: { running: { fileName: 'big.json' }, lastReport: null },
  });
  expect(host.service.import({ token: token, mapping: noMapping })).toMatchObject({
    ok: false,
    error: { code: 'import-running', retryable: true },
  });
  await over;
  expect(host.ended).toMatchObject([
    { outcome: 'done', totals: { added: someRows + beforeRequests(someRows), refused: 0 } },
  ]);
  expect(host.service.status()).toMatchObject({
    ok: true,
    value: { running: null, lastReport: { outcome: 'done' } },
  });
  // A token is valid for one import.
  expect(host.service.import({ token: token, mapping: noMapping })).toMatchObject({
    ok: false,
    error: { code: 'file-unreadable' },
  });
  expect(host.progress.at(-1)?.bytesRead).toBeGreaterThan(0);
  expect(requestCount()).toBe(someRows);
  await first.close();
});

test('closing waits until the process that reads a chosen file has exited, and with it has closed the database', async () => {
  let exited = false;
  const service = serviceWith({
    startProcess: () => {
      const process = startNodeProcess();
      process.onExit(() => (exited = true));
      return process;
    },
  });
  host.chosen = bigFile(1);
  expect(await service.choose()).toMatchObject({ ok: true, value: { fileName: 'big.json' } });
  expect(exited).toBe(false);
  await service.close();
  expect(exited).toBe(true);
});

test('on a new database the file after the first one is imported at a desk that still exists', async () => {
  host.service = serviceWith({ startProcess: startFileThread, emitEnded: () => host.session.refresh() });
  const importer = authorizeImporter(host.session);
  const files = [
    desk.file('a.json', libraryWith([])),
    desk.file('b.json', libraryWith([{ externalId: 'B1', title: 'B' }])),
  ];
  const reports = await Promise.all(files.map((file) => host.service.importPath(file, importer)));
  expect(reports).toMatchObject([{ outcome: 'done' }, { outcome: 'done', totals: { refused: 0 } }]);
  expect(host.session.desks().map(({ name }) => name)).not.toContain('Circulation Desk');
  const madeAt = desk.db.prepare('SELECT code FROM request JOIN library ON library.id = made_at_library_id');
  expect(madeAt.pluck().all()).toEqual(['MAIN']);
});

test('a file from the command line waits for the running import, and does not begin when the program closes', async () => {
  const first = importPath(bigFile(someRows));
  const second = importPath(desk.file('a.json', libraryWith([{ externalId: 'A1', title: 'A' }])));
  expect(await second).toMatchObject({ outcome: 'done', totals: { refused: 0 } });
  expect(await first).toMatchObject({ outcome: 'done' });
  expect(requestCount()).toBe(someRows + 1);
  const late = importPath(bigFile(rows));
  const last = importPath(desk.file('b.json', libraryWith([{ externalId: 'B1', title: 'B' }])));
  await host.service.close();
  expect(await late).toMatchObject({ outcome: 'cancelled' });
  expect((await last).failure).toMatch(/^Borrow Desk is closing\./);
});

test('the report of refused rows is shown in its folder, if there is one', async () => {
  host.service = serviceWith({ startProcess: startFileThread });
  expect(host.service.showReport()).toMatchObject({ ok: false });
  const report = await importPath(desk.file('a.json', libraryWith([{ externalId: 'A1' }])));
  expect(report.reportFile).toContain(join(desk.folder, 'reports', 'import-'));
  expect(host.service.showReport()).toEqual({ ok: true, value: null });
  expect(host.shown).toEqual([report.reportFile]);
});

test('during a command the import writes nothing, and it continues automatically afterwards', async () => {
  const importing = importPath(bigFile(2_000));
  while (requestCount() === 0) await aMoment(5);
  for (let n = 0; n < 5; n += 1)
    await host.service.runStepFirst(() => {
      const endsAt = performance.now() + 60;
      const before = desk.db.pragma('data_version', { simple: true });
      while (performance.now() < endsAt);
      expect(desk.db.pragma('data_version', { simple: true })).toBe(before);
    });
  expect(await importing).toMatchObject({ outcome: 'done', totals: { refused: 0 } });
  expect(requestCount()).toBe(2_000);
});

test('a command that throws does not stop the import', async () => {
  host.service = serviceWith({ startProcess: startFileThread });
  const importing = importPath(bigFile(someRows));
  while (host.progress.length === 0) await aMoment(5);
  await expect(host.service.runStepFirst(() => Promise.reject(new Error('refused')))).rejects.toThrow(
    'refused',
  );
  await expect(
    host.service.runStepFirst(() => {
      throw new Error('broken');
    }),
  ).rejects.toThrow('broken');
  expect(await importing).toMatchObject({ outcome: 'done' });
});

test('commands of staff run during an import', async () => {
  const importing = importPath(bigFile(2_000));
  const step = desk.db.transaction((n: number) => {
    desk.db.prepare("INSERT INTO setting (key, value) VALUES (?, '1')").run(`step ${n}`);
  });
  let steps = 0;
  let running = true;
  void importing.then(() => {
    running = false;
  });
  while (running) {
    step.immediate((steps += 1));
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
  const { outcome, failure } = await importing;
  expect({ outcome, failure, faults: host.faults }).toEqual({ outcome: 'done', failure: null, faults: [] });
  expect(steps).toBeGreaterThan(3);
  expect(desk.value("SELECT count(*) FROM setting WHERE key LIKE 'step %'")).toBe(steps);
});
