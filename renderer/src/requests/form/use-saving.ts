import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import type { CalendarDate } from '../../../../shared/domain/ids.ts';
import type { Outcome } from '../../../../shared/ipc/views.ts';
import { RefusedError } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { takeOrThrow } from '../../api/take.ts';
import { useToday } from '../../components/today.ts';
import { go } from '../../places/routes.ts';
import { useReceiving } from '../../steps/receiving/receiving-actor.ts';
import { openDetails } from '../details/open-details.ts';
import { showDone } from '../list-runner.ts';
import type { FormOf } from '../requests.types.ts';
import { showNewRow } from '../show-new-row.ts';
import { type Draft, fieldsOf } from './draft.ts';
import type { useSameWork } from './use-same-work.ts';

const save = (
  form: FormOf,
  draft: Draft,
  { opId, today }: { readonly opId: ReturnType<typeof newOpId>; readonly today: CalendarDate },
): Promise<Outcome> =>
  form.kind === 'new'
    ? takeOrThrow('create-request', {
        opId,
        externalId: draft.externalId,
        fields: fieldsOf(draft, today),
        partnerIds: [...draft.partners],
        ...(form.againOf !== undefined && { againOf: form.againOf }),
      })
    : takeOrThrow('edit-request', { opId, requestId: form.requestId, fields: fieldsOf(draft, today) });

type SavingOf = {
  readonly form: FormOf;
  readonly draft: Draft;
  readonly sameWork: ReturnType<typeof useSameWork>;
  readonly close: () => void;
};

/** Saves the form, and then opens Receiving Items if that was requested. */
export const useSaving = ({ form, draft, sameWork, close }: SavingOf) => {
  const today = useToday();
  const receiving = useReceiving();
  // One id per action: a second press after a lost answer must not create a second request.
  const opId = useRef(newOpId());
  return useMutation({
    mutationFn: async (_thenReceive: boolean) =>
      (await sameWork.turnsUp()) ? null : save(form, draft, { opId: opId.current, today }),
    onSuccess: (outcome, thenReceive) => {
      if (outcome === null) return;
      showDone(outcome);
      if (thenReceive) {
        close();
        receiving.send({ type: 'identifier.entered', code: outcome.externalId, use: null });
        return go({ page: 'receiving' });
      }
      openDetails(outcome.requestId, 'top', false);
      close();
      if (form.kind === 'new') void showNewRow(outcome.requestId);
    },
    onError: (error) => {
      // Refused: nothing was stored, so the next attempt is a new action.
      if (error instanceof RefusedError) opId.current = newOpId();
    },
  });
};
