import { expect, test } from 'vitest';
import { slipKinds, type Slip } from '../../../../shared/domain/slips/all-slips.ts';
import { designedKinds, fieldsOf, defaultDesign } from '../../../../shared/domain/slips/design.ts';
import type { SlipDesign } from '../../../../shared/domain/slips/slip.ts';
import { slipDesign } from '../../../../shared/ipc/slip-shapes.ts';
import type { SlipLogo } from '../../../../shared/domain/slips/logo.ts';
import { framePng } from '../../../support/picture.ts';
import { layOutSlip } from '../../../../electron/main/devices/printing/layout.ts';
import { labelSlip, parcelSlip, receiveSlip, returnSlip, transitSlip } from './slips.ts';

const markupOf = (slip: Slip): string =>
  layOutSlip(slip, '80mm')
    .slice(1)
    .map(({ value }) => value)
    .join('');

const designed = (slip: Slip, design: SlipDesign): string => markupOf({ ...slip, design });

const only = (...names: readonly string[]): SlipDesign => ({
  text: '',
  fields: [
    ...names.map((name) => ({ name, isShown: true, size: 'usual' as const })),
    ...Object.keys(slipKinds.receive.fields)
      .filter((name) => !names.includes(name))
      .map((name) => ({ name, isShown: false, size: 'usual' as const })),
  ],
});

test.each(designedKinds)('the default design of a %s slip gives the same slip as no design', (kind) => {
  expect(designed(slipKinds[kind].sample, defaultDesign(kind))).toBe(markupOf(slipKinds[kind].sample));
  expect(slipDesign.safeParse(defaultDesign(kind)).success).toBe(true);
});

test('fields are printed in the order of the design, and hidden ones are left out', () => {
  const markup = designed(receiveSlip, only('library', 'patron', 'headline', 'due'));
  const places = ['Main Library', '<dt>Patron', 'HOLD SHELF', '<dt>Due date'].map((text) =>
    markup.indexOf(text),
  );
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
  for (const hidden of ['The Sea Around Us', 'North University Library', '12.00 USD', '<svg'])
    expect(markup).not.toContain(hidden);
});

test('fields that say where an item goes are printed, even if a design hides them', () => {
  const nothing = (kind: (typeof designedKinds)[number]): SlipDesign => ({
    text: '',
    fields: fieldsOf(kind, undefined).map((field) => ({ ...field, isShown: false })),
  });
  expect(designed(receiveSlip, nothing('receive'))).toContain('HOLD SHELF');
  expect(designed(returnSlip, nothing('return'))).toContain('2 Hill Street');
  expect(designed(labelSlip, nothing('label'))).toContain('<svg');
});

test('a field may be larger or smaller, a barcode may not', () => {
  const sized: SlipDesign = {
    text: '',
    fields: [
      { name: 'patron', isShown: true, size: 'large' },
      { name: 'due', isShown: true, size: 'small' },
      { name: 'itemCode', isShown: true, size: 'small' },
    ],
  };
  const markup = designed(receiveSlip, sized);
  expect(markup).toMatch(/<div class="sized large">\s*<dl[^]*?Patron/);
  expect(markup).toMatch(/<div class="sized small">\s*<dl[^]*?Due date/);
  expect(markup).not.toMatch(/<div class="sized \w+">\s*<section class="codes">/);
});

test('a library’s own text is printed as text, once on the slip of a parcel', () => {
  const evil = `<img src=x onerror="require('fs').writeFileSync('pwned','1')">`;
  const design = { ...defaultDesign('receive'), text: evil };
  const markup = designed(receiveSlip, design);
  expect(markup).toContain('&lt;img src=x');
  expect(markup).not.toContain('<img');
  const parcel = designed(parcelSlip(3), { ...defaultDesign('return'), text: 'Thank you for lending' });
  expect(parcel.split('Thank you for lending')).toHaveLength(2);
  expect(parcel.split('The Descent of Man')).toHaveLength(3);
});

const logo: SlipLogo = {
  type: 'image/png',
  widthPx: 300,
  heightPx: 100,
  place: 'centre',
  data: framePng(300, 100).toString('base64'),
};

test('the logo is printed at the top, in its place, in the size of its field and within the paper', () => {
  const markup = markupOf({ ...receiveSlip, logo });
  expect(markup.indexOf('<img')).toBeLessThan(markup.indexOf('HOLD SHELF'));
  expect(markup).toContain('<div class="logo centre">');
  expect(markup).toContain(`src="data:image/png;base64,${logo.data}"`);
  // Six tenths of 72 mm, with the height in proportion.
  expect(markup).toContain('width: 43.20mm; height: 14.40mm');
  const sized = (size: 'small' | 'large'): SlipDesign => ({
    text: '',
    fields: [{ name: 'logo', isShown: true, size }],
  });
  const small = designed({ ...receiveSlip, logo }, sized('small'));
  expect(small).toContain('width: 27.00mm; height: 9.00mm');
  // The picture is scaled once, by its own size.
  expect(small).not.toMatch(/sized \w+">\s*<div class="logo/);
  expect(designed({ ...returnSlip, logo }, sized('large'))).toContain('width: 68.40mm; height: 22.80mm');
  // A tall logo is limited by its height.
  expect(markupOf({ ...transitSlip, logo: { ...logo, widthPx: 100, heightPx: 300 } })).toContain(
    'width: 5.00mm; height: 15.00mm',
  );
});

test('an older design shows the logo at the top, a parcel slip shows it once, and a design can hide it', () => {
  const older: SlipDesign = { text: '', fields: [{ name: 'library', isShown: true, size: 'usual' }] };
  expect(
    fieldsOf('receive', older)
      .slice(0, 2)
      .map(({ name }) => name),
  ).toEqual(['logo', 'library']);
  const hidden: SlipDesign = { text: '', fields: [{ name: 'logo', isShown: false, size: 'usual' }] };
  expect(markupOf({ ...parcelSlip(3), logo }).split('<img')).toHaveLength(2);
  for (const slip of [receiveSlip, parcelSlip(3)])
    expect(designed({ ...slip, logo }, hidden)).not.toContain('<img');
  // A label is too small for it, and without a logo there is no space for it.
  expect(markupOf({ ...labelSlip, logo })).not.toContain('<img');
  expect(markupOf({ ...receiveSlip, logo: null })).not.toContain('class="logo');
});

test('unknown fields of a design from another version are ignored', () => {
  const other: SlipDesign = {
    text: '',
    fields: [
      { name: 'constructor', isShown: true, size: 'large' },
      { name: 'shelfmark', isShown: true, size: 'usual' },
      { name: 'library', isShown: true, size: 'usual' },
    ],
  };
  const names = fieldsOf('receive', other).map(({ name }) => name);
  expect(names.slice(0, 2)).toEqual(['logo', 'library']);
  expect(names.toSorted()).toEqual(Object.keys(slipKinds.receive.fields).toSorted());
  expect(designed(receiveSlip, other)).toContain('HOLD SHELF');
});

test('a design hides fields on the slip of a parcel too, except required ones', () => {
  const hidden = ['headline', 'text', 'library'].map((name) => ({
    name,
    isShown: false,
    size: 'usual' as const,
  }));
  const markup = designed(parcelSlip(2), { text: 'Thank you', fields: hidden });
  expect(markup).toContain('RETURN TO');
  expect(markup).not.toContain('Thank you');
  expect(markup).not.toContain('Main Library');
});
