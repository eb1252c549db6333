import type { Migration } from '../migrate.ts';
import { reasonsSql } from '../default-reasons.ts';
import { schemaSql } from '../schema.ts';

/** The schema of a new database, and the migrations after it, in order. Append only; never edit what has been released. */
export const migrations: readonly Migration[] = [{ version: 1, up: `${schemaSql}\n${reasonsSql()}` }];
