import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What lies in a data folder with data of patrons and is removed by no rule: damaged databases, those of a version before the first release, and requests of before a hub was joined. */
const setAside = /^(?:damaged-.*|other-schema-.*|.*\.incoming\.damaged|own-requests-\d+\.json)$/;

/**
 * The files and folders that were set aside in a data folder before a moment, and so may hold patron data that went since.
 * @param before null: none is too old.
 */
export const oldFilesIn = (dataDir: string, before: Date | null): string[] =>
  before === null
    ? []
    : readdirSync(dataDir)
        .filter(
          (name) =>
            setAside.test(name) &&
            (statSync(join(dataDir, name), { throwIfNoEntry: false })?.mtime ?? before) < before,
        )
        .sort();
