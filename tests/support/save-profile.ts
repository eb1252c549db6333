import type { DeskContext } from '../../electron/main/desk/context.ts';
import { placesService } from '../../electron/main/desk/records/places/places.service.ts';
import type { PartnerId } from '../../shared/domain/ids.ts';
import type { PartnerProfile } from '../../shared/domain/partner-profile.ts';
import { partnerValuesOf } from '../../shared/domain/partner-values.ts';
import { newOpId } from './desk.ts';
import { valueOf } from './results.ts';

/** Sets how a partner is reached, as Settings does. */
export const saveProfile = (context: DeskContext, id: PartnerId, profile: PartnerProfile): void => {
  const places = placesService(context);
  const { rows } = valueOf(places.partners({ search: '', offset: 0, limit: 99 }));
  const partner = rows.find((row) => row.id === id);
  if (!partner) throw new Error(`There is no partner ${id}.`);
  valueOf(places.savePartner({ opId: newOpId(), id, values: partnerValuesOf(partner), profile }));
};
