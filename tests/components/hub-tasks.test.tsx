import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import type { Instant, RequestId } from '../../shared/domain/ids.ts';
import type { DeskApi } from '../../shared/ipc/api.ts';
import type { HubTask } from '../../shared/ipc/hub-views.ts';
import { refuse } from '../../shared/ipc/result.ts';
import type { AppState } from '../../shared/ipc/views.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
const at = '2026-11-25T10:42:00.000Z' as Instant;
const told = { at, operatorName: 'B. Clerk', deskName: 'Hilltop Branch', workstation: 'Counter', typed: [] };
const task = (id: number, more: Partial<HubTask> = {}): HubTask => ({
  id,
  requestId: (100 + id) as RequestId,
  externalId: `01MAIN000${id}`,
  title: `Book ${id}`,
  step: 'Lent to the patron',
  headline: 'Lent until 4 Dec 2026',
  operatorName: 'A. Operator',
  deskName: 'Main Desk',
  at,
  why: 'The item is already on loan.',
  elsewhere: [
    { ...told, headline: 'Returned' },
    { ...told, headline: 'Renewed' },
  ],
  paper: ['Hold shelf slip'],
  workstation: 'Mail room',
  typed: [],
  patronName: 'A. Reader',
  item: 'N-31235',
  whereNow: 'Lent to B. Reader, due 4 Dec 2026.',
  later: [],
  choice: 'again',
  refusal: '',
  ...more,
});
let tasks: HubTask[];
beforeEach(() => {
  tasks = [task(1), task(2, { choice: 'by-hand', paper: [] }), task(3, { requestId: null, externalId: '' })];
  desk.calls.length = 0;
  desk.answers['hub.tasks'] = () => tasks;
  desk.answers['today.cards'] = () => [];
  desk.answers['hub.solve'] = (input) => {
    tasks = tasks.filter(({ id }) => id !== (input as { readonly id: number }).id);
    desk.changed('requests', 'hub');
    return null;
  };
});

const open = async (): Promise<void> => {
  const { TaskQueue } = await import('../../renderer/src/pages/today/tasks/TaskQueue.tsx');
  const { ReceivingProvider, startReceiving } =
    await import('../../renderer/src/steps/receiving/receiving-actor.ts');
  const receiving = startReceiving((globalThis as unknown as { desk: DeskApi }).desk);
  onTestFinished(() => void receiving.stop());
  await showAsking(
    <ReceivingProvider value={receiving}>
      <TaskQueue state={{} as AppState} />
    </ReceivingProvider>,
  );
  await screen.findByRole('feed');
};
const card = (place: number): HTMLElement => {
  const found = screen.getAllByRole('article')[place];
  if (!found) throw new Error(`There is no task ${place}.`);
  return found;
};
const solved = (): unknown => desk.calls.findLast(({ channel }) => channel === 'hub.solve')?.input;
const press = (key: string): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key });
};

test('a task shows what was done at both desks, why only one counts, and which slip is invalid', async () => {
  await open();
  const [first] = screen.getAllByRole('article');
  const text = first?.textContent ?? '';
  for (const words of [
    'Lent to the patron',
    '01MAIN0001',
    'Book 1',
    'Lent until',
    'A. Operator',
    'Main Desk',
  ])
    expect(text).toContain(words);
  expect(text.indexOf('Returned')).toBeLessThan(text.indexOf('Renewed'));
  expect(text).toContain('The item is already on loan.');
  expect(text).toContain('Printed but not valid. Discard: Hold shelf slip');
  const names = (of: HTMLElement): string[] =>
    within(of)
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
  expect(names(card(0))).toEqual(['Redo', 'Open request', 'Mark as done']);
  // A step taken manually, and a task without a request.
  expect(names(card(1))).toEqual(['Mark as done', 'Open request']);
  expect(names(card(2))).toEqual(['Redo', 'Mark as done']);
});

test('text typed at both desks is shown in full and can be copied, also by keyboard', async () => {
  const long = 'Call the patron first. '.repeat(12).trim();
  tasks = [
    task(1, {
      typed: [{ label: 'Note', text: long }],
      elsewhere: [{ ...told, headline: 'Declined', typed: [{ label: 'Reason', text: 'Too late' }] }],
      later: [{ step: 'Reported damaged', headline: '', at, typed: [{ label: 'Note', text: 'Wet' }] }],
    }),
  ];
  await open();
  const text = card(0).textContent;
  for (const words of [long, 'Reason', 'Too late', 'Reported damaged', 'Wet', 'A. Reader', 'N-31235'])
    expect(text).toContain(words);
  for (const words of ['workstation Mail room', 'workstation Counter', 'Lent to B. Reader'])
    expect(text).toContain(words);
  const copied: string[] = [];
  document.execCommand = () => {
    const event = new Event('copy') as ClipboardEvent & { clipboardData: unknown };
    Object.assign(event, { clipboardData: { setData: (_: string, data: string) => copied.push(data) } });
    return document.dispatchEvent(event);
  };
  const [copy] = within(card(0)).getAllByRole('button', { name: /^Copy/u });
  expect(copy?.tabIndex).toBe(0);
  if (copy) fireEvent.click(copy);
  expect(copied).toEqual([long]);
  await within(card(0)).findByText('Copied');
});

test('the default button can succeed, and a button that would be refused says why', async () => {
  tasks = [
    task(1, { refusal: 'It is lent to somebody else.' }),
    task(2, { choice: 'wanted-here' }),
    task(3, { choice: 'wanted-there' }),
    task(4, { choice: 'wanted-here', refusal: 'The return cannot be undone.' }),
  ];
  await open();
  const names = (of: HTMLElement): string[] =>
    within(of)
      .getAllByRole('button')
      .map(({ textContent }) => textContent);
  expect(names(card(0))).toEqual(['Mark as done', 'Open request', 'Redo']);
  expect(card(0).textContent).toContain('is not possible now: It is lent to somebody else.');
  expect(names(card(1))).toEqual(['Keep', 'Open request', 'Return']);
  expect(names(card(2))).toEqual(['Keep', 'Open request', 'Return']);
  expect(names(card(3))).toEqual(['Return', 'Open request', 'Keep']);
  fireEvent.click(within(card(2)).getByRole('button', { name: 'Return' }));
  await waitFor(() => expect(solved()).toMatchObject({ id: 3, how: 'again' }));
});

test('the arrow keys move through the tasks, and after one is solved the next gets the focus, on the same button', async () => {
  await open();
  act(() => card(0).focus());
  press('ArrowDown');
  expect(document.activeElement).toBe(card(1));
  press('End');
  expect(document.activeElement).toBe(card(2));
  press('Home');
  expect(document.activeElement).toBe(card(0));
  // Each task has its own Tab stop: the buttons of the others are skipped.
  expect(within(card(0)).getByText('Mark as done').closest('button')?.tabIndex).toBe(0);
  expect(within(card(1)).getByText('Mark as done').closest('button')?.tabIndex).toBe(-1);
  const done = within(card(0)).getByRole('button', { name: 'Mark as done' });
  act(() => done.focus());
  fireEvent.click(done);
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(2));
  expect(solved()).toMatchObject({ id: 1, how: 'done' });
  await waitFor(() =>
    expect(document.activeElement).toBe(within(card(0)).getByRole('button', { name: 'Mark as done' })),
  );
  expect(card(0).textContent).toContain('01MAIN0002');
});

test('a repeated refusal is shown in the task, which stays', async () => {
  desk.answers['hub.solve'] = () => refuse('item-on-loan', 'The item is on loan to somebody else.');
  await open();
  const again = within(card(0)).getByRole('button', { name: 'Redo' });
  act(() => again.focus());
  fireEvent.click(again);
  expect((await within(card(0)).findByRole('alert')).textContent).toContain('on loan to somebody else');
  expect(solved()).toMatchObject({ id: 1, how: 'again' });
  expect(document.activeElement).toBe(again);
  expect(within(card(1)).queryByRole('alert')).toBeNull();
});

test('a task solved at another desk leaves the list, and the focus stays on the current task', async () => {
  await open();
  act(() => card(1).focus());
  tasks = tasks.filter(({ id }) => id !== 1);
  act(() => desk.changed('hub'));
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(2));
  expect(document.activeElement).toBe(card(0));
  expect(card(0).textContent).toContain('01MAIN0002');
  expect(card(0).tabIndex).toBe(0);
  // The focused task leaves: the focus moves to the one in its place.
  tasks = tasks.filter(({ id }) => id !== 2);
  act(() => desk.changed('hub'));
  await waitFor(() => expect(screen.getAllByRole('article')).toHaveLength(1));
  await waitFor(() => expect(document.activeElement).toBe(card(0)));
  tasks = [];
  act(() => desk.changed('hub'));
  await screen.findByText(/^No tasks\./u);
  await waitFor(() =>
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Requests in this queue'),
  );
});
