import type { PlantedText } from './planted-text.ts';

// Faults planted to see whether the simulation finds them. A fault that it does not find shows what it lacks.

/** A fault in the source of the program or in the hub's functions: the original text and its replacement. */
export type Fault = {
  readonly name: string;
  /** The seed that found it last; it is tried first. Changes to the simulation change which seed finds it. */
  readonly foundBy: number;
  readonly texts: readonly PlantedText[];
};

export const inProgram = (
  foundBy: number,
  name: string,
  file: string,
  text: string,
  other: string,
): Fault => ({
  foundBy,
  name,
  texts: [{ file, text, other }],
});

/** The hub's functions: a run alters them in its own transaction. */
export const hubFile = 'resources/hub/hub.sql';

const inHub = (foundBy: number, name: string, text: string, other: string): Fault =>
  inProgram(foundBy, name, hubFile, text, other);

/** Faults in the hub's functions. */
export const faultsInHub: readonly Fault[] = [
  inHub(2, 'nothing is stale', 'key.seq > base AND key.workstation <> mine.number', 'false'),
  inHub(4, 'only what a step writes is certified', "(step->'reads') || (step->'writes')", "step->'writes'"),
  inHub(
    16,
    'a key belongs for ever to the workstation that wrote it first',
    'SET seq = EXCLUDED.seq, workstation = EXCLUDED.workstation',
    'SET seq = EXCLUDED.seq',
  ),
  inHub(3, 'a step is not looked up by its id', "WHERE op.op_id = step->>'opId'", 'WHERE false'),
  inHub(
    28,
    'a step that is known already counts as placed, with whatever rows it has here',
    "verdict := 'known';",
    "verdicts := verdicts || jsonb_build_object('opId', step->>'opId', 'verdict', 'accepted', 'seq', known.seq); CONTINUE;",
  ),
  inHub(
    37,
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
    2,
    'a workstation that was restored keeps its number',
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
];
