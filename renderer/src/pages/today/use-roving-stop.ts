import { useState } from 'react';
import type { FocusEvent, KeyboardEvent } from 'react';

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowDown: (at, count) => Math.min(at + 1, count - 1),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_, count) => count - 1,
};

const stopOf = (target: EventTarget): string | undefined =>
  target instanceof HTMLElement ? target.dataset['stop'] : undefined;

/**
 * A single Tab stop for a list of places, with arrow keys between them.
 * @param stops the `data-stop` values of the list. @param entry the initial Tab stop; null: the first.
 * @returns the current Tab stop, and the handlers of the list
 */
export const useRovingStop = (stops: readonly string[], entry: string | null) => {
  const [reached, setReached] = useState<{ readonly stop: string; readonly from: string | null } | null>(
    null,
  );
  // Tab returns to the last focused place, until another place is shown.
  const wanted = reached?.from === entry ? [reached.stop, entry] : [entry];
  return {
    stop: wanted.find((each) => each !== null && stops.includes(each)) ?? stops[0],
    props: {
      onFocus: ({ target }: FocusEvent) => {
        const at = stopOf(target);
        if (at !== undefined) setReached({ stop: at, from: entry });
      },
      onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
        const at = stops.indexOf(stopOf(event.target) ?? '');
        const to = steps[event.key]?.(at, stops.length);
        if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
        event.preventDefault();
        event.currentTarget.querySelector<HTMLElement>(`[data-stop="${stops[to]}"]`)?.focus();
      },
    },
  };
};
