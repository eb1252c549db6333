import Database from 'better-sqlite3';
import { setTimeout as pause } from 'node:timers/promises';
import { databaseFileOf } from '../../electron/main/db/start.ts';
import { openReceiving, scan } from '../support/desk-page.ts';
import type { Desk } from '../support/launch.ts';
import { launchDesk } from '../support/launch.ts';
import { median, report } from './report.ts';

const sampleEvery = 100;
const idleMs = 20_000;

/** What all processes of the program hold together, in MB, after each was asked to clear up. */
const heldMb = async ({ app }: Desk): Promise<number> => {
  const kilobytes = await app.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize, 0),
  );
  return kilobytes / 1024;
};

/** The slope of a line through the samples, in MB per thousand receives. */
const trendOf = (samples: readonly (readonly [receives: number, mb: number])[]): number => {
  const meanX = samples.reduce((sum, [x]) => sum + x, 0) / samples.length;
  const meanY = samples.reduce((sum, [, y]) => sum + y, 0) / samples.length;
  const above = samples.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  const below = samples.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  return (above / below) * 1000;
};

/** An hour's work in a row: each receive with two scans and its slip as a PDF. */
export const benchMemory = async (dataDir: string, receives: number): Promise<void> => {
  const db = new Database(databaseFileOf(dataDir), { readonly: true });
  const ids = db
    .prepare(
      "SELECT external_id FROM request WHERE status = 'SHIPPED_PHYSICALLY' AND volumes_expected = 1 LIMIT ?",
    )
    .pluck()
    .all(receives) as string[];
  db.close();
  const desk = await launchDesk({ dataDir });
  const receiving = await openReceiving(desk);
  await pause(idleMs);
  const idle: number[] = [];
  for (let n = 0; n < 5; n += 1) {
    idle.push(await heldMb(desk));
    await pause(500);
  }
  const samples: (readonly [number, number])[] = [];
  for (const [index, id] of ids.entries()) {
    await scan(desk, id);
    await receiving.barcode.waitFor();
    await scan(desk, `MEM-${index}`);
    await receiving.lastStep.filter({ hasText: `MEM-${index} ` }).waitFor();
    if ((index + 1) % sampleEvery === 0) samples.push([index + 1, await heldMb(desk)]);
  }
  await pause(idleMs / 2);
  const after = median([await heldMb(desk), await heldMb(desk), await heldMb(desk)]);
  await desk.close();
  report({
    what: `memory after ${ids.length} receives`,
    value: after,
    floor: median(idle),
    unit: 'MB',
    goalRatio: 1.3,
    more: {
      floorIs: 'the same program idle',
      trendOfSecondHalfMbPerThousand: Math.round(trendOf(samples.slice(Math.floor(samples.length / 2)))),
      peakMb: Math.round(Math.max(...samples.map(([, mb]) => mb))),
    },
  });
};
