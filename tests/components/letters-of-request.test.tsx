import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Messages } from '../../renderer/src/requests/details/Parts.tsx';
import type { MessageView } from '../../shared/ipc/request-views.ts';
import { show } from './shown.tsx';

const letter = (state: MessageView['state'], note: string): MessageView =>
  ({
    messageId: 1,
    recipient: 'patron',
    kind: 'item-ready',
    state,
    note,
    createdAt: '2026-11-25T10:42:00.000Z',
    updatedAt: '2026-11-25T10:43:00.000Z',
    nextAt: null,
    corrected: false,
    letter: null,
  }) as MessageView;

test('the mail server’s answer is not shown with a letter that was sent, and a reason why one was not is', () => {
  show(<Messages messages={[letter('sent', '250 2.0.0 Taken')]} />);
  expect(screen.getByRole('listitem').textContent).toContain('sent');
  expect(screen.queryByText('250 2.0.0 Taken')).toBeNull();
});

test('only a letter that could not be sent has its note in red', () => {
  show(
    <Messages
      messages={[
        letter('needs-person', '550 No such user'),
        { ...letter('by-hand', 'Marked as done by A. Clerk'), messageId: 2 },
      ]}
    />,
  );
  expect(screen.getByText('550 No such user').className).toContain('failed');
  expect(screen.getByText('Marked as done by A. Clerk').className).not.toContain('failed');
});
