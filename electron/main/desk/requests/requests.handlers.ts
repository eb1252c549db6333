import type { Handlers } from '../../ipc/handlers.ts';
import type { ChoicesService } from './choices.service.ts';
import type { DetailsService } from './details.service.ts';
import type { EditRequestService } from './edit-request.service.ts';
import type { ListService } from './list.service.ts';
import type { NewRequestService } from './new-request.service.ts';
import type { NotesService } from './notes.service.ts';
import type { SavedViewsService } from './saved-views.service.ts';

/** The calls of the Borrowing Requests page. */
export const requestsHandlers = (services: {
  readonly list: ListService;
  readonly details: DetailsService;
  readonly choices: ChoicesService;
  readonly views: SavedViewsService;
  readonly notes: NotesService;
  readonly creating: NewRequestService;
  readonly editing: EditRequestService;
}): Handlers<
  | 'requests.list'
  | 'requests.facets'
  | 'requests.details'
  | 'requests.choices'
  | 'requests.views'
  | 'requests.saveView'
  | 'requests.deleteView'
  | 'requests.addNote'
  | 'requests.dismissNote'
  | 'requests.create'
  | 'requests.edit'
> => ({
  'requests.list': services.list.list,
  'requests.facets': services.list.facets,
  'requests.details': services.details.details,
  'requests.choices': services.choices.choices,
  'requests.views': services.views.views,
  'requests.saveView': services.views.save,
  'requests.deleteView': services.views.remove,
  'requests.addNote': services.notes.add,
  'requests.dismissNote': services.notes.dismiss,
  'requests.create': services.creating.create,
  'requests.edit': services.editing.edit,
});
