import { noMapping } from '../../../../../shared/domain/intake/mapping.ts';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { formatInstant, instantOf } from '../../../../../shared/domain/dates.ts';
import { systemNames, systems } from '../../../../../shared/domain/intake/systems.ts';
import type { DeskId, OperatorId } from '../../../../../shared/domain/ids.ts';
import type { Input, Output } from '../../../../../shared/ipc/contract.ts';
import type { Result } from '../../../../../shared/ipc/result.ts';
import { ok, refuse } from '../../../../../shared/ipc/result.ts';
import { inTransaction } from '../../../db/open.ts';
import { readRawSetting, writeSetting } from '../../directory/settings/raw-settings.ts';
import type { DeskSession } from '../../directory/session/session.service.ts';
import type { DeskContext } from '../../kernel/context.ts';
import { listFileProfiles } from '../../store/file-profiles.queries.ts';
import { listPastImports } from '../../store/past-imports.queries.ts';
import { findWatchedImport, noteWatchedImport } from '../../store/watched-files.queries.ts';
import type { Importer } from '../importer.ts';
import { authorizeImporter } from '../importer.ts';
import type { LibraryFile } from '../library-file.service.ts';
import { rowLine } from '../row-report.ts';
import type { ImportProcess } from '../running-import.ts';
import type { Look, PutAwayFolder, ReadyFile, SeenFile } from './look.ts';
import { watchProcess } from './watch-process.ts';
import { t } from '../../../../../shared/words/words.ts';

/** What the watched folder needs from outside. */
type Options = {
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly dataDir: string;
  readonly startProcess: () => ImportProcess;
  readonly libraryFile: Pick<LibraryFile, 'importPath'>;
  /** Lets a person choose a folder; null when the dialog was closed. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Told that the state is another one. */
  readonly changed: () => void;
  /** Takes a code that says why the folder cannot be worked with: once, until it is another one. */
  readonly logProblem: (code: string) => void;
  readonly logFault: (error: unknown) => void;
  /** How long it waits between two looks. */
  readonly everyMs?: number;
  readonly patienceMs?: number;
};

export type WatchedFolder = {
  readonly status: () => Result<Output<'watchedFolder.status'>>;
  /** Lets a person choose the folder, which is read with their rights from then on. */
  readonly choose: () => Promise<Result<null>>;
  readonly saveProfile: (input: Input<'watchedFolder.saveProfile'>) => Result<null>;
  readonly stop: () => Result<null>;
  /** Begins to look. */
  readonly start: () => void;
  /** Ends it, with its process. */
  readonly close: () => void;
};

/** Kept for this workstation. The operator is who chose the folder: nobody else's rights are used. */
const kept = z.strictObject({
  folder: z.string(),
  profile: z.string().nullable(),
  operatorId: z.int(),
  deskId: z.int(),
});
type Kept = z.infer<typeof kept>;
const key = 'watched-folder';

const defaults = { everyMs: 5_000, patienceMs: 60_000 } as const;

/** A file that was dealt with, and where it goes. */
type Dealt = { readonly file: SeenFile; readonly to: PutAwayFolder; readonly report: string | null };
const idOf = ({ name, sizeBytes, modifiedMs }: SeenFile): string =>
  JSON.stringify([name, sizeBytes, modifiedMs]);

type State = Pick<Output<'watchedFolder.status'>, 'problem' | 'waiting' | 'left' | 'lastFile'>;
const nothingSeen: State = { problem: null, waiting: 0, left: [], lastFile: null };

export const watchedFolder = (options: Options): WatchedFolder => {
  const { db, session, now } = options.context;
  const { everyMs, patienceMs } = { ...defaults, ...options };
  const looking = watchProcess(options.startProcess, patienceMs);
  let state = nothingSeen;
  let loggedCode = '';
  let timer: NodeJS.Timeout | null = null;
  /** Counts the settings: a turn that was begun under other ones is the last of its kind. */
  let round = 0;
  let isClosed = false;
  /** What was dealt with and could not be moved: only that is tried again, and the others go on. */
  const stuck = new Map<string, Dealt & { readonly why: string }>();

  const read = (): Kept | null => kept.safeParse(readRawSetting(db, key)).data ?? null;
  const become = (next: Partial<State>): void => {
    const before = JSON.stringify(state);
    state = { ...state, ...next };
    if (JSON.stringify(state) !== before) options.changed();
  };
  const noteProblem = (problem: Look['problem']): void => {
    const code = problem?.code ?? '';
    if (code !== '' && code !== loggedCode) options.logProblem(code);
    loggedCode = code;
    become({ problem: problem?.why ?? null });
  };

  /** Who chose the folder, as things stand now. */
  const importerOf = ({ operatorId, deskId }: Kept): Result<Importer> => {
    const who = session.operators().find(({ id }) => id === (operatorId as OperatorId));
    if (!who) return refuse('operator-unknown', t('exchange.whoChoseTheFolderDoesNot'));
    const where = session.desks().find(({ id }) => id === (deskId as DeskId)) ?? session.desk();
    return authorizeImporter({ operator: () => who, desk: () => where, operators: session.operators });
  };

  /** The report of rows, until it lies beside its file. */
  const newReport = async (): Promise<string> => {
    const folder = resolve(options.dataDir, 'reports');
    await mkdir(folder, { recursive: true });
    return join(folder, `watched-${randomUUID()}.jsonl`);
  };
  const tellFile = (report: string, outcome: 'unchanged' | 'refused', reason: string): Promise<void> =>
    appendFile(report, rowLine({ section: 'file', row: 0, outcome, externalId: '', reason }), {
      mode: 0o600,
    });

  /** Imports a file, unless its content was. @returns where it goes; null: it stays, since the program ends. */
  const takeIn = async (
    { folder, profile }: Kept,
    file: ReadyFile,
    importer: Importer,
  ): Promise<{ readonly to: PutAwayFolder; readonly report: string } | null> => {
    const report = await newReport();
    const earlier = findWatchedImport(db, file.sha256);
    if (earlier !== undefined) {
      const at = formatInstant(earlier, options.context.timeZone());
      await tellFile(report, 'unchanged', t('exchange.thisFileWasImportedAlready', { at }));
      return { to: 'done', report };
    }
    const ended = await options.libraryFile.importPath(
      join(folder, file.name),
      { ok: true, value: importer },
      {
        mapping: { ...noMapping, profile },
        rowReport: { path: report, as: 'json-lines' },
        isUnattended: false,
      },
    );
    if (isClosed) return null;
    become({ lastFile: { name: file.name, at: ended.endedAt, outcome: ended.outcome } });
    if (ended.outcome === 'done') noteDone(file);
    else await tellFile(report, 'refused', ended.failure ?? t('exchange.theImportWasCancelled'));
    return { to: ended.outcome === 'done' ? 'done' : 'refused', report };
  };

  const noteDone = ({ sha256 }: ReadyFile): void => {
    // Of the newest ones that which read this content: another one may have begun meanwhile.
    const line = listPastImports(db, 5).find(
      ({ input }) => (JSON.parse(input) as { readonly sha256?: string }).sha256 === sha256,
    );
    if (line) inTransaction(db, (write) => noteWatchedImport(write, sha256, line.opId, instantOf(now())));
  };

  const silent = { code: 'silent', why: t('exchange.theFolderDoesNotAnswer') };

  /** Moves a file that was dealt with. @returns whether others may go on: false where the folder is at fault. */
  const move = async (folder: string, { file, to, report }: Dealt): Promise<boolean> => {
    const problem = await looking.putAway({ folder, file, to, report });
    if (problem === null) {
      stuck.delete(idOf(file));
      return true;
    }
    const { why } = problem === 'silent' ? silent : problem;
    stuck.set(idOf(file), { file, to, report, why });
    if (problem !== 'silent' && problem.isOfFile) return true;
    noteProblem(problem === 'silent' ? silent : problem);
    return false;
  };

  /** @returns whether a file was dealt with, so that the next one need not wait. */
  const takeTurn = async (settings: Kept): Promise<boolean> => {
    const { folder } = settings;
    for (const dealt of stuck.values()) if (!(await move(folder, dealt))) return false;
    const waiting = [...stuck.values()];
    const look = await looking.look(
      folder,
      waiting.map(({ file }) => file),
    );
    if (isClosed || read()?.folder !== folder) return false;
    if (look === null) {
      noteProblem(silent);
      return false;
    }
    const left = waiting.map(({ file, why }) => ({ name: file.name, why }));
    become({ waiting: look.waiting, left: [...look.left, ...left] });
    noteProblem(look.problem);
    if (look.problem !== null || look.ready === null) return false;
    const importer = importerOf(settings);
    if (!importer.ok) {
      noteProblem({ code: importer.error.code, why: importer.error.message });
      return false;
    }
    const dealt = await takeIn(settings, look.ready, importer.value);
    return dealt !== null && (await move(folder, { file: look.ready, ...dealt }));
  };

  const turn = async (ofRound: number): Promise<void> => {
    const settings = read();
    if (settings === null || isClosed || ofRound !== round) return;
    const isBusy = await takeTurn(settings).catch((error: unknown) => {
      options.logFault(error);
      return false;
    });
    if (!isClosed && ofRound === round) timer = setTimeout(() => void turn(ofRound), isBusy ? 0 : everyMs);
    else if (isClosed || read() === null) looking.close();
  };
  const start = (): void => {
    round += 1;
    const ofRound = round;
    timer = setTimeout(() => void turn(ofRound), 0);
  };
  const end = (): void => {
    if (timer) clearTimeout(timer);
    round += 1;
    looking.close();
    state = nothingSeen;
  };
  const keep = (settings: Kept | null): Result<null> => {
    end();
    writeSetting(db, key, settings);
    if (settings) start();
    options.changed();
    return ok(null);
  };

  return {
    start,
    close: () => {
      isClosed = true;
      end();
    },
    status: () => {
      const settings = read();
      const profiles = [
        ...systemNames.map((name) => systems[name].label),
        ...listFileProfiles(db).map(({ name }) => name),
      ];
      return ok({
        folder: settings?.folder ?? null,
        profile: settings?.profile ?? null,
        profiles: [...new Set(profiles)],
        operatorName: session.operators().find(({ id }) => id === settings?.operatorId)?.name ?? '',
        ...state,
      });
    },
    choose: async () => {
      const allowed = authorizeImporter(session);
      if (!allowed.ok) return allowed;
      const folder = await options.chooseFolder();
      if (folder === null) return ok(null);
      const { operator, desk } = allowed.value;
      return keep({ folder: resolve(folder), profile: null, operatorId: operator.id, deskId: desk.id });
    },
    saveProfile: ({ profile }) => {
      const allowed = authorizeImporter(session);
      if (!allowed.ok) return allowed;
      const settings = read();
      return settings ? keep({ ...settings, profile }) : ok(null);
    },
    stop: () => {
      const allowed = authorizeImporter(session);
      if (!allowed.ok) return allowed;
      return read() === null ? ok(null) : keep(null);
    },
  };
};
