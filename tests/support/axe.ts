import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/** The rules that depend on colours; all others give the same result in dark mode. */
const aboutColours = ['color-contrast', 'link-in-text-block'];

/**
 * Returns the serious and critical issues that axe finds on the page, in light and dark mode, one line each. Afterwards the page is in
 * light mode.
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
  // Its half a megabyte is loaded once per page.
  const axe = new AxeBuilder(isThere ? { page, axeSource: ';' } : { page });
  // Passed rules are not listed: naming their elements takes longer than checking them.
  axe.options({ resultTypes: ['violations'], ...(rules === undefined ? {} : { runOnly: rules }) });
  // Axe's default mode opens a second page, which Electron's windows do not support.
  const { violations } = await axe.setLegacyMode().analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
};
