import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { take } from '../../electron/main/desk/steps/take.ts';
import { closeDesk, databaseFileOf } from '../../electron/main/db/start.ts';
import { authorizeImporter } from '../../electron/main/files/importer.ts';
import type { OpId, RequestId } from '../../shared/domain/ids.ts';
import { startNodeProcess } from '../support/file-process.ts';
import type { DeskCopy } from './desk-copy.ts';
import { copyDatabase, openCopy } from './desk-copy.ts';
import { writeLibraryFile } from './make-library.ts';
import { median, percentile, report, timed } from './report.ts';
import { openLibraryFile } from '../support/library-file.ts';

/** Faster than anyone scans. */
const betweenStepsMs = 200;
const alone = 150;

/**
 * Measures how long a step waits during the import of another library: several receives per second, first without the import, then as
 * long as it runs.
 */
export const benchGiveWay = async (dataDir: string, folder: string, requests: number): Promise<void> => {
  const copyDir = join(folder, 'give-way');
  const file = join(folder, 'second-library.json');
  mkdirSync(copyDir, { recursive: true });
  writeLibraryFile(file, requests, 10_000_000);
  const desk = openCopy(copyDatabase(dataDir, copyDir), () => new Date());
  const step = stepsOf(desk);
  const aloneMs: number[] = [];
  for (let n = 0; n < alone; n += 1) {
    aloneMs.push(await timed(step));
    await delay(betweenStepsMs / 10);
  }
  const { session } = desk.context;
  const service = openLibraryFile(
    { file: databaseFileOf(copyDir), context: { ...desk.context, timeZone: () => 'UTC' } },
    { startProcess: startNodeProcess },
  );
  let running = true;
  let outcome = '';
  const importing = timed(async () => {
    outcome = (await service.importPath(file, authorizeImporter(session))).outcome;
    running = false;
  });
  const besideMs: number[] = [];
  while (running) {
    besideMs.push(await timed(() => service.runStepFirst(step)));
    await delay(betweenStepsMs);
  }
  const importMs = await importing;
  closeDesk(desk.raw);
  if (outcome !== 'done') throw new Error(`The import ended ${outcome}.`);
  report({
    what: `step during an import of ${requests} requests, p95`,
    value: percentile(besideMs, 0.95),
    floor: percentile(aloneMs, 0.95),
    unit: 'ms',
    goalRatio: null,
    goalValue: 50,
    more: {
      floorIs: 'the same step with no import beside it',
      medianMs: median(besideMs),
      maxMs: Math.max(...besideMs),
      floorMedianMs: median(aloneMs),
      steps: besideMs.length,
      importS: importMs / 1000,
    },
  });
};

/** Receives one item after the other, like the main process. */
const stepsOf = (desk: DeskCopy): (() => void) => {
  const requests = desk.raw
    .prepare("SELECT id FROM request WHERE status = 'SHIPPED_PHYSICALLY' LIMIT 20000")
    .pluck()
    .all() as RequestId[];
  let n = 0;
  return () => {
    const requestId = requests[n];
    if (requestId === undefined)
      throw new Error('The library of the benchmark has too few requests for this.');
    n += 1;
    const result = take(desk.context, 'receive', {
      opId: uuidv7() as OpId,
      requestId,
      barcode: `GIVE-WAY-${n}`,
      several: false,
      printSlip: true,
      notifyPatron: true,
      use: null,
    });
    if (!result.ok) throw new Error(result.error.message);
  };
};
