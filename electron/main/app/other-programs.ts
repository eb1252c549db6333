import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { basename, join, win32 } from 'node:path';

// Whether this program also runs elsewhere on the computer: in another session, for another account, or with another data folder. None of
// these can be asked to end from here, so an installer has to know.

type Process = { readonly pid: number; readonly parent: number | null };

/** What each system says about its processes; tests replace it. */
export type ProcessLists = {
  /** Lines of `tasklist` about the programs with a file name, as CSV. It says no paths. */
  readonly tasklist: (imageName: string) => string;
  /** Lines of `ps` with process, parent and path of the program. */
  readonly ps: () => string;
  /** The folder with one folder for each process. */
  readonly proc: string;
};

const options = { encoding: 'utf8', timeout: 10_000, windowsHide: true } as const;

const ofSystem: ProcessLists = {
  tasklist: (imageName) =>
    execFileSync(
      win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'tasklist.exe'),
      ['/fi', `IMAGENAME eq ${imageName}`, '/fo', 'csv', '/nh'],
      options,
    ),
  ps: () => execFileSync('/bin/ps', ['-A', '-o', 'pid=,ppid=,comm='], options),
  proc: '/proc',
};

const onWindows = (executable: string, { tasklist }: ProcessLists): Process[] => {
  const name = win32.basename(executable);
  return tasklist(name)
    .split(/\r?\n/u)
    .flatMap((line) => {
      // Without any, it says so in a sentence in the language of Windows.
      const [, image, pid] = /^"([^"]*)","(\d+)",/u.exec(line) ?? [];
      return image?.toLowerCase() === name.toLowerCase() ? [{ pid: Number(pid), parent: null }] : [];
    });
};

const onMac = (executable: string, { ps }: ProcessLists): Process[] =>
  ps()
    .split('\n')
    .flatMap((line) => {
      const [, pid, parent, path] = /^\s*(\d+)\s+(\d+)\s+(.*)$/u.exec(line) ?? [];
      return path === executable ? [{ pid: Number(pid), parent: Number(parent) }] : [];
    });

// Only root sees the paths of other accounts' programs; of those the name has to do, of which Linux keeps fifteen characters.
const isOf = (folder: string, executable: string): boolean => {
  try {
    // After an update the file of a running program is deleted.
    return readlinkSync(join(folder, 'exe')).replace(/ \(deleted\)$/u, '') === executable;
  } catch {
    return readFileSync(join(folder, 'comm'), 'utf8').trim() === basename(executable).slice(0, 15);
  }
};

const onLinux = (executable: string, { proc }: ProcessLists): Process[] =>
  readdirSync(proc).flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    const folder = join(proc, name);
    try {
      if (!isOf(folder, executable)) return [];
      // The name before it may contain anything.
      const [, state, parent] = /.*\) (\S) (\d+)/su.exec(readFileSync(join(folder, 'stat'), 'utf8')) ?? [];
      // It has ended, and its parent has not asked how.
      if (state === 'Z') return [];
      return [{ pid: Number(name), parent: Number(parent) }];
    } catch {
      // It has ended in the meantime.
      return [];
    }
  });

/**
 * Returns the processes of other running copies of a program.
 * @param own the processes of this one; on Linux and macOS their children count as own too.
 * @throws Error if the system does not say.
 */
export const otherPrograms = (
  executable: string,
  own: readonly number[],
  platform: NodeJS.Platform = process.platform,
  lists: ProcessLists = ofSystem,
): readonly number[] => {
  const list = platform === 'win32' ? onWindows : platform === 'darwin' ? onMac : onLinux;
  const running = list(executable, lists);
  const parents = new Map(running.map(({ pid, parent }) => [pid, parent]));
  const isOwn = (pid: number): boolean => {
    if (own.includes(pid)) return true;
    const parent = parents.get(pid) ?? null;
    return parent !== null && parent !== pid && isOwn(parent);
  };
  return running.map(({ pid }) => pid).filter((pid) => !isOwn(pid));
};
