import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { LetterRow } from '../../../../../shared/ipc/calls/letters.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { inTransaction } from '../../../db/open.ts';
import type { WritableDB } from '../../../db/types.ts';
import { authorizeStep } from '../../kernel/authorize.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { findMessage, type StoredMessage } from '../../store/messages.queries.ts';
import { letterRow } from './letter-list.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The refusal for a letter that is at the server. */
export const busy = (): ReturnType<typeof refuse> =>
  refuse('letter-busy', t('letters.thisLetterIsBeingSentNow'), {}, true);

/** The refusal for a letter whose step was undone. */
export const unknown = (): ReturnType<typeof refuse> =>
  refuse('letter-unknown', t('letters.thisLetterIsNotHereAny'));

/** Changes one letter in a transaction: who may is asked first, one that is at the server is left alone. */
export const changeLetter = (
  context: DeskContext,
  id: number,
  work: (db: WritableDB, message: StoredMessage, at: ReturnType<typeof instantOf>) => Result<null>,
): Result<LetterRow> =>
  inTransaction(context.db, (db) => {
    const message = findMessage(db, id);
    if (!message) return unknown();
    const allowed = authorizeStep(context, 'handle-letter', message.requestId);
    if (!allowed.ok) return allowed;
    if (message.state === 'sending') return busy();
    const done = work(db, message, instantOf(context.now()));
    if (!done.ok) return done;
    const row = letterRow(db, id);
    return row ? ok(row) : unknown();
  });
