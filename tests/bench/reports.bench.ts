import { dayOf } from '../../electron/main/desk/queries/reports/facts.ts';
import type BetterSqlite3 from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { asDeskDatabase, connect } from '../../electron/main/db/open.ts';
import { closeDesk } from '../../electron/main/db/start.ts';
import { openSession } from '../../electron/main/desk/records/session/session.service.ts';
import { countOn } from '../../electron/main/desk/queries/reports/stored-sums.ts';
import { reportsService } from '../../electron/main/desk/queries/reports/reports.service.ts';
import { addDays } from '../../shared/domain/dates.ts';
import type { CalendarDate } from '../../shared/domain/ids.ts';
import { reportIds } from '../../shared/domain/reports.ts';
import { copyDatabase } from './desk-copy.ts';
import { percentile, report, timed } from './report.ts';
import { multiplyRequests, tenYears } from './ten-years.ts';

const today = '2026-11-26' as CalendarDate;
const rounds = 12;
/** The facts that each report counts. */
const counts = {
  requests: 'made',
  turnaround: 'leg',
  fill: 'turn',
  overdue: 'loan',
  hours: 'work',
  desks: 'work',
  shelf: 'shelf',
} as const;

/**
 * Measures the reports as the main process answers them, over ten years of work, and the initial counting.
 * @param times multiplies the requests of the library.
 */
export const benchReports = async (dataDir: string, folder: string, times: number): Promise<void> => {
  const ownFolder = join(folder, 'reports');
  const raw = connect(copyDatabase(dataDir, ownFolder));
  raw.pragma('synchronous = OFF');
  raw.pragma('foreign_keys = OFF');
  multiplyRequests(raw, times);
  raw.exec(tenYears);
  const db = asDeskDatabase(raw);
  const context = {
    db,
    session: openSession(db),
    now: () => new Date(`${today}T10:00:00Z`),
    timeZone: () => 'Europe/London',
  };
  await benchCounting(raw, () => countOn(context));
  const { read } = reportsService(context, { save: () => Promise.resolve(null) });
  const lengths = { 'a month': 31, 'a year': 365, 'five years': 1_826, 'ten years': 3_652 } as const;
  for (const id of reportIds)
    for (const [length, days] of Object.entries(lengths)) {
      const bare = raw.prepare(
        'SELECT sum(n) FROM report_kind CROSS JOIN report_sum ON kind_id = id AND day BETWEEN ? AND ? WHERE what = ?',
      );
      const readMs: number[] = [];
      const bareMs: number[] = [];
      const processorMs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const to = addDays(today, -round);
        const from = addDays(to, 1 - days);
        const before = process.cpuUsage();
        readMs.push(
          await timed(() => {
            const answer = read({ report: id, from, to, libraryId: null });
            if (!answer.ok) throw new Error(answer.error.message);
          }),
        );
        const used = process.cpuUsage(before);
        processorMs.push((used.user + used.system) / 1000);
        bareMs.push(await timed(() => bare.all(dayOf(from), dayOf(to), counts[id])));
      }
      report({
        what: `report ${id} of ${length} beside the one before, p95`,
        value: percentile(readMs, 0.95),
        floor: percentile(bareMs, 0.95),
        unit: 'ms',
        goalRatio: null,
        goalValue: length === 'ten years' ? 1_500 : 300,
        more: {
          floorIs: 'one bare read of the sums of its days, without the period before',
          medianMs: percentile(readMs, 0.5),
          processorP95Ms: percentile(processorMs, 0.95),
        },
      });
    }
  closeDesk(raw);
  rmSync(ownFolder, { recursive: true, force: true });
};

const benchCounting = async (
  raw: BetterSqlite3.Database,
  turn: () => { readonly counted: number; readonly total: number },
): Promise<void> => {
  const turnMs: number[] = [];
  const before = process.cpuUsage();
  let isDone = false;
  while (!isDone)
    turnMs.push(
      await timed(() => {
        const { counted, total } = turn();
        isDone = counted >= total;
      }),
    );
  const used = process.cpuUsage(before);
  const readMs = await timed(() => raw.prepare('SELECT count(*) FROM request NOT INDEXED').get());
  report({
    what: 'reports: counting all requests and steps once, in turns',
    value: turnMs.reduce((sum, one) => sum + one, 0) / 1000,
    floor: readMs / 1000,
    unit: 's',
    goalRatio: null,
    more: {
      floorIs: 'one bare pass over the requests',
      processorS: (used.user + used.system) / 1e6,
      turns: turnMs.length,
      turnP95Ms: percentile(turnMs, 0.95),
      longestTurnMs: Math.max(...turnMs),
      sums: raw.prepare('SELECT count(*) FROM report_sum').pluck().get() as number,
      facts: raw.prepare('SELECT count(*) FROM report_fact').pluck().get() as number,
    },
  });
};
