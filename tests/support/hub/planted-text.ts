import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectFolder } from '../../../electron/tooling/lib/paths.ts';

/** A fault in a source file of the program: the original text and its replacement. */
export type PlantedText = { readonly file: string; readonly text: string; readonly other: string };

/** The result of a seed run with it. */
export type PlayedWithFault = { readonly seed: number; readonly findings: readonly string[] };

/**
 * Runs seeds in a separate process whose program has these faults.
 * @returns the first seed that finds something; null if none does. @throws if a text no longer exists, or nothing could be run.
 */
export const playWithTexts = async (
  texts: readonly PlantedText[],
  seeds: readonly number[],
): Promise<PlayedWithFault | null> => {
  const script = join(projectFolder, 'tests/fixtures/hub/play-with-fault.ts');
  const child = spawn(process.execPath, [script, JSON.stringify({ texts, seeds })], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let last: PlayedWithFault | null = null;
  let errors = '';
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = JSON.parse(line) as PlayedWithFault;
  });
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  const played = last as PlayedWithFault | null;
  if (code !== 0) throw new Error(`It ended with ${code}: ${errors.slice(-2_000)}`);
  return played && played.findings.length > 0 ? played : null;
};
