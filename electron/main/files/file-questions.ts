import { failureMessage } from './failures.ts';
import type { ChosenFile, FileAsk } from './file-reader.ts';
import { FileReader } from './file-reader.ts';
import type { FromImport, ToImport } from './import-messages.ts';
import { asFaultMessage } from './import-messages.ts';
import { FileFault } from './row-fault.ts';
import type { SeenFile } from './watching/look.ts';
import { folderLook } from './watching/look.ts';
import { putAway } from './watching/put-away.ts';
import { t } from '../../../shared/words/words.ts';

/** What asks about a file or a folder, and changes nothing in the library. */
export type FileQuestion = Extract<
  ToImport,
  { readonly kind: 'open' | 'ask' | 'look-at-folder' | 'put-away' }
>;

/**
 * Answers questions about one file, or one watched folder, by messages.
 * @param end called when the file turned out to be none that can be read: no further question will have an answer.
 */
export const answerQuestions = (
  tell: (message: FromImport) => void,
  end: () => void,
): ((question: FileQuestion) => void) => {
  let fileReader: FileReader | null = null;
  /** The last question of each kind: an earlier one is not worth an answer. */
  const asked = new Map<FileAsk['what'], number>();

  const open = async (chosen: ChosenFile): Promise<void> => {
    try {
      const { reader, stamp } = await FileReader.open(chosen);
      fileReader = reader;
      tell({ kind: 'opened', stamp });
    } catch (error) {
      tell({ kind: 'unfit', why: whyOf(error) });
      end();
    }
  };

  const answer = async (request: number, ask: FileAsk): Promise<void> => {
    asked.set(ask.what, request);
    const isStale = (): boolean => asked.get(ask.what) !== request;
    try {
      if (fileReader === null) throw new Error('No file was opened.');
      const value = await fileReader.answer(ask, isStale);
      // Half an answer is none: whoever wants it still asks again.
      if (isStale()) tell({ kind: 'no-answer', request, why: t('exchange.askedAnew'), isStale: true });
      else tell({ kind: 'answer', request, answer: value });
    } catch (error) {
      tell({ kind: 'no-answer', request, why: whyOf(error), isStale: false });
    }
  };

  /** Why it did not work, for staff; what is no fault of the file is told to the log. */
  const whyOf = (error: unknown): string => {
    if (!(error instanceof FileFault)) tell({ kind: 'fault', fault: asFaultMessage(error) });
    return failureMessage(error);
  };

  /** The folder that was looked at before: what did not change since is ready. */
  let watched: { readonly folder: string; readonly look: ReturnType<typeof folderLook> } | null = null;

  const lookAtFolder = async (folder: string, passedOver: readonly SeenFile[]): Promise<void> => {
    if (watched?.folder !== folder)
      watched = { folder, look: folderLook(folder, () => tell({ kind: 'alive' })) };
    tell({ kind: 'folder', look: await watched.look(passedOver) });
  };

  return (question) => {
    switch (question.kind) {
      case 'open':
        return void open(question.chosen);
      case 'ask':
        return void answer(question.request, question.ask);
      case 'look-at-folder':
        return void lookAtFolder(question.folder, question.passedOver);
      case 'put-away':
        return void putAway(question.what).then((problem) => tell({ kind: 'put-away', problem }));
    }
  };
};
