import fc from 'fast-check';
import { expect, test } from 'vitest';
import { noCitation } from '../../../../shared/domain/citation.ts';
import { letterFields, type LetterText, readTemplateFile } from '../../../../shared/domain/letters/text.ts';
import { type LetterFacts, writeLetter as writeIn } from '../../../../shared/domain/letters/write-letter.ts';
import { plainLine, plainLines } from '../../../../shared/domain/plain-text.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { speakers } from '../../../../shared/words/speakers.ts';
import { checkProperty } from '../../../support/check-property.ts';

const facts: LetterFacts = {
  recipient: 'partner',
  title: 'The Sea Around Us',
  author: 'Carson, Rachel',
  format: 'physical',
  citation: { ...noCitation, isbn: '978-0-19-506997-0', partnerNote: 'first\nsecond' },
  externalId: 'R-1',
  requestedAt: '2026-11-02T23:30:00.000Z' as Instant,
  volumesExpected: 3,
  isSet: true,
  items: [
    { volume: 1, barcode: 'N-1' },
    { volume: 3, barcode: 'N-3' },
  ],
  dueOn: '2027-01-15' as CalendarDate,
  wanted: 2,
  conditions: [{ reason: 'LibraryUseOnly', note: 'No copies' }],
  readerName: 'North',
  partnerAddress: ['2 Hill Street', 'Northtown'],
  pickupLocation: 'Main Circulation Desk',
  holdUntil: null,
  library: { name: 'Main Library', address: [], email: '', phone: '' },
  now: new Date('2026-11-25T09:30:00Z'),
  timeZone: 'Europe/Berlin',
  step: { note: 'first\nsecond' },
  corrected: null,
};
const writeLetter = (template: LetterText, given: LetterFacts): LetterText =>
  writeIn(template, given, speakers.en);
const everyField = Object.keys(letterFields)
  .map((name) => `${name}=[{{${name}}}]`)
  .join('\n');

test('a letter is filled in with dates as people write them, in the library’s time zone', () => {
  const { body } = writeLetter({ subject: 'x', body: everyField }, facts);
  expect(body).toContain('requestedOn=[3 November 2026]');
  expect(body).toContain('dueOn=[15 January 2027]');
  expect(body).toContain('wanted=[We need 2 of 3 volumes.]');
  expect(body).toContain('items=[Volume 1: barcode N-1\nVolume 3: barcode N-3]');
  expect(body).toContain('note=[first\nsecond]');
  expect(body).toContain('citation=[ISBN: 978-0-19-506997-0\nNote: first second]');
  expect(body).toContain('partnerName=[North]');
  expect(body).toContain('patronName=[]');
  expect(body).toContain('holdUntil=[]');
});

test('dates, labels, conditions and reasons are in the language of the letter; typed texts are unchanged', () => {
  const { body } = writeIn(
    { subject: 'x', body: everyField },
    {
      ...facts,
      format: 'digital',
      citation: { ...noCitation, materialType: 'chapter', neededBy: '2027-01-20' },
      step: { note: 'Please hurry', reason: 'It cannot arrive in time', answer: 'yes' },
      dueOn: '2026-11-24' as CalendarDate,
      corrected: {
        kind: 'returned',
        subject: 'Returned: R-1',
        text: 'C2',
        at: '2026-11-02T23:30:00.000Z' as Instant,
      },
    },
    speakers.de,
  );
  for (const line of [
    'requestedOn=[3. November 2026]',
    'daysLate=[1 Tag]',
    'correctedText=[> C2]',
    'wanted=[Wir benötigen 2 von 3 Bänden.]',
    'items=[Band 1: Barcode N-1\nBand 3: Barcode N-3]',
    'citation=[Format: Digital\nMaterialart: Kapitel\nBenötigt bis: 20. Januar 2027]',
    'conditions=[Nur im Lesesaal\nNo copies]',
    'reason=[Kommt nicht rechtzeitig an]',
    'accepted=[Ja]',
    'correctedLetter=[Zurückgegeben]',
    'note=[Please hurry]',
  ])
    expect(body).toContain(line);
  const own = { ...facts, step: { reason: 'The roof leaks' } };
  expect(writeIn({ subject: '{{reason}}', body: 'x' }, own, speakers.de).subject).toBe('The roof leaks');
});

test('a reason that is about the patron is said to the patron', () => {
  const said = (reason: string, speaker = speakers.en): string =>
    writeIn({ subject: '{{reason}}', body: 'x' }, { ...facts, step: { reason } }, speaker).subject;
  expect(said('The patron no longer needs it')).toBe('You no longer need it');
  expect(said('Cancelled at the patron’s request')).toBe('You asked us to cancel it');
  expect(said('The patron cannot borrow at the moment')).toBe('You cannot borrow at the moment');
  expect(said('The patron no longer needs it', speakers.de)).toBe('Sie benötigen es nicht mehr');
});

test('a single volume is named only by its barcode; without one, nothing is said of it', () => {
  const letter = (barcode: string): string =>
    writeLetter(
      { subject: 'x', body: 'Kind regards\n{{#items}}\nItems:\n{{items}}\n{{/items}}\n' },
      { ...facts, volumesExpected: null, isSet: false, items: [{ volume: 1, barcode }] },
    ).body;
  expect(letter('N-1')).toBe('Kind regards\nItems:\nBarcode N-1\n');
  expect(letter('')).toBe('Kind regards\n');
});

test('a corrected letter is quoted whole, and named once: one told by hand by its kind', () => {
  const longText = Array.from({ length: 300 }, (_, line) => `Line ${line} of it`).join('\n');
  const corrected = { kind: 'received', at: '2026-11-02T23:30:00.000Z' as Instant, text: longText };
  const body = (subject: string): string =>
    writeLetter(
      { subject: 'x', body: '{{correctedSubject}}\n{{correctedText}}' },
      { ...facts, corrected: { ...corrected, subject } },
    ).body;
  expect(body('Received: R-1')).toMatch(/^Received: R-1\n> Line 0 of it\n/);
  expect(body('Received: R-1')).toMatch(/> Line 299 of it\n$/);
  expect(body('')).toMatch(/^Received\n/);
});

test('a volume of a set is named, whatever else is known of it', () => {
  const items = (volumesExpected: number | null, volume: number, barcode: string): string =>
    writeLetter(
      { subject: 'x', body: '{{items}}' },
      { ...facts, volumesExpected, isSet: true, items: [{ volume, barcode }] },
    ).body;
  expect(items(3, 1, 'N-1')).toBe('Volume 1: barcode N-1\n');
  expect(items(null, 1, 'N-1')).toBe('Volume 1: barcode N-1\n');
  expect(items(null, 1, '')).toBe('Volume 1\n');
  // The rest is not wanted, and one more than expected came: the slips of the set keep the number of that day.
  expect(items(2, 2, 'N-2')).toBe('Volume 2: barcode N-2\n');
  expect(items(1, 2, 'N-2')).toBe('Volume 2: barcode N-2\n');
});

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r',
        '\n',
        '\r\n',
        '\u0000',
        '\u2028',
        '\u0085',
        '\u202E',
        '\uD800',
        '{{title}}',
        'Bcc: a@b',
        ' ',
      ),
      fc.string({ unit: 'binary', maxLength: 6 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

test('no value or template can put a line end into a subject, or a control character into a letter', () => {
  checkProperty(
    fc.property(nasty, nasty, nasty, (title, readerName, subject) => {
      const letter = writeLetter(
        { subject: `${subject}{{title}} {{partnerName}}`, body: `${subject}\n{{title}}\n{{note}}` },
        { ...facts, title, readerName, step: { note: title } },
      );
      expect(letter.subject).not.toMatch(/[\p{Cc}\p{Surrogate}\u2028\u2029\u202A-\u202E]/u);
      expect([...letter.subject].length).toBeLessThanOrEqual(200);
      expect(letter.body.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Surrogate}\u2028\u2029\u202A-\u202E]/u);
    }),
    { numRuns: 1_000 },
  );
});

test('making plain text plain again changes nothing', () => {
  checkProperty(
    fc.property(nasty, (text) => {
      expect(plainLine(plainLine(text, 500), 500)).toBe(plainLine(text, 500));
      expect(plainLines(plainLines(text))).toBe(plainLines(text));
    }),
  );
});

test('other scripts, emoji and markup stay text', () => {
  const title = 'שלום <b>x</b> 👩‍👩‍👧 & Ünïcode';
  expect(writeLetter({ subject: '{{title}}', body: '{{title}}' }, { ...facts, title })).toEqual({
    subject: title,
    body: `${title}\n`,
  });
});

test('a template file consists of its subject, an empty line and its body', () => {
  expect(readTemplateFile('Ready: {{title}}\r\n\r\nDear\r\n\r\nBye\r\n\r\n')).toEqual({
    subject: 'Ready: {{title}}',
    body: 'Dear\n\nBye\n',
  });
});
