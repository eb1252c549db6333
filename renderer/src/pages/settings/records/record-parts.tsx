import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { sentenceOf } from '../../../api/desk.ts';
import { newOpId } from '../../../api/ids.ts';
import { Moment } from '../../../components/Dates.tsx';
import type { RecordKind } from './record-kind.ts';
import classes from './records.module.css';
import { t } from '../../../../../shared/words/words.ts';
import { tx } from '../../../components/tx.ts';

/** Whether files still change the record, and the way back to that. */
export const FileNote = ({
  id,
  editedAt,
  follow,
  locked,
}: {
  readonly id: number;
  readonly editedAt: Instant;
  readonly follow: NonNullable<RecordKind<object>['follow']>;
  readonly locked: boolean;
}) => {
  const [said, setSaid] = useState<string | null>(null);
  if (said !== null) return <Text role="status">{said}</Text>;
  return (
    <div className={classes['notice']}>
      <Text c="dimmed">
        {tx('settings.changedByHandLibraryFilesLeave', { editedAt: <Moment at={editedAt} /> })}
      </Text>
      <Button
        size="compact-md"
        variant="default"
        disabled={locked}
        onClick={() =>
          void follow(id, newOpId()).then(
            () => setSaid(t('settings.theNextLibraryFileMayChange')),
            (error: unknown) => setSaid(sentenceOf(error)),
          )
        }
      >
        {t('settings.letFilesChangeItAgain')}
      </Button>
    </div>
  );
};

/** Asks once about what is not saved. */
export const Leave = ({ leave, stay }: { readonly leave: () => void; readonly stay: () => void }) => (
  <Group role="group" aria-label={t('settings.changesThatAreNotSaved')}>
    <Text>{t('settings.yourChangesAreNotSaved')}</Text>
    <Button autoFocus variant="default" onClick={stay}>
      {t('settings.goOnEditing')}
    </Button>
    <Button variant="default" onClick={leave}>
      {t('settings.leaveWithoutSaving')}
    </Button>
  </Group>
);
