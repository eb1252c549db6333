import type { InspectionEvent } from 'xstate';

type Inspection = { readonly inspect?: (event: InspectionEvent) => void };

// The inspector is loaded behind the page; what happens meanwhile is shown when it is there.
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
 * Goes into the options of every actor that a page starts: `npm run dev -- --inspect-machines` shows it then. Empty otherwise, and in
 * the built program, where none of this is.
 */
export const inspection: Inspection = import.meta.env.DEV && url ? observed(url) : {};
