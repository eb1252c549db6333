import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/Progress.css';
import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { whatBackupsKeep } from '../../../../shared/domain/backups.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useAppChange } from '../../api/queries.ts';
import type { SettingsSection } from '../../places/settings-sections.ts';
import { settingsSections } from '../../places/settings-sections.ts';
import { BackupSettings } from './backups/BackupSettings.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { LetterSettings } from './LetterSettings.tsx';
import { MailSettings } from './MailSettings.tsx';
import { DataSettings } from './DataSettings.tsx';
import { DeskSettings } from './DeskSettings.tsx';
import { HoursSettings } from './HoursSettings.tsx';
import { LettersWritten } from './LettersWritten.tsx';
import { LibrarySettings } from './LibrarySettings.tsx';
import { LibrariesSettings } from './LibrariesSettings.tsx';
import { LibraryFile } from './LibraryFile.tsx';
import { OperatorSettings } from './OperatorSettings.tsx';
import { PartnerSettings } from './PartnerSettings.tsx';
import { PatronSettings } from './PatronSettings.tsx';
import { PrintingSettings } from './PrintingSettings.tsx';
import { ReasonSettings } from './ReasonSettings.tsx';
import { ShelfExample } from './ShelfExample.tsx';
import { SectionList } from './SectionList.tsx';
import { SlipDesigner } from './slip-design/SlipDesigner.tsx';
import { SigningOutSettings } from './SigningOutSettings.tsx';
import { ScannerSettings } from './ScannerSettings.tsx';
import type { SettingsPart } from './settings-part.ts';
import { SyncSettings } from './sync/SyncSettings.tsx';
import { SetUp } from './set-up/SetUp.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './SettingsPage.module.css';
import { t } from '../../../../shared/words/words.ts';

const labelOf = (section: SettingsSection): string =>
  (settingsSections.find(({ id }) => id === section) ?? settingsSections[0]).label;

const contentOf = (section: SettingsSection, state: AppState, part: SettingsPart): ReactNode => {
  switch (section) {
    case 'appearance':
      return <AppearanceSettings {...part} />;
    case 'scanner':
      return <ScannerSettings {...part} scanner={state.scanner} />;
    case 'printing':
      return <PrintingSettings {...part} state={state} />;
    case 'mail':
      return <MailSettings state={state} />;
    case 'slip-design':
      return <SlipDesigner state={state} />;
    case 'letters':
      return <LetterSettings state={state} />;
    case 'set-up':
      return <SetUp state={state} part={part} />;
    case 'data':
      return <DataSettings dataDir={state.dataDir} version={state.version} />;
    case 'backups':
      return <BackupSettings state={state} part={part} />;
    case 'sync':
      return <SyncSettings state={state} />;
    case 'library-file':
      return <LibraryFile state={state} />;
    case 'libraries':
      return <LibrariesSettings state={state} />;
    case 'desks':
      return <DeskSettings state={state} />;
    case 'partners':
      return <PartnerSettings state={state} />;
    case 'patrons':
      return <PatronSettings state={state} />;
    case 'operators':
      return <OperatorSettings state={state} />;
    case 'reasons':
      return <ReasonSettings state={state} />;
    case 'hours':
      return <HoursSettings state={state} />;
    case 'hold-shelf':
      return (
        <LibrarySettings
          state={state}
          section={section}
          label={labelOf(section)}
          example={(draft) => <ShelfExample draft={draft} />}
        />
      );
    case 'patron-data':
      return (
        <>
          <Text>
            {t('settings.whatNamesAPatronGoesFrom')}{' '}
            {whatBackupsKeep(Number(state.settings.backups.forgottenDays))}
          </Text>
          <LibrarySettings state={state} section={section} label={labelOf(section)} />
        </>
      );
    case 'queues':
      return <LibrarySettings state={state} section={section} label={labelOf(section)} />;
    case 'letters-written':
      return <LettersWritten state={state} />;
    case 'signing-out':
      return <SigningOutSettings state={state} />;
  }
};

/** The sections whose choices are stored at once; the others have a button for it. */
const storedAtOnce: readonly SettingsSection[] = ['appearance', 'scanner', 'printing'];

/** The sections that are tables, or a text with its preview: they take the room that there is. */
const wide: readonly SettingsSection[] = ['letters', 'slip-design', 'partners', 'patrons'];

/** Settings: the list of sections, and one of them. */
export const SettingsPage = ({
  state,
  section,
}: {
  readonly state: AppState;
  readonly section: SettingsSection;
}) => {
  const change = useAppChange('app.saveSettings');
  const part: SettingsPart = {
    settings: state.settings,
    save: (changes) => change.mutate({ settings: changes }),
  };
  const content = useRef<HTMLElement>(null);
  const { reset } = change;
  useEffect(() => {
    reset();
    // Another section begins at its top.
    content.current?.closest('main')?.scrollTo(0, 0);
  }, [section, reset]);
  const label = labelOf(section);
  return (
    <div className={classes['page']}>
      <SectionList here={section} />
      <section
        ref={content}
        className={classes['content']}
        data-wide={wide.includes(section) || undefined}
        aria-label={label}
      >
        <Title order={2} size="h3" mb="xs">
          {label}
        </Title>
        <Stack gap="sm" align="flex-start" key={section}>
          {contentOf(section, state, part)}
          {storedAtOnce.includes(section) && (
            <Text role="status" c="dimmed">
              {change.isSuccess ? t('settings.stored') : t('settings.eachChoiceIsStoredAtOnce')}
            </Text>
          )}
          <NotDone error={change.error} />
        </Stack>
      </section>
    </div>
  );
};
