import type { RequestChoices } from '../../../../shared/ipc/request-views.ts';
import type { Result } from '../../../../shared/ipc/result.ts';
import { ok } from '../../../../shared/ipc/result.ts';
import type { DeskContext } from '../kernel/context.ts';
import { listDesks, listPartners, listReasons } from './choices.queries.ts';

export type ChoicesService = {
  /** What the forms of a request choose from: partners, desks and reasons that are in use. */
  readonly choices: () => Result<RequestChoices>;
};

/** Small lists for forms. It only reads. */
export const choicesService = ({ db }: DeskContext): ChoicesService => ({
  choices: () =>
    ok({
      partners: listPartners(db),
      desks: listDesks(db),
      cancellationReasons: listReasons(db),
    }),
});
