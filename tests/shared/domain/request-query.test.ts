import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameBeginsWith, searchFields } from '../../../shared/domain/request-query-fields.ts';
import { mayGoOn, overdueHint, parseRequestQuery } from '../../../shared/domain/request-query.ts';
import { narrowingWords, searchWords } from '../../../shared/domain/search-words.ts';
import { checkProperty } from '../../support/check-property.ts';

const kinds = (text: string) =>
  parseRequestQuery(text).parts.map((part) =>
    Object.fromEntries(Object.entries(part).filter(([key]) => key !== 'text')),
  );

describe('the parts of a query', () => {
  test('are parsed as people write them', () => {
    expect(kinds('status:conditional back<2026-12-01 due:today partner:north')).toEqual([
      { kind: 'status', statuses: ['CONDITIONAL'] },
      { kind: 'dueBetween', of: 'partner', from: null, to: '2026-11-30' },
      { kind: 'due', of: 'patron', bucket: 'today' },
      { kind: 'partner', words: ['north'] },
    ]);
    expect(parseRequestQuery('sea STATUS:Conditional around').words).toEqual(['sea', 'around']);
  });

  test('the bare word overdue is a word, and the hint says how to find what is overdue', () => {
    expect(parseRequestQuery('adler overdue').words).toEqual(['adler', 'overdue']);
    expect(overdueHint('adler Overdue')).toContain('due:overdue');
    for (const text of ['due:overdue', 'overdues', '"overdue books"', ''])
      expect(overdueHint(text)).toBeNull();
    expect(kinds('due:overdue back:overdue')).toMatchObject([{ kind: 'due' }, { kind: 'due' }]);
  });

  test('ask for requests that a file changed since a day or an instant', () => {
    expect(kinds('file:2026-12-01')).toEqual([{ kind: 'file', since: '2026-12-01' }]);
    expect(kinds('file>=2026-11-25T12:00:00.000Z')).toEqual([
      { kind: 'file', since: '2026-11-25T12:00:00.000Z' },
    ]);
    for (const text of ["file:2026-12-01'--", 'file:soon', 'file<2026-12-01'])
      expect(kinds(text)).toMatchObject([{ kind: 'unknown' }]);
  });

  test('name a status by its words, its code, or a prefix of several', () => {
    const statuses = (text: string) =>
      parseRequestQuery(text).parts.flatMap((part) => (part.kind === 'status' ? part.statuses : []));
    expect(statuses('status:"ready to be sent"')).toEqual(['READY_TO_SEND']);
    expect(statuses('status:ready to be sent')).toEqual(['READY_TO_SEND']);
    expect(statuses('status:loaned')).toEqual(['LOANED']);
    expect(statuses('status:cancelled')).toEqual(['CANCELLED', 'CANCELLED_BY_PATRON', 'CANCELLED_BY_STAFF']);
    expect(statuses('status:renew')).toContain('RENEW_NOT_ACCEPTED');
    expect(statuses('status:CLAIMED')).toEqual(['CLAIMED']);
  });

  test('take dates, months and the words of the facet', () => {
    const range = (text: string) => kinds(text)[0];
    expect(range('due:2026-12-01')).toMatchObject({ from: '2026-12-01', to: '2026-12-01' });
    expect(range('due>=2026-12-01')).toMatchObject({ from: '2026-12-01', to: null });
    expect(range('due>2026-12-31')).toMatchObject({ from: '2027-01-01', to: null });
    expect(range('due:2028-02')).toMatchObject({ from: '2028-02-01', to: '2028-02-29' });
    expect(range('due<=2026-02')).toMatchObject({ from: null, to: '2026-02-28' });
    expect(range('due>9999-12-31')).toMatchObject({ from: '9999-12-31', to: null });
    expect(range('due<0001-01-01')).toMatchObject({ from: null, to: '0001-01-01' });
    expect(range('due<0000-01-01')).toMatchObject({ kind: 'unknown' });
    expect(range('due:overdue')).toEqual({ kind: 'due', of: 'patron', bucket: 'overdue' });
    expect(range('dueback:overdue')).toEqual({ kind: 'due', of: 'partner', bucket: 'overdue' });
    expect(range('notes:yes')).toEqual({ kind: 'notes', active: true });
    expect(range('activity:comp')).toEqual({ kind: 'activity', activity: 'completed' });
  });

  test('read a status of several words without quotes: its label, or the short one of the list; the longest one', () => {
    const read = (text: string) =>
      parseRequestQuery(text).parts.map((part) =>
        part.kind === 'status'
          ? [part.text, ...part.statuses]
          : part.kind === 'words'
            ? part.words
            : part.kind,
      );
    expect(read('status:on loan sea')).toEqual([['status:on loan', 'LOANED'], ['sea']]);
    expect(read('Status:Ready to be sent')).toEqual([['Status:Ready to be sent', 'READY_TO_SEND']]);
    expect(read('sea status:cancelled by staff partner:north')).toEqual([
      ['sea'],
      ['status:cancelled by staff', 'CANCELLED_BY_STAFF'],
      'partner',
    ]);
    // While it is typed.
    expect(read('status:on lo')).toEqual([['status:on lo', 'LOANED']]);
    expect(read('status:conditional sea')).toEqual([['status:conditional', 'CONDITIONAL'], ['sea']]);
    expect(['status:on', 'status:ready to', 'status:conditional', 'sea'].map(mayGoOn)).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(parseRequestQuery('status:blorp sea').unknown[0]?.why).toMatch(
      /^Unknown status\. Try status:conditional, status:overdue or status:ready to be sent\.$/u,
    );
  });

  test('that are invalid are reported, filter nothing, and do not become words', () => {
    const { unknown, words } = parseRequestQuery(
      'status:blorp due<soon notes:maybe activity:x status: due>overdue partner:"" pickup:-- sea',
    );
    expect(unknown.map(({ text }) => text)).toEqual([
      'status:blorp',
      'due<soon',
      'notes:maybe',
      'activity:x',
      'status:',
      'due>overdue',
      'partner:""',
      'pickup:--',
    ]);
    expect(words).toEqual(['sea']);
  });

  test('ask when a request was created, and whose it is', () => {
    for (const period of ['today', 'yesterday', 'week', 'month', 'older'])
      expect(kinds(`created:${period}`)).toEqual([{ kind: 'created', period }]);
    expect(kinds('created>2026-11-20')).toEqual([{ kind: 'createdBetween', from: '2026-11-21', to: null }]);
    expect(kinds('created:2026-11')).toEqual([
      { kind: 'createdBetween', from: '2026-11-01', to: '2026-11-30' },
    ]);
    expect(kinds('patron:"adler, b"')).toEqual([{ kind: 'patron', words: ['adler', 'b'] }]);
    expect(kinds('Requester=P-1')).toEqual([{ kind: 'patron', words: ['P', '1'] }]);
  });

  test('explain what is missing without a value, whatever the operator', () => {
    for (const [key, { usage }] of Object.entries(searchFields))
      for (const operator of [':', '=', '<', '>=', ':""'])
        expect(kinds(`${key}${operator}`)).toEqual([{ kind: 'unknown', why: usage, settled: false }]);
    expect(kinds('created<today')).toMatchObject([{ why: searchFields.created.usage }]);
    expect(kinds('patron>adler')).toMatchObject([{ why: expect.stringContaining('patron:adler') }]);
  });

  test('with an unknown key are reported, with the valid keys, most similar first', () => {
    const [part] = parseRequestQuery('creator:smith').unknown;
    expect(part).toMatchObject({ text: 'creator:smith', settled: true });
    expect(part?.why).toMatch(/^“creator:” isn’t a search key\. Try created:, status:, patron:, partner:,/);
    for (const key of Object.keys(searchFields)) expect(part?.why).toContain(`${key}:`);
    expect(parseRequestQuery('Patrons<b').unknown[0]?.why).toMatch(
      /^“Patrons:” isn’t a search key\. Try patron:/,
    );
    expect(parseRequestQuery('creator:').unknown).toMatchObject([{ text: 'creator:', settled: false }]);
    expect(parseRequestQuery('sea creator:smith constructor:y').words).toEqual(['sea']);
  });

  test('are words if no key is meant', () => {
    expect(
      parseRequestQuery(
        'Medicine: a "Re:Zero" e=mc 1:2 __proto__:x https://library.example/1 isbn:0-19-506997-8',
      ).words,
    ).toEqual([
      'Medicine',
      'a',
      'Re',
      'Zero',
      'e',
      'mc',
      '1',
      '2',
      'proto',
      'x',
      'https',
      'library',
      'example',
      '1',
      '0195069978',
    ]);
    // While it is being typed: the blank follows the colon.
    expect(kinds('Medicine: ')).toEqual([{ kind: 'words', words: ['Medicine'] }]);
  });

  test('are parsed quickly from any text', () => {
    for (const text of [
      '"'.repeat(10_000),
      'a:"'.repeat(3_000),
      ' '.repeat(10_000),
      'status:'.repeat(1_400),
      '\uD800 \uDC00',
      'due<'.repeat(2_500),
    ]) {
      const from = process.cpuUsage();
      parseRequestQuery(text);
      const { user, system } = process.cpuUsage(from);
      expect((user + system) / 1_000).toBeLessThan(500);
    }
    checkProperty(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const { parts, words } = parseRequestQuery(text);
        for (const part of parts) expect(text).toContain(part.text);
        for (const word of words) expect(searchWords(word)).toEqual([word]);
      }),
      { numRuns: 1_000 },
    );
  });
});

test('a name is found by prefixes of its words, ignoring case and accents', () => {
  expect(nameBeginsWith('North University Library', ['uni', 'NORTH'])).toBe(true);
  expect(nameBeginsWith('Élan Bücherei', ['elan', 'buch'])).toBe(true);
  expect(nameBeginsWith('North University Library', ['orth'])).toBe(false);
});

test('redundant words are left out', () => {
  expect(narrowingWords(['se', 'Sea', 'atlas', 'a', 'SEA'])).toEqual(['sea', 'atlas']);
  expect(narrowingWords(Array.from({ length: 40 }, (_, n) => `w${n + 10}`))).toHaveLength(16);
});

test('words are split where SQLite splits them, for every character of living scripts', () => {
  const db = new BetterSqlite3(':memory:');
  db.exec(
    `CREATE VIRTUAL TABLE t USING fts5 (x, content = '', detail = none, tokenize = 'unicode61 remove_diacritics 2')`,
  );
  const insert = db.prepare('INSERT INTO t (rowid, x) VALUES (?, ?)');
  const characters = Array.from({ length: 0x1_ffff }, (_, at) => at + 1).filter(
    (code) => code < 0xd8_00 || code > 0xdf_ff,
  );
  db.transaction(() => {
    for (const code of characters) insert.run(code, `qq${String.fromCodePoint(code)}zz`);
  })();
  const cutBySqlite = new Set(db.prepare(`SELECT rowid FROM t WHERE t MATCH 'zz'`).pluck().all() as number[]);
  // Both kinds must exist, or nothing would be compared.
  expect(cutBySqlite.size).toBeGreaterThan(1_000);
  expect(cutBySqlite.size).toBeLessThan(characters.length - 50_000);
  // We must split where SQLite splits: a word that it splits in two could not be found.
  const different = characters.filter(
    (code) => cutBySqlite.has(code) && searchWords(`qq${String.fromCodePoint(code)}zz`).length === 1,
  );
  expect(different).toEqual([]);
  // We keep together what SQLite keeps together, except characters that it does not know.
  const letters = characters.filter(
    (code) => !cutBySqlite.has(code) && /[\p{L}\p{N}]/u.test(String.fromCodePoint(code)),
  );
  for (const code of letters) expect(searchWords(`qq${String.fromCodePoint(code)}zz`)).toHaveLength(1);
  db.close();
});
