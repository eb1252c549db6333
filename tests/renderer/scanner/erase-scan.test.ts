import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchScannerApp, type ScannerApp } from '../../fixtures/scanner-app/launch.ts';
import type {} from '../../fixtures/scanner-app/page.tsx';

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

const fieldOf = (label: string) => scanner.page.getByLabel(label, { exact: true });

/** Types like a keyboard at a scanner's pace, wherever the focus is. */
const type = (text: string): Promise<void> => scanner.page.keyboard.type(text);

/** Fills a field with initial text, and places the caret at `|`. */
const put = async (label: string, text: string): Promise<void> => {
  const field = fieldOf(label);
  await field.fill(text.replace('|', ''));
  await field.evaluate(
    (element: HTMLInputElement, at) => element.setSelectionRange(at, at),
    text.indexOf('|'),
  );
};

/** Erases a scan from the page, and returns the beginning that was split from it. */
const erase = async (raw: string): Promise<string> => {
  const front = await scanner.page.evaluate((text) => globalThis.eraseScan(text), raw);
  // Wait a frame, until React has rendered its state.
  await scanner.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  return front;
};

/** Returns the text in a field, with the caret as `|`. */
const textIn = (label: string): Promise<string> =>
  fieldOf(label).evaluate((element: HTMLInputElement) => {
    const at = element.selectionEnd ?? 0;
    return `${element.value.slice(0, at)}|${element.value.slice(at)}`;
  });

describe.each(['Text', 'Note'] as const)('in the field %s', (label) => {
  test.each([
    ['alone', '|', 'N-31234', 'N-31234', '|'],
    ['after what stood there', 'so far |', 'N-31234', 'N-31234', 'so far |'],
    ['in the middle of what stood there', 'so| far', 'N-31234', 'N-31234', 'so| far'],
    ['once, although it stands there twice', 'N-31234|', 'N-31234', 'N-31234', 'N-31234|'],
    ['with blanks that were kept from the page', '|', '312340001', '31234 00 01', '|'],
    ['with blanks that were not', '|', ' 3 1234', ' 3 1234', '|'],
    ['with some of both', 'a|', ' 3 12340001', ' 3 1234 0001', 'a|'],
    ['with the first of the next one behind it', 'so|', 'N-31234N-3', 'N-31234', 'soN-3|'],
    ['of one character', '1|', '7', '7', '1|'],
    ['with markup in it', 'a|', '<b>&"', '<b>&"', 'a|'],
  ])('a scan is removed: %s', async (_, before, typed, raw, after) => {
    await put(label, before);
    await type(typed);
    expect(await erase(raw)).toBe('');
    expect(await textIn(label)).toBe(after);
  });

  test.each([
    ['the scan did not come', 'typed|', '', 'N-31234', 'typed|'],
    ['it stands there, but was not typed', 'N-31234|', '', 'N-31234', 'N-31234|'],
    ['a short one stands elsewhere', '|', '71', '7', '71|'],
    ['the scan was nothing but blanks that were kept from the page', '|', 'typed', '   ', 'typed|'],
    ['there was no scan', '|', 'typed', '', 'typed|'],
  ])('nothing changes: %s', async (_, before, typed, raw, after) => {
    await put(label, before);
    await type(typed);
    await erase(raw);
    expect(await textIn(label)).toBe(after);
  });
});

test('a scan during which the focus moved is removed from both fields', async () => {
  await put('Note', 'so far |');
  await type('N-3');
  await put('Text', '|');
  await type('1234');
  expect(await erase('N-31234')).toBe('');
  expect(await textIn('Note')).toBe('so far |');
  expect(await textIn('Text')).toBe('|');
});

test('a scan during which the page changed the field leaves only the page’s text', async () => {
  await put('Text', '|');
  await type('N-3');
  await fieldOf('Text').fill('shown ');
  await type('1234');
  await erase('N-31234');
  expect(await textIn('Text')).toBe('shown |');
});

test('the same code twice, with another between them, is removed correctly', async () => {
  await put('Text', '|');
  await type('N-31234N-5N-31234');
  expect(await erase('N-31234')).toBe('');
  expect(await textIn('Text')).toBe('N-5N-31234|');
});

test('a scan that partly went to a button removes no text typed by a person', async () => {
  await put('Note', '|');
  await type('4');
  await scanner.page.getByRole('button', { name: 'Press' }).focus();
  await type('N-31234');
  await erase('N-31234');
  expect(await textIn('Note')).toBe('4|');
});

test('the rest of a scan that began before the page was loaded is removed', async () => {
  await put('Text', '|');
  await type('1234');
  await erase('N-31234');
  expect(await textIn('Text')).toBe('|');
});

describe('the beginning of a partial scan', () => {
  test('is the text typed right before it in a scan box', async () => {
    await put('Text', '|');
    await type('N-3');
    await type('1234');
    expect(await erase('1234')).toBe('N-3');
    expect(await textIn('Text')).toBe('|');
    await type('N-31235');
    expect(await erase('N-31235')).toBe('');
  });

  test.each([
    ['stood there untyped', async () => put('Text', 'N-3|')],
    [
      'was another scan',
      async () =>
        put('Text', '|')
          .then(() => type('N-3'))
          .then(() => erase('N-3')),
    ],
    [
      'was deleted since',
      async () => {
        await put('Text', '|');
        await type('N');
        await scanner.page.keyboard.press('Backspace');
      },
    ],
    [
      'was sent with Enter',
      async () => {
        await put('Note', '|');
        await type('N-3');
        await scanner.page.keyboard.press('Enter');
        await put('Text', '|');
      },
    ],
    [
      'fell into another field',
      async () =>
        put('Note', '|')
          .then(() => type('N-3'))
          .then(() => put('Text', '|')),
    ],
    [
      'was typed long ago',
      async () => {
        await put('Text', '|');
        await type('N-3');
        await new Promise((resolve) => setTimeout(resolve, 2100));
      },
    ],
  ])('is not what %s', async (_, prepare) => {
    await prepare();
    await type('1234');
    expect(await erase('1234')).toBe('');
  });
});

test('React knows the remaining text', async () => {
  await put('Text', 'so |');
  await type('N-31234');
  await erase('N-31234');
  expect(await scanner.page.getByLabel('As the page knows it').textContent()).toBe('so ');
  await type('far');
  expect(await scanner.page.getByLabel('As the page knows it').textContent()).toBe('so far');
});

test.each(['Check', 'Choice', 'Number'])('%s holds no text and is left alone', async (label) => {
  const field = fieldOf(label);
  await field.focus();
  await type('12');
  const value = await field.inputValue();
  await erase('12');
  expect(await field.inputValue()).toBe(value);
});
