import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rules whose answer depends on colours: all others say the same of a page in the dark. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

/**
 * What axe finds serious or critical on the page as it is, in light and in dark, one line each. The page follows the system's
 * colours; afterwards they are light.
 */
export const seriousIssues = async (page: Page): Promise<string[]> => {
  await showIn(page, 'light');
  const light = await analyse(page);
  await showIn(page, 'dark');
  const dark = await analyse(page, aboutColours);
  await showIn(page, 'light');
  return [...light, ...dark.map((issue) => `in dark: ${issue}`)];
};

const showIn = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
};

const analyse = async (page: Page, rules?: string[]): Promise<string[]> => {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  // Its half a megabyte is read once a page.
  const axe = new AxeBuilder(isThere ? { page, axeSource: ';' } : { page });
  // What is in order is not listed: finding names for it takes longer than looking at it.
  axe.options({ resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) });
  // Axe's usual way opens a second page, which a program's window has not.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
};
