import { afterAll } from 'vitest';
import { openTestDesk, type TestDesk } from '../desk.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { stopWorkstations } from './workstation.ts';

/**
 * Starts a server for a test file, and opens the library of its first workstation: both are closed with it, and so are all workstations.
 */
export const realServer = async (): Promise<{ readonly server: Postgres; readonly first: TestDesk }> => {
  const server = await startPostgres({ tls: true });
  const first = openTestDesk();
  afterAll(async () => {
    await stopWorkstations();
    first.close();
    await server.stop();
  });
  return { server, first };
};
