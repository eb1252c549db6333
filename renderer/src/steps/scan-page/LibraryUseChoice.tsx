import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { libraryUses } from '../../../../shared/domain/conditions.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import { useScanPage } from './scan-page-actor.ts';
import { t } from '../../../../shared/words/words.ts';

/**
 * How an item is lent that is for use in the library only. The first choice has the focus, so that a hasty Enter keeps it in the
 * library; the next scan simply goes on.
 */
export const LibraryUseChoice = () => {
  const page = useScanPage();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  return (
    <Group
      mt="xs"
      role="group"
      aria-label={t('lane.useInTheLibraryOnly')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        // The patron stays open.
        event.stopPropagation();
        focusScanBox();
      }}
    >
      <Button ref={first} onClick={() => page.send({ type: 'use.chosen', use: 'reading-room' })}>
        {libraryUses['reading-room'].label}
      </Button>
      <Button variant="default" onClick={() => page.send({ type: 'use.chosen', use: 'all-the-same' })}>
        {libraryUses['all-the-same'].label}
      </Button>
    </Group>
  );
};
