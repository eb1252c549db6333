import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';
import { capture } from '../lib/processes.ts';
import { commandOf } from '../lib/tools.ts';

const program = ['electron', 'renderer', 'shared'];

/** How large the program and its tests are, in a line: what is too long is listed in lint/longer.json. */
export function measures(): string {
  const long = tooLong();
  return [
    `${linesOf(program)} lines of program and ${linesOf(['tests'])} of tests (ts, tsx)`,
    `${count(long, 'max-lines')} files over 300 lines`,
    `${count(long, 'max-lines-per-function')} functions over 60`,
  ].join(', ');
}

function linesOf(folders: readonly string[]): string {
  const files = folders.flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: projectFolder }));
  const lines = files.map((file) => readFileSync(join(projectFolder, file), 'utf8').split('\n').length - 1);
  return lines.reduce((sum, each) => sum + each, 0).toLocaleString('en');
}

const count = (codes: readonly string[], rule: string): number =>
  codes.filter((code) => code === `eslint(${rule})`).length;

// The rules alone, without the list of what is longer.
function tooLong(): readonly string[] {
  const sizes = join(import.meta.dirname, '..', 'lint', 'sizes.json');
  const args = [commandOf('oxlint'), '-c', sizes, '-f', 'json', ...program, 'tests'];
  const { diagnostics } = JSON.parse(capture(process.execPath, args).stdout) as {
    readonly diagnostics: readonly { readonly code: string }[];
  };
  return diagnostics.map(({ code }) => code);
}
