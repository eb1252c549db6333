import { rawLengthLimit, readCode, type Affixes } from '../../../../shared/domain/codes.ts';
import type { Events } from '../../../../shared/ipc/events.ts';
import type { TestListener } from './test-scans.ts';

export type Scan = Events['scan'];

export type ScannerOptions = {
  /** The affixes of the scanner; read at each scan, because the settings may change. */
  readonly affixes: () => Affixes;
  /** Receives each scan once, in the order of scanning, readable or not. */
  readonly onScan: (scan: Scan) => void;
  /** Receives all input, scanned or typed, during a test of the scanner. */
  readonly testScans: TestListener;
};

/**
 * Converts the input of a scanner to an event.
 *
 * A scan that is not a valid code (empty, too long, unprintable) is reported too, with its raw text as the code: the page sends it
 * to the main process like any other, and staff see the refusal with its reason instead of nothing.
 *
 * @param raw text as the scanner sent it, without the terminator
 * @param from the source, and whether it is only the beginning of a code
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
