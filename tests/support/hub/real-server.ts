import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openTestDesk, type TestDesk } from '../desk.ts';
import { setProfile } from '../lender/desk-and-lender.ts';
import { Lender } from '../lender/lender.ts';
import { startPostgres, type Postgres } from './postgres.ts';
import { stopWorkstations } from './workstation.ts';

type Real = { readonly server: Postgres; readonly first: TestDesk };

/**
 * Starts a server for a test file, and opens the library of its first workstation: both are closed with it, and so are all workstations.
 */
export const realServer = async (): Promise<Real> => {
  const server = await startPostgres({ tls: true });
  const first = openTestDesk();
  afterAll(async () => {
    await stopWorkstations();
    first.close();
    await server.stop();
  });
  return { server, first };
};

/** The same, with a lender that the library tells by protocol. */
export const realServerAndLender = async (): Promise<Real & { readonly lender: Lender }> => {
  const { server, first } = await realServer();
  const lender = new Lender({
    symbol: 'NORTH',
    dialect: { version: '1.2', prefix: 'ns1' },
    file: join(mkdtempSync(join(tmpdir(), 'lender-')), 'book.json'),
    borrowerUrl: () => 'http://127.0.0.1:9/',
    script: () => ({}),
  });
  await lender.start();
  setProfile(first, lender.url);
  afterAll(() => lender.crash());
  return { server, first, lender };
};
