import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { stepRefusal } from '../../shell/steps/step-refusal.ts';
import type { TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { newOpId } from '../../api/ids.ts';
import { requestsStore } from '../../shell/requests/use-requests.ts';

/** The letters of a note that a row brings; a longer one is read in the details before it is dismissed. */
const notesLength = 300;

/** Marks the note that the row shows as dealt with. */
export const DismissNote = ({ request, state }: { readonly request: TodayRow; readonly state: AppState }) => {
  const { id: requestId, externalId, note, noteId } = request;
  const dismiss = useMutation({
    mutationFn: (given: { readonly opId: ReturnType<typeof newOpId>; readonly noteId: number }) =>
      ask('requests.dismissNote', { ...given, requestId }),
    onSuccess: (outcome) => requestsStore().send({ type: 'step.done', outcome }),
    onError: (error) => requestsStore().send({ type: 'refused', message: sentenceOf(error) }),
  });
  if (noteId === null || note.length >= notesLength) return null;
  const why = stepRefusal(state, 'dismiss-note', request);
  return (
    <Button
      size="compact-sm"
      variant="default"
      mt={4}
      disabled={why !== null}
      title={why ?? 'Mark this message as dealt with'}
      aria-label={`Dismiss note ${externalId}`}
      data-row-control="dismiss"
      // Not disabled while it runs, which would take the focus away.
      onClick={() => {
        if (!dismiss.isPending) dismiss.mutate({ opId: newOpId(), noteId });
      }}
    >
      Dismiss
    </Button>
  );
};
