import { beforeEach, expect, test } from 'vitest';
import {
  type LogoParts,
  slipLogoService,
  findLogo,
} from '../../../../../electron/main/desk/output/slips/slip-logo.service.ts';
import type { OperatorId } from '../../../../../shared/domain/ids.ts';
import { logoLimits } from '../../../../../shared/domain/slips/logo.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { framePng, pngOf, smallJpeg } from '../../../../support/picture.ts';
import { codeOf, valueOf } from '../../../../support/results.ts';

const desk = forEachTest(openTestDesk);
let drawn = 0;
beforeEach(() => {
  drawn = 0;
});

/** The page that draws, if it can: whether it does is tested in Electron. */
const service = (bytes: Uint8Array | null | Error, canDraw = true) => {
  const parts: LogoParts = {
    choose: () =>
      bytes instanceof Error ? Promise.reject(bytes) : Promise.resolve(bytes && { name: 'mark.png', bytes }),
    draw: (type) => {
      drawn += 1;
      return Promise.resolve(
        canDraw
          ? type === 'image/png'
            ? { widthPx: 120, heightPx: 40 }
            : { widthPx: 20, heightPx: 40 }
          : null,
      );
    },
  };
  return slipLogoService(desk.context, parts);
};
const choose = (bytes: Uint8Array | null | Error, canDraw = true) => service(bytes, canDraw).chooseLogo();
const kept = () => findLogo(desk.context.db);

test('a logo is chosen, placed and removed; the log identifies it without containing it', async () => {
  expect(valueOf(service(null).logo())).toBeNull();
  const place = () => service(null).placeLogo({ opId: newOpId(), place: 'centre' });
  expect(codeOf(place())).toBe('bad-payload');
  const facts = { type: 'image/png', widthPx: 120, heightPx: 40 };
  expect(valueOf(await choose(framePng()))).toEqual({ ...facts, place: 'left' });
  expect(kept()).toEqual({ ...facts, place: 'left', data: framePng().toString('base64') });
  expect(valueOf(place())).toEqual({
    ...facts,
    place: 'centre',
  });
  // Another logo keeps the position of the first, with its drawn size.
  expect(valueOf(await choose(smallJpeg))).toEqual({
    type: 'image/jpeg',
    widthPx: 20,
    heightPx: 40,
    place: 'centre',
  });
  expect(valueOf(service(null).removeLogo({ opId: newOpId() }))).toBeNull();
  expect(kept()).toBeNull();
  const log = desk.raw.prepare("SELECT input FROM command_log WHERE kind = 'save-slip-logo'").pluck().all();
  expect(log).toHaveLength(4);
  expect(log.join()).not.toContain(framePng().toString('base64').slice(40, 60));
});

test.each([
  ['is no picture', Buffer.from('<svg/>'), true, /isn’t a PNG or JPEG picture/],
  ['is too large', Buffer.concat([framePng(), Buffer.alloc(logoLimits.bytes)]), true, /larger than 200 kB/],
  ['has too many pixels', pngOf(2_001, 2, () => true), true, /2,001 × 2 pixels/],
  ['cannot be drawn', framePng(), false, /can’t be displayed/],
  ['cannot be read', new Error('EIO'), true, /^The file can’t be read\./],
])(
  'a file that %s is refused with what to do about it, and the logo stays',
  async (_, bytes, canDraw, words) => {
    valueOf(await choose(smallJpeg));
    const before = drawn;
    const answer = await choose(bytes, canDraw);
    expect(codeOf(answer)).toBe('file-unreadable');
    expect(answer.ok ? '' : answer.error.message).toMatch(words);
    expect(kept()?.type).toBe('image/jpeg');
    // Only files that may be drawn are.
    expect(drawn - before).toBe(canDraw ? 0 : 1);
  },
);

test('closing the dialog changes nothing, and an operator who does not administer the library is not asked', async () => {
  expect(valueOf(await choose(null))).toBeNull();
  desk.raw.exec(`INSERT INTO operator (id, name) VALUES (9, 'C. Clerk');
    INSERT INTO operator_role (operator_id, role, library_id) VALUES (9, 'circulation-desk-operator', 1)`);
  desk.context.session.refresh();
  valueOf(desk.context.session.chooseOperator(9 as OperatorId));
  expect(codeOf(await choose(framePng()))).toBe('role-missing');
  expect(codeOf(service(null).removeLogo({ opId: newOpId() }))).toBe('role-missing');
  expect(kept()).toBeNull();
});

test('a stored value that is not a picture counts as no logo', () => {
  const put = (value: object): unknown =>
    desk.raw
      .prepare("INSERT OR REPLACE INTO library_setting (key, value) VALUES ('slipLogo', ?)")
      .run(JSON.stringify(value));
  const logo = { type: 'image/png', widthPx: 1, heightPx: 1, place: 'left', data: 'AAAA' };
  put(logo);
  expect(kept()).toEqual(logo);
  for (const evil of [{ data: '"><script>' }, { type: 'text/html' }, { widthPx: 9e9 }, { more: 1 }]) {
    put({ ...logo, ...evil });
    expect(kept()).toBeNull();
  }
});
