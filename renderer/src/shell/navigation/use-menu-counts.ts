import { useEffect } from 'react';
import type { Page } from '../../../../shared/domain/pages.ts';
import { queueFacts, queueNames, type Queue } from '../../../../shared/domain/queues.ts';
import { desk } from '../../api/desk.ts';
import { useTodayCardsAtRest } from '../../api/queries.ts';

/** The queues that are handled on a page: the menu shows their sizes. */
const counted: Partial<Readonly<Record<Page, readonly Queue[]>>> = {
  today: queueNames.filter((queue) => queueFacts(queue).group === 'now'),
  receiving: ['to-receive'],
  'return-items': ['to-return'],
  'scan-in': ['in-transit'],
};

const shortestRestMs = 1_000;

/**
 * Returns a function for the number of items waiting on a page. Counting a large library takes a while, and must not delay steps: outside
 * Today, counting takes at most a twentieth of the time.
 */
export const useMenuCounts = (): ((page: Page) => number) => {
  const { data, count } = useTodayCardsAtRest();
  useEffect(() => {
    let rest: ReturnType<typeof setTimeout> | null = null;
    let tookMs = 0;
    const later = (): void => {
      rest ??= setTimeout(
        () =>
          void (async () => {
            const began = performance.now();
            await count();
            tookMs = performance.now() - began;
            rest = null;
          })(),
        Math.max(shortestRestMs, 20 * tookMs),
      );
    };
    later();
    const stop = desk.on('changed', ({ topics }) => {
      if (topics.includes('requests') || topics.includes('messages')) later();
    });
    return () => {
      stop();
      if (rest !== null) clearTimeout(rest);
    };
  }, [count]);
  return (page) =>
    (counted[page] ?? []).reduce((sum, queue) => sum + (data?.find(({ id }) => id === queue)?.count ?? 0), 0);
};
