import { randomUUID } from 'node:crypto';
import { basename, isAbsolute, resolve } from 'node:path';
import type { OperatorId } from '../../../../shared/domain/ids.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import { type Result, fail, ok, refuse } from '../../../../shared/ipc/result.ts';
import type { DeskSession } from '../../desk/records/session/session.service.ts';
import type { FileAnswers, FileQuestion } from './file-reader.ts';
import { authorizeImporter } from '../importer.ts';
import { AskedProcess } from '../process/asked-process.ts';
import type { FileProcess } from '../process/child-process.ts';
import type { FileStamp } from '../reading/open-regular.ts';
import { t } from '../../../../shared/words/words.ts';

/** How long a file on a network drive may take to be found, to be read at its beginning, and to its end. */
const patienceMs: Readonly<Record<FileQuestion['what'], number>> = {
  open: 5_000,
  read: 60_000,
  keep: 60_000,
  survey: 600_000,
};

/** What choosing needs from outside. */
type Options = {
  readonly databaseFile: string;
  readonly timeZone: () => string;
  readonly startProcess: () => FileProcess;
  readonly session: DeskSession;
  readonly chooseFile: () => Promise<string | null>;
  readonly logFault?: (error: Error) => void;
};

type Chosen = {
  readonly token: string;
  readonly path: string;
  readonly stamp: FileStamp;
  readonly process: AskedProcess;
  /** Who chose it: what stands in it is for nobody else. */
  readonly by: OperatorId;
};

/** The file that was chosen to be imported: one at a time, known to the page by a token, so that no page can name a path. */
export class ChosenFiles {
  private readonly options: Options;
  private chosen: Chosen | null = null;

  constructor(options: Options) {
    this.options = options;
  }

  async choose(): Promise<Result<Output<'libraryFile.choose'>>> {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    const path = await this.options.chooseFile();
    return path === null ? ok(null) : await this.take(path);
  }

  /** Takes a file that was dropped on the page: the preload says its path, and no page can. */
  async drop({ path }: Input<'libraryFile.drop'>): Promise<Result<Output<'libraryFile.drop'>>> {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    // The system gives whole paths, and none for what the page made itself.
    return !isAbsolute(path)
      ? refuse(
          'file-unreadable',
          t('You dropped something that is not a file on this computer. Save it first, then choose it.'),
        )
      : await this.take(path);
  }

  /** Asks something of the chosen file. */
  async ask<Q extends Exclude<FileQuestion, { readonly what: 'open' }>>(
    token: string,
    question: Q,
  ): Promise<Result<FileAnswers[Q['what']]>> {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    const found = this.find(token);
    if (!found.ok) return found;
    return await found.value.process.ask(question, patienceMs[question.what]);
  }

  /** The chosen file. Refused where it is not known any more, or somebody else's. */
  find(token: string): Result<Chosen> {
    const { chosen } = this;
    return chosen?.token === token && chosen.by === this.options.session.operator().id
      ? ok(chosen)
      : refuse('file-unreadable', t('The chosen file is no longer open. Choose it again.'));
  }

  letGo(): void {
    this.chosen?.process.close();
    this.chosen = null;
  }

  private async take(path: string): Promise<Result<NonNullable<Output<'libraryFile.choose'>>>> {
    const { databaseFile, timeZone, session, startProcess, logFault } = this.options;
    const by = session.operator().id;
    const process = new AskedProcess(startProcess, (error) => logFault?.(error));
    const file = { file: resolve(path), databaseFile: resolve(databaseFile), timeZone: timeZone() };
    const opened = await process.ask({ what: 'open', chosen: file }, patienceMs.open);
    if (!opened.ok) {
      process.close();
      return fail('file-unreadable', `${basename(path)}: ${opened.error.message}`, undefined, false);
    }
    this.letGo();
    const stamp = opened.value;
    const token = randomUUID();
    this.chosen = { token, path, stamp, process, by };
    return ok({ token, fileName: basename(path), sizeBytes: stamp.sizeBytes });
  }
}
