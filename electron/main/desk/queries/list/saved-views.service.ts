import * as z from 'zod';
import { requestQuery, requestSort, type SavedView } from '../../../../../shared/ipc/request-views.ts';
import { ok, refuse, type Result } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import { inTransaction } from '../../../db/open.ts';
import type { DeskContext } from '../../context.ts';
import * as queries from '../../store/saved-views.queries.ts';
import { t } from '../../../../../shared/words/words.ts';

/** The maximum number of views of one operator that a menu can show. */
const viewsLimit = 100;

const stored = z.strictObject({ query: requestQuery, sort: requestSort });

/** Saved views: each operator has their own. */
export const savedViewsService = ({
  db,
  session,
}: DeskContext): Answers<'requests', 'views' | 'saveView' | 'deleteView'> => {
  const views = (): Result<SavedView[]> =>
    ok(
      queries.listViews(db, session.operator().id).flatMap(({ id, name, view }) => {
        // A view of another version of the program, with a part that is unknown here, is left out.
        const read = stored.safeParse(JSON.parse(view));
        return read.success ? [{ id, name, ...read.data }] : [];
      }),
    );
  return {
    /** Returns the views that this operator saved, by name. */
    views,
    /** Saves a view under a name, replacing one with the same name. Refused for a blank name, and if there are too many. */
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
    /** Removes a view of this operator; succeeds if it no longer exists. */
    deleteView: ({ id }) => {
      inTransaction(db, (writable) => queries.deleteView(writable, session.operator().id, id));
      return views();
    },
  };
};
