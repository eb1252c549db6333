import { expect, test } from 'vitest';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { libraryPieces } from '../../../electron/main/files/export/library-pieces.ts';
import { findLogo } from '../../../electron/main/desk/output/slips/slip-logo.service.ts';
import type { SlipLogo } from '../../../shared/domain/slips/logo.ts';
import { framePng, pngOf } from '../../support/picture.ts';
import { type ImportDesk, libraryWith, openImportDesk } from './import-desk.ts';
import { useImportDesk } from './use-import-desk.ts';

// The slip logo is part of the library file, and a foreign file can bring a picture or nothing.

const desk = useImportDesk();

const logo: SlipLogo = {
  type: 'image/png',
  widthPx: 120,
  heightPx: 40,
  place: 'centre',
  data: framePng(120, 40).toString('base64'),
};
const take = (into: ImportDesk, value: unknown) =>
  into.import(
    into.file('library.json', {
      ...libraryWith([]),
      version: 2,
      settings: [{ name: 'slipLogo', value }],
    }),
  );
const logoOf = ({ db }: ImportDesk): SlipLogo | null => findLogo(db as ReadableDB);

test('it is exported with the library and imported again, unless one was chosen here', async () => {
  expect((await take(desk, logo)).refused).toEqual([]);
  expect(logoOf(desk)).toEqual(logo);
  const text = [...libraryPieces(desk.db as ReadableDB, false)].map(({ piece }) => piece).join('');
  const other = openImportDesk();
  expect((await other.import(other.file('again.json', text))).refused).toEqual([]);
  expect(logoOf(other)).toEqual(logo);
  // A choice made here stays, even the choice of no logo.
  await take(other, { ...logo, place: 'left' });
  expect(logoOf(other)?.place).toBe('centre');
  other.close();
  desk.db.exec("UPDATE library_setting SET value = 'null' WHERE key = 'slipLogo'");
  await take(desk, logo);
  expect(logoOf(desk)).toBeNull();
});

test.each([
  ['markup in its place', { ...logo, data: '"><script>alert(1)</script>' }],
  ['bytes of no picture', { ...logo, data: Buffer.from('<svg/>').toString('base64') }],
  ['another type than its bytes', { ...logo, type: 'image/jpeg' }],
  ['more pixels than it says', { ...logo, data: pngOf(2_001, 2, () => true).toString('base64') }],
  ['too many bytes', { ...logo, data: Buffer.alloc(200_001).toString('base64') }],
  ['nothing of a picture', 'logo.png'],
])('a logo with %s is refused with its reason', async (_, value) => {
  const { refused } = await take(desk, value);
  expect(refused).toMatchObject([{ section: 'settings', key: 'slipLogo', field: 'value' }]);
  expect(refused[0]?.reason).toMatch(/a PNG or JPEG of at most 200 kB/);
  expect(logoOf(desk)).toBeNull();
});
