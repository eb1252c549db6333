import { takeOrThrow } from '../../api/take.ts';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { mayAnywhere } from '../../../../shared/domain/steps/who-may.ts';
import type { TodayCardId, TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { rowsReadOf } from '../../api/today.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import type { BulkLine, Picked } from '../../requests/requests.types.ts';
import { requestsStore, useRequests } from '../../requests/use-requests.ts';
import { isDismissible } from './DismissNote.tsx';
import { t } from '../../../../shared/words/words.ts';

const dismissOne = async (picked: Picked, row: TodayRow | undefined): Promise<BulkLine> => {
  const line = { requestId: picked.id, externalId: picked.externalId, title: picked.title };
  if (row === undefined || row.noteId === null || !isDismissible(row))
    return {
      ...line,
      done: false,
      message: t('today.itsNoteIsLongReadIt'),
    };
  try {
    const { headline } = await takeOrThrow('dismiss-note', {
      opId: newOpId(),
      requestId: picked.id,
      noteId: row.noteId,
    });
    return { ...line, done: true, message: headline };
  } catch (error) {
    return { ...line, done: false, message: sentenceOf(error) };
  }
};

/** Marks the notes of the selected requests as dealt with: those that their rows show, and no newer ones. */
export const DismissMany = ({ card, state }: { readonly card: TodayCardId; readonly state: AppState }) => {
  const client = useQueryClient();
  const selected = useRequests(({ context }) => context.selected);
  const dismiss = useMutation({
    mutationFn: async () => {
      const read = rowsReadOf(client, card);
      const lines: BulkLine[] = [];
      // One after the other, so that each can be taken back by itself.
      for (const picked of selected) lines.push(await dismissOne(picked, read.get(picked.id)));
      requestsStore().send({ type: 'bulk.done', title: t('today.dismissNotes'), lines });
    },
  });
  const why = mayAnywhere('dismiss-note', state.operator.grants)
    ? null
    : stepRefusal(state, 'dismiss-note', undefined);
  return (
    <Button
      size="compact-sm"
      disabled={why !== null}
      title={why ?? undefined}
      loading={dismiss.isPending}
      onClick={() => dismiss.mutate()}
    >
      {t('today.dismissNotes')}
    </Button>
  );
};
