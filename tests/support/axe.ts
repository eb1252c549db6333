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
  const light = await analyse(legacy(page));
  await showIn(page, 'dark');
  const dark = await analyse(legacy(page).withRules(aboutColours));
  await showIn(page, 'light');
  return [...light, ...dark.map((issue) => `in dark: ${issue}`)];
};

const showIn = async (page: Page, colorScheme: 'light' | 'dark'): Promise<void> => {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor();
};

// Axe's usual way opens a second page, which a program's window has not.
const legacy = (page: Page): AxeBuilder => new AxeBuilder({ page }).setLegacyMode();

const analyse = async (axe: AxeBuilder): Promise<string[]> => {
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
};
