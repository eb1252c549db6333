import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appId } from '../../../../shared/domain/app-id.ts';

/** The preferences that management software of macOS writes for this program. Only root can write there. */
export const preferencesFile = `/Library/Managed Preferences/${appId}.plist`;

/** How long the system’s converter may take. */
const timeoutMs = 5_000;

/** Runs a program of the system and returns its output. */
export type RunTool = (file: string, args: readonly string[]) => string;

const runTool: RunTool = (file, args) =>
  execFileSync(file, [...args], {
    encoding: 'utf8',
    timeout: timeoutMs,
    stdio: ['ignore', 'pipe', 'ignore'],
  });

/**
 * Reads the managed preferences as JSON, with the converter of macOS. Never run on a Mac so far: the tests run it with recorded output.
 * @returns undefined if there are none.
 * @throws Error if the file cannot be converted.
 */
export const readManagedPreferences = (
  path: string = preferencesFile,
  run: RunTool = runTool,
): string | undefined =>
  existsSync(path) ? run('/usr/bin/plutil', ['-convert', 'json', '-o', '-', path]) : undefined;
