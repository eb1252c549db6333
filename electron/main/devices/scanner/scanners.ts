import type { WebContents } from 'electron';
import type { TestScan } from '../../../../shared/domain/scan-pace.ts';
import type { Settings } from '../../../../shared/domain/settings.ts';
import type { Log } from '../../log/log.ts';
import type { Scan, ScannerOptions } from './scan.ts';
import { attachWedge } from './scanner.ts';
import { SerialScanner } from './serial-scanner.ts';

export type Scanners = Pick<SerialScanner, 'describe' | 'ports' | 'settingsSaved' | 'stop'> & {
  /** Reads scans of a keyboard wedge from the keys of a window, and starts the serial scanner. */
  readonly attach: (contents: WebContents) => void;
  /** Turns the test on or off, which receives all input. */
  readonly listen: (on: boolean) => void;
};

/** The scanners of this workstation. Their scans are all handled in the same way. */
export const createScanners = (options: {
  readonly settings: () => Pick<Settings, 'scanner' | 'scanPace' | 'serialScanner'>;
  readonly onScan: (scan: Scan) => void;
  readonly heard: (scan: TestScan) => void;
  readonly changed: () => void;
  readonly log: Pick<Log, 'info' | 'warn'>;
}): Scanners => {
  let isTested = false;
  const common: ScannerOptions = {
    affixes: () => options.settings().scanner,
    onScan: options.onScan,
    testScans: { isOn: () => isTested, heard: options.heard },
  };
  const serial = new SerialScanner({
    ...common,
    settings: () => options.settings().serialScanner,
    changed: options.changed,
    log: options.log,
  });
  return {
    attach: (contents) => {
      attachWedge(contents, { ...common, pace: () => options.settings().scanPace });
      serial.start();
    },
    listen: (on) => {
      isTested = on;
    },
    describe: () => serial.describe(),
    ports: () => serial.ports(),
    settingsSaved: () => serial.settingsSaved(),
    stop: () => serial.stop(),
  };
};
