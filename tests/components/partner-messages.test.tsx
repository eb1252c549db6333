import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { Instant, TurnId } from '../../shared/domain/ids.ts';
import type { PartnerMessageView } from '../../shared/ipc/partner-message-views.ts';
import type { AppState, RequestSummary } from '../../shared/ipc/views.ts';
import { refuse } from '../../shared/ipc/result.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
const request = { id: 7, externalId: 'R1', libraryId: 1, libraryName: 'Main' } as RequestSummary;
const state = {
  operator: {
    id: 1,
    name: 'A',
    hasPin: false,
    grants: [{ role: 'fulfillment-services-operator', libraryId: 1, deskId: null }],
  },
  desk: { id: 1, name: 'Desk', libraryId: 1, libraryName: 'Main', holdShelf: true, receives: true },
} as unknown as AppState;
const message = (messageId: number, more: Partial<PartnerMessageView> = {}): PartnerMessageView => ({
  messageId,
  from: 'partner',
  turnId: 3 as TurnId,
  partnerName: 'North University Library',
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
  await showAsking(
    <PartnerMessages request={request} state={state} exchanged={{ count: messages.length, unread }} />,
  );
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

test('a reply goes to the partner of the last message, and is kept until it is sent', async () => {
  desk.answers['steps.take'] = () => refuse('bad-payload', 'Not now.');
  await show(0);
  open();
  fireEvent.click(await screen.findByRole('button', { name: 'Reply' }));
  const box = screen.getByRole('textbox', { name: 'Message to North University Library' });
  expect((screen.getByRole('button', { name: 'Send' }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(box, { target: { value: 'Any edition' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(screen.getByText('Not now.')).toBeDefined());
  const [taken] = desk.calls.filter(({ channel }) => channel === 'steps.take');
  expect(taken?.input).toMatchObject({
    kind: 'write-to-partner',
    input: { requestId: 7, turnId: 3, text: 'Any edition' },
  });
  expect((box as HTMLTextAreaElement).value).toBe('Any edition');
});
