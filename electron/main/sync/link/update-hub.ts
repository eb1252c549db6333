import { hubTables } from '../../db/hub-schema.ts';
import type { ReadableDB } from '../../db/types.ts';
import { layOut, type HubSql } from './fill-hub.ts';
import { connectPostgres, type HubAddress, type Login } from './postgres.ts';

/**
 * Brings a hub of an earlier version up to date: tables, columns and conditions that it lacks, all functions, views and lists, in one transaction. Its
 * rows and its order stay as they are. Workstations that ask meanwhile wait, or try again.
 * @param db a library of this program's version: its schema is that of the hub from then on.
 * @param administrator an account that may make roles and schemas there, as when the hub was made: used for this, and kept nowhere.
 * @throws OtherCertificate, what the driver throws (HB008: the hub is newer): nothing was changed then.
 */
export const updateHub = async (
  db: ReadableDB,
  address: HubAddress,
  administrator: Login,
  makes: HubSql,
): Promise<void> => {
  const connection = await connectPostgres(address, administrator, 'none');
  try {
    await connection.run('BEGIN');
    await layOut({ query: connection.query, run: connection.run, makes, tables: hubTables(db) });
    await connection.run('COMMIT');
  } finally {
    await connection.close();
  }
};
