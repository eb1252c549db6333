import { CloseButton, Group } from '@mantine/core';
import { useRef } from 'react';
import type { ReactNode } from 'react';
import { useFocusStays } from '../../components/focus-stays.ts';
import classes from '../../components/NotificationLine.module.css';
import { useNoticeTime } from './use-notice-time.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * Where a page says what its last step did: a place of its own below the list, so that it covers nothing. The notice goes by itself
 * unless it stays for a person. Both places for words are always there, so that readers hear each change.
 */
export const NoticePlace = ({
  news,
  stays,
  dismiss,
  status,
  alert,
  ways,
}: {
  /** What is shown, each time another object; null: nothing. */
  readonly news: object | null;
  /** It waits for a person: something was not done. */
  readonly stays: boolean;
  /** The same function all the time. */
  readonly dismiss: () => void;
  readonly status: ReactNode;
  readonly alert: ReactNode;
  /** The ways on or back, before the cross that closes it. */
  readonly ways: ReactNode;
}) => {
  const held = useNoticeTime(news, stays, dismiss);
  const area = useRef<HTMLElement>(null);
  useFocusStays(area);
  return (
    <section
      ref={area}
      tabIndex={-1}
      aria-label={t('common.lastStep')}
      className={classes['notification']}
      data-empty={news === null || undefined}
      {...held}
    >
      <div className={classes['words']}>
        <div role="status">{status}</div>
        <div role="alert">{alert}</div>
      </div>
      {news && (
        <Group gap="xs" wrap="nowrap">
          {ways}
          <CloseButton aria-label={t('requests.closeTheMessage')} onClick={dismiss} />
        </Group>
      )}
    </section>
  );
};
