import type { Sameness } from '../../../../shared/domain/same-work.ts';
import { sameWork } from '../../../../shared/domain/same-work.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import type { SameWorkView } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../kernel/context.ts';
import { mayRead } from '../kernel/authorize.ts';
import { listOpenOfPatron } from './same-work.queries.ts';

export type SameWorkService = {
  /** The open requests of a patron for the same work, newest first, as far as the operator may read them. */
  readonly sameWork: (input: Input<'requests.sameWork'>) => Result<SameWorkView[]>;
};

/** What staff should look at before they ask for something that the patron has asked for already. It only reads. */
export const sameWorkService = (context: DeskContext): SameWorkService => ({
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
