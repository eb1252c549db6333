import { faultsInHub, inProgram, type Fault } from './planted-in-hub.ts';

const steps = 'shared/domain/steps';
const stepDesk = 'electron/main/sync/step-desk.ts';
const hub = 'electron/main/desk/store/hub.queries.ts';
const apply = 'electron/main/sync/apply-steps.ts';
const rollBack = 'electron/main/sync/roll-back.ts';
const write = 'electron/main/sync/write-step.ts';
const replay = 'electron/main/sync/replay.ts';
const merge = 'electron/main/sync/merge-rows.ts';
const refuseStep = 'electron/main/sync/refuse-step.ts';
const pull = 'electron/main/sync/pull-steps.ts';
const outgoing = 'electron/main/sync/outgoing-step.ts';
const hubKeys = 'electron/main/desk/steps/frame/hub-keys.ts';

/** All planted faults. */
export const faults: readonly Fault[] = [
  ...faultsInHub,
  inProgram(
    1,
    'what undo changes in the log is not pushed',
    outgoing,
    'amends: changes.flatMap(amendOf),',
    'amends: [],',
  ),
  inProgram(
    1,
    'a refused step is pushed without its task',
    outgoing,
    'changes: changes.filter(({ table }) => !isLog(table)).map(changeOf),',
    'changes: refusal === null ? changes.filter(({ table }) => !isLog(table)).map(changeOf) : [],',
  ),
  inProgram(
    1,
    'history is not pushed',
    outgoing,
    'events: before?.events ?? listHistoryAsTaken(db, opId),',
    'events: [],',
  ),
  inProgram(
    1,
    'nothing of this workstation is rolled back before rows of others are written',
    apply,
    'touched: new Set(steps.flatMap(({ writes }) => writes)),',
    'touched: new Set(),',
  ),
  inProgram(
    1,
    'rows of others come without their line of the log',
    write,
    '    writeLogLines(db, step);\n',
    '',
  ),
  inProgram(
    1,
    'rows that others delete stay',
    write,
    'for (const change of step.changes) writeChange(db, change, differing);',
    'for (const change of step.changes) if (change.a !== null) writeChange(db, change, differing);',
  ),
  inProgram(
    4,
    'the cursor moves on before the rows are written',
    pull,
    '      const { head } = answer;\n',
    `      const { head } = answer;
      const last = answer.ops.at(-1)?.seq ?? 0;
      if (last > cursor) inTransaction(db, (writable) => moveHubState(writable, { cursor: last }));
      // The answer may be lost on its last way.
      await hub.pull(cursor, confirmedN, 1);\n`,
  ),
  inProgram(
    1,
    'a note that was rolled back is forgotten',
    rollBack,
    '  for (const step of steps) replay(db, step, ids);',
    `  for (const step of steps)
    if (step.logged?.kind !== 'add-note') replay(db, step, ids);
    else db.prepare('DELETE FROM hub_pending WHERE op_id = ?').run(step.step.opId);`,
  ),
  inProgram(
    2,
    'a step is replayed whatever it saw',
    replay,
    'seenBy(logged), seenBy(again)',
    'seenBy(again), seenBy(again)',
  ),
  inProgram(
    2,
    'a decision is kept although others moved the same turn',
    'electron/main/sync/still-same.ts',
    '[wishOf, turnsOf, volumesOf, loansOf].every',
    '[wishOf, volumesOf, loansOf].every',
  ),
  inProgram(
    82,
    'a decision is kept although others moved the same volume',
    'electron/main/sync/still-same.ts',
    '[wishOf, turnsOf, volumesOf, loansOf].every',
    '[wishOf, turnsOf, loansOf].every',
  ),
  {
    name: 'letters leave before the hub has placed their steps',
    foundBy: 58,
    texts: [
      {
        file: 'electron/main/desk/store/leaving.queries.ts',
        text: 'NOT EXISTS (SELECT 1 FROM hub_pending WHERE hub_pending.op_id = outbox.op_id) END',
        other: '1 END',
      },
      {
        file: 'electron/main/mail/send-once-shared.ts',
        text: 'if (!(await confirmed()))',
        other: 'if (false)',
      },
    ],
  },
  inProgram(
    24,
    'a return ends whatever loan is open',
    `${steps}/return.ts`,
    "elsewhere: 'not-wanted'",
    "elsewhere: 'again'",
  ),
  inProgram(
    16,
    'a book is lent wherever it is by then',
    `${steps}/lend.ts`,
    "elsewhere: 'same-item'",
    "elsewhere: 'again'",
  ),
  inProgram(
    1,
    'a step is replayed in UTC',
    stepDesk,
    'timeZone: () => present().who.timeZone,',
    "timeZone: () => 'UTC',",
  ),
  inProgram(10, 'ticks of a refused step stay', hub, '  for (const id of ticks) withdrawTick(db, id);\n', ''),
  inProgram(
    1,
    'all workstations give ids of one range',
    hub,
    'const first = workstation * idsOfWorkstation;',
    'const first = idsOfWorkstation;',
  ),
  inProgram(
    25,
    'a step that changed later what a rolled back one had read stays',
    rollBack,
    '      writes.some((key) => holdsKey(read, key));',
    '      false;',
  ),
  inProgram(
    6,
    'steps of others are not kept',
    apply,
    "  if ('changes' in step) return keepStep(db, { seq, opId, body: JSON.stringify(step) });\n",
    "  if ('changes' in step) return;\n",
  ),
  inProgram(
    2,
    'a row of this workstation that comes back leaves its id to the next row',
    write,
    'if (from === null) advanceIdsPast(db, t, id);',
    '',
  ),
  inProgram(
    7,
    'steps that read records are not replayed',
    apply,
    '  markForRecheck(db, toRecheck);\n  return conflicting;',
    '  return conflicting;',
  ),
  inProgram(
    1,
    'lines of the log that an undo changed stay as they were',
    write,
    'if (line !== undefined) putImage(db, { table: log, rowId: line }, withoutNumber(b), to);',
    '',
  ),
  inProgram(
    2,
    'an id that others have given is given again',
    replay,
    'before === null && !isLog(table) && isFreeId(db, taken, table, rowId) ?',
    'before === null && !isLog(table) ?',
  ),
  inProgram(
    6,
    'a field that others changed is written over',
    merge,
    'moments.includes(name) || now[name]',
    'true || now[name]',
  ),
  inProgram(
    7,
    'a slip is printed of a step that was refused',
    refuseStep,
    'const paper = withdrawSlips(db, opId);',
    'const paper: string[] = [];',
  ),
  inProgram(
    1,
    'a refused step makes no task',
    refuseStep,
    '  if (needsTask) {',
    '  if (needsTask && false) {',
  ),
  inProgram(
    1,
    'a task says of the step the moment at which it was refused',
    refuseStep,
    'deskId, at: logged.at, madeAt: at };',
    'deskId, at, madeAt: at };',
  ),
  inProgram(
    8,
    'a workstation with a new number keeps its ids',
    pull,
    '    assignIdRange(writable, workstation);\n',
    '',
  ),
  inProgram(
    8,
    'of the steps of another copy none are pulled',
    pull,
    'if (answer.workstation !== workstation) answer = await hub.pull(cursor, 0, pullBatchSize);',
    '',
  ),
  inProgram(
    1,
    'a step is pushed in UTC',
    outgoing,
    '    timeZone,\n    reads',
    "    timeZone: 'UTC',\n    reads",
  ),
  inProgram(
    1,
    'a step is pushed with its first three changes',
    outgoing,
    'changes: changes.filter(({ table }) => !isLog(table)).map(changeOf),',
    'changes: changes.filter(({ table }) => !isLog(table)).slice(0, 3).map(changeOf),',
  ),
  inProgram(
    2,
    'a step reads no patron',
    hubKeys,
    '    if (patronId !== null) reads.add(patronKey(patronId));\n',
    '',
  ),
  inProgram(
    19,
    'a letter that left makes no step stale',
    hubKeys,
    'return [`${table}:${rowId}`, lettersKey(requestId)];',
    'return [`${table}:${rowId}`];',
  ),
  inProgram(
    7,
    'rows of a request that was made here stay when it is rolled back',
    rollBack,
    'const onMade = found.conflicting.flatMap(({ opId }) => listStepsOnMade(db, opId));',
    'const onMade: OpId[] = [];',
  ),
  inProgram(
    10,
    'ids taken under the former number are given',
    hub,
    '  discardReservedIds(db);\n  const first',
    '  const first',
  ),
];
