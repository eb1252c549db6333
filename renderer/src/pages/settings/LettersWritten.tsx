import { Switch, Text, Title } from '@mantine/core';
import {
  type LetterCode,
  type LetterSwitch,
  librarySwitches,
  offByDefault,
} from '../../../../shared/domain/letters/all-letters.ts';
import { mailSentence } from '../../../../shared/domain/letters/mail-states.ts';
import type { LibraryRecord } from '../../../../shared/ipc/calls/places.ts';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { ask } from '../../api/desk.ts';
import { mayNot } from '../../steps/administration.ts';
import { ForOneLibrary } from './ForOneLibrary.tsx';
import { LibrarySettings } from './LibrarySettings.tsx';
import { FormFrame } from './records/FormFrame.tsx';
import { type FormPart, useRecord } from './records/use-record.ts';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

const isByTheClock = ({ name }: LetterSwitch): boolean => offByDefault.includes(name);
const groups = [
  { head: t('Scheduled notices, to the patron'), switches: librarySwitches.patron.filter(isByTheClock) },
  { head: t('To the patron'), switches: librarySwitches.patron.filter((one) => !isByTheClock(one)) },
  { head: t('To the partner'), switches: librarySwitches.partner },
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
      label={t('Letters from {libraryName}', { libraryName: library.name })}
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

/** Which letters each library sends, and on which days the scheduled letters are written. */
export const LettersWritten = ({ state }: { readonly state: AppState }) => (
  <>
    <Text>
      {tx(
        'Letters that are switched off are not sent for this library’s requests, and the recipient is not notified. Letters without a switch are always sent: without them, a partner would act on wrong information. If a partner is notified another way, see {link}.',
        {
          link: <a href="#/settings/partners">{t('Settings › Partners')}</a>,
        },
      )}
    </Text>
    <Text>
      {t(
        'Scheduled notices go to patrons who have an e-mail address. They are written at the start of each day, when the program starts and after an import, but not while the library is closed for a week or more.',
      )}
      {state.mail.state !== 'ready' && (
        <>
          {' '}
          <strong>{mailSentence(state.mail)}</strong> <a href="#/settings/mail">{t('Settings › Mail')}</a>
        </>
      )}
    </Text>
    <ForOneLibrary state={state}>
      {(library) => (
        <>
          <Letters
            library={library}
            locked={mayNot(state, t('Changing which letters to send'), library.id, library.name)}
          />
          <Title order={3} size="h4" mt="md">
            {t('Days for scheduled notices')}
          </Title>
          <LibrarySettings
            state={state}
            library={library}
            section="letters-written"
            label={t('Days for scheduled notices')}
          />
        </>
      )}
    </ForOneLibrary>
  </>
);
