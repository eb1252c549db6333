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
import type { ReadableDB } from '../../../db/types.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { insertPrintJob } from '../../store/print-jobs.queries.ts';
import { authorizeReading, authorizeStep } from '../../kernel/authorize.ts';
import { runCommand, sawRequest } from '../../kernel/run-command.ts';
import { busy, changeLetter, unknown } from './change-letter.ts';
import { dealtWithService, type DealtWithService } from './dealt-with.service.ts';
import { lettersWithoutAddress, letterPage, letterRow } from './letter-list.queries.ts';
import type { LetterSender } from './letter-sender.ts';
import { replyToOf } from './letter-sender.ts';
import type { LetterWriter, WrittenLetter } from './letter-writer.ts';
import { setAsideIfSuperseded } from './superseded.ts';
import {
  findMessage,
  freezeLetter,
  sendOnPurpose,
  setMessageState,
  type StoredMessage,
} from '../../store/messages.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

export type LettersService = DealtWithService & {
  /** A page of messages, newest first; those without an address by partner. */
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
};

const states = Object.keys(messageStates) as MessageState[];
const shown: Readonly<Record<Exclude<Input<'letters.list'>['show'], 'no-address'>, readonly MessageState[]>> =
  {
    open: [...statesUnderWay, 'needs-person'],
    'needs-person': ['needs-person'],
    gone: ['sent', 'printed', 'by-hand'],
    outdated: ['outdated'],
    all: states,
  };

/** A page of messages, newest first; those without an address by partner. */
export const lettersListOf = (
  context: DeskContext,
  { show, ...wanted }: Input<'letters.list'>,
): Result<Output<'letters.list'>> => {
  const page = { libraries: context.session.libraries(), ...wanted };
  return ok(
    show === 'no-address'
      ? lettersWithoutAddress(context.db, page)
      : letterPage(context.db, { states: shown[show], ...page }),
  );
};

/** The job of letters and messages: what waits, what left, and what a person does about the rest. */
export const lettersService = (
  context: DeskContext,
  parts: {
    readonly writer: LetterWriter;
    /** In whose name letters leave; null or left out: no mail account is set up. */
    readonly sender?: () => LetterSender | null;
    /** Told when a person wants letters to be tried at once. */
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
    const sender = frozen ? null : (parts.sender?.() ?? null);
    const from = sender && { ...sender, replyTo: replyToOf(sender, letter.facts) };
    return ok({ row, from: letter.from ?? from, address: to.address, subject, body, frozen });
  },

  retry: ({ id }) => {
    const result = changeLetter(context, id, (db, message, at) => {
      if (message.state === 'sent') return refuse('letter-busy', t('letters.thisLetterWasSentAlready'));
      if (message.corrected === 1) return refuse('letter-busy', t('letters.theStepOfThisLetterWas'));
      if (message.state === 'outdated') sendOnPurpose(db, id);
      // Said at once, and not when it has gone from the list: whoever wants it to leave all the same says so once more.
      else if (setAsideIfSuperseded(db, message, { now: context.now(), timeZone: context.timeZone() }))
        return ok(null);
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
      return row ? ok({ requestId, answer: row, ...sawRequest(db, requestId) }) : unknown();
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
  if (!letter) return refuse('letter-unwritable', t('letters.thisVersionOfTheProgramCannotWrite'));
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
