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
  ['the word of a banner that depends', "<WhereTo word={done ? 'DONE' : undefined} />", ['DONE']],
  ['the word of a banner, by itself', "const line = { sign: 'done', word: 'DONE' }", ['DONE']],
  ['one of two texts between tags', "<p>{done ? 'Done' : t('common.open')}</p>", ['Done']],
  ['text on a slip', 'html`<p class="count">${index} items</p>`', ['\u0000 items']],
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
  ['the look of a slip', 'html`<style>.page { color: black }</style><p class="a b">${text}</p>`'],
  ['an error of ours', "throw new Error('The list has no such entry.')"],
  ['SQL', "sql(db, 'SELECT name FROM desk WHERE id = ?')"],
])('%s is not', (_, code) => {
  expect(said(code)).toEqual([]);
});
