import { expect, test } from 'vitest';
import { hubOf } from '../../../electron/main/sync/hub.ts';
import { pushedStep, pushOne } from '../../support/hub/pushed.ts';
import { sharedLibrary } from '../../support/hub/shared-library.ts';

// Whatever a workstation's login pushes, the others can parse everything in the order.

const shared = sharedLibrary();

const change = { t: 'request', id: 1, b: { title: 'x' }, a: { title: 'y' } };
const event = {
  requestId: 1,
  at: '2026-11-25T08:00:00.000Z',
  kind: 'receive',
  statusBefore: '',
  statusAfter: '',
  headline: '',
};
const line = { log: 'command_log', b: { op_id: 'step-0' }, a: { op_id: 'step-0', undone_by: null } };

test.each([
  ['no step', 5],
  ['a step that is said to be emptied', { ...pushedStep(1), gone: true }],
  ['without its time zone', { ...pushedStep(1), timeZone: undefined }],
  ['of an operator in words', { ...pushedStep(1), operatorId: 'one' }],
  ['keys that are none', { ...pushedStep(1), writes: ['request:1', 2] }],
  ['history that is no list', { ...pushedStep(1), events: {} }],
  ['history without its time', { ...pushedStep(1), events: [{ ...event, at: undefined }] }],
  ['history of a turn in words', { ...pushedStep(1), events: [{ ...event, turnId: 'one' }] }],
  ['history of a part of a turn', { ...pushedStep(1), events: [{ ...event, turnId: 1.5 }] }],
  ['history in a list of lists', { ...pushedStep(1), events: [[event]] }],
  ['a row of which nobody knows how it was', { ...pushedStep(1), changes: [{ ...change, b: undefined }] }],
  ['a row that is a list', { ...pushedStep(1), changes: [{ ...change, a: [change.a] }] }],
  ['a field that is a list', { ...pushedStep(1), changes: [{ ...change, a: { more: ['y'] } }] }],
  ['a field that is yes or no', { ...pushedStep(1), changes: [{ ...change, a: { more: true } }] }],
  ['a number beyond all ids', { ...pushedStep(1), changes: [{ ...change, a: { more: 1e300 } }] }],
  ['a row under another id', { ...pushedStep(1), changes: [{ t: 'partner', id: 9, b: null, a: { id: 8 } }] }],
  ['a line of no log', { ...pushedStep(1), amends: [{ ...line, log: 'operator' }] }],
  [
    'a line of which nobody knows what stood there',
    { ...pushedStep(1), amends: [{ ...line, log: 'change_log' }] },
  ],
  ['a line without its step', { ...pushedStep(1), amends: [{ ...line, a: { op_id: null } }] }],
])('%s is forbidden', (_, step) =>
  shared.hub.playOn(async () => {
    expect(await pushOne(shared, step)).toEqual(['forbidden', expect.stringContaining('HB009 misshapen')]);
    expect(await pushOne(shared, pushedStep(1))).toBe('accepted');
  }),
);

const receive = { ...pushedStep(1), kind: 'edit-request' };
test.each([
  ['of nobody', { ...receive, operatorId: 99 }],
  ['at no desk', { ...receive, deskId: null }],
  ['on a request that is not there', { ...receive, requestId: 99 }],
  ['with history of a request that is not there', { ...receive, events: [{ ...event, requestId: 99 }] }],
  ['with an input that is no JSON', { ...receive, input: '{' }],
  [
    'that says of another what is no JSON',
    { ...receive, amends: [{ ...line, a: { op_id: 'step-1', input: '{' } }] },
  ],
  [
    'that lets a step be taken back by none',
    { ...receive, amends: [{ ...line, a: { op_id: 'step-1', undone_by: 'step-9' } }] },
  ],
  ['with a number that is none', { ...receive, changes: [{ ...change, a: { patron_id: 'one' } }] }],
])('a step %s is forbidden', (_, step) =>
  shared.hub.playOn(async () => {
    expect(await pushOne(shared, step)).toEqual(['forbidden', expect.any(String)]);
    expect(await pushOne(shared, { ...receive, events: [event] })).toBe('accepted');
    const { ops } = await hubOf(shared.hub.queryAs(2)).pull(0, 0, 10);
    expect(ops).toHaveLength(1);
  }),
);
