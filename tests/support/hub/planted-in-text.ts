import { inText, type FaultInText } from './planted-text.ts';

// Faults in the text of the program: in tables, and inside of functions that nobody passes in.

const steps = 'shared/domain/steps';
const stepDesk = 'electron/main/sync/step-desk.ts';
const hub = 'electron/main/desk/store/hub.queries.ts';
const takeIn = 'electron/main/sync/take-in.ts';
const rebase = 'electron/main/sync/rebase.ts';
const joinRows = 'electron/main/sync/join-rows.ts';
const refuseStep = 'electron/main/sync/refuse-step.ts';
const share = 'electron/main/sync/share.ts';
const offer = 'electron/main/sync/offer.ts';
const hubKeys = 'electron/main/desk/kernel/hub-keys.ts';

/** All of them. */
export const faultsInText: readonly FaultInText[] = [
  inText(
    19,
    'a return ends whatever loan is open',
    `${steps}/return.ts`,
    "elsewhere: 'not-wanted'",
    "elsewhere: 'again'",
  ),
  inText(
    1,
    'a book is lent wherever it is by then',
    `${steps}/lend.ts`,
    "elsewhere: 'same-item'",
    "elsewhere: 'again'",
  ),
  inText(
    1,
    'a step is checked again in UTC',
    stepDesk,
    'timeZone: () => present().who.timeZone,',
    "timeZone: () => 'UTC',",
  ),
  inText(10, 'ticks of a refused step stay', hub, '  for (const id of ticks) withdrawTick(db, id);\n', ''),
  inText(
    1,
    'all workstations give ids of one range',
    hub,
    'const first = workstation * idsOfWorkstation;',
    'const first = idsOfWorkstation;',
  ),
  inText(
    25,
    'who changed later what a step read that is put back stays',
    takeIn,
    '      writes.some((key) => read.has(key));',
    '      false;',
  ),
  inText(
    12,
    'steps of others are not kept',
    takeIn,
    "  if ('changes' in op) return keepStep(db, { seq, opId, body: JSON.stringify(op) });\n",
    "  if ('changes' in op) return;\n",
  ),
  inText(
    8,
    'a row of this workstation that comes back keeps no ids ahead',
    takeIn,
    'if (from === null) keepIdsAhead(db, t, id);',
    '',
  ),
  inText(
    4,
    'steps that read records are not checked again',
    takeIn,
    '  markToCheck(db, unsure);\n  const first',
    '  const first',
  ),
  inText(
    3,
    'lines of the log that an undo changed stay as they were',
    takeIn,
    'if (line !== undefined) putImage(db, { table: log, rowId: line }, withoutNumber(b), to);',
    '',
  ),
  inText(
    20,
    'an id that others have given is given again',
    rebase,
    'if (before === null && !isLog(table) && isFreeId(db, given, table, rowId))',
    'if (before === null && !isLog(table))',
  ),
  inText(
    6,
    'a field that others changed is written over',
    joinRows,
    'moments.includes(name) || now[name]',
    'true || now[name]',
  ),
  inText(
    7,
    'a slip is printed of a step that was refused',
    refuseStep,
    'const paper = withdrawSlips(db, opId);',
    'const paper: string[] = [];',
  ),
  inText(1, 'a refused step makes no task', refuseStep, '  if (needsTask) {', '  if (needsTask && false) {'),
  inText(
    1,
    'a task says of the step the moment at which it was refused',
    refuseStep,
    'deskId, at: logged.at, madeAt: at };',
    'deskId, at, madeAt: at };',
  ),
  inText(
    1,
    'a workstation that begins anew keeps its ids',
    share,
    '    giveRange(writable, workstation);\n',
    '',
  ),
  inText(
    1,
    'of the steps of another copy none are asked for',
    share,
    'if (answer.workstation !== workstation) answer = await hub.pull(cursor, 0, pulledAtOnce);',
    '',
  ),
  inText(1, 'a step goes out in UTC', offer, '    timeZone: step.timeZone,', "    timeZone: 'UTC',"),
  inText(
    1,
    'a step that was taken back goes out as it is',
    offer,
    'changes: changes.filter(({ table }) => !isLog(table)).map(changeOf),',
    'changes: changes.filter(({ table }) => !isLog(table)).slice(0, 3).map(changeOf),',
  ),
  inText(
    12,
    'a step reads no patron',
    hubKeys,
    '    if (patronId !== null) reads.add(`patron:${patronId}`);\n',
    '',
  ),
  inText(
    4,
    'a letter that left makes no step stale',
    hubKeys,
    'return [`${table}:${rowId}`, lettersKey(requestId)];',
    'return [`${table}:${rowId}`];',
  ),
  inText(
    7,
    'rows of a request that was made here stay when it is put back',
    takeIn,
    'const onMade = found.met.flatMap(({ opId }) => listStepsOnMade(db, opId));',
    'const onMade: OpId[] = [];',
  ),
  inText(
    10,
    'ids that were taken are kept over a change of number',
    hub,
    '  forgetTakenIds(db);\n  const first',
    '  const first',
  ),
];
