import type { InspectionEvent } from 'xstate';

type Inspection = { readonly inspect?: (event: InspectionEvent) => void };

// The inspector loads in the background; earlier events are buffered until it is ready.
const observed = (url: string): Inspection => {
  const early: InspectionEvent[] = [];
  let observe = (event: InspectionEvent): void => void early.push(event);
  void import('./inspector.ts').then(({ openInspector }) => {
    observe = openInspector(url);
    for (const event of early) observe(event);
  });
  return { inspect: (event) => observe(event) };
};

const url = import.meta.env.DEV ? (import.meta.env['VITE_INSPECTOR'] as string | undefined) : undefined;

/**
 * Options for every actor that a page starts, which `npm run dev -- --inspect-machines` shows in the inspector. Empty otherwise, and in the
 * production build, which contains none of this.
 */
export const inspection: Inspection = import.meta.env.DEV && url ? observed(url) : {};
