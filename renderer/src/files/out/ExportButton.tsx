import '@mantine/core/styles/ActionIcon.css';
import { ActionIcon } from '@mantine/core';
import IconFileExport from '@tabler/icons-react/icons/IconFileExport';
import { commands } from '../../../../shared/domain/commands.ts';
import { t } from '../../../../shared/words/words.ts';
import { shownKeys } from '../../components/keys.ts';
import { openExport, useListForExport, type Listed } from './listed.ts';

/** Exports the list beside it, by click or with the command's key. */
export const ExportButton = (listed: Listed) => {
  useListForExport(listed);
  return (
    <ActionIcon
      variant="default"
      size={30}
      aria-label={t('Export list…')}
      title={t('Export list… ({keys})', { keys: shownKeys(commands['export.list'].keys) })}
      onClick={openExport}
    >
      <IconFileExport size={18} aria-hidden />
    </ActionIcon>
  );
};
