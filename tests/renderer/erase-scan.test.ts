import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchScannerApp, type ScannerApp } from '../fixtures/scanner-app/launch.ts';
import type {} from '../fixtures/scanner-app/page.tsx';

let scanner: ScannerApp;

beforeAll(async () => {
  scanner = await launchScannerApp();
}, 60_000);

afterAll(async () => {
  await scanner?.close();
});

beforeEach(async () => {
  await scanner.page.reload();
  await scanner.page.getByRole('button', { name: 'Press' }).waitFor();
});

/** What stands in the field, with the caret as `|`. */
type Field = { readonly erased: boolean; readonly text: string };

/** Fills a field of the real page, with the caret where `|` stands, erases a scan and tells what is left. */
const erase = async (label: 'Text' | 'Note', before: string, raw: string): Promise<Field> => {
  const field = scanner.page.getByLabel(label, { exact: true });
  const caret = before.indexOf('|');
  await field.fill(before.replace('|', ''));
  await field.evaluate((element: HTMLInputElement, at) => element.setSelectionRange(at, at), caret);
  const erased = await scanner.page.evaluate((text) => globalThis.eraseScan(text, document), raw);
  // React has drawn what it knows once the next frame comes.
  await scanner.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  const text = await field.evaluate((element: HTMLInputElement) => {
    const at = element.selectionEnd ?? 0;
    return `${element.value.slice(0, at)}|${element.value.slice(at)}`;
  });
  return { erased, text };
};

describe.each(['Text', 'Note'] as const)('in the field %s', (label) => {
  test.each([
    ['alone', 'N-31234|', 'N-31234', '|'],
    ['after what was typed', 'so far N-31234|', 'N-31234', 'so far |'],
    ['in the middle of what was typed', 'soN-31234| far', 'N-31234', 'so| far'],
    ['only once', 'N-31234N-31234|', 'N-31234', 'N-31234|'],
    ['with blanks that were kept from the page', '312340001|', '31234 00 01', '|'],
    ['with blanks that were not', ' 3 1234|', ' 3 1234', '|'],
    ['with some of both', 'a 3 12340001|', ' 3 1234 0001', 'a|'],
    ['with the next scans behind it', 'soN-31234N-31235N-3|', 'N-31234', 'soN-31235N-3|'],
    ['of one character', '17|', '7', '1|'],
    ['with markup in it', 'a<b>&"|', '<b>&"', 'a|'],
  ])('a scan is taken out: %s', async (_, before, raw, after) => {
    expect(await erase(label, before, raw)).toEqual({ erased: true, text: after });
  });

  test.each([
    ['the scan is not there', 'typed|', 'N-31234'],
    ['the scan is there in part', 'N-312|', 'N-31234'],
    ['the scan stands behind the caret', '|N-31234', 'N-31234'],
    ['a short one stands elsewhere', '71|', '7'],
    ['the scan was nothing but blanks that were kept from the page', 'typed|', '   '],
    ['there was no scan', 'typed|', ''],
  ])('nothing changes: %s', async (_, before, raw) => {
    expect(await erase(label, before, raw)).toEqual({ erased: false, text: before });
  });
});

test('React knows what is left', async () => {
  await erase('Text', 'so N-31234|', 'N-31234');
  expect(await scanner.page.getByLabel('As the page knows it').textContent()).toBe('so ');
  await scanner.page.getByLabel('Text', { exact: true }).pressSequentially('far');
  expect(await scanner.page.getByLabel('As the page knows it').textContent()).toBe('so far');
});

test.each(['Check', 'Choice', 'Number'])('%s holds no text and is left alone', async (label) => {
  const field = scanner.page.getByLabel(label, { exact: true });
  await field.focus();
  const value = await field.inputValue();
  expect(await scanner.page.evaluate(() => globalThis.eraseScan('Apples', document))).toBe(false);
  expect(await field.inputValue()).toBe(value);
});

test('a page in which nothing has the focus is left alone', async () => {
  await scanner.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  expect(await scanner.page.evaluate(() => globalThis.eraseScan('N-31234', document))).toBe(false);
});
