import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Items } from '../../renderer/src/requests/details/Parts.tsx';
import type { ItemView } from '../../shared/ipc/request-views.ts';
import { show } from './shown.tsx';

test('a loan that ended before it was due does not say that its due date was in some weeks', () => {
  const item = {
    itemId: 1,
    barcode: 'N-1',
    volume: 1,
    label: '',
    status: 'lost',
    use: 'for-patron',
    deskName: '',
    destinationName: '',
    senderName: '',
    receivedAt: null,
    partnerDueOn: null,
    holdUntil: null,
    loan: { loanedOn: null, dueOn: '9998-01-03', endedOn: '2026-11-30', renewals: 0, renewalDueOn: null },
  } as unknown as ItemView;
  show(<Items items={[item]} />);
  expect(screen.getByRole('listitem').textContent).toMatch(/was due 3 Jan 9998 · loan ended/);
});
