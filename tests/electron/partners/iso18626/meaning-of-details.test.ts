import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reasonWords } from '../../../../electron/main/partners/iso18626/code-words.ts';
import { listedVolumesOf } from '../../../../electron/main/partners/iso18626/listed-volumes.ts';
import { meaningOf } from '../../../../electron/main/partners/iso18626/meaning.ts';
import { readNote } from '../../../../electron/main/partners/iso18626/notes.ts';
import { readMessage } from '../../../../electron/main/partners/iso18626/read-message.ts';
import type { ReadAs } from '../../../../electron/main/partners/iso18626/read-details.ts';
import type { Standing } from '../../../../electron/main/partners/iso18626/standing.ts';
import type { CalendarDate, Instant } from '../../../../shared/domain/ids.ts';
import { conditionConventions, volumeFormats } from '../../../../shared/domain/partner-profile.ts';
import { partnerAnswer } from '../../../../shared/ipc/input-shapes.ts';
import { checkProperty } from '../../../support/check-property.ts';
import { anyMessage } from '../../../support/iso18626/any-message.ts';
import {
  answers,
  changed,
  meaning,
  messageSaying,
  newStanding,
  usual,
} from '../../../support/iso18626/meaning.ts';
import { officialSamples } from '../../../support/iso18626/official.ts';
import type { Saying } from '../../../support/lender/peer-xml.ts';

describe('The volumes of a parcel', () => {
  const volumes = (more: Partial<Saying>, format: ReadAs['volumeFormat']) => {
    const message = messageSaying(changed('Loaned', more));
    const listed = listedVolumesOf(message, readNote(message.body.messageInfo.note), format);
    return listed.map(({ id, callNumber, title }) => [id, callNumber, title]);
  };
  it.each<[string, Partial<Saying>, ReadAs['volumeFormat'], readonly (readonly string[])[]]>([
    [
      'repeated',
      { itemIds: ['N-1', ' N-2 '] },
      'repeated',
      [
        ['N-1', '', ''],
        ['N-2', '', ''],
      ],
    ],
    [
      'with commas',
      { itemIds: ['N-1,N-2, N-3'] },
      'commas',
      [
        ['N-1', '', ''],
        ['N-2', '', ''],
        ['N-3', '', ''],
      ],
    ],
    ['one with a comma', { itemIds: ['N-1,a'] }, 'repeated', [['N-1,a', '', '']]],
    [
      'of ReShare',
      { itemIds: ['multivol:v.1##QA 1, b##N-1###multivol:v.2##QA 2##N-2'] },
      'reshare',
      [
        ['N-1', 'QA 1, b', 'v.1'],
        ['N-2', 'QA 2', 'v.2'],
      ],
    ],
    [
      'of ReShare until 2025',
      { itemIds: ['multivol:v.1,QA 1,N-1,multivol:v.2,QA 2,N-2'] },
      'reshare',
      [
        ['N-1', 'QA 1', 'v.1'],
        ['N-2', 'QA 2', 'v.2'],
      ],
    ],
    [
      'of ReShare, repeated',
      { itemIds: ['multivol:v.1##QA##N-1', 'multivol:v.2##QA##N-2'] },
      'repeated',
      [
        ['N-1', 'QA', 'v.1'],
        ['N-2', 'QA', 'v.2'],
      ],
    ],
    ['of ReShare, a single one', { itemIds: ['Book####N-1'] }, 'reshare', [['N-1', '', 'Book']]],
    [
      'in the note',
      { note: 'Hello\n#MultipleItems#\nN-1|QA 1|v.1 \\| a\nN-2\n#MultipleItemsEnd#\nBye', itemIds: ['x'] },
      'note-block',
      [
        ['N-1', 'QA 1', 'v.1 | a'],
        ['N-2', '', ''],
      ],
    ],
    ['not listed', {}, 'commas', []],
  ])('%s', (_, more, format, expected) => {
    expect(volumes(more, format)).toEqual(expected);
  });
});

describe('A note', () => {
  it('is shown without what programs wrote in it, and an address in it is used', () => {
    const note =
      '#seq:12##ReShareUpdatedField-Title:The Sea# Look inside.\r\n#RETURN_TO#\nNorth Library\n2 Hill Street\n#RT_END#\n#SHIP_TO#\nUs\n#ST_END#transferToCluster:A1 #ABORT#';
    const { steps, returnTo } = meaning(changed('WillSupply', { note }));
    expect(steps).toEqual([
      { kind: 'partner-answer', answer: { kind: 'will-supply', note: 'Look inside.' } },
    ]);
    expect(returnTo).toEqual(['North Library', '2 Hill Street']);
    expect(meaning(changed('Loaned', { note, returnTo: 'North, ILL' })).returnTo).toEqual(['North, ILL']);
  });

  it('is cut to the length of a note', () => {
    const [answer] = answers(changed('WillSupply', { note: 'a'.repeat(9_000) }));
    expect(answer).toMatchObject({ note: `${'a'.repeat(1_999)}…` });
  });
});

describe('A reason', () => {
  it('is a sentence for every code of the standard, and of the programs whose codes are known', () => {
    const codes =
      'NonCirculating NotAvailableForILL NotHeld NotOnShelf PolicyProblem PoorCondition Duplicate unavailable missing incorrect other transfer AtBindery CostExceedsMaxCost CourierNotSupp LoanPossible LoanCondition MultiVolAvail MustMeetLoanCondition NotCurrentAvailableForILL NotFoundAsCited OnLoan OnOrder ReqDelDateNotPossible ReqDelMethodNotSupp ReqEditionNotPossible ReqFormatNotPossible ReqPayMethodNotSupported ReqServLevelNotSupp ReqServTypeNotPossible';
    for (const code of codes.split(' ')) expect(reasonWords(code), code).toMatch(/^[A-Z].*\.$/);
    expect(reasonWords('toString')).toBe('toString');
  });
});

describe('A due date', () => {
  it.each([
    ['2027-01-15T00:00:00Z', 'America/New_York', '2027-01-15'],
    ['2027-01-15T23:59:59Z', 'Europe/Berlin', '2027-01-15'],
    ['2027-03-11T05:00:00Z', 'America/New_York', '2027-03-11'],
    ['2027-01-15T12:00:00+14:00', 'Europe/Berlin', '2027-01-15'],
    ['2027-01-15T10:30Z', 'Europe/Berlin', '2027-01-15'],
    ['2027-01-15T10:30:00+14:30', 'Europe/Berlin', null],
    ['2027-01-14T23:00:00Z', 'Europe/Berlin', '2027-01-15'],
    ['2027-01-15T23:59:59-05:00', 'Europe/Berlin', '2027-01-15'],
    ['2027-01-15T10:00:00', 'Pacific/Kiritimati', '2027-01-15'],
    ['2027-01-15', 'Europe/Berlin', '2027-01-15'],
    ['0001-01-01T00:00:00.000Z', 'Europe/Berlin', null],
    ['0000-12-31T00:00:00Z', 'Europe/Berlin', null],
    // In UTC it would be in a year of five digits, which sorts before all others.
    ['9999-12-31T23:59:00-14:00', 'Europe/Berlin', null],
    ['9999-12-31T23:59:59-14:00', 'Europe/Berlin', null],
    ['2027-02-30T00:00:00Z', 'Europe/Berlin', null],
    ['soon', 'Europe/Berlin', null],
  ])('%s in %s is %s', (dueDate, timeZone, dueOn) => {
    expect(answers(changed('Loaned', { dueDate }), {}, { timeZone })).toMatchObject([
      { kind: 'shipped', dueOn },
    ]);
  });
});

describe('Whatever a supplier says', () => {
  const standings: fc.Arbitrary<Standing> = fc.record({
    status: fc.option(
      fc.constantFrom('WillSupply', 'Loaned', 'Overdue', 'Recalled', 'Unfilled', 'LoanCompleted'),
    ),
    asOf: fc.option(
      fc.constantFrom('2026-11-20T00:00:00.000Z' as Instant, '2050-11-30T00:00:00.000Z' as Instant),
    ),
    told: fc.constant([]),
    unanswered: fc.subarray(['Cancel' as const, 'Renew' as const]),
    refusedRenewal: fc.boolean(),
    supplierRequestId: fc.constant(null),
    wantedBackBy: fc.option(fc.constant('2027-01-15' as CalendarDate)),
    condition: fc.constantFrom('none' as const, 'open' as const, 'accepted' as const),
    volumes: fc.constantFrom('none' as const, 'here' as const, 'gone' as const),
    hasReport: fc.boolean(),
    dueOn: fc.option(fc.constant('2027-01-15' as CalendarDate)),
  });

  it('becomes answers that the step takes, and closes what was asked or says why not', () => {
    checkProperty(
      fc.property(
        anyMessage,
        standings,
        fc.constantFrom(...conditionConventions),
        fc.constantFrom(...volumeFormats),
        ({ message }, before, convention, volumeFormat) => {
          if (message.kind !== 'supplyingAgencyMessage') return;
          const { steps, status } = meaningOf(message, before, {
            convention,
            volumeFormat,
            timeZone: 'Asia/Tokyo',
            now: '2026-11-25T12:00:00.000Z' as Instant,
          });
          const said = steps.flatMap((step) => (step.kind === 'partner-answer' ? [step.answer] : []));
          for (const answer of said) expect(partnerAnswer.safeParse(answer).error).toBeUndefined();
          const { reasonForMessage } = message.body.messageInfo;
          const kinds = said.map(({ kind }) => kind);
          const asksStaff = steps.some((step) => step.kind === 'add-note' && step.active);
          if (reasonForMessage === 'RenewResponse')
            expect(asksStaff || kinds.some((kind) => kind.startsWith('renew'))).toBe(true);
          if (reasonForMessage === 'CancelResponse')
            expect(asksStaff || kinds.some((kind) => kind.startsWith('cancel'))).toBe(true);
          if (before.status === 'LoanCompleted') expect(status).toBeNull();
        },
      ),
      { numRuns: 600 },
    );
  });

  it('is understood in each sample of others', () => {
    const kinds = officialSamples().flatMap(({ name, bytes }) => {
      const read = readMessage(bytes);
      if (!read.ok || read.value.kind !== 'supplyingAgencyMessage') return [];
      const [step] = meaningOf(read.value, newStanding, usual).steps;
      return [
        [name, step?.kind === 'partner-answer' ? step.answer.kind : (step?.kind ?? 'nothing')] as const,
      ];
    });
    expect(kinds.filter(([name, kind]) => expectedIn(name) !== kind)).toEqual([]);
    expect([0, 19]).toContain(kinds.length);
  });
});

/** What the samples mean for a request of which we know nothing else, by a part of their names. */
const samples = {
  RenewNo: 'renewal-refused',
  RenewYes: 'renewed',
  Refused: 'rejected',
  // Its content is an answer to a renewal.
  ShippedCopy: 'renewed',
  Overdue: 'shipped',
  Recall: 'shipped',
  CancelYes: 'cancelled',
  CancelNo: 'cancel-refused',
  ClosedSupplied: 'checked-in',
  Loaned: 'shipped',
  MessageSample1: 'renewed',
  otification: 'add-note',
  ReplyNo: 'cancel-refused',
  ExpectToSupply: 'add-note',
  ChangeUnfilled: 'rejected',
  Message_statusChange: 'add-note',
  // It only says that the request arrived, with a note.
  'unit-': 'add-note',
};
const expectedIn = (name: string): string =>
  Object.entries(samples).find(([part]) => name.includes(part))?.[1] ?? '';
