import { Button, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import { firstHourOf, lackAddressWords } from '../../../../shared/domain/set-up.ts';
import { useMissingRecords } from '../../api/people.ts';
import { useAppChange, useAppState } from '../../api/queries.ts';
import { outcomeWords } from './import-words.ts';
import { ask } from '../../api/desk.ts';
import { go, startOf } from '../../places/routes.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { importActor } from './import-actor.ts';
import { closeImport } from './import-open.ts';
import { AddedBeside, Letters, Outcomes } from './Outcomes.tsx';
import { Progressing } from './Progressing.tsx';
import { Failure, Step } from './StepParts.tsx';
import { t } from '../../../../shared/words/words.ts';

/** Shown during the import: the window may be closed in the meantime. */
export const Running = ({ progress }: { readonly progress: ImportProgress | null }) => {
  const cancel = useMutation({ mutationFn: () => ask('libraryFile.cancel', {}) });
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  const fileName = progress?.fileName ?? '';
  return (
    <Step
      buttons={
        <>
          <Button variant="default" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {t('Cancel import')}
          </Button>
          <Button ref={button} data-autofocus onClick={closeImport}>
            {t('Continue in background')}
          </Button>
        </>
      }
    >
      <Text fw={600}>{t('Importing {fileName}', { fileName })}</Text>
      <Text c="dimmed">
        {progress?.inBulk
          ? t('Until this finishes, nothing else can be saved. If you cancel, nothing is imported.')
          : t('Runs in the background. If you cancel, rows already imported are kept.')}
      </Text>
      <Progressing progress={progress} label={t('Importing {fileName}', { fileName })} />
      <NotDone error={cancel.error} />
    </Step>
  );
};

/** Closes the window on a report that was read. */
const leave = (): void => {
  importActor().send({ type: 'another.asked' });
  closeImport();
};

/** Shows the requests that an import added or changed in Borrowing Requests. */
const showWhatCame = async ({ startedAt }: ImportReport): Promise<void> => {
  leave();
  go(startOf('requests'));
  // The store is loaded on demand, with that page.
  const [{ requestsStore }, { firstSort, firstView, queryOf }] = await Promise.all([
    import('../../requests/use-requests.ts'),
    import('../../requests/requests.view.ts'),
  ]);
  requestsStore().send({
    type: 'view.chosen',
    query: { ...queryOf(firstView), text: `file:${startedAt}` },
    sort: firstSort,
    savedName: null,
  });
};

/** Says that partners lack an address, with a button that leads to the page of the guide where they are entered. Nothing if none does. */
const AddressesMissing = () => {
  const partners = useMissingRecords().data?.partners ?? 0;
  const { mutate, error } = useAppChange('app.saveSettings');
  if (partners === 0) return null;
  const openGuide = (): void => mutate({ settings: { setUp: { step: 'partners' } } }, { onSuccess: leave });
  return (
    <>
      <Text>
        {lackAddressWords(partners)}{' '}
        <Button variant="subtle" size="compact-sm" onClick={openGuide}>
          {t('Add addresses')}
        </Button>
      </Text>
      <NotDone error={error} />
    </>
  );
};

/** The result of the import. */
export const Ended = ({ report }: { readonly report: ImportReport }) => {
  const show = useMutation({ mutationFn: () => ask('libraryFile.showReport', {}) });
  const { data: state } = useAppState();
  const inGuide = state !== undefined && firstHourOf(state) !== null;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { outcomes, failure, fileName, reportFile } = report;
  return (
    <Step
      buttons={
        <>
          {reportFile !== null && (
            <Button variant="default" onClick={() => show.mutate()}>
              {t('Show the report file')}
            </Button>
          )}
          <Button variant="default" onClick={() => importActor().send({ type: 'another.asked' })}>
            {t('Import another file')}
          </Button>
          {inGuide ? (
            <Button onClick={leave}>{t('Continue setup')}</Button>
          ) : (
            <Button onClick={() => void showWhatCame(report)}>{t('View imported requests')}</Button>
          )}
        </>
      }
    >
      <Title order={3} size="h4" ref={heading} data-autofocus tabIndex={-1}>
        {outcomeWords(report)}
      </Title>
      <Text>
        <bdi>{fileName}</bdi>
      </Text>
      <Failure why={failure ?? ''} />
      <NotDone error={show.error} />
      <AddedBeside report={report} />
      <Letters report={report} />
      {state !== undefined && !inGuide && <AddressesMissing />}
      {outcomes !== null && <Outcomes outcomes={outcomes} />}
    </Step>
  );
};
