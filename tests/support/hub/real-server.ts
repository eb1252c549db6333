import { afterAll } from 'vitest';
import { openTestDesk, type TestDesk } from '../desk.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { stopWorkstations } from './workstation.ts';

/** A server of a test file, and the library that its first workstation brings: both end with it, and so do all workstations. */
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
