import type { OpId } from '../../../../shared/domain/ids.ts';
import type { DoneStep } from '../../../../shared/ipc/calls/done-here.ts';
import { t } from '../../../../shared/words/words.ts';
import { newOpId } from '../../api/ids.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import type { BulkAction } from '../../requests/lists/use-bulk-actions.ts';
import type { PageNews } from '../../shell/notices/PageNotice.tsx';

const tickedWords = (keyed: boolean, count: number): string =>
  keyed
    ? t('{count, plural, one {# step} other {# steps}} marked as done.', { count })
    : t('{count, plural, one {# step} other {# steps}} unmarked.', { count });

/** Ticks or unticks rows as keyed; the notice offers an undo. */
export const keyRows = (keyed: boolean, undo: (steps: readonly OpId[]) => void): BulkAction<DoneStep> => {
  let rowsNow: readonly DoneStep[] = [];
  return {
    doing: keyed ? t('Marking') : t('Unmarking'),
    done: (count) => tickedWords(keyed, count),
    undo: (ids) => undo(rowsNow.filter(({ id }) => ids.includes(id)).map(({ opId }) => opId)),
    all: async (rows) => {
      rowsNow = rows;
      const { changed } = await ask('doneHere.key', {
        opId: newOpId(),
        steps: rows.map(({ opId }) => opId),
        keyed,
      });
      return rows.map(({ id, opId }) => ({
        id,
        failure: changed.includes(opId)
          ? null
          : t('Nothing to change: already marked this way, undone here, or from another library.'),
      }));
    },
  };
};

/** Ticks or unticks steps, and returns a message about the result. */
export const keySteps = async (steps: readonly OpId[], keyed: boolean): Promise<PageNews> => {
  try {
    const { changed } = await ask('doneHere.key', { opId: newOpId(), steps: [...steps], keyed });
    return {
      words: tickedWords(keyed, changed.length),
      failed: false,
    };
  } catch (error) {
    return { words: sentenceOf(error), failed: true };
  }
};

/** Sends the refused messages about a step again, and returns a message about that. The row shows what becomes of them. */
export const sendAgain = async ({ opId }: DoneStep): Promise<PageNews> => {
  try {
    const isAgain = await ask('doneHere.sendAgain', { opId: newOpId(), step: opId });
    return isAgain
      ? { words: t('The step is sent again.'), failed: false }
      : { words: t('Nothing to send again: this step is no longer refused.'), failed: true };
  } catch (error) {
    return { words: sentenceOf(error), failed: true };
  }
};
