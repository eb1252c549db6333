import { t } from '../../../../shared/words/words.ts';
import { failureMessage } from '../failures.ts';
import { FileReader } from '../choosing/file-reader.ts';
import { FileFault } from '../row-fault.ts';
import { FolderLook } from '../watching/look.ts';
import { putMessageFile } from '../watching/put-message-file.ts';
import { readMessageFile } from '../watching/read-message-file.ts';
import { moveProcessed } from '../watching/move-processed.ts';
import { type Answers, type FromProcess, type Question, type ToProcess, asFaultMessage } from './messages.ts';

export type Asked = Extract<ToProcess, { readonly kind: 'ask' }>;

/** Answers questions about one file or one watched folder, by messages. */
export const answerQuestions = (send: (message: FromProcess) => void): ((asked: Asked) => void) => {
  let reader: FileReader | null = null;
  /** The folder of the last look, with a cache for unchanged files. */
  let watched: FolderLook | null = null;
  /** The last request of each kind; earlier ones are stale. */
  const last = new Map<Question['what'], number>();

  const answerTo = async (question: Question, isStale: () => boolean): Promise<Answers[keyof Answers]> => {
    switch (question.what) {
      case 'open': {
        const opened = await FileReader.open(question.chosen);
        ({ reader } = opened);
        return opened.stamp;
      }
      case 'look': {
        const { folder, exclude } = question;
        if (watched?.folder !== folder) watched = new FolderLook(folder, () => send({ kind: 'alive' }));
        return await watched.look(exclude);
      }
      case 'put-away':
        return await moveProcessed(question.moved);
      case 'put-message':
        return await putMessageFile(question.file);
      case 'bytes':
        return await readMessageFile(question.folder, question.name);
      case 'read':
      case 'survey':
      case 'keep':
        if (reader === null) throw new Error('No file was opened.');
        return await reader.answer(question, isStale);
    }
  };

  const answer = async ({ request, question }: Asked): Promise<void> => {
    last.set(question.what, request);
    const isStale = (): boolean => last.get(question.what) !== request;
    try {
      const found = await answerTo(question, isStale);
      // A stale answer may be incomplete, so it is not sent: the caller asks again.
      if (isStale())
        send({
          kind: 'no-answer',
          request,
          why: t('The file is being read again. Try again in a moment.'),
          isStale: true,
        });
      else send({ kind: 'answer', request, answer: found });
    } catch (error) {
      // Anything other than a fault of the file goes to the log.
      if (!(error instanceof FileFault)) send({ kind: 'fault', fault: asFaultMessage(error) });
      send({ kind: 'no-answer', request, why: failureMessage(error), isStale: false });
    }
  };

  return (asked) => void answer(asked);
};
