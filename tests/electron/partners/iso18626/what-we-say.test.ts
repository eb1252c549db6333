import { describe, expect, it } from 'vitest';
import {
  compose,
  type Composed,
  type Envelope,
  type Announcement,
  announcementOf,
} from '../../../../electron/main/partners/iso18626/compose.ts';
import { composeRequest, type Wish } from '../../../../electron/main/partners/iso18626/compose-request.ts';
import { identityOf } from '../../../../electron/main/partners/iso18626/identity.ts';
import { readMessage } from '../../../../electron/main/partners/iso18626/read-message.ts';
import type { Standing } from '../../../../electron/main/partners/iso18626/standing.ts';
import { writeMessage } from '../../../../electron/main/partners/iso18626/write-message.ts';
import { noCitation } from '../../../../shared/domain/citation.ts';
import type { CalendarDate, Instant, ItemId, PartnerId, TurnId } from '../../../../shared/domain/ids.ts';
import { lifeAfterAll } from '../../../../shared/domain/life/life-after.ts';
import { type Life, type LifeEvent, newLife } from '../../../../shared/domain/life/life.ts';
import { newTurn } from '../../../../shared/domain/life/turn.ts';
import {
  conditionConventions,
  isoVersions,
  type ProtocolProfile,
} from '../../../../shared/domain/partner-profile.ts';
import { speakers } from '../../../../shared/words/speakers.ts';
import { newStanding } from '../../../support/iso18626/meaning.ts';
import { faultsBySchema } from '../../../support/iso18626/official.ts';
import { words } from '../../../support/iso18626/words.ts';
import { usualProfile } from '../../../support/lender/play.ts';

const at = '2026-11-25T09:02:11.000Z' as Instant;
const profile: ProtocolProfile = { ...usualProfile, address: 'https://north.example/iso18626' };
const envelope: Envelope = {
  requestId: 'R1',
  supplierRequestId: 'L-1',
  at,
  securityCode: null,
  speaker: speakers.en,
};
const say = (
  word: Announcement['word'],
  more: Partial<Announcement> = {},
  changed: Partial<ProtocolProfile> = {},
  standing: Partial<Standing> = {},
): Composed =>
  compose(
    { word, note: '', dueOn: null, volumes: [], ...more },
    { ...newStanding, ...standing },
    { ...profile, ...changed },
    envelope,
  );
const spoken = (composed: Composed): readonly string[] =>
  composed.as === 'messages'
    ? composed.messages.map(({ body }) => `${body.action ?? ''}${body.note === null ? '' : `: ${body.note}`}`)
    : [composed.as];
describe('What a partner is told', () => {
  it.each<[Composed, readonly string[]]>([
    [say('received', { note: 'Thanks' }), ['Received: Thanks']],
    [say('received', { volumes: ['volume 1'] }), ['Notification: Received so far: volume 1']],
    [say('returned'), ['Received', 'ShippedReturn']],
    [say('returned', {}, {}, { told: ['Received'] }), ['ShippedReturn']],
    [say('not-needed'), ['Cancel']],
    [say('not-needed', {}, {}, { status: 'Unfilled' }), ['nothing']],
    [say('cancel-asked', { note: 'Bought it' }), ['Cancel: Bought it']],
    [
      say('cancel-asked', {}, {}, { status: 'CopyCompleted' }),
      ['Notification: We no longer need the item. Please cancel the request.'],
    ],
    [
      say('renewal-asked', { dueOn: '2027-02-15' as CalendarDate }),
      ['Renew: Please renew it until 15 February 2027.'],
    ],
    [say('renewal', { volumes: ['volume 2'] }), ['Renew: Please renew it.\nvolume 2']],
    [say('lost'), ['Notification: The item is lost.']],
    [say('lost', { note: 'Fire' }, { version: '2021-2' }), ['Lost: The item is lost.\nFire']],
    [say('lost', {}, { version: '2021-2', accepts: ['Notification'] }), ['Notification: The item is lost.']],
    [say('status'), ['StatusRequest']],
    [say('received', {}, { accepts: ['Notification'] }), ['Notification: The item has arrived.']],
    [say('received', {}, { accepts: ['Cancel'] }), ['by-hand']],
    [
      say('condition-accepted', { note: 'Fine' }),
      ['Notification: #ReShareLoanConditionAgreeResponse#\nFine'],
    ],
    [say('condition-declined'), ['Cancel: #ReShareLoanConditionRejectResponse#']],
    [
      say('condition-accepted', { note: 'Fine' }, { convention: 'accept-reject' }),
      ['Notification: ACCEPT', 'Notification: Fine'],
    ],
    [say('condition-declined', {}, { convention: 'accept-reject' }), ['Notification: REJECT']],
    [say('condition-accepted', {}, { convention: 'retry' }, { status: 'RetryPossible' }), ['retry-request']],
    [say('condition-declined', {}, { convention: 'retry' }, { status: 'RetryPossible' }), ['nothing']],
    [
      say('condition-accepted', {}, { convention: 'retry' }, { status: 'WillSupply' }),
      ['Notification: #ReShareLoanConditionAgreeResponse#'],
    ],
    [
      say('condition-declined', {}, { convention: 'retry' }, { status: 'WillSupply' }),
      ['Cancel: #ReShareLoanConditionRejectResponse#'],
    ],
    [
      say('condition-accepted', {}, { convention: 'conditional-reply' }),
      ['Notification: Conditional reply: Yes'],
    ],
    [say('condition-declined', {}, { convention: 'conditional-reply' }), ['Cancel: Conditional reply: No']],
    [say('message', { note: 'Is there a map?' }), ['Notification: Is there a map?']],
  ])('is %#', (composed, expected) => {
    expect(spoken(composed)).toEqual(expected);
  });

  it('is valid in both versions and all conventions, and no two messages are the same', () => {
    for (const version of isoVersions) {
      const messages = conditionConventions.flatMap((convention) =>
        words.flatMap((word) => {
          const composed = say(word, { note: 'A note' }, { version, convention });
          return composed.as === 'messages' ? composed.messages : [];
        }),
      );
      expect(messages.length).toBeGreaterThan(70);
      expect(
        faultsBySchema(
          messages.map((message) => writeMessage(message, version)),
          version,
        ),
      ).toBe('');
    }
    const two = say('condition-accepted', { note: 'Fine' }, { convention: 'accept-reject' });
    const identities = two.as === 'messages' ? two.messages.map(identityOf) : [];
    expect(new Set(identities).size).toBe(2);
  });

  it('is about all volumes of the partner once nothing more is awaited from it', () => {
    const turnId = 1 as TurnId;
    const volume = { place: 'on-hold-shelf', dueOn: null } as const;
    const events = (itemId: number): readonly LifeEvent[] => [
      {
        type: 'item.received',
        turnId,
        volume: { id: itemId as ItemId, ...volume },
        use: 'for-patron',
        done: true,
      },
    ];
    const asked = { ...newLife, expected: 3, turns: [newTurn(turnId, 1 as PartnerId)] };
    const tell = (life: Life, all: readonly LifeEvent[]): readonly string[] => {
      const outcome = lifeAfterAll(life, all);
      const facts = { note: '', dueOn: null, nameOf: (id: ItemId) => `N-${id}` };
      return (outcome?.words ?? []).flatMap((one) => {
        const { word } = one;
        if (word === 'request' || word === 'take-back') return [];
        return spoken(
          say(word, outcome === null ? {} : announcementOf({ ...one, word }, outcome.life, facts)),
        );
      });
    };
    const sent: LifeEvent = { type: 'sent', askable: [turnId] };
    expect(tell(asked, [sent, ...events(1)])).toEqual(['Notification: Received so far: N-1']);
    const closed: LifeEvent[] = [sent, { type: 'request.left', turnId }, ...events(1)];
    const life = lifeAfterAll(asked, [...closed, { type: 'set.nothingMore', turnId }])?.life ?? asked;
    expect(tell(life, events(2))).toEqual(['Received']);
    // What went back is not all of it while more is awaited.
    const back: LifeEvent = { type: 'items.returned', itemIds: [1 as ItemId] };
    const here = lifeAfterAll(asked, closed)?.life ?? asked;
    expect(tell(here, [back])).toEqual(['Notification: On its way back to you: N-1']);
    expect(spoken(say('rest-not-needed', {}, {}, { volumes: 'gone', told: ['Received'] }))).toEqual([
      'Notification: We no longer need the remaining volumes.',
      'ShippedReturn',
    ]);
  });

  it('names the account where the partner asks for it', () => {
    const composed = compose(
      { word: 'received', note: '', dueOn: null, volumes: [] },
      newStanding,
      { ...profile, authentication: { kind: 'account', accountId: 'A1' } },
      { ...envelope, securityCode: 'secret' },
    );
    expect(composed).toMatchObject({
      messages: [
        { body: { header: { requestingAgencyAuthentication: { accountId: 'A1', securityCode: 'secret' } } } },
      ],
    });
  });
});

describe('A request', () => {
  const wish: Wish = {
    title: 'On tides',
    author: 'Carson, R. & others',
    format: 'physical',
    citation: {
      ...noCitation,
      materialType: 'article',
      journal: 'Sea Letters',
      journalVolume: '12',
      issue: '3',
      pages: '1–9',
      year: '1951',
      edition: '2nd',
      publisher: 'Oxford',
      isbn: '9780195069976; 0195069978',
      issn: '1234-5679',
      doi: '10.1000/182',
      language: 'English',
      neededBy: '2027-01-31',
      maximumCost: '25 EUR',
      partnerNote: 'Any condition',
    },
    missing: { wanted: 2, expected: 3 },
    note: 'Please hurry',
    library: { name: 'Main Library', address: ['1 College Road', 'Springfield'], email: 'ill@main.example' },
    retryOf: null,
  };

  it('has the whole citation, and is valid', () => {
    for (const version of isoVersions) {
      const message = composeRequest(wish, { ...profile, version }, envelope);
      expect(message.body).toMatchObject({
        bibliographicInfo: {
          title: 'Sea Letters',
          author: null,
          titleOfComponent: 'On tides',
          authorOfComponent: 'Carson, R. & others',
          volume: '12',
          issue: '3',
          pagesRequested: '1–9',
          edition: '2nd',
        },
        publicationInfo: { publisher: 'Oxford', publicationType: 'Article', publicationDate: '1951' },
        serviceInfo: {
          requestType: 'New',
          serviceType: 'CopyOrLoan',
          needBeforeDate: '2027-01-31T00:00:00Z',
          note: 'We still need 2 of 3 volumes.\nLanguage: English\nAny condition\nPlease hurry',
        },
        billingInfo: { maximumCosts: { currencyCode: 'EUR', monetaryValue: '25.00' } },
      });
      expect(
        message.body.bibliographicInfo.bibliographicItemId.map(
          (one) => `${one.bibliographicItemIdentifierCode} ${one.bibliographicItemIdentifier}`,
        ),
      ).toEqual(['ISBN 9780195069976', 'ISBN 0195069978', 'ISSN 1234-5679', 'DOI 10.1000/182']);
      const xml = writeMessage(message, version);
      expect(faultsBySchema([xml], version)).toBe('');
      expect(readMessage(new TextEncoder().encode(xml))).toEqual({ ok: true, value: message });
    }
  });

  it('also contains what has no element, and needs nothing but a title', () => {
    const bare: Wish = {
      ...wish,
      title: 'X',
      author: '',
      citation: { ...noCitation, maximumCost: 'about 20' },
      missing: null,
      note: '',
      library: { name: '', address: [], email: '' },
    };
    const message = composeRequest(bare, profile, envelope);
    expect(message.body).toMatchObject({
      serviceInfo: { serviceType: 'Loan', note: 'Maximum cost: about 20' },
      billingInfo: null,
      requestedDeliveryInfo: [],
    });
    expect(faultsBySchema([writeMessage(message, '1.2')], '1.2')).toBe('');
    expect(
      composeRequest({ ...bare, format: 'digital' }, profile, envelope).body.serviceInfo.serviceType,
    ).toBe('Copy');
  });

  it('can accept what the partner offered for an earlier one', () => {
    const retryOf = { requestId: 'R0', conditions: ['NoReproduction'], cost: '35 USD' };
    for (const version of isoVersions) {
      const message = composeRequest({ ...wish, retryOf }, { ...profile, version }, envelope);
      expect(message.body).toMatchObject({
        serviceInfo: {
          requestType: 'Retry',
          requestingAgencyPreviousRequestId: 'R0',
          loanCondition: version === '1.2' ? [] : ['NoReproduction'],
        },
        billingInfo: { maximumCosts: { currencyCode: 'USD', monetaryValue: '35.00' } },
      });
      const note = message.body.serviceInfo.note ?? '';
      expect(note.includes('We accept your conditions: No reproduction')).toBe(version === '1.2');
      expect(faultsBySchema([writeMessage(message, version)], version)).toBe('');
    }
  });
});
