import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/Progress.css';
import { Stack, Text, Title } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { backupRetentionNotice } from '../../../../shared/domain/backups.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { useAppChange } from '../../api/queries.ts';
import { settingsSections, type SettingsSection } from '../../places/settings-sections.ts';
import { BackupSettings } from './backups/BackupSettings.tsx';
import { AppearanceSettings } from './AppearanceSettings.tsx';
import { LetterSettings } from './LetterSettings.tsx';
import { MailSettings } from './MailSettings.tsx';
import { EndpointSettings } from './endpoint/EndpointSettings.tsx';
import { MailboxSettings } from './MailboxSettings.tsx';
import { DataSettings } from './DataSettings.tsx';
import { DeskSettings } from './DeskSettings.tsx';
import { ForOneLibrary } from './ForOneLibrary.tsx';
import { HoursSettings } from './HoursSettings.tsx';
import { LettersWritten } from './LettersWritten.tsx';
import { LibrarySettings, ShelfExample, type LibraryDraft } from './LibrarySettings.tsx';
import { LibrariesSettings } from './LibrariesSettings.tsx';
import { LibraryFile } from './library-file/LibraryFile.tsx';
import { LookUpSettings } from './LookUpSettings.tsx';
import { OperatorSettings } from './OperatorSettings.tsx';
import { OtherSystemSettings } from './other-system/OtherSystemSettings.tsx';
import { PartnerSettings } from './PartnerSettings.tsx';
import { PatronSettings } from './PatronSettings.tsx';
import { PrintingSettings } from './printing/PrintingSettings.tsx';
import { ReasonSettings } from './ReasonSettings.tsx';
import { SectionList } from './SectionList.tsx';
import { SlipDesigner } from './slip-design/SlipDesigner.tsx';
import { SigningOutSettings } from './SigningOutSettings.tsx';
import { ScannerSettings } from './ScannerSettings.tsx';
import { SyncSettings } from './sync/SyncSettings.tsx';
import { UpdateSettings } from './UpdateSettings.tsx';
import { OpenGuide } from './set-up/OpenGuide.tsx';
import { NotDone } from '../../steps/NotDone.tsx';
import classes from './SettingsPage.module.css';
import { t } from '../../../../shared/words/words.ts';
import type { SettingsPart } from './workstation-settings.tsx';

const labelOf = (section: SettingsSection): string =>
  (settingsSections.find(({ id }) => id === section) ?? settingsSections[0]).label;

type Content = (state: AppState, part: SettingsPart) => ReactNode;

const ofAllLibraries =
  (section: SettingsSection): Content =>
  (state) => <LibrarySettings state={state} section={section} label={labelOf(section)} />;

const ofEachLibrary =
  (section: SettingsSection, example: (draft: LibraryDraft) => ReactNode): Content =>
  (state) => (
    <ForOneLibrary state={state}>
      {(library) => (
        <LibrarySettings
          state={state}
          library={library}
          section={section}
          label={labelOf(section)}
          example={example}
        />
      )}
    </ForOneLibrary>
  );

const contents: Readonly<Record<SettingsSection, Content>> = {
  appearance: (_, part) => <AppearanceSettings {...part} />,
  scanner: ({ scanner }, part) => <ScannerSettings {...part} scanner={scanner} />,
  printing: (state, part) => <PrintingSettings {...part} state={state} />,
  mail: (state) => (
    <>
      <MailSettings state={state} />
      <MailboxSettings state={state} />
    </>
  ),
  'slip-design': (state) => <SlipDesigner state={state} />,
  letters: (state) => <LetterSettings state={state} />,
  'set-up': (_, part) => <OpenGuide part={part} />,
  data: ({ dataDir, dataAccess, version, policy }) => (
    <DataSettings dataDir={dataDir} dataAccess={dataAccess} version={version} policy={policy} />
  ),
  updates: (state, part) => <UpdateSettings state={state} part={part} />,
  backups: (state, part) => <BackupSettings state={state} part={part} />,
  sync: (state) => <SyncSettings state={state} />,
  endpoint: (state) => <EndpointSettings state={state} />,
  'library-file': (state) => <LibraryFile state={state} />,
  libraries: (state) => <LibrariesSettings state={state} />,
  desks: (state) => <DeskSettings state={state} />,
  partners: (state) => <PartnerSettings state={state} />,
  patrons: (state) => <PatronSettings state={state} />,
  operators: (state) => <OperatorSettings state={state} />,
  reasons: (state) => <ReasonSettings state={state} />,
  hours: (state) => <HoursSettings state={state} />,
  'hold-shelf': ofEachLibrary('hold-shelf', (draft) => <ShelfExample draft={draft} />),
  'patron-data': (state, part) => (
    <>
      <Text>
        {t(
          'Each day, everything that names the patron is removed from closed requests past this limit: the link to the patron, notes, letters, slips, and related text in the history. The request itself is kept, with its dates, partner and format.',
        )}{' '}
        {backupRetentionNotice(Number(state.settings.backups.forgottenDays))}
      </Text>
      {ofAllLibraries('patron-data')(state, part)}
    </>
  ),
  queues: (state, part) => (
    <>
      <Text>{t('The Today page marks anything that has waited in a queue longer than this many days.')}</Text>
      {ofAllLibraries('queues')(state, part)}
    </>
  ),
  'other-system': (state) => (
    <>
      <Text>
        {t(
          'The library’s own system, such as Alma. Staff key steps into it, or Borrow Desk sends them by NCIP or SIP2.',
        )}
      </Text>
      <OtherSystemSettings state={state} />
      <LookUpSettings state={state} />
    </>
  ),
  'letters-written': (state) => <LettersWritten state={state} />,
  'signing-out': (state) => <SigningOutSettings state={state} />,
};

/** Sections whose changes are stored immediately; the others have a Save button. */
const savedImmediately: readonly SettingsSection[] = ['appearance', 'scanner', 'printing'];

/** Sections with tables, or with a text and its preview, which use the full width. */
const wide: readonly SettingsSection[] = ['letters', 'slip-design', 'partners', 'patrons'];

/** Settings: the list of sections, and the chosen section. */
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
    policy: state.policy.values,
    save: (changes) => change.mutate({ settings: changes }),
  };
  const content = useRef<HTMLElement>(null);
  const { reset } = change;
  useEffect(() => {
    reset();
    // Another section starts at its top.
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
          {contents[section](state, part)}
          {savedImmediately.includes(section) && (
            <Text role="status" c="dimmed">
              {change.isSuccess ? t('Saved') : t('Changes are saved automatically')}
            </Text>
          )}
          <NotDone error={change.error} />
        </Stack>
      </section>
    </div>
  );
};
