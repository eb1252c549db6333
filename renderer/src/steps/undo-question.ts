import { useSyncExternalStore } from 'react';
import type { Page } from '../../../shared/domain/pages.ts';
import { pages } from '../../../shared/domain/pages.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import type { StepView } from '../../../shared/ipc/views.ts';
import { factsOf } from '../../../shared/domain/steps/all-steps.ts';
import { t } from '../../../shared/words/words.ts';

/** What the window asks about before a step is taken back by its key. */
export type UndoQuestion = {
  readonly step: StepView;
  /** Why it is asked, one sentence each. */
  readonly because: readonly string[];
  /** Who gets a correcting message. */
  readonly corrects: readonly string[];
  /** Takes the step back. */
  readonly goOn: () => void;
};

/** Within these minutes nobody has forgotten what they did last. */
const freshForMinutes = 10;

/**
 * Why a step is not taken back by a key alone: it is long ago, it was done elsewhere, or somebody was told of it. Empty where it goes
 * without saying.
 * @param shown the page in front
 */
export const reasonsToAsk = (
  step: Pick<StepView, 'kind' | 'at'>,
  {
    corrects,
    shown,
    now,
  }: { readonly corrects: readonly string[]; readonly shown: Page; readonly now: Date },
): readonly string[] => {
  const taken = factsOf(step.kind).pages;
  const minutes = Math.floor((now.getTime() - new Date(step.at).getTime()) / 60_000);
  return [
    ...(minutes >= freshForMinutes ? [t('It was done {ago} ago.', { ago: agoWords(minutes) })] : []),
    ...(taken.includes(shown)
      ? []
      : [t('It was done in {taken}.', { taken: taken.map((page) => pages[page].label).join(t(' or ')) })]),
    ...(corrects.length > 0 ? [t('A letter about it has left, or may have.')] : []),
  ];
};

const agoWords = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return t('{minutes} minutes', { minutes });
  return hours === 1 ? t('an hour') : t('{hours} hours', { hours });
};

let question: UndoQuestion | null = null;
const listeners = new Set<() => void>();

const show = (next: UndoQuestion | null): void => {
  question = next;
  for (const listener of listeners) listener();
};

export const closeUndoQuestion = (): void => show(null);

/** The question that stands in front of the page; null for none. */
export const useUndoQuestion = (): UndoQuestion | null =>
  useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => question,
  );

let isLooking = false;

/**
 * Takes the last step back as a key asks for it: at once where a person has it before their eyes, after a question otherwise. While one
 * press is being answered another one does nothing; a step that is undone already is left alone.
 * @param facts asks the program what taking it back would mean
 */
export const undoByKey = async (
  step: StepView,
  {
    shown,
    facts,
    undo,
  }: {
    readonly shown: Page;
    readonly facts: () => Promise<Output<'steps.undoFacts'>>;
    readonly undo: () => void;
  },
): Promise<void> => {
  if (isLooking || question !== null) return;
  isLooking = true;
  try {
    const { isUndone, corrects } = await facts();
    if (isUndone) return;
    const because = step.undoRefusal === null ? reasonsToAsk(step, { corrects, shown, now: new Date() }) : [];
    if (because.length === 0) undo();
    else show({ step, because, corrects, goOn: undo });
  } finally {
    isLooking = false;
  }
};
