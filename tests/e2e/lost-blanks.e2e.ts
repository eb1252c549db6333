import { expect } from '@playwright/test';
import { openReceiving } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import { gluedWords } from '../support/glued-words.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';
import { pageScenes } from './tour/pages.ts';
import { requestScenes } from './tour/requests.ts';
import { begin } from './tour/run.ts';
import { scanScenes } from './tour/scans.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

test('no two words run together on any page, in any section of Settings, in the details or in a window', async () => {
  test.setTimeout(600_000);
  const { page } = desk;
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const storage = await page.evaluate(() => ({ ...localStorage }));
  const found = new Set<string>();
  const read = async (place: string): Promise<void> => {
    for (const words of await gluedWords(page)) found.add(`${place}: ${words}`);
  };
  const stage = { desk, page, picture: read, pictureOf: () => Promise.resolve() };
  // They leave nothing open, except the last scene. Every queue and view has the same table, so these are left out.
  const ofPages = pageScenes.filter(({ name }) => !/^(?:today|view)-/u.test(name));
  for (const { show } of ofPages) await show(stage);
  for (const { show } of [...requestScenes, ...scanScenes]) {
    await begin(desk, storage);
    await show(stage);
  }
  expect([...found]).toEqual([]);
});

test('a missing blank is detected, whatever the gap between the words', async () => {
  const { page } = desk;
  await openReceiving(desk);
  const show = (line: string): Promise<void> =>
    page.evaluate((html) => {
      const main = document.querySelector('main');
      document.querySelector('[data-planted]')?.remove();
      main?.insertAdjacentHTML('afterbegin', `<p data-planted style="display: flex; gap: 8px">${html}</p>`);
    }, line);
  for (const [line, words] of [
    ['<span>Main library</span><span>· picks up at</span>', 'Main library|· picks up at'],
    ['<span><strong>Yes</strong></span><time>29 Nov</time>', 'Yes|29 Nov'],
    ['<span>Shipped physically.</span><span>For Reader, A.</span>', 'Shipped physically.|For Reader, A.'],
  ] as const) {
    await show(line);
    expect(await gluedWords(page)).toEqual([words]);
  }
  for (const line of [
    '<span>Main library</span> · <span>picks up at</span>',
    '<button>Undo</button><button>Reprint</button>',
    '<bdi>North</bdi>, <bdi>Hilltop</bdi>',
    '<bdi><span>01MAIN</span><span>0000101</span></bdi>',
    '<div>One block</div><div>Another one</div>',
  ]) {
    await show(line);
    expect(await gluedWords(page)).toEqual([]);
  }
});
