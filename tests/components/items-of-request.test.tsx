import { cleanup, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Items } from '../../renderer/src/requests/details/Parts.tsx';
import type { ItemView } from '../../shared/ipc/request-views.ts';
import { show } from './shown.tsx';

const plain = {
  itemId: 1,
  barcode: 'N-1',
  volume: 1,
  label: '',
  use: 'for-patron',
  deskName: '',
  destinationName: '',
  senderName: '',
  receivedAt: null,
  partnerDueOn: null,
  holdUntil: null,
  loan: null,
};

const shown = (facts: object): string => {
  const item = { ...plain, ...facts } as unknown as ItemView;
  show(<Items items={[item]} />);
  return screen.getByRole('listitem').textContent;
};

test('an item received to go back is not said to be on the hold shelf; one that was there waits for no patron', () => {
  const back = { use: 'goes-back', status: 'on-hold-shelf', deskName: 'Main Desk' };
  const received = shown(back);
  expect(received).toMatch(/Main Desk · to go back$/);
  expect(received).not.toContain('hold shelf');
  cleanup();
  const cancelled = shown({ ...back, holdUntil: '9998-01-03' });
  expect(cancelled).toMatch(/On hold shelf, Main Desk · to go back$/);
});

test('an item that its partner has back is not due back', () => {
  const due = { partnerDueOn: '9998-01-03', deskName: '' };
  expect(shown({ ...due, status: 'on-hold-shelf' })).toContain('due back 3 Jan 9998');
  cleanup();
  expect(shown({ ...due, status: 'returned-to-partner' })).not.toContain('due back');
});

test('a loan that ended before it was due does not say that its due date was in some weeks', () => {
  const loan = {
    loanedOn: null,
    dueOn: '9998-01-03',
    endedOn: '2026-11-30',
    renewals: 0,
    renewalDueOn: null,
  };
  expect(shown({ status: 'lost', loan })).toMatch(/was due 3 Jan 9998 · loan ended/);
});
