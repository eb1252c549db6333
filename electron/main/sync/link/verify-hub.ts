import { rmSync } from 'node:fs';
import type { ReadableDB } from '../../db/types.ts';
import { openCopyOf } from '../../db/sharing.ts';
import { checkAgainstHub, type HubCheck } from '../check-hub.ts';
import type { KnownHub } from './connection-file.ts';
import { hubOf } from './hub-port.ts';
import { connectPostgres } from './postgres.ts';

/** Compares this workstation with its hub, and takes again the steps that it keeps. Rejects where the hub cannot be reached. */
export type VerifyHub = (
  hub: KnownHub,
  progress: (looked: number) => void,
  signal: AbortSignal,
) => Promise<HubCheck>;

/**
 * Does it on a copy beside the database, which is gone afterwards, by a connection of its own that sees the hub as it is at one moment.
 * @param file where the copy lies.
 */
export const verifyHub =
  (db: ReadableDB, file: string): VerifyHub =>
  async ({ user, password, ...address }, progress, signal) => {
    const drop = (): void => {
      for (const ending of ['', '-wal', '-shm']) rmSync(file + ending, { force: true });
    };
    drop();
    const connection = await connectPostgres(address, { user, password });
    try {
      const copy = await openCopyOf(db, file);
      try {
        await connection.run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
        return await checkAgainstHub(copy, hubOf(connection.query), progress, signal);
      } finally {
        copy.close();
      }
    } finally {
      await connection.close();
      drop();
    }
  };
