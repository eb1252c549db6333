import { expect, test, vi } from 'vitest';
import { watchMemory } from '../../../../electron/main/files/process/memory-limit.ts';
import type { FromProcess } from '../../../../electron/main/files/process/messages.ts';
import { AskedProcess } from '../../../../electron/main/files/process/asked-process.ts';
import type { FileProcess } from '../../../../electron/main/files/process/child-process.ts';
import { startWork } from '../../../../electron/main/files/process/start-work.ts';

// Files that pass the limits of the readers but use too much memory are stopped.

const limits = { leastMb: 40, perByteOfFile: 8, maxMb: 60, everyMs: 5 };

test('a process that uses more memory than its file needs is reported once', async () => {
  const exhausted = vi.fn<() => void>();
  watchMemory(import.meta.filename, exhausted, limits);
  const taken = Buffer.alloc(80 * 1_048_576, 1);
  await vi.waitFor(() => expect(exhausted).toHaveBeenCalledOnce());
  expect(taken.length).toBeGreaterThan(0);
});

/** A fake process that sends the test's messages, and exits when it is killed. */
const playedProcess = () => {
  let hear = (_message: FromProcess): void => undefined;
  let exit = (): void => undefined;
  const process: FileProcess = {
    send: () => undefined,
    onMessage: (hearer) => void (hear = hearer),
    onExit: (hearer) => void (exit = hearer),
    kill: () => exit(),
  };
  return { process, say: (message: FromProcess) => hear(message) };
};

test('an import that uses too much memory is killed, and is reported as exhausted, not cancelled', async () => {
  const { process, say } = playedProcess();
  const faults: string[] = [];
  const importing = startWork<'take-back'>(
    process,
    { kind: 'take-back', task: {} as never },
    { onProgress: () => undefined, onFault: ({ message }) => faults.push(message) },
  );
  say({ kind: 'exhausted' });
  expect(await importing.ended).toMatchObject({ end: null, exhausted: true, killed: false });
  expect(faults).toEqual(['The process took too much memory.']);
});

test('a chosen file that uses too much memory is reported as damaged', async () => {
  const { process, say } = playedProcess();
  const asked = new AskedProcess(
    () => process,
    () => undefined,
  );
  const chosen = { file: 'a.xlsx', databaseFile: 'a', timeZone: 'UTC' };
  const opened = asked.ask({ what: 'open', chosen }, 5_000);
  say({ kind: 'exhausted' });
  expect(await opened).toMatchObject({
    ok: false,
    error: { code: 'file-unreadable', message: expect.stringMatching(/^The file is damaged/) },
  });
});
