import type { RequestId } from '../../../../shared/domain/ids.ts';
import {
  by,
  role,
  changed,
  request,
  note,
  pinOf,
  ended,
  open,
  commandLine,
  own,
  at,
  type Attack,
} from './pieces.ts';

/** What a stolen login tries: thefts of rights, requests and lines of the log. */
export const theftsOfRights: readonly Attack[] = [
  // Roles, people, PINs.
  ['an operator gives itself a role', () => [by(2, { kind: 'save-operator', changes: [role(own, 2)] })]],
  [
    'an operator takes a role with a step on a request',
    () => [by(2, { kind: 'lend', requestId: 2, changes: [role(own, 2)] })],
  ],
  ['a role without a kind', () => [{ changes: [role(own, 2)] }]],
  [
    'a role in the name of a file that nobody imports',
    () => [by(1, { kind: null, changes: [role(own, 2), note(1)] })],
  ],
  [
    'a role with a refused step',
    () => [by(1, { kind: 'save-operator', outcome: 'refused', changes: [role(own, 2)] })],
  ],
  ['a role of a kind that is nowhere', () => [by(1, { kind: 'save-operators', changes: [role(own, 2)] })]],
  ['a role that is in no list', () => [by(1, { kind: 'save-operator', changes: [role(own, 2, 1, 'root')] })]],
  [
    'a PIN is emptied without a kind',
    () => [
      {
        changes: [
          changed('operator', 1, { pin_failures: 0, pin_hash: '' }, { pin_failures: 1, pin_hash: 'x' }),
        ],
      },
    ],
  ],
  [
    'another one’s PIN is set by who administers nothing',
    () => [by(2, { kind: 'set-pin', changes: [pinOf(1)] })],
  ],
  ['a PIN is set beside the own one', () => [by(2, { kind: 'set-pin', changes: [pinOf(2), pinOf(1)] })]],
  [
    'a name is changed with a PIN',
    () => [
      by(2, { kind: 'set-pin', changes: [changed('operator', 2, { name: 'B. Operator' }, { name: 'A' })] }),
    ],
  ],
  ['somebody who works here no more', () => [by(3, { kind: 'save-operator', changes: [role(own, 3)] })]],
  ['somebody who is nobody', () => [by(99, { kind: 'save-operator', changes: [role(own, 2)] })]],
  ['nobody', () => [{ kind: 'save-operator', operatorId: null, requestId: null, changes: [role(own, 2)] }]],
  [
    'the last administrator is set aside',
    () => [by(1, { kind: 'save-operator', changes: [changed('operator', 1, { active: 1 }, { active: 0 })] })],
  ],
  // Records.
  [
    'a library is renamed by who lends',
    () => [
      by(2, {
        kind: 'save-library',
        changes: [changed('library', 1, { name: 'Main Library' }, { name: 'Mine' })],
      }),
    ],
  ],
  [
    'a library is renamed without a kind',
    () => [{ changes: [changed('library', 1, { name: 'Main Library' }, { name: 'Mine' })] }],
  ],
  [
    'a setting without a kind',
    () => [
      {
        changes: [
          {
            t: 'library_setting',
            id: own,
            b: null,
            a: { id: own, key: 'library', value: '{"timeZone":"Nowhere/None"}' },
          },
        ],
      },
    ],
  ],
  [
    'a setting by who lends',
    () => [
      by(2, {
        kind: 'save-settings',
        changes: [{ t: 'library_setting', id: own, b: null, a: { id: own, key: 'library', value: '{}' } }],
      }),
    ],
  ],
  [
    'a setting with a step on a request',
    () => [
      by(1, {
        kind: 'cancel',
        requestId: 1,
        changes: [{ t: 'library_setting', id: own, b: null, a: { id: own, key: 'library', value: '{}' } }],
      }),
    ],
  ],
  [
    'a partner whose mail goes elsewhere, without a kind',
    () => [
      { changes: [changed('partner', 1, { email: 'ill@north.example' }, { email: 'me@elsewhere.example' })] },
    ],
  ],
  [
    'a patron is deleted by who lends',
    () => [by(2, { kind: 'remove-record', changes: [{ t: 'patron', id: 1, b: { id: 1 }, a: null }] })],
  ],
  // Requests of others.
  ['a request is completed without a kind', () => [{ changes: request(1, open, ended) }]],
  [
    'a request is completed by who may not',
    () => [by(2, { kind: 'complete-by-hand', requestId: 1, changes: request(1, open, ended) })],
  ],
  [
    'a request of a library in which they have no role',
    () => [by(2, { kind: 'lend', requestId: 3, deskId: 1, changes: [note(3)] })],
  ],
  [
    'at a desk at which they have no role',
    () => [by(2, { kind: 'lend', requestId: 3, deskId: 2, changes: [note(3)] })],
  ],
  [
    'at a desk that is nowhere',
    () => [by(1, { kind: 'add-note', requestId: 1, deskId: 99, changes: [note(1)] })],
  ],
  [
    'a request that ended goes on',
    () => [
      by(1, {
        kind: 'edit-request',
        requestId: 2,
        changes: request(2, { cancellation: 'none' }, { cancellation: 'later' }),
      }),
    ],
  ],
  [
    'history of another request',
    () => [
      by(1, {
        kind: 'add-note',
        requestId: 1,
        events: [
          {
            requestId: 2 as RequestId,
            at: at as never,
            kind: 'receive',
            statusBefore: '',
            statusAfter: '',
            headline: '',
          },
        ],
      }),
    ],
  ],
  // Undo, and lines of the log.
  [
    'a step is taken back by who may not',
    (theirs) => [
      by(2, { kind: 'undo', requestId: 2, input: JSON.stringify({ undoes: theirs }), amends: [] }),
    ],
  ],
  ['what is undone is nowhere', () => [by(1, { kind: 'undo', requestId: 2, input: '{"undoes":"step-9"}' })]],
  [
    'what is undone is of another request',
    (theirs) => [by(1, { kind: 'undo', requestId: 1, input: JSON.stringify({ undoes: theirs }) })],
  ],
  [
    'another one’s step is said to be undone, without a kind',
    (theirs) => [{ amends: commandLine(theirs, { undone_by: theirs }) }],
  ],
  [
    'another one’s step is said to be by somebody else',
    (theirs) => [by(1, { kind: 'add-note', requestId: 2, amends: commandLine(theirs, { operator_id: 2 }) })],
  ],
  [
    'the line of another one’s step goes',
    (theirs) => [
      by(1, {
        kind: 'undo',
        requestId: 2,
        input: JSON.stringify({ undoes: theirs }),
        amends: [{ ...commandLine(theirs, {})[0], a: null } as never],
      }),
    ],
  ],
  [
    'what another one’s step asked is emptied, by a note',
    (theirs) => [
      by(1, { kind: 'add-note', requestId: 2, amends: commandLine(theirs, { input: '{"x":1}' }) }),
    ],
  ],
  [
    'what another one’s step asked is emptied, as records are',
    (theirs) => [by(1, { kind: 'save-settings', amends: commandLine(theirs, { input: '{"x":1}' }) })],
  ],
];
