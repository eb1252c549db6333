import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isoVersions } from '../../../../shared/domain/partner-profile.ts';
import { readMessage } from '../../../../electron/main/partners/iso18626/read-message.ts';
import { messageLimits } from '../../../../electron/main/xml/tree.ts';
import { writeMessage } from '../../../../electron/main/partners/iso18626/write-message.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { anyMessage } from '../../../support/iso18626/any-message.ts';
import { fullMessages } from '../../../support/iso18626/full-messages.ts';
import { faultsBySchema, hasOfficial, officialSamples } from '../../../support/iso18626/official.ts';

const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const read = (xml: string) => readMessage(bytesOf(xml));
const readBody = (xml: string) => {
  const result = read(xml);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('a message that is written', () => {
  it('is validated by the official schemas on a build server', () => {
    expect(hasOfficial || process.env['CI'] === undefined).toBe(true);
  });

  it('is read as it was', () => {
    checkProperty(
      fc.property(anyMessage, ({ message, version }) => {
        expect(readBody(writeMessage(message, version))).toEqual(message);
      }),
      { numRuns: 300 },
    );
  });

  it('is valid by the schema of its version', () => {
    for (const version of isoVersions) {
      const messages = fc
        .sample(anyMessage, 400)
        .filter((one) => one.version === version)
        .map(({ message }) => writeMessage(message, version));
      expect(messages.length).toBeGreaterThan(100);
      expect(faultsBySchema(messages, version)).toBe('');
    }
  });

  // The files were valid by the schemas when they were written: they hold the order of elements also where no schema is at hand.
  it.each(isoVersions)('is the one in its file, in version %s', async (version) => {
    const written = fullMessages.map((message) => ({ message, xml: writeMessage(message, version) }));
    expect(
      faultsBySchema(
        written.map(({ xml }) => xml),
        version,
      ),
    ).toBe('');
    for (const { message, xml } of written)
      await expect(xml.replaceAll('><', '>\n<')).toMatchFileSnapshot(
        join(import.meta.dirname, `../../../fixtures/iso18626/${version}/${message.kind}.xml`),
      );
  });

  it('contains nothing that XML cannot hold', () => {
    const note = 'a\u0000b\u001F<![CDATA[c]]>&\uD800 "d"\r\ne';
    const xml = writeMessage(
      {
        kind: 'requestingAgencyMessage',
        body: {
          header: {
            supplyingAgencyId: { agencyIdType: 'ISIL', agencyIdValue: 'SUP' },
            requestingAgencyId: { agencyIdType: 'ISIL', agencyIdValue: 'REQ' },
            multipleItemRequestId: null,
            timestamp: '2026-11-25T09:02:11.000Z',
            requestingAgencyRequestId: 'l1',
            supplyingAgencyRequestId: null,
            requestingAgencyAuthentication: null,
          },
          action: 'Notification',
          note,
        },
      },
      '1.2',
    );
    const { body } = readBody(xml);
    expect(body).toMatchObject({ note: 'a b <![CDATA[c]]>&\uFFFD "d"\r\ne' });
    expect(faultsBySchema([xml], '1.2')).toBe('');
  });
});

describe('a message that others wrote', () => {
  it('is read, from each sample beside the checkout', () => {
    const kinds = new Map<string, string>();
    for (const { name, bytes } of officialSamples()) {
      const result = readMessage(bytes);
      kinds.set(name, result.ok ? result.value.kind : result.error.message);
    }
    expect([...kinds].filter(([, kind]) => kind.includes(' '))).toEqual([]);
    expect([0, 45]).toContain(kinds.size);
  });

  it('is read with any prefix or none, children in any order, unknown elements and codes, and without an envelope', () => {
    const message = readBody(`<x:supplyingAgencyMessage xmlns:x="http://illtransactions.org/2013/iso18626">
      <x:statusInfo><x:lastChange>2026-11-25T09:02:11.5+0100</x:lastChange><x:novelty>1</x:novelty>
        <x:status> Sleeping </x:status></x:statusInfo>
      <x:messageInfo x:what="ever"><x:note><![CDATA[a & b]]> &lt;c&gt;</x:note></x:messageInfo>
      <x:header><x:requestingAgencyRequestId>R1</x:requestingAgencyRequestId></x:header>
      <x:deliveryInfo><x:dateSent>0001-01-01T00:00:00.000Z</x:dateSent><x:deliveryMethod>Mail</x:deliveryMethod>
        <x:itemId>1</x:itemId><x:itemId/><x:itemId>2</x:itemId></x:deliveryInfo>
      <x:returnInfo></x:returnInfo></x:supplyingAgencyMessage>`);
    expect(message).toMatchObject({
      kind: 'supplyingAgencyMessage',
      body: {
        header: { requestingAgencyRequestId: 'R1', supplyingAgencyId: null, timestamp: null },
        messageInfo: { reasonForMessage: null, answerYesNo: null, note: 'a & b <c>' },
        statusInfo: { status: 'Sleeping', lastChange: '2026-11-25T09:02:11.5+01:00', dueDate: null },
        deliveryInfo: { dateSent: null, sentVia: 'Mail', itemId: ['1', '2'] },
        returnInfo: null,
      },
    });
  });

  it('is read in UTF-16, with a byte order mark, and in the Latin alphabet that it declares', () => {
    const xml = '<ISO18626Message><requestConfirmation/></ISO18626Message>';
    const utf16 = new Uint8Array(Buffer.from(`\uFEFF${xml}`, 'utf16le'));
    expect(readMessage(utf16).ok).toBe(true);
    const latin = `<?xml version='1.0' encoding='ISO-8859-1'?><supplyingAgencyMessage><messageInfo><note>Bücher für Köln`;
    const latinRead = readMessage(
      Buffer.from(`${latin}</note></messageInfo></supplyingAgencyMessage>`, 'latin1'),
    );
    expect(latinRead).toMatchObject({ value: { body: { messageInfo: { note: 'Bücher für Köln' } } } });
    expect(read(`\uFEFF${xml}`).ok).toBe(true);
  });
});

const inNote = (note: string): string =>
  `<ISO18626Message><requestingAgencyMessage><action>Notification</action><note>${note}</note></requestingAgencyMessage></ISO18626Message>`;

describe('bytes that are not a message', () => {
  it.each([
    ['nothing', ''],
    ['text', 'Internal Server Error'],
    ['a page', '<!DOCTYPE html><html><body>502</body></html>'],
    ['another document', '<feed><entry/></feed>'],
    ['an empty envelope', '<ISO18626Message/>'],
    ['half a message', inNote('a').slice(0, -9)],
    ['two documents', `${inNote('a')}${inNote('b')}`],
    [
      'an entity bomb',
      `<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "${'&a;'.repeat(99)}">]>${inNote('&b;'.repeat(99))}`,
    ],
    ['an external entity', `<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>${inNote('&a;')}`],
    ['an entity that is not defined', inNote('&a;')],
    ['deep nesting', inNote('<a>'.repeat(30_000))],
    ['nesting that ends', inNote(`${'<a>'.repeat(30)}${'</a>'.repeat(30)}`)],
    ['many elements', inNote('<a/>'.repeat(messageLimits.elements))],
    ['a huge text', inNote('a'.repeat(messageLimits.charactersOfText + 1))],
    [
      'a huge text in pieces',
      inNote('a<b/>'.repeat(4_000).concat('a'.repeat(messageLimits.charactersOfText))),
    ],
    ['a huge attribute', inNote(`<a b="${'c'.repeat(200_000)}"/>`)],
    ['a huge name', `<${'a'.repeat(200_000)}/>`],
    ['a huge comment', inNote(`<!--${'c'.repeat(200_000)}-->`)],
    ['a huge declaration', `<!${'D'.repeat(200_000)}>`],
    ['too many bytes', inNote(`${' '.repeat(60_000)}<b/>`.repeat(6))],
  ])('are refused with a sentence, quickly: %s', (_, xml) => {
    const before = process.cpuUsage();
    const result = read(xml);
    const { user } = process.cpuUsage(before);
    expect(result).toMatchObject({ ok: false, error: { code: 'message-unreadable' } });
    expect(user / 1000).toBeLessThan(500);
  });

  it('are never a crash, whatever was changed in a message', () => {
    const damaged = fc
      .tuple(
        anyMessage.map(({ message, version }) => writeMessage(message, version)),
        fc.array(
          fc.record({
            at: fc.double({ min: 0, max: 1, noNaN: true }),
            cut: fc.nat(20),
            put: fc.oneof(
              fc.constantFrom(
                '<',
                '>',
                '</',
                '&',
                ']]>',
                '<![CDATA[',
                '<!--',
                '<!DOCTYPE a>',
                '<?x',
                '"',
                '\u0000',
              ),
              fc.string({ maxLength: 5 }),
            ),
          }),
          { minLength: 1, maxLength: 6 },
        ),
      )
      .map(([xml, edits]) =>
        edits.reduce((text, { at, cut, put }) => {
          const from = Math.floor(at * text.length);
          return text.slice(0, from) + put + text.slice(from + cut);
        }, xml),
      );
    checkProperty(
      fc.property(damaged, (xml) => {
        const result = read(xml);
        expect(result.ok || result.error.code === 'message-unreadable').toBe(true);
      }),
      { numRuns: 500 },
    );
    checkProperty(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(readMessage(bytes).ok).toBe(false);
      }),
    );
  });
});
