import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../electron/tooling/lib/paths.ts';

const inMarkdown = /\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)/g;
const inCode = /(?<![\w*])((?:\.{1,2}\/|[\w-]+\/)*[\w.-]+\.md)\b/g;

const isThere = (path: string): boolean => existsSync(join(projectFolder, posix.normalize(path)));

test('documents and sources point to documents and files that are there', () => {
  const files = [
    '*.md',
    '{.github,electron,renderer,resources,shared,tests}/**/*.{md,ts,tsx,mjs,cjs,js,css}',
  ].flatMap((pattern) => globSync(pattern, { cwd: projectFolder }));
  const dead = files.flatMap((file) => {
    const text = readFileSync(join(projectFolder, file), 'utf8');
    const links = [...text.matchAll(file.endsWith('.md') ? inMarkdown : inCode)].map(([, link = '']) => link);
    return links
      .filter((link) => !isThere(posix.join(posix.dirname(file), link)) && !isThere(link))
      .map((link) => `${file} points to ${link}`);
  });
  expect(files.length).toBeGreaterThan(100);
  expect(dead).toEqual([]);
});
