import type BetterSqlite3 from 'better-sqlite3';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { asDeskDatabase, connect } from '../../electron/main/db/open.ts';
import { closeDesk } from '../../electron/main/db/start.ts';
import { openSession } from '../../electron/main/desk/directory/session/session.service.ts';
import { countOn } from '../../electron/main/desk/reports/kept-sums.ts';
import { reportsService } from '../../electron/main/desk/reports/reports.service.ts';
import { addDays } from '../../shared/domain/dates.ts';
import type { CalendarDate } from '../../shared/domain/ids.ts';
import { reportIds } from '../../shared/domain/reports.ts';
import { copyDatabase } from './desk-copy.ts';
import { percentile, report, timed } from './report.ts';

const today = '2026-11-26' as CalendarDate;
const rounds = 12;
/** Where the bare read finds the sums of each report. */
const tables = {
  requests: 'report_made',
  turnaround: 'report_leg',
  fill: 'report_turn',
  overdue: 'report_loan',
  hours: 'report_work',
  desks: 'report_work',
  shelf: 'report_shelf',
} as const;

/**
 * Ten years of work for the requests of the library: the file that makes it knows this year alone. Each third request was asked, shipped,
 * received, lent late or in time, and sent back, on days drawn by lot; each came with three steps.
 */
const tenYears = `
  CREATE TEMP TABLE lot AS SELECT id, abs(random()) % 3650 AS day, abs(random()) % 14 AS ship, abs(random()) % 9 AS arrive,
                                  abs(random()) % 40 AS stay, abs(random()) % 12 AS shelf, abs(random()) % 30 AS late, abs(random()) % 10 AS hour
                             FROM request;
  CREATE UNIQUE INDEX temp.lot_id ON lot (id);
  UPDATE request SET created_at = strftime('%Y-%m-%dT', '2016-11-28', '+' || lot.day || ' days') || printf('%02d:30:00.000Z', 8 + lot.hour)
    FROM lot WHERE lot.id = request.id;
  UPDATE rota_line SET asked_at = request.created_at,
         shipped_at = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || lot.ship || ' days')
    FROM request JOIN lot USING (id) WHERE request.id = rota_line.request_id AND position = 1;
  UPDATE item SET received_at = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (lot.ship + lot.arrive) || ' days'),
         returned_at = iif(item.status = 'returned-to-partner', strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (lot.ship + lot.arrive + lot.stay) || ' days'), NULL),
         left_shelf_since = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (lot.ship + lot.arrive) || ' days'),
         left_shelf_at = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (lot.ship + lot.arrive + lot.shelf) || ' days'),
         left_shelf_as = 'on-loan', shelved_at = NULL
    FROM request JOIN lot USING (id) WHERE request.id = item.request_id;
  INSERT INTO loan (item_id, patron_id, loaned_on, due_on, ended_on)
    SELECT item.id, request.patron_id, date(item.received_at), date(item.received_at, '+20 days'), date(item.received_at, '+' || (5 + lot.late) || ' days')
      FROM item JOIN request ON request.id = item.request_id JOIN lot ON lot.id = request.id
     WHERE request.patron_id IS NOT NULL AND item.status = 'returned-to-partner';
  INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
    SELECT 'bench-' || kind || '-' || request.id, kind, (SELECT min(id) FROM operator), ifnull(pickup_desk_id, 1),
           strftime('%Y-%m-%dT', created_at, '+' || ahead || ' days') || printf('%02d:15:00.000Z', 8 + (lot.hour + ahead) % 10), request.id, '{}', '{}'
      FROM request JOIN lot USING (id)
      CROSS JOIN (SELECT 'receive' AS kind, 5 AS ahead UNION ALL SELECT 'lend', 8 UNION ALL SELECT 'return', 30);
  DROP TABLE lot;
`;

/** The reports as the main process answers them, over ten years of work; and the counting that goes before, once. */
export const benchReports = async (dataDir: string, folder: string): Promise<void> => {
  const ownFolder = join(folder, 'reports');
  const raw = connect(copyDatabase(dataDir, ownFolder));
  raw.pragma('synchronous = OFF');
  raw.pragma('foreign_keys = OFF');
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
  const lengths = { 'a month': 31, 'a year': 365, 'five years': 1_826 } as const;
  for (const id of reportIds)
    for (const [length, days] of Object.entries(lengths)) {
      const table = tables[id];
      const bare = raw.prepare(`SELECT sum(n) FROM ${table} WHERE span BETWEEN ? AND ?`);
      const readMs: number[] = [];
      const bareMs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const to = addDays(today, -round);
        const from = addDays(to, 1 - days);
        readMs.push(
          await timed(() => {
            const answer = read({ report: id, from, to, libraryId: null });
            if (!answer.ok) throw new Error(answer.error.message);
          }),
        );
        bareMs.push(await timed(() => bare.all(from, to)));
      }
      report({
        what: `report ${id} of ${length} beside the one before, p95`,
        value: percentile(readMs, 0.95),
        floor: percentile(bareMs, 0.95),
        unit: 'ms',
        goalRatio: null,
        goalValue: 300,
        more: {
          floorIs: 'one bare read of the sums of its days, without the period before',
          medianMs: percentile(readMs, 0.5),
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
  let isDone = false;
  while (!isDone)
    turnMs.push(
      await timed(() => {
        const { counted, total } = turn();
        isDone = counted >= total;
      }),
    );
  const readMs = await timed(() => raw.prepare('SELECT count(*) FROM request NOT INDEXED').get());
  report({
    what: 'reports: counting all requests and steps once, in turns',
    value: turnMs.reduce((sum, one) => sum + one, 0) / 1000,
    floor: readMs / 1000,
    unit: 's',
    goalRatio: null,
    more: {
      floorIs: 'one bare pass over the requests',
      turns: turnMs.length,
      turnP95Ms: percentile(turnMs, 0.95),
      longestTurnMs: Math.max(...turnMs),
      sums: raw
        .prepare(
          'SELECT (SELECT count(*) FROM report_made) + (SELECT count(*) FROM report_turn) + (SELECT count(*) FROM report_leg) + (SELECT count(*) FROM report_loan) + (SELECT count(*) FROM report_shelf) + (SELECT count(*) FROM report_work)',
        )
        .pluck()
        .get() as number,
    },
  });
};
