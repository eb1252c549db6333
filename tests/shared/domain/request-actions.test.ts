import { expect, test } from 'vitest';
import type { ItemId, PartnerId } from '../../../shared/domain/ids.ts';
import type { Volume } from '../../../shared/domain/life/volumes.ts';
import type { NoteAction, PartnersAhead } from '../../../shared/domain/request-actions.ts';
import type { DecisionAction } from '../../../shared/domain/request-actions.ts';
import {
  asksForNote,
  bulkActions,
  isInOneCall,
  requestActionNames,
  requestActions,
} from '../../../shared/domain/request-actions.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { requestResult } from '../../../shared/ipc/decision-views.ts';
import { outcome } from '../../../shared/ipc/views.ts';

const windows = requestActionNames.filter(
  (action): action is DecisionAction => 'window' in requestActions[action],
);

/** The fields that the call of an action takes. */
const fieldsOf = (action: DecisionAction): string[] =>
  Object.keys(contract[requestActions[action].window.channel].input.shape);

test('all actions but receiving and returning, which have pages, have a window', () => {
  expect(requestActionNames.filter((action) => !windows.some((each) => each === action))).toEqual([
    'receive',
    'return',
  ]);
});

test('the call of a window takes the requests as its action says, and answers with what became of them', () => {
  for (const action of windows) {
    const { output } = contract[requestActions[action].window.channel];
    if (isInOneCall(action)) {
      expect(fieldsOf(action), action).toContain('requests');
      expect('element' in output && output.element, action).toBe(requestResult);
    } else {
      expect(fieldsOf(action), action).toEqual(expect.arrayContaining(['opId', 'requestId', 'asOf']));
      expect(output, action).toBe(outcome);
    }
  }
});

test('a window that asks for a note alone has a call that takes nothing else', () => {
  const asking = windows.filter(asksForNote);
  expect(asking).toContain('send');
  for (const action of asking)
    expect(fieldsOf(action).toSorted(), action).toEqual(['asOf', 'note', 'opId', 'requestId']);
});

test('what is taken for many at once, in the order of the menu', () => {
  expect(bulkActions.map((action) => requestActions[action].many)).toEqual([
    'Renew',
    'Cancel requests',
    'Send',
    'Record partner’s answer',
    'Claim',
    'Complete',
  ]);
});

const north = 1 as PartnerId;
const west = 2 as PartnerId;
const someRequest: PartnersAhead = {
  patronName: 'Reader, A.',
  partner: { id: north, name: 'North' },
  partnerToAskName: 'North',
  nextPartnerName: 'West',
  life: { volumes: [] },
  readers: {
    libraryOff: [],
    partners: [
      { id: north, name: 'North', lettersOff: [] },
      { id: west, name: 'West', lettersOff: ['partner-request', 'partner-renewal-withdrawn'] },
    ],
  },
};
const aheadOf = (action: NoteAction, change: Partial<PartnersAhead> = {}): string =>
  requestActions[action].window.note.ahead({ ...someRequest, ...change });

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
    aheadOf('withdrawRenewal', { life: { volumes } });
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
  expect(aheadOf('claim')).toBe('North is asked where it is. The request waits for its answer.');
  expect(aheadOf('askNext')).toBe(
    'Asks West next. Tell West yourself: no letter of this kind goes to it. North is told that it is not needed any more.',
  );
  expect(aheadOf('receiveDigitally')).toContain('The patron is told.');
  const readers = { ...someRequest.readers, libraryOff: ['patron-received-digitally', 'partner-claim'] };
  expect(aheadOf('receiveDigitally', { readers })).toContain(
    'The patron is not told: this letter is switched off.',
  );
  expect(aheadOf('claim', { readers })).toBe(
    'Ask North yourself where it is: no letter of this kind goes to it. The request waits for its answer.',
  );
  expect(aheadOf('refuseRenewal', { patronName: '' })).toContain('Nobody is told');
});

test('Send says whom it asks, and who comes then', () => {
  const ahead = (partnerToAskName: string | null, nextPartnerName: string | null): string =>
    requestActions.send.window.note.ahead({ ...someRequest, partnerToAskName, nextPartnerName });
  expect(ahead('North', 'West')).toBe('Asks North. Then comes West.');
  expect(ahead('North', 'North')).toBe('Asks North.');
  expect(ahead('North', null)).toBe('Asks North.');
  expect(ahead(null, null)).toBe('No partner is left that can be asked: add partners first.');
});
