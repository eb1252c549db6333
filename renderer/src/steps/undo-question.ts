import { useSyncExternalStore } from 'react';
import type { OpId } from '../../../shared/domain/ids.ts';
import type { Page } from '../../../shared/domain/pages.ts';
import { pages } from '../../../shared/domain/pages.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { StepView } from '../../../shared/ipc/views.ts';
import { factsOf } from '../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../shared/words/words.ts';
import { ask } from '../api/desk.ts';

type UndoFacts = Output<'steps.undoFacts'>;

/** The confirmation before a step is undone. */
export type UndoQuestion = {
  /** How many steps are undone. */
  readonly count: number;
  /** The steps to undo, as far as the operator may read their requests. A single one is named. */
  readonly steps: readonly NonNullable<UndoFacts['step']>[];
  /** The reasons for asking, one sentence each. */
  readonly because: readonly string[];
  /** What the undo does, and who gets a correction, one sentence each. */
  readonly preview: readonly string[];
  /** Undoes the steps. */
  readonly goOn: () => void;
};

const letterWasSent = (steps: number): string =>
  steps === 1
    ? t('A letter about it has been sent, or may have been.')
    : t('Letters about them have been sent, or may have been.');

/** Within this time operators remember their last step. */
const freshForMinutes = 10;

/**
 * Returns the reasons to confirm an undo by key: the step is old, was taken elsewhere, or someone was notified. Empty if no confirmation is
 * needed.
 * @param shown the current page
 */
export const reasonsToAsk = (
  step: Pick<StepView, 'kind' | 'at'>,
  { corrects, shown, now }: { readonly corrects: boolean; readonly shown: Page; readonly now: Date },
): readonly string[] => {
  const taken = factsOf(step.kind).pages;
  const minutes = Math.floor((now.getTime() - new Date(step.at).getTime()) / 60_000);
  return [
    ...(minutes >= freshForMinutes ? [t('It was done {ago} ago.', { ago: agoWords(minutes) })] : []),
    ...(taken.includes(shown)
      ? []
      : [
          t('It was done on the {taken} page.', {
            taken: taken.map((page) => pages[page].label).join(t(' or ')),
          }),
        ]),
    ...(corrects ? [letterWasSent(1)] : []),
  ];
};

const agoWords = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t('{minutes, plural, one {# minute} other {# minutes}}', { minutes });
  return hours === 1 ? t('an hour') : t('{hours} hours', { hours });
};

let question: UndoQuestion | null = null;
const listeners = new Set<() => void>();

const show = (next: UndoQuestion | null): void => {
  question = next;
  for (const listener of listeners) listener();
};

export const closeUndoQuestion = (): void => show(null);

/** The open confirmation; null for none. */
export const useUndoQuestion = (): UndoQuestion | null =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => question,
  );

let isLooking = false;

/** Loads what undoing a step would mean. If this fails the undo fails as well, and reports it. */
export const undoFactsOf = (undoes: OpId): Promise<UndoFacts> =>
  ask('steps.undoFacts', { undoes }).catch(() => ({
    isUndone: false,
    corrects: false,
    preview: [],
    step: null,
  }));

/**
 * Undoes steps by a button: immediately, or after a confirmation if someone was notified of one. The operator can see the steps, so nothing
 * else is asked.
 */
export const undoByButton = async (undoes: readonly OpId[], undo: () => void): Promise<void> => {
  if (isLooking || question !== null) return;
  isLooking = true;
  try {
    const facts = await Promise.all(undoes.map(undoFactsOf));
    const steps = facts.flatMap(({ step }) => step ?? []);
    if (facts.every(({ corrects }) => !corrects) || steps.length === 0) return undo();
    const preview = [...new Set(facts.flatMap((one) => one.preview))];
    show({ count: undoes.length, steps, because: [letterWasSent(undoes.length)], preview, goOn: undo });
  } finally {
    isLooking = false;
  }
};

/**
 * Undoes the last step by key: immediately if the operator can see it, otherwise after a confirmation. Further presses are ignored until
 * the first is answered; a step that is already undone is left alone.
 * @param facts loads what the undo would mean
 */
export const undoByKey = async (
  step: StepView,
  {
    shown,
    facts,
    undo,
  }: {
    readonly shown: Page;
    readonly facts: () => Promise<Pick<UndoFacts, 'isUndone' | 'corrects' | 'preview'>>;
    readonly undo: () => void;
  },
): Promise<void> => {
  if (isLooking || question !== null) return;
  isLooking = true;
  try {
    const { isUndone, corrects, preview } = await facts();
    if (isUndone) return;
    const because = step.undoRefusal === null ? reasonsToAsk(step, { corrects, shown, now: new Date() }) : [];
    if (because.length === 0) undo();
    else show({ count: 1, steps: [step], because, preview, goOn: undo });
  } finally {
    isLooking = false;
  }
};
