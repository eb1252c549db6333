import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../../electron/tooling/lib/paths.ts';

/** Physical sides, which are wrong in right-to-left languages. */
const bySide =
  /(?:margin|padding|border|border-\w+)-(?:left|right)\b|(?:^|[{;\s])(?:left|right):|text-align: (?:left|right)/;

test('style sheets use logical sides', () => {
  const found = globSync('renderer/src/**/*.css', { cwd: projectFolder }).flatMap((file) =>
    readFileSync(join(projectFolder, file), 'utf8')
      .split('\n')
      .flatMap((line, index) => (bySide.test(line) ? [`${file}:${index + 1} ${line.trim()}`] : [])),
  );
  expect(found).toEqual([]);
});
