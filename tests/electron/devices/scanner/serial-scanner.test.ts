import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Scan } from '../../../../electron/main/devices/scanner/scan.ts';
import {
  SerialScanner,
  type SerialScannerOptions,
} from '../../../../electron/main/devices/scanner/serial-scanner.ts';
import type { TestScan } from '../../../../shared/domain/scan-pace.ts';
import { settingGroups, type Settings } from '../../../../shared/domain/settings.ts';
import { temporaryFolder } from '../../../support/launch.ts';
import { makeSerialLine, type SerialLineEnd } from '../../../support/serial-line.ts';
import { waitFor } from '../../../support/waiting.ts';

// With real pseudo-terminals and the real native module.

type Serial = Settings['serialScanner'];

const usual = Object.fromEntries(
  Object.entries(settingGroups.serialScanner.fields).map(([name, { start }]) => [name, start]),
) as unknown as Serial;

let line: SerialLineEnd;
let settings: Serial;
let scanner: SerialScanner | null = null;
let scans: Scan[];
let testScans: TestScan[];
let logged: string[];
let isTested: boolean;

beforeEach(async () => {
  line = await makeSerialLine(temporaryFolder());
  settings = { ...usual, port: line.port };
  scans = [];
  testScans = [];
  logged = [];
  isTested = false;
});
afterEach(async () => {
  await scanner?.stop();
  scanner = null;
  await line.unplug();
});

const begin = (more: Partial<SerialScannerOptions> = {}): SerialScanner => {
  scanner = new SerialScanner({
    settings: () => settings,
    affixes: () => ({ prefix: '', suffix: '' }),
    onScan: (scan) => scans.push(scan),
    testScans: { isOn: () => isTested, heard: (scan) => testScans.push(scan) },
    changed: () => undefined,
    log: { info: (event) => logged.push(event), warn: (event) => logged.push(event) },
    retriesMs: [50],
    ...more,
  });
  scanner.start();
  return scanner;
};

const state = (wanted: string): Promise<true> =>
  waitFor(`The state ${wanted}`, () => (scanner?.describe().state === wanted ? true : undefined));

const open = async (more: Partial<SerialScannerOptions> = {}): Promise<void> => {
  begin(more);
  await state('ready');
};

const came = (count: number): Promise<readonly string[]> =>
  waitFor(`${count} scans`, () => (scans.length >= count ? scans.map(({ code }) => code) : undefined));

/** When this scan has arrived, everything that was sent before has been processed. */
const settle = async (): Promise<readonly string[]> => {
  await line.send('LAST-ONE\r');
  await waitFor('The last scan', () => (scans.at(-1)?.code === 'LAST-ONE' ? true : undefined));
  return scans.map(({ code }) => code);
};

describe('a scan from a serial line', () => {
  test.each(['\r', '\n', '\r\n'])('ends with %j and is normalised like one of a wedge', async (end) => {
    await open();
    await line.send(`]C1N-3 12 34${end}N-31235${end}`);
    expect(await came(2)).toEqual(['N-31234', 'N-31235']);
    expect(scans[0]).toEqual({
      code: 'N-31234',
      raw: ']C1N-3 12 34',
      symbology: ']C1',
      source: 'line',
      partial: false,
    });
  });

  test('loses the prefix and suffix of the scanner', async () => {
    await open({ affixes: () => ({ prefix: '~', suffix: '#' }) });
    await line.send('\u0002~N-31234#\r');
    expect(await came(1)).toEqual(['N-31234']);
  });

  test('without an end character ends with the following pause', async () => {
    settings = { ...settings, end: 'pause' };
    await open();
    await line.send('N-31234');
    expect(await came(1)).toEqual(['N-31234']);
  });

  test.each([
    ['utf-8', Buffer.from('Ü-31234\r'), 'Ü-31234'],
    ['latin1', Buffer.from('Ü-31234\r', 'latin1'), 'Ü-31234'],
    // An invalid character is kept, so that the code is refused with a reason.
    ['utf-8', Buffer.from('Ü-31234\r', 'latin1'), '\uFFFD-31234'],
  ] as const)('is decoded as %s', async (encoding, bytes, code) => {
    settings = { ...settings, encoding };
    await open();
    await line.send(bytes);
    expect(await came(1)).toEqual([code]);
  });

  test('is received by a test, including control characters', async () => {
    isTested = true;
    await open();
    await line.send('\u0002N-31234\u001D\r');
    await came(1);
    expect(testScans).toEqual([
      { source: 'line', text: '\u0002N-31234\u001D', end: 'line', taken: true, pace: null },
    ]);
  });
});

describe('input that is not a code', () => {
  test('NULs around a code are removed, and alone they are refused', async () => {
    await open();
    await line.send('\0\0N-31234\0\r\0\0\r');
    expect(await came(2)).toEqual(['N-31234', '\0\0']);
  });

  test('half a code is reported as such, and is not joined to the next', async () => {
    await open();
    await line.send('N-31');
    await came(1);
    expect(scans[0]).toMatchObject({ code: 'N-31', partial: true, source: 'line' });
    expect(await settle()).toEqual(['N-31', 'LAST-ONE']);
  });

  test('noise does no harm', async () => {
    await open();
    const noise = Uint8Array.from({ length: 5_000 }, (_, index) => (index * 73 + (index >> 3) * 31) % 256);
    await line.send(noise);
    await line.send('\r');
    const codes = await settle();
    expect(codes.every((code) => code.length <= 4_096)).toBe(true);
  });

  test('nonstop codes are ignored until the line is quiet', async () => {
    await open();
    await line.send('N-31234\r'.repeat(20_000));
    await state('flooded');
    await state('ready');
    expect(scans.length).toBeLessThanOrEqual(200);
    scans.length = 0;
    expect(await settle()).toEqual(['LAST-ONE']);
    expect(logged.filter((event) => event === 'scanner.flooded')).toHaveLength(1);
  });
});

describe('the cable', () => {
  test('that is pulled is reported once, and the scanner reconnects automatically', async () => {
    await open();
    await line.send('N-31');
    await line.unplug();
    await state('gone');
    // Time for many failed attempts.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(scanner?.describe().words).toContain(line.port);
    expect(logged).toEqual(['scanner.ready', 'scanner.gone']);
    await line.plugIn();
    await state('ready');
    // The half code from before is forgotten.
    expect(await settle()).toEqual(['LAST-ONE']);
    expect(logged).toEqual(['scanner.ready', 'scanner.gone', 'scanner.ready']);
  });

  test('that was never plugged in is waited for', async () => {
    await line.unplug();
    begin();
    await state('gone');
    await line.plugIn();
    await state('ready');
    expect(await settle()).toEqual(['LAST-ONE']);
  });

  test('in another port is used as soon as that port is chosen, and none if no port is chosen', async () => {
    await open();
    const other = await makeSerialLine(temporaryFolder());
    try {
      settings = { ...settings, port: other.port };
      scanner?.settingsSaved();
      await state('ready');
      await other.send('N-31234\r');
      expect(await came(1)).toEqual(['N-31234']);
      settings = { ...settings, port: '' };
      scanner?.settingsSaved();
      await state('none');
      expect(scanner?.describe().words).toBe('');
    } finally {
      await other.unplug();
    }
  });

  test('is free again when the scanner has stopped', async () => {
    await open();
    await scanner?.stop();
    // Otherwise the port would still be locked.
    await open();
    expect(await settle()).toEqual(['LAST-ONE']);
  });
});

test('if the native module does not load, this is reported, and nothing else breaks', async () => {
  begin({ load: () => Promise.reject(new Error('invalid ELF header')) });
  await state('no-module');
  expect(scanner?.describe().words).toContain('Serial scanners can’t be used on this computer:');
  expect(logged).toEqual(['scanner.no-module']);
  await expect(scanner?.ports()).rejects.toThrow('invalid ELF header');
});

test('a file that is not a serial port is not a scanner', async () => {
  settings = { ...settings, port: '/etc/hostname' };
  begin();
  await state('gone');
  expect(scans).toEqual([]);
});
