import type { Handlers } from '../../../ipc/handlers.ts';
import type { PlacesService } from './places.service.ts';

/** The calls about libraries, desks, partners and patrons. */
export const placesHandlers = (
  service: PlacesService,
): Handlers<
  | 'places.libraries'
  | 'places.desks'
  | 'places.partners'
  | 'places.patrons'
  | 'places.saveLibrary'
  | 'places.saveDesk'
  | 'places.savePartner'
  | 'places.savePatron'
  | 'places.remove'
  | 'places.followFile'
> => ({
  'places.libraries': service.libraries,
  'places.desks': service.desks,
  'places.partners': service.partners,
  'places.patrons': service.patrons,
  'places.saveLibrary': service.saveLibrary,
  'places.saveDesk': service.saveDesk,
  'places.savePartner': service.savePartner,
  'places.savePatron': service.savePatron,
  'places.remove': service.remove,
  'places.followFile': service.followFile,
});
