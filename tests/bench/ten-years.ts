import type BetterSqlite3 from 'better-sqlite3';

const tables = {
  request: { id: 'id', external_id: "external_id || '-' || @copy" },
  turn: { id: 'id', request_id: 'request' },
  item: {
    id: 'id',
    request_id: 'request',
    turn_id: 'turn',
    barcode: "iif(barcode = '', '', barcode || '-' || @copy)",
  },
  loan: { id: 'id', item_id: 'item' },
} as const;

/**
 * Multiplies a library by copies of its requests with all their rows: a million requests in a minute, where an import takes a quarter of
 * an hour. The full-text index and the counts of facets are not updated, because the reports read neither.
 */
export const multiplyRequests = (raw: BetterSqlite3.Database, times: number): void => {
  const others = raw
    .prepare<[], string>(
      `SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (${Object.keys(tables)
        .map((table) => `'${table}'`)
        .join(', ')}) AND name NOT LIKE 'report%'`,
    )
    .pluck()
    .all();
  for (const name of others) raw.exec(`DROP TRIGGER ${name}`);
  const last = Object.fromEntries(
    Object.keys(tables).map((table) => [
      table,
      raw.prepare<[], number>(`SELECT max(id) FROM ${table}`).pluck().get() ?? 0,
    ]),
  );
  for (const [table, changed] of Object.entries(tables)) {
    const columns = (raw.pragma(`table_info(${table})`) as { readonly name: string }[]).map(
      ({ name }) => name,
    );
    // The ids of each copy follow those before, in this table or in the referenced one.
    const value = (name: string): string => {
      const how = (changed as Readonly<Record<string, string>>)[name];
      if (how === undefined) return name;
      const of = how === 'id' ? table : how;
      return of in last ? `${name} + ${last[of]} * @copy` : how;
    };
    const copy = raw.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${columns.map(value).join(', ')} FROM ${table} WHERE id <= ${last[table]}`,
    );
    for (let n = 1; n < times; n += 1) copy.run({ copy: n });
  }
};

/**
 * Ten years of work for the requests of the library, because the generated file has only this year. Each third request was asked,
 * shipped, received, lent late or in time, and sent back, on random days, each with three steps, which are in the log in order.
 */
export const tenYears = `
  CREATE TEMP TABLE draw AS SELECT id, abs(random()) % 3650 AS day, abs(random()) % 14 AS ship, abs(random()) % 9 AS arrive,
                                   abs(random()) % 40 AS stay, abs(random()) % 12 AS shelf, abs(random()) % 30 AS late, abs(random()) % 10 AS hour
                              FROM request;
  CREATE UNIQUE INDEX temp.draw_id ON draw (id);
  UPDATE request SET created_at = strftime('%Y-%m-%dT', '2016-11-28', '+' || draw.day || ' days') || printf('%02d:30:00.000Z', 8 + draw.hour)
    FROM draw WHERE draw.id = request.id;
  UPDATE turn SET asked_at = request.created_at,
         shipped_at = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || draw.ship || ' days')
    FROM request JOIN draw USING (id) WHERE request.id = turn.request_id AND position = 1 AND state <> 'waiting';
  UPDATE item SET received_at = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (draw.ship + draw.arrive) || ' days'),
         returned_at = iif(item.status = 'returned-to-partner', strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (draw.ship + draw.arrive + draw.stay) || ' days'), NULL),
         left_shelf_since = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (draw.ship + draw.arrive) || ' days'),
         left_shelf_at = strftime('%Y-%m-%dT09:00:00.000Z', request.created_at, '+' || (draw.ship + draw.arrive + draw.shelf) || ' days'),
         left_shelf_as = 'on-loan', shelved_at = NULL
    FROM request JOIN draw USING (id) WHERE request.id = item.request_id;
  INSERT INTO loan (item_id, patron_id, loaned_on, due_on, ended_on)
    SELECT item.id, request.patron_id, date(item.received_at), date(item.received_at, '+20 days'), date(item.received_at, '+' || (5 + draw.late) || ' days')
      FROM item JOIN request ON request.id = item.request_id JOIN draw ON draw.id = request.id
     WHERE request.patron_id IS NOT NULL AND item.status = 'returned-to-partner';
  INSERT INTO command_log (op_id, kind, operator_id, desk_id, at, request_id, input, answer)
    SELECT 'bench-' || kind || '-' || request.id, kind, (SELECT min(id) FROM operator), ifnull(pickup_desk_id, 1),
           strftime('%Y-%m-%dT', created_at, '+' || ahead || ' days') || printf('%02d:15:00.000Z', 8 + (draw.hour + ahead) % 10), request.id, '{}', '{}'
      FROM request JOIN draw USING (id)
      CROSS JOIN (SELECT 'receive' AS kind, 5 AS ahead UNION ALL SELECT 'lend', 8 UNION ALL SELECT 'return', 30)
     ORDER BY 5;
  DROP TABLE draw;
`;
