import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { appId } from '../../../../shared/domain/app-id.ts';

/** The preferences that management software of macOS writes for this program. Only root can write there. */
export const preferencesFile = `/Library/Managed Preferences/${appId}.plist`;

/** How long the system’s converter may take. */
const timeoutMs = 5_000;

/** Runs a program of the system with an input and returns its output. */
export type RunTool = (file: string, args: readonly string[], input?: string) => string;

const runTool: RunTool = (file, args, input = '') =>
  execFileSync(file, [...args], {
    encoding: 'utf8',
    timeout: timeoutMs,
    stdio: ['pipe', 'pipe', 'ignore'],
    input,
  });

const plutil = '/usr/bin/plutil';

/** What JSON has no form for: a single one would make the converter refuse all values. In strings `<` is written in another way. */
const notInJson = /<(date|data)>[^<]*<\/\1>/gu;

/**
 * Reads the managed preferences as JSON, with the converter of macOS. Never run on a Mac so far: in tests a
 * function takes the place of the converter.
 * @returns undefined if there are none. A date or data, which no value of the policy is, becomes an empty object.
 * @throws Error if the file cannot be examined or converted.
 */
export const readManagedPreferences = (
  path: string = preferencesFile,
  run: RunTool = runTool,
): string | undefined => {
  if (statSync(path, { throwIfNoEntry: false }) === undefined) return undefined;
  const xml = run(plutil, ['-convert', 'xml1', '-o', '-', path]);
  return run(plutil, ['-convert', 'json', '-o', '-', '-'], xml.replace(notInJson, '<dict/>'));
};
