import { rmSync } from 'node:fs';
import type { HubCheckView } from '../../../../shared/ipc/hub-views.ts';
import { openCopyOf } from '../../db/sharing.ts';
import type { ReadableDB } from '../../db/types.ts';
import { compareWithHub } from '../compare-with-hub.ts';
import { hubOf } from '../hub.ts';
import type { KnownHub } from './connection-file.ts';
import { overConnection } from './postgres.ts';

/**
 * Compares this workstation with its hub and verifies the steps it keeps: on a copy beside the database, which is deleted afterwards, over
 * a separate connection that sees a snapshot of the hub. Rejects if the hub cannot be reached.
 * @param file path of the copy. @param progress called with the number of rows and steps compared.
 */
export const compareOnCopy = async (
  db: ReadableDB,
  file: string,
  known: KnownHub,
  progress: (looked: number) => void,
  signal: AbortSignal,
): Promise<HubCheckView> => {
  const drop = (): void => {
    for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
  };
  drop();
  try {
    return await overConnection(known, known, 'usual', async ({ query, run }) => {
      const copy = await openCopyOf(db, file);
      try {
        await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return await compareWithHub(copy, hubOf(query), progress, signal);
      } finally {
        copy.close();
      }
    });
  } finally {
    drop();
  }
};
