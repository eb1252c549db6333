import { expect, test } from 'vitest';
import { pictureFacts } from '../../../../shared/domain/slips/logo.ts';
import { framePng, smallJpeg } from '../../../support/picture.ts';

test('a picture is recognised by its bytes, with its size', () => {
  expect(pictureFacts(framePng(120, 40))).toEqual({ type: 'image/png', widthPx: 120, heightPx: 40 });
  expect(pictureFacts(smallJpeg)).toEqual({ type: 'image/jpeg', widthPx: 40, heightPx: 20 });
  // Other segments and fill bytes may precede the one with the size.
  const exif = Buffer.concat([
    smallJpeg.subarray(0, 2),
    Buffer.from([0xff, 0xff, 0xe1, 0x00, 0x06, 1, 2, 3, 4]),
    smallJpeg.subarray(2),
  ]);
  expect(pictureFacts(exif)).toEqual({ type: 'image/jpeg', widthPx: 40, heightPx: 20 });
});

test.each([
  ['empty', Buffer.alloc(0)],
  ['a PNG of which only the signature is there', framePng().subarray(0, 8)],
  [
    'a PNG that begins with another chunk',
    Buffer.concat([framePng().subarray(0, 12), Buffer.from('IDATxxxxxxxx')]),
  ],
  ['a PNG without width', framePng(0, 40)],
  ['a JPEG that ends before its size', smallJpeg.subarray(0, 40)],
  ['a JPEG whose segments lead nowhere', Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0xff, 0xff, 1, 2, 3, 4, 5, 6])],
  ['a GIF', Buffer.from('GIF89a\x01\x00\x01\x00')],
  ['markup', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
])('%s is none', (_, bytes) => {
  expect(pictureFacts(bytes)).toBeNull();
});
