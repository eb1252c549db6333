import { inText, type FaultInText } from './planted-text.ts';

// Faults in the text of the program, where steps are shared: in tables, and inside of functions that nobody passes in.

const stepDesk = 'electron/main/desk/hub/step-desk.ts';
const takeIn = 'electron/main/desk/hub/take-in.ts';
const rebase = 'electron/main/desk/hub/rebase.ts';
const joinRows = 'electron/main/desk/hub/join-rows.ts';
const refuseStep = 'electron/main/desk/hub/refuse-step.ts';
const afterGreeting = 'electron/main/desk/hub/after-greeting.ts';
const share = 'electron/main/desk/hub/share.ts';
const offer = 'electron/main/desk/hub/offer.ts';

/** All of them. */
export const faultsWhereShared: readonly FaultInText[] = [
  inText(
    1,
    'a step is checked again in UTC',
    stepDesk,
    'timeZone: () => present().who.timeZone,',
    "timeZone: () => 'UTC',",
  ),
  inText(
    1,
    'rows of a request that was made here stay when it is put back',
    takeIn,
    'const onMade = found.met.flatMap(({ opId }) => listStepsOnMade(db, opId));',
    'const onMade: OpId[] = [];',
  ),
  inText(
    1,
    'lines of history come in in the wrong order',
    takeIn,
    'for (const event of op.events) insertRequestEvent',
    'for (const event of [...op.events].reverse()) insertRequestEvent',
  ),
  inText(
    1,
    'who changed later what a step read that is put back stays',
    takeIn,
    '      writes.some((key) => read.has(key));',
    '      false;',
  ),
  inText(
    1,
    'an id that a copy of this file gave too is not looked for',
    takeIn,
    'const twice = waiting.length === 0 ? [] : listStepsThatMade(db, [...given]);',
    'const twice: OpId[] = [];',
  ),
  inText(
    1,
    'what waits and takes a record away stays when others come in',
    takeIn,
    'const takeAway = waiting.length === 0 ? [] : listStepsThatTakeAway(db);',
    'const takeAway: OpId[] = [];',
  ),
  inText(
    1,
    'steps of others are not kept',
    takeIn,
    "  if ('changes' in op) return keepStep(db, { seq, opId, body: JSON.stringify(op) });\n",
    "  if ('changes' in op) return;\n",
  ),
  inText(
    1,
    'steps that are put back together are checked again in the wrong order',
    takeIn,
    '.sort((one, other) => one.step.n - other.step.n));',
    '.sort((one, other) => other.step.n - one.step.n));',
  ),
  inText(
    1,
    'a row of this workstation that comes back keeps no ids ahead',
    takeIn,
    'if (from === null) keepIdsAhead(db, t, id);',
    '',
  ),
  inText(
    1,
    'an own step that comes back in is written twice',
    takeIn,
    "    (by === state.workstation && typeof n === 'number' && n <= state.confirmedN));",
    '    false);',
  ),
  inText(
    1,
    'slips and ticks stay of a step that another copy offered as refused',
    takeIn,
    "if (outcome === 'refused') withdrawSlips(db, opId);",
    '',
  ),
  inText(
    1,
    'steps that read records are not checked again',
    takeIn,
    '  markToCheck(db, unsure);\n  const first',
    '  const first',
  ),
  inText(
    1,
    'where a record goes nothing is put back that may refer to it',
    takeIn,
    'later: arrived.some(takesRecordAway) ? new Set() : readByAll,',
    'later: readByAll,',
  ),
  inText(
    1,
    'lines of the log that an undo changed stay as they were',
    takeIn,
    'if (line !== undefined) putImage(db, { table: log, rowId: line }, withoutNumber(b), to);',
    '',
  ),
  inText(
    1,
    'a step that names a row with another id by now is not stopped',
    rebase,
    '    noteMoved(db, putBack);\n',
    '',
  ),
  inText(
    1,
    'a step that was taken again loses what it takes again',
    rebase,
    '  keepRedoes(db, logged);\n',
    '',
  ),
  inText(
    1,
    'a step that was checked again keeps its old keys',
    rebase,
    'putPending(db, { ...step, ...keysOf(db, { opId, requestId, isStep }), toCheck: false });',
    'putPending(db, { ...step, toCheck: false });',
  ),
  inText(
    1,
    'an id that others have given is given again',
    rebase,
    'if (before === null && !isLog(table) && isFreeId(db, given, table, rowId))',
    'if (before === null && !isLog(table))',
  ),
  inText(
    1,
    'a field that others changed is written over',
    joinRows,
    'moments.includes(name) || now[name]',
    'true || now[name]',
  ),
  inText(
    1,
    'a tick is joined whose step does not hold',
    joinRows,
    "if (table === 'keyed_step' && before === null && findCommand(db, after?.['op_id'] as OpId) === undefined)",
    "if (table === 'keyed_step' && before === null && false)",
  ),
  inText(
    1,
    'a record goes to which others refer',
    joinRows,
    '    if (after === null && isReferredTo(db, table, rowId)) return sameField;\n',
    '',
  ),
  inText(
    1,
    'a slip is printed of a step that was refused',
    refuseStep,
    'const paper = withdrawSlips(db, opId);',
    'const paper: string[] = [];',
  ),
  inText(1, 'a refused step makes no task', refuseStep, '  if (needsTask) {', '  if (needsTask && false) {'),
  inText(
    1,
    'a task names the operator of another step',
    refuseStep,
    '      kind,\n      operatorId,\n      deskId,\n      at: logged.at,\n      facts',
    '      kind,\n      operatorId,\n      deskId,\n      at,\n      facts',
  ),
  inText(
    1,
    'a hub that was restored gets steps with numbers from the beginning',
    afterGreeting,
    'renumberPending(db, said.n, lost);',
    'renumberPending(db, 0, lost);',
  ),
  inText(
    1,
    'a restored hub is known by its length alone',
    afterGreeting,
    "  (state.cursorOp !== '' && at !== state.cursorOp) ||\n",
    '',
  ),
  inText(
    1,
    'few steps are kept for a hub that is restored',
    afterGreeting,
    'const keptSteps = 100_000;',
    'const keptSteps = 3;',
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
    'a workstation that begins anew keeps what it knows to be placed',
    share,
    'moveHubState(writable, { workstation, confirmedN: 0, lastN',
    'moveHubState(writable, { workstation, lastN',
  ),
  inText(
    1,
    'of the steps of another copy none are asked for',
    share,
    'if (answer.workstation !== workstation) answer = await hub.pull(cursor, 0, pulledAtOnce);',
    '',
  ),
  inText(
    1,
    'a copied file is not noticed',
    share,
    '    workstation !== state.workstation ||\n    ops.some',
    '    ops.some',
  ),
  inText(
    1,
    'a file that was put back is not noticed',
    share,
    'ops.some(({ own, n, opId }) => own && (n ?? 0) > state.confirmedN && !isPending(db, opId))',
    'false',
  ),
  inText(1, 'a step goes out in UTC', offer, '    timeZone: step.timeZone,', "    timeZone: 'UTC',"),
  inText(
    1,
    'a step that was taken back goes out as it is',
    offer,
    'changes: changes.filter(({ table }) => !isLog(table)).map(changeOf),',
    'changes: changes.filter(({ table }) => !isLog(table)).slice(0, 3).map(changeOf),',
  ),
];
