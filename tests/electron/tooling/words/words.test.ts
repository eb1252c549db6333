import { expect, test } from 'vitest';
import { deadLinksIn } from '../../../../electron/tooling/words/links.ts';
import { wordsIn } from '../../../../electron/tooling/words/words.ts';

const says = (code: string) => wordsIn('shared/domain/a.ts', code).map(({ says: text }) => text);

test.each([
  ['// The lender wants it back.', 'partner'],
  ['const lenderName = 1;', 'partner'],
  ['const judgeStatus = 1;', 'check'],
  ['// Whose wish it is.', 'requestedBy'],
  ['type SlipWish = 1;', 'request'],
  ['readonly heir: OpId;', 'successor'],
  ['letterOvertaken(code)', 'superseded'],
  ["why: 'torn'", 'partial scan'],
  ["import { a } from './stop-words.ts';", 'refusals'],
  ["phase: 'trouble'", 'loss and damage'],
  ["send({ type: 'told', message })", 'notification'],
  ['const before: Remembered = recall();', 'restored snapshot'],
  ["guard: 'isNotHeld',", 'paused'],
])('an old word is found, with the one to use: %s', (code, instead) => {
  expect(says(code).join()).toContain(instead);
});

test.each([
  '// The partner is asked whether it will supply.',
  "kind: 'lender-answer',",
  'lender: request.partnerName,',
  '// Calendar dates of the sender; splendid.',
  '// Torn paper is what it looks like.',
])('what is meant otherwise, or stored so, is left alone: %s', (code) => {
  expect(says(code)).toEqual([]);
});

test('a text that points to a document which is not there is found, in code and in Markdown', () => {
  const exists = (path: string) => ['shared/domain/README.md', 'README.md'].includes(path);
  const code = '/** The rule: shared/domain/README.md. The reason: rules.md §3. */';
  expect(deadLinksIn('electron/main/a.ts', code, exists)).toEqual([
    { path: 'electron/main/a.ts', line: 1, says: 'points to rules.md, which is not in the project' },
  ]);
  const markdown =
    'See [the rules](shared/domain/README.md#words), [more](docs/x.md) and <https://example.org/a.md>.';
  expect(deadLinksIn('README.md', markdown, exists).map(({ says: text }) => text)).toEqual([
    'points to docs/x.md, which is not in the project',
  ]);
});
