import { Button, Text } from '@mantine/core';
import IconFileImport from '@tabler/icons-react/icons/IconFileImport';
import { useEffect, useRef } from 'react';
import { importActor, useImportActor } from './import-actor.ts';
import classes from './Import.module.css';
import { Failure } from './StepParts.tsx';
import { t } from '../../../../shared/words/words.ts';

/** The first step: drop a file anywhere on the window, or choose one. */
export const FileStep = () => {
  const isBusy = useImportActor((snapshot) => snapshot.hasTag('busy'));
  const failure = useImportActor(({ context }) => context.failure);
  const choose = useRef<HTMLButtonElement>(null);
  // After a refusal, too, to choose the next file.
  useEffect(() => {
    if (!isBusy) choose.current?.focus();
  }, [isBusy]);
  return (
    <div className={classes['drop']} data-busy={isBusy || undefined}>
      <IconFileImport size={48} stroke={1.2} aria-hidden />
      <Text fw={600}>{t('Drop a file here, or choose one')}</Text>
      <Button
        ref={choose}
        data-autofocus
        disabled={isBusy}
        onClick={() => importActor().send({ type: 'file.asked' })}
      >
        {t('Choose a file…')}
      </Button>
      <Text size="sm" c="dimmed" maw="42rem" ta="center">
        {t(
          'Imports files from Alma, Alma Analytics, Rapido, WorldShare, Tipasa, ILLiad, Koha and ReShare, plus any other table (xlsx, csv, tsv, txt) and library files (json). Nothing is saved until you confirm.',
        )}
      </Text>
      <Failure why={failure} />
    </div>
  );
};
