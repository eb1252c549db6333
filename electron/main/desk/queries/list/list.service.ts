import { startOfDate } from '../../../../../shared/domain/dates.ts';
import { anyRequest, type ListDay, readyViewNames } from '../../../../../shared/domain/request-list.ts';
import type { RequestQuery, RequestSort, ViewCount } from '../../../../../shared/ipc/request-views.ts';
import { ok } from '../../../../../shared/ipc/result.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import type { Condition } from '../../../../../shared/domain/request-conditions.ts';
import { type Criteria, criteriaOf, isCountedByCube, type NamedPlace } from './criteria.ts';
import { countAll } from './cube.queries.ts';
import { todayWithCube } from './cube-day.ts';
import { countHits, countWithCube, facetsOf } from './facets.ts';
import { findHits, type Hits, type SearchLimits, searchLimits } from './hits.ts';
import { ListCache } from './list-cache.ts';
import { idsOfPage, type PageLimits, pageLimits } from './list-page.ts';
import { readRows } from './list.queries.ts';
import { listDesksByName, listPartnersByName } from './slices.queries.ts';

const anyOrder: RequestSort = { column: 'externalId', direction: 'ascending' };

/** The table of Borrowing Requests with its facets. It changes nothing visible to staff. */
export const listService = (
  context: DeskContext,
  limits: PageLimits & SearchLimits = { ...pageLimits, ...searchLimits },
): Answers<'requests', 'list' | 'facets' | 'viewCounts'> => {
  const { db } = context;
  const orders = new ListCache<readonly number[]>(db);
  const searches = new ListCache<Hits>(db);
  const hitsOf = (
    { pieces }: Criteria,
    conditions: readonly Condition[],
    sort: RequestSort,
    day: ListDay,
  ): Hits =>
    searches.of(JSON.stringify([pieces, conditions, sort, day]), () =>
      findHits(db, pieces, conditions, sort, day, limits),
    );

  return {
    /** Returns a page of matching requests. With words, only the newest matches are read: `atLeast` says that there are more. */
    list: ({ query, sort, offset, limit }) => {
      const day = todayWithCube(context);
      const criteria = criteriaWithNames(context, query, day);
      const { conditions } = criteria;
      if (isCountedByCube(criteria)) {
        const total = countAll(db, conditions);
        const ids = idsOfPage(db, { conditions, sort, offset, limit, day, total }, orders, limits);
        return ok({ total, atLeast: false, rows: readRows(db, ids) });
      }
      const { facts, cut } = hitsOf(criteria, conditions, sort, day);
      const ids = facts.slice(offset, offset + limit).map(({ id }) => id);
      return ok({ total: facts.length, atLeast: cut, rows: readRows(db, ids) });
    },
    /** Returns, for each facet, how many requests have each value, applying the other facets but not its own selection. */
    facets: ({ query }) => {
      const day = todayWithCube(context);
      const criteria = criteriaWithNames(context, query, day);
      const { conditions } = criteria;
      const places = { partners: listPartnersByName(db), desks: listDesksByName(db) };
      if (isCountedByCube(criteria))
        return ok(facetsOf(countWithCube(db, criteria, countAll(db, conditions)), query, places));
      const fixed = conditions.filter(({ facet }) => facet === null);
      const { facts, cut } = hitsOf(criteria, fixed, anyOrder, day);
      return ok(facetsOf(countHits(facts, conditions, cut), query, places));
    },
    viewCounts: () => {
      const day = todayWithCube(context);
      const counts = readyViewNames.map((view): ViewCount => {
        const criteria = criteriaWithNames(context, { ...anyRequest, ready: view }, day);
        if (isCountedByCube(criteria))
          return { view, count: countAll(db, criteria.conditions), atLeast: false };
        // Not cached: it would evict lists that staff are reading.
        const { facts, cut } = findHits(db, [], criteria.conditions, anyOrder, day, limits);
        return { view, count: facts.length, atLeast: cut };
      });
      return ok(counts);
    },
  };
};

/** The criteria of the query, limited to the libraries in which the operator has roles. */
const criteriaWithNames = (
  { db, session }: DeskContext,
  query: RequestQuery,
  { today, timeZone }: ListDay,
): Criteria => {
  const { conditions, pieces } = criteriaOf(query, {
    partners: (): readonly NamedPlace[] => listPartnersByName(db),
    desks: (): readonly NamedPlace[] => listDesksByName(db),
    today,
    startOf: (date) => startOfDate(date, timeZone),
  });
  const ids = session.libraries();
  return {
    pieces,
    conditions: ids === null ? conditions : [{ facet: null, about: 'library', ids }, ...conditions],
  };
};
