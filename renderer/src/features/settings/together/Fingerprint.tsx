import { Text } from '@mantine/core';
import { t } from '../../../../../shared/words/words.ts';
import classes from './together.module.css';

/** The fingerprint of a server's certificate, in a form in which two people can compare it. */
export const Fingerprint = ({ text }: { readonly text: string }) => (
  <div role="group" aria-label={t('hub.fingerprintOfTheCertificate')}>
    <Text fw={600}>{t('hub.fingerprintOfTheCertificate')}</Text>
    <Text className={classes['fingerprint'] ?? ''}>{text}</Text>
    <Text c="dimmed">{t('hub.compareItWithWhoeverLooksAfter')}</Text>
  </div>
);
