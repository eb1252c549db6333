import { rawLengthLimit, readCode, type Affixes } from '../../../../shared/domain/codes.ts';
import type { Events } from '../../../../shared/ipc/events.ts';
import type { TestListener } from './test-scans.ts';

export type Scan = Events['scan'];

export type ScannerOptions = {
  /** What the scanner sends around each code; asked at each scan, because the settings may change. */
  readonly affixes: () => Affixes;
  /** Gets each scan once, in the order of scanning, readable or not. */
  readonly onScan: (scan: Scan) => void;
  /** Gets all that comes, scanned or typed, while a test of the scanner listens. */
  readonly testScans: TestListener;
};

/**
 * Makes the event of what a scanner sent.
 *
 * A scan that is no code (empty, too long, unprintable) is reported as well, with the text as it came for a code: the page sends it
 * to the main process like any other, and staff read the refusal with its reason instead of wondering about silence.
 *
 * @param raw text as the scanner sent it, without the terminator
 * @param from where it came from, and whether it is only the front of a code
 */
export const toScan = (
  raw: string,
  affixes: Affixes,
  from: Pick<Scan, 'source' | 'partial'> = { source: 'keys', partial: false },
): Scan => {
  const read = readCode(raw, affixes);
  return read.ok
    ? { code: read.code, raw, symbology: read.symbology, ...from }
    : { code: raw.slice(0, rawLengthLimit), raw, symbology: null, ...from };
};
