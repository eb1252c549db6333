import type { Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import { openReceiving } from '../support/desk-page.ts';
import { launchDesk } from '../support/launch.ts';
import { percentile, report } from './report.ts';

const rounds = 200;

type Timings = { readonly formMs: number[]; readonly tripMs: number[] };

/**
 * Runs in the page: enters each identifier, waits until its form is drawn, closes it; and makes a call that does nothing, for the floor.
 */
const measureInPage = (page: Page, externalIds: readonly string[]): Promise<Timings> =>
  page.evaluate(async (ids) => {
    const desk = (window as unknown as { readonly desk: DeskApi }).desk;
    const formMs: number[] = [];
    const tripMs: number[] = [];
    const seen = (selector: string): Promise<void> =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!document.querySelector(selector)) return;
          observer.disconnect();
          resolve();
        };
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true, attributes: true });
        look();
      });
    const boxOf = (label: string): HTMLInputElement => {
      const found = [...document.querySelectorAll('label')].find((each) => each.textContent === label);
      return document.getElementById(found?.htmlFor ?? '') as HTMLInputElement;
    };
    // React notices only changes made by the prototype's setter.
    const value = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value');
    for (const id of ids) {
      const trip = performance.now();
      await desk.call['libraryFile.status']({});
      tripMs.push(performance.now() - trip);
      const box = boxOf('External identifier');
      value?.set?.call(box, id);
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const start = performance.now();
      box.form?.requestSubmit();
      await seen(`section[aria-label="Request ${id}"]`);
      formMs.push(performance.now() - start);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      boxOf('Temporary barcode').dispatchEvent(
        new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }),
      );
      await seen('body:not(:has(section[aria-label^="Request "]))');
    }
    return { formMs, tripMs };
  }, externalIds);

/** Measures from an entered identifier to its form on the page, in the real program. */
export const benchForm = async (dataDir: string): Promise<void> => {
  const db = new Database(databaseFileOf(dataDir), { readonly: true });
  const ids = db
    .prepare("SELECT external_id FROM request WHERE status = 'SHIPPED_PHYSICALLY' ORDER BY id DESC LIMIT ?")
    .pluck()
    .all(rounds) as string[];
  db.close();
  const desk = await launchDesk({ dataDir });
  await openReceiving(desk);
  const { formMs, tripMs } = await measureInPage(desk.page, ids);
  await desk.close();
  const [value, floor] = [percentile(formMs, 0.95), percentile(tripMs, 0.95)];
  report({
    what: 'external identifier entered to form on the page, p95',
    value,
    floor,
    unit: 'ms',
    goalRatio: null,
    goalValue: 50,
    more: {
      floorIs: 'an IPC round trip that does nothing',
      floorShare: `${Math.round((floor / value) * 100)} %`,
    },
  });
};
