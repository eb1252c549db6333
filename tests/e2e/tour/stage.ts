import type { Locator, Page } from '@playwright/test';
import { type Page as PageName, pages } from '../../../shared/domain/pages.ts';
import { t } from '../../../shared/words/words.ts';
import type { Desk, LaunchOptions } from '../../support/launch.ts';
import { settled } from './camera.ts';

/** The tools of a scene. */
export type Stage = {
  readonly desk: Desk;
  readonly page: Page;
  /** Takes a screenshot in every requested mode. @param again reopens content that closes when the window is resized */
  readonly picture: (name: string, again?: () => Promise<void>) => Promise<void>;
  /** Takes one screenshot of another window, as it opens. */
  readonly pictureOf: (other: Page, name: string) => Promise<void>;
};

/** One subject, with as many screenshots as it needs. Each scene starts on Today, with nothing open. */
export type Scene = {
  readonly name: string;
  readonly show: (stage: Stage) => Promise<void>;
};

/** Scenes that share one running program. */
export type Act = {
  readonly name: string;
  readonly start: () => Promise<LaunchOptions>;
  /** Cleans up after the program has quit. */
  readonly end?: () => Promise<void>;
  readonly scenes: readonly Scene[];
};

/** Goes to an address of the program, and waits for its page. */
export const goTo = async (desk: Desk, hash: string, title: string): Promise<void> => {
  await desk.page.evaluate((to) => void (location.hash = to), hash);
  await desk.page.getByRole('heading', { name: title, level: 1 }).waitFor();
  await settled(desk);
};

/** Goes to a page by its name. */
export const goToPage = (desk: Desk, name: PageName): Promise<void> =>
  goTo(desk, `#/${name}`, pages[name].label);

/** Chooses an entry of the window's menu. */
export const command = ({ app }: Desk, id: string): Promise<void> =>
  app.evaluate(({ Menu }, item) => void Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);

/** The page's message about the last step. */
export const lastStep = (page: Page): Locator => page.getByRole('region', { name: t('Last step') });

/** Waits until the last step is described with these words. */
export const told = (page: Page, words: string): Promise<void> =>
  lastStep(page).getByText(words).first().waitFor();

/** Searches in Borrowing Requests, and waits for the list. */
export const search = async ({ desk, page }: Stage, words: string): Promise<void> => {
  await goToPage(desk, 'requests');
  await page.getByRole('textbox', { name: t('Search requests') }).fill(words);
  await page.getByRole('row').nth(1).waitFor();
  await settled(desk);
};

/** Presses a button by its full name. */
export const press = (place: Page | Locator, name: string): Promise<void> =>
  place.getByRole('button', { name, exact: true }).first().click();

/** Makes the file dialogs return this file or folder. */
export const choosesFile = ({ app }: Desk, path: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = (() =>
      Promise.resolve({ canceled: false, filePaths: [chosen] })) as typeof dialog.showOpenDialog;
    dialog.showSaveDialog = (() =>
      Promise.resolve({ canceled: false, filePath: chosen })) as typeof dialog.showSaveDialog;
  }, path);
