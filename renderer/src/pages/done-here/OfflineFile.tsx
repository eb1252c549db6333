import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import type { DoneFilter } from '../../../../shared/ipc/calls/done-here.ts';
import type { OpId } from '../../../../shared/domain/ids.ts';
import { t } from '../../../../shared/words/words.ts';
import { ask, sentenceOf } from '../../api/desk.ts';
import { useWriteStatus } from '../../api/queries.ts';
import classes from './DoneHere.module.css';

type Begun = {
  readonly fileName: string;
  readonly steps: readonly OpId[];
  readonly leftOut: number;
  readonly renewals: number;
};

/** What was put into the file, and the way to tick it at once. */
const Written = ({
  begun: { fileName, steps, leftOut, renewals },
  tick,
  leave,
}: {
  readonly begun: Begun;
  readonly tick: () => void;
  readonly leave: () => void;
}) => {
  const last = useWriteStatus().data?.last ?? null;
  const button = useRef<HTMLButtonElement>(null);
  const isDone = last?.outcome === 'done' && last.fileName === fileName;
  useEffect(() => {
    if (isDone) button.current?.focus();
  }, [isDone]);
  if (last === null || last.fileName !== fileName) return null;
  if (!isDone)
    return (
      <Text role="alert" c="var(--desk-stop)">
        {t('files.wasNotSaved', { fileName, why: last.failure ?? '' })}
      </Text>
    );
  return (
    <Group
      role="group"
      aria-label={t('doneHere.offlineFileIsSaved')}
      gap="sm"
      className={classes['written'] ?? ''}
    >
      <Text role="status">
        {t('doneHere.theFileHasSo', { fileName, rows: last.rows, leftOut, renewals })}
      </Text>
      <Button ref={button} size="compact-md" onClick={tick}>
        {t('doneHere.tickThem', { count: steps.length })}
      </Button>
      <Button size="compact-md" variant="default" onClick={leave}>
        {t('doneHere.notYet')}
      </Button>
    </Group>
  );
};

/** Saves the loans and returns of a desk that are not keyed yet as a file that Alma's Offline Circulation takes. */
export const OfflineFile = ({
  filter,
  tick,
}: {
  readonly filter: DoneFilter;
  readonly tick: (steps: readonly OpId[]) => void;
}) => {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [failure, setFailure] = useState('');
  const { deskId } = filter;
  const save = async (): Promise<void> => {
    if (deskId === null) return;
    setFailure('');
    setBegun(null);
    try {
      setBegun(await ask('files.saveOffline', { filter: { ...filter, deskId } }));
    } catch (error) {
      setFailure(sentenceOf(error));
    }
  };
  return (
    <>
      <Button
        size="compact-md"
        variant="default"
        disabled={deskId === null}
        title={deskId === null ? t('doneHere.chooseADeskFirst') : t('doneHere.loansAndReturnsForAlma')}
        onClick={() => void save()}
      >
        {t('doneHere.offlineFile')}
      </Button>
      {failure !== '' && <Text role="alert">{failure}</Text>}
      {begun && (
        <Written
          begun={begun}
          tick={() => {
            tick(begun.steps);
            setBegun(null);
          }}
          leave={() => setBegun(null)}
        />
      )}
    </>
  );
};
