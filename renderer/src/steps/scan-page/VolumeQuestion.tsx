import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { t } from '../../../../shared/words/words.ts';
import { focusScanBox } from '../../scanner/focus-scan-box.ts';
import type { Refused } from '../StepFeedback.tsx';
import { useScanPage } from './scan-page-actor.ts';

/** Asks which of several volumes without barcodes is meant. The focus is on the first one; the next scan simply continues. */
export const VolumeQuestion = ({ refused: { code, refusal } }: { readonly refused: Refused }) => {
  const page = useScanPage();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const volumes = String(refusal.details?.['volumes'] ?? '')
    .split(' ')
    .map(Number);
  return (
    <Group
      mt="xs"
      role="group"
      aria-label={t('Which volume?')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        focusScanBox();
      }}
    >
      {volumes.map((volume, index) => (
        <Button
          key={volume}
          variant="default"
          {...(index === 0 && { ref: first })}
          onClick={() => page.send({ type: 'scanned', code, volume })}
        >
          {t('Volume {volume}', { volume })}
        </Button>
      ))}
    </Group>
  );
};
