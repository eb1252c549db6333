import { Button, Text } from '@mantine/core';
import { openImport } from '../../../shell/import/import-open.ts';
import { t } from '../../../../../shared/words/words.ts';
import { go, startOf } from '../../../shell/navigation/routes.ts';
import classes from './SetUp.module.css';

/** The ways in which the first requests come. */
export const RequestsStep = () => (
  <ul className={classes['ways']}>
    <li>
      <Button variant="default" onClick={openImport}>
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
