import { expect } from '@playwright/test';
import { openReceiving, receivingPage } from '../support/desk-page.ts';
import { test } from '../support/e2e-test.ts';
import type { Desk } from '../support/launch.ts';
import { shareDesk } from '../support/shared-desk.ts';

let desk: Desk;
shareDesk(
  () => ({ library: 'demo' }),
  (begun) => (desk = begun),
);

/** Scans codes at a fixed rate, regardless of the page: the focus moves during some of them. */
const scanFast = ({ app }: Desk, codes: readonly string[], everyMs: number): Promise<void> =>
  app.evaluate(
    ({ BrowserWindow }, given) => {
      const contents = BrowserWindow.getAllWindows().find((window) => window.isVisible())?.webContents;
      const keys = given.codes.flatMap((code, index) =>
        [...code, '\r'].map((key, place) => ({
          key,
          dueMs: (index + place / (code.length + 1)) * given.everyMs,
        })),
      );
      const startMs = performance.now();
      return new Promise<void>((resolve) => {
        const pressDue = (): void => {
          while (keys[0] && keys[0].dueMs <= performance.now() - startMs) {
            const key = keys.shift()?.key ?? '';
            const keyCode = key === '\r' ? 'Enter' : key;
            const modifiers: 'shift'[] = /[A-Z]/.test(key) ? ['shift'] : [];
            contents?.sendInputEvent({ type: 'keyDown', keyCode, modifiers });
            contents?.sendInputEvent({ type: 'char', keyCode: key, modifiers });
            contents?.sendInputEvent({ type: 'keyUp', keyCode, modifiers });
          }
          if (keys.length > 0) setTimeout(pressDue, 1);
          else resolve();
        };
        // Deferred: this may run while a key event is being dispatched, and keys sent at that time are dropped.
        setImmediate(pressDue);
      });
    },
    { codes, everyMs },
  );

test.beforeEach(() => openReceiving(desk));

for (const everyMs of [10, 45])
  test(`four items scanned at ${everyMs} ms per scan are all received, and no text stays in the boxes`, async () => {
    const receiving = receivingPage(desk.page);
    const items = ['01MAIN0000101', '01MAIN0000102', '01MAIN0000108', '01MAIN0000109'];
    await scanFast(
      desk,
      items.flatMap((identifier, index) => [identifier, `N-9000${index}`]),
      everyMs,
    );
    await expect(receiving.session.getByText(/N-9000\d/)).toHaveCount(4);
    await expect(receiving.identifier).toBeFocused();
    await expect(receiving.identifier).toHaveValue('');
    await expect(desk.page.getByRole('alert').getByText('STOP')).toHaveCount(0);
    expect(desk.problems).toEqual([]);
  });

test('scans into a set, until the queue is full: as many as fit into it are received in order, the others are named', async () => {
  // A busy machine takes the scans of a full queue in half a minute.
  test.slow();
  const receiving = receivingPage(desk.page);
  await scanFast(desk, ['01MAIN0000113'], 20);
  await receiving.severalItems.check();
  await receiving.barcode.focus();
  const lost = desk.page.getByRole('alert').filter({ hasText: 'not used' });
  let sent = 0;
  // All keys of a round are sent at once: at a fixed pace, a fast machine would take each scan before the next one.
  for (; sent < 1_000 && !(await lost.isVisible()); sent += 100) {
    const codes = Array.from({ length: 100 }, (_, index) => `N-31${1000 + sent + index}`);
    await scanFast(desk, codes, 0);
    await lost.waitFor({ timeout: 3_000 }).catch(() => undefined);
  }
  await expect(lost).toBeVisible();
  await expect(desk.page.getByText(/scans? waiting/)).toBeHidden({ timeout: 60_000 });
  const taken = await receiving.received.getByRole('listitem').allInnerTexts();
  const barcodes = taken.map((text) => /N-31\d+/.exec(text)?.[0] ?? '');
  expect(barcodes).toEqual([...barcodes].toSorted((one, other) => one.localeCompare(other)));
  await expect(lost).toContainText(`${sent - taken.length} scans not used`);
  await expect(receiving.barcode).toHaveValue('');
});
