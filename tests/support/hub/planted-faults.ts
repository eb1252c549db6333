import { inTransaction } from '../../../electron/main/db/open.ts';
import { claimLetter } from '../../../electron/main/desk/output/letters/claim-letter.ts';
import type { PutBack } from '../../../electron/main/sync/take-in.ts';
import type { Pulled } from '../../../electron/main/sync/op.ts';
import type { HubOfSteps, SharingParts } from '../../../electron/main/sync/share.ts';
import { moveHubState, readHubState } from '../../../electron/main/desk/store/hub.queries.ts';
import type { WritableDB } from '../../../electron/main/db/types.ts';
import type { Planted } from './play/play.ts';

// Faults that are planted to see whether the simulation finds them. One that it does not find says what it lacks.

/** A fault: in the hub's SQL, or in the parts of the program. */
export type Fault = {
  readonly name: string;
  readonly planted: Planted;
  /** The seed that found it last: it is tried first. What can happen in a play changes which seed finds it. */
  readonly foundBy: number;
};

/** Another text in the SQL. @throws where it is not there any more: then the fault would be none. */
const instead =
  (text: string, other: string) =>
  (sql: string): string => {
    if (!sql.includes(text)) throw new Error(`resources/hub/hub.sql has no "${text}" any more.`);
    return sql.replace(text, () => other);
  };

const inHub = (foundBy: number, name: string, text: string, other: string): Fault => ({
  name,
  planted: { sql: instead(text, other) },
  foundBy,
});

const inParts = (foundBy: number, name: string, parts: (parts: SharingParts) => SharingParts): Fault => ({
  name,
  planted: { parts },
  foundBy,
});

const askedOf = (
  foundBy: number,
  name: string,
  change: (hub: HubOfSteps, parts: SharingParts) => Partial<HubOfSteps>,
): Fault =>
  inParts(foundBy, name, (parts) => ({ ...parts, hub: { ...parts.hub, ...change(parts.hub, parts) } }));

type Offered = Parameters<HubOfSteps['push']>[1][number];
type Arrived = Extract<Pulled['ops'][number], { changes: unknown }>;

const offering = (foundBy: number, name: string, change: (op: Offered) => Offered): Fault =>
  askedOf(foundBy, name, (hub) => ({ push: async (base, ops) => await hub.push(base, ops.map(change)) }));

const arriving = (foundBy: number, name: string, change: (op: Arrived) => Arrived): Fault =>
  askedOf(foundBy, name, (hub) => ({
    pull: async (...asked) => {
      const answer = await hub.pull(...asked);
      return { ...answer, ops: answer.ops.map((op) => ('changes' in op ? change(op) : op)) };
    },
  }));

const checkingAgain = (
  foundBy: number,
  name: string,
  rebase: (parts: SharingParts) => (db: WritableDB, step: PutBack) => void,
): Fault => inParts(foundBy, name, (parts) => ({ ...parts, rebase: rebase(parts) }));

/** The step as if it had seen the loan that is open now. */
const seeingNow = (db: WritableDB, step: PutBack): PutBack => {
  const input = JSON.parse(step.logged?.input ?? '{}') as {
    saw?: { loans?: object[]; item?: { itemId: number } };
  };
  const itemId = input.saw?.item?.itemId;
  if (!step.logged || input.saw?.loans === undefined || itemId === undefined) return step;
  const loans = db
    .prepare('SELECT id AS loanId, due_on AS dueOn FROM loan WHERE item_id = ? AND ended_on IS NULL')
    .all(itemId) as object[];
  const saw = { ...input.saw, loans };
  return { ...step, logged: { ...step.logged, input: JSON.stringify({ ...input, saw }) } };
};

/** All of them. */
export const faults: readonly Fault[] = [
  inHub(4, 'nothing is stale', 'key.seq > base AND key.workstation <> mine.number', 'false'),
  inHub(4, 'only what a step writes is certified', "(step->'reads') || (step->'writes')", "step->'writes'"),
  inHub(
    3,
    'a key belongs for ever to the workstation that wrote it first',
    'SET seq = EXCLUDED.seq, workstation = EXCLUDED.workstation',
    'SET seq = EXCLUDED.seq',
  ),
  inHub(3, 'a step is not looked up by its id', "WHERE op.op_id = step->>'opId'", 'WHERE false'),
  inHub(
    20,
    'a step that is known already counts as placed, with whatever rows it has here',
    "verdict := 'known';",
    "verdicts := verdicts || jsonb_build_object('opId', step->>'opId', 'verdict', 'accepted', 'seq', known.seq); CONTINUE;",
  ),
  inHub(
    46,
    'numbers of steps are not checked',
    "(step->>'workstation')::integer <> mine.number OR (step->>'n')::bigint <> mine.n + 1",
    'false',
  ),
  inHub(
    1,
    'columns that did not change are written as empty',
    'jsonb_populate_record(_row, it.after)',
    `jsonb_populate_record(_row, '{"circulation_note": null}' || it.after)`,
  ),
  inHub(
    1,
    'a workstation that was put back keeps its number',
    'INTO anew;\n  UPDATE hub.lease',
    'INTO anew;\n  DELETE FROM hub.workstation WHERE number = anew; UPDATE hub.workstation SET ended_at = NULL WHERE number = mine.number; anew := mine.number;\n  UPDATE hub.lease',
  ),
  inHub(
    1,
    'a place is given twice',
    'place := place + 1;\n        mine.n',
    'place := place + 1 - (mine.n % 7 = 6)::integer;\n        mine.n',
  ),
  inHub(9, 'a lease is taken over at once', 'ELSE held.until < now() END;', 'ELSE true END;'),
  offering(2, 'what undo changes in the log is not offered', (op) => ({ ...op, amends: [] })),
  offering(1, 'a refused step is offered without its task', (op) =>
    op.outcome === 'refused' ? { ...op, changes: [] } : op,
  ),
  offering(1, 'history stays here', (op) => ({ ...op, events: [] })),
  arriving(1, 'nothing of this workstation is put back before others come in', (op) => ({
    ...op,
    writes: [],
  })),
  arriving(1, 'rows of others come without their line of the log', (op) => ({ ...op, kind: null })),
  arriving(1, 'rows that others delete stay', (op) => ({
    ...op,
    changes: op.changes.filter(({ a }) => a !== null),
  })),
  askedOf(4, 'the place moves on before the rows are in', (hub, { db }) => ({
    pull: async (place, own, most) => {
      const answer = await hub.pull(place, own, most);
      const last = answer.ops.at(-1)?.seq;
      if (last !== undefined && last > (readHubState(db)?.cursor ?? 0))
        inTransaction(db, (writable) => moveHubState(writable, { cursor: last }));
      // The answer may be lost on its last way.
      await hub.pull(place, own, 1);
      return answer;
    },
  })),
  checkingAgain(3, 'a step that was put back is forgotten', ({ rebase }) => (db, step) => {
    if (step.logged?.kind === 'add-note')
      db.prepare('DELETE FROM hub_pending WHERE op_id = ?').run(step.step.opId);
    else rebase(db, step);
  }),
  checkingAgain(19, 'a return ends whatever loan is open by then', ({ rebase }) => (db, step) => {
    rebase(db, seeingNow(db, step));
  }),
  {
    name: 'letters leave before the hub has placed their steps',
    foundBy: 43,
    planted: {
      post: {
        waitsForNobody: true,
        claim: (db, options) => {
          db.exec('CREATE TEMP TABLE IF NOT EXISTS set_aside AS SELECT * FROM hub_pending WHERE false');
          db.exec('INSERT INTO set_aside SELECT * FROM hub_pending; DELETE FROM hub_pending;');
          const claimed = claimLetter(db, options);
          db.exec('INSERT INTO hub_pending SELECT * FROM set_aside; DELETE FROM set_aside;');
          return claimed;
        },
      },
    },
  },
];
