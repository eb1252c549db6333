import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { OpId } from '../../../../../shared/domain/ids.ts';
import type { SlipState } from '../../../../../shared/ipc/views.ts';
import { migrate } from '../../../../../electron/main/db/migrate.ts';
import { migrations } from '../../../../../electron/main/db/migrations/index.ts';
import { asDeskDatabase, connect } from '../../../../../electron/main/db/open.ts';
import { openSession } from '../../../../../electron/main/desk/records/session/session.service.ts';
import { startPrintQueue } from '../../../../../electron/main/desk/output/slips/print-queue.ts';
import { oldestQueuedJob } from '../../../../../electron/main/desk/store/print-jobs.queries.ts';
import { slipsService } from '../../../../../electron/main/desk/output/slips/slips.service.ts';
import { listPrinters } from '../../../../../electron/main/devices/printing/printers.ts';
import { createSlipPrinter } from '../../../../../electron/main/devices/printing/slip-printer.ts';
import type { Ask } from './questions.ts';

/** Queues test slips as staff do, and prints until the queue is empty. */
export const workOff = async (ask: Extract<Ask, { do: 'queue' }>): Promise<readonly SlipState[]> => {
  const raw = connect(join(ask.dataDir, 'queue.sqlite'));
  migrate(raw, migrations);
  const db = asDeskDatabase(raw);
  const now = (): Date => new Date();
  const printer = createSlipPrinter({
    dataDir: ask.dataDir,
    printing: () => ask.printing,
    override: null,
    printers: listPrinters,
    logo: () => null,
  });
  const context = { db, session: openSession(db), now, timeZone: () => 'Europe/London' };
  const slips = slipsService(context, printer);
  for (const opId of ask.opIds) slips.printTest({ opId: opId as OpId });
  const states: SlipState[] = [];
  const faults: unknown[] = [];
  const queue = startPrintQueue({
    db,
    print: printer.print,
    now,
    changed: (state) => states.push(state),
    logFault: (error) => faults.push(error),
  });
  queue.kick();
  while (oldestQueuedJob(db) || states.at(-1)?.state === 'printing' || states.length === 0) await pause(20);
  await queue.stop();
  raw.close();
  if (faults.length > 0) throw new Error(String(faults[0]));
  return states;
};
