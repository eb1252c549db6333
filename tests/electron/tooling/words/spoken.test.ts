import { expect, test } from 'vitest';
import { spokenIn } from '../../../../electron/tooling/words/spoken.ts';

const said = (code: string): readonly string[] =>
  spokenIn('page.tsx', code).map(({ says }) => /“(.*)”/su.exec(says)?.[1] ?? '');

test.each([
  ['text between tags', '<p>Nothing is here</p>', ['Nothing is here']],
  ['text beside a value', '<p>{count} waiting</p>', ['waiting']],
  ['text in a fragment', '<>Done</>', ['Done']],
  ['a quoted text between tags', "<p>{'Done'}</p>", ['Done']],
  ['a label', '<TextInput label="Name" />', ['Name']],
  ['the word of a banner', '<WhereTo word="STOP" />', ['STOP']],
  ['a name for the screen reader', '<nav aria-label="Pages" />', ['Pages']],
  ['a sentence in code', "refuse('code', 'Nothing was done.')", ['Nothing was done.']],
  ['a sentence with a value', 'note(`The item ${code} is lost.`)', ['The item x is lost.']],
])('%s is found', (_, code, texts) => {
  expect(said(code)).toEqual(texts);
});

test.each([
  ['a message of the catalogue', "<p>{t('receiving.lastStep')}</p>"],
  ['a sign', '<p>·</p>'],
  ['a key as it is pressed', '<kbd>Esc</kbd>'],
  ['a class', '<p className="row wide" />'],
  ['an example of an address', '<TextInput placeholder="ill@library.example" />'],
  ['an error of ours', "throw new Error('The list has no such entry.')"],
  ['SQL', "sql(db, 'SELECT name FROM desk WHERE id = ?')"],
])('%s is not', (_, code) => {
  expect(said(code)).toEqual([]);
});
