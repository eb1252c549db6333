import { closedItemStatuses } from '../../../../shared/domain/item-status.ts';
import { sql, sqlList } from '../../db/sql.ts';
import type { WritableDB } from '../../db/types.ts';

/**
 * Recomputes the columns that triggers maintain in all requests from their parts: the number of active notes, and the earliest day on which
 * the patron must bring an item back. For requests that were stored without the triggers.
 */
export const recomputeParts = (db: WritableDB): void => {
  sql<[]>(
    db,
    `UPDATE request SET active_notes = counted.n
       FROM (SELECT request_id, count(*) AS n FROM request_note WHERE active = 1 GROUP BY request_id) AS counted
      WHERE request.id = counted.request_id`,
  ).run();
  sql<[]>(
    db,
    `UPDATE request SET patron_due_on = lent.due_on
       FROM (SELECT request_id, min(loan.due_on) AS due_on FROM loan CROSS JOIN item ON item.id = loan.item_id
              WHERE loan.ended_on IS NULL AND item.status NOT IN (${sqlList(closedItemStatuses)})
              GROUP BY request_id) AS lent
      WHERE request.id = lent.request_id`,
  ).run();
};

/** Rebuilds the index of patrons' names and cards from their table. */
export const rebuildPatronIndex = (db: WritableDB): void => {
  sql<[]>(db, "INSERT INTO patron_search (patron_search) VALUES ('rebuild')").run();
};
