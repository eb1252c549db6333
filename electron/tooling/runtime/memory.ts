import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkoutCacheFolder } from '../lib/paths.ts';

const file = join(checkoutCacheFolder, 'tooling.json');

type Notes = Readonly<Record<string, string>>;

function readNotes(): Notes {
  if (!existsSync(file)) return {};
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Notes;
  } catch {
    // A note is only a short cut: a damaged file means that the work is done again.
    return {};
  }
}

/** What was noted under this name in this checkout, or null. */
export function recall(name: string): string | null {
  return readNotes()[name] ?? null;
}

/** Keeps a text under a name until the next `npm ci`. */
export function remember(name: string, text: string): void {
  mkdirSync(checkoutCacheFolder, { recursive: true });
  writeFileSync(file, JSON.stringify({ ...readNotes(), [name]: text }, null, 2));
}
