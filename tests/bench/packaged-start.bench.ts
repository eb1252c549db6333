import { createPackage } from '@electron/asar';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { electronSwitches } from '../../electron/tooling/lib/program.ts';
import { carriedFrom, packProgram } from '../../electron/tooling/packaging/pack-program.ts';
import { prepareRuntime } from '../../electron/tooling/runtime/runtime.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { median, report } from './report.ts';
import { difference, startScreen, type Screen } from './screen.ts';

const rounds = 9;
const emptyApp = join(import.meta.dirname, '..', 'fixtures', 'empty-app');
const executableIn = (folder: string): string => join(folder, 'borrow-desk');

/** Below this difference from the last picture the frame of the page is drawn, and its rows may be missing. A blank window differs in 0.8. */
const drawnBelow = 0.2;
/** Below this one only the cursor blinks. */
const wholeBelow = 0.001;
const lookEveryMs = 4;
/** The last picture is the one after which nothing else has appeared for so long. */
const calmMs = 1_500;
const limitMs = 30_000;

/** Milliseconds from the start of the process. */
type Seen = { readonly drawn: number; readonly whole: number };

/** Packs the program for this machine, and the same package with an empty window in place of our archive. */
const packBoth = async (folder: string): Promise<{ readonly desk: string; readonly empty: string }> => {
  const target = { platform: 'linux', arch: 'x64' } as const;
  const carried = carriedFrom(await prepareRuntime());
  const desk = await packProgram({ target, output: join(folder, 'packaged'), carried });
  const empty = join(folder, 'empty');
  cpSync(desk, empty, { recursive: true });
  for (const name of ['app.asar', 'app.asar.unpacked'])
    rmSync(join(empty, 'resources', name), { recursive: true });
  await createPackage(emptyApp, join(empty, 'resources', 'app.asar'));
  return { desk: executableIn(desk), empty: executableIn(empty) };
};

const picturesOf = async (
  screen: Screen,
  startMs: number,
): Promise<readonly (readonly [number, Uint32Array])[]> => {
  const pictures: (readonly [number, Uint32Array])[] = [];
  let last = screen.look();
  let changedMs = Number.POSITIVE_INFINITY;
  while (performance.now() - Math.min(changedMs, startMs + limitMs) < calmMs) {
    const picture = screen.look();
    const now = performance.now();
    const change = difference(picture, last);
    if (change > 0) {
      pictures.push([now - startMs, picture]);
      last = picture;
      if (change > wholeBelow / 10) changedMs = now;
    }
    await wait(lookEveryMs);
  }
  return pictures;
};

const start = async (screen: Screen, executable: string, args: readonly string[]): Promise<Seen> => {
  const startMs = performance.now();
  const program = spawn(executable, [...electronSwitches('unseen'), ...args], {
    env: { ...process.env, DISPLAY: screen.display.name, WAYLAND_DISPLAY: undefined },
    stdio: 'ignore',
  });
  const ended = once(program, 'exit');
  const pictures = await picturesOf(screen, startMs);
  program.kill('SIGTERM');
  await ended;
  const last = pictures.at(-1)?.[1];
  if (last === undefined) throw new Error('The program showed nothing.');
  const since = (limit: number): number => {
    const before = pictures.findLastIndex(([, picture]) => difference(picture, last) > limit);
    return pictures[before + 1]?.[0] ?? Number.NaN;
  };
  return { drawn: since(drawnBelow), whole: since(wholeBelow) };
};

const middle = (runs: readonly Seen[], stage: keyof Seen): number =>
  Math.round(median(runs.map((run) => run[stage])));

/**
 * Measures the start of the packaged program, unchanged: Playwright has no way into it, so the screen is read. Alternates with the same
 * package with an empty window in it, so that other work of the machine affects both.
 */
export const benchPackagedStart = async (dataDir: string, folder: string): Promise<void> => {
  const { desk, empty } = await packBoth(folder);
  const pictures = join(folder, 'screen');
  mkdirSync(pictures);
  const screen = await startScreen(pictures);
  const startEmpty = (): Promise<Seen> => start(screen, empty, [`--user-data-dir=${temporaryFolder()}`]);
  const startDesk = (): Promise<Seen> => start(screen, desk, [`--data-dir=${dataDir}`, '--printer=pdf']);
  await startEmpty();
  // The first start fills the cache of compiled scripts.
  await startDesk();
  await startDesk();
  const runs: Readonly<Record<'empty' | 'desk', Seen[]>> = { empty: [], desk: [] };
  for (let round = 0; round < rounds; round += 1) {
    runs.empty.push(await startEmpty());
    runs.desk.push(await startDesk());
  }
  screen.display.stop();
  report({
    what: 'start of the packaged program until its page is on the screen, median',
    value: middle(runs.desk, 'drawn'),
    floor: middle(runs.empty, 'drawn'),
    unit: 'ms',
    goalRatio: 1.2,
    more: {
      floorIs: 'the same package with an empty window in it',
      rounds,
      withAllRows: middle(runs.desk, 'whole'),
    },
  });
};
