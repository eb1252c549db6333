import { expect, test } from 'vitest';
import { watchPrinters } from '../../../../electron/main/devices/printing/known-printers.ts';
import type { PrintTarget } from '../../../../electron/main/devices/printing/choose-printer.ts';

test('what staff read about where slips go is answered at once, and told when it is news', async () => {
  const answers: (() => Promise<PrintTarget>)[] = [
    () => Promise.resolve({ kind: 'queue', name: 'Receipt', description: 'Slips are printed on Receipt.' }),
    () => Promise.resolve({ kind: 'queue', name: 'Receipt', description: 'Slips are printed on Receipt.' }),
    () => Promise.reject(new Error('late')),
    () => Promise.reject(new Error('late')),
    () => Promise.resolve({ kind: 'pdf', description: 'Set to PDF: each slip is saved.' }),
  ];
  let news = 0;
  const target = (): Promise<PrintTarget> =>
    answers.shift()?.() ?? Promise.reject(new Error('asked too often'));
  const printers = watchPrinters({ target }, () => {
    news += 1;
  });
  const lookedUp = async () => {
    printers.describe();
    // A second question while the first is open asks the system no second time.
    printers.describe();
    await new Promise(setImmediate);
    return news;
  };
  expect(printers.describe().description).toBe('Looking for printers …');
  await new Promise(setImmediate);
  expect(news).toBe(1);
  expect(await lookedUp()).toBe(1);
  expect(await lookedUp()).toBe(2);
  expect(await lookedUp()).toBe(2);
  expect(await lookedUp()).toBe(3);
  answers.push(() => new Promise(() => undefined));
  expect(printers.describe()).toEqual({ target: 'pdf', description: 'Set to PDF: each slip is saved.' });
});
