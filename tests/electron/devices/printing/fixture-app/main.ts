import { app, BrowserWindow } from 'electron';
import posPrinter from 'electron-pos-printer';
import { createInterface } from 'node:readline';
import type { PrintJobId } from '../../../../../shared/domain/ids.ts';
import { listPrinters } from '../../../../../electron/main/devices/printing/printers.ts';
import { printWithPosPrinter } from '../../../../../electron/main/devices/printing/pos-printer.ts';
import { drawnSize } from '../../../../../electron/main/devices/printing/slip-view.ts';
import { createSlipPrinter } from '../../../../../electron/main/devices/printing/slip-printer.ts';
import type { Ask } from './questions.ts';
import { workOff } from './work-off.ts';

// A program with only the real printing modules. It reads one question per line from stdin, and writes one answer per line to stdout.

// Like the program itself, it keeps running when a slip's window closes.
app.on('window-all-closed', () => undefined);

const answer = async (ask: Ask): Promise<unknown> => {
  switch (ask.do) {
    case 'printers':
      return listPrinters();
    case 'print': {
      const printer = createSlipPrinter({
        dataDir: ask.dataDir,
        printing: () => ask.printing,
        override: ask.override,
        printers: listPrinters,
        logo: () => ask.logo ?? null,
        ...(ask.timeoutMs === undefined ? {} : { timeoutMs: ask.timeoutMs }),
      });
      const begin = performance.now();
      const result = await printer.print(ask.jobId as PrintJobId, ask.slip, () => undefined);
      return { result, ms: performance.now() - begin };
    }
    case 'drawn-size':
      return drawnSize(ask.type, ask.data);
    case 'rows':
      return printWithPosPrinter({
        rows: ask.rows,
        widthMm: 80,
        heightMm: 100,
        printerName: ask.printerName,
        timeoutMs: 15_000,
      });
    case 'unguarded':
      await posPrinter.PosPrinter.print([...ask.rows], {
        silent: true,
        printerName: ask.printerName,
        pageSize: { width: 302, height: 400 },
      });
      return null;
    case 'queue':
      return workOff(ask);
    case 'windows':
      return BrowserWindow.getAllWindows().length;
  }
};

const serve = async (): Promise<void> => {
  process.stdout.write('ready\n');
  for await (const line of createInterface({ input: process.stdin })) {
    const value = await answer(JSON.parse(line) as Ask).catch((error: unknown) => ({ threw: String(error) }));
    process.stdout.write(`${JSON.stringify({ value })}\n`);
  }
  app.quit();
};

// Not awaited at the top level: Electron is ready only after this module has run.
void app.whenReady().then(serve);
