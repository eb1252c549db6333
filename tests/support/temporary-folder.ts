import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const temporaryFolders = new Set<string>();

/** Creates a folder in the system's temporary folder; it is deleted when this process exits. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'borrow-desk-'));
  if (temporaryFolders.size === 0)
    process.once('exit', () => {
      for (const each of temporaryFolders) rmSync(each, { recursive: true, force: true });
    });
  temporaryFolders.add(folder);
  return folder;
}
