import { t } from '../words/words.ts';
import type { QueueFacts, QueueStep } from './queues/facts.ts';
import { queuesNow } from './queues/now.ts';
import { queuesToDo } from './queues/to-do.ts';
import { queuesWaiting } from './queues/waiting.ts';

export type { QueueStep };

/** The queues of Today, in the order of the daily routine: every state in which somebody waits for us or we wait for somebody. */
export const queues = { ...queuesNow, ...queuesToDo, ...queuesWaiting } as const;

export type Queue = keyof typeof queues;
export const queueNames = Object.keys(queues) as readonly Queue[];

/** The facts of a queue, as every queue has them. */
export const queueFacts = (queue: Queue): QueueFacts => queues[queue];

/** The groups, with their heads. */
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

/** What a queue says of those that are past a date or its age limit; null where none is. */
export const pastWords = (queue: Queue, past: number): string | null => {
  const words = queueFacts(queue).past;
  return past === 0 || words === undefined ? null : `${past} ${words}`;
};
