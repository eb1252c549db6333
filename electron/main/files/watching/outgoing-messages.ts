import type { ReadableDB } from '../../db/types.ts';
import { AskedProcess } from '../process/asked-process.ts';
import type { FileProcess } from '../process/child-process.ts';
import { readMessageFolder } from './message-folder.service.ts';
import type { MessageFile } from './put-message-file.ts';
import { silentDrive } from './silent-drive.ts';

/** What became of a file: `unconfirmed`, it is there; `unreached`, it certainly is not; `unknown`, it may be. `words` are for staff. */
type PutResult = { readonly kind: 'unconfirmed' | 'unreached' | 'unknown'; readonly words: string };

/** The folder into which this workstation puts messages to partners, for a desk that cannot reach their systems. */
export type OutgoingMessages = {
  /** Whether a folder for messages was chosen at this workstation. */
  readonly isChosen: () => boolean;
  /** Puts a message there: whole, or not at all. */
  readonly put: (file: Omit<MessageFile, 'folder'>) => Promise<PutResult>;
  readonly close: () => void;
};

/** Opens the folder for messages to partners. Files are written by a process: a drive that is gone would stop the program. */
export const openOutgoingMessages = (
  db: ReadableDB,
  startProcess: () => FileProcess,
  {
    logFault,
    timeoutMs = 60_000,
  }: { readonly logFault: (error: unknown) => void; readonly timeoutMs?: number },
): OutgoingMessages => {
  const process = new AskedProcess(startProcess, logFault);
  let last: Promise<unknown> = Promise.resolve();
  const put = async (file: Omit<MessageFile, 'folder'>): Promise<PutResult> => {
    const folder = readMessageFolder(db);
    if (folder === null) return { kind: 'unreached', words: '' };
    const answer = await process.ask({ what: 'put-message', file: { ...file, folder } }, timeoutMs);
    if (!answer.ok) return { kind: 'unknown', words: silentDrive.why };
    return answer.value === null
      ? { kind: 'unconfirmed', words: '' }
      : { kind: 'unreached', words: answer.value };
  };
  return {
    isChosen: () => readMessageFolder(db) !== null,
    // One after the other: the process answers the last of several questions of a kind.
    put: (file) => {
      const result = last.then(() => put(file));
      last = result;
      return result;
    },
    close: () => process.close(),
  };
};
