import { instantOf } from '../../../../../shared/domain/dates.ts';
import {
  mayHaveLeft,
  messageStates,
  statesUnderWay,
  type MessageState,
} from '../../../../../shared/domain/messages.ts';
import type { LetterSlip } from '../../../../../shared/domain/slips.ts';
import type { LetterRow } from '../../../../../shared/ipc/calls/letters.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { inTransaction } from '../../../db/open.ts';
import type { ReadableDB, WritableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import { authorizeReading, authorizeStep } from '../../kernel/authorize.ts';
import { runCommand } from '../../kernel/run-command.ts';
import { letterPage, letterRow } from './letter-list.queries.ts';
import type { LetterWriter, WrittenLetter } from './letter-writer.ts';
import { setAsideIfSuperseded } from './superseded.ts';
import {
  findMessage,
  freezeLetter,
  sendOnPurpose,
  setMessageState,
  type StoredMessage,
} from '../../store/messages.queries.ts';

export type LettersService = {
  /** A page of messages, newest first. */
  readonly list: (input: Input<'letters.list'>) => Result<Output<'letters.list'>>;
  /** A letter as its reader got it, or would get it now. */
  readonly read: (input: Input<'letters.read'>) => Result<Output<'letters.read'>>;
  /**
   * Lets a letter go by mail now, also one that went out on paper. One that does not hold any more is set aside (`outdated`) with
   * the reason; from there it leaves. Refused for one that was sent, or whose step was undone.
   */
  readonly retry: (input: Input<'letters.retry'>) => Result<LetterRow>;
  /** Queues the letter for the printer; one that has not left by mail goes out on paper instead. */
  readonly print: (input: Input<'letters.print'>) => Result<LetterRow>;
  /** Notes that a person told the reader in another way. */
  readonly dealtWith: (input: Input<'letters.dealtWith'>) => Result<LetterRow>;
};

const states = Object.keys(messageStates) as MessageState[];
const shown: Readonly<Record<Input<'letters.list'>['show'], readonly MessageState[]>> = {
  open: [...statesUnderWay, 'needs-person'],
  'needs-person': ['needs-person'],
  gone: ['sent', 'printed', 'by-hand'],
  outdated: ['outdated'],
  all: states,
};

/** The job of letters and messages: what waits, what left, and what a person does about the rest. */
export const lettersService = (
  context: DeskContext,
  parts: {
    readonly writer: LetterWriter;
    /** Told when a person wants letters to be tried at once. */
    readonly tryNow: () => void;
  },
): LettersService => ({
  list: ({ show, ...page }) =>
    ok(letterPage(context.db, { states: shown[show], libraries: context.session.libraries(), ...page })),

  read: ({ id }) => {
    const found = writtenLetter(context.db, parts.writer, id);
    if (!found.ok) return found;
    const { message, letter, row } = found.value;
    const readable = authorizeReading(context, message.requestId);
    if (!readable.ok) return readable;
    const { to, subject, body } = letter;
    return ok({ row, address: to.address, subject, body, frozen: message.letter !== null });
  },

  retry: ({ id }) => {
    const result = changeLetter(context, id, (db, message, at) => {
      if (message.state === 'sent') return refuse('letter-busy', 'This letter was sent already.');
      if (message.corrected === 1)
        return refuse('letter-busy', 'The step of this letter was undone: a correction follows it instead.');
      if (message.state === 'outdated') sendOnPurpose(db, id);
      // Said at once, and not when it has gone from the list: whoever wants it to leave all the same says so once more.
      else if (setAsideIfSuperseded(db, message, at)) return ok(null);
      setMessageState(db, { id, state: 'waiting', note: '', nextAt: null, at });
      return ok(null);
    });
    if (result.ok) parts.tryNow();
    return result;
  },

  print: ({ opId, id }) =>
    runCommand(context, { opId, kind: 'print-letter', input: { id } }, (db, at) => {
      const found = writtenLetter(db, parts.writer, id);
      if (!found.ok) return found;
      const { message, letter } = found.value;
      const allowed = authorizeStep(context, 'handle-letter', message.requestId);
      if (!allowed.ok) return allowed;
      if (message.state === 'sending') return busy();
      const { requestId } = message;
      const slip = letterSlip(letter, at);
      insertPrintJob(db, { opId, requestId, itemId: null, slip, at });
      if (!mayHaveLeft(message.state) && message.corrected === 0) {
        const { to, subject, body } = letter;
        freezeLetter(db, { id, letter: JSON.stringify({ to, subject, body }) });
        setMessageState(db, { id, state: 'printed', note: '', nextAt: null, at });
      }
      const row = letterRow(db, id);
      return row ? ok({ requestId, answer: row }) : unknown();
    }),

  dealtWith: ({ id }) =>
    changeLetter(context, id, (db, message, at) => {
      if (mayHaveLeft(message.state)) return refuse('letter-busy', 'This letter has left already.');
      const note = `Noted by ${context.session.operator().name}`;
      setMessageState(db, { id, state: 'by-hand', note, nextAt: null, at });
      return ok(null);
    }),
});

const busy = (): ReturnType<typeof refuse> =>
  refuse('letter-busy', 'This letter is being sent now. Wait a moment.', {}, true);

const unknown = (): ReturnType<typeof refuse> =>
  refuse('letter-unknown', 'This letter is not here any more: its step was undone before it left.');

/** Changes one letter in a transaction: who may is asked first, one that is at the server is left alone. */
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
      'This version of the program cannot write this letter. Tell its reader yourself, then choose Dealt with.',
    );
  return ok({ message, letter, row });
};

const letterSlip = (letter: WrittenLetter, writtenAt: LetterSlip['writtenAt']): LetterSlip => ({
  kind: 'letter',
  externalId: letter.facts.externalId,
  title: letter.facts.title,
  to: { name: letter.to.name, address: letter.facts.partnerAddress },
  subject: letter.subject,
  body: letter.body,
  library: { name: letter.facts.library.name, address: letter.facts.library.address },
  writtenAt,
  timeZone: letter.facts.timeZone,
});
