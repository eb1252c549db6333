import { expect, test } from 'vitest';
import type { ItemId, PartnerId } from '../../../shared/domain/ids.ts';
import type { Volume } from '../../../shared/domain/life/volumes.ts';
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
import type { PartnersAhead } from '../../../shared/domain/steps/step.ts';
import { inputShapes } from '../../../shared/ipc/input-shapes.ts';
import { askedStep, stepOfStaff } from '../../../shared/ipc/step-inputs.ts';

const windows = stepKinds.filter((kind): kind is DecisionKind => steps[kind].window !== null);

const fieldsOf = (kind: StepKind): string[] => Object.keys(factsOf(kind).input(inputShapes));

test('all kinds of the menu but receiving and returning, which have pages, have a window', () => {
  expect(menuKinds.filter((kind) => !windows.some((each) => each === kind))).toEqual(['receive', 'return']);
});

test('what is decided in a window names the request and the state that the person saw, and answers with its outcome', () => {
  for (const kind of windows) {
    expect(fieldsOf(kind), kind).toEqual(expect.arrayContaining(['opId', 'requestId', 'asOf']));
    expect(factsOf(kind).answer, kind).toBe('outcome');
  }
});

test('a window that asks for a note alone is for a step that asks for nothing else', () => {
  const asking = windows.filter(asksForNote);
  expect(asking).toContain('send-request');
  for (const kind of asking)
    expect(fieldsOf(kind).toSorted(), kind).toEqual(['asOf', 'note', 'opId', 'requestId']);
});

test('what is taken for many at once, in the order of the menu', () => {
  expect(bulkKinds.map((kind) => steps[kind].menu.many)).toEqual([
    'Renew',
    'Cancel requests',
    'Send',
    'Record partner’s answer',
    'Claim',
    'Complete',
  ]);
});

test('a step is read with the input of its own kind, and nothing else', () => {
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

const north = 1 as PartnerId;
const west = 2 as PartnerId;
const someRequest: PartnersAhead = {
  patronName: 'Reader, A.',
  partner: { id: north, name: 'North' },
  partnerToAskId: north,
  nextPartnerId: west,
  life: { volumes: [] },
  readers: {
    libraryOff: [],
    partners: [
      { id: north, name: 'North', lettersOff: [] },
      { id: west, name: 'West', lettersOff: ['partner-request', 'partner-renewal-withdrawn'] },
    ],
  },
};
const aheadOf = (kind: NoteKind, change: Partial<PartnersAhead> = {}): string =>
  steps[kind].window.note.ahead({ ...someRequest, ...change });

test('Withdraw renewal names each partner that was asked and has not answered; who was not asked hears nothing', () => {
  const volume = (partnerId: PartnerId | null, more: Partial<Volume> = {}): Volume => ({
    id: 1 as ItemId,
    partnerId,
    status: 'on-loan',
    broughtBack: false,
    renewal: 'asked',
    demand: 'none',
    report: 'none',
    dueOn: null,
    ...more,
  });
  const withdrawn = (...volumes: readonly Volume[]): string =>
    aheadOf('withdraw-renewal', { life: { volumes } });
  const stays = 'The renewal is not wanted any more. The due date stays as it is.';
  expect(withdrawn(volume(null))).toBe(`${stays} North is told.`);
  expect(withdrawn(volume(west), volume(north), volume(north))).toBe(
    `${stays} Tell West yourself: no letter of this kind goes to it. North is told.`,
  );
  expect(
    withdrawn(volume(north, { renewal: 'mediated' }), volume(west, { status: 'returned-to-partner' })),
  ).toBe(stays);
});

test('what windows promise depends on what is written', () => {
  expect(aheadOf('claim-parcel')).toBe('North is asked where it is. The request waits for its answer.');
  expect(aheadOf('ask-next-partner')).toBe(
    'Asks West next. Tell West yourself: no letter of this kind goes to it. North is told that it is not needed any more.',
  );
  expect(aheadOf('receive-digitally')).toContain('The patron is told.');
  const readers = { ...someRequest.readers, libraryOff: ['patron-received-digitally', 'partner-claim'] };
  expect(aheadOf('receive-digitally', { readers })).toContain(
    'The patron is not told: this letter is switched off.',
  );
  expect(aheadOf('claim-parcel', { readers })).toBe(
    'Ask North yourself where it is: no letter of this kind goes to it. The request waits for its answer.',
  );
  expect(aheadOf('refuse-renewal', { patronName: '' })).toContain('Nobody is told');
});

test('Send says whom it asks, and who comes then', () => {
  const ahead = (partnerToAskId: PartnerId | null, nextPartnerId: PartnerId | null): string =>
    steps['send-request'].window.note.ahead({ ...someRequest, partnerToAskId, nextPartnerId });
  expect(ahead(north, west)).toBe('Asks North. Then comes West.');
  expect(ahead(north, north)).toBe('Asks North.');
  expect(ahead(north, null)).toBe('Asks North.');
  expect(ahead(null, null)).toBe('No partner is left that can be asked: add partners first.');
});

test('what comes from a file, or from the body of another step, cannot be asked for by the page', () => {
  const opId = '01a228f6-6e41-73b4-8157-4c39f91ed9e5';
  const asked = { kind: 'return-at-other-desk', input: { opId, itemId: 1 } };
  expect(askedStep.safeParse(asked).success).toBe(true);
  expect(stepOfStaff.safeParse(asked).success).toBe(false);
  expect(stepOfStaff.safeParse({ ...asked, kind: 'return' }).success).toBe(true);
});
