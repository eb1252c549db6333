import type { Page } from './pages.ts';
import { t } from '../words/words.ts';
import type { QueueFacts, QueueStep } from './queues/facts.ts';
import { queuesNow } from './queues/now.ts';
import { queuesToDo } from './queues/to-do.ts';
import { queuesWaiting } from './queues/waiting.ts';

export type { QueueStep };

/** The queues of Today, in the order of the daily routine: every state in which someone waits for us or we wait for someone. */
const queues = { ...queuesNow, ...queuesToDo, ...queuesWaiting } as const;

export type Queue = keyof typeof queues;
export const queueNames = Object.keys(queues) as readonly Queue[];

/** Returns the facts of a queue, typed as those of any queue. */
export const queueFacts = (queue: Queue): QueueFacts => queues[queue];

/** The groups, with their headings. */
export const queueGroups = {
  now: t('Now'),
  toDo: t('To do'),
  waiting: t('Waiting for others'),
} as const satisfies Record<QueueFacts['group'], string>;

type WithLimit = {
  [Q in Queue]: (typeof queues)[Q] extends { readonly limitDays: number } ? Q : never;
}[Queue];

/** The queues with an age limit. */
export const limitedQueues = queueNames.filter(
  (queue): queue is WithLimit => queueFacts(queue).limitDays !== undefined,
);

/** Returns the words for a queue's requests that are past a date or its age limit; null if there are none. */
export const pastWords = (queue: Queue, past: number): string | null => {
  const words = queueFacts(queue).past;
  return past === 0 || words === undefined ? null : `${past} ${words}`;
};

/** The queue that a scan page lists below its box, and counts in the menu. */
export const queueOfPage = {
  receiving: 'to-receive',
  'return-items': 'to-return',
  'scan-in': 'in-transit',
} as const satisfies Partial<Readonly<Record<Page, Queue>>>;
