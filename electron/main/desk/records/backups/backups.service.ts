import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { restoreWord, reclaimWord } from '../../../../../shared/domain/backups.ts';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { BackupList, BackupView } from '../../../../../shared/ipc/backup-views.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { type Backup, backupFolderOf, listBackups } from '../../../db/backup.ts';
import { whyUnfit } from '../../../db/backup-words.ts';
import type { DailyBackups } from '../../../db/daily-backup.ts';
import type { RunOutside } from '../../../db/outside.ts';
import type { ReadableDB } from '../../../db/types.ts';
import type { Service } from '../../../ipc/handlers.ts';
import type { Session } from '../../context.ts';
import { authorizeAdministration } from '../operators/authorize-administration.ts';
import { notDoneOf } from './backup-failures.ts';
import { bringLibrary } from './bring-library.ts';
import { backupInspections } from './backup-inspections.ts';
import { moveLibrary } from './move-library.ts';
import type { MovedAwayNote } from './moved-away.ts';
import type { SecondFolderNote } from './second-folder.ts';

/** The dependencies of backups. None is part of Electron: the composition root passes them in. */
export type BackupParts = {
  readonly db: ReadableDB;
  readonly dataDir: string;
  readonly databaseFile: string;
  readonly session: Session;
  readonly now: () => Date;
  readonly daily: DailyBackups;
  readonly second: SecondFolderNote;
  readonly movedAway: MovedAwayNote;
  readonly runOutside: RunOutside;
  /** This computer's name, for the folder of our copies. */
  readonly computer: string;
  readonly isImporting: () => boolean;
  /** Files set aside before this moment may contain patron data that has been erased since; null: none do. */
  readonly goesBefore: () => Date | null;
  readonly chooseFolder: () => Promise<string | null>;
  readonly chooseLibrary: () => Promise<string | null>;
  /** The library file that somebody opened outside the window, once; null if there is none. */
  readonly askedLibrary: () => string | null;
  /** Asks where to save the file for another workstation. */
  readonly chooseTarget: (name: string) => Promise<string | null>;
  /** Restarts the program. */
  readonly startAgain: () => void;
  /** Called when the list has changed. */
  readonly changed: () => void;
};

export type BackupsService = Service<'backups'> & { readonly rests: () => boolean };

/** How often the page gets the progress of a backup. */
const progressEveryMs = 300;

const refuseWhileImporting = (): Result<never> =>
  refuse(
    'import-running',
    t('A file is being imported. Wait until it finishes, or cancel the import, then try again.'),
  );

/** The backups of this workstation, restoring them, and moving the library to another workstation. */
export const backupsService = (parts: BackupParts): BackupsService => {
  const folder = backupFolderOf(parts.dataDir);
  const looks = backupInspections(parts.changed);
  const making = requestedBackup(parts, folder);
  const bringer = bringLibrary(parts);
  const guarded = forAdministrators(parts.session);
  const list = (): Result<BackupList> => {
    const all = listBackups(folder);
    void looks.inspect(all);
    const { since, ...second } = parts.daily.second();
    return ok({
      backups: all.flatMap((backup) => viewOf(backup, looks.of(backup))),
      making: making.progress(),
      old: oldFilesIn(parts.dataDir, parts.goesBefore()),
      second: { folder: parts.second.folder(), ...second, since: since && instantOf(since) },
    });
  };
  return {
    rests: parts.movedAway.rests,
    list,
    make: guarded(making.make),
    chooseSecondFolder: guarded(() => chooseSecondFolder(parts, list)),
    forgetSecondFolder: guarded(() => setSecondFolder(parts, null, list)),
    bring: guarded(async ({ name }) => {
      const backup = listBackups(folder).find(({ file }) => basename(file) === name);
      if (!backup) return refuse('file-unreadable', whyUnfit('missing', ''));
      return await bringer.bring(backup.file, backup.takenAt);
    }),
    bringFile: guarded(async () => {
      const chosen = await parts.chooseLibrary();
      return chosen === null ? ok(null) : await bringer.bring(chosen, null);
    }),
    bringAsked: guarded(async () => {
      const asked = parts.askedLibrary();
      return asked === null ? ok(null) : await bringer.bring(asked, null);
    }),
    restore: guarded((input) => {
      if (input.typed.trim() !== restoreWord) return refuse('word-missing', wordMissing(restoreWord));
      if (parts.isImporting()) return refuseWhileImporting();
      return bringer.decide(input.token);
    }),
    leave: () => {
      bringer.drop();
      return ok(null);
    },
    move: guarded(async () => {
      if (parts.isImporting()) return refuseWhileImporting();
      bringer.drop();
      return await moveLibrary(parts);
    }),
    takeBack: guarded(({ typed }) => {
      if (typed.trim() !== reclaimWord) return refuse('word-missing', wordMissing(reclaimWord));
      parts.movedAway.reclaim();
      return ok(null);
    }),
  };
};

type Refused = Extract<Result<never>, { readonly ok: false }>;

const forAdministrators =
  (session: Session) =>
  <Asked extends readonly unknown[], Answer>(run: (...asked: Asked) => Answer) =>
  (...asked: Asked): Answer | Refused => {
    const may = authorizeAdministration(session, t('Managing backups'), null);
    return may.ok ? run(...asked) : may;
  };

const setSecondFolder = (parts: BackupParts, path: string | null, list: () => Result<BackupList>) => {
  parts.second.choose(path);
  void parts.daily.secondChosen().then(parts.changed);
  return list();
};

const chooseSecondFolder = async (
  parts: BackupParts,
  list: () => Result<BackupList>,
): Promise<Result<BackupList | null>> => {
  const chosen = await parts.chooseFolder();
  if (chosen === null) return ok(null);
  try {
    const name = `Borrow Desk ${parts.computer}`;
    const { path } = await parts.runOutside({ kind: 'begin-folder', folder: chosen, name });
    return setSecondFolder(parts, path, list);
  } catch (error) {
    return notDoneOf(error, 'writing');
  }
};

const wordMissing = (word: string): string => t('Nothing was changed. To continue, type {word}.', { word });

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Empty if the file disappeared while the list was being made. */
const viewOf = (
  { file, kind, takenAt }: Backup,
  look: ReturnType<ReturnType<typeof backupInspections>['of']>,
): readonly BackupView[] => {
  const facts = {
    name: basename(file),
    kind,
    takenAt: instantOf(takenAt),
    sizeBytes: look?.sizeBytes ?? sizeOf(file),
  };
  if (look === null) return [{ ...facts, state: 'waiting', words: '', facts: null }];
  if (look.fault === null)
    return [
      {
        ...facts,
        state: 'good',
        words: '',
        facts: look.facts && { ...look.facts, libraries: [...look.facts.libraries] },
      },
    ];
  return [{ ...facts, state: 'unfit', words: whyUnfit(look.fault, look.detail), facts: null }];
};

/** A backup that an administrator requested, with its progress. */
const requestedBackup = (parts: BackupParts, folder: string) => {
  let running: Promise<Result<null>> | null = null;
  let share = 0;
  const copied = (): number =>
    Math.max(share, Math.min(1, bytesUnderWay(folder) / Math.max(1, sizeOf(parts.databaseFile))));
  const run = async (): Promise<Result<null>> => {
    const timer = setInterval(() => {
      share = copied();
      parts.changed();
    }, progressEveryMs);
    try {
      await parts.daily.makeNow();
      return ok(null);
    } catch (error) {
      return notDoneOf(error, 'writing');
    } finally {
      clearInterval(timer);
    }
  };
  return {
    progress: (): BackupList['making'] =>
      running === null ? null : { phase: share >= 1 ? 'checking' : 'copying', share },
    make: (): Promise<Result<null>> => {
      share = 0;
      running ??= run().finally(() => {
        running = null;
        parts.changed();
      });
      parts.changed();
      return running;
    },
  };
};

/** The number of bytes written of a backup in progress; 0 if there is none. */
const bytesUnderWay = (folder: string): number => {
  const name = readdirSync(folder).find((each) => each.endsWith('.partial'));
  return name === undefined ? 0 : sizeOf(join(folder, name));
};

/**
 * Files in a data folder that contain patron data and are removed by no rule: damaged databases, those of a version before the first
 * release, and requests from before a hub was joined.
 */
const setAside = /^(?:damaged-.*|other-schema-.*|.*\.incoming\.damaged|own-requests-\d+\.json)$/;

/**
 * The files and folders that were set aside in a data folder before a moment, and so may contain patron data that has been erased since.
 * @param before null: none is too old.
 */
const oldFilesIn = (dataDir: string, before: Date | null): string[] =>
  before === null
    ? []
    : readdirSync(dataDir)
        .filter(
          (name) =>
            setAside.test(name) &&
            (statSync(join(dataDir, name), { throwIfNoEntry: false })?.mtime ?? before) < before,
        )
        .sort();
