import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { OpId } from '../../../../shared/domain/ids.ts';
import type { ConflictView } from '../../../../shared/ipc/request-views.ts';
import type { AppState, RequestSummary } from '../../../../shared/ipc/views.ts';
import { takeOrThrow } from '../../api/take.ts';
import { newOpId } from '../../api/ids.ts';
import { Moment } from '../../components/Dates.tsx';
import { tx } from '../../components/tx.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { stepRefusal } from '../../steps/step-refusal.ts';
import { showDone } from '../list-runner.ts';
import classes from './DetailsPanel.module.css';
import { LongText } from './Section.tsx';
import { t } from '../../../../shared/words/words.ts';

const Value = ({ text }: { readonly text: string | null }) =>
  text === null ? <i>{t('empty')}</i> : <LongText text={text} />;

const Sides = ({
  conflict: { here, there, changed, systemName, fileName, foundAt },
}: {
  readonly conflict: ConflictView;
}) => (
  <dl className={classes['facts']}>
    <dt>{t('Here')}</dt>
    <dd>
      <Value text={here} />
      {changed && (
        <p className={classes['small']}>
          {tx('changed by {operatorName}, {at}', {
            operatorName: <bdi>{changed.operatorName}</bdi>,
            at: <Moment at={changed.at} />,
          })}
        </p>
      )}
    </dd>
    <dt>{t('In the file')}</dt>
    <dd>
      <Value text={there} />
      <p className={classes['small']}>
        {fileName !== '' && (
          <>
            <bdi>{fileName}</bdi>,{' '}
          </>
        )}
        {systemName !== '' && `${systemName}, `}
        <Moment at={foundAt} />
      </p>
    </dd>
  </dl>
);

type ConflictProps = {
  readonly conflict: ConflictView;
  readonly noteId: number;
  readonly request: RequestSummary;
  readonly state: AppState;
};

/** A field for which a file has a different value: both values with their origin, and the two ways to settle the conflict. */
export const Conflict = ({ conflict, noteId, request, state }: ConflictProps) => {
  const settle = useMutation({
    // The id is created with the press, so that each press is one step.
    mutationFn: ({ opId, how }: { readonly opId: OpId; readonly how: 'keep-ours' | 'take-from-file' }) =>
      takeOrThrow(how, { opId, requestId: request.id, noteId }),
    onSuccess: showDone,
  });
  const whyNotKeep = stepRefusal(state, 'keep-ours', request);
  const whyNotTake = stepRefusal(state, 'take-from-file', request);
  return (
    <section aria-label={t('Conflict with a file: {label}', { label: conflict.label })}>
      <p>
        <strong>{conflict.label}</strong>
      </p>
      <Sides conflict={conflict} />
      <Group gap="xs" mt={4}>
        <Button
          size="compact-sm"
          disabled={whyNotKeep !== null || settle.isPending}
          title={whyNotKeep ?? t('Leaves the value as it is. You won’t be asked again for the same file.')}
          onClick={() => settle.mutate({ opId: newOpId(), how: 'keep-ours' })}
        >
          {t('Keep ours')}
        </Button>
        {conflict.takeRefusal === null && (
          <Button
            size="compact-sm"
            variant="default"
            disabled={whyNotTake !== null || settle.isPending}
            title={whyNotTake ?? t('Changes the field to the file’s value. You can undo this.')}
            onClick={() => settle.mutate({ opId: newOpId(), how: 'take-from-file' })}
          >
            {t('Take the file’s value')}
          </Button>
        )}
      </Group>
      {conflict.takeRefusal !== null && <p className={classes['small']}>{conflict.takeRefusal}</p>}
      <NotDone error={settle.error} size="sm" />
    </section>
  );
};
