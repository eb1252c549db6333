import { expect } from '@playwright/test';
import { pageNames, pages } from '../../shared/domain/pages.ts';
import type { Settings } from '../../shared/domain/settings.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';
import { closeTargets, lostToKeys, smallTargets } from '../support/targets.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

type Density = Settings['appearance']['density'];
const least = { compact: 24, touch: 44 } as const satisfies Partial<Record<Density, number>>;
/** The minimum distance between two touch targets. */
const betweenPx = 8;

const chooseDensity = async ({ page }: Desk, density: Density): Promise<void> => {
  await page.evaluate(
    (appearance) =>
      (window as unknown as { readonly desk: DeskApi }).desk.call['app.saveSettings']({
        settings: { appearance },
      }),
    { colorScheme: 'auto', density, sounds: false } as const,
  );
  await expect(page.locator(`html[data-density=${density}]`)).toBeAttached();
};

// Comfortable is larger than compact, but only needs the same minimum.
for (const density of ['compact', 'touch'] as const)
  test(`in ${density} no click target is smaller than ${least[density]} pixels, and all are reachable by keyboard`, async () => {
    const { page } = desk;
    await chooseDensity(desk, density);
    const small: string[] = [];
    const look = async (where: string): Promise<void> => {
      small.push(...(await smallTargets(page, least[density])).map((line) => `${where}: ${line}`));
      if (density === 'touch')
        small.push(...(await closeTargets(page, betweenPx)).map((line) => `${where}: ${line}`));
    };
    for (const name of pageNames) {
      await page
        .getByRole('navigation', { name: 'Menu' })
        .getByRole('link', { name: new RegExp(`^${pages[name].label}`) })
        .first()
        .click();
      await expect(page.getByRole('heading', { name: pages[name].label, level: 1 })).toBeVisible();
      await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
      await look(pages[name].label);
      expect(await lostToKeys(page), `${pages[name].label}: by the pointer alone`).toEqual([]);
    }
    expect(small).toEqual([]);
  });
