import { describe, expect, test } from 'vitest';
import type { ItemId, TurnId } from '../../../../shared/domain/ids.ts';
import { eventsOf } from '../../../../shared/domain/life/deciding.ts';
import type { Deciding } from '../../../../shared/domain/life/deciding.ts';
import {
  previewEvents as sentencesAhead,
  nameOfPartner,
  patronNotification,
  type ReadersOf,
} from '../../../../shared/domain/letters/partner-notifications.ts';
import { askedTurn, lifeOfParts, turnOf, volumeOf } from '../../../renderer/support/life.ts';

const previewEvents = (...args: Parameters<typeof sentencesAhead>): string =>
  sentencesAhead(...args).join(' ');
const north = 1 as TurnId;
const west = 2 as TurnId;
const readers = (change: Partial<ReadersOf> = {}): ReadersOf => ({
  patron: { name: 'Reader, A.', address: 'good' },
  cancelNotify: false,
  lettersWait: null,
  libraryOff: [],
  partners: [
    { turnId: north, name: 'North', address: 'good', isHeld: false },
    { turnId: west, name: 'West', address: 'good', isHeld: false },
  ],
  ...change,
});
/** North is asked, West waits. */
const request = (change: Partial<ReadersOf & Deciding> = {}, asked = askedTurn(1)): ReadersOf & Deciding => ({
  ...readers(),
  life: lifeOfParts({ turns: [asked, turnOf(2)] }),
  askable: [west],
  needsConsent: [],
  renewsItself: [],
  ...change,
});
const shipped = askedTurn(1, { state: 'shipped' });

describe('the preview in a window', () => {
  test('matches the outcome of the same events: who is told, and who is asked', () => {
    const one = request();
    expect(previewEvents(one, eventsOf.askNext(one))).toBe(
      'North will be notified that we no longer need it. West will be asked to lend it.',
    );
    const two = request({}, shipped);
    expect(previewEvents(two, eventsOf.claim(two))).toBe('North will be asked where the parcel is.');
    expect(previewEvents(two, eventsOf.cancel(two, 'patron'))).toBe(
      'The request stays open until the partner answers. North will be asked to agree to the cancellation.',
    );
    expect(previewEvents(one, eventsOf.cancel(one, 'patron'))).toBe(
      'The request closes with the status “Cancelled by patron”. North will be notified that we no longer need it.',
    );
    expect(previewEvents(one, eventsOf.claim(one))).toBe('');
    expect(previewEvents(one, [])).toBe('');
  });

  test('a partner that has not heard of the request is told nothing: its letter does not leave', () => {
    const one = request({}, askedTurn(1, { heard: false, requestWaits: true }));
    expect(previewEvents(one, eventsOf.askNext(one))).toBe(
      'North has not been sent the request yet and will not be. West will be asked to lend it.',
    );
  });

  test('says that no partner is left, and what goes back', () => {
    const alone = request({ life: lifeOfParts({ turns: [askedTurn(1)] }), askable: [] });
    expect(previewEvents(alone, eventsOf.askNext(alone))).toContain('No partners left in the rota');
    const here = request({
      life: lifeOfParts({
        turns: [askedTurn(1, { state: 'closing' })],
        volumes: [volumeOf(1, 'on-hold-shelf')],
      }),
    });
    expect(previewEvents(here, eventsOf.cancel(here, 'staff'))).toContain('One volume goes back');
    const over = { ...here, life: { ...here.life, endedAs: 'CANCELLED_BY_STAFF' as const } };
    const life = { ...over.life, volumes: [volumeOf(1, 'on-hold-shelf', { use: 'goes-back' })] };
    expect(previewEvents({ ...over, life }, eventsOf.keep(over, [1 as ItemId]))).toBe(
      'The request is open again.',
    );
  });
});

describe('a letter that no one gets', () => {
  const ahead = (change: Partial<ReadersOf>): string => {
    const one = request(change, shipped);
    return previewEvents(one, eventsOf.claim(one));
  };
  const northWith = (change: Partial<ReadersOf['partners'][number]>): Partial<ReadersOf> => ({
    partners: [{ turnId: north, name: 'North', address: 'good', isHeld: false, ...change }],
  });

  test.each<[Partial<ReadersOf>, string]>([
    [
      { libraryOff: ['partner-claim'] },
      'Ask North yourself where the parcel is (this letter is switched off).',
    ],
    [
      northWith({ address: 'hand' }),
      'Ask North yourself where the parcel is (this partner is contacted by hand; the letter is under Contact by hand).',
    ],
    [
      northWith({ address: 'none' }),
      'Ask North yourself where the parcel is (no e-mail address; the letter is under Contact by hand).',
    ],
    [northWith({ name: '' }), 'Ask the partner yourself where the parcel is (no partner is recorded).'],
    [{ lettersWait: 'none' }, 'North will be asked where the parcel is. Mail queued: no mail account.'],
    [
      { lettersWait: 'failing' },
      'North will be asked where the parcel is. Mail queued: mail is unavailable.',
    ],
  ])('to a partner is for staff to tell: %o', (change, sentence) => {
    expect(ahead(change).toLowerCase()).toBe(sentence.toLowerCase());
  });

  test('is announced as not sent if the library has switched it off', () => {
    const lost = request({ libraryOff: ['partner-lost'] }, shipped);
    expect(previewEvents(lost, eventsOf.reportLost(lost, []))).toContain(
      'North will not be notified that the parcel is lost (this letter is switched off).',
    );
  });

  test.each<[Partial<ReadersOf>, string, string]>([
    [{}, '', 'The patron will be notified.'],
    [{}, ' when it agrees', 'The patron will be notified when it agrees.'],
    [
      { libraryOff: ['patron-renewed'] },
      ' when it agrees',
      'The patron will not be notified when it agrees (this letter is switched off).',
    ],
    [{ patron: null }, '', 'No patron will be notified (no requester is recorded).'],
    [
      { patron: { name: 'Reader, A.', address: 'none' } },
      '',
      'Notify the patron yourself (no e-mail address; the letter is under Contact by hand).',
    ],
    [{ lettersWait: 'none' }, '', 'The patron will be notified. Mail queued: no mail account.'],
    [
      { lettersWait: 'no-password' },
      '',
      'The patron will be notified. Mail queued: the mail password is missing.',
    ],
  ])('to a patron: %o', (change, that, sentence) => {
    expect(patronNotification(readers(change), 'renewed', that).join(' ')).toBe(sentence);
  });
});

test('a sentence begins with a partner’s name, or with “The partner” if it is unknown', () => {
  expect(nameOfPartner(readers(), north)).toBe('North');
  expect(nameOfPartner(readers({ partners: [] }), north)).toBe('The partner');
});
