import type { ElectronApplication, Page } from '@playwright/test';
import { join } from 'node:path';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';
import { launchElectron } from '../support/launch-electron.ts';
import { electronExecutable, temporaryFolder } from '../support/launch.ts';
import { median, report } from './report.ts';

const rounds = 9;
const emptyApp = join(import.meta.dirname, '..', 'fixtures', 'empty-app');

/** Milliseconds from the start of the process to each stage, in order. */
type Stages = Readonly<Record<string, number>>;
type Marks = {
  readonly originMs: number;
  readonly marks: readonly (readonly [name: string, atMs: number])[];
};

/** In the page: waits until the box of this name has the focus and its frame is drawn. The same for both programs. */
const waitUntilUsable = (page: Page, label: string, hash: string | null): Promise<number> =>
  page.evaluate(
    ([name, place]) =>
      new Promise<number>((resolve) => {
        if (place !== null) location.hash = place;
        const look = (): void => {
          const box = document.activeElement;
          if (!(box instanceof HTMLInputElement)) return;
          if ((box.getAttribute('aria-label') ?? box.labels?.[0]?.textContent) !== name) return;
          observer.disconnect();
          document.removeEventListener('focusin', look);
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
        };
        const observer = new MutationObserver(look);
        observer.observe(document, { subtree: true, childList: true, attributes: true });
        document.addEventListener('focusin', look);
        look();
      }),
    [label, hash] as const,
  );

/** In the page: waits for the first answer of the main process. */
const waitUntilAnswering = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as { readonly desk: DeskApi }).desk.call['app.load']({}));

const marksInMain = (app: ElectronApplication): Promise<Marks> =>
  app.evaluate(() => ({
    originMs: performance.timeOrigin,
    marks: performance.getEntriesByType('mark').map(({ name, startTime }) => [name, startTime] as const),
  }));

const marksInPage = (page: Page): Promise<Marks> =>
  page.evaluate(() => ({
    originMs: performance.timeOrigin,
    marks: [
      ['page.asked-for', 0] as const,
      ...[...performance.getEntriesByType('mark'), ...performance.getEntriesByType('paint')].map(
        ({ name, startTime }) => [name, startTime] as const,
      ),
    ],
  }));

const start = async (
  args: readonly string[],
  box: { readonly label: string; readonly hash: string | null },
): Promise<Stages> => {
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = await electronExecutable();
  let startMs = 0;
  const app = await launchElectron({ executablePath, args: [...asRoot, ...args], cwd: projectFolder }, () => {
    startMs = Date.now();
  });
  const page = await app.firstWindow();
  const usableMs = await waitUntilUsable(page, box.label, box.hash);
  if (box.hash !== null) await waitUntilAnswering(page);
  const answeringMs = Date.now();
  const told = [await marksInMain(app), await marksInPage(page)].flatMap(({ originMs, marks }) =>
    marks.map(([name, atMs]) => [name, originMs + atMs - startMs] as const),
  );
  await app.close();
  return Object.fromEntries([
    ...told,
    ['usable', usableMs - startMs] as const,
    ['answering', answeringMs - startMs] as const,
  ]);
};

const startEmpty = (): Promise<Stages> =>
  start([`--user-data-dir=${temporaryFolder()}`, emptyApp], { label: 'Empty', hash: null });

const startDesk = (dataDir: string): Promise<Stages> =>
  start([projectFolder, `--data-dir=${dataDir}`, '--printer=pdf'], {
    label: 'External identifier',
    hash: '#/receiving',
  });

const medianOf = (runs: readonly Stages[], stage: string): number =>
  Math.round(median(runs.flatMap((run) => run[stage] ?? [])));

const stagesOf = (runs: readonly Stages[]): Record<string, number> =>
  Object.fromEntries(
    Object.keys(runs.at(-1) ?? {})
      .map((stage) => [stage, medianOf(runs, stage)] as const)
      .sort(([, one], [, other]) => one - other),
  );

/** Measures a cold start, alternating between the two programs, so that other work of the machine affects both. */
export const benchStart = async (dataDir: string): Promise<void> => {
  await startEmpty();
  // The first start fills the cache of compiled scripts.
  await startDesk(dataDir);
  await startDesk(dataDir);
  const empty: Stages[] = [];
  const desk: Stages[] = [];
  for (let round = 0; round < rounds; round += 1) {
    empty.push(await startEmpty());
    desk.push(await startDesk(dataDir));
  }
  report({
    what: 'start to a usable Receiving page, median',
    value: medianOf(desk, 'usable'),
    floor: medianOf(empty, 'usable'),
    unit: 'ms',
    goalRatio: 1.3,
    more: {
      floorIs: 'an empty window on the same runtime, until its box has the focus and is drawn',
      rounds,
      ...stagesOf(desk),
    },
  });
};
