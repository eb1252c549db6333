import { noMapping } from '../../../../shared/domain/intake/mapping.ts';
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { formatInstant, instantOf } from '../../../../shared/domain/dates.ts';
import { systemNames, systems } from '../../../../shared/domain/intake/systems.ts';
import type { DeskId, OperatorId } from '../../../../shared/domain/ids.ts';
import type { Input, Output } from '../../../../shared/ipc/contract.ts';
import { type Result, ok, refuse } from '../../../../shared/ipc/result.ts';
import { inTransaction } from '../../db/open.ts';
import type { ReadableDB } from '../../db/types.ts';
import { readRawSetting, writeSetting } from '../../desk/records/settings/raw-settings.ts';
import type { DeskSession } from '../../desk/records/session/session.service.ts';
import type { DeskContext } from '../../desk/context.ts';
import { listFileProfiles } from '../../desk/store/file-profiles.queries.ts';
import { listPastImports } from '../../desk/store/past-imports.queries.ts';
import { findWatchedImport, noteWatchedImport } from '../../desk/store/watched-files.queries.ts';
import { type Importer, authorizeImporter } from '../importer.ts';
import type { LibraryFile } from '../library-file.service.ts';
import { rowLine } from '../report/row-report.ts';
import { AskedProcess } from '../process/asked-process.ts';
import type { FileProcess } from '../process/child-process.ts';
import type { Look, ProcessedFolder, ReadyFile, SeenFile } from './look.ts';
import { silentDrive } from './silent-drive.ts';
import { t } from '../../../../shared/words/words.ts';

/** The dependencies of the watched folder. */
type Options = {
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly dataDir: string;
  readonly startProcess: () => FileProcess;
  readonly libraryFile: Pick<LibraryFile, 'importPath'>;
  /** Lets the operator choose a folder; null if the dialog was closed. */
  readonly chooseFolder: () => Promise<string | null>;
  /** Called when the state has changed. */
  readonly changed: () => void;
  /** Receives a code for why the folder cannot be used, once until it changes. */
  readonly logProblem: (code: string) => void;
  readonly logFault: (error: unknown) => void;
  /** The pause between two looks. */
  readonly everyMs?: number;
  readonly timeoutMs?: number;
};

/** Stored for this workstation. The operator is the one who chose the folder; only their rights are used. */
const kept = z.strictObject({
  folder: z.string(),
  profile: z.string().nullable(),
  operatorId: z.int(),
  deskId: z.int(),
});
type Kept = z.infer<typeof kept>;
const key = 'watched-folder';

const defaults = { everyMs: 5_000, timeoutMs: 60_000 } as const;

/** A file after its import, and where to move it. */
type Dealt = { readonly file: SeenFile; readonly to: ProcessedFolder; readonly report: string | null };
const idOf = ({ name, sizeBytes, modifiedMs }: SeenFile): string =>
  JSON.stringify([name, sizeBytes, modifiedMs]);

type State = Pick<Output<'watchedFolder.status'>, 'problem' | 'waiting' | 'left' | 'lastFile'>;
const nothingSeen: State = { problem: null, waiting: 0, left: [], lastFile: null };

const appendReportLine = (report: string, outcome: 'unchanged' | 'refused', reason: string): Promise<void> =>
  appendFile(report, rowLine({ section: 'file', row: 0, outcome, externalId: '', reason }), { mode: 0o600 });

/** Imports the files of a watched folder, one after the other. */
export class WatchedFolder {
  private state = nothingSeen;
  private isClosed = false;
  private readonly options: Options;
  private readonly db: ReadableDB;
  private readonly session: DeskSession;
  private readonly process: AskedProcess;
  private readonly timeoutMs: number;
  private loggedCode = '';
  private timer: NodeJS.Timeout | null = null;
  /** Counts changes of the settings: a turn of an earlier round does not schedule another. */
  private round = 0;
  /** Files that were imported or refused but could not be moved. Only moving them is retried, and other files are imported. */
  private readonly stuck = new Map<string, Dealt & { readonly why: string }>();

  constructor(options: Options) {
    this.options = options;
    this.db = options.context.db;
    this.session = options.context.session;
    this.timeoutMs = options.timeoutMs ?? defaults.timeoutMs;
    this.process = new AskedProcess(options.startProcess, options.logFault);
  }

  private read(): Kept | null {
    return kept.safeParse(readRawSetting(this.db, key)).data ?? null;
  }

  private become(next: Partial<State>): void {
    const before = JSON.stringify(this.state);
    this.state = { ...this.state, ...next };
    if (JSON.stringify(this.state) !== before) this.options.changed();
  }

  private noteProblem(problem: Look['problem']): void {
    const { code = '' } = problem ?? {};
    if (code !== '' && code !== this.loggedCode) this.options.logProblem(code);
    this.loggedCode = code;
    this.become({ problem: problem?.why ?? null });
  }

  private stopAt(problem: NonNullable<Look['problem']>): false {
    this.noteProblem(problem);
    return false;
  }

  /** The operator who chose the folder, with current roles and desks. */
  private importerOf({ operatorId, deskId }: Kept): Result<Importer> {
    const { operators, desks, desk } = this.session;
    const who = operators().find(({ id }) => id === (operatorId as OperatorId));
    if (!who)
      return refuse(
        'operator-unknown',
        t('The operator who chose the folder no longer works here. Choose the folder again.'),
      );
    const where = desks().find(({ id }) => id === (deskId as DeskId)) ?? desk();
    return authorizeImporter({ operator: () => who, desk: () => where, operators });
  }

  /** Returns the path of a new report of rows, until it is moved to its file. */
  private async newReport(): Promise<string> {
    const folder = resolve(this.options.dataDir, 'reports');
    await mkdir(folder, { recursive: true });
    return join(folder, `watched-${randomUUID()}.jsonl`);
  }

  /**
   * Imports a file, unless its content was imported before. @returns where to move it; null: it stays, because the program is closing.
   */
  private async importFile(
    { folder, profile }: Kept,
    file: ReadyFile,
    importer: Importer,
  ): Promise<{ readonly to: ProcessedFolder; readonly report: string } | null> {
    const report = await this.newReport();
    const earlier = findWatchedImport(this.db, file.sha256);
    if (earlier !== undefined) {
      const at = formatInstant(earlier, this.options.context.timeZone());
      await appendReportLine(
        report,
        'unchanged',
        t('A file with the same content was imported on {at}. It was not imported again.', { at }),
      );
      return { to: 'done', report };
    }
    const ended = await this.options.libraryFile.importPath(
      join(folder, file.name),
      { ok: true, value: importer },
      {
        mapping: { ...noMapping, profile },
        rowReport: { path: report, as: 'json-lines' },
      },
    );
    if (this.isClosed) return null;
    this.become({ lastFile: { name: file.name, at: ended.endedAt, outcome: ended.outcome } });
    if (ended.outcome === 'done') this.noteDone(file);
    else await appendReportLine(report, 'refused', ended.failure ?? t('The import was cancelled.'));
    return { to: ended.outcome === 'done' ? 'done' : 'refused', report };
  }

  private noteDone({ sha256 }: ReadyFile): void {
    // Searches the newest imports for the one with this content, because another one may have begun since.
    const line = listPastImports(this.db, 5).find(
      ({ input }) => (JSON.parse(input) as { readonly sha256?: string }).sha256 === sha256,
    );
    if (line)
      inTransaction(this.db, (write) =>
        noteWatchedImport(write, sha256, line.opId, instantOf(this.options.context.now())),
      );
  }

  /** Moves a file after its import. @returns whether other files can be imported; false if the folder has a problem. */
  private async move(folder: string, { file, to, report }: Dealt): Promise<boolean> {
    const moved = { folder, file, to, report };
    const answer = await this.process.ask({ what: 'put-away', moved }, this.timeoutMs);
    const problem = answer.ok ? answer.value : { ...silentDrive, isOnlyThisFile: false };
    if (problem === null) {
      this.stuck.delete(idOf(file));
      return true;
    }
    this.stuck.set(idOf(file), { file, to, report, why: problem.why });
    return problem.isOnlyThisFile || this.stopAt(problem);
  }

  /** @returns whether a file was processed, so that the next look need not wait. */
  private async importNext(settings: Kept): Promise<boolean> {
    const { folder } = settings;
    for (const dealt of this.stuck.values()) if (!(await this.move(folder, dealt))) return false;
    const waiting = [...this.stuck.values()];
    const exclude = waiting.map(({ file }) => file);
    const answer = await this.process.ask({ what: 'look', folder, exclude }, this.timeoutMs);
    if (this.isClosed || this.read()?.folder !== folder) return false;
    if (!answer.ok) return this.stopAt(silentDrive);
    const look = answer.value;
    const left = waiting.map(({ file, why }) => ({ name: file.name, why }));
    this.become({ waiting: look.waiting, left: [...look.left, ...left] });
    this.noteProblem(look.problem);
    if (look.problem !== null || look.ready === null) return false;
    const importer = this.importerOf(settings);
    if (!importer.ok) return this.stopAt({ code: importer.error.code, why: importer.error.message });
    const dealt = await this.importFile(settings, look.ready, importer.value);
    return dealt !== null && this.move(folder, { file: look.ready, ...dealt });
  }

  private async turn(ofRound: number): Promise<void> {
    const { everyMs = defaults.everyMs } = this.options;
    const settings = this.read();
    if (settings === null || this.isClosed || ofRound !== this.round) return;
    const isBusy = await this.importNext(settings).catch((error: unknown) => {
      this.options.logFault(error);
      return false;
    });
    if (!this.isClosed && ofRound === this.round)
      this.timer = setTimeout(() => void this.turn(ofRound), isBusy ? 0 : everyMs);
    else if (this.isClosed || this.read() === null) this.process.close();
  }

  /** Starts polling. */
  readonly start = (): void => {
    const ofRound = (this.round += 1);
    this.timer = setTimeout(() => void this.turn(ofRound), 0);
  };

  /** Stops polling and closes the process. */
  readonly close = (): void => {
    this.isClosed = true;
    this.end();
  };

  readonly status = (): Result<Output<'watchedFolder.status'>> => {
    const settings = this.read();
    const profiles = [
      ...systemNames.map((name) => systems[name].label),
      ...listFileProfiles(this.db).map(({ name }) => name),
    ];
    return ok({
      folder: settings?.folder ?? null,
      profile: settings?.profile ?? null,
      profiles: [...new Set(profiles)],
      operatorName: this.session.operators().find(({ id }) => id === settings?.operatorId)?.name ?? '',
      ...this.state,
    });
  };

  /** Lets the operator choose the folder, which is then imported with their rights. */
  readonly choose = async (): Promise<Result<null>> => {
    const allowed = authorizeImporter(this.session);
    if (!allowed.ok) return allowed;
    const folder = await this.options.chooseFolder();
    if (folder === null) return ok(null);
    const { operator, desk } = allowed.value;
    return this.keep({ folder: resolve(folder), profile: null, operatorId: operator.id, deskId: desk.id });
  };

  readonly saveProfile = ({ profile }: Input<'watchedFolder.saveProfile'>): Result<null> => {
    const allowed = authorizeImporter(this.session);
    if (!allowed.ok) return allowed;
    const settings = this.read();
    return settings ? this.keep({ ...settings, profile }) : ok(null);
  };

  readonly stop = (): Result<null> => {
    const allowed = authorizeImporter(this.session);
    if (!allowed.ok) return allowed;
    return this.read() === null ? ok(null) : this.keep(null);
  };

  private end(): void {
    if (this.timer) clearTimeout(this.timer);
    this.round += 1;
    this.process.close();
    this.state = nothingSeen;
  }

  private keep(settings: Kept | null): Result<null> {
    this.end();
    writeSetting(this.db, key, settings);
    if (settings) this.start();
    this.options.changed();
    return ok(null);
  }
}
