import { expect, test } from 'vitest';
import { indentedXml } from '../../../../renderer/src/pages/connections/indented-xml.ts';

test('each element is a line below the one that contains it, and text stays in its element', () => {
  expect(
    indentedXml(
      '<?xml version="1.0"?><a:m xmlns:a="urn:x"><a:h><a:id kind="x>y">1 &lt; 2</a:id><a:none/></a:h><!-- one --><a:e></a:e></a:m>',
    ),
  ).toBe(
    [
      '<?xml version="1.0"?>',
      '<a:m xmlns:a="urn:x">',
      '  <a:h>',
      '    <a:id kind="x>y">1 &lt; 2</a:id>',
      '    <a:none/>',
      '  </a:h>',
      '  <!-- one -->',
      '  <a:e></a:e>',
      '</a:m>',
    ].join('\n'),
  );
});

test.each(['', 'HTTP 500', '{"no":"<xml>"}'])('other text stays as it is: %s', (text) => {
  expect(indentedXml(text)).toBe(text);
});

test.each(['<a><b>broken', '<<<>>>', '</a></b><c>', '<a "unclosed><b/>'])(
  'nothing of broken XML is left out: %s',
  (text) => {
    expect(indentedXml(text).replaceAll(/\s/gu, '')).toBe(text.replaceAll(/\s/gu, ''));
  },
);

test.each(['<!--a', '<![CDATA[', '<a>', '<a "', '</a '])(
  '%s a hundred thousand times is no longer work',
  (text) => {
    const began = performance.now();
    const shown = indentedXml(text.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(shown.length).toBeLessThan(10_000_000);
  },
);
