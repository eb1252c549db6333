import type { Page } from '@playwright/test';
import { readyViewNames, readyViews } from '../../shared/domain/request-list.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { launchDesk } from '../support/launch.ts';
import { openRequests } from '../support/requests-page.ts';
import { heldNow, type Held } from './held-memory.ts';
import { percentile, report } from './report.ts';

const scrollMs = 4000;
const jumps = 50;
const goalFrameMs = 1000 / 55;

type ViewTimings = { readonly drawnMs: number[]; readonly tripMs: number[] };

/** Runs in the page: chooses each view with a click and waits until its first rows are drawn. */
const measureViews = (page: Page, names: readonly string[]): Promise<ViewTimings> =>
  page.evaluate(async (views) => {
    const desk = (window as unknown as { readonly desk: DeskApi }).desk;
    const drawnMs: number[] = [];
    const tripMs: number[] = [];
    const frame = (): Promise<number> => new Promise((resolve) => requestAnimationFrame(resolve));
    const count = (): string =>
      document.querySelector('[aria-label="Request list"] [role="status"]')?.textContent ?? '';
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('[aria-label="Views"] button')];
    const everything = count();
    const press = (name: string): void => buttons.find((button) => button.ariaLabel === name)?.click();
    // Returns to all requests before each view: no view has as many, so the count shows when the other list has arrived.
    const goBack = async (): Promise<void> => {
      press('All requests');
      while (count() !== everything) await frame();
      await frame();
    };
    for (const name of views) {
      const trip = performance.now();
      await desk.call['libraryFile.status']({});
      tripMs.push(performance.now() - trip);
      await goBack();
      const start = performance.now();
      press(name);
      // The count and the rows of an answer are drawn together.
      while (count() === everything) await frame();
      await frame();
      drawnMs.push(performance.now() - start);
    }
    await goBack();
    return { drawnMs, tripMs };
  }, names);

type Frames = { readonly frameMs: number[]; readonly blankShare: number };

/** Runs in the page: scrolls a little in every frame, and counts frames and missing rows. */
const measureScrolling = (page: Page, forMs: number): Promise<Frames> =>
  page.evaluate(async (lengthMs) => {
    const scroller = document.querySelector<HTMLElement>('[role="grid"]')?.parentElement;
    if (!scroller) throw new Error('No list to scroll');
    const frameMs: number[] = [];
    let blank = 0;
    let looks = 0;
    const box = scroller.getBoundingClientRect();
    let before = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
    const end = before + lengthMs;
    while (before < end) {
      scroller.scrollTop += 45;
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      frameMs.push(now - before);
      before = now;
      // This check forces a layout, so it is not done in every frame.
      if (frameMs.length % 10 !== 0) continue;
      looks += 1;
      const middle = document.elementFromPoint(box.left + 200, box.top + box.height / 2);
      if (!middle?.closest('[role="row"]')?.querySelector('[data-act="menu"]')) blank += 1;
    }
    return { frameMs, blankShare: blank / looks };
  }, forMs);

/** Measures Borrowing Requests: from a click to the first drawn page, and scrolling. */
export const benchListPage = async (dataDir: string): Promise<void> => {
  const desk = await launchDesk({ dataDir });
  const { openFilters } = await openRequests(desk);
  await openFilters();
  // The first answer after a start builds caches for later ones: staff wait for it once a day.
  await desk.page.getByRole('region', { name: 'Status' }).getByRole('checkbox').first().waitFor();
  const names = readyViewNames.map((name) => readyViews[name].label);
  const { drawnMs, tripMs } = await measureViews(desk.page, names);
  report({
    what: 'a view chosen to its first page on the screen, p95',
    value: percentile(drawnMs, 0.95),
    floor: percentile(tripMs, 0.95),
    unit: 'ms',
    goalRatio: null,
    goalValue: 100,
    more: { floorIs: 'an IPC round trip that does nothing', median: Math.round(percentile(drawnMs, 0.5)) },
  });
  const devTools = await desk.page.context().newCDPSession(desk.page);
  const { frameMs, blankShare } = await measureScrolling(desk.page, scrollMs);
  await jumpThrough(desk.page);
  const full = await heldNow(desk, devTools);
  await desk.close();
  const empty = await heldWithEmptyList(dataDir);
  const meanMs = frameMs.reduce((sum, each) => sum + each, 0) / frameMs.length;
  report({
    what: 'one frame while the list scrolls, mean',
    value: meanMs,
    floor: percentile(frameMs, 0.05),
    unit: 'ms',
    goalRatio: null,
    goalValue: goalFrameMs,
    more: {
      floorIs: 'the shortest frames of the same scrolling',
      framesPerSecond: Math.round(1000 / meanMs),
      blank: `${(blankShare * 100).toFixed(1)} %`,
    },
  });
  report({
    what: 'memory with the whole list, all views chosen, scrolled and jumped through',
    value: full.mb,
    floor: empty.mb,
    unit: 'MB',
    goalRatio: 1.3,
    more: {
      floorIs: 'the same page with an empty list',
      mainMb: Math.round(full.mainMb),
      mainEmptyMb: Math.round(empty.mainMb),
      pageMb: Math.round(full.pageMb),
      pageEmptyMb: Math.round(empty.pageMb),
    },
  });
};

/** Scrolls from end to end in steps, like dragging the handle. */
const jumpThrough = (page: Page): Promise<void> =>
  page.evaluate(async (steps) => {
    const scroller = document.querySelector<HTMLElement>('[role="grid"]')?.parentElement;
    if (!scroller) throw new Error('No list to scroll');
    for (let step = 0; step <= steps; step += 1) {
      scroller.scrollTop = (scroller.scrollHeight * step) / steps;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }, jumps);

const heldWithEmptyList = async (dataDir: string): Promise<Held> => {
  const desk = await launchDesk({ dataDir });
  const { search, rows } = await openRequests(desk);
  await search.fill('zzzzqqqq');
  await desk.page.getByText('No matching requests').waitFor();
  if ((await rows.count()) > 0) throw new Error('The list is not empty.');
  const held = await heldNow(desk, await desk.page.context().newCDPSession(desk.page));
  // A search is stored, so it is cleared for the next measurement on this library.
  await search.fill('');
  await rows.first().waitFor();
  await desk.close();
  return held;
};
