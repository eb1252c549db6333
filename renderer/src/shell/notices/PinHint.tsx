import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { shortPinHint } from '../../../../shared/domain/pin.ts';
import { go } from '../../places/routes.ts';
import { t } from '../../../../shared/words/words.ts';

/** Shown once per sign-in to an operator with an older, shorter PIN. */
export const PinHint = () => {
  const [later, setLater] = useState(false);
  if (later) return null;
  return (
    <Group mb="md" role="region" aria-label={t('Your PIN')}>
      <Text role="status">{shortPinHint}</Text>
      <Button
        variant="default"
        size="compact-md"
        onClick={() => go({ page: 'settings', section: 'operators' })}
      >
        {t('Operators and roles')}
      </Button>
      <Button variant="default" size="compact-md" onClick={() => setLater(true)}>
        {t('Later')}
      </Button>
    </Group>
  );
};
