import fc from 'fast-check';
import { headline } from '../../../../electron/main/devices/printing/draw-parts.ts';
import { papers as paperFacts } from '../../../../electron/main/devices/printing/paper.ts';
import { describe, expect, test } from 'vitest';
import { slipKinds, type Slip } from '../../../../shared/domain/slips/all-slips.ts';
import { paperSizes, type PaperSize } from '../../../../shared/domain/slips/printing.ts';
import { entities, markupOf, ownTags, shown } from '../../../support/slip-markup.ts';
import {
  letterSlip,
  longestSlip,
  parcelSlip,
  receiveSlip,
  returnSlip,
  testSlip,
  transitSlip,
} from './slips.ts';
import { checkProperty } from '../../../support/check-property.ts';

const papers = Object.keys(paperSizes) as PaperSize[];

const dangerous = fc.constantFrom(
  '<',
  '>',
  '"',
  "'",
  '&',
  '`',
  '</bdi>',
  '<script>',
  '</style>',
  '<!--',
  '&lt;',
  '\u0000',
  '\n',
  '\u2028',
  '\u202E',
  '\uD800',
  ' onerror=',
);
const text = fc
  .array(fc.oneof(dangerous, fc.string({ unit: 'binary', maxLength: 8 })), { maxLength: 8 })
  .map((parts) => parts.join(''));
/** A sample slip of any kind with arbitrary texts. Moments and days come from the program itself. */
const anySlip: fc.Arbitrary<Slip> = fc
  .tuple(
    fc.constantFrom<Slip>(...Object.values(slipKinds).map(({ sample }) => sample)),
    fc.array(text, { minLength: 40, maxLength: 40 }),
  )
  .map(([sample, texts]) => {
    let next = 0;
    const isOwn = (key: string): boolean => /^(kind|timeZone|language)$|(At|On)$/.test(key);
    const filled = (value: unknown, key: string): unknown => {
      if (typeof value === 'string') return isOwn(key) ? value : texts[next++ % texts.length];
      if (Array.isArray(value)) return [...value, '', ''].map((one) => filled(one, key));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, name)]));
    };
    return filled(sample, '') as Slip;
  });

describe('values on a slip', () => {
  test('never become markup, whatever they hold', () => {
    checkProperty(
      fc.property(anySlip, fc.constantFrom(...papers), (slip, paper) => {
        const markup = markupOf(slip, paper);
        const text = markup.replace(ownTags, '');
        expect(text).not.toMatch(/[<>"']/);
        expect(text.replace(entities, '')).not.toContain('&');
        // Controls, direction marks and lone surrogates are removed; line breaks are the template's own.
        expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u);
        expect(text).not.toMatch(/\p{Surrogate}/u);
      }),
      { numRuns: 500 },
    );
  });

  test('are shown character for character', () => {
    const evil = `<img src=x onerror="require('fs').writeFileSync('pwned','1')">`;
    const markup = markupOf({ ...receiveSlip, title: evil, patronName: evil, useConditions: [evil] });
    expect(markup).not.toContain('<img');
    // In the headline, and as title, patron and condition.
    expect(shown(markup).split(evil.replace(/\s+/g, '').slice(0, 40)).length - 1).toBe(4);
  });

  test('are shortened to fit, with an ellipsis', () => {
    for (const paper of papers) {
      const shownText = shown(markupOf(longestSlip('x'), paper));
      expect(shownText.length).toBeLessThan(1_500);
      expect(shownText.match(/x…/g)?.length).toBeGreaterThanOrEqual(9);
      expect(shownText).toContain('and16more');
    }
  });

  test('of a right-to-left script are isolated, so that they do not reorder their neighbours', () => {
    const markup = markupOf({ ...receiveSlip, title: 'ספר הים\u202E', author: 'محمد' });
    expect(markup).toContain('<bdi>ספר הים</bdi>');
    expect(markup).toContain('<bdi>محمد</bdi>');
  });
});

test('a letter on paper has sender, recipient, day, subject, and all its lines, including empty ones', () => {
  const markup = markupOf(letterSlip, 'A4');
  expect(shown(markup)).toBe(
    'MainLibrary1CollegeRoadNorthUniversityLibrary2HillStreetNorthtown25November2026' +
      'Received:01MAIN0000101ToNorthUniversityLibraryWehavereceivedit.',
  );
  expect(markup.match(/<div>\u00A0<\/div>/g)).toHaveLength(2);
});

describe('a receive slip', () => {
  test('shows the next action first and largest', () => {
    expect(shown(markupOf(receiveSlip))).toMatch(/^HOLDSHELFReader,Alexandra/);
    const transit = markupOf({
      ...receiveSlip,
      destination: { kind: 'in-transit', deskName: 'Hilltop Branch' },
    });
    expect(shown(transit)).toMatch(/^SENDTOHilltopBranch/);
    expect(shown(transit)).toContain('PatronReader,Alexandra');
  });

  test('has every field of its kind, with dates in the library’s own zone', () => {
    const text = shown(markupOf(receiveSlip));
    for (const part of [
      'Volume 2 of 3',
      'The Sea Around Us',
      'Carson, Rachel',
      'Item barcode N-31234',
      'Request number 01MAIN0000101',
      'Due date 15 Jan 2027',
      'Pickup location Main Circulation Desk',
      'Partner North University Library',
      'Request date 2 Nov 2026, 04:30',
      'Arrival date 25 Nov 2026, 10:42',
      'Cost 12.00 USD',
      'Use conditions Library use only',
      'Circulation note Dust jacket is partial: handle with care',
      'Main Library',
    ])
      expect(text).toContain(part.replace(/\s+/g, ''));
  });

  test('leaves out empty fields, but says that a due date is not given', () => {
    const text = shown(
      markupOf({ ...receiveSlip, cost: '', circulationNote: ' ', dueOn: null, useConditions: [] }),
    );
    expect(text).not.toMatch(/Cost|Circulationnote|Useconditions/);
    expect(text).toContain('Duedatenotgiven');
  });

  test('numbers volumes only if there may be several', () => {
    const volumeOf = (volume: number, volumesExpected: number | null) =>
      /Volume[\dof]+/.exec(shown(markupOf({ ...receiveSlip, title: '', volume, volumesExpected })))?.[0];
    expect(volumeOf(1, 1)).toBeUndefined();
    expect(volumeOf(1, null)).toBe('Volume1');
    expect(volumeOf(2, 3)).toBe('Volume2of3');
  });

  test('prints a code that Code 128 cannot encode as text only', () => {
    const barsIn = (barcode: string) => (markupOf({ ...receiveSlip, barcode }).match(/<svg/g) ?? []).length;
    expect(barsIn('N-31234')).toBe(2);
    expect(barsIn('Ñ-31234')).toBe(1);
    expect(shown(markupOf({ ...receiveSlip, barcode: 'Ñ-31234' }))).toContain('Ñ-31234');
  });
});

test('a return slip says where the item goes, why, and whose it was', () => {
  const text = shown(markupOf(returnSlip));
  expect(text).toMatch(/^RETURNTONorthUniversityLibraryInterlibraryLoan2HillStreet/);
  for (const part of [
    'ill@north.example',
    '555-0123',
    'Not received: the request was cancelled',
    'Request number 01MAIN0000102',
    'Required return date 15 Jan 2027',
    'Main Library 1 College Road Springfield',
  ])
    expect(text).toContain(part.replace(/\s+/g, ''));
});

test('the slip of a parcel shows recipient and sender once, and for each item what its own slip would show', () => {
  const text = shown(markupOf(parcelSlip(3)));
  expect(text).toMatch(/^RETURNTONorthUniversityLibraryInterlibraryLoan2HillStreet/);
  expect(text.split('MainLibrary')).toHaveLength(2);
  for (const part of [
    '3 items in this parcel',
    'Volume 1 of 2 The Origin of Continents and Oceans',
    'Request number 01MAIN0000102 Item barcode N-1',
    'Required return date 15 Jan 2027',
    'part 3 Darwin, Charles Request number 01MAIN0000201 Item barcode N-3 Required return date 20 Jan 2027 Arrival date',
  ])
    expect(text).toContain(part.replace(/\s+/g, ''));
});

test('a transit slip says where the item goes, where it comes from, whose it is, and why it is sent', () => {
  const markup = markupOf(transitSlip);
  const text = shown(markup);
  expect(text).toMatch(/^SENDTOHilltopBranchHilltopLibrary40SummitLaneSpringfield/);
  for (const part of [
    'Goes back to North University Library',
    'Volume 2 of 3',
    'The Sea Around Us Carson, Rachel',
    'Item barcode N-31234',
    'Request number 01MAIN0000101',
    'From Main Circulation Desk',
    'To Hilltop Branch',
    'Sent 25 Nov 2026, 10:42',
    'Patron Reader, Alexandra',
  ])
    expect(text).toContain(part.replace(/\s+/g, ''));
  expect(markup.match(/<svg/g)).toHaveLength(2);
  expect(shown(markupOf({ ...transitSlip, note: '' }))).not.toContain('Goesback');
});

test('a test slip has a barcode to scan', () => {
  const markup = markupOf(testSlip);
  expect(markup).toContain('<svg');
  expect(shown(markup)).toContain('Printed25Nov2026,10:42');
});

test('a long word that says where an item goes is set smaller, and not broken', () => {
  const said = (verb: string): string => headline(verb, 'Reader, A.', paperFacts['80mm']).markup;
  expect(said('ABHOLREGAL')).toContain('class="verb long"');
  expect(said('HOLD SHELF')).toContain('class="verb"');
});
