import { take } from '../../../electron/main/desk/steps/take.ts';
import { openSession } from '../../../electron/main/desk/records/session/session.service.ts';
import { fieldsOf } from '../../../electron/main/desk/steps/edit-request.ts';
import { detailsService } from '../../../electron/main/desk/queries/details/details.service.ts';
import type { DeskContext } from '../../../electron/main/desk/context.ts';
import type { ReadableDB } from '../../../electron/main/db/types.ts';
import { type RequestRow, findRequestRow } from '../../../electron/main/desk/store/requests.queries.ts';
import type { RequestId } from '../../../shared/domain/ids.ts';
import type { RequestDetails } from '../../../shared/ipc/request-views.ts';
import type { RequestFields } from '../../../shared/ipc/input-shapes.ts';
import type { ImportReport } from '../../../shared/ipc/import-views.ts';
import { done } from '../../support/decision-desk.ts';
import { newOpId } from '../../support/desk.ts';
import { type ImportDesk, libraryWith, openImportDesk } from './import-desk.ts';

/** A row of a list exported from Alma. */
export type ListRow = Partial<
  Record<'title' | 'author' | 'status' | 'partner' | 'pickup' | 'dueOn' | 'publisher' | 'cost', string>
>;

/** A desk whose requests come from lists of another system, with one request each. */
export type ListDesk = {
  readonly desk: ImportDesk;
  readonly context: () => DeskContext;
  /** Imports a list with this row. */
  readonly take: (row?: ListRow) => Promise<ImportReport>;
  readonly id: () => RequestId;
  readonly row: () => RequestRow;
  /** Changes fields as a user does. */
  readonly edit: (change: Partial<RequestFields>) => void;
  /** The open conflicts: field, previous value in the file, value here, current value in the file. */
  readonly conflicts: () => unknown[];
  readonly details: () => RequestDetails;
  readonly close: () => void;
};

const heads =
  'External identifier,Title,Author,Requester,Status,Active partner,Pickup location,Creation date,Due date,Update date,Publisher,Cost';

const line = ({
  title = 'Walden',
  author = 'Thoreau',
  status = 'Request sent to partner',
  partner = 'NORTH',
  pickup = 'MAIN-CIRC',
  dueOn = '',
  publisher = '',
  cost = '',
}: ListRow): string =>
  `R-1,"${title}","${author}","Reader, A.",${status},${partner},${pickup},11/14/2026,${dueOn},11/20/2026,${publisher},${cost}`;

/** Opens such a desk, with the places and people of a small library. */
export const openListDesk = async (): Promise<ListDesk> => {
  const desk = openImportDesk();
  await desk.import(desk.file('library.json', libraryWith([])));
  const db = desk.db as ReadableDB;
  openSession(db);
  const { context } = desk;
  const id = (): RequestId => desk.db.prepare('SELECT id FROM request').pluck().get() as RequestId;
  const row = (): RequestRow => findRequestRow(db, id())!;
  return {
    desk,
    context,
    id,
    row,
    take: (given = {}) => desk.import(desk.file('list.csv', `${heads}\n${line(given)}\n`)),
    edit: (change) => {
      const fields = { ...fieldsOf(row()), ...change };
      done(take(context(), 'edit-request', { opId: newOpId(), requestId: id(), fields }));
    },
    conflicts: () =>
      desk.db
        .prepare(
          'SELECT field, before, here, there FROM file_conflict JOIN request_note AS note ON note.id = note_id AND note.active = 1 WHERE settled_at IS NULL ORDER BY file_conflict.id',
        )
        .raw()
        .all(),
    details: () => done(detailsService(context()).details({ requestId: id() })),
    close: desk.close,
  };
};
