import { useEffect } from 'react';
import type { Page } from '../../../../shared/domain/pages.ts';
import { queueFacts, queueOfPage, type Queue } from '../../../../shared/domain/queues.ts';
import type { TodayCard } from '../../../../shared/ipc/today-views.ts';
import { desk } from '../../api/desk.ts';
import { useTodayCardsAtRest } from '../../api/queries.ts';

/** What is urgent on Today, as its queues count it; on a scan page, what the page lists. */
const countOf = (cards: readonly TodayCard[], page: Page): number => {
  if (page === 'today')
    return cards
      .filter(({ id }) => queueFacts(id).group === 'now')
      .reduce((sum, { count }) => sum + count, 0);
  const listed: Partial<Readonly<Record<Page, Queue>>> = queueOfPage;
  return cards.find(({ id }) => id === listed[page])?.here ?? 0;
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
  return (page) => countOf(data ?? [], page);
};
