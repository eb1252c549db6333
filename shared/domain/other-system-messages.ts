import type { CalendarDate, Instant } from './ids.ts';
import { type SentStep, sentSteps } from './other-system-kinds.ts';

/**
 * The states of a message to the library's other system: `waiting` for its time or a connection; `sending`; `sent`: confirmed by
 * it; `refused` by it; `in-doubt`: it is not sent any more, and staff must look there: its step was undone or keyed when it may already have
 * arrived, or nobody knows what became of it.
 */
export const sentStates = ['waiting', 'sending', 'sent', 'refused', 'in-doubt'] as const;
export type SentState = (typeof sentStates)[number];

/** The services of NCIP that report what happened at the desk. */
export const sentServices = [...new Set(Object.values(sentSteps).map(({ service }) => service))];
export type SentService = (typeof sentServices)[number];

/** What a message says, of which each service needs a part. */
export type SentFacts = {
  readonly step: SentStep;
  /** The barcode of the item, and of the patron's card. */
  readonly item: string;
  readonly user: string;
  /** The external identifier of the request. */
  readonly requestId: string;
  readonly title: string;
  readonly author: string;
  readonly dueOn: CalendarDate | null;
  /** The code of the desk where the patron collects it. */
  readonly desk: string;
  readonly at: Instant;
};
