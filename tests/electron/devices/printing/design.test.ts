import { expect, test } from 'vitest';
import {
  designedKinds,
  fieldsOf,
  slipFields,
  usualDesign,
  type SlipDesign,
} from '../../../../shared/domain/slip-design.ts';
import type { Slip } from '../../../../shared/domain/slips.ts';
import { slipDesign } from '../../../../shared/ipc/settings-shapes.ts';
import { layOutSlip } from '../../../../electron/main/devices/printing/layout.ts';
import { labelSlip, parcelSlip, receiveSlip, returnSlip, transitSlip } from './slips.ts';

const slips: Readonly<Record<(typeof designedKinds)[number], Slip>> = {
  receive: receiveSlip,
  return: returnSlip,
  transit: transitSlip,
  label: labelSlip,
};

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
    ...Object.keys(slipFields.receive)
      .filter((name) => !names.includes(name))
      .map((name) => ({ name, isShown: false, size: 'usual' as const })),
  ],
});

test.each(designedKinds)('the usual design of a %s slip is the slip as it is without one', (kind) => {
  expect(designed(slips[kind], usualDesign(kind))).toBe(markupOf(slips[kind]));
  expect(slipDesign.safeParse(usualDesign(kind)).success).toBe(true);
});

test('the fields come in the order of the design, and what it hides is not there', () => {
  const markup = designed(receiveSlip, only('library', 'patron', 'headline', 'due'));
  const places = ['Main Library', '<dt>Patron', 'HOLD SHELF', '<dt>Due date'].map((text) =>
    markup.indexOf(text),
  );
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
  for (const hidden of ['The Sea Around Us', 'North University Library', '12.00 USD', '<svg'])
    expect(markup).not.toContain(hidden);
});

test('what tells where an item goes is there, whatever a design hides', () => {
  const nothing = (kind: (typeof designedKinds)[number]): SlipDesign => ({
    text: '',
    fields: fieldsOf(kind, undefined).map((field) => ({ ...field, isShown: false })),
  });
  expect(designed(receiveSlip, nothing('receive'))).toContain('HOLD SHELF');
  expect(designed(returnSlip, nothing('return'))).toContain('2 Hill Street');
  expect(designed(labelSlip, nothing('label'))).toContain('<svg');
});

test('a field may be larger or smaller, a barcode never is', () => {
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

test('a text of the library is printed as text, once on the slip of a parcel', () => {
  const evil = `<img src=x onerror="require('fs').writeFileSync('pwned','1')">`;
  const design = { ...usualDesign('receive'), text: evil };
  const markup = designed(receiveSlip, design);
  expect(markup).toContain('&lt;img src=x');
  expect(markup).not.toContain('<img');
  const parcel = designed(parcelSlip(3), { ...usualDesign('return'), text: 'Thank you for lending' });
  expect(parcel.split('Thank you for lending')).toHaveLength(2);
  expect(parcel.split('The Descent of Man')).toHaveLength(3);
});

test('a design of another version is taken as far as it is known', () => {
  const other: SlipDesign = {
    text: '',
    fields: [
      { name: 'constructor', isShown: true, size: 'large' },
      { name: 'shelfmark', isShown: true, size: 'usual' },
      { name: 'library', isShown: true, size: 'usual' },
    ],
  };
  const names = fieldsOf('receive', other).map(({ name }) => name);
  expect(names[0]).toBe('library');
  expect(names.toSorted()).toEqual(Object.keys(slipFields.receive).toSorted());
  expect(designed(receiveSlip, other)).toContain('HOLD SHELF');
});
