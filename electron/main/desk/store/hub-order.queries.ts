const partsOf = (row: string): readonly string[] => [
  `iif(EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = ${row}.op_id), ${Number.MAX_SAFE_INTEGER},
    ifnull((SELECT seq FROM hub_kept WHERE hub_kept.op_id = ${row}.op_id), 0))`,
  `iif(EXISTS (SELECT 1 FROM hub_state), ${row}.created_at, '')`,
  `${row}.id`,
];

/**
 * SQL: the order of what steps wrote, as a list of values. With a hub it is the order of their steps there, because clocks of two workstations
 * differ and their ids have no order in common: first what came with the library or is no longer in hub_kept, by time; then what has a
 * place; last what waits for one. Without a hub it is the order of their ids.
 * @param row the name of a table with `op_id`, `created_at` and `id`
 */
export const orderAtHub = (row: string): string => partsOf(row).join(', ');

/** SQL: the same, the newest first, for ORDER BY. */
export const newestAtHub = (row: string): string =>
  partsOf(row)
    .map((part) => `${part} DESC`)
    .join(', ');
