import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { startNodeProcess } from '../../support/file-process.ts';
import { libraryWith } from './import-desk.ts';
import { rows, beforeRequests, useImportHost } from './import-host.ts';

const { desk, host, serviceWith, importPath, bigFile, besideTheWork, integrity, requestCount } =
  useImportHost();

test('cancelling an import keeps the rows stored so far, and the report says so', async () => {
  besideTheWork();
  host.onProgress = ({ totals }) => {
    if (totals.added > beforeRequests(rows) + 500) host.service.cancel();
  };
  const report = await importPath(bigFile(rows));
  expect(report).toMatchObject({ outcome: 'cancelled', failure: null });
  expect(report.bySection['requests']?.added).toBe(requestCount());
  expect(requestCount()).toBeGreaterThan(0);
  expect(requestCount()).toBeLessThan(rows);
  expect(integrity()).toBe('ok');
});

test('closing waits until the process has released the database', async () => {
  const report = importPath(bigFile(rows));
  await host.service.close();
  expect(host.ended).toMatchObject([{ outcome: 'cancelled' }]);
  expect(await report).toEqual(host.ended[0]);
});

test('a process that exits without a report is reported as a failure, and logged', async () => {
  const faults: string[] = [];
  host.service = serviceWith({
    startProcess: () => startNodeProcess(desk.file('dies.mjs', 'process.exit(1)')),
    logFault: ({ message }) => faults.push(message),
  });
  const report = await importPath(bigFile(1));
  expect(report).toMatchObject({ outcome: 'failed', totals: { added: 0 } });
  expect(report.failure).toMatch(/stopped unexpectedly/);
  expect(faults).toEqual(['The process went without a report.']);
});

describe('a file that does not answer', () => {
  // It ignores all messages and does not exit, like a process that is blocked by a network drive that is gone.
  const hanging = `process.once('message', () => {
    process.send({ kind: 'progress', progress: ${JSON.stringify({
      fileName: 'big.json',
      bytesRead: 1,
      bytesTotal: 2,
      totals: { added: 5, updated: 0, unchanged: 0, conflict: 0, skipped: 0, refused: 0 },
      elapsedMs: 10,
    })} }, () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0));
  });`;
  let faults: string[];
  let begun: Promise<void>;
  beforeEach(() => {
    faults = [];
    let begin: () => void;
    begun = new Promise((resolve) => {
      begin = resolve;
    });
    host.service = serviceWith({
      startProcess: () => {
        const started = startNodeProcess(desk.file('hangs.mjs', hanging));
        started.onMessage(() => begin());
        return started;
      },
      logFault: ({ message }) => faults.push(message),
    });
  });
  /** From here on, time in this process passes only through `pass`. The other process is real. */
  const stopTime = (): void => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const pass = async (ms: number): Promise<void> => void (await vi.advanceTimersByTimeAsync(ms));
  afterEach(async () => {
    if (!vi.isFakeTimers()) return;
    const closing = host.service.close();
    await pass(2_000);
    await closing;
    vi.useRealTimers();
  });

  test('is given up two seconds after the import was cancelled', async () => {
    const importing = importPath(bigFile(1));
    await begun;
    const cancelledAt = performance.now();
    host.service.cancel();
    const report = await importing;
    // The process never answers, so this did not wait for an answer.
    expect(performance.now() - cancelledAt).toBeLessThan(20_000);
    expect(report).toMatchObject({ outcome: 'cancelled', totals: { added: 5 } });
    expect(report.failure).toMatch(
      /^The import did not stop in time and was forced to stop; at least 5 rows were saved\.$/,
    );
    expect(faults).toEqual(['The process had to be ended.']);
    // The next import begins.
    host.service = serviceWith();
    expect(await importPath(desk.file('a.json', libraryWith([])))).toMatchObject({ outcome: 'done' });
  });

  test('does not keep the program from closing', async () => {
    stopTime();
    void importPath(bigFile(1));
    await begun;
    const closing = host.service.close();
    await pass(2_000);
    await closing;
    expect(host.ended).toMatchObject([{ outcome: 'cancelled' }]);
  });

  test('does not block a command', async () => {
    stopTime();
    void importPath(bigFile(1));
    await begun;
    const stepped = host.service.runStepFirst(() => 'done');
    await pass(999);
    expect(await stepped).toBe('done');
  });

  test('cannot be chosen for import', async () => {
    stopTime();
    host.chosen = bigFile(1);
    const choosing = host.service.choose();
    await begun;
    await pass(15_000);
    const choice = await choosing;
    expect(choice).toMatchObject({ ok: false, error: { code: 'file-unreadable' } });
    expect(!choice.ok && choice.error.message).toMatch(/its disk or network drive is not responding\./);
  });
});

test(
  'after being killed the database is sound, and importing again completes the import',
  { timeout: 120_000 + rows * 5 },
  async () => {
    besideTheWork();
    const file = bigFile(rows);
    const child = spawn(
      process.execPath,
      [join(import.meta.dirname, 'import-child.ts'), desk.databaseFile, file],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
        // A separate process group, so that the process of the import is killed too. Windows has none: that process ends when it loses
        // its connection to this one.
        detached: process.platform !== 'win32',
      },
    );
    const endBoth = (): void => {
      if (process.platform === 'win32') child.kill('SIGKILL');
      else if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    const gone = new Promise((resolve) => {
      child.on('exit', (_code, signal) => resolve(signal));
    });
    child.stdout.on('data', (text: Buffer) => {
      if (Number.parseInt(text.toString(), 10) > beforeRequests(rows) + 500) endBoth();
    });
    expect(await gone).toBe('SIGKILL');
    expect(integrity()).toBe('ok');
    const before = requestCount();
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(rows);
    const report = await importPath(file);
    expect(report.bySection['requests']).toEqual({
      added: rows - before,
      updated: 0,
      unchanged: before,
      conflict: 0,
      skipped: 0,
      refused: 0,
    });
  },
);
