import * as z from 'zod';
import * as request from '../request-views.ts';
import { afterStep } from '../topics.ts';
import * as view from '../views.ts';
import type { Call } from './shapes.ts';
import { nothing, page } from './shapes.ts';

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
  'requests.addNote': {
    input: z.strictObject({
      opId: view.opId,
      requestId: view.requestId,
      text: z.string().max(10_000),
      /** Active until someone deals with it; otherwise it is only kept. */
      active: z.boolean(),
    }),
    output: view.outcome,
    changes: afterStep,
  },
  'requests.dismissNote': {
    input: z.strictObject({ opId: view.opId, requestId: view.requestId, noteId: request.noteId }),
    output: view.outcome,
    changes: afterStep,
  },
  'requests.create': {
    input: z.strictObject({
      opId: view.opId,
      /** As typed; empty: one is made. */
      externalId: z.string().max(4_096),
      fields: request.requestFields,
      /** The rota, in the order in which partners are asked. */
      partnerIds: z.array(view.partnerId).max(50),
      /** The ended or rejected request that it repeats. */
      againOf: view.requestId.optional(),
    }),
    output: view.outcome,
    changes: afterStep,
  },
  /** Writes all fields; those that differ must be editable in the request's status (shared/domain/request-edit.ts). */
  'requests.edit': {
    input: z.strictObject({
      opId: view.opId,
      requestId: view.requestId,
      fields: request.requestFields,
    }),
    output: view.outcome,
    changes: afterStep,
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
