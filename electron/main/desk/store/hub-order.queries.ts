/**
 * SQL: the order of what steps wrote, as a list of values: that of their steps at the hub, because clocks of two workstations differ and their ids have no
 * order in common. What came with the library was before, by its times; what waits for its place comes after. Without a hub it is that of their ids.
 * @param row the name of a table with `op_id`, `created_at` and `id`
 */
export const orderAtHub = (row: string): string => `
  iif(EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = ${row}.op_id), ${Number.MAX_SAFE_INTEGER},
    ifnull((SELECT seq FROM hub_kept WHERE hub_kept.op_id = ${row}.op_id), 0)),
  iif(EXISTS (SELECT 1 FROM hub_state), ${row}.created_at, ''), ${row}.id`;
