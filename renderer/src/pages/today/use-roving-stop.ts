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
 * One tab stop for a list of places, through which the arrow keys go.
 * @param stops the elements of the list by their `data-stop`. @param entry where Tab comes in at first; null: at the first.
 * @returns the element that is the tab stop now, and what the list hears
 */
export const useRovingStop = (stops: readonly string[], entry: string | null) => {
  const [reached, setReached] = useState<{ readonly stop: string; readonly from: string | null } | null>(
    null,
  );
  // Where the focus was is where Tab comes back to, until another place is shown.
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
