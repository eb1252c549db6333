import { describe, expect, it } from 'vitest';
import { confirmationOf, verdictOf } from '../../../../electron/main/partners/iso18626/confirmation.ts';
import { identityOf } from '../../../../electron/main/partners/iso18626/identity.ts';
import { legalityOf } from '../../../../electron/main/partners/iso18626/legality.ts';
import { readMessage } from '../../../../electron/main/partners/iso18626/read-message.ts';
import type { Standing } from '../../../../electron/main/partners/iso18626/standing.ts';
import { writeMessage } from '../../../../electron/main/partners/iso18626/write-message.ts';
import type { Instant } from '../../../../shared/domain/ids.ts';
import { isoActions, type IsoAction, isoVersions } from '../../../../shared/domain/partner-profile.ts';
import { partnerProfile } from '../../../../shared/ipc/partner-profile.ts';
import { newStanding } from '../../../support/iso18626/meaning.ts';
import { fullMessages } from '../../../support/iso18626/full-messages.ts';
import { faultsBySchema } from '../../../support/iso18626/official.ts';
import { type Saying, sayingXml } from '../../../support/lender/peer-xml.ts';
import { usualProfile } from '../../../support/lender/play.ts';

const at = '2026-11-25T09:02:11.000Z' as Instant;
const profile = { ...usualProfile, address: 'https://north.example/iso18626' };

describe('What may be said', () => {
  // The table of what lenders accept: Y yes, L later, ? ask, - no; in the order of `isoActions`.
  it.each<[string, Partial<Standing>, string]>([
    ['after the request', {}, 'YLYLLLYLL'],
    ['it expects to supply', { status: 'ExpectToSupply' }, 'YLYLLLYLL'],
    ['it will supply', { status: 'WillSupply' }, 'YLYLLLYLL'],
    ['a condition is open', { status: 'WillSupply', condition: 'open' }, 'YLYLLLYLL'],
    ['an item came that it did not announce', { status: 'WillSupply', volumes: 'here' }, 'YLYLLLYLL'],
    ['it lent, and nothing is here', { status: 'Loaned' }, 'YYY?--Y-Y'],
    ['it lent, and the item is here', { status: 'Loaned', volumes: 'here' }, 'YY-YYYYYY'],
    ['it was told of the receipt', { status: 'Loaned', volumes: 'here', told: ['Received'] }, 'Y--YYYYYY'],
    ['it was asked to renew', { status: 'Loaned', volumes: 'here', unanswered: ['Renew'] }, 'YY--YYYYY'],
    ['it refused to renew', { status: 'Loaned', volumes: 'here', refusedRenewal: true }, 'YY--YYYYY'],
    ['it was asked to cancel', { status: 'WillSupply', unanswered: ['Cancel'] }, 'YL-LLLYLL'],
    ['overdue', { status: 'Overdue', volumes: 'here' }, 'YY-YYYYYY'],
    ['recalled', { status: 'Recalled', volumes: 'here' }, 'YY--YYYYY'],
    ['sent back', { status: 'Loaned', volumes: 'gone', told: ['Received', 'ShippedReturn'] }, 'Y-----Y-Y'],
    ['it has it back', { status: 'LoanCompleted', volumes: 'gone' }, 'Y-----Y--'],
    ['it cannot lend', { status: 'Unfilled' }, 'Y-----Y--'],
    ['it sent a copy, and an item is here', { status: 'CopyCompleted', volumes: 'here' }, 'Y?--?-Y--'],
    ['it cancelled, and yet an item is here', { status: 'Cancelled', volumes: 'here' }, 'Y?--?-Y--'],
  ])('%s: %s', (_, standing, expected) => {
    const partner = { version: '2021-2' as const, accepts: [...isoActions] };
    const may = (action: IsoAction) => legalityOf(action, { ...newStanding, ...standing }, partner).may;
    const letters = { yes: 'Y', later: 'L', ask: '?', no: '-' } as const;
    expect(isoActions.map((action) => letters[may(action)]).join('')).toBe(expected);
  });

  it('is what the partner accepts, in its version', () => {
    const lent = { ...newStanding, status: 'Loaned', volumes: 'here' } as const;
    expect(legalityOf('Lost', lent, { version: '1.2', accepts: [...isoActions] })).toEqual({
      may: 'no',
      why: 'The partner does not accept this message.',
    });
    expect(legalityOf('Renew', lent, { version: '2021-2', accepts: ['Received'] }).may).toBe('no');
  });
});

describe('A confirmation', () => {
  const bytes = (xml: string) => new TextEncoder().encode(xml);
  const confirmed = (status: string, errors = ''): string =>
    `<x:ISO18626Message xmlns:x="http://illtransactions.org/2013/iso18626"><x:requestConfirmation><x:confirmationHeader><x:messageStatus>${status}</x:messageStatus></x:confirmationHeader>${errors}</x:requestConfirmation></x:ISO18626Message>`;
  const error = (type: string, value: string) =>
    `<x:errorData><x:errorType>${type}</x:errorType><x:errorValue>${value}</x:errorValue></x:errorData>`;

  it.each<[number, string, ReturnType<typeof verdictOf>]>([
    [200, confirmed('OK'), { kind: 'ok', errorType: null, words: '' }],
    [201, confirmed('OK'), { kind: 'ok', errorType: null, words: '' }],
    [500, confirmed('OK'), { kind: 'ok', errorType: null, words: '' }],
    [
      200,
      confirmed('ERROR', error('UnableToFindRequest', 'Who?')),
      { kind: 'refused', errorType: 'UnableToFindRequest', words: 'Who?' },
    ],
    [400, confirmed('ERROR'), { kind: 'refused', errorType: null, words: '' }],
    [
      200,
      confirmed('ERROR', error('UnrecognisedDataValue', 'a request with a given ID already exists')),
      {
        kind: 'duplicate',
        errorType: 'UnrecognisedDataValue',
        words: 'a request with a given ID already exists',
      },
    ],
    [
      200,
      confirmed('ERROR', '<x:errorData><x:errorType>RequestIdAlreadyExists</x:errorType></x:errorData>'),
      { kind: 'duplicate', errorType: 'RequestIdAlreadyExists', words: 'RequestIdAlreadyExists' },
    ],
    [200, confirmed(''), { kind: 'unknown', errorType: null, words: '' }],
    [
      200,
      confirmed('OK').replace(
        '<x:messageStatus>',
        '<x:requestingAgencyRequestId>R2</x:requestingAgencyRequestId><x:messageStatus>',
      ),
      { kind: 'unknown', errorType: null, words: expect.stringContaining('R2') },
    ],
    [302, 'Found', { kind: 'refused', errorType: null, words: 'Found' }],
    [400, 'no  message\nin it', { kind: 'refused', errorType: null, words: 'no message in it' }],
    [401, '', { kind: 'refused', errorType: null, words: '' }],
    [429, '', { kind: 'unknown', errorType: null, words: '' }],
    [
      502,
      '<html>Bad Gateway</html>',
      { kind: 'unknown', errorType: null, words: '<html>Bad Gateway</html>' },
    ],
    [200, '', { kind: 'unknown', errorType: null, words: '' }],
  ])('of a peer is read before its status code: %i %#', (status, body, verdict) => {
    const { httpStatus, ...read } = verdictOf(status, bytes(body), 'R1');
    expect(read).toEqual(verdict);
    const isConfirmation = body.startsWith('<x:') && !body.includes('R2');
    expect(httpStatus).toBe(isConfirmation ? undefined : status);
  });

  it('of ours names the message that it confirms, whatever was wrong with it', () => {
    const sayings = readMessage(
      bytes(
        '<ISO18626Message><supplyingAgencyMessage><header><supplyingAgencyId><agencyIdType>ISIL</agencyIdType><agencyIdValue>N</agencyIdValue></supplyingAgencyId><timestamp>2026-11-25T08:00:00+01:00</timestamp><requestingAgencyRequestId>R1</requestingAgencyRequestId></header><messageInfo><reasonForMessage>Gossip</reasonForMessage></messageInfo></supplyingAgencyMessage></ISO18626Message>',
      ),
    );
    if (!sayings.ok || sayings.value.kind !== 'supplyingAgencyMessage') throw new Error('no message');
    const confirmations = [
      confirmationOf(sayings.value, 'ok', at),
      confirmationOf(null, { errorType: 'BadlyFormedMessage', words: 'Not XML' }, at),
    ];
    expect(confirmations[0]?.body).toMatchObject({
      confirmationHeader: {
        requestingAgencyRequestId: 'R1',
        timestamp: at,
        timestampReceived: '2026-11-25T08:00:00+01:00',
        messageStatus: 'OK',
      },
      reasonForMessage: null,
    });
    for (const version of isoVersions)
      expect(
        faultsBySchema(
          confirmations.map((one) => writeMessage(one, version)),
          version,
        ),
      ).toBe('');
  });
});

describe('A message of a borrower, which we are not asked to answer,', () => {
  it('is confirmed as what it is', () => {
    for (const [index, kind] of [
      [0, 'requestConfirmation'],
      [2, 'supplyingAgencyMessageConfirmation'],
      [4, 'requestingAgencyMessageConfirmation'],
    ] as const) {
      const message = fullMessages[index];
      if (!message || 'confirmationHeader' in message.body) throw new Error('no message');
      const error = { errorType: 'UnsupportedActionType', words: 'We do not lend.' } as const;
      const confirmation = confirmationOf(message as Parameters<typeof confirmationOf>[0], error, at);
      expect(confirmation.kind).toBe(kind);
      for (const version of isoVersions)
        expect(faultsBySchema([writeMessage(confirmation, version)], version)).toBe('');
    }
  });
});

describe('Two messages', () => {
  const identity = (saying: Saying, when = at as string, requestId = 'R1') => {
    const parties = { requestId, lender: 'SUP', borrower: 'REQ', at: when };
    const read = readMessage(
      new TextEncoder().encode(sayingXml(saying, parties, { version: '1.2', prefix: '' })),
    );
    if (!read.ok || read.value.kind !== 'supplyingAgencyMessage') throw new Error('no message');
    return identityOf(read.value);
  };
  const loaned: Saying = { reason: 'StatusChange', status: 'Loaned' };

  it('are the same with the same time, however it is written', () => {
    expect(identity(loaned, '2026-11-25T10:02:11.000+01:00')).toBe(identity(loaned));
  });

  it('are two with another time, request, reason, status or note', () => {
    const others = [
      identity(loaned, '2026-11-25T09:02:12.000Z'),
      identity(loaned, at, 'R2'),
      identity({ ...loaned, reason: 'RequestResponse' }),
      identity({ ...loaned, status: 'Overdue' }),
      identity({ ...loaned, note: 'again' }),
      identity({ ...loaned, note: 'one' }, 'never'),
      identity({ ...loaned, note: 'two' }, 'never'),
    ];
    expect(new Set([identity(loaned), ...others]).size).toBe(others.length + 1);
  });
});

describe('A partner’s profile', () => {
  it('is by protocol with everything that a message needs, by e-mail, or by hand', () => {
    expect(partnerProfile.safeParse(profile).success).toBe(true);
    expect(partnerProfile.safeParse({ by: 'mail' }).success).toBe(true);
    expect(partnerProfile.safeParse({ by: 'hand' }).success).toBe(true);
    for (const wrong of [
      { ...profile, address: 'ftp://north.example' },
      { ...profile, address: 'javascript:alert(1)' },
      { ...profile, version: '1.1' },
      { ...profile, theirs: { agencyIdType: 'ISIL', agencyIdValue: ' ' } },
      { ...profile, authentication: { kind: 'account', accountId: 'a', securityCode: 'secret' } },
      { by: 'mail', address: 'https://north.example' },
    ])
      expect(partnerProfile.safeParse(wrong).success).toBe(false);
  });
});
