import type { MenuKind } from '../steps/all-steps.ts';

/** The step that a queue exists for: an action in the request's menu, its notes, or the page of letters. */
export type QueueStep = MenuKind | 'notes' | 'letters';

/** The facts about a queue of Today. */
export type QueueFacts = {
  /** Whether it must be done now, can be done later, or others owe it to us. */
  readonly group: 'now' | 'toDo' | 'waiting';
  readonly label: string;
  /** The explanation in an empty list. */
  readonly empty: string;
  /** What a first-day clerk does with its requests: one sentence above the list. */
  readonly how: string;
  /** The step offered directly in a row; null if the item must be in hand: scanned, not clicked. */
  readonly step: QueueStep | null;
  /** The step of a row that does not allow the first one. */
  readonly otherwise?: MenuKind;
  /** The words for requests past a date or the age limit: `3 <past>`; omitted if there is none. */
  readonly past?: string;
  /** Emphasised above all other queues unless it is empty. */
  readonly urgent?: true;
  /** How many days a request may wait for others, unless the library sets another number. */
  readonly limitDays?: number;
};
