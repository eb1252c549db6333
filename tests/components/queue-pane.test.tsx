import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { queueFacts, queueNames, type Queue } from '../../shared/domain/queues.ts';
import type { Instant } from '../../shared/domain/ids.ts';
import type { TodayCard } from '../../shared/ipc/today-views.ts';
import { showAsking, stubDesk } from '../support/hub/stubbed-page.tsx';

const desk = stubDesk();
beforeEach(() => {
  localStorage.clear();
  desk.answers['app.load'] = () => ({ desks: [], settings: { today: { countsOf: 'all' } } });
});

const weeksAgo = (weeks: number): Instant =>
  new Date(Date.now() - weeks * 7 * 86_400_000).toISOString() as Instant;
const cardsOf = (given: Partial<Record<Queue, Partial<TodayCard>>>): readonly TodayCard[] =>
  queueNames.map((id) => ({ id, count: 0, oldestAt: null, past: 0, here: null, ...given[id] }));
const open = async (
  given: Partial<Record<Queue, Partial<TodayCard>>>,
  shown: Queue | null = null,
): Promise<void> => {
  const { QueuePane } = await import('../../renderer/src/pages/today/QueuePane.tsx');
  await showAsking(<QueuePane cards={cardsOf(given)} shown={shown} />);
};
const lines = (): readonly string[] => screen.getAllByRole('link').map(({ textContent }) => textContent);
const tabStops = (): readonly Element[] => [...document.querySelectorAll('nav [tabindex="0"]')];
const focused = (): string => document.activeElement?.textContent ?? '';

test('the groups and queues are those of the daily routine, in order', () => {
  const group = (name: string): readonly string[] =>
    queueNames.filter((queue) => queueFacts(queue).group === name).map((queue) => queueFacts(queue).label);
  expect(group('now')).toEqual([
    'Recalled',
    'Reply overdue',
    'Patron overdue',
    'Partner wants it back',
    'To go back',
    'Hold expired',
    'Lost and damaged',
    'Letters need attention',
    'Needed by passed',
    'Over the cost limit',
    'Conflicts from files',
    'New mail',
    'Mail without a request',
    'Tasks',
  ]);
  expect(group('toDo')).toEqual([
    'To receive',
    'Incomplete sets',
    'Conditional',
    'Active notes',
    'New requests',
    'Ready to be sent',
    'Out of partners',
    'Unknown status',
    'Mediated renewals',
    'In transit to here',
    'To send on',
    'On hold shelf',
    'Give barcodes',
    'Due soon',
    'To return',
    'Contact by hand',
  ]);
  expect(group('waiting')).toEqual([
    'Sent, no answer',
    'Shipped, not arrived',
    'Renewal asked',
    'Cancellation asked',
    'Claimed',
    'In transit from here',
    'Returned, not checked in',
  ]);
});

test('a queue is one line: its name, its age only when past the limit, its count', async () => {
  await open({
    recalled: { count: 2, oldestAt: weeksAgo(3) },
    'sent-no-answer': { count: 1234, oldestAt: weeksAgo(4), past: 3 },
    'in-transit': { count: 5, oldestAt: weeksAgo(1) },
  });
  expect(lines()).toEqual(['Recalled 2', 'Sent, no answer 4 weeks 1,234', 'In transit to here 5']);
  expect(screen.getByRole('link', { name: /^Sent/ }).title).toBe('3 waiting too long');
  // Requests past their limit belong to Now.
  expect(screen.getAllByRole('heading').map(({ textContent }) => textContent)).toEqual(['Now', 'To do']);
});

test('empty queues are behind a button with their number, and stay open once opened', async () => {
  await open({ recalled: { count: 1 }, conditional: { count: 2 } }, 'conflicts');
  expect(lines()).toEqual(['Recalled 1', 'Conflicts from files 0', 'Conditional 2']);
  fireEvent.click(screen.getByRole('button', { name: `Show ${queueNames.length - 3} empty` }));
  expect(lines()).toHaveLength(queueNames.length);
  document.body.replaceChildren();
  await open({ recalled: { count: 1 } });
  expect(lines()).toHaveLength(queueNames.length);
  fireEvent.click(screen.getByRole('button', { name: `Hide ${queueNames.length - 1} empty` }));
  expect(lines()).toEqual(['Recalled 1']);
});

test('the list is a single Tab stop with arrow keys between its entries', async () => {
  await open({ recalled: { count: 1 }, conditional: { count: 2 }, claimed: { count: 3 } }, 'conditional');
  const [first, second, third] = screen.getAllByRole('link');
  expect(tabStops()).toEqual([second]);
  second?.focus();
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
  expect(document.activeElement).toBe(third);
  expect(tabStops()).toEqual([third]);
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
  expect(focused()).toMatch(/^Show \d+ empty$/u);
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowDown' });
  expect(focused()).toMatch(/^Show \d+ empty$/u);
  fireEvent.keyDown(document.activeElement!, { key: 'Home' });
  expect(document.activeElement).toBe(first);
  fireEvent.keyDown(document.activeElement!, { key: 'ArrowUp' });
  expect(document.activeElement).toBe(first);
  fireEvent.keyDown(document.activeElement!, { key: 'End' });
  expect(focused()).toMatch(/^Show \d+ empty$/u);
});

test('recalls and letters that need attention are the most prominent, while there are any', async () => {
  await open({ recalled: { count: 1 }, 'needs-person': { count: 21 }, conditional: { count: 1 } });
  const loud = screen.getAllByRole('link').filter(({ dataset }) => dataset['urgent'] !== undefined);
  expect(loud.map(({ textContent }) => textContent)).toEqual(['Recalled 1', 'Letters need attention 21']);
});
