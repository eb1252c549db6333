import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { expect, test } from 'vitest';
import { projectFolder } from '../electron/tooling/lib/paths.ts';

const inMarkdown = /(?:\]\(|src=")(?!https?:|mailto:|#)([^)"\s#]+)(?:#[^)]*)?[)"]/g;
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

test('the README has the mark at its head, names pictures that are there and small, and is short', () => {
  const text = readFileSync(join(projectFolder, 'README.md'), 'utf8');
  const pictures = [...text.matchAll(inMarkdown)]
    .map(([, link = '']) => link)
    .filter((link) => /\.(png|svg)$/.test(link));
  expect(pictures[0]).toBe('resources/mark.svg');
  expect(pictures).toHaveLength(4);
  for (const picture of pictures)
    expect(statSync(join(projectFolder, picture)).size, picture).toBeLessThan(400_000);
  expect(text.split('\n').length).toBeLessThan(110);
});
