import { inText, type FaultInText } from './planted-text.ts';

// Faults in the text of the program, beside that: in tables, and inside of functions that nobody passes in.

const bothDid = 'shared/domain/both-did.ts';
const hubKeys = 'electron/main/desk/kernel/hub-keys.ts';
const hub = 'electron/main/desk/store/hub.queries.ts';
const sendOnceShared = 'electron/main/connections/mail/send-once-shared.ts';
const messages = 'electron/main/desk/store/messages.queries.ts';
const newId = 'electron/main/db/new-id.ts';
const queueForHub = 'electron/main/desk/kernel/queue-for-hub.ts';

/** All of them. */
export const faultsBeside: readonly FaultInText[] = [
  inText(1, 'a return ends whatever loan is open', bothDid, "  return: 'same-loan',", "  return: 'again',"),
  inText(1, 'a book is lent wherever it is by then', bothDid, "  lend: 'same-item',", "  lend: 'again',"),
  inText(
    1,
    'a letter that left makes no step stale',
    hubKeys,
    'return [`${table}:${rowId}`, lettersKey(requestId)];',
    'return [`${table}:${rowId}`];',
  ),
  inText(
    1,
    'a step reads no patron',
    hubKeys,
    '    if (patronId !== null) reads.add(`patron:${patronId}`);\n',
    '',
  ),
  inText(
    1,
    'an undo of little else meets nobody',
    hubKeys,
    '    if (requestId !== null) writes.add(requestKey(requestId));\n    else if',
    '    if',
  ),
  inText(
    1,
    'two that use the same name do not meet',
    hubKeys,
    '    for (const key of callingsOf(one)) writes.add(key);\n',
    '',
  ),
  inText(1, 'letters read no letters', hubKeys, '    if (isStep) reads.add(lettersKey(requestId));\n', ''),
  inText(1, 'ticks of a refused step stay', hub, '  for (const id of ticks) withdrawTick(db, id);\n', ''),
  inText(
    1,
    'all workstations give ids of one range',
    hub,
    'const first = workstation * idsOfWorkstation;',
    'const first = idsOfWorkstation;',
  ),
  inText(
    1,
    'ids that were taken are kept over a change of number',
    hub,
    '  forgetTakenIds(db);\n  const first',
    '  const first',
  ),
  inText(
    1,
    'lines of history go out in the wrong order',
    hub,
    'FROM request_event WHERE op_id = ? ORDER BY id`',
    'FROM request_event WHERE op_id = ? ORDER BY id DESC`',
  ),
  inText(
    1,
    'a letter is handed over that is not to leave any more',
    sendOnceShared,
    "    if (!isToLeave(db, letter.messageId)) return { kind: 'later', words: '' };\n",
    '',
  ),
  inText(
    1,
    'a letter leaves before all know of it',
    sendOnceShared,
    '    if (!(await confirmed())) return',
    '    if (!(await confirmed()) && false) return',
  ),
  inText(
    1,
    'a letter is claimed whose step waits',
    messages,
    '        AND ${isPlaced}\n      ORDER BY id LIMIT 1`',
    '      ORDER BY id LIMIT 1`',
  ),
  inText(
    1,
    'a row of the own range gives its id again',
    newId,
    '  if (id >= block.next) blocks.get(db)?.delete(table);\n',
    '',
  ),
  inText(
    1,
    'what the program writes by itself is offered with no step',
    queueForHub,
    '  if (isStray && only && others.length === 0) {',
    '  if (isStray && only && others.length === 0 && false) {',
  ),
];
