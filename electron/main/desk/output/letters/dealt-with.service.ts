import { mayHaveLeft } from '../../../../../shared/domain/messages.ts';
import type { LetterResult, LetterRow } from '../../../../../shared/ipc/calls/letters.ts';
import type { Input } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Problem, type Result } from '../../../../../shared/ipc/result.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { restoreMessage, setMessageState, type RestoredMessage } from '../../store/messages.queries.ts';
import { changeLetter } from './change-letter.ts';
import { letterRow } from './letter-list.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

export type DealtWithService = {
  /** Notes that a person told the readers in another way. What is refused for one letter stops no other. */
  readonly dealtWith: (input: Input<'letters.dealtWith'>) => Result<LetterResult[]>;
  /** Takes that back, as long as the letter stands as it was noted and the program has not ended since. */
  readonly notDealtWith: (input: Input<'letters.notDealtWith'>) => Result<LetterResult[]>;
};

/** The way back is for whoever has just pressed the button: how so many letters stood is remembered. */
const mostRemembered = 2_000;

type Before = RestoredMessage & { readonly notedAt: string };

/** Letters that a person dealt with in another way than by mail. */
export const dealtWithService = (context: DeskContext): DealtWithService => {
  const stoodBefore = new Map<number, Before>();
  const remember = (before: Before): void => {
    stoodBefore.delete(before.id);
    stoodBefore.set(before.id, before);
    for (const oldest of stoodBefore.keys()) {
      if (stoodBefore.size <= mostRemembered) break;
      stoodBefore.delete(oldest);
    }
  };

  const note = (id: number): Result<LetterRow> =>
    changeLetter(context, id, (db, message, at) => {
      if (mayHaveLeft(message.state)) return refuse('letter-busy', t('letters.thisLetterHasLeftAlready'));
      const now = letterRow(db, id);
      if (now) {
        const { state, mayHaveLeftAt } = message;
        remember({ id, state, mayHaveLeftAt, note: now.note, nextAt: now.nextAt, notedAt: at });
      }
      const by = t('letters.notedBy', { name: context.session.operator().name });
      setMessageState(db, { id, state: 'by-hand', note: by, nextAt: null, at });
      return ok(null);
    });

  const takeBack = (id: number): Result<LetterRow> =>
    changeLetter(context, id, (db, { state }, at) => {
      const before = stoodBefore.get(id);
      if (state !== 'by-hand' || before?.notedAt !== letterRow(db, id)?.updatedAt || !before)
        return refuse('letter-busy', t('letters.thisLetterDoesNotStandAs'));
      restoreMessage(db, before, at);
      stoodBefore.delete(id);
      return ok(null);
    });

  return {
    dealtWith: ({ ids }) => ok(ids.map((id) => resultOf(id, note(id)))),
    notDealtWith: ({ ids }) => ok(ids.map((id) => resultOf(id, takeBack(id)))),
  };
};

const resultOf = (id: number, done: Result<LetterRow>): LetterResult =>
  done.ok ? { ok: true, id, row: done.value } : { ok: false, id, ...problemOf(done.error) };

const problemOf = ({ code, message, retryable }: Problem): Omit<Problem, 'details'> => ({
  code,
  message,
  retryable,
});
