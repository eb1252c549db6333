import { useMutation } from '@tanstack/react-query';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { TodayRow } from '../../../../shared/ipc/today-views.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { sentenceOf } from '../../api/desk.ts';
import { takeOrThrow } from '../../api/take.ts';
import { newOpId } from '../../api/ids.ts';
import { showDone, showFailed } from '../../requests/list-runner.ts';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { RowButton } from '../../components/table/cells/RowButton.tsx';
import { t } from '../../../../shared/words/words.ts';

/** Settles a row's conflict with a file. The first button keeps the current value, which changes nothing. */
export const SettleConflict = ({
  request,
  state,
  current,
}: {
  readonly request: TodayRow & { readonly noteId: number };
  readonly state: AppState;
  readonly current: boolean;
}) => {
  const { id: requestId, externalId, noteId } = request;
  const settle = useMutation({
    mutationFn: ({ opId, how }: { readonly opId: OpId; readonly how: 'keep-ours' | 'take-from-file' }) =>
      takeOrThrow(how, { opId, requestId, noteId }),
    onSuccess: showDone,
    onError: (error) => showFailed(sentenceOf(error)),
  });
  const press = (how: 'keep-ours' | 'take-from-file') => (): void => {
    // Not disabled while the call is in flight, which would lose the focus.
    if (!settle.isPending) settle.mutate({ opId: newOpId(), how });
  };
  return (
    <>
      <RowButton
        act="keep"
        label={t('Keep ours')}
        name={t('Keep ours {externalId}', { externalId })}
        why={stepRefusal(state, 'keep-ours', request)}
        tip={t('Leaves the value as it is. You won’t be asked again for the same file.')}
        current={current}
        press={press('keep-ours')}
      />
      {request.canTakeFile && (
        <RowButton
          act="take"
          label={t('Take the file’s value')}
          name={t('Take the file’s value {externalId}', { externalId })}
          why={stepRefusal(state, 'take-from-file', request)}
          tip={t('Changes the field to the file’s value. You can undo this.')}
          current={current}
          press={press('take-from-file')}
        />
      )}
    </>
  );
};
