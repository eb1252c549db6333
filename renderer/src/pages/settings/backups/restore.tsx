import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useState, type ReactNode } from 'react';
import { useMutation, type UseMutationResult } from '@tanstack/react-query';
import type { RestorePicture } from '../../../../../shared/ipc/backup-views.ts';
import { formatInstant } from '../../../../../shared/domain/dates.ts';
import type { Instant } from '../../../../../shared/domain/ids.ts';
import { t } from '../../../../../shared/words/words.ts';
import { locale } from '../../../../../shared/words/language.ts';
import { restoreWord } from '../../../../../shared/domain/backups.ts';
import { useTimeZone } from '../../../components/today.ts';
import { ask } from '../../../api/desk.ts';
import { onAskedLibrary } from '../../../places/asked-library.ts';
import { CallButton } from '../../../components/CallButton.tsx';
import { Moment } from '../../../components/Dates.tsx';
import { DeskWindow } from '../../../components/DeskWindow.tsx';
import { clearOfFooter, WindowButtons, WindowFooter } from '../../../components/WindowFooter.tsx';
import { NotDone } from '../../../steps/NotDone.tsx';
import { tx } from '../../../components/tx.ts';
import classes from './backups.module.css';
import { factWords } from '../../../components/Facts.tsx';

type Facts = RestorePicture['here'];

const number = (count: number): string => count.toLocaleString(locale);

const useMoment = (): ((at: string | null) => string) => {
  const timeZone = useTimeZone();
  return (at) => (at === null ? t('none') : formatInstant(at as Instant, timeZone));
};

/** The two libraries side by side. */
const Sides = ({ here, there }: { readonly here: Facts; readonly there: Facts }) => {
  const moment = useMoment();
  const rows: readonly (readonly [string, (facts: Facts) => ReactNode])[] = [
    [t('Libraries'), ({ libraries }) => <bdi>{libraries.join(', ')}</bdi>],
    [t('Requests'), ({ requests }) => number(requests)],
    [t('On loan now'), ({ loans }) => number(loans)],
    [t('Patrons'), ({ patrons }) => number(patrons)],
    [t('Newest step'), ({ newestStepAt }) => moment(newestStepAt)],
  ];
  return (
    <table className={classes['sides']}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t('Here now')}</th>
          <th scope="col">{t('In the file')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, cell]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{cell(here)}</td>
            <td>{cell(there)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Counted = ({ items }: { readonly items: readonly string[] }) => (
  <ul>
    {items.map((item) => (
      <li key={item}>{item}</li>
    ))}
  </ul>
);

/** The data that only exists in the current library, and would be lost. */
const Lost = ({ picture }: { readonly picture: RestorePicture }) => {
  const moment = useMoment();
  const { onlyHere, requestsOnlyHere, loansOnlyHere, lettersLeft } = picture;
  const facts = [
    requestsOnlyHere > 0 &&
      t('{count, plural, one {# request is} other {# requests are}} not in the file.', {
        count: requestsOnlyHere,
      }),
    loansOnlyHere > 0 &&
      t('{count, plural, one {# current loan is} other {# current loans are}} not in the file.', {
        count: loansOnlyHere,
      }),
    lettersLeft > 0 &&
      t(
        '{count, plural, one {# letter has} other {# letters have}} been sent since then. Sent letters stay sent and are not sent again.',
        { count: lettersLeft },
      ),
  ].filter((fact) => fact !== false);
  return (
    <div className={classes['lost']} role="note">
      <Text fw={700}>
        {t(
          '{count, plural, one {# step taken here is not in the file and would be lost} other {# steps taken here are not in the file and would be lost}}',
          { count: onlyHere.count },
        )}
      </Text>
      <Counted
        items={onlyHere.byKind.map(({ label, count }) =>
          t('{label}: {count}', { label, count: number(count) }),
        )}
      />
      <Text fw={600}>{t('By operator')}</Text>
      <Counted
        items={onlyHere.byOperator.map(({ name, count }) =>
          t('{label}: {count}', { label: name, count: number(count) }),
        )}
      />
      <Text fw={600}>{t('Most recent steps')}</Text>
      <Counted
        items={onlyHere.last.map(({ label, at, operator, externalId }) =>
          factWords([moment(at), label, externalId ?? null, operator]),
        )}
      />
      {facts.map((fact) => (
        <Text key={fact}>{fact}</Text>
      ))}
    </div>
  );
};

/** The changes if a file replaced the library. */
const RestorePictureView = ({ picture }: { readonly picture: RestorePicture }) => (
  <>
    <Sides here={picture.here} there={picture.there} />
    {!picture.sameLibrary && picture.here.steps > 0 && (
      <Text fw={700} c="var(--desk-stop)">
        {t('This is a different library: it shares no steps with the one here.')}
      </Text>
    )}
    {picture.onlyHere.count > 0 ? (
      <Lost picture={picture} />
    ) : (
      <Text>{t('Everything done here is also in the file, so no steps would be lost.')}</Text>
    )}
    {picture.onlyThere.count > 0 && (
      <Text>
        {t(
          '{count, plural, one {# step in the file is not here and would be added} other {# steps in the file are not here and would be added}}.',
          { count: picture.onlyThere.count },
        )}
      </Text>
    )}
  </>
);

const isTyped = (text: string): boolean => text.trim() === restoreWord;

const Form = ({
  picture,
  restore,
  leave,
}: {
  readonly picture: RestorePicture;
  readonly restore: UseMutationResult<unknown, Error, string>;
  readonly leave: () => void;
}) => {
  const [typed, setTyped] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (isTyped(typed) && !restore.isPending) restore.mutate(typed);
      }}
    >
      <Stack gap="sm">
        <RestorePictureView picture={picture} />
        <Text>
          {t(
            'Borrow Desk first backs up the library as it is now; restore that backup to undo this. This workstation keeps its printer, window and second folder. Borrow Desk then restarts.',
          )}
        </Text>
        <TextInput
          data-autofocus
          autoComplete="off"
          label={t('To continue, type {word}', { word: restoreWord })}
          value={typed}
          maxLength={64}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <WindowFooter>
          {restore.isSuccess && <Text role="status">{t('Borrow Desk is restarting…')}</Text>}
          <NotDone error={restore.error} />
          <WindowButtons>
            <Button variant="default" onClick={leave}>
              {t('Cancel')}
            </Button>
            <Button
              type="submit"
              color="red"
              disabled={!isTyped(typed)}
              loading={restore.isPending || restore.isSuccess}
            >
              {t('Restore and restart')}
            </Button>
          </WindowButtons>
        </WindowFooter>
      </Stack>
    </form>
  );
};

/** Shows the changes, and makes them after the confirmation word was typed. Escape cancels. */
const RestoreWindow = ({
  picture,
  close,
}: {
  readonly picture: RestorePicture;
  readonly close: () => void;
}) => {
  const restore = useMutation({
    mutationFn: (typed: string) => ask('backups.restore', { token: picture.token, typed }),
  });
  const leave = (): void => {
    if (restore.isPending || restore.isSuccess) return;
    void ask('backups.leave', {}).catch(() => undefined);
    close();
  };
  return (
    <DeskWindow
      onClose={leave}
      size="44rem"
      title={
        picture.takenAt === null
          ? tx('Open the library in {fileName}', { fileName: <bdi>{picture.fileName}</bdi> })
          : tx('Restore the backup from {at}', { at: <Moment at={picture.takenAt} /> })
      }
      closeOnClickOutside={false}
      styles={clearOfFooter}
    >
      <Form {...{ picture, restore, leave }} />
    </DeskWindow>
  );
};

/** Opens the window that shows the changes, for a backup in the list or a chosen file. */
export type Restore = {
  readonly ofBackup: (name: string) => void;
  readonly ofFile: () => void;
  /** The backup that is being prepared; null for none. */
  readonly bringing: string | null;
  readonly opening: boolean;
  readonly error: unknown;
  readonly window: ReactNode;
};

export const useRestore = (): Restore => {
  const bring = useMutation({ mutationFn: (name: string) => ask('backups.bring', { name }) });
  const file = useMutation({ mutationFn: () => ask('backups.bringFile', {}) });
  const opened = useMutation({ mutationFn: () => ask('backups.bringAsked', {}) });
  const { mutate: bringAsked } = opened;
  useEffect(() => onAskedLibrary(() => bringAsked()), [bringAsked]);
  const picture = bring.data ?? file.data ?? opened.data ?? null;
  const close = (): void => {
    bring.reset();
    file.reset();
    opened.reset();
  };
  return {
    ofBackup: (name) => {
      close();
      bring.mutate(name);
    },
    ofFile: () => {
      close();
      file.mutate();
    },
    bringing: bring.isPending ? bring.variables : null,
    opening: file.isPending || opened.isPending,
    error: bring.error ?? file.error ?? opened.error,
    window: picture && <RestoreWindow key={picture.token} picture={picture} close={close} />,
  };
};

/** The button that opens a library file from another workstation. */
export const OpenLibrary = ({
  locked,
  restore: { opening, ofFile },
}: {
  readonly locked: string | null;
  readonly restore: Restore;
}) => (
  <CallButton call={{ isPending: opening, mutate: ofFile }} locked={locked} loading={opening}>
    {t('Open a library from another workstation…')}
  </CallButton>
);
