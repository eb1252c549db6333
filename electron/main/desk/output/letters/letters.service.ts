import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { Instant, OpId } from '../../../../../shared/domain/ids.ts';
import {
  mayHaveBeenSent,
  type ShownState,
  shownStates,
  statesUnderWay,
} from '../../../../../shared/domain/letters/all-letters.ts';
import { isMailMissing } from '../../../../../shared/domain/letters/mail-states.ts';
import type { LetterSlip } from '../../../../../shared/domain/slips/letter.ts';
import type { LetterResult, LetterRow } from '../../../../../shared/ipc/calls/letters.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { ok, type Problem, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import { type DeskContext, whyLettersWait } from '../../context.ts';
import { authorizeReading, authorizeStep } from '../../steps/frame/authorize.ts';
import { runCommand, sawRequest, type StepWork } from '../../steps/frame/run-command.ts';
import { type RestoredMessage, restoreMessage } from '../../store/sending.queries.ts';
import { isInQuestion } from '../../store/letter-ways.queries.ts';
import { protocolAddressOf } from '../../store/outgoing.queries.ts';
import { heldBackFor } from '../../store/partner-holds.queries.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import {
  findMessage,
  storeLetterText,
  forceSend,
  setMessageState,
  type StoredMessage,
} from '../../store/sending.queries.ts';
import { letterPage, letterRow, lettersWithoutAddress } from './letter-list.queries.ts';
import { type LetterSender, type LetterWriter, replyToOf, type WrittenLetter } from './letter-writer.ts';
import { setAsideIfSuperseded } from './superseded.ts';

export type LettersService = DealtWithService & {
  /** Returns a page of messages, newest first; those without an address by recipient. */
  readonly list: (input: Input<'letters.list'>) => Result<Output<'letters.list'>>;
  /** Returns a letter as its recipient got it, or would get it now. */
  readonly read: (input: Input<'letters.read'>) => Result<Output<'letters.read'>>;
  /**
   * Sends a letter by mail now, also one that was printed. An outdated one is set aside (`outdated`) with the reason; retried again, it is
   * sent. Refused for one that was sent, or whose step was undone.
   */
  readonly retry: (input: Input<'letters.retry'>) => Result<LetterRow>;
  /** Queues the letter for the printer; one that was not sent by mail counts as printed instead. */
  readonly print: (input: Input<'letters.print'>) => Result<LetterRow>;
};

const states = Object.keys(shownStates) as ShownState[];
const shown: Readonly<Record<Exclude<Input<'letters.list'>['show'], 'no-address'>, readonly ShownState[]>> = {
  open: [...statesUnderWay, 'needs-person'],
  'needs-person': ['needs-person'],
  gone: ['sent', 'printed', 'by-hand'],
  outdated: ['outdated'],
  all: states,
};

/** Returns a page of messages, newest first; those without an address by recipient. */
export const lettersListOf = (
  context: DeskContext,
  { show, ...wanted }: Input<'letters.list'>,
): Result<Output<'letters.list'>> => {
  const page = { libraries: context.session.libraries(), ...wanted };
  return ok(
    show === 'no-address'
      ? lettersWithoutAddress(context.db, page)
      : letterPage(context.db, {
          states: shown[show],
          noMail: isMailMissing(whyLettersWait(context)),
          ...page,
        }),
  );
};

/** The calls for letters and messages: what waits, what was sent, and what staff do about the rest. */
export const lettersService = (
  context: DeskContext,
  parts: {
    readonly writer: LetterWriter;
    /** The sender of letters; null or omitted: no mail account is set up. */
    readonly sender?: () => LetterSender | null;
    /** Called when staff want letters to be tried immediately. */
    readonly tryNow: () => void;
  },
): LettersService => ({
  list: (wanted) => lettersListOf(context, wanted),

  read: ({ id }) => {
    const found = writtenLetter(context.db, parts.writer, id);
    if (!found.ok) return found;
    const { message, letter, row } = found.value;
    const readable = authorizeReading(context, message.requestId);
    if (!readable.ok) return readable;
    const { to, subject, body } = letter;
    const frozen = message.letter !== null;
    if (row.way === 'protocol')
      return ok({
        row,
        from: null,
        address: protocolAddressOf(context.db, id) || t('the folder for messages'),
        subject,
        body,
        frozen,
      });
    const sender = frozen ? null : (parts.sender?.() ?? null);
    const from = sender && { ...sender, replyTo: replyToOf(sender, letter.facts) };
    return ok({ row, from: letter.from ?? from, address: to.address, subject, body, frozen });
  },

  retry: ({ id }) => {
    const result = changeLetter(context, id, (db, message, at) => retryLetter(context, db, message, at));
    if (result.ok) parts.tryNow();
    return result;
  },

  print: ({ opId, id }) =>
    runCommand(context, { opId, kind: 'print-letter', input: { id } }, (db, at) => {
      const found = writtenLetter(db, parts.writer, id);
      if (!found.ok) return found;
      const { requestId } = found.value.message;
      const allowed = authorizeStep(context, 'handle-letter', requestId);
      if (!allowed.ok) return allowed;
      return printLetter(db, found.value, { opId, at });
    }),

  ...dealtWithService(context),
});

const writtenLetter = (
  db: ReadableDB,
  writer: LetterWriter,
  id: number,
): Result<{ readonly message: StoredMessage; readonly letter: WrittenLetter; readonly row: LetterRow }> => {
  const message = findMessage(db, id);
  const row = letterRow(db, id);
  if (!message || !row) return unknown();
  const letter = writer.write(db, message);
  if (!letter)
    return refuse(
      'letter-unwritable',
      t(
        'This version of Borrow Desk cannot write this letter. Contact the recipient yourself, then choose Mark as done.',
      ),
    );
  return ok({ message, letter, row });
};

const retryLetter = (
  { now, timeZone }: DeskContext,
  db: WritableDB,
  message: StoredMessage,
  at: Instant,
): Result<null> => {
  const { id } = message;
  if (message.state === 'sent') return refuse('letter-busy', t('This letter was already sent.'));
  const heldFor = heldBackFor(db, id);
  if (heldFor !== null)
    return refuse(
      'letter-busy',
      t('Letters to {name} are on hold. Resume them on Connections first.', { name: heldFor }),
    );
  if (message.corrected === 1)
    return refuse('letter-busy', t('This letter’s step was undone: a correction follows instead.'));
  if (message.state === 'outdated') forceSend(db, id);
  // Set aside immediately, while the letter is still in the list: to send it anyway, staff retry it again.
  else if (setAsideIfSuperseded(db, message, { now: now(), timeZone: timeZone() })) return ok(null);
  // Staff were asked whether to send it to the partner now; this is their answer.
  if (isInQuestion(db, id)) forceSend(db, id);
  setMessageState(db, { id, state: 'waiting', note: '', nextAt: null, at });
  return ok(null);
};

const printLetter = (
  db: WritableDB,
  { message, letter }: { readonly message: StoredMessage; readonly letter: WrittenLetter },
  { opId, at }: { readonly opId: OpId; readonly at: Instant },
): ReturnType<StepWork<LetterRow>> => {
  const { id, requestId } = message;
  if (message.state === 'sending') return busy();
  insertPrintJob(db, { opId, requestId, itemId: null, slip: letterSlip(letter, at), at });
  if (!mayHaveBeenSent(message.state) && message.corrected === 0) {
    const { to, subject, body } = letter;
    storeLetterText(db, { id, letter: JSON.stringify({ to, subject, body }) });
    setMessageState(db, { id, state: 'printed', note: '', nextAt: null, at });
  }
  const row = letterRow(db, id);
  return row ? ok({ requestId, answer: row, ...sawRequest(db, requestId) }) : unknown();
};

const letterSlip = (letter: WrittenLetter, writtenAt: LetterSlip['writtenAt']): LetterSlip => ({
  kind: 'letter',
  externalId: letter.facts.externalId,
  title: letter.facts.title,
  to: { name: letter.to.name, address: letter.facts.partnerAddress },
  subject: letter.subject,
  body: letter.body,
  language: letter.language,
  library: { name: letter.facts.library.name, address: letter.facts.library.address },
  writtenAt,
  timeZone: letter.facts.timeZone,
});

type DealtWithService = {
  /** Records that staff contacted the recipients in another way. A refusal for one letter does not stop the others. */
  readonly dealtWith: (input: Input<'letters.dealtWith'>) => Result<LetterResult[]>;
  /** Undoes that, if the letter has not changed and the program has not been restarted since. */
  readonly notDealtWith: (input: Input<'letters.notDealtWith'>) => Result<LetterResult[]>;
};

/** Undo is meant for immediately after the click: the previous states of this many letters are remembered. */
const maxRemembered = 2_000;

type Before = RestoredMessage & Pick<StoredMessage, 'corrected'> & { readonly notedAt: string };

/** Letters that staff handled in another way than by mail. */
export const dealtWithService = (context: DeskContext): DealtWithService => {
  const earlier = new Map<number, Before>();
  const remember = (before: Before): void => {
    earlier.delete(before.id);
    earlier.set(before.id, before);
    for (const oldest of earlier.keys()) {
      if (earlier.size <= maxRemembered) break;
      earlier.delete(oldest);
    }
  };

  const note = (id: number): Result<LetterRow> =>
    changeLetter(context, id, (db, message, at) => {
      if (mayHaveBeenSent(message.state))
        return refuse('letter-busy', t('This letter was already sent, printed or marked as done.'));
      const now = letterRow(db, id);
      if (now) {
        const { state, mayHaveLeftAt, corrected } = message;
        remember({ id, state, mayHaveLeftAt, corrected, note: now.note, nextAt: now.nextAt, notedAt: at });
      }
      const by = t('Marked as done by {name}', { name: context.session.operator().name });
      setMessageState(db, { id, state: 'by-hand', note: by, nextAt: null, at });
      return ok(null);
    });

  const restoreLetter = (id: number): Result<LetterRow> =>
    changeLetter(context, id, (db, { state, corrected }, at) => {
      const before = earlier.get(id);
      const isAsMarked =
        state === 'by-hand' &&
        before?.corrected === corrected &&
        before.notedAt === letterRow(db, id)?.updatedAt;
      if (!isAsMarked)
        return refuse('letter-busy', t('This letter has changed since, so this can no longer be undone.'));
      restoreMessage(db, before, at);
      earlier.delete(id);
      return ok(null);
    });

  return {
    dealtWith: ({ ids }) => ok(ids.map((id) => resultOf(id, note(id)))),
    notDealtWith: ({ ids }) => ok(ids.map((id) => resultOf(id, restoreLetter(id)))),
  };
};

const resultOf = (id: number, done: Result<LetterRow>): LetterResult =>
  done.ok ? { ok: true, id, row: done.value } : { ok: false, id, ...problemOf(done.error) };

const problemOf = ({ code, message, retryable }: Problem): Omit<Problem, 'details'> => ({
  code,
  message,
  retryable,
});

/** Returns the refusal for a letter that is being sent. */
const busy = (): ReturnType<typeof refuse> =>
  refuse('letter-busy', t('This letter is being sent now. Wait a moment.'), {}, true);

/** Returns the refusal for a letter whose step was undone. */
export const unknown = (): ReturnType<typeof refuse> =>
  refuse(
    'letter-unknown',
    t('This letter is no longer here: its step was undone before the letter was sent.'),
  );

/** Changes one letter in a transaction: authorisation comes first, and a letter that is being sent is left alone. */
const changeLetter = (
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
