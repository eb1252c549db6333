import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import { instantOf } from '../../../../../shared/domain/dates.ts';
import type { RestorePicture } from '../../../../../shared/ipc/backup-views.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import { t } from '../../../../../shared/words/words.ts';
import { isStepKind, stepName } from '../../../../../shared/domain/steps/all-steps.ts';
import { whyUnfit } from '../../../db/backup-words.ts';
import type { Comparison, StepsApart } from '../../../db/library-facts.ts';
import { runInFileWorker } from '../../../db/run-file-task.ts';
import { decideOnIncoming, dropIncoming, incomingFileOf } from '../../../db/take-over.ts';
import { notDoneOf } from './backup-failures.ts';
import type { BackupParts } from './backups.service.ts';

type Parts = Pick<BackupParts, 'databaseFile' | 'runOutside' | 'startAgain'>;

/** Copies another library beside this desk's own, so that an administrator can decide whether to open it. */
type BringLibrary = {
  /**
   * Copies a file here, checks it in full, and reports what would change. A previous copy is discarded.
   * @param takenAt when it was made, if its name says so.
   */
  readonly bring: (file: string, takenAt: Date | null) => Promise<Result<RestorePicture>>;
  /** Exits the program; the next start opens the copy. */
  readonly decide: (token: string) => Result<null>;
  readonly drop: () => void;
};

const refuseWhileChecking = (): Result<never> =>
  refuse('backup-running', t('Another file is still being checked. Wait a moment, then try again.'));
const refuseStaleChoice = (): Result<never> =>
  refuse('file-unreadable', t('This file is no longer ready to open. Nothing was changed. Choose it again.'));

export const bringLibrary = ({ databaseFile, runOutside, startAgain }: Parts): BringLibrary => {
  const incoming = incomingFileOf(databaseFile);
  let token: string | null = null;
  let busy = false;
  const drop = (): void => {
    token = null;
    if (!busy) dropIncoming(databaseFile);
  };
  const bringOne = async (file: string, takenAt: Date | null): Promise<Result<RestorePicture>> => {
    await runOutside({ kind: 'copy', from: file, to: incoming });
    const brought = await runInFileWorker({
      kind: 'look-into',
      file: incoming,
      isCopy: true,
    });
    if (brought.fault !== null) return refuse('file-unreadable', whyUnfit(brought.fault, brought.detail));
    const compared = await runInFileWorker({ kind: 'compare', here: databaseFile, there: incoming });
    token = randomUUID();
    return ok({
      token,
      fileName: basename(file),
      sizeBytes: brought.sizeBytes,
      takenAt: takenAt && instantOf(takenAt),
      ...pictureOf(compared),
    });
  };
  return {
    bring: async (file, takenAt) => {
      if (busy) return refuseWhileChecking();
      drop();
      busy = true;
      try {
        const brought = await bringOne(file, takenAt);
        if (!brought.ok) dropIncoming(databaseFile);
        return brought;
      } catch (error) {
        dropIncoming(databaseFile);
        return notDoneOf(error, 'reading');
      } finally {
        busy = false;
      }
    },
    decide: (given) => {
      if (token === null || given !== token) return refuseStaleChoice();
      token = null;
      try {
        decideOnIncoming(databaseFile);
      } catch (error) {
        return notDoneOf(error, 'writing');
      }
      startAgain();
      return ok(null);
    },
    drop,
  };
};

const pictureOf = (
  compared: Comparison,
): Omit<RestorePicture, 'token' | 'fileName' | 'sizeBytes' | 'takenAt'> => ({
  ...compared,
  here: { ...compared.here, libraries: [...compared.here.libraries] },
  there: { ...compared.there, libraries: [...compared.there.libraries] },
  onlyHere: inWords(compared.onlyHere),
  onlyThere: inWords(compared.onlyThere),
});

const inWords = ({ count, byKind, byOperator, last }: StepsApart): RestorePicture['onlyHere'] => ({
  count,
  byKind: countsByLabel(byKind),
  byOperator: byOperator.map((one) => ({ ...one })),
  last: last.map(({ kind, ...one }) => ({ ...one, label: stepInWords(kind) })),
});

const countsByLabel = (byKind: StepsApart['byKind']): RestorePicture['onlyHere']['byKind'] => {
  const counts = new Map<string, number>();
  for (const { kind, count } of byKind)
    counts.set(stepInWords(kind), (counts.get(stepInWords(kind)) ?? 0) + count);
  return [...counts].map(([label, count]) => ({ label, count })).sort((a, b) => b.count - a.count);
};

/** Describes a command of the log to an administrator who reviews what would be lost. */
export const stepInWords = (kind: string): string => {
  if (isStepKind(kind)) return stepName(kind);
  if (kind.startsWith('import')) return t('File imported');
  if (/^(?:re)?print-/.test(kind)) return t('Slip printed');
  return t('Record or setting changed');
};
