import { Switch, Text, Title } from '@mantine/core';
import {
  type LetterCode,
  type LetterSwitch,
  librarySwitches,
  offAtStart,
} from '../../../../shared/domain/letters/all-letters.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { mayNot } from './administration.ts';
import { ForOneLibrary } from './ForOneLibrary.tsx';
import { LibrarySettings } from './LibrarySettings.tsx';
import { FormFrame } from './records/FormFrame.tsx';
import { type FormPart, useRecord } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const isByTheClock = ({ name }: LetterSwitch): boolean => offAtStart.includes(name);
const groups = [
  { head: t('settings.byTheCalendarToThePatron'), switches: librarySwitches.patron.filter(isByTheClock) },
  { head: t('settings.toThePatron'), switches: librarySwitches.patron.filter((one) => !isByTheClock(one)) },
  { head: t('settings.toThePartner'), switches: librarySwitches.partner },
];

type Draft = { readonly off: readonly LetterCode[] };

const Switches = ({
  head,
  switches,
  part: { draft, put },
}: {
  readonly head: string;
  readonly switches: readonly LetterSwitch[];
  readonly part: FormPart<Draft>;
}) => (
  <>
    <Title order={3} size="h5" mt="xs">
      {head}
    </Title>
    {switches.map(({ name, label }) => (
      <Switch
        key={name}
        label={`${head}: ${label}`}
        checked={!draft.off.includes(name)}
        onChange={({ currentTarget: { checked } }) =>
          put({ off: checked ? draft.off.filter((one) => one !== name) : [...draft.off, name] })
        }
      />
    ))}
  </>
);

const Letters = ({
  library,
  locked,
}: {
  readonly library: LibraryRecord;
  readonly locked: string | null;
}) => {
  const record = useRecord<Draft>(
    { off: library.lettersOff },
    ({ off }, opId) => ask('places.saveLetters', { opId, libraryId: library.id, lettersOff: [...off] }),
    [],
  );
  return (
    <FormFrame
      label={t('settings.lettersOf', { libraryName: library.name })}
      record={record}
      locked={locked}
      focusFirst={false}
    >
      {groups.map((group) => (
        <Switches key={group.head} {...group} part={record} />
      ))}
    </FormFrame>
  );
};

/** Which letters each library has written, and on which days the calendar writes. */
export const LettersWritten = ({ state }: { readonly state: AppState }) => (
  <>
    <Text>
      {tx('settings.aLetterThatIsOffIs2', {
        link: <a href="#/settings/partners">{t('common.settingsPartners')}</a>,
      })}
    </Text>
    <Text>
      {t('settings.whatGoesByTheCalendarIs')}
      {state.mail.state !== 'ready' && (
        <>
          {' '}
          {tx('settings.see2', {
            link: <strong>{t('settings.noMailAccountWorksSoNone')}</strong>,
            link2: <a href="#/settings/mail">{t('common.settingsMail')}</a>,
          })}
        </>
      )}
    </Text>
    <ForOneLibrary state={state}>
      {(library) => (
        <>
          <Letters
            library={library}
            locked={mayNot(state, t('common.changingWhichLettersAreWritten'), library.id, library.name)}
          />
          <Title order={3} size="h4" mt="md">
            {t('settings.daysOfTheCalendar')}
          </Title>
          <LibrarySettings
            state={state}
            library={library}
            section="letters-written"
            label={t('settings.daysOfTheCalendar')}
          />
        </>
      )}
    </ForOneLibrary>
  </>
);
