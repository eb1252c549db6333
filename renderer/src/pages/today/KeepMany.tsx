import { takeOrThrow } from '../../api/take.ts';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { mayAnywhere } from '../../../../shared/domain/steps/who-may.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import type { BulkLine, Picked } from '../../requests/requests.types.ts';
import { requestsStore, useRequests } from '../../requests/use-requests.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { t } from '../../../../shared/words/words.ts';

const keepOne = async ({ id: requestId, externalId, title }: Picked): Promise<BulkLine> => {
  const line = { requestId, externalId, title };
  try {
    const { headline } = await takeOrThrow('keep-ours', { opId: newOpId(), requestId, noteId: null });
    return { ...line, done: true, message: headline };
  } catch (error) {
    return { ...line, done: false, message: sentenceOf(error) };
  }
};

/** Keeps what stands here of all selected requests, whatever files say of them. */
export const KeepMany = ({ state }: { readonly state: AppState }) => {
  const selected = useRequests(({ context }) => context.selected);
  const keep = useMutation({
    mutationFn: async () => {
      const lines: BulkLine[] = [];
      // One after the other, so that each can be taken back by itself.
      for (const picked of selected) lines.push(await keepOne(picked));
      requestsStore().send({ type: 'bulk.done', title: t('conflicts.keepOursForAllChosen'), lines });
    },
  });
  const why = mayAnywhere('keep-ours', state.operator.grants)
    ? null
    : stepRefusal(state, 'keep-ours', undefined);
  return (
    <Button
      size="compact-sm"
      disabled={why !== null}
      title={why ?? undefined}
      loading={keep.isPending}
      onClick={() => keep.mutate()}
    >
      {t('conflicts.keepOursForAllChosen')}
    </Button>
  );
};
