import { expect, test } from 'vitest';
import { languages } from '../../../shared/words/languages.ts';
import { language } from '../../../shared/words/language.ts';
import { lookUp, t, inSentence } from '../../../shared/words/words.ts';

test('a process that was told no language speaks English', () => {
  expect(language).toBe('en');
  expect(t('Last step')).toBe('Last step');
});

test('a sentence is its own key, and says the same with a context', () => {
  expect(t.in('paper', 'Letter')).toBe('Letter');
  expect(lookUp('paper|Letter')).toBe('Letter');
  expect(lookUp('Save')).toBe('Save');
});

test('a plural and a case are the message’s', () => {
  expect(t('{shown} {n, plural, one {item} other {items}}', { n: 1, shown: '1' })).toBe('1 item');
  expect(t('{shown} {n, plural, one {item} other {items}}', { n: 1_200, shown: '1,200' })).toBe(
    '1,200 items',
  );
});

test('where a value is missing nothing stands; a name that is not filled in is an error of ours', () => {
  expect(t('{span} overdue', { span: null })).toBe(' overdue');
  expect(() => t('{span} overdue')).toThrow(/span/);
});

test.each(Object.entries(languages))(
  '%s is a language that this machine writes dates in',
  (_, { locale }) => {
    expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toEqual([locale]);
  },
);

test('a label inside a sentence begins small, and what is written in capitals stays so', () => {
  expect(['On hold shelf', 'ISBN', 'DOI', 'Needed by'].map(inSentence)).toEqual([
    'on hold shelf',
    'ISBN',
    'DOI',
    'needed by',
  ]);
});
