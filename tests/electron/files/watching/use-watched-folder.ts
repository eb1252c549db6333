import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, vi } from 'vitest';
import type { FileProcess } from '../../../../electron/main/files/process/child-process.ts';
import { WatchedFolder } from '../../../../electron/main/files/watching/watched-folder.service.ts';
import { type AllCalls, openAllCalls } from '../../../support/all-calls.ts';
import { done } from '../../../support/decision-desk.ts';
import { openTestDesk, type TestDesk } from '../../../support/desk.ts';
import { startFileThread } from '../../../support/file-thread.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

type ReportLine = { outcome: string; externalId: string; reason: string };

const heads =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date';
export const lineOf = (id: string): string =>
  `${id},Title of ${id},Author,"Reader, A.",Ready to be sent,NORTH,MAIN-CIRC,11/14/2026\n`;
/** A list with these requests. */
export const listOf = (...ids: readonly string[]): string => `${heads}\n${ids.map(lineOf).join('')}`;

export const eventually = (look: () => void): Promise<void> =>
  vi.waitFor(look, { timeout: 20_000, interval: 20 });

/** Watches a real folder in each test of a file, and records its events. */
export const useWatchedFolder = () => {
  const at = {} as {
    desk: TestDesk;
    calls: AllCalls;
    folder: string;
    watch: WatchedFolder;
    problems: string[];
    imports: string[];
  };
  let faults: unknown[];
  /** Starts watching, and stops the previous watcher. */
  const open = (everyMs = 40, startProcess: () => FileProcess = startFileThread): void => {
    const { desk, calls, folder, imports, problems } = at;
    (at.watch as WatchedFolder | undefined)?.close();
    at.watch = new WatchedFolder({
      context: desk.context,
      dataDir: dirname(desk.file),
      startProcess,
      libraryFile: {
        importPath: (file, importer, how) => {
          imports.push(file.slice(folder.length + 1));
          return calls.libraryFile.importPath(file, importer, how);
        },
      },
      chooseFolder: () => Promise.resolve(folder),
      changed: () => undefined,
      logProblem: (code) => {
        problems.push(code);
        calls.log.warn('watched-folder.problem', { code });
      },
      logFault: (error) => {
        faults.push(error);
        calls.log.error('watched-folder.fault', error);
      },
      everyMs,
      timeoutMs: 20_000,
    });
  };
  beforeEach(() => {
    const desk = openTestDesk();
    const folder = temporaryFolder();
    faults = [];
    Object.assign(at, { desk, calls: openAllCalls(desk), folder, problems: [], imports: [] });
    open();
  });
  afterEach(async () => {
    at.watch.close();
    await at.calls.close();
    at.desk.close();
    chmodSync(at.folder, 0o700);
    rmSync(at.folder, { recursive: true, force: true });
    if (faults.length > 0) throw new Error('The watch had faults.', { cause: faults[0] });
  });
  return {
    at,
    open,
    put: (name: string, ...ids: readonly string[]): void =>
      writeFileSync(join(at.folder, name), listOf(...ids)),
    dated: (name: string, day: string): void =>
      utimesSync(join(at.folder, name), new Date(day), new Date(day)),
    stored: (): unknown[] => at.desk.raw.prepare('SELECT external_id FROM request ORDER BY id').pluck().all(),
    inFolder: (name: string): string[] =>
      existsSync(join(at.folder, name)) ? readdirSync(join(at.folder, name)).toSorted() : [],
    status: () => done(at.watch.status()),
    report: (path: string): ReportLine[] =>
      readFileSync(join(at.folder, path), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as ReportLine),
  };
};
