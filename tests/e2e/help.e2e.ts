import { expect } from '@playwright/test';
import { seriousIssues } from '../support/axe.ts';
import { chooseFromMenu } from '../support/circulation-page.ts';
import { openReceiving } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => {
    desk = begun;
  },
);

test('F1 opens help beside the page, with tabs for the keys, news and guides for IT; Escape returns the focus', async () => {
  const { page } = desk;
  const receiving = await openReceiving(desk);
  await chooseFromMenu(desk, 'show.help');
  const help = page.getByRole('complementary', { name: 'Help' });
  await expect(help.getByRole('heading', { name: 'Receive a set' })).toBeVisible();
  await expect(help.getByRole('listitem').first()).toContainText('External identifier');
  await expect(receiving.identifier).toBeFocused();
  expect(await seriousIssues(page)).toEqual([]);
  const tab = help.getByRole('tab', { name: 'This page' });
  while (!(await tab.evaluate((element) => element === document.activeElement)))
    await page.keyboard.press('F6');
  await page.keyboard.press('ArrowRight');
  await expect(help.getByRole('row', { name: /^Ctrl \+ Z/ })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(help.getByRole('heading', { name: 'At the desk' })).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await help
    .getByRole('combobox', { name: 'Guides for IT' })
    .selectOption('Several workstations: a guide for server administrators');
  await expect(help.getByText('CREATE DATABASE ill OWNER ill_hub;')).toBeVisible();
  expect(await seriousIssues(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(receiving.identifier).toBeFocused();
});

test('help is beside the work if there is room, otherwise over the content at the right; keys are never broken across lines', async () => {
  const { app, page } = desk;
  const receiving = await openReceiving(desk);
  await chooseFromMenu(desk, 'show.help');
  const help = page.getByRole('complementary', { name: 'Help' });
  const session = page.getByRole('complementary', { name: 'This session' });
  const sizes = [
    { width: 1600, height: 1000, beside: true },
    { width: 1280, height: 800, beside: false },
    { width: 1024, height: 768, beside: false },
  ];
  for (const { width, height, beside } of sizes) {
    await app.evaluate(
      ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height),
      { width, height },
    );
    await expect.poll(() => page.evaluate(() => innerWidth)).toBe(width);
    const [helpBox, boxBox] = [await help.boundingBox(), await receiving.identifier.boundingBox()];
    // The input field is visible in any case.
    expect((boxBox?.x ?? 0) + 200).toBeLessThan(helpBox?.x ?? 0);
    const sessionBox = await session.boundingBox();
    expect((sessionBox?.x ?? 0) + (sessionBox?.width ?? 0) <= (helpBox?.x ?? 0)).toBe(beside);
    await help.getByRole('tab', { name: 'Keys' }).click();
    const caps = await help
      .locator('kbd')
      .evaluateAll((all) =>
        all.map((cap) => [cap.textContent, cap.getClientRects().length, cap.clientHeight]),
      );
    expect(caps.length).toBeGreaterThan(20);
    for (const [text, lines, heightPx] of caps)
      expect([text, lines, Number(heightPx) < 28]).toEqual([text, 1, true]);
    await help.getByRole('tab', { name: 'This page' }).click();
  }
  await page.getByRole('button', { name: 'Close help' }).click();
  await expect(help).toHaveCount(0);
});
