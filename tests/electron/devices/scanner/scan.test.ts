import { describe, expect, test } from 'vitest';
import { toScan } from '../../../../electron/main/devices/scanner/scan.ts';
import { events } from '../../../../shared/ipc/events.ts';

const none = { prefix: '', suffix: '' };

describe('the event of a scan', () => {
  test('holds the normalised code beside what the scanner sent', () => {
    expect(toScan('~]C13 1234', { prefix: '~', suffix: '' })).toEqual({
      code: '31234',
      raw: '~]C13 1234',
      symbology: ']C1',
      source: 'keys',
      partial: false,
    });
  });

  test.each(['   ', '7'.repeat(80), 'N-\ufffd'])('holds %j as it came, for it is no code', (raw) => {
    expect(toScan(raw, none)).toEqual({ code: raw, raw, symbology: null, source: 'keys', partial: false });
  });

  test('is what the contract says, however long the scan was', () => {
    const scan = toScan('7'.repeat(5000), none);
    expect(events.scan.parse(scan).code).toHaveLength(4096);
  });
});
