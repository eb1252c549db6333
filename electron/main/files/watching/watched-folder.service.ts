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
import { type Dealt, type FolderTurnsOptions, FolderTurns } from './folder-turns.ts';
import type { ReadyFile } from './look.ts';
import { t } from '../../../../shared/words/words.ts';

/** The dependencies of the watched folder. */
type Options = Omit<FolderTurnsOptions, 'folder' | 'deal'> & {
  readonly context: DeskContext & { readonly session: DeskSession };
  readonly dataDir: string;
  readonly libraryFile: Pick<LibraryFile, 'importPath'>;
  /** Lets the operator choose a folder; null if the dialog was closed. */
  readonly chooseFolder: () => Promise<string | null>;
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

const appendReportLine = (report: string, outcome: 'unchanged' | 'refused', reason: string): Promise<void> =>
  appendFile(report, rowLine({ section: 'file', row: 0, outcome, externalId: '', reason }), { mode: 0o600 });

/** Imports the files of a watched folder, one after the other. */
export class WatchedFolder {
  private isClosed = false;
  private lastFile: Output<'watchedFolder.status'>['lastFile'] = null;
  private readonly options: Options;
  private readonly db: ReadableDB;
  private readonly session: DeskSession;
  private readonly turns: FolderTurns;

  constructor(options: Options) {
    this.options = options;
    this.db = options.context.db;
    this.session = options.context.session;
    this.turns = new FolderTurns({
      ...options,
      folder: () => this.read()?.folder ?? null,
      deal: (_, file) => this.deal(file),
    });
  }

  private read(): Kept | null {
    return kept.safeParse(readRawSetting(this.db, key)).data ?? null;
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

  private async deal(file: ReadyFile): ReturnType<FolderTurnsOptions['deal']> {
    const settings = this.read();
    if (settings === null) return null;
    const importer = this.importerOf(settings);
    return importer.ok
      ? this.importFile(settings, file, importer.value)
      : { code: importer.error.code, why: importer.error.message };
  }

  /**
   * Imports a file, unless its content was imported before. @returns where to move it; null: it stays, because the program is closing.
   */
  private async importFile(
    { folder, profile }: Kept,
    file: ReadyFile,
    importer: Importer,
  ): Promise<Dealt | null> {
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
    this.lastFile = { name: file.name, at: ended.endedAt, outcome: ended.outcome };
    this.options.changed();
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

  /** Starts to look. */
  readonly start = (): void => this.turns.start();

  /** Looks no more. */
  readonly close = (): void => {
    this.isClosed = true;
    this.turns.close();
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
      ...this.turns.state,
      left: [...this.turns.state.left],
      lastFile: this.lastFile,
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

  private keep(settings: Kept | null): Result<null> {
    this.turns.close();
    this.lastFile = null;
    writeSetting(this.db, key, settings);
    if (settings) this.start();
    this.options.changed();
    return ok(null);
  }
}
