import { formatDate } from '../../../../shared/domain/dates.ts';
import type { DeskId, Instant, OpId, RequestId } from '../../../../shared/domain/ids.ts';
import { lendsIfChanged, partnerAnswers } from '../../../../shared/domain/partner-answers.ts';
import type { PartnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import type { Problem } from '../../../../shared/ipc/result.ts';
import { t } from '../../../../shared/words/words.ts';
import type { WritableDB } from '../../db/types.ts';
import { noFacts, type TaskFacts } from '../../desk/records/task-facts.ts';
import { findTaskOfStep, insertTask } from '../../desk/store/tasks.queries.ts';
import type { PartnerMessageRow } from '../../desk/store/conversations.queries.ts';
import { type MessageCommand, stepIdOf } from './commands-of.ts';

// Tasks about what a partner said in a message and could not be recorded: a person decides.

type About = {
  readonly requestId: RequestId;
  readonly deskId: DeskId;
  readonly partnerName: string;
  readonly at: Instant;
};

/** Makes a task of a step that was refused: it says what the partner said, and why that could not be recorded. */
export const noteRefusal = (
  db: WritableDB,
  about: About & { readonly command: MessageCommand; readonly refusal: Problem },
): void => {
  const { command, refusal } = about;
  const { opId } = command.input;
  const texts = command.kind === 'partner-answer' ? [command.input.answer.note] : [];
  addTask(
    db,
    about,
    { opId, kind: command.kind },
    {
      code: refusal.code,
      message: refusal.message,
      headline: headlineOf(command, about.partnerName || t('The partner')),
      typed: texts.filter((text) => text !== '').map((text) => ({ what: 'note', text })),
      input: command.input,
    },
  );
};

/** Makes a task of a message that the program could not interpret. */
export const noteUnreadable = (
  db: WritableDB,
  about: About & { readonly message: Pick<PartnerMessageRow<'in'>, 'identity'> },
): void =>
  // Staff record by hand what the message says: the task has no step to repeat, and `add-note` is never repeated.
  addTask(
    db,
    about,
    { opId: stepIdOf(about.message.identity, 0), kind: 'add-note' },
    {
      message: t('The message could not be interpreted. Read it in the request, and record what it says.'),
      headline: t('{partnerName} sent a message', { partnerName: about.partnerName || t('The partner') }),
    },
  );

/** Makes a task of a message that was put into the folder, and that the partner's system did not take: its letter has left. */
export const noteNotTakenBy = (
  db: WritableDB,
  about: About & { readonly identity: string; readonly words: string },
): void =>
  addTask(
    db,
    about,
    { opId: stepIdOf(about.identity, 0), kind: 'add-note' },
    {
      message: t('It says: {words} Contact the partner, and record what it decides.', {
        words: about.words || '–',
      }),
      headline: t('The system of {partnerName} did not accept a message', {
        partnerName: about.partnerName || t('the partner'),
      }),
    },
  );

const addTask = (
  db: WritableDB,
  { requestId, deskId, at }: About,
  step: { readonly opId: OpId; readonly kind: string },
  facts: Partial<TaskFacts>,
): void => {
  // With a hub, two workstations may apply the same message.
  if (findTaskOfStep(db, step.opId) !== undefined) return;
  const row = { requestId, ...step, operatorId: null, deskId, at, madeAt: at };
  insertTask(db, { ...row, facts: JSON.stringify({ ...noFacts, ...facts }) });
};

const saidIn = (answer: PartnerAnswer): string =>
  answer.kind === 'rejected' && answer.ifChanged === true
    ? lendsIfChanged
    : partnerAnswers[answer.kind].headline;

const headlineOf = (command: MessageCommand, partnerName: string): string => {
  switch (command.kind) {
    case 'partner-answer':
      return `${partnerName} ${saidIn(command.input.answer)}`;
    case 'correct':
      return t('{partnerName} wants it back by {date}', {
        partnerName,
        date: command.input.dueOn ? formatDate(command.input.dueOn) : '',
      });
    case 'add-note':
      return t('{partnerName} sent a note', { partnerName });
  }
};
