import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchScannerApp, type ScannerApp } from '../../../fixtures/scanner-app/launch.ts';
import type {} from '../../../fixtures/scanner-app/main.ts';
import type {} from '../../../fixtures/scanner-app/page.tsx';
import { waitFor } from '../../../support/waiting.ts';

let scanner: ScannerApp;

beforeAll(async () => {
  scanner = await launchScannerApp();
}, 60_000);

afterAll(async () => {
  await scanner?.close();
});

const startAnew = async (): Promise<void> => {
  await scanner.page.reload();
  await scanner.page.getByRole('button', { name: 'Press' }).waitFor();
  await scanner.app.evaluate(() => {
    const { fixture } = globalThis;
    fixture.scans.length = 0;
    fixture.pressesMs.length = 0;
    fixture.affixes = { prefix: '', suffix: '' };
    fixture.beBusy(0, 0);
  });
};

/** Sends real key events through the display, like a device. */
const xdotool = (...args: readonly string[]): void => {
  const { status, stderr } = spawnSync('xdotool', args, { encoding: 'utf8', timeout: 60_000 });
  if (status !== 0) throw new Error(`xdotool failed: ${stderr}`);
};

const focus = (label: string): Promise<void> => scanner.page.getByLabel(label, { exact: true }).focus();
const focusButton = (): Promise<void> => scanner.page.getByRole('button', { name: 'Press' }).focus();
const field = (label: string): Promise<string> =>
  scanner.page.getByLabel(label, { exact: true }).inputValue();
const shown = (label: string): Promise<string> => scanner.page.getByLabel(label, { exact: true }).innerText();
const codesInMain = (): Promise<readonly string[]> =>
  scanner.app.evaluate(() => globalThis.fixture.scans.map(({ code }) => code));
const codesInPage = (): Promise<readonly string[]> => scanner.page.evaluate(() => globalThis.scans);

/** Waits until the page has this many scans, or no more arrive, and returns their codes. */
const arrived = async (count: number): Promise<readonly string[]> => {
  const soon = waitFor(`The arrival of ${count} scans`, async () => {
    const codes = await codesInPage();
    return codes.length >= count ? codes : undefined;
  });
  // After a failure, the codes that arrived are more helpful.
  return soon.catch(codesInPage);
};

/** When this key has arrived, everything that the display sent before has been handled. */
const settle = async (): Promise<void> => {
  const before = await scanner.app.evaluate(() => globalThis.fixture.pressesMs.length);
  xdotool('key', 'F9');
  await waitFor('The arrival of a key', async () => {
    const now = await scanner.app.evaluate(() => globalThis.fixture.pressesMs.length);
    return now > before ? true : undefined;
  });
  await scanner.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
};

/** The milliseconds between the presses that arrived, without the key of `settle`. */
const gapsMs = async (): Promise<readonly number[]> => {
  const times = await scanner.app.evaluate(() => globalThis.fixture.pressesMs.slice(0, -1));
  return times.slice(1).map((time, index) => time - (times[index] ?? time));
};

/**
 * Types real keys. On a machine that is busy with other tests the display may be delayed: keys that did not arrive at the intended pace
 * prove nothing, and are typed again from the beginning.
 */
const typeAt = async (
  pace: { readonly delayMs: number; readonly isAsMeant: (gapMs: number, index: number) => boolean },
  text: string,
  prepare: () => Promise<void>,
): Promise<void> => {
  for (let attempt = 0; attempt < 12; attempt += 1) {
    await startAnew();
    await prepare();
    await scanner.app.evaluate(() => void (globalThis.fixture.pressesMs.length = 0));
    xdotool('type', '--delay', String(pace.delayMs), text);
    await settle();
    if ((await gapsMs()).every(pace.isAsMeant)) return;
  }
  throw new Error('This machine is too busy to send keys at an even pace.');
};

const scan = (text: string, prepare: () => Promise<void>): Promise<void> =>
  typeAt({ delayMs: 2, isAsMeant: (gapMs) => gapMs <= 30 }, text, prepare);

describe('a scan in a text field', () => {
  test.each([
    ['Enter', 'N-31234\n'],
    ['Tab', 'N-31234\t'],
    ['an identifier and blanks', ']C1 N-3 12 34\n'],
  ])('arrives as one event and leaves nothing behind, ended by %s', async (_, keys) => {
    await scan(keys, () => focus('Text'));
    expect(await arrived(1)).toEqual(['N-31234']);
    expect(await codesInMain()).toEqual(['N-31234']);
    expect(await field('Text')).toBe('');
    expect(await shown('As the page knows it')).toBe('');
    expect(await shown('Sent')).toBe('[]');
    expect(await scanner.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
      'Text',
    );
  });

  test('keeps what staff had typed there', async () => {
    await scan('01MAIN0000101\n', async () => {
      await focus('Note');
      xdotool('type', '--delay', '150', 'so far');
      await settle();
    });
    expect(await arrived(1)).toEqual(['01MAIN0000101']);
    expect(await field('Note')).toBe('so far');
  });

  test('loses the prefix and suffix of the scanner', async () => {
    await scan('~]C131234#\n', async () => {
      await focus('Text');
      await scanner.app.evaluate(() => {
        globalThis.fixture.affixes = { prefix: '~', suffix: '#' };
      });
    });
    expect(await arrived(1)).toEqual(['31234']);
    expect(await scanner.app.evaluate(() => globalThis.fixture.scans[0])).toEqual({
      code: '31234',
      raw: '~]C131234#',
      symbology: ']C1',
      source: 'keys',
      partial: false,
    });
  });

  test('that is not a code arrives unchanged, so that it is refused with a reason', async () => {
    await scan(`${'7'.repeat(80)}\n`, () => focus('Text'));
    expect(await arrived(1)).toEqual(['7'.repeat(80)]);
  });
});

describe('a focused button', () => {
  test.each([
    ['Enter', '01MAIN0000101\n'],
    ['Tab', '01MAIN0000101\t'],
    ['a blank inside', '3123 4567\n'],
    ['a blank at the start', ' 31234567\n'],
    ['blanks at the start and everywhere', '  3 1 2 3 4 5 67\n'],
  ])('is not pressed by a scan with %s', async (_, keys) => {
    await scan(keys, focusButton);
    expect(await arrived(1)).toEqual([keys.replaceAll(/\s/g, '')]);
    expect(await shown('Presses')).toBe('0');
    expect(await scanner.page.evaluate(() => document.activeElement?.tagName)).toBe('BUTTON');
  });

  test.each(['space', 'Return'])('is pressed by a person with %s, however fast', async (key) => {
    await startAnew();
    await focusButton();
    xdotool('key', '--delay', '1', key);
    await scanner.page.getByLabel('Presses').filter({ hasText: '1' }).waitFor();
    xdotool('keydown', key, 'sleep', '0.08', 'keyup', key);
    await scanner.page.getByLabel('Presses').filter({ hasText: '2' }).waitFor();
    expect(await codesInMain()).toEqual([]);
  });

  test('a check box is not checked by a scan', async () => {
    await scan(' 3123 4567\n', () => focus('Check'));
    expect(await arrived(1)).toEqual(['31234567']);
    expect(await scanner.page.getByLabel('Check').isChecked()).toBe(false);
  });
});

test('text that a person types arrives complete, with its Enter', async () => {
  // xdotool splits each delay in two: 60 ms from key to key, and none between Shift and its letter.
  const pace = { delayMs: 120, isAsMeant: (gapMs: number) => gapMs < 5 || gapMs > 45 };
  await typeAt(pace, 'The Sea Around Us, 2nd ed.\n', () => focus('Text'));
  expect(await shown('Sent')).toBe('["The Sea Around Us, 2nd ed."]');
  expect(await codesInMain()).toEqual([]);
});

describe('200 scans', () => {
  const codes = Array.from({ length: 200 }, (_, index) => `N-31${1000 + index}`);
  const lines = codes.map((code) => `${code}\n`);

  test('arrive in order within 2 seconds', async () => {
    await startAnew();
    await focus('Text');
    const tookMs = await scanner.app.evaluate((_, texts) => globalThis.fixture.type(texts, 10), lines);
    expect(await arrived(200)).toEqual(codes);
    expect(tookMs).toBeGreaterThan(1900);
    expect(await codesInMain()).toEqual(codes);
    expect(await shown('Sent')).toBe('[]');
    expect(await field('Text')).toBe('');
  });

  test('arrive in order within 2 seconds while both processes are busy', async () => {
    await startAnew();
    await focus('Text');
    await scanner.page.evaluate(() => {
      globalThis.busyAtScanMs = 15;
    });
    const tookMs = await scanner.app.evaluate((_, texts) => {
      globalThis.fixture.beBusy(60, 150);
      return globalThis.fixture.type(texts, 10);
    }, lines);
    expect(await arrived(200)).toEqual(codes);
    expect(tookMs).toBeGreaterThan(1900);
    expect(await field('Text')).toBe('');
  });

  test('arrive in order from real keys and press no button', async () => {
    const isAsMeant = (gapMs: number, index: number): boolean => gapMs < (index < 8 ? 30 : 200);
    await typeAt({ delayMs: 1, isAsMeant }, lines.join(''), focusButton);
    expect(await arrived(200)).toEqual(codes);
    expect(await shown('Presses')).toBe('0');
  }, 90_000);
});
