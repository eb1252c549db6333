import * as z from 'zod';
import * as request from '../request-views.ts';
import * as view from '../views.ts';
import { type Call, nothing, page } from './shapes.ts';

/** Borrowing Requests. */
export const requestsCalls = {
  /** Returns a page of the list; `offset` may be anything. */
  'requests.list': {
    input: z.strictObject({ query: request.requestQuery, sort: request.requestSort, ...page }),
    output: request.requestList,
  },
  'requests.facets': {
    input: z.strictObject({ query: request.requestQuery }),
    output: request.requestFacets,
  },
  /** Returns the number of requests in each of the views that every desk has. */
  'requests.viewCounts': { input: nothing, output: z.array(request.viewCount) },
  'requests.details': {
    input: z.strictObject({ requestId: view.requestId }),
    output: request.requestDetails,
  },
  /** Returns a page of a request's history, newest first. */
  'requests.history': {
    input: z.strictObject({ requestId: view.requestId, ...page }),
    output: z.array(request.historyLine),
  },
  'requests.choices': { input: nothing, output: request.requestChoices },
  /** Returns this operator's saved views, by name. */
  'requests.views': { input: nothing, output: z.array(request.savedView) },
  /** Saves a view, replacing one with the same name. Returns all of them. */
  'requests.saveView': {
    input: z.strictObject({
      name: z.string().min(1).max(100),
      query: request.requestQuery,
      sort: request.requestSort,
    }),
    output: z.array(request.savedView),
    changes: ['requests'],
  },
  'requests.deleteView': {
    input: z.strictObject({ id: z.int().positive() }),
    output: z.array(request.savedView),
    changes: ['requests'],
  },
  /** Returns a patron's open requests for the same work, newest first, for staff to check before creating another. */
  'requests.sameWork': {
    input: z.strictObject({
      patronId: view.patronId,
      title: z.string().max(10_000),
      isbn: z.string().max(320),
      doi: z.string().max(1_000),
    }),
    output: z.array(request.sameWorkView),
  },
} as const satisfies Record<string, Call>;
