import { fireEvent, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { Instant, TurnId } from '../../shared/domain/ids.ts';
import type { ThreadEntry } from '../../shared/ipc/calls/thread.ts';
import type { Input } from '../../shared/ipc/contract.ts';
import { refuse } from '../../shared/ipc/result.ts';
import type { AppState, RequestSummary } from '../../shared/ipc/views.ts';
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
const turnId = 3 as TurnId;
const entry = (id: string, more: Partial<ThreadEntry> = {}): ThreadEntry => ({
  id,
  from: 'partner',
  who: '',
  at: '2026-11-25T10:41:00.000Z' as Instant,
  title: 'North University Library shipped it',
  facts: ['Due back 15 Jan 2027'],
  text: '',
  state: '',
  remark: '',
  isFailed: false,
  nextAt: null,
  isUnread: false,
  letter: null,
  note: null,
  mail: null,
  ...more,
});
const letter = (id: string, values: Partial<ThreadEntry>): ThreadEntry =>
  entry(id, { from: 'to-patron', title: 'Item ready', facts: [], ...values });
let entries: ThreadEntry[];
beforeEach(() => {
  entries = [
    entry('message-2', { isUnread: true, text: '<b>Handle</b> with care' }),
    letter('letter-1', { from: 'to-partner', title: 'Request', text: 'Any edition' }),
  ];
  desk.calls.length = 0;
  desk.answers['thread.entries'] = (input) => ({
    total: entries.length,
    entries: entries.slice(0, (input as Input<'thread.entries'>).limit),
  });
  desk.answers['thread.markRead'] = () => {
    entries = entries.map((one) => ({ ...one, isUnread: false }));
    desk.changed('requests');
    return null;
  };
});

const show = async (isOpen = true): Promise<void> => {
  const { Thread } = await import('../../renderer/src/requests/details/Thread.tsx');
  const counts = {
    count: entries.length,
    unread: entries.filter(({ isUnread }) => isUnread).length,
    active: 0,
  };
  await showAsking(
    <Thread request={request} state={state} turnId={turnId} counts={counts} isOpen={isOpen} />,
  );
};
const listed = async (): Promise<HTMLElement[]> => screen.findAllByRole('listitem');
const asked = (channel: string): unknown[] =>
  desk.calls.filter((call) => call.channel === channel).map(({ input }) => input);

test('a closed thread is loaded when it is opened, and what is new counts as read once it was in sight', async () => {
  await show(false);
  expect(screen.getByText(/2 messages/).textContent).toBe('2 messages, 1 new');
  expect(asked('thread.entries')).toEqual([]);
  const details = screen.getByRole('group') as HTMLDetailsElement;
  details.open = true;
  fireEvent(details, new Event('toggle'));
  const [theirs, ours] = await listed();
  expect(ours?.textContent).toContain('Any edition');
  expect(ours?.textContent).not.toContain('New');
  // Plain text: no markup of the partner.
  expect(theirs?.textContent).toContain('<b>Handle</b> with care');
  expect(theirs?.querySelector('b')).toBeNull();
  await waitFor(() => expect(asked('thread.entries')).toHaveLength(2));
  expect(asked('thread.markRead')).toEqual([{ requestId: 7, messageIds: [2], mailIds: [] }]);
  // It stays marked while it is shown.
  expect((await listed())[0]?.textContent).toContain('New');
});

test('entries out of sight stay unread', async () => {
  const { IntersectionObserver: all } = globalThis;
  globalThis.IntersectionObserver = class extends all {
    override observe(): void {
      /* Nothing comes into sight. */
    }
  };
  try {
    await show();
    expect((await listed())[0]?.textContent).toContain('New');
    expect(asked('thread.markRead')).toEqual([]);
  } finally {
    globalThis.IntersectionObserver = all;
  }
});

test('the newest entries are shown, and older ones on demand', async () => {
  entries = Array.from({ length: 12 }, (_, index) => entry(`message-${index + 1}`));
  await show();
  expect(await listed()).toHaveLength(10);
  fireEvent.click(screen.getByRole('button', { name: 'Show older (2)' }));
  await waitFor(async () => expect(await listed()).toHaveLength(12));
  expect(screen.queryByRole('button', { name: /^Show older/ })).toBeNull();
});

test('an empty thread is not shown', async () => {
  entries = [];
  await show();
  expect(screen.queryByRole('list')).toBeNull();
  expect(desk.calls).toEqual([]);
});

test('only a letter that could not be sent has its remark in red', async () => {
  entries = [
    letter('letter-1', { remark: '550 No such user', isFailed: true }),
    letter('letter-2', { remark: 'Marked as done by A. Clerk' }),
  ];
  await show();
  await listed();
  expect(screen.getByText('550 No such user').className).toContain('failed');
  expect(screen.getByText('Marked as done by A. Clerk').className).not.toContain('failed');
});

test('a reply is kept until it is sent', async () => {
  desk.answers['steps.take'] = () => refuse('bad-payload', 'Not now.');
  const { Reply } = await import('../../renderer/src/requests/details/Reply.tsx');
  const partnerName = 'North University Library';
  await showAsking(<Reply request={request} state={state} turnId={turnId} partnerName={partnerName} />);
  fireEvent.click(await screen.findByRole('button', { name: 'Reply' }));
  const box = screen.getByRole('textbox', { name: 'Message to North University Library' });
  expect((screen.getByRole('button', { name: 'Send' }) as HTMLButtonElement).disabled).toBe(true);
  fireEvent.change(box, { target: { value: 'Any edition' } });
  fireEvent.click(screen.getByRole('button', { name: 'Send' }));
  await waitFor(() => expect(screen.getByText('Not now.')).toBeDefined());
  expect(asked('steps.take')).toMatchObject([
    { kind: 'write-to-partner', input: { requestId: 7, turnId: 3, text: 'Any edition' } },
  ]);
  expect((box as HTMLTextAreaElement).value).toBe('Any edition');
});
