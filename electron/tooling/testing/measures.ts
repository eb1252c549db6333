import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../lib/paths.ts';

/** How large the program and its tests are, in a line. Lint refuses files over 300 lines and functions over 60. */
export const measures = (): string =>
  `${linesOf('{electron,renderer,shared}')} lines of program and ${linesOf('tests')} of tests (ts, tsx)`;

const linesOf = (folders: string): string =>
  globSync(`${folders}/**/*.{ts,tsx}`, { cwd: projectFolder })
    .map((file) => readFileSync(join(projectFolder, file), 'utf8').split('\n').length - 1)
    .reduce((sum, lines) => sum + lines, 0)
    .toLocaleString('en');
