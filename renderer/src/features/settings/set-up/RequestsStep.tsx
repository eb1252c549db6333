import { Button, Text } from '@mantine/core';
import type { SettingsSection } from '../../../shell/navigation/settings-sections.ts';
import { t } from '../../../../../shared/words/words.ts';
import { go, startOf } from '../../../shell/navigation/routes.ts';
import classes from './SetUp.module.css';

const importSection: SettingsSection = 'library-file';

/** The ways in which the first requests come. */
export const RequestsStep = () => (
  <ul className={classes['ways']}>
    <li>
      <Button variant="default" onClick={() => go({ page: 'settings', section: importSection })}>
        {t('settings.bringInAFile')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('settings.asAlmaWorldshareIlliadTipasaOr')}
      </Text>
    </li>
    <li>
      <Button variant="default" onClick={() => go(startOf('requests'))}>
        {t('settings.typeTheFirstRequest')}
      </Button>
      <Text size="sm" c="dimmed">
        {t('settings.newRequestStandsAboveTheList')}
      </Text>
    </li>
  </ul>
);
