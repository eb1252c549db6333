import { expect } from '@playwright/test';
import { groupsOf } from '../../shared/domain/settings.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import { nameOf } from './filled-desk.ts';
import { keepLibrary, type KeptLibrary } from './kept-library.ts';
import { beforeLaunch, launchDesk, type Desk, type LaunchOptions } from './launch.ts';
import { valueOf } from './results.ts';

// The program that the tests of a worker share: it stays open from test to test, and from file to file if they want the same library.

type Shared = {
  readonly wanted: string;
  readonly desk: Desk;
  readonly library: KeptLibrary;
  /** The page's own storage. */
  readonly storage: Readonly<Record<string, string>>;
  /** The program's state. */
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
 * Returns the program as a start with these options would show it: the one of earlier tests in its initial state, or a new one. The
 * library, the page, the operator's desk and the size of the window are restored. Other changes stay, so tests with such changes must not
 * use this: operators, files in the data folder, changes inside the program.
 *
 * @returns a desk; closing it gives the program back
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

/** Closes the shared program, if there is one. */
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
  // Before the library is restored, because afterwards the changes would not show.
  const isChanged = await hasChanged(desk, state);
  await library.restore();
  // Without a window manager, a size that is set while the window is being shown may be lost.
  await expect(async () => {
    await showAt(app, size);
    // A frame may take a pixel or two.
    expect(await page.evaluate(() => innerWidth)).toBeGreaterThan((size[0] ?? 0) - 10);
  }).toPass({ timeout: 10_000 });
  await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null });
  if (isChanged) await putMemoryBack(desk, memoryIn(state));
  await page.evaluate((kept) => {
    // Without an event, because the page would store the new place.
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

/** The program's state outside of the database, as the page sets it. */
type Memory = {
  readonly signIn: Input<'app.signIn'>;
  readonly settings: Input<'app.saveSettings'>;
  readonly place: Input<'app.chooseDesk'>;
};

const stateOf = async ({ page }: Desk): Promise<Output<'app.load'>> => {
  return valueOf(await page.evaluate(() => (window as unknown as Page).desk.call['app.load']({})));
};

const memoryIn = ({ desk, operator, settings }: Output<'app.load'>): Memory => ({
  signIn: { operatorId: operator.id, pin: null },
  settings: {
    settings: Object.fromEntries(groupsOf('workstation').map(([name]) => [name, settings[name]])),
  },
  place: { deskId: desk.id },
});

// Most tests do not change it, and restoring it makes the page read every list again. Counts come from the database.
const inWords = (state: Output<'app.load'>): string =>
  JSON.stringify({ ...state, slipsFailed: 0, toTakeBack: 0, backups: null });

const hasChanged = async (desk: Desk, before: Output<'app.load'>): Promise<boolean> => {
  const now = await stateOf(desk).catch(() => null);
  return now === null || inWords(now) !== inWords(before);
};

// The settings last: they make the page read all data again.
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
