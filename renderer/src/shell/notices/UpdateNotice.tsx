import { Button, Text } from '@mantine/core';
import { useCallback } from 'react';
import { t } from '../../../../shared/words/words.ts';
import { ask } from '../../api/desk.ts';
import { useUpdates } from '../../api/updates.ts';
import { go } from '../../places/routes.ts';
import { helpShown } from '../help/help-shown.ts';
import { NoticePlace } from './NoticePlace.tsx';

/** Says once that there is an update, that one was installed, or that something is wrong with it. It stays: staff may come hours later. */
export const UpdateNotice = () => {
  const notice = useUpdates().data?.notice ?? null;
  const id = notice?.id ?? '';
  const dismiss = useCallback(() => {
    if (id !== '') void ask('updates.close', { id }).catch(() => undefined);
  }, [id]);
  return (
    <NoticePlace
      label={t('Updates')}
      yields
      news={notice}
      stays
      dismiss={dismiss}
      status={notice && <Text>{notice.words}</Text>}
      alert={null}
      ways={
        notice && (
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => {
              dismiss();
              if (notice.isDone) helpShown.set('news');
              else go({ page: 'settings', section: 'updates' });
            }}
          >
            {notice.isDone ? t('What’s new') : t('Updates')}
          </Button>
        )
      }
    />
  );
};
