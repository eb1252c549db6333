import * as fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type NcipMessage,
  type NcipParties,
  type NcipService,
  requestedActions,
  writeNcip,
} from '../../../../electron/main/other-system/ncip/message.ts';
import { readNcipAnswer, userIn } from '../../../../electron/main/other-system/ncip/read-answer.ts';
import { messageLimits } from '../../../../electron/main/xml/tree.ts';
import { addDays } from '../../../../shared/domain/dates.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { faultsBySchema, hasOfficial, officialSamples } from '../../../support/ncip/official.ts';

const parties: NcipParties = { fromAgency: '01MAIN', toAgency: '01MAIN', profileType: 'DESK' };
const at = '2026-11-25T09:02:11.000Z' as Instant;
const of = { item: '47HOLD0000101', user: 'P1001' } as const;
const dueOn = '2027-01-15' as CalendarDate;
const messages: readonly NcipMessage[] = [
  {
    ...of,
    service: 'AcceptItem',
    requestId: '01MAIN0000101',
    title: 'The Sea & Around <Us>',
    author: 'Carson, Rachel',
    action: 'Hold For Pickup',
    pickupLocation: 'MAIN',
    dueOn,
  },
  { ...of, service: 'CheckOutItem', requestId: '01MAIN0000101', at, dueOn },
  { ...of, service: 'RenewItem', dueOn },
  { item: of.item, service: 'CheckInItem', at },
  { item: of.item, service: 'RecallItem', dueOn: null },
  { user: of.user, service: 'LookupUser' },
];

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 40 });
const day = fc.nat(4_000).map((days) => addDays('2024-01-01' as CalendarDate, days));
const anyMessage: fc.Arbitrary<NcipMessage> = fc
  .record({
    which: fc.constantFrom(...messages),
    values: fc.record({
      item: text,
      user: text,
      requestId: text,
      title: text,
      author: fc.option(text, { nil: '' }),
      pickupLocation: fc.option(text, { nil: '' }),
      action: fc.constantFrom(...requestedActions),
      dueOn: fc.option(day),
      at: fc.constant(at),
    }),
  })
  .map(({ which, values }) => {
    const taken = Object.entries(values).filter(([key]) => key in which);
    return { ...which, ...Object.fromEntries(taken) } as NcipMessage;
  });
const anyParties = fc.record({ fromAgency: text, toAgency: text, profileType: fc.option(text, { nil: '' }) });

describe('A message to the other system', () => {
  it('is validated by the official schema on a build server', () => {
    expect(hasOfficial || process.env['CI'] === undefined).toBe(true);
  });

  it('is valid by the schema, whatever its texts contain', () => {
    const written = fc
      .sample(fc.tuple(anyMessage, anyParties, fc.option(text)), 400)
      .map(([message, between, password]) => writeNcip(message, between, password));
    expect(faultsBySchema(written)).toBe('');
  });

  // The file was valid by the schema when it was written: it holds the order of elements also where no schema is at hand.
  it.each(messages)('is the one in its file: $service', async (message) => {
    const xml = writeNcip(message, parties, null);
    expect(faultsBySchema([xml])).toBe('');
    await expect(xml.replaceAll('><', '>\n<')).toMatchFileSnapshot(
      join(import.meta.dirname, `../../../fixtures/ncip/${message.service}.xml`),
    );
  });

  it('qualifies its version, and leaves out the profile that a library does not have', () => {
    const xml = writeNcip({ service: 'LookupUser', user: 'P1' }, { ...parties, profileType: '' }, null);
    expect(xml).toContain(' ncip:version="http://www.niso.org/schemas/ncip/v2_02/ncip_v2_02.xsd"');
    expect(xml).not.toContain('ApplicationProfileType');
  });
});

const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const answer = (content: string, service: NcipService = 'CheckInItem') =>
  readNcipAnswer(bytesOf(`<NCIPMessage>${content}</NCIPMessage>`), service);

describe('An answer of the other system', () => {
  it('is read in every sample, and has problems only where the sample has some', () => {
    const samples = officialSamples().filter(({ name }) => name.includes('Response'));
    expect(samples.length).toBe(hasOfficial ? 6 : 0);
    for (const { name, bytes } of samples) {
      const service = /^[A-Za-z]+?(?=Response)/u.exec(name)?.[0] as NcipService;
      const read = readNcipAnswer(bytes, service);
      expect({ name, problems: read?.problems.map(({ type }) => type) }).toEqual({
        name,
        problems:
          name === 'AcceptItemResponseSample2.xml'
            ? ['Agency Authentication Failed', 'Needed Data Missing']
            : [],
      });
    }
  });

  it.each([
    [
      'a problem with all its parts',
      '<n:CheckInItemResponse xmlns:n="x"><n:Problem><n:ProblemType n:Scheme="s">Unknown Item</n:ProblemType><n:ProblemDetail>No such\nitem</n:ProblemDetail><n:ProblemElement>ItemId</n:ProblemElement><n:ProblemValue>47</n:ProblemValue></n:Problem></n:CheckInItemResponse>',
      { type: 'Unknown Item', detail: 'No such item', element: 'ItemId', value: '47' },
    ],
    [
      'a problem outside of a response',
      '<Problem><ProblemType>Invalid Message Syntax Error</ProblemType></Problem>',
      { type: 'Invalid Message Syntax Error', detail: '', element: '', value: '' },
    ],
    [
      'a problem of version 1',
      '<CheckInItemResponse><Problem><ProcessingError><ProcessingErrorType><Scheme>s</Scheme><Value>Item Not Checked Out</Value></ProcessingErrorType><ProcessingErrorElement><ElementName>UniqueItemId</ElementName></ProcessingErrorElement></ProcessingError></Problem></CheckInItemResponse>',
      { type: 'Item Not Checked Out', detail: '', element: '', value: '' },
    ],
    [
      'a problem that is one sentence',
      '<CheckInItemResponse><Problem>We could not find an item</Problem></CheckInItemResponse>',
      { type: 'We could not find an item', detail: '', element: '', value: '' },
    ],
  ])('is read with %s', (_, content, problem) => {
    expect(answer(content)?.problems).toEqual([problem]);
  });

  it('is not one if it answers another service, is not NCIP, or is larger than a message can be', () => {
    expect(answer('<AcceptItemResponse/>')).toBeNull();
    expect(readNcipAnswer(bytesOf('<html><body>Sign in</body></html>'), 'CheckInItem')).toBeNull();
    expect(readNcipAnswer(bytesOf('Service is not known'), 'CheckInItem')).toBeNull();
    expect(readNcipAnswer(new Uint8Array(messageLimits.bytes + 1), 'CheckInItem')).toBeNull();
    expect(answer(`<CheckInItemResponse/>`)?.problems).toEqual([]);
  });

  it('is read or refused, whatever bytes come', () => {
    checkProperty(
      fc.property(fc.string({ unit: 'binary' }), (inside) => {
        const read = answer(`<CheckInItemResponse>${inside}</CheckInItemResponse>`);
        expect(read === null || Array.isArray(read.problems)).toBe(true);
      }),
    );
  });

  it.each([
    ['<UnstructuredPersonalUserName>Reader, A.</UnstructuredPersonalUserName>', 'Reader, A.'],
    [
      '<StructuredPersonalUserName><GivenName>Ada</GivenName><Surname>Reader</Surname></StructuredPersonalUserName>',
      'Ada Reader',
    ],
    ['', ''],
  ])('names the patron as the system does: %s', (name, expected) => {
    const read = answer(
      `<LookupUserResponse><UserOptionalFields><NameInformation><PersonalNameInformation>${name}</PersonalNameInformation></NameInformation></UserOptionalFields></LookupUserResponse>`,
      'LookupUser',
    );
    expect(read && userIn(read, '2026-12-01' as CalendarDate)).toMatchObject({ known: true, name: expected });
  });
});
