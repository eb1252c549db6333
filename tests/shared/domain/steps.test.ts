import { expect, test } from 'vitest';
import * as z from 'zod';
import type { TurnId } from '../../../shared/domain/ids.ts';
import { patronNotification } from '../../../shared/domain/letters/partner-notifications.ts';
import type { Volume } from '../../../shared/domain/life/volume.ts';
import {
  asksForNote,
  bulkKinds,
  factsOf,
  menuKinds,
  stepKinds,
  steps,
  type DecisionKind,
  type NoteKind,
  type StepKind,
} from '../../../shared/domain/steps/all-steps.ts';
import type { PreviewFacts } from '../../../shared/domain/steps/step.ts';
import { inputShapes } from '../../../shared/ipc/input-shapes.ts';
import { askedStep, stepOfStaff } from '../../../shared/ipc/step-inputs.ts';
import { askedTurn, lifeOfParts, turnOf, volumeOf } from '../../renderer/support/life.ts';

const windows = stepKinds.filter((kind): kind is DecisionKind => steps[kind].window !== null);

const fieldsOf = (kind: StepKind): string[] => Object.keys(factsOf(kind).input(inputShapes));
/** The required fields. */
const neededBy = (kind: StepKind): string[] =>
  Object.entries(factsOf(kind).input(inputShapes)).flatMap(([name, shape]) =>
    z.safeParse(shape, undefined).success ? [] : [name],
  );

test('all kinds of the menu have a window, except receiving, lending and returning, which have pages', () => {
  expect(menuKinds.filter((kind) => !windows.some((each) => each === kind))).toEqual([
    'receive',
    'return',
    'lend',
  ]);
});

test('a step decided in a window names the request and the displayed version, and answers with its outcome', () => {
  for (const kind of windows) {
    expect(fieldsOf(kind), kind).toEqual(expect.arrayContaining(['opId', 'requestId', 'asOf']));
    expect(factsOf(kind).answer, kind).toBe('outcome');
  }
});

test('a window that asks only for a note is for a step without other input', () => {
  const asking = windows.filter(asksForNote);
  expect(asking).toContain('send-request');
  for (const kind of asking)
    expect(neededBy(kind).toSorted(), kind).toEqual(['asOf', 'note', 'opId', 'requestId']);
});

test('the steps that can be taken for many requests, in menu order', () => {
  expect(bulkKinds.map((kind) => steps[kind].menu.many)).toEqual([
    'Renew',
    'Cancel requests',
    'Send',
    'Record partner’s answer',
    'Claim',
    'Go on',
    'Complete',
  ]);
});

test('a step accepts only the input of its own kind', () => {
  const opId = '0193a5c0-0000-7000-8000-000000000001';
  const isRead = (asked: unknown): boolean => askedStep.safeParse(asked).success;
  const input = { opId, requestId: 1, text: 'Look here', active: true };
  expect(isRead({ kind: 'add-note', input })).toBe(true);
  for (const kind of ['receive', 'constructor', '__proto__', 'toString', '', null, 5, ['add-note']])
    expect(isRead({ kind, input }), String(kind)).toBe(false);
  expect(isRead({ kind: 'add-note', input: { ...input, redoes: opId } })).toBe(false);
  expect(isRead({ kind: 'add-note', input, by: 1 })).toBe(false);
  expect(isRead({ kind: 'add-note' })).toBe(false);
  expect(isRead(input)).toBe(false);
});

const north = 1 as TurnId;
const west = 2 as TurnId;
const partner = (turnId: TurnId, name: string, address: 'good' | 'hand') => ({
  turnId,
  name,
  address,
  isHeld: false,
});
const shipped = lifeOfParts({ turns: [askedTurn(1, { state: 'shipped' }), turnOf(2)] });
const nothingWaits = { shelved: 0, toScanIn: 0, letter: null } as const;
const someRequest: PreviewFacts = {
  life: shipped,
  askable: [west],
  needsConsent: [],
  renewsItself: [],
  patron: { name: 'Reader, A.', address: 'good' },
  cancelNotify: false,
  lettersWait: null,
  waitsAgain: { kept: nothingWaits, wantedAgain: nothingWaits },
  libraryOff: [],
  partners: [partner(north, 'North', 'good'), partner(west, 'West', 'hand')],
};
const previewOf = (kind: NoteKind, change: Partial<PreviewFacts> = {}): string =>
  steps[kind].window.note.preview({ ...someRequest, ...change }).join(' ');

test('Withdraw renewal names each asked partner that has not answered; others are told nothing', () => {
  const lent = (id: number, changes: Partial<Volume> = {}): Volume =>
    volumeOf(id, 'on-loan', { renewal: 'asked', ...changes });
  const withdrawn = (...volumes: readonly Volume[]): string =>
    previewOf('withdraw-renewal', { life: lifeOfParts({ turns: [askedTurn(1), askedTurn(2)], volumes }) });
  const toldNorth = 'North will be notified that we no longer want the renewal.';
  expect(withdrawn(lent(1))).toContain(toldNorth);
  const both = withdrawn(lent(1, { turnId: west }), lent(2), lent(3));
  expect(both).toContain(
    'Notify West yourself that we no longer want the renewal (this partner is contacted by hand; the letter is under Contact by hand).',
  );
  expect(both.split(toldNorth)).toHaveLength(2);
  expect(
    withdrawn(lent(1, { renewal: 'mediated' }), lent(2, { place: 'returned-to-partner', renewal: 'none' })),
  ).not.toContain('North');
});

test('previews depend on which letters are written', () => {
  expect(previewOf('claim-parcel')).toContain('North will be asked where the parcel is.');
  expect(previewOf('ask-next-partner')).toBe(
    'North will be notified that we no longer need it. Ask West yourself to lend it (this partner is contacted by hand; the letter is under Contact by hand).',
  );
  const digitally = (change: Partial<PreviewFacts> = {}): string =>
    patronNotification({ ...someRequest, ...change }, 'received-digitally').join(' ');
  expect(digitally()).toBe('The patron will be notified.');
  const libraryOff = ['patron-received-digitally', 'partner-claim'];
  expect(digitally({ libraryOff })).toBe('The patron will not be notified (this letter is switched off).');
  expect(previewOf('claim-parcel', { libraryOff })).toContain(
    'Ask North yourself where the parcel is (this letter is switched off).',
  );
  expect(previewOf('refuse-renewal', { patron: null })).toContain('No patron will be notified');
});

test('Send says whom it asks: the first partner that can be asked, or that none is left', () => {
  const life = lifeOfParts({ turns: [turnOf(1), turnOf(2)] });
  const ahead = (...askable: readonly TurnId[]): string => previewOf('send-request', { life, askable });
  expect(ahead(north, west)).toBe('North will be asked to lend it.');
  expect(ahead(west)).toContain('West');
  expect(ahead()).toBe('No partners left to ask. Add partners first.');
});

test('the page cannot request steps that come from a file or from another step', () => {
  const opId = '01a228f6-6e41-73b4-8157-4c39f91ed9e5';
  const asked = { kind: 'return-at-other-desk', input: { opId, itemId: 1 } };
  expect(askedStep.safeParse(asked).success).toBe(true);
  expect(stepOfStaff.safeParse(asked).success).toBe(false);
  expect(stepOfStaff.safeParse({ ...asked, kind: 'return' }).success).toBe(true);
});
