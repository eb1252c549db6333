import { ok } from '../../../../../shared/ipc/result.ts';
import { type Sameness, sameWork } from '../../../../../shared/domain/same-work.ts';
import type { Answers } from '../../../ipc/handlers.ts';
import type { DeskContext } from '../../context.ts';
import { mayRead } from '../../steps/frame/authorize.ts';
import { listDesks, listOpenOfPatron, listPartners, listReasons } from './forms.queries.ts';

/** Small lists for forms. It only reads. */
export const choicesService = ({ db }: DeskContext): Answers<'requests', 'choices'> => ({
  /** What the forms of a request choose from: partners, desks and reasons that are in use. */
  choices: () =>
    ok({
      partners: listPartners(db),
      desks: listDesks(db),
      cancellationReasons: listReasons(db),
    }),
});

/** What staff should look at before they ask for something that the patron has asked for already. It only reads. */
export const sameWorkService = (context: DeskContext): Answers<'requests', 'sameWork'> => ({
  /** The open requests of a patron for the same work, newest first, as far as the operator may read them. */
  sameWork: ({ patronId, ...work }) =>
    ok(
      listOpenOfPatron(context.db, patronId).flatMap((request) => {
        const because: Sameness | null = sameWork(work, request);
        if (because === null || !mayRead(context, request.id)) return [];
        const { id: requestId, externalId, title, status, createdAt } = request;
        return [{ requestId, externalId, title, status, createdAt, because }];
      }),
    ),
});
