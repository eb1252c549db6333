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

/** Timeouts for a file on a network drive: to start the process and open the file, to read its beginning, and to read all of it. */
const timeoutMs: Readonly<Record<FileQuestion['what'], number>> = {
  open: 15_000,
  read: 60_000,
  keep: 60_000,
  survey: 600_000,
};

/** The dependencies of the chosen file. */
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
  /** The operator who chose it; no one else may see its contents. */
  readonly by: OperatorId;
};

/**
 * The file that was chosen for import. There is one at a time, and the page knows it only by a token, so that no page can name a path.
 */
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

  /** Opens a file that was dropped on the page. The preload script supplies the path; a page cannot. */
  async drop({ path }: Input<'libraryFile.drop'>): Promise<Result<Output<'libraryFile.drop'>>> {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    // The system supplies absolute paths, and an empty one for a file that the page itself made.
    return !isAbsolute(path)
      ? refuse('file-unreadable', t('That isn’t a file on this computer. Save it first, then choose it.'))
      : await this.take(path);
  }

  /** Sends a question about the chosen file to its process. */
  async ask<Q extends Exclude<FileQuestion, { readonly what: 'open' }>>(
    token: string,
    question: Q,
  ): Promise<Result<FileAnswers[Q['what']]>> {
    const allowed = authorizeImporter(this.options.session);
    if (!allowed.ok) return allowed;
    const found = this.find(token);
    if (!found.ok) return found;
    return await found.value.process.ask(question, timeoutMs[question.what]);
  }

  /** Returns the chosen file. Refused if the token is no longer valid, or if another operator chose it. */
  find(token: string): Result<Chosen> {
    const { chosen } = this;
    return chosen?.token === token && chosen.by === this.options.session.operator().id
      ? ok(chosen)
      : refuse('file-unreadable', t('The chosen file is no longer open. Choose it again.'));
  }

  release(): void {
    this.chosen?.process.close();
    this.chosen = null;
  }

  /** Releases the file, and waits until its process has exited, a second at most. */
  async end(): Promise<void> {
    const { chosen } = this;
    this.chosen = null;
    await chosen?.process.end();
  }

  private async take(path: string): Promise<Result<NonNullable<Output<'libraryFile.choose'>>>> {
    const { databaseFile, timeZone, session, startProcess, logFault } = this.options;
    const by = session.operator().id;
    const process = new AskedProcess(startProcess, (error) => logFault?.(error));
    const file = { file: resolve(path), databaseFile: resolve(databaseFile), timeZone: timeZone() };
    const opened = await process.ask({ what: 'open', chosen: file }, timeoutMs.open);
    if (!opened.ok) {
      process.close();
      return fail('file-unreadable', `${basename(path)}: ${opened.error.message}`, undefined, false);
    }
    this.release();
    const stamp = opened.value;
    const token = randomUUID();
    this.chosen = { token, path, stamp, process, by };
    return ok({ token, fileName: basename(path), sizeBytes: stamp.sizeBytes });
  }
}
