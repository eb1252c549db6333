import * as z from 'zod';
import * as request from '../request-views.ts';
import * as view from '../views.ts';
import { type Call, nothing, page } from './shapes.ts';

/** Borrowing Requests. */
export const requestsCalls = {
  /** A page of the list; `offset` may be anywhere. */
  'requests.list': {
    input: z.strictObject({ query: request.requestQuery, sort: request.requestSort, ...page }),
    output: request.requestList,
  },
  'requests.facets': {
    input: z.strictObject({ query: request.requestQuery }),
    output: request.requestFacets,
  },
  /** How many requests each view holds that every desk has. */
  'requests.viewCounts': { input: nothing, output: z.array(request.viewCount) },
  'requests.details': {
    input: z.strictObject({ requestId: view.requestId }),
    output: request.requestDetails,
  },
  'requests.choices': { input: nothing, output: request.requestChoices },
  /** The saved views of this operator, by name. */
  'requests.views': { input: nothing, output: z.array(request.savedView) },
  /** Saves a view; one of the same name is replaced. Answers with all of them. */
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
  /** Open requests of a patron for the same work, newest first: what staff should look at before they make another. */
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
