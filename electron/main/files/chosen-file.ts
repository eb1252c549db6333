import { randomUUID } from 'node:crypto';
import { basename, isAbsolute, resolve } from 'node:path';
import type { OperatorId } from '../../../shared/domain/ids.ts';
import type { Mapping } from '../../../shared/domain/intake/mapping.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import type { Result } from '../../../shared/ipc/result.ts';
import { fail, ok, refuse } from '../../../shared/ipc/result.ts';
import type { DeskSession } from '../desk/records/session/session.service.ts';
import type { FileAnswers } from './file-reader.ts';
import { authorizeImporter } from './importer.ts';
import type { OpenFile } from './open-file.ts';
import { openFile } from './open-file.ts';
import type { ImportProcess } from './running-import.ts';
import { t } from '../../../shared/words/words.ts';

/** What choosing needs from outside. */
type Options = {
  readonly databaseFile: string;
  readonly timeZone: () => string;
  readonly startProcess: () => ImportProcess;
  readonly session: DeskSession;
  readonly chooseFile: () => Promise<string | null>;
  readonly logFault?: (error: Error) => void;
};

type Chosen = {
  readonly token: string;
  readonly path: string;
  readonly file: OpenFile;
  /** Who chose it: what stands in it is for nobody else. */
  readonly by: OperatorId;
};

/** The file that was chosen to be imported: one at a time, known to the page by a token, so that no page can name a path. */
export type ChosenFiles = {
  readonly choose: () => Promise<Result<Output<'libraryFile.choose'>>>;
  /** Takes a file that was dropped on the page: the preload says its path, and no page can. */
  readonly drop: (input: Input<'libraryFile.drop'>) => Promise<Result<Output<'libraryFile.drop'>>>;
  readonly read: (input: Input<'libraryFile.read'>) => Promise<Result<Output<'libraryFile.read'>>>;
  readonly survey: (input: Input<'libraryFile.survey'>) => Promise<Result<Output<'libraryFile.survey'>>>;
  readonly keepProfile: (input: Input<'libraryFile.keepProfile'>) => Promise<Result<null>>;
  /** The chosen file, for its trial. Refused where it is not known any more. */
  readonly find: (token: string) => Result<Pick<OpenFile, 'stamp'> & { readonly path: string }>;
  /** Lets go of the chosen file. */
  readonly letGo: () => void;
};

export const chooseFiles = (options: Options): ChosenFiles => {
  let chosen: Chosen | null = null;
  const letGo = (): void => {
    chosen?.file.close();
    chosen = null;
  };
  const take = async (path: string): Promise<Result<NonNullable<Output<'libraryFile.choose'>>>> => {
    const { databaseFile, timeZone } = options;
    const by = options.session.operator().id;
    // Not here: a process that waits for a network drive that is gone cannot end.
    const opened = await openFile(
      options.startProcess(),
      { file: resolve(path), databaseFile: resolve(databaseFile), timeZone: timeZone() },
      (error) => options.logFault?.(error),
    );
    if (!opened.ok)
      return fail('file-unreadable', `${basename(path)}: ${opened.error.message}`, undefined, false);
    letGo();
    chosen = { token: randomUUID(), path, file: opened.value, by };
    return ok({ token: chosen.token, fileName: basename(path), sizeBytes: opened.value.stamp.sizeBytes });
  };
  const find = (token: string): Result<Chosen> =>
    chosen?.token === token && chosen.by === options.session.operator().id
      ? ok(chosen)
      : refuse('file-unreadable', t('exchange.theChosenFileIsNotKnown'));
  const ask = async <W extends keyof FileAnswers>(
    what: W,
    { token, mapping }: { readonly token: string; readonly mapping: Mapping },
    name?: string,
  ): Promise<Result<FileAnswers[W]>> => {
    const allowed = authorizeImporter(options.session);
    if (!allowed.ok) return allowed;
    const found = find(token);
    return found.ok ? await found.value.file.ask(what, mapping, name) : found;
  };
  return {
    choose: async () => {
      const allowed = authorizeImporter(options.session);
      if (!allowed.ok) return allowed;
      const path = await options.chooseFile();
      return path === null ? ok(null) : await take(path);
    },
    drop: async ({ path }) => {
      const allowed = authorizeImporter(options.session);
      if (!allowed.ok) return allowed;
      // The system gives whole paths, and none for what the page made itself.
      return !isAbsolute(path)
        ? refuse('file-unreadable', t('exchange.whatWasDroppedIsNoFile'))
        : await take(path);
    },
    read: (input) => ask('read', input),
    survey: (input) => ask('survey', input),
    keepProfile: ({ name, ...input }) => ask('keep', input, name),
    find: (token) => {
      const found = find(token);
      return found.ok ? ok({ path: found.value.path, stamp: found.value.file.stamp }) : found;
    },
    letGo,
  };
};
