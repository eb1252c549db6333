import { t } from '../../../../shared/words/words.ts';

export const quote = 0x22;
export const comma = 0x2c;
const colon = 0x3a;
export const openBracket = 0x5b;
export const backslash = 0x5c;
export const closeBracket = 0x5d;
export const openBrace = 0x7b;
export const closeBrace = 0x7d;
export const lineFeed = 0x0a;

export const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
export const isScalarByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  byte === 0x2d ||
  byte === 0x2b ||
  byte === 0x2e;

export type Place =
  | 'start'
  | 'key-or-end'
  | 'key'
  | 'colon'
  | 'value'
  | 'after-value'
  | 'element-or-end'
  | 'element'
  | 'after-element'
  | 'end';

export const expected: Readonly<Record<Place, string>> = {
  start: t("a “'{'” is expected at the beginning of the file"),
  'key-or-end': t("a name in quotes or “'}'” is expected"),
  key: t('a name in quotes is expected'),
  colon: t('a “:” is expected'),
  value: t('a value is expected'),
  'after-value': t("a “,” or “'}'” is expected"),
  'element-or-end': t('a row or “]” is expected'),
  element: t('a row is expected'),
  'after-element': t('a “,” or “]” is expected'),
  end: t("nothing may follow the last “'}'”"),
};

/** The separator that is expected at a place, and the place after it. */
export const separators: Readonly<Partial<Record<Place, { readonly byte: number; readonly place: Place }>>> =
  {
    start: { byte: openBrace, place: 'key-or-end' },
    colon: { byte: colon, place: 'value' },
    'after-value': { byte: comma, place: 'key' },
    'after-element': { byte: comma, place: 'element' },
  };
