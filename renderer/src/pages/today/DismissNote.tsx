import { takeOrThrow } from '../../api/take.ts';
import { useMutation } from '@tanstack/react-query';
import { stepRefusal } from '../../steps/step-refusal.ts';
import type { TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { showDone, showFailed } from '../../requests/list-runner.ts';
import { RowButton } from '../../components/table/cells/RowButton.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The length at which notes in rows are truncated; a longer note must be read in the details before it is dismissed. */
const notesLength = 300;

/** Whether a row shows its complete note, so that it can be dismissed there. */
export const isDismissible = ({ noteId, note }: Pick<TodayRow, 'noteId' | 'note'>): boolean =>
  noteId !== null && note.length < notesLength;

/** Marks the note in the row as handled. */
export const DismissNote = ({
  request,
  state,
  current,
}: {
  readonly request: TodayRow;
  readonly state: AppState;
  readonly current: boolean;
}) => {
  const { id: requestId, externalId, noteId } = request;
  const dismiss = useMutation({
    mutationFn: (given: { readonly opId: ReturnType<typeof newOpId>; readonly noteId: number }) =>
      takeOrThrow('dismiss-note', { ...given, requestId }),
    onSuccess: showDone,
    onError: (error) => showFailed(sentenceOf(error)),
  });
  if (noteId === null || !isDismissible(request)) return null;
  return (
    <RowButton
      act="dismiss"
      label={t('Dismiss')}
      name={t('Dismiss note {externalId}', { externalId })}
      why={stepRefusal(state, 'dismiss-note', request)}
      tip={t('Dismiss this note')}
      current={current}
      // Not disabled while the call is in flight, which would lose the focus.
      press={() => {
        if (!dismiss.isPending) dismiss.mutate({ opId: newOpId(), noteId });
      }}
    />
  );
};
