import { sql } from '../../../../electron/main/db/sql.ts';
import type { PlacedOp } from '../placed.ts';
import type { SyncDesk } from '../sync-desk.ts';

/**
 * Checks the history of each request on every workstation: its lines must be in the order of the steps. A step has at most one line per
 * request, so the order within a step does not matter. The texts are deleted with a patron and are not compared.
 */
export const checkHistory = (placed: readonly PlacedOp[], desks: readonly SyncDesk[]): readonly string[] => {
  const told = new Map<number, string[]>();
  for (const { op_id, outcome, body } of placed) {
    if (outcome !== 'accepted') continue;
    for (const { requestId, kind } of body.events)
      told.set(requestId, [...(told.get(requestId) ?? []), `${op_id} ${kind}`]);
    // The history of a request is deleted with the request when its creation is undone.
    for (const { t, id, a } of body.changes) if (t === 'request' && a === null) told.delete(id);
  }
  const twice = [...told].flatMap(([requestId, lines]) => {
    const steps = lines.map((line) => line.split(' ')[0]);
    const at = steps.findIndex((step, index) => steps.indexOf(step) !== index);
    return at === -1 ? [] : [`Step ${steps[at]} has two lines in the history of request ${requestId}.`];
  });
  const shownOtherwise = desks.flatMap(({ login, context: { db } }) => {
    const shown = sql<[], { readonly requestId: number; readonly line: string }>(
      db,
      "SELECT request_id AS requestId, op_id || ' ' || kind AS line FROM request_event ORDER BY id",
    ).all();
    return [...told].flatMap(([requestId, lines]) => {
      const here = shown.filter((one) => one.requestId === requestId).map(({ line }) => line);
      const at = lines.findIndex((line, index) => here[index] !== line);
      return at === -1 && here.length === lines.length
        ? []
        : [
            `Desk ${login}: line ${at + 1} of the history of request ${requestId} is ${here[at]}, and not ${lines[at]}`,
          ];
    });
  });
  return [...twice, ...shownOtherwise];
};
