import type { MenuKind } from '../steps/all-steps.ts';

/** The step that a queue is there for: an action of the request's menu, its notes, or the page of letters. */
export type QueueStep = MenuKind | 'notes' | 'letters';

/** What is a fact about a queue of Today. */
export type QueueFacts = {
  /** What must be done now, what is to be done, and what others owe us. */
  readonly group: 'now' | 'toDo' | 'waiting';
  readonly label: string;
  /** What an empty list of it teaches. */
  readonly empty: string;
  /** What a first-day clerk does with its requests. One sentence above its list. */
  readonly how: string;
  /** The step that a row offers at once; null where the item must be in hand: a scan, not a button. */
  readonly step: QueueStep | null;
  /** What is said of those that are past a date or the age limit: `3 <past>`; left out where there is none. */
  readonly past?: string;
  /** Louder than all others while there is anything in it. */
  readonly urgent?: true;
  /** So many days it may wait for others, until the library sets another number. */
  readonly limitDays?: number;
};
