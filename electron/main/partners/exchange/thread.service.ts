import { instantOf } from '../../../../shared/domain/dates.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { messageLabel, type ShownState, shownStates } from '../../../../shared/domain/letters/all-letters.ts';
import { messageStateWord, type PartnerMessageState } from '../../../../shared/domain/partner-messages.ts';
import type { ThreadEntry, ThreadNote } from '../../../../shared/ipc/calls/thread.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import { inSentence, t } from '../../../../shared/words/words.ts';
import { inTransaction } from '../../db/open.ts';
import type { DeskContext } from '../../desk/context.ts';
import { noteViewOf } from '../../desk/queries/details/notes.ts';
import { refuseUnknownRequest } from '../../desk/steps/parts/outcome.ts';
import { authorizeReading } from '../../desk/steps/frame/authorize.ts';
import {
  findConversation,
  findPartnerMessage,
  markMessagesRead,
} from '../../desk/store/conversations.queries.ts';
import { findIncomingMail, markMailRead } from '../../desk/store/incoming-mail.queries.ts';
import { findNote, listPartnerNotesOf, type NoteRow } from '../../desk/store/notes.queries.ts';
import { findPlace } from '../../desk/store/places.queries.ts';
import { findRequest, type StoredRequest } from '../../desk/store/requests.queries.ts';
import {
  countEntries,
  type EntryRow,
  findLetterOfThread,
  type LetterRow,
  listEntries,
} from '../../desk/store/thread.queries.ts';
import type { Service } from '../../ipc/handlers.ts';
import { mailsShownIn } from '../../mail/incoming/incoming-mail.service.ts';
import { askAgainOf } from './ask-again.ts';
import { stepIdOf } from './commands-of.ts';
import { wordsOfStored } from './words-of-stored.ts';

/** What was said about a request, as staff read it. Refused (`role-missing`) if the operator may not read the request. */
export const threadService = (context: DeskContext): Service<'thread'> => ({
  /** Returns the newest entries of a thread, active notes first. */
  entries: ({ requestId, turnId, limit }) => {
    const readable = authorizeReading(context, requestId);
    if (!readable.ok) return readable;
    const request = findRequest(context.db, requestId);
    if (!request) return refuseUnknownRequest();
    const entryOf = entriesOf(context, request);
    return ok({
      total: countEntries(context.db, requestId).get(turnId)?.count ?? 0,
      entries: listEntries(context.db, { requestId, turnId, limit }).flatMap((row) => entryOf(row) ?? []),
    });
  },
  /** Returns the partner that may be asked again, with the changes it asked for. */
  askAgain: ({ requestId }) => {
    const readable = authorizeReading(context, requestId);
    return readable.ok ? ok(askAgainOf(context.db, requestId)) : readable;
  },
  /** Notes that staff saw messages and mails. */
  markRead: ({ requestId, messageIds, mailIds }) => {
    const readable = authorizeReading(context, requestId);
    if (!readable.ok) return readable;
    const at = instantOf(context.now());
    inTransaction(context.db, (db) => {
      markMessagesRead(db, { requestId, ids: messageIds, at });
      markMailRead(db, { requestId, ids: mailIds, at });
    });
    return ok(null);
  },
});

type Known = Pick<ThreadEntry, 'from' | 'at' | 'title'> & Partial<ThreadEntry>;
type Filled = Omit<ThreadEntry, 'id'>;

const filled = (known: Known): Filled => ({
  who: '',
  facts: [],
  text: '',
  state: '',
  remark: '',
  isFailed: false,
  nextAt: null,
  isUnread: false,
  letter: null,
  note: null,
  mail: null,
  ...known,
});

const entriesOf = (
  context: DeskContext,
  request: StoredRequest,
): ((row: EntryRow) => ThreadEntry | undefined) => {
  const mailOf = mailEntries(context, request);
  const read = {
    letter: (id: number) => letterEntry(context, id),
    message: (id: number) => messageEntry(context, request, id),
    mail: mailOf,
    answer: (_: number, row: EntryRow) => answerEntry(context, request, row),
    note: (id: number) => noteEntry(context, request, id),
  } satisfies Record<EntryRow['kind'], (id: number, row: EntryRow) => Filled | undefined>;
  return (row) => {
    const entry = read[row.kind](row.id, row);
    return entry && { ...entry, id: `${row.kind}-${row.id}` };
  };
};

/** The states in which a letter was not sent, and its note says why and what to do. */
const failedStates: readonly ShownState[] = ['failed', 'needs-person', 'no-address'];

/** The states that staff need not see. */
const quietStates: readonly PartnerMessageState[] = ['applied', 'confirmed', 'unmatched'];

/** A letter that was sent by protocol may have more to say than whether it was sent. */
const stateOfLetter = ({ state, saidState, mayHaveArrivedAt }: LetterRow): string =>
  saidState === 'sent' || saidState === 'refused' || (saidState === 'withdrawn' && mayHaveArrivedAt !== null)
    ? messageStateWord(saidState, mayHaveArrivedAt !== null)
    : inSentence(shownStates[state].label);

const letterEntry = ({ db }: DeskContext, id: number): Filled | undefined => {
  const letter = findLetterOfThread(db, id);
  if (!letter) return undefined;
  const { recipient, kind, state, note, subject, body } = letter;
  return filled({
    from: recipient === 'partner' ? 'to-partner' : 'to-patron',
    at: letter.createdAt,
    title: messageLabel(recipient, kind),
    text: letter.words ?? '',
    state: stateOfLetter(letter),
    // The mail server’s own words about an accepted letter belong in the list of letters.
    remark: state === 'sent' ? '' : note,
    isFailed: failedStates.includes(state),
    nextAt: letter.nextAt,
    facts: letter.corrected === 1 ? [t('Undone: a correction followed.')] : [],
    letter: body === null ? null : { subject: subject ?? '', body },
  });
};

/** How many steps a message causes at most. */
const stepsOfMessage = [0, 1, 2, 3];

const messageEntry = (context: DeskContext, request: StoredRequest, id: number): Filled | undefined => {
  const row = findPartnerMessage(context.db, id);
  if (!row) return undefined;
  const partnerId = findConversation(context.db, row.sentAs)?.partnerId ?? null;
  const partnerName = partnerId === null ? null : (findPlace(context.db, 'partner', partnerId)?.name ?? null);
  const { sentence, facts, note } = wordsOfStored(context, { ...row, partnerId, partnerName });
  const opIds = stepsOfMessage.map((index) => stepIdOf(row.identity, index));
  return filled({
    from: row.direction === 'in' ? 'partner' : 'to-partner',
    at: row.at,
    title: sentence,
    facts: [...facts],
    text: note,
    state: quietStates.includes(row.state) ? '' : messageStateWord(row.state, row.mayHaveArrivedAt !== null),
    isUnread: row.direction === 'in' && row.readAt === null,
    note: noteCausedBy(context, request, opIds),
  });
};

const mailEntries = (context: DeskContext, request: StoredRequest): ((id: number) => Filled | undefined) => {
  const shown = mailsShownIn(context, request.id);
  return (id) => {
    const row = findIncomingMail(context.db, id);
    if (!row) return undefined;
    const mail = shown(row);
    return filled({
      from: 'mail',
      at: mail.at,
      title: mail.subject,
      state: mail.isTaken ? t('answer recorded') : '',
      isUnread: row.readAt === null,
      note: row.takenOp === null ? null : noteCausedBy(context, request, [row.takenOp]),
      mail,
    });
  };
};

const answerEntry = (
  context: DeskContext,
  request: StoredRequest,
  { at, headline, opId }: EntryRow,
): Filled => {
  const notes = opId === '' ? [] : listPartnerNotesOf(context.db, request.id, [opId]);
  return filled({
    from: 'partner',
    at,
    title: headline,
    // A short note is part of the line.
    text: notes.flatMap(({ body }) => (headline.endsWith(body) ? [] : [body])).join('\n\n'),
    note: noteToShow(context, request, notes),
  });
};

const noteEntry = (context: DeskContext, request: StoredRequest, id: number): Filled | undefined => {
  const note = findNote(context.db, id);
  return (
    note &&
    filled({
      from: note.author === 'partner' ? 'partner' : 'staff',
      who: note.operatorName,
      at: note.createdAt,
      title: '',
      text: note.body,
      note: noteViewOf(context, request, note),
    })
  );
};

/** The note that the steps of a message or mail stored. */
const noteCausedBy = (
  context: DeskContext,
  request: StoredRequest,
  opIds: readonly OpId[],
): ThreadNote | null => noteToShow(context, request, listPartnerNotesOf(context.db, request.id, opIds));

/** Of several notes, the one that staff still have to deal with. */
const noteToShow = (
  context: DeskContext,
  request: StoredRequest,
  notes: readonly NoteRow[],
): ThreadNote | null => {
  const note = notes.find(({ active }) => active === 1) ?? notes[0];
  return note ? noteViewOf(context, request, note) : null;
};
