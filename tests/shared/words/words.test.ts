import { expect, test } from 'vitest';
import { languages } from '../../../shared/words/languages.ts';
import { language } from '../../../shared/words/language.ts';
import { lookUp, t, inSentence, lowerFirst } from '../../../shared/words/words.ts';
import { itemStatusInSentence } from '../../../shared/domain/item-status.ts';

test('a process without a language uses English', () => {
  expect(language).toBe('en');
  expect(t('Last step')).toBe('Last step');
});

test('a sentence is its own key, and says the same with a context', () => {
  expect(t.in('paper', 'Letter')).toBe('Letter');
  expect(lookUp('paper|Letter')).toBe('Letter');
  expect(lookUp('Save')).toBe('Save');
});

test('a message handles its own plurals and cases', () => {
  expect(t('{shown} {n, plural, one {item} other {items}}', { n: 1, shown: '1' })).toBe('1 item');
  expect(t('{shown} {n, plural, one {item} other {items}}', { n: 1_200, shown: '1,200' })).toBe(
    '1,200 items',
  );
});

test('a missing value is inserted as nothing; an unfilled name is a bug', () => {
  expect(t('{span} overdue', { span: null })).toBe(' overdue');
  expect(() => t('{span} overdue')).toThrow(/span/);
});

test.each(Object.entries(languages))(
  '%s is a language in which this machine formats dates',
  (_, { locale }) => {
    expect(Intl.DateTimeFormat.supportedLocalesOf(locale)).toEqual([locale]);
  },
);

test('a label inside a sentence starts in lower case, and words in capitals are kept', () => {
  expect(itemStatusInSentence('on-hold-shelf')).toBe('on hold shelf');
  // A German status is no noun: it begins small too.
  expect(lowerFirst('Im Abholregal')).toBe('im Abholregal');
  expect(['On hold shelf', 'ISBN', 'DOI', 'Needed by'].map(inSentence)).toEqual([
    'on hold shelf',
    'ISBN',
    'DOI',
    'needed by',
  ]);
});
