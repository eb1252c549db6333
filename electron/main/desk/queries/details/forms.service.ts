import { ok } from '../../../../../shared/ipc/result.ts';
import { type MatchReason, matchWorks } from '../../../../../shared/domain/same-work.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { listDesks, listOpenOfPatron, listPartners, listReasons } from './forms.queries.ts';

/** Small lists for forms. Read-only. */
export const choicesService = ({ db }: DeskContext): Answers<'requests', 'choices'> => ({
  /** Returns the choices of the request forms: partners, desks and reasons in use. */
  choices: () =>
    ok({
      partners: listPartners(db),
      desks: listDesks(db),
      cancellationReasons: listReasons(db),
    }),
});

/** Warns staff before they request something that the patron has already requested. Read-only. */
export const sameWorkService = (context: DeskContext): Answers<'requests', 'sameWork'> => ({
  /** Returns the open requests of a patron for the same work that the operator may read, newest first. */
  sameWork: ({ patronId, ...work }) =>
    ok(
      listOpenOfPatron(context.db, patronId).flatMap((request) => {
        const because: MatchReason | null = matchWorks(work, request);
        if (because === null || !mayRead(context, request.id)) return [];
        const { id: requestId, externalId, title, status, createdAt } = request;
        return [{ requestId, externalId, title, status, createdAt, because }];
      }),
    ),
});
