import { Text } from '@mantine/core';
import { t } from '../../../../../shared/words/words.ts';
import classes from './sync.module.css';

/** By what a server is known: the fingerprint of its key, in a form in which two people can compare it, and who vouches for it (empty: nobody). */
export const Fingerprint = ({ text, authority }: { readonly text: string; readonly authority: string }) => (
  <div role="group" aria-label={t('hub.fingerprintOfTheServersKey')}>
    <Text fw={600}>{t('hub.fingerprintOfTheServersKey')}</Text>
    <Text className={classes['fingerprint'] ?? ''}>{text}</Text>
    <Text c="dimmed">{t('hub.compareItWithWhoeverLooksAfter')}</Text>
    <Text c="dimmed">
      {authority === '' ? t('hub.theSameKeyIsBelieved') : t('hub.theSameAuthorityIsBelieved', { authority })}
    </Text>
  </div>
);
