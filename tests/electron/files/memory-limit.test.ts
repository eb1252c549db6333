import { expect, test, vi } from 'vitest';
import { watchMemory } from '../../../electron/main/files/memory-limit.ts';
import type { FromImport } from '../../../electron/main/files/import-messages.ts';
import { openFile } from '../../../electron/main/files/open-file.ts';
import type { ImportProcess } from '../../../electron/main/files/running-import.ts';
import { startImport } from '../../../electron/main/files/running-import.ts';

// What the bounds of the readers let through is ended by the memory that it takes.

const limits = { leastMb: 40, perByteOfFile: 8, mostMb: 60, everyMs: 5 };

test('a process that uses more memory than its file needs is reported once', async () => {
  const exhausted = vi.fn<() => void>();
  watchMemory(import.meta.filename, exhausted, limits);
  const taken = Buffer.alloc(80 * 1_048_576, 1);
  await vi.waitFor(() => expect(exhausted).toHaveBeenCalledOnce());
  expect(taken.length).toBeGreaterThan(0);
});

/** A process that says what the test lets it say, and goes when it is ended. */
const playedProcess = () => {
  let hear = (_message: FromImport): void => undefined;
  let exit = (): void => undefined;
  const process: ImportProcess = {
    send: () => undefined,
    onMessage: (hearer) => void (hear = hearer),
    onExit: (hearer) => void (exit = hearer),
    kill: () => exit(),
  };
  return { process, say: (message: FromImport) => hear(message) };
};

test('an import that uses too much memory is ended, and is reported as exhausted, not cancelled', async () => {
  const { process, say } = playedProcess();
  const faults: string[] = [];
  const importing = startImport(
    process,
    { kind: 'take-back', task: {} as never },
    { onFault: ({ message }) => faults.push(message) },
  );
  say({ kind: 'exhausted' });
  expect(await importing.ended).toMatchObject({ report: null, exhausted: true, killed: false });
  expect(faults).toEqual(['The process took too much memory.']);
});

test('a chosen file that takes too much memory is reported as damaged', async () => {
  const { process, say } = playedProcess();
  const opened = openFile(process, { file: 'a.xlsx', databaseFile: 'a', timeZone: 'UTC' }, () => undefined);
  say({ kind: 'exhausted' });
  expect(await opened).toMatchObject({
    ok: false,
    error: { code: 'file-unreadable', message: expect.stringMatching(/^The file is damaged/) },
  });
});
