import { expect, test } from 'vitest';
import { placesService } from '../../../electron/main/desk/records/places/places.service.ts';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import type { PartnerProfile } from '../../../shared/domain/partner-profile.ts';
import { connectionsService } from '../../../electron/main/connections/connections.service.ts';
import { newOpId } from '../../support/desk.ts';
import { expectSound, sharedLibrary } from '../../support/hub/shared-library.ts';
import type { SyncDesk } from '../../support/hub/sync-desk.ts';
import { usualProfile } from '../../support/lender/play.ts';
import { valueOf } from '../../support/results.ts';
import { saveProfile } from '../../support/save-profile.ts';

const shared = sharedLibrary();
const north = 1 as PartnerId;
const byProtocol: PartnerProfile = { ...usualProfile, address: 'https://north.example/iso18626' };

const save = ({ context }: SyncDesk, profile: PartnerProfile): unknown =>
  saveProfile(context, north, profile);
const profileAt = ({ context }: SyncDesk): unknown =>
  valueOf(placesService(context).partners({ search: '', offset: 0, limit: 99 })).rows.find(
    ({ id }) => id === north,
  )?.profile;

test('how a partner is reached is the same at every desk, once the hub has it', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    save(one, byProtocol);
    await one.sync();
    expect(profileAt(other)).toEqual({ by: 'mail' });
    await other.sync();
    expect(profileAt(other)).toEqual(byProtocol);
    save(other, { by: 'mail' });
    await other.sync();
    await one.sync();
    expect(profileAt(one)).toEqual({ by: 'mail' });
    expectSound(one, other);
  }));

test('letters that are held back at one desk do not leave from another, which says who holds them', () =>
  shared.hub.playOn(async () => {
    const [one, other] = [shared.openDesk(1), shared.openDesk(2)];
    const connectionsAt = ({ context }: SyncDesk) =>
      connectionsService({
        context,
        queue: { describe: () => [], tryNow: () => undefined },
        otherSystem: { describe: () => [], tryNow: () => undefined },
        check: () => ({ ok: true, value: null }),
        saveFile: () => Promise.resolve(null),
      });
    const heldAt = async (desk: SyncDesk): Promise<unknown> =>
      valueOf(await connectionsAt(desk).list({})).partners.map(({ partnerId, held }) => [
        partnerId,
        held?.by,
      ]);
    const hold = async (desk: SyncDesk, isHeld: boolean): Promise<unknown> =>
      valueOf(await connectionsAt(desk).hold({ opId: newOpId(), partnerId: north, isHeld }));
    await hold(one, true);
    await one.sync();
    await other.sync();
    expect(await heldAt(other)).toEqual([[north, one.context.session.operator().name]]);
    await hold(other, false);
    await other.sync();
    await one.sync();
    expect(await heldAt(one)).toEqual([]);
    expectSound(one, other);
  }));
