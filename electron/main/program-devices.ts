import { shell } from 'electron';
import { once } from 'node:events';
import { kindOfPrinter, printingFor } from '../../shared/domain/slips/printing.ts';
import { findLogo } from './desk/output/slips/slip-logo.service.ts';
import { startPrintQueue } from './desk/output/slips/print-queue.ts';
import { watchPrinters } from './devices/printing/choose-printer.ts';
import { listPrinters } from './devices/printing/printers.ts';
import { createSlipPrinter } from './devices/printing/slip-printer.ts';
import { createScanners, type Scanners } from './devices/scanner/scanners.ts';
import type { Base } from './program-base.ts';

/** Sets up printing slips: the printer of each, the queue, and the status of the printers. */
export const openSlips = (base: Base) => {
  const { db, dataDir, emit, now, log, session, switches, settings } = base;
  const printer = createSlipPrinter({
    dataDir,
    // Uses the desk at which the slip is printed: its printer is the one that staff stand at.
    printing: (slip) => {
      const { printing, slipRoutes } = settings();
      return slip === null
        ? printing
        : printingFor(kindOfPrinter(slip), session.desk().id, printing, slipRoutes);
    },
    override: switches.printer,
    printers: listPrinters,
    openFile: (path) => shell.openPath(path),
    logo: () => findLogo(db),
  });
  const queue = startPrintQueue({
    db,
    print: printer.print,
    now,
    changed: (slip) => {
      // The page records this with the step itself; counts change only when a slip was printed or failed.
      emit('print', slip);
      if (slip.state !== 'printing') emit('changed', { topics: ['slips'] });
    },
    logFault: (error) => log.error('print-queue.failed', error),
  });
  const printers = watchPrinters(
    printer,
    () => emit('changed', { topics: ['app'] }),
    once(base.news, 'shown').then(() => undefined),
  );
  return { printer, queue, describe: printers.describe };
};

/** @param active called on a scan from a serial line; the watch sees the keys of a keyboard-wedge scanner itself. */
export const openScanners = ({ settings, emit, log }: Base, active: () => void): Scanners =>
  createScanners({
    settings,
    onScan: (scan) => {
      if (scan.source === 'line') active();
      emit('scan', scan);
    },
    heard: (scan) => emit('testScan', scan),
    changed: () => emit('changed', { topics: ['app'] }),
    log,
  });
