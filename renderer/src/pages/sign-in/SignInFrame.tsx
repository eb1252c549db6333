import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { desk } from '../../api/desk.ts';
import { onScan } from '../../scanner/scan-events.ts';
import { playTone } from '../../steps/tones.ts';
import classes from '../../shell/sign-in/SignIn.module.css';
import { t } from '../../../../shared/words/words.ts';

/**
 * What is shown instead of the pages while nobody may go on: no request, no patron, and no scan is taken, which would otherwise be
 * typed into a box here.
 * @param name the window's name for it. @param refusal what a scan is answered.
 */
export const SignInFrame = ({
  name,
  title,
  refusal,
  sounds,
  children,
}: {
  readonly name: string;
  readonly title: ReactNode;
  readonly refusal: string;
  readonly sounds: boolean;
  readonly children: ReactNode;
}) => {
  const [scanned, setScanned] = useState(false);
  useEffect(() => {
    document.title = t('signIn.borrowDesk', { name });
    return onScan(desk, document, () => {
      setScanned(true);
      if (sounds) playTone('refused');
    });
  }, [name, sounds]);
  return (
    <main className={classes['page']} aria-label={name}>
      <Stack className={classes['card'] ?? ''} gap="sm">
        <Title order={1} size="h3">
          {title}
        </Title>
        {scanned && (
          <Text role="alert" c="var(--desk-stop)">
            {refusal}
          </Text>
        )}
        {children}
      </Stack>
    </main>
  );
};
