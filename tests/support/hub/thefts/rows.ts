import type { OutgoingStep } from '../../../../electron/main/sync/wire.ts';
import { by, changed, request, note, ended, open, deep, own, at, type Attack } from './pieces.ts';

/** What a stolen login tries: ids, rows and steps that are none. */
export const theftsOfRows: readonly Attack[] = [
  // Numbers.
  [
    'an id that another workstation gives',
    () => [by(1, { kind: 'add-note', requestId: 1, changes: [note(1, 2 ** 32 + 5_000)] })],
  ],
  [
    'an id that a later workstation gives',
    () => [by(1, { kind: 'add-note', requestId: 1, changes: [note(1, 7 * 2 ** 32)] })],
  ],
  ['an id from before the hub', () => [by(1, { kind: 'add-note', requestId: 1, changes: [note(1, 77)] })]],
  ['an id below all', () => [by(1, { kind: 'add-note', requestId: 1, changes: [note(1, -5)] })]],
  [
    'a row comes back under an id that no undone step deleted',
    (theirs) => [
      by(1, {
        kind: 'undo',
        requestId: 2,
        input: JSON.stringify({ undoes: theirs }),
        changes: [note(2, 2 ** 32 + 5_000)],
      }),
    ],
  ],
  [
    'a row gets another id',
    () => [by(1, { kind: 'edit-request', requestId: 1, changes: request(1, { id: 1 }, { id: own }) })],
  ],
  ['the number of another workstation', () => [{ workstation: 1 }]],
  ['a number that comes later', () => [{ n: 1_000 }]],
  [
    'a step twice',
    (theirs) => [by(1, { kind: 'add-note', requestId: 1, opId: theirs as OutgoingStep['opId'] })],
  ],
  // Rows that are none.
  [
    'a column that is nowhere',
    () => [by(1, { kind: 'add-note', requestId: 1, changes: request(1, { ghost: null }, { ghost: 1 }) })],
  ],
  [
    'a table that is nowhere',
    () => [
      by(1, {
        kind: 'add-note',
        requestId: 1,
        changes: [changed('command_log', 1, { kind: '' }, { kind: 'x' })],
      }),
    ],
  ],
  [
    'a number as text',
    () => [
      by(1, {
        kind: 'add-note',
        requestId: 1,
        changes: request(1, { volumes_expected: null }, { volumes_expected: '3' }),
      }),
    ],
  ],
  [
    'a count of none',
    () => [
      by(1, {
        kind: 'add-note',
        requestId: 1,
        changes: request(1, { volumes_expected: null }, { volumes_expected: 0 }),
      }),
    ],
  ],
  [
    'a day that is none',
    () => [
      by(1, {
        kind: 'edit-request',
        requestId: 1,
        changes: request(1, { due_on: '2027-01-15' }, { due_on: '2027-02-30' }),
      }),
    ],
  ],
  [
    'a moment that is none',
    () => [by(1, { kind: 'add-note', requestId: 1, changes: [note(1, own, { created_at: 'yesterday' })] })],
  ],
  [
    'a word that is in no list',
    () => [by(1, { kind: 'add-note', requestId: 1, changes: [note(1, own, { author: 'thief' })] })],
  ],
  [
    'JSON that is none',
    () => [
      by(1, {
        kind: 'save-settings',
        changes: [{ t: 'library_setting', id: own, b: null, a: { id: own, key: 'library', value: '{' } }],
      }),
    ],
  ],
  [
    'JSON that is nested too deep',
    () => [
      by(1, {
        kind: 'save-settings',
        changes: [
          { t: 'library_setting', id: own, b: null, a: { id: own, key: 'library', value: deep(2_000) } },
        ],
      }),
    ],
  ],
  [
    'an empty identifier',
    () => [
      by(1, {
        kind: 'edit-request',
        requestId: 1,
        changes: request(1, { external_id: 'R-1' }, { external_id: '' }),
      }),
    ],
  ],
  [
    'the identifier of another request in other letters',
    () => [
      by(1, {
        kind: 'edit-request',
        requestId: 1,
        changes: request(1, { external_id: 'R-1' }, { external_id: 'r-2' }),
      }),
    ],
  ],
  ['a row of nothing', () => [by(1, { kind: 'add-note', requestId: 1, changes: [note(99)] })]],
  [
    'a letter of a step that is nowhere',
    () => [
      by(1, {
        kind: 'cancel',
        requestId: 1,
        changes: [
          {
            t: 'outbox',
            id: own,
            b: null,
            a: {
              id: own,
              op_id: 'step-9',
              request_id: 1,
              recipient: 'patron',
              kind: 'cancelled',
              payload: '{}',
              state: 'waiting',
              created_at: at,
              updated_at: at,
            },
          },
        ],
      }),
    ],
  ],
  [
    'a letter as nobody wrote it',
    () => [
      {
        changes: [
          {
            t: 'outbox',
            id: own,
            b: null,
            a: {
              id: own,
              library_id: 1,
              request_id: 1,
              recipient: 'patron',
              kind: 'due-soon',
              payload: '{}',
              letter: '{"to":"me"}',
              state: 'waiting',
              created_at: at,
              updated_at: at,
            },
          },
        ],
      },
    ],
  ],
  [
    'another one’s letter goes',
    () => [{ changes: [{ t: 'outbox', id: 1, b: { id: 1, corrected: 0, kind: 'received' }, a: null }] }],
  ],
  // The step itself.
  ['a step of a day that is none', () => [{ at: '2026-02-30T08:00:00Z' as OutgoingStep['at'] }]],
  ['a step of no zone', () => [{ timeZone: "'; --" }]],
  ['an input that is nested too deep', () => [by(1, { kind: 'add-note', requestId: 1, input: deep(5_000) })]],
  [
    'a step of 40 megabytes',
    () => [
      by(1, { kind: 'add-note', requestId: 1, changes: [note(1, own, { body: 'x'.repeat(40_000_000) })] }),
    ],
  ],
  [
    'a list in a list in a list',
    () => [
      by(1, {
        kind: 'add-note',
        requestId: 1,
        changes: [{ ...note(1), more: JSON.parse(deep(3_000)) as object } as never],
      }),
    ],
  ],
  // In the name of a file.
  [
    'a file that somebody imports who may not',
    () => [
      by(2, { kind: 'import', input: '{}', answer: '{"outcome":"running"}' }),
      { changes: request(1, open, ended) },
    ],
  ],
];
