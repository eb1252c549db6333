import { expect, test } from 'vitest';
import {
  choosePrinter,
  type PrinterFacts,
  printerFacts,
  watchPrinters,
  type PrintTarget,
} from '../../../../electron/main/devices/printing/choose-printer.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';

const printing = (target: Settings['printing']['target'], printerName = ''): Settings['printing'] => ({
  target,
  printerName,
  paper: '80mm',
});
const printer = (name: string, isDefault: boolean | null = false): PrinterFacts => ({
  name,
  description: name,
  isDefault,
  trouble: null,
});
const two = [printer('Office'), printer('Receipt', true)];

test.each([
  ['the default printer', printing('system'), null, two, { kind: 'queue', name: 'Receipt' }],
  ['the only printer', printing('system'), null, [printer('Office')], { kind: 'queue', name: 'Office' }],
  ['the chosen queue', printing('queue', 'Office'), null, two, { kind: 'queue', name: 'Office' }],
  ['PDF when chosen', printing('pdf'), null, two, { kind: 'pdf' }],
  ['PDF without a printer', printing('system'), null, [], { kind: 'pdf' }],
  [
    'PDF when none of several is the default',
    printing('system'),
    null,
    [printer('Office'), printer('Receipt')],
    { kind: 'pdf' },
  ],
  [
    'the system’s own choice where the runtime does not tell which is the default',
    printing('system'),
    null,
    [printer('Office', null), printer('Receipt', null)],
    { kind: 'queue', name: null },
  ],
  [
    'a queue that is not there: not in silence as PDF',
    printing('queue', 'Gone'),
    null,
    two,
    { kind: 'unusable', name: 'Gone' },
  ],
  [
    'a queue chosen where no printer is left',
    printing('queue', 'Gone'),
    null,
    [],
    { kind: 'unusable', name: 'Gone' },
  ],
  ['PDF when no queue was chosen yet', printing('queue'), null, two, { kind: 'pdf' }],
  ['--printer=pdf before the setting', printing('queue', 'Office'), 'pdf', two, { kind: 'pdf' }],
  ['--printer=NAME before the setting', printing('pdf'), 'Office', two, { kind: 'queue', name: 'Office' }],
  ['--printer=NAME that is not there', printing('system'), 'Gone', two, { kind: 'unusable', name: 'Gone' }],
  [
    'nowhere while the printer is stopped',
    printing('system'),
    null,
    [{ ...printer('Receipt', true), trouble: 'is stopped' }],
    { kind: 'unusable', name: 'Receipt' },
  ],
  ['an empty --printer= as none', printing('pdf'), '', two, { kind: 'pdf' }],
] as const)('slips go to %s', async (_, setting, override, printers, expected) => {
  expect(await choosePrinter(setting, override, () => Promise.resolve(printers))).toMatchObject(expected);
});

test.each([
  [printing('pdf'), null],
  [printing('queue'), null],
  [printing('system'), 'pdf'],
] as const)('a PDF does not wait for a print system that hangs: %o, %o', async (setting, override) => {
  expect((await choosePrinter(setting, override, () => new Promise(() => undefined))).kind).toBe('pdf');
});

test('staff see where slips are printed and why', async () => {
  const described = async (override: string | null, printers = two) =>
    (await choosePrinter(printing('system'), override, () => Promise.resolve(printers))).description;
  expect(await described(null)).toBe('Slips are printed on Receipt, the system’s default printer.');
  expect(await described(null, [])).toBe(
    'This computer has no printer. Slips are saved as PDF files in the “slips” folder.',
  );
  expect(await described('Gone')).toMatch(
    /^Printer Gone isn’t on this computer\. Connect it, or choose another one in Settings/,
  );
});

test('printer facts are read from older and newer runtimes, and from print systems with more or fewer details', () => {
  expect(printerFacts({ name: 'Receipt', displayName: '', isDefault: true, options: {} })).toEqual({
    name: 'Receipt',
    description: 'Receipt',
    isDefault: true,
    trouble: null,
  });
  // Values of CUPS for a queue: as created, as the default, and rejecting jobs.
  const cups = (type: string, more: object = {}) =>
    printerFacts({ name: 'R', displayName: 'At the desk', options: { 'printer-type': type, ...more } });
  expect(cups('8450124')).toMatchObject({ description: 'At the desk', isDefault: false, trouble: null });
  expect(cups('8581196')).toMatchObject({ isDefault: true, trouble: null });
  expect(cups('8974412', { 'printer-is-accepting-jobs': 'false', 'printer-state': '3' })).toMatchObject({
    trouble: 'isn’t accepting jobs',
  });
  expect(cups('8450124', { 'printer-is-accepting-jobs': 'true', 'printer-state': '5' })).toMatchObject({
    trouble: 'is stopped',
  });
  expect(printerFacts({ name: 'R' })).toMatchObject({ isDefault: null, trouble: null });
});

test('the sentence about printing is returned immediately, and changes are reported', async () => {
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
  const printers = watchPrinters({ target, isFixed: true }, () => {
    news += 1;
  });
  const lookedUp = async () => {
    printers.describe();
    // A second question during the first one does not ask the system again.
    printers.describe();
    await new Promise(setImmediate);
    return news;
  };
  expect(printers.describe().description).toBe('Looking for printers…');
  await new Promise(setImmediate);
  expect(news).toBe(1);
  expect(await lookedUp()).toBe(1);
  expect(await lookedUp()).toBe(2);
  expect(await lookedUp()).toBe(2);
  expect(await lookedUp()).toBe(3);
  answers.push(() => new Promise(() => undefined));
  expect(printers.describe()).toEqual({
    target: 'pdf',
    description: 'Set to PDF: each slip is saved.',
    isFixed: true,
  });
});
