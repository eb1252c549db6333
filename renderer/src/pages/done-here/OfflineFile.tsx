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

/** The content of the saved file, and a button to tick all of its steps. */
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
        {t('{fileName} was not saved. {why}', { fileName, why: last.failure ?? '' })}
      </Text>
    );
  return (
    <Group
      role="group"
      aria-label={t('Offline circulation file')}
      gap="sm"
      className={classes['written'] ?? ''}
    >
      <Text role="status">
        {t(
          '{fileName} has {rows, plural, one {# loan or return} other {# loans and returns}}.{leftOut, plural, =0 {} one { One could not be included. Key it by hand.} other { # could not be included. Key them by hand.}}{renewals, plural, =0 {} one { One renewal is not included because the file has no renewals. Key it by hand.} other { # renewals are not included because the file has no renewals. Key them by hand.}} Upload the file at this desk in Fulfillment › Offline Circulation.',
          { fileName, rows: last.rows, leftOut, renewals },
        )}
      </Text>
      <Button ref={button} size="compact-md" onClick={tick}>
        {t('Mark {count, plural, one {it} =2 {both} other {all #}} as done', { count: steps.length })}
      </Button>
      <Button size="compact-md" variant="default" onClick={leave}>
        {t('Not yet')}
      </Button>
    </Group>
  );
};

/** Saves a desk's loans and returns that are not keyed yet as a file for Alma's Offline Circulation. */
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
        title={
          deskId === null
            ? t('Choose a desk first. The file is uploaded at one desk.')
            : t(
                'Saves a file for Alma’s Offline Circulation with the loans and returns that still have to be keyed. It cannot include renewals: key those by hand. Alma has no record of an item until it is received there, so key receipts first.',
              )
        }
        onClick={() => void save()}
      >
        {t('Offline circulation file…')}
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
