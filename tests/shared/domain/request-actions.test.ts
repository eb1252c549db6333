import { expect, test } from 'vitest';
import type { DecisionAction } from '../../../shared/domain/request-actions.ts';
import {
  asksForNote,
  bulkActions,
  isForMany,
  requestActionNames,
  requestActions,
} from '../../../shared/domain/request-actions.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import type { RequestFactsView } from '../../../shared/ipc/decision-views.ts';
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
    if (isForMany(action)) {
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

test('only cancelling is taken for many', () => {
  expect(bulkActions.map((action) => requestActions[action].many)).toEqual(['Cancel requests']);
});

test('Send says whom it asks, and who comes then', () => {
  const ahead = (partnerToAskName: string | null, nextPartnerName: string | null): string =>
    requestActions.send.window.note.ahead({ partnerToAskName, nextPartnerName } as RequestFactsView);
  expect(ahead('North', 'West')).toBe('Asks North. Then comes West.');
  expect(ahead('North', 'North')).toBe('Asks North.');
  expect(ahead('North', null)).toBe('Asks North.');
  expect(ahead(null, null)).toBe('No partner is left that can be asked: add partners first.');
});
