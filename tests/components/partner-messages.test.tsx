import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { Instant, RequestId } from '../../shared/domain/ids.ts';
import type { PartnerMessageView } from '../../shared/ipc/partner-message-views.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
const requestId = 7 as RequestId;
const message = (messageId: number, more: Partial<PartnerMessageView> = {}): PartnerMessageView => ({
  messageId,
  from: 'partner',
  at: `2026-11-25T10:4${messageId}:00.000Z` as Instant,
  sentence: 'North University Library shipped it',
  facts: ['Due back 15 Jan 2027'],
  note: '',
  state: '',
  isUnread: false,
  ...more,
});
let messages: PartnerMessageView[];
beforeEach(() => {
  messages = [
    message(1, { from: 'us', sentence: 'We requested it', facts: [], note: 'Any edition' }),
    message(2, { isUnread: true, note: '<b>Handle</b> with care' }),
  ];
  desk.calls.length = 0;
  desk.answers['partnerMessages.ofRequest'] = () => messages;
  desk.answers['partnerMessages.markRead'] = () => {
    messages = messages.map((one) => ({ ...one, isUnread: false }));
    desk.changed('requests');
    return null;
  };
});

const show = async (unread = 1): Promise<void> => {
  const { PartnerMessages } = await import('../../renderer/src/requests/details/PartnerMessages.tsx');
  await showAsking(<PartnerMessages requestId={requestId} exchanged={{ count: messages.length, unread }} />);
};
const open = (): void => {
  const details = screen.getByRole('group') as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
};
const asked = (): string[] => desk.calls.map(({ channel }) => channel);

test('the messages are loaded when the thread is opened, and only then count as read', async () => {
  await show();
  expect(screen.getByText(/2 messages/).textContent).toBe('2 messages, 1 new');
  expect(asked()).toEqual([]);
  open();
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(2));
  const [ours, theirs] = screen.getAllByRole('listitem');
  expect(ours?.textContent).toContain('We requested it');
  expect(ours?.textContent).not.toContain('new');
  // Plain text: no markup of the partner.
  expect(theirs?.textContent).toContain('<b>Handle</b> with care');
  expect(theirs?.querySelector('b')).toBeNull();
  await waitFor(() => expect(asked()).toContain('partnerMessages.markRead'));
  // It stays marked while it is shown.
  await waitFor(() => expect(asked().filter((one) => one === 'partnerMessages.ofRequest')).toHaveLength(2));
  expect(screen.getAllByRole('listitem')[1]?.textContent).toContain('new');
  expect(asked().filter((one) => one === 'partnerMessages.markRead')).toHaveLength(1);
});

test('nothing is marked as read that was read, and nothing is shown where nothing was said', async () => {
  messages = [message(1)];
  await show(0);
  expect(screen.getByText(/1 message/).textContent).toBe('1 message');
  open();
  await waitFor(() => expect(screen.getAllByRole('listitem')).toHaveLength(1));
  expect(asked()).toEqual(['partnerMessages.ofRequest']);
});
