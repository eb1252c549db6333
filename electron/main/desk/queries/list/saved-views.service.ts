import * as z from 'zod';
import { requestQuery, requestSort, type SavedView } from '../../../../../shared/ipc/request-views.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import { inTransaction } from '../../../db/open.ts';
import type { DeskContext } from '../../context.ts';
import * as queries from '../../store/saved-views.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** So many views of one person can still be read in a menu. */
const viewsLimit = 100;

const stored = z.strictObject({ query: requestQuery, sort: requestSort });

/** Lists as people keep them: each operator has their own. */
export const savedViewsService = ({
  db,
  session,
}: DeskContext): Answers<'requests', 'views' | 'saveView' | 'deleteView'> => {
  const views = (): Result<SavedView[]> =>
    ok(
      queries.listViews(db, session.operator().id).flatMap(({ id, name, view }) => {
        // A view of another version of the program, of which a part is not known here, is left out.
        const read = stored.safeParse(JSON.parse(view));
        return read.success ? [{ id, name, ...read.data }] : [];
      }),
    );
  return {
    /** The views that this operator saved, by name. */
    views,
    /** Saves a view under a name, in place of one that has it. Refused for a name of blanks, and when there are too many. */
    saveView: ({ name: typed, query, sort }) => {
      const name = typed.trim();
      const operatorId = session.operator().id;
      if (name === '')
        return refuse('bad-payload', t('The view has no name. Enter one, then save it again.'));
      const others = queries.listViews(db, operatorId).filter((view) => view.name !== name);
      if (others.length >= viewsLimit)
        return refuse(
          'bad-payload',
          t('You have {othersCount} saved views. Delete one you don’t use.', { othersCount: others.length }),
        );
      inTransaction(db, (writable) =>
        queries.putView(writable, operatorId, name, JSON.stringify({ query, sort })),
      );
      return views();
    },
    /** Removes a view of this operator; one that is gone already is no fault. */
    deleteView: ({ id }) => {
      inTransaction(db, (writable) => queries.deleteView(writable, session.operator().id, id));
      return views();
    },
  };
};
