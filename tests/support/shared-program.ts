import { expect } from '@playwright/test';
import { groupsOf } from '../../shared/domain/settings.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import { nameOf } from './filled-desk.ts';
import { keepLibrary, type KeptLibrary } from './kept-library.ts';
import { beforeLaunch, launchDesk, type Desk, type LaunchOptions } from './launch.ts';

// The program that tests share, one of a worker: it goes on from test to test, and from file to file where they want the same library.

type Shared = {
  readonly wanted: string;
  readonly desk: Desk;
  readonly library: KeptLibrary;
  /** What the page kept for itself. */
  readonly storage: Readonly<Record<string, string>>;
  /** What the program said of itself. */
  readonly state: Output<'app.load'>;
  readonly size: readonly number[];
};

let shared: Shared | null = null;

beforeLaunch.makeRoom = async () => {
  await shared?.desk.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  });
};

/**
 * The program as a start with these options shows it: the one that earlier tests used, brought back to its start, or a new one. The library,
 * the page, the desk where the operator stands and the size of the window are restored. What else a test changes stays, and is not for
 * here: who the operators are, files in the data folder, what it does to the program from inside.
 *
 * @returns closing it gives it back
 */
export const sharedDesk = async (options: LaunchOptions & { readonly library: string }): Promise<Desk> => {
  const { library, ...others } = options;
  const wanted = JSON.stringify([nameOf(library), others]);
  if (shared?.wanted === wanted) {
    await restore(shared);
  } else {
    await endSharedProgram();
    shared = await begin(options, wanted);
  }
  const { desk } = shared;
  return { ...desk, close: async () => expect(desk.problems).toEqual([]) };
};

/** Ends the program that tests shared, if there is one. */
export const endSharedProgram = async (): Promise<void> => {
  const ending = shared;
  shared = null;
  await ending?.desk.close();
};

const begin = async (options: LaunchOptions, wanted: string): Promise<Shared> => {
  const desk = await launchDesk(options);
  await startShown(desk);
  return {
    wanted,
    desk,
    library: await keepLibrary(desk.dataDir),
    storage: await desk.page.evaluate(() => ({ ...localStorage })),
    state: await stateOf(desk),
    size: await desk.app.evaluate(
      ({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .find((each) => each.isVisible())
          ?.getContentSize() ?? [],
    ),
  };
};

const startShown = ({ page }: Desk): Promise<void> =>
  expect(page.getByRole('heading', { name: 'Today' })).toBeVisible();

const showAt = (app: Desk['app'], size: readonly number[]): Promise<void> =>
  app.evaluate(({ BrowserWindow }, [width = 0, height = 0]) => {
    // Slips are drawn in windows too.
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().startsWith('app://desk'),
    );
    window?.show();
    window?.setContentSize(width, height);
    window?.webContents.setZoomFactor(1);
    window?.focus();
  }, size);

const restore = async ({ desk, library, storage, state, size }: Shared): Promise<void> => {
  const { app, page } = desk;
  // Before the library is restored: afterwards nobody could tell.
  const isChanged = await hasChanged(desk, state);
  await library.restore();
  // Without a window manager a size that is set while the window is being shown may be lost.
  await expect(async () => {
    await showAt(app, size);
    // A frame may take a pixel or two of it.
    expect(await page.evaluate(() => innerWidth)).toBeGreaterThan((size[0] ?? 0) - 10);
  }).toPass({ timeout: 10_000 });
  await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null });
  if (isChanged) await putMemoryBack(desk, memoryIn(state));
  await page.evaluate((kept) => {
    // Without an event: the page would keep the place that it goes to.
    history.replaceState(null, '', location.pathname);
    sessionStorage.clear();
    const { memory } = (window as unknown as Page).desk;
    for (const name of Object.keys(memory.read())) memory.keep(name, null);
    localStorage.clear();
    for (const [name, value] of Object.entries(kept)) localStorage.setItem(name, value);
  }, storage);
  await page.reload();
  await startShown(desk);
};

/** What the program keeps in its memory besides the database, as the page puts it there. */
type Memory = {
  readonly signIn: Input<'app.signIn'>;
  readonly settings: Input<'app.saveSettings'>;
  readonly place: Input<'app.chooseDesk'>;
};

const stateOf = async ({ page }: Desk): Promise<Output<'app.load'>> => {
  const answer = await page.evaluate(() => (window as unknown as Page).desk.call['app.load']({}));
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.value;
};

const memoryIn = ({ desk, operator, settings }: Output<'app.load'>): Memory => ({
  signIn: { operatorId: operator.id, pin: null },
  settings: {
    settings: Object.fromEntries(groupsOf('workstation').map(([name]) => [name, settings[name]])),
  },
  place: { deskId: desk.id },
});

// Most tests leave it as it was, and what restores it has every list of the page read anew. Counts are the database's.
const inWords = (state: Output<'app.load'>): string =>
  JSON.stringify({ ...state, slipsFailed: 0, toTakeBack: 0, backups: null });

const hasChanged = async (desk: Desk, before: Output<'app.load'>): Promise<boolean> => {
  const now = await stateOf(desk).catch(() => null);
  return now === null || inWords(now) !== inWords(before);
};

// The settings last: with them all that is stored is read anew.
const putMemoryBack = async ({ page }: Desk, memory: Memory): Promise<void> => {
  const answers = await page.evaluate(async ({ signIn, settings, place }) => {
    const { call } = (window as unknown as Page).desk;
    return [
      await call['app.signIn'](signIn),
      await call['app.chooseDesk'](place),
      await call['app.saveSettings'](settings),
    ];
  }, memory);
  for (const answer of answers) if (!answer.ok) throw new Error(answer.error.message);
};

type Page = { readonly desk: DeskApi };
