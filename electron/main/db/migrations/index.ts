import type { Migration } from '../migrate.ts';
import { schemaSql } from '../schema.ts';

/** The schema that a new database gets, and the migrations after it, in order. Append only; what was released is never edited. */
export const migrations: readonly Migration[] = [{ version: 1, up: schemaSql }];
