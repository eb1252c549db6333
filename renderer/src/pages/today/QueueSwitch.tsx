import { Button } from '@mantine/core';
import IconChevronDown from '@tabler/icons-react/icons/IconChevronDown';
import { useRef, useState } from 'react';
import { queueFacts } from '../../../../shared/domain/queues.ts';
import type { TodayCardId } from '../../../../shared/ipc/today-views.ts';
import { useTodayCards } from '../../api/queries.ts';
import type { PopupPlace } from '../../components/PopupMenu.tsx';
import { placeOf, PopupMenu } from '../../components/PopupMenu.tsx';
import { go } from '../../places/routes.ts';
import { groupedQueues } from './queue-groups.ts';
import classes from './TodayPage.module.css';
import { t } from '../../../../shared/words/words.ts';
import { locale } from '../../../../shared/words/language.ts';

/** The queues as a menu, used when the details take the place of their list. */
export const QueueSwitch = ({ shown }: { readonly shown: TodayCardId }) => {
  const cards = useTodayCards().data ?? [];
  const [place, setPlace] = useState<PopupPlace | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const groups = groupedQueues(cards).map(({ queues }) => queues.filter(({ count }) => count > 0));
  return (
    <nav className={classes['switch']} aria-label={t('Queues')} data-pane tabIndex={-1}>
      <Button
        ref={button}
        size="compact-md"
        variant="default"
        rightSection={<IconChevronDown size={16} aria-hidden />}
        aria-haspopup="menu"
        aria-expanded={place !== null}
        data-pane-entry
        onClick={({ currentTarget }) => setPlace(placeOf(currentTarget))}
      >
        {t('Queues')}
      </Button>
      {place && (
        <PopupMenu
          label={t('Queues')}
          place={place}
          items={groups.flatMap((queues, group) =>
            queues.map(({ id, count }, index) => ({
              id,
              label: `${queueFacts(id).label} (${count.toLocaleString(locale)})`,
              why: id === shown ? t('Already shown.') : null,
              apart: group > 0 && index === 0,
              run: () => go({ page: 'today', card: id }),
            })),
          )}
          close={(giveFocusBack) => {
            setPlace(null);
            if (giveFocusBack) button.current?.focus();
          }}
        />
      )}
    </nav>
  );
};
