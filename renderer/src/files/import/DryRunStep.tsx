import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { ImportProgress, ImportReport } from '../../../../shared/ipc/import-views.ts';
import { ask, desk } from '../../api/desk.ts';
import { NotDone } from '../../steps/NotDone.tsx';
import { importActor, useImportActor } from './import-actor.ts';
import { AddedBeside, Letters, Outcomes } from './Outcomes.tsx';
import { Progressing } from './Progressing.tsx';
import { Failure, Step } from './StepParts.tsx';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** Shown during the dry run. */
export const DryRunning = ({ fileName }: { readonly fileName: string }) => {
  const [progress, setProgress] = useState<ImportProgress | null>(null);
  useEffect(() => desk.on('dryRunProgress', setProgress), []);
  const cancel = useMutation({ mutationFn: () => ask('libraryFile.cancelDryRun', {}) });
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <Step
      buttons={
        <Button
          ref={button}
          data-autofocus
          variant="default"
          disabled={cancel.isPending}
          onClick={() => cancel.mutate()}
        >
          {t('Cancel')}
        </Button>
      }
    >
      <Text fw={600}>{t('Previewing {fileName} on a copy of the database', { fileName })}</Text>
      <Text c="dimmed">{t('Nothing is saved, and the desk keeps working as usual.')}</Text>
      <Progressing progress={progress} label={t('Previewing {fileName}', { fileName })} />
      <NotDone error={cancel.error} />
    </Step>
  );
};

/** Describes what the import would do, before it is confirmed. */
const aheadWords = (dryRun: ImportReport): string => {
  const { fileName } = dryRun;
  const outcomes = dryRun.outcomes ?? [];
  const stored = outcomes.reduce((sum, { changing }) => sum + changing, 0);
  const shown = (count: number): string => count.toLocaleString(locale);
  if (stored > 0)
    return t(
      'Nothing is saved yet. {fileName} will add or change {stored, plural, one {{storedWords} row} other {{storedWords} rows}}.',
      { fileName, stored, storedWords: shown(stored) },
    );
  const refused = outcomes.find(({ outcome }) => outcome === 'refused')?.count ?? 0;
  return refused > 0
    ? t(
        'Nothing would be imported from {fileName}: {refused, plural, one {{shown} row is} other {{shown} rows are}} refused.',
        { fileName, refused, shown: shown(refused) },
      )
    : t('Nothing is saved yet. {fileName} contains nothing new.', { fileName });
};

/** The third step: the result for each row. Nothing is stored until the operator confirms. */
export const Review = ({ dryRun }: { readonly dryRun: ImportReport }) => {
  const failure = useImportActor(({ context }) => context.failure);
  const isBusy = useImportActor((snapshot) => snapshot.hasTag('busy'));
  const show = useMutation({ mutationFn: () => ask('libraryFile.showDryRun', {}) });
  const firstTab = useRef<HTMLButtonElement>(null);
  useEffect(() => firstTab.current?.focus(), []);
  const actor = importActor();
  return (
    <Step
      buttons={
        <>
          <Button variant="default" onClick={() => show.mutate()}>
            {t('Show file with all rows')}
          </Button>
          <Button variant="default" disabled={isBusy} onClick={() => actor.send({ type: 'wentBack' })}>
            {t('Back')}
          </Button>
          <Button disabled={isBusy} onClick={() => actor.send({ type: 'import.asked' })}>
            {t('Import')}
          </Button>
        </>
      }
    >
      <Text fw={600} role="status">
        {aheadWords(dryRun)}
      </Text>
      <Failure why={failure} />
      <NotDone error={show.error} />
      <AddedBeside report={dryRun} isDryRun />
      <Letters report={dryRun} isDryRun />
      <Outcomes outcomes={dryRun.outcomes ?? []} firstTab={firstTab} isDryRun />
    </Step>
  );
};
