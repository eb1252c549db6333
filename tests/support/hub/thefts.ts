import type { OperatorId } from '../../../shared/domain/ids.ts';
import type { OutgoingStep, RowChange } from '../../../electron/main/sync/wire.ts';

// What an attacker pushes with the stolen login of a workstation (stolen-login.test.ts). Operator 1 administers both libraries; operator 2
// lends, only at library 1; operator 3 no longer works here.

type Step = Partial<OutgoingStep>;
/** One step, several, or one that refers to a step of another workstation on request 2. */
type Theft = Step | readonly Step[] | ((theirs: OutgoingStep['opId']) => Step);

/** The time of every step. */
export const at = '2026-11-25T08:00:00.000Z';
/** An id in the range of the workstation whose login was stolen: the second one. */
export const own = 2 * 2 ** 32 + 900_000;

export const by = (operatorId: number, others: object): Step => ({
  operatorId: operatorId as OperatorId,
  requestId: null,
  ...others,
});
/** Returns a step of an operator on records, or on a request. */
const does = (operatorId: number, kind: string, changes: readonly RowChange[], others: object = {}): Step =>
  by(operatorId, { kind, changes, ...others });
const on1 = { requestId: 1 };
const on2 = { requestId: 2 };

export const changed = (t: string, id: number, b: object, a: object): RowChange => ({ t, id, b, a }) as never;
export const added = <T extends { readonly id: number }>(t: string, a: T): RowChange =>
  ({ t, id: a.id, b: null, a }) as never;
const removed = <T extends { readonly id: number }>(t: string, b: T): RowChange =>
  ({ t, id: b.id, b, a: null }) as never;
export const request = (id: number, b: object, a: object): OutgoingStep['changes'] => [
  changed('request', id, b, a),
];
const role = (operatorId: number, name = 'fulfillment-services-operator'): RowChange =>
  added('operator_role', {
    id: own,
    operator_id: operatorId,
    role: name,
    library_id: 1,
    desk_id: null,
  });
export const note = (requestId: number, id = own, values: object = {}): RowChange =>
  added('request_note', {
    id,
    request_id: requestId,
    author: 'staff',
    body: '',
    active: 1,
    created_at: at,
    operator_name: '',
    dismissed_at: null,
    ...values,
  });
export const pinOf = (id: number): RowChange =>
  changed('operator', id, { pin_hash: '' }, { pin_hash: 'scrypt$of-mine' });
const setting = (value: string): RowChange => added('library_setting', { id: own, key: 'library', value });
/** Returns the insertion of a waiting letter to a patron. */
export const letter = (values: object, id = own): RowChange & { readonly a: object } =>
  added('outbox', {
    id,
    library_id: 1,
    request_id: 1,
    recipient: 'patron',
    kind: 'due-soon',
    payload: '{}',
    state: 'waiting',
    created_at: at,
    updated_at: at,
    ...values,
  }) as never;

const ended = { ended_as: 'REQUEST_COMPLETED', status: 'REQUEST_COMPLETED' };
const open = { ended_as: null, status: 'SHIPPED_PHYSICALLY' };
const completed = request(1, open, ended);
const renamed = changed('library', 1, { name: 'Main Library' }, { name: 'Mine' });
const deep = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
/** Returns a change to the log line of another workstation's step. */
const line = (theirs: string, changes: object): OutgoingStep['amends'] => {
  const b = { op_id: theirs, kind: 'receive', operator_id: 1, desk_id: 1, at, request_id: 2 };
  const whole = { ...b, input: '{}', answer: 'null', undone_by: null };
  return [{ log: 'command_log', b: whole, a: { ...whole, ...changes } }];
};
const undoing = (theirs: string): object => ({ input: JSON.stringify({ undoes: theirs }) });

const ofPeople: Readonly<Record<string, Theft>> = {
  'an operator gives itself a role': does(2, 'save-operator', [role(2)]),
  'an operator takes a role with a step on a request': does(2, 'lend', [role(2)], on2),
  'a role without a kind': { changes: [role(2)] },
  'a role in the name of a file that nobody imports': by(1, { kind: null, changes: [role(2), note(1)] }),
  'a role with a refused step': does(1, 'save-operator', [role(2)], { outcome: 'refused' }),
  'a role of a kind that is nowhere': does(1, 'save-operators', [role(2)]),
  'a role that is in no list': does(1, 'save-operator', [role(2, 'root')]),
  'a PIN is emptied without a kind': {
    changes: [changed('operator', 1, { pin_failures: 0, pin_hash: '' }, { pin_failures: 1, pin_hash: 'x' })],
  },
  'another one’s PIN is set by who administers nothing': does(2, 'set-pin', [pinOf(1)]),
  'a PIN is set beside the own one': does(2, 'set-pin', [pinOf(2), pinOf(1)]),
  'a name is changed with a PIN': does(2, 'set-pin', [
    changed('operator', 2, { name: 'B. Operator' }, { name: 'A' }),
  ]),
  'somebody who works here no more': does(3, 'save-operator', [role(3)]),
  'somebody who is nobody': does(99, 'save-operator', [role(2)]),
  nobody: { kind: 'save-operator', operatorId: null, requestId: null, changes: [role(2)] },
  'the last administrator is set aside': does(1, 'save-operator', [
    changed('operator', 1, { active: 1 }, { active: 0 }),
  ]),
};

const ofRecords: Readonly<Record<string, Theft>> = {
  'a library is renamed by who lends': does(2, 'save-library', [renamed]),
  'a library is renamed without a kind': { changes: [renamed] },
  'a setting without a kind': { changes: [setting('{"timeZone":"Nowhere/None"}')] },
  'a setting by who lends': does(2, 'save-settings', [setting('{}')]),
  'a setting with a step on a request': does(1, 'cancel', [setting('{}')], on1),
  'a partner whose mail goes elsewhere, without a kind': {
    changes: [changed('partner', 1, { email: 'ill@north.example' }, { email: 'me@elsewhere.example' })],
  },
  'a patron is deleted by who lends': does(2, 'remove-record', [removed('patron', { id: 1 })]),
};

const ofRequests: Readonly<Record<string, Theft>> = {
  'a request is completed without a kind': { changes: completed },
  'a request is completed by who may not': does(2, 'complete-by-hand', completed, on1),
  'a request of a library in which they have no role': does(2, 'lend', [note(3)], {
    requestId: 3,
    deskId: 1,
  }),
  'at a desk at which they have no role': does(2, 'lend', [note(3)], { requestId: 3, deskId: 2 }),
  'at a desk that is nowhere': does(1, 'add-note', [note(1)], { ...on1, deskId: 99 }),
  'a request that ended goes on': does(
    1,
    'edit-request',
    request(2, { cancellation: 'none' }, { cancellation: 'later' }),
    on2,
  ),
  'a request of another desk with a change of a desk': does(1, 'save-desk', [
    changed('desk', 4, { active: 1 }, { active: 0 }),
    changed('request', 1, { pickup_desk_id: 1 }, { pickup_desk_id: 2 }),
  ]),
  'a request ends with a change of its desk': does(1, 'save-desk', [
    changed('desk', 1, { active: 1 }, { active: 0 }),
    ...completed,
  ]),
  'a request is moved by who lends': does(
    2,
    'save-desk',
    request(1, { pickup_desk_id: 1 }, { pickup_desk_id: 4 }),
  ),
  'history of another request': does(1, 'add-note', [], {
    ...on1,
    events: [{ requestId: 2, at, kind: 'receive', statusBefore: '', statusAfter: '', headline: '' }],
  }),
};

const ofTheLog: Readonly<Record<string, Theft>> = {
  'a step is undone by who may not': (theirs) => does(2, 'undo', [], { ...on2, ...undoing(theirs) }),
  'what is undone is nowhere': does(1, 'undo', [], { ...on2, ...undoing('step-9') }),
  'what is undone is of another request': (theirs) => does(1, 'undo', [], { ...on1, ...undoing(theirs) }),
  'another one’s step is noted as undone, without a kind': (theirs) => ({
    amends: line(theirs, { undone_by: theirs }),
  }),
  'another one’s step is noted as somebody else’s': (theirs) =>
    does(1, 'add-note', [], { ...on2, amends: line(theirs, { operator_id: 2 }) }),
  'the line of another one’s step goes': (theirs) =>
    does(1, 'undo', [], { ...on2, ...undoing(theirs), amends: [{ ...line(theirs, {})[0], a: null }] }),
  'what another one’s step asked is emptied, by a note': (theirs) =>
    does(1, 'add-note', [], { ...on2, amends: line(theirs, { input: '{"x":1}' }) }),
  'what another one’s step asked is emptied, as records are': (theirs) =>
    does(1, 'save-settings', [], { amends: line(theirs, { input: '{"x":1}' }) }),
};

const ofNumbers: Readonly<Record<string, Theft>> = {
  'an id that another workstation gives': does(1, 'add-note', [note(1, 2 ** 32 + 5_000)], on1),
  'an id that a later workstation gives': does(1, 'add-note', [note(1, 7 * 2 ** 32)], on1),
  'an id from before the hub': does(1, 'add-note', [note(1, 77)], on1),
  'an id below all': does(1, 'add-note', [note(1, -5)], on1),
  'a row comes back under an id that no undone step deleted': (theirs) =>
    does(1, 'undo', [note(2, 2 ** 32 + 5_000)], { ...on2, ...undoing(theirs) }),
  'a row gets another id': does(1, 'edit-request', request(1, { id: 1 }, { id: own }), on1),
  'the number of another workstation': { workstation: 1 },
  'a number that comes later': { n: 1_000 },
  'a step twice': (theirs) => by(1, { kind: 'add-note', opId: theirs, ...on1 }),
};

/** Returns a step that changes a column of a request. */
const edits = (b: object, a: object, kind = 'edit-request'): Step => does(1, kind, request(1, b, a), on1);

const ofRows: Readonly<Record<string, Theft>> = {
  'a column that is nowhere': edits({ ghost: null }, { ghost: 1 }, 'add-note'),
  'a table that is nowhere': does(
    1,
    'add-note',
    [changed('command_log', 1, { kind: '' }, { kind: 'x' })],
    on1,
  ),
  'a number as text': edits({ volumes_expected: null }, { volumes_expected: '3' }, 'add-note'),
  'a count of none': edits({ volumes_expected: null }, { volumes_expected: 0 }, 'add-note'),
  'a day that is none': edits({ due_on: '2027-01-15' }, { due_on: '2027-02-30' }),
  'a moment that is none': does(1, 'add-note', [note(1, own, { created_at: 'yesterday' })], on1),
  'a word that is in no list': does(1, 'add-note', [note(1, own, { author: 'thief' })], on1),
  'JSON that is none': does(1, 'save-settings', [setting('{')]),
  'JSON that is nested too deep': does(1, 'save-settings', [setting(deep(2_000))]),
  'an empty identifier': edits({ external_id: 'R-1' }, { external_id: '' }),
  'the identifier of another request in other letters': edits({ external_id: 'R-1' }, { external_id: 'r-2' }),
  'a row of nothing': does(1, 'add-note', [note(99)], on1),
  'a letter of a step that is nowhere': does(
    1,
    'cancel',
    [letter({ op_id: 'step-9', kind: 'cancelled', library_id: null })],
    on1,
  ),
  'a letter as nobody wrote it': { changes: [letter({ letter: '{"to":"me"}' })] },
  'another one’s letter goes': {
    changes: [removed('outbox', { id: 1, corrected: 0, kind: 'received' })],
  },
  'a step of a day that is none': { at: '2026-02-30T08:00:00Z' as OutgoingStep['at'] },
  'a step of no zone': { timeZone: "'; --" },
  'an input that is nested too deep': does(1, 'add-note', [], { ...on1, input: deep(5_000) }),
  'a step of 40 megabytes': does(1, 'add-note', [note(1, own, { body: 'x'.repeat(40_000_000) })], on1),
  'a list in a list in a list': does(
    1,
    'add-note',
    [{ ...note(1), more: JSON.parse(deep(3_000)) as object } as never],
    on1,
  ),
  'a file that somebody imports who may not': [
    by(2, { kind: 'import', input: '{}', answer: '{"outcome":"running"}' }),
    { changes: completed },
  ],
};

/** Each with its steps, which are pushed one after the other. @param theirs as above. */
export const thefts: readonly (readonly [
  title: string,
  steps: (theirs: OutgoingStep['opId']) => readonly Step[],
])[] = [ofPeople, ofRecords, ofRequests, ofTheLog, ofNumbers, ofRows]
  .flatMap((all) => Object.entries(all))
  .map(([title, theft]) => [title, (theirs) => [typeof theft === 'function' ? theft(theirs) : theft].flat()]);
