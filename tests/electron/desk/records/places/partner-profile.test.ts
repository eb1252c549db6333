import { expect, test } from 'vitest';
import { placesService } from '../../../../../electron/main/desk/records/places/places.service.ts';
import type { PartnerId } from '../../../../../shared/domain/ids.ts';
import type { PartnerProfile } from '../../../../../shared/domain/partner-profile.ts';
import { newOpId, openTestDesk } from '../../../../support/desk.ts';
import { forEachTest } from '../../../../support/for-each-test.ts';
import { usualProfile } from '../../../../support/lender/play.ts';

const desk = forEachTest(openTestDesk);

const north = 1 as PartnerId;
const byProtocol: PartnerProfile = { ...usualProfile, address: 'https://north.example/iso18626' };

const values = {
  code: 'NORTH',
  name: 'North Library',
  address: [],
  email: '',
  phone: '',
  renewsAutomatically: true,
  cancelNeedsConsent: false,
  active: true,
};
const save = (profile?: PartnerProfile) =>
  placesService(desk.context).savePartner({
    opId: newOpId(),
    id: north,
    values,
    ...(profile && { profile }),
  });
const stored = () => {
  const read = placesService(desk.context).partners({ search: 'north', offset: 0, limit: 1 });
  return read.ok ? read.value.rows[0] : undefined;
};

test('a partner is reached by mail until staff set another way; it is set back by the same step', () => {
  expect(stored()?.profile).toEqual({ by: 'mail' });
  expect(save(byProtocol)).toEqual({ ok: true, value: { id: north } });
  expect(stored()?.profile).toEqual(byProtocol);
  expect(save({ by: 'mail' }).ok).toBe(true);
  expect(stored()?.profile).toEqual({ by: 'mail' });
  expect(desk.raw.prepare('SELECT kind FROM command_log').pluck().all()).toEqual([
    'save-partner',
    'save-partner',
  ]);
});

test('a change of the partner that names no way keeps it, such as one of its address alone', () => {
  save(byProtocol);
  save();
  expect(stored()).toMatchObject({ name: 'North Library', profile: byProtocol });
});

test('a profile that this version does not understand means by staff: nothing leaves in another way', () => {
  desk.raw.exec(`UPDATE partner SET profile = '{"by":"pigeon"}'`);
  expect(stored()?.profile).toEqual({ by: 'hand' });
});

test('nor is such a profile lost when the partner is saved, until staff choose another way', () => {
  const kept = () => desk.raw.prepare('SELECT profile FROM partner WHERE id = ?').pluck().get(north);
  desk.raw.exec(`UPDATE partner SET profile = '{"by":"pigeon"}'`);
  save({ by: 'hand' });
  expect(kept()).toBe('{"by":"pigeon"}');
  save({ by: 'mail' });
  expect(kept()).toBe('{"by":"mail"}');
});
